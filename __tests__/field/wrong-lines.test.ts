// The corpus of wrong lines on the shipped bundle, through all three entrances at once: `images`, a plain text file and a
// YAML list. Every error names the mistake, with its line, and all are reported in one run, before any request.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { LINE_FORM } from "../../src/request/line-mistakes.ts";
import { parseRequest } from "../../src/request/parse-request.ts";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { WRONG_LINES } from "./wrong-lines.ts";

/** Fewer than the problems that one file reports. */
const LINES_A_FILE = 45;

let world: World;
let run: ShippedRun;
let reported: ReadonlySet<string>;

const lines = WRONG_LINES.map(({ line }) => line);
const chunks = Array.from({ length: Math.ceil(lines.length / LINES_A_FILE) }, (_, at) =>
  lines.slice(at * LINES_A_FILE, (at + 1) * LINES_A_FILE),
);

beforeAll(async () => {
  world = await startWorld();
  const files = chunks.flatMap((chunk, at) => [
    [`lists/plain-${at}.txt`, `# a mirror list\ndocker.io/library/busybox:1.37\n${chunk.join("\n")}\n`] as const,
    [
      `lists/yaml-${at}.yml`,
      `# a mirror list\n---\n${chunk.map((line) => `- ${JSON.stringify(line)}\n`).join("")}`,
    ] as const,
  ]);
  run = await world.run(
    { images: lines.join("\n"), "images-file": "lists/*.txt\nlists/*.yml" },
    { files: Object.fromEntries(files) },
  );
  const texts = [...run.annotations.map(({ message }) => message), ...run.log.split("\n")];
  reported = new Set(
    texts.flatMap((text) => text.split("\n")).map((text) => text.replace(/^Error(?: \([^)]*\))?: /, "")),
  );
});

afterAll(() => world.close());

const messageAt = (place: string) => [...reported].filter((text) => text.startsWith(`${place}: `)).join("\n");

describe("a wrong line", () => {
  it("stops the step before any request", () => {
    expect(run.exitCode).toBe(1);
    expect(run.requests).toEqual([]);
    expect(WRONG_LINES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it.each(WRONG_LINES.map((row, at) => ({ ...row, at })))(
    "$line ($from) is named, wherever it stands",
    ({ names, at }) => {
      const place = { chunk: Math.floor(at / LINES_A_FILE), line: (at % LINES_A_FILE) + 3 };
      for (const at_ of [
        `images, line ${at + 1}`,
        `lists/plain-${place.chunk}.txt:${place.line}`,
        `lists/yaml-${place.chunk}.yml:${place.line}`,
      ]) {
        expect(messageAt(at_)).toContain(names);
      }
    },
  );

  it("is reported once for each entrance, with nothing beside", () => {
    const places = [...reported].filter((text) => /^(?:images, line \d+|lists\/\S+:\d+): /.test(text));
    expect(places).toHaveLength(3 * lines.length);
  });

  it("prints no password", () => {
    expect(`${run.log}${run.errors}`).not.toContain("0localPassword0");
  });
});

describe("the remedy of a wrong line", () => {
  const problems = () => {
    try {
      parseRequest({ inputs: { images: lines.join("\n") }, repository: "contoso/shop", acrCloudOf: () => undefined });
    } catch (error) {
      return (error as { problems: readonly { line?: number; remedy?: string; input?: string }[] }).problems;
    }
    return [];
  };

  it("is there for each, and shows the form unless it has a line of its own to write", () => {
    const remedies = problems()
      .filter(({ input }) => input === "images")
      .map(({ remedy }) => remedy ?? "");
    expect(remedies).toHaveLength(lines.length);
    expect(remedies.filter((remedy) => remedy === "")).toEqual([]);
    const withoutForm = remedies.filter((remedy) => !remedy.includes(LINE_FORM));
    expect(new Set(withoutForm).size).toBeLessThan(10);
    expect(withoutForm.filter((remedy) => !/ => |for example|input|Delete|source-|repository\[/.test(remedy))).toEqual(
      [],
    );
  });
});
