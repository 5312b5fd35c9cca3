// The import table of docs/architecture.md, executed over src/: who may import whom, no cycles. What code may do besides is
// lint rules of biome.json; lint-rules.test.ts shows that they hold.
import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "@jest/globals";

/** What the files of a folder may import: folders, files or packages. `types`: nothing of it may be left when types are stripped. */
interface Rule {
  readonly may: readonly string[];
  readonly types?: readonly string[];
}

/** Leaves that any folder may use. */
const LEAVES = [
  "backoff.ts",
  "problems.ts",
  "errors.ts",
  "deadline.ts",
  "image-time.ts",
  "glob.ts",
  "guid.ts",
  "json.ts",
  "quote.ts",
  "redact.ts",
  "response-text.ts",
  "role-grant.ts",
];
/** Leaves for requests in flight: no decision needs them. */
const IN_FLIGHT = ["coalesce.ts", "token-cache.ts"];
const PURE = ["oci", "request", ...LEAVES];
/** What observing found, as values. */
const OBSERVED = ["observe/observation.ts", "observe/members.ts", "observe/blob-finding.ts"];

/** The pass runs request → observe → plan → changes → import → report: no folder imports one that comes after it. */
const RULES: Readonly<Record<string, Rule>> = {
  "problems.ts": { may: [] },
  "errors.ts": { may: ["problems.ts"] },
  "version.ts": { may: [] },
  "backoff.ts": { may: [] },
  "glob.ts": { may: [] },
  "guid.ts": { may: [] },
  "json.ts": { may: [] },
  "quote.ts": { may: [] },
  "redact.ts": { may: [] },
  "response-text.ts": { may: ["redact.ts"] },
  "role-grant.ts": { may: [] },
  "heap.ts": { may: ["node:"] },
  "parallelism.ts": { may: ["p-limit"] },
  "coalesce.ts": { may: ["deadline.ts"] },
  "token-cache.ts": { may: ["coalesce.ts"], types: ["ports.ts"] },
  "clock.ts": { may: ["node:"], types: ["ports.ts"] },
  "deadline.ts": { may: [], types: ["ports.ts"] },
  "image-time.ts": { may: ["deadline.ts"], types: ["ports.ts"] },
  oci: { may: ["oci", "problems.ts", "errors.ts", "quote.ts", "node:crypto"] },
  request: { may: [...PURE, "provenance/policy.ts", "yaml"] },
  observe: { may: ["observe", ...PURE], types: ["ports.ts", "provenance/policy.ts"] },
  plan: { may: ["plan", ...OBSERVED, ...PURE] },
  changes: { may: ["changes", "provenance/policy.ts", ...OBSERVED, ...PURE, "p-limit"], types: ["plan", "ports.ts"] },
  "plan/versions.ts": { may: ["semver"] },
  import: {
    may: ["import", "observe/read-in-batches.ts", "observe/tag-list.ts", ...OBSERVED, ...PURE],
    types: ["plan", "observe/content-check.ts", "ports.ts", "parallelism.ts", "p-limit"],
  },
  report: {
    may: ["report", "plan", "changes/tag-change.ts", "import/run.ts", ...OBSERVED, ...PURE, "yaml"],
    types: ["provenance/policy.ts"],
  },
  files: { may: ["files", "report/report.ts", "plan/versions.ts", "request/yaml-limits.ts", "oci", ...LEAVES, "yaml"] },
  "provenance/policy.ts": { may: ["oci", ...LEAVES] },
  provenance: {
    may: ["provenance", "github/api.ts", "http/http.ts", "oci", ...LEAVES, "@sigstore/", "node:"],
    types: ["ports.ts"],
  },
  github: { may: ["github", "http/http.ts", ...LEAVES], types: ["ports.ts"] },
  "github/api.ts": { may: ["http/http.ts", ...LEAVES, "@actions/github"] },
  "ports.ts": {
    may: [],
    types: ["oci", "request", "plan", "provenance/policy.ts", "problems.ts", "errors.ts", "image-time.ts"],
  },
  http: { may: ["http", ...LEAVES, "undici", "node:"], types: ["ports.ts"] },
  "registry/auth": { may: ["registry", "http", "oci", ...LEAVES, ...IN_FLIGHT, "tldts", "node:"], types: ["ports.ts"] },
  registry: { may: ["registry", "http", "oci", ...LEAVES, ...IN_FLIGHT, "node:"], types: ["ports.ts"] },
  azure: { may: ["azure", "http", ...PURE, ...IN_FLIGHT, "@azure/", "node:"], types: ["ports.ts"] },
  "runner/core.ts": { may: ["@actions/core"] },
  runner: {
    may: ["runner", "report", "files", "import/progress.ts", "http/http.ts", ...PURE, "node:"],
    types: ["changes", "ports.ts"],
  },
  // The use case.
  "promote.ts": {
    may: ["observe", "plan", "changes", "import", "report", ...PURE, "parallelism.ts"],
    types: ["ports.ts"],
  },
  // The composition root: the only place that knows all edges.
  connect: { may: ["connect", "registry", "azure", "http", ...PURE, "node:"], types: ["ports.ts"] },
  "main.ts": { may: ["", "node:"], types: ["undici"] },
  "index.ts": { may: ["main.ts", "node:"] },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const files = globSync("src/**/*.ts").map((path) => ({
  path: path.replaceAll("\\", "/").slice("src/".length),
  text: readFileSync(path, "utf8"),
}));

function importsOf({ path, text }: { path: string; text: string }): Import[] {
  const statements = text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
  const dynamic = text.matchAll(/\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?"([^"]+)"/g);
  const resolve = (target: string) =>
    target.startsWith(".") ? posix.normalize(posix.join(posix.dirname(path), target)) : target;
  return [
    ...Array.from(statements, ([, type, target = ""]) => ({
      from: path,
      to: resolve(target),
      isType: type !== undefined,
    })),
    ...Array.from(dynamic, ([, target = ""]) => ({ from: path, to: resolve(target), isType: false })),
  ];
}

