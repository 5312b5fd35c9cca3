// K4.4: every parser and every redaction of untrusted text takes time in proportion to its size. Each row gets a text that is the worst
// of its kind, and its size is doubled three times.
import { describe, expect, it } from "@jest/globals";
import { diagnoseArm } from "../src/azure/diagnosis/arm-diagnosis.ts";
import { parseArmFailure } from "../src/azure/diagnosis/arm-failure.ts";
import { pinsOf } from "../src/files/pins.ts";
import { updateText } from "../src/files/update-text.ts";
import { parseRetryAfter } from "../src/http/retry-after.ts";
import { isNestedDeeper } from "../src/oci/json-depth.ts";
import { createRedactor } from "../src/redact.ts";
import { parseChallenges } from "../src/registry/auth/challenge.ts";
import { responseError } from "../src/registry/response-error.ts";
import { parseImagesFile } from "../src/request/images-file.ts";
import { parseJsonList, parseList } from "../src/request/list-input.ts";
import { parseUndoDocument } from "../src/request/undo-document.ts";
import { inertLines } from "../src/runner/log-text.ts";
import { asciiJson, withoutAzureIds } from "../src/runner/output-text.ts";
import { splitLines } from "../src/runner/summary-blocks.ts";
import { inertProse, renderCodeBlock } from "../src/runner/summary-text.ts";
import { imageReport, promotionReport } from "./builders/report.ts";
import { cpuTimeMs, expectBelow } from "./cpu-time.ts";

const KIB = 1024;
const fill = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const numbered = (unit: string) => (size: number) => {
  const units: string[] = [];
  for (let length = 0, at = 0; length < size; at += 1) {
    units.push(unit.replaceAll("#", String(at)));
    length += units.at(-1)?.length ?? 0;
  }
  return units.join("");
};

const PASSWORD = "correct-horse-battery-staple";
const redactor = createRedactor();
redactor.add(PASSWORD);
redactor.add(`${"a".repeat(2_000)}b`);
for (let at = 0; at < 300; at += 1) redactor.add(`eyJ0eXAiOiJKV1QifQ.${`payload-${at}-`.repeat(60)}.signature-${at}`);
const { redact } = redactor;

const diagnose = (text: string) =>
  diagnoseArm(parseArmFailure(400, JSON.stringify({ error: { code: "X", message: text } })), {
    what: "importing",
    registry: "contosoprod",
    side: "target",
    redact,
  });
const refuse = (text: string) =>
  responseError({
    response: { status: 400, headers: new Map(), body: Buffer.from(text) },
    method: "GET",
    url: new URL("https://registry.example/v2/"),
    what: "Reading",
    host: "registry.example",
    side: "source",
    flavour: "generic",
    login: { origin: { kind: "inputs" }, use: "sent" },
    redact,
  });
const readFile = (text: string) => parseImagesFile(text, "images.yml");

const readUndo = (text: string) => parseUndoDocument({ text: `version: 1\nregistry: a.io\nundo:\n${text}` });

const pins = pinsOf(promotionReport([imageReport("api")]));
const updateFile = (text: string) => updateText("app.yaml", text, pins);
const updateKustomization = (text: string) => updateText("kustomization.yaml", text, pins);

