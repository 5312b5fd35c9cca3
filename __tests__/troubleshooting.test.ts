// docs/troubleshooting.md and the code name the same codes, and each entry is found by words that the code really says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..");

/** Words in capitals that are no codes of ours. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ACTIONS|AZURE|GITHUB|NODE)_|^RUNNER_(?:TEMP|DEBUG)$|^DOCKER_CONFIG$|^(?:HTTPS?|NO)_PROXY$|_LOG_LEVEL$/,
    "the runner's and the user's environment",
  ],
  [/^(?:UND_ERR|EAI|UNABLE|SELF_SIGNED|DEPTH_ZERO|CERT|ERR)_/, "codes of undici and Node"],
  [/^(?:SIGNATURE|CERTIFICATE|TIMESTAMP|TLOG)(?:_[A-Z]+)*_ERROR$/, "codes of @sigstore/verify"],
  [/^(?:PKIX|SHA2)_/, "names of algorithms in Sigstore's trusted roots"],
  [/^(?:MANIFEST|NAME|TAG|BLOB)_UNKNOWN$|^NOT_FOUND$|^REGISTRY_DISALLOWED_OPERATION$/, "codes of registries"],
];
/** Codes that are put together: the part that the source has, and what it becomes. */
const COMPOSED = {
  "`ATTESTATION_${": ["ATTESTATION_MISSING", "ATTESTATION_UNTRUSTED", "ATTESTATION_UNREACHABLE"],
};

const source = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(join(ROOT, "src", path), "utf8"))
  .join("\n")
  .replace(/\s+/g, " ");
const page = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");
const entries = page
  .split(/^### /m)
  .slice(1)
  .map((entry) => {
    const [heading = "", ...lines] = entry.split("\n");
    return {
      code: /^`([A-Z0-9_]+)`$/.exec(heading)?.[1] ?? heading,
      quotes: lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2)),
      text: lines.filter((line) => line !== "" && !line.startsWith("> ")).join(" "),
    };
  });

function codesOfSource(): readonly string[] {
  const literals = [...source.matchAll(/"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|UNEXPECTED)"/g)].map(
    ([, literal = ""]) => literal,
  );
  const composed = Object.entries(COMPOSED).flatMap(([part, codes]) => (source.includes(part) ? codes : []));
  const ours = literals.filter((literal) => !FOREIGN.some(([pattern]) => pattern.test(literal)));
  return [...new Set([...ours, ...composed])].sort();
}

describe("the page on troubleshooting", () => {
  it("has an entry for every code that the source has, and no other", () => {
    expect(entries.map(({ code }) => code).sort()).toEqual(codesOfSource());
  });

  it.each(entries)("finds $code by words of its message", ({ quotes, text }) => {
    expect(quotes).not.toEqual([]);
    for (const quote of quotes) expect(quote.length).toBeGreaterThan(9);
    expect(text).not.toBe("");
    const fragments = quotes.flatMap((quote) => quote.split("…")).map((fragment) => fragment.trim());
    for (const fragment of fragments.filter((words) => words !== "")) expect(source).toContain(fragment);
  });
});