const imports = files.flatMap(importsOf);

function folderOf(path: string): string | undefined {
  return Object.keys(RULES)
    .filter((folder) => path === folder || path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

function matches(to: string, allowed: string): boolean {
  // Any file of ours, and no package.
  if (allowed === "") return to.endsWith(".ts");
  return to === allowed || to.startsWith(allowed.endsWith("/") || allowed.endsWith(":") ? allowed : `${allowed}/`);
}

function isAllowed({ from, to, isType }: Import): boolean {
  const rule = RULES[folderOf(from) ?? ""];
  if (rule === undefined) return false;
  return [...rule.may, ...(isType ? (rule.types ?? []) : [])].some((allowed) => matches(to, allowed));
}

describe("src/", () => {
  it("is read by this test", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
    expect(imports).toContainEqual({ from: "oci/digest.ts", to: "errors.ts", isType: false });
    expect(imports).toContainEqual({ from: "ports.ts", to: "oci/digest.ts", isType: true });
    expect(imports).toContainEqual({ from: "azure/sdk.ts", to: "@azure/identity", isType: false });
    expect(imports).toContainEqual({ from: "main.ts", to: "promote.ts", isType: false });
  });

  it("has no file outside of the folders", () => {
    expect(files.map(({ path }) => path).filter((path) => folderOf(path) === undefined)).toEqual([]);
  });

  it("imports only what its folders may", () => {
    expect(imports.filter((each) => !isAllowed(each))).toEqual([]);
  });

  it("has no cycle among its files", () => {
    const values = imports.filter(({ isType }) => !isType);
    const cycles: string[] = [];
    const done = new Set<string>();
    const walk = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      if (trail.includes(path) || done.has(path)) return;
      for (const { to } of values.filter(({ from }) => from === path)) walk(to, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) walk(path, []);
    expect(cycles).toEqual([]);
  });

  it("names the runner's file commands in one file only", () => {
    const commands = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE"];
    const naming = files.filter(({ text }) => commands.some((command) => text.includes(command)));
    expect(naming.map(({ path }) => path)).toEqual(["runner/delivery.ts"]);
  });
});

describe("the import rule", () => {
  it.each<[string, string, string, boolean, boolean]>([
    ["an edge may not import another", "azure/importer.ts", "registry/client.ts", false, false],
    ["oci knows nothing of decisions", "oci/digest.ts", "plan/plan.ts", true, false],
    ["observing knows no plan", "observe/observe-source.ts", "plan/plan.ts", true, false],
    ["importing does not plan", "import/execute.ts", "plan/plan.ts", false, false],
    ["ports are types only", "import/execute.ts", "ports.ts", false, false],
    ["ports are types", "import/execute.ts", "ports.ts", true, true],
    ["Azure's packages stay in their folder", "registry/client.ts", "@azure/identity", false, false],
    ["Azure's packages are in their folder", "azure/credential.ts", "@azure/identity", false, true],
    ["undici is the network's alone", "registry/client.ts", "undici", false, false],
    ["the runner's interface is in its folder", "runner/core.ts", "@actions/core", false, true],
    ["the log uses it through that file", "runner/log.ts", "@actions/core", false, false],
    ["main.ts does too", "main.ts", "@actions/core", false, false],
    ["so does every edge", "azure/credential.ts", "@actions/core", true, false],
    ["that file has no other import", "runner/core.ts", "runner/log.ts", false, false],
    ["decisions read no file", "request/images-file.ts", "node:fs", false, false],
    ["a prefix of a folder's name is another folder", "oci/digest.ts", "ocix/digest.ts", false, false],
  ])("%s", (_name, from, to, isType, allowed) => {
    expect(isAllowed({ from, to, isType })).toBe(allowed);
  });
});