/** Name, smallest size, text of a size, and what is done with it. */
const ROWS: readonly [string, number, (size: number) => string, (text: string) => unknown][] = [
  ["images file: keys of one map", 128 * KIB, numbered("key#: v\n"), readFile],
  ["images file: commas", 128 * KIB, (size) => `[${fill(",")(size)}]`, readFile],
  ["images file: brackets that close nothing", 128 * KIB, (size) => `a: ${fill("]")(size)}`, readFile],
  ["images file: anchors", 128 * KIB, fill("- &a b\n"), readFile],
  ["images file: comments with brackets", 128 * KIB, fill("# [[[{{{\n"), (text) => readFile(`version: 1\n${text}`)],
  ["images file: lines", 128 * KIB, fill("a/b:1\n"), readFile],
  ["images file: one line", 128 * KIB, (size) => `a${fill(" ")(size)}b`, readFile],
  ["undo document: tags", 128 * KIB, numbered('- { repository: a#, tag: b, now: "c" }\n'), readUndo],
  ["undo document: keys of one map", 128 * KIB, numbered("key#: v\n"), readUndo],
  ["lines with comments", 128 * KIB, fill(" # a"), (text) => parseList(text, "lines-or-commas")],
  ["updated files: references", 128 * KIB, fill("prod.azurecr.io/api:1.4.1 "), updateFile],
  ["updated files: one long path", 128 * KIB, (size) => `prod.azurecr.io/api${fill("/a-b")(size)}`, updateFile],
  ["updated files: paths in a path", 128 * KIB, fill("prod.azurecr.io/api/"), updateFile],
  ["updated files: repositories alone", 128 * KIB, fill("image: prod.azurecr.io/api\n"), updateFile],
  [
    "updated files: a repository alone and no key",
    128 * KIB,
    (size) => `image: prod.azurecr.io/api\n${fill("tag-tag.")(size)}`,
    updateFile,
  ],
  ["updated files: references in URLs", 128 * KIB, fill("://?x://=prod.azurecr.io/api:1.4.1;"), updateFile],
  ["updated files: blank lines", 128 * KIB, fill(" \n"), updateFile],
  ["updated files: commented references", 128 * KIB, fill("# prod.azurecr.io/api:1.4.1 "), updateFile],
  [
    "a kustomization: entries",
    32 * KIB,
    (size) => `images:\n${fill("- name: prod.azurecr.io/api\n  newTag: 1.4.1\n")(size)}`,
    updateKustomization,
  ],
  [
    "a kustomization: aliases",
    32 * KIB,
    (size) => `x: &a prod.azurecr.io/api\nimages:\n${fill("- name: *a\n")(size)}`,
    updateKustomization,
  ],
  ["a kustomization: brackets", 128 * KIB, fill("["), updateKustomization],
  ["a kustomization: broken lines", 32 * KIB, fill("-\r\n*\r"), updateKustomization],
  ["a JSON list", 64 * KIB, (size) => `["${fill('a","')(size)}"]`, parseJsonList],
  ["the redactor: percent signs", 256 * KIB, fill("%25%e4%"), redact],
  ["the redactor: names", 256 * KIB, fill("contoso.azurecr.io/api "), redact],
  ["the redactor: a secret without its end", 64 * KIB, fill("a"), redact],
  ["the redactor: starts of secrets", 256 * KIB, fill("eyJ0eXAiOiJKV1QifQ."), redact],
  ["the redactor: secrets", 256 * KIB, fill(`${PASSWORD} `), redact],
  ["the redactor: cut marks", 256 * KIB, fill("eyJ0…"), redact],
  ["ARM: http://", 128 * KIB, fill("http://"), diagnose],
  ["ARM: eyJ", 128 * KIB, fill("-eyJ"), diagnose],
  ["ARM: /subscriptions/", 128 * KIB, fill("/subscriptions/a/resourceGroups/"), diagnose],
  ["ARM: correlation ID and blanks", 128 * KIB, fill(`correlation id:${" ".repeat(500)}`), diagnose],
  ["ARM: digits after a limit", 128 * KIB, fill(`limit limit ${"1".repeat(500)}`), diagnose],
  ["ARM: blanks", 128 * KIB, fill(" "), diagnose],
  ["registry: question marks", 16 * KIB, fill("?a"), refuse],
  ["registry: an HTML title", 16 * KIB, fill("<title>"), refuse],
  ["registry: tokens", 16 * KIB, fill("aB3"), refuse],
  ["a challenge", 8 * KIB, fill('Bearer realm="\\"",'), parseChallenges],
  ["a challenge of blanks", 8 * KIB, (size) => `Bearer${fill(" ")(size)}=`, parseChallenges],
  ["Retry-After", 8 * KIB, fill(",  "), (text) => parseRetryAfter(text, 0)],
  ["nesting of JSON", 512 * KIB, fill('["\\"",'), (text) => isNestedDeeper(Buffer.from(text), 1e9)],
  ["log lines", 128 * KIB, fill(" ::##["), inertLines],
  ["a summary's text", 128 * KIB, fill("`a@b.example #1 "), (text) => splitLines(text).map(inertProse)],
  ["a summary's code", 128 * KIB, fill("`` ` ```\n"), (text) => renderCodeBlock(splitLines(text))],
  ["IDs in outputs", 128 * KIB, fill("/subscriptions/0000-"), withoutAzureIds],
  ["JSON in ASCII", 128 * KIB, fill("ä\u2028"), asciiJson],
];

/** With a square, eight times the size takes 64 times the time. */
const FACTOR_MAX = 24;
/** Shorter times are noise. */
const LEAST_MS = 4;

describe("time against size, doubled three times", () => {
  it.each(ROWS)("%s", (name, size, textOf, work) => {
    const timesMs = [1, 2, 4, 8].map((factor) => {
      const text = textOf(size * factor);
      return cpuTimeMs(() => work(text));
    });
    const [first = 0, , , last = 0] = timesMs;
    if (process.env["SHOW_TIMES"] === "1") {
      const times = timesMs.map((timeMs) => timeMs.toFixed(1).padStart(7)).join(" |");
      process.stdout.write(`| ${name.padEnd(42)} | ${String(size / KIB).padStart(4)} | ${times} |\n`);
    }
    expect(last).toBeLessThan(Math.max(first, LEAST_MS) * FACTOR_MAX);
    // No text of the largest size that is read takes a second.
    expectBelow(1_000, last);
  });
});
