// K4.3 to K4.6: limits of sizes. What is too large is refused in less than a second, or cut at a place that we choose.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { parseImagesFile } from "../../src/request/images-file.ts";
import { annotateImages } from "../../src/runner/annotations.ts";
import { fitAnnotation } from "../../src/runner/log-text.ts";
import { promotionReport, refusedImage } from "../builders/report.ts";
import { expectCpuTimeBelow } from "../cpu-time.ts";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { contoso } from "../emulator/seed.ts";

const MIB = 1024 * 1024;
const repeat = (count: number, unit: string) =>
  Array.from({ length: count }, (_, at) => unit.replaceAll("#", String(at))).join("");

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.azure.faults.clear());

describe("K4.3 an images file of up to 1 MiB is read or refused in less than a second", () => {
  const entry =
    '  - source: docker.io/library/nginx#:1.25\n    repository: mirror/nginx#\n    tags: ["1.25", latest]\n';

  it("5,000 ordinary entries are accepted", () => {
    const { problems, entries } = parseImagesFile(`version: 1\nimages:\n${repeat(5_000, entry)}`, "images.yml");
    expect(problems).toEqual([]);
    expect(entries.length).toBe(5_000);
  });

  it("1 MiB of entries of a lock file is accepted", () => {
    const line = `  - source: "team/service-#:1.0.#"\n    digest: "sha256:${"0a".repeat(32)}"\n    tags:\n      - "1.0.#"\n      - "latest"\n    mediaType: "application/vnd.oci.image.index.v1+json"\n    platforms:\n      - "linux/amd64"\n      - "linux/arm64"\n    from: "docker.io/team/service-#:1.0.#"\n`;
    const text = `version: 1\nsourceRegistry: contosoprod.azurecr.io\nimages:\n${repeat(2_900, line)}`;
    expect(text.length).toBeGreaterThan(0.9 * MIB);
    expect(text.length).toBeLessThan(1.1 * MIB);
    const { problems, entries } = parseImagesFile(text, "images.lock.yml");
    expect(problems).toEqual([]);
    expect(entries.length).toBe(2_900);
  });

  it("brackets in comments and quotes are not nesting", () => {
    const comments = "# [[[[[[ {{{{{{\n".repeat(10_000);
    const text = `version: 1 # [[[\n${comments}images:\n  - source: docker.io/library/nginx:1 # {{{\n    from: "[[[[[["\n`;
    expect(
      parseImagesFile(
        `${text}${repeat(200, `  - source: docker.io/library/nginx:# ; [\n    from: '{{[['\n`).replaceAll(";", "#")}`,
        "images.yml",
      ),
    ).toMatchObject({ problems: [], entries: { length: 201 } });
  });

  it.each([
    ["60,000 keys in one map (575 KiB)", repeat(60_000, "key#: v\n")],
    ["keys up to 1 MiB", repeat(80_000, "key#: v\n")],
    ["keys just below the limit", repeat(39_000, "key#: v\n")],
    ["one key again and again", repeat(39_000, "a: v\n")],
    ["JSON", `{${repeat(80_000, '"k#": 1,')}"a": 1}`],
    ["items", repeat(100_000, "- a#\n")],
    ["commas", `[${",".repeat(MIB - 2)}]`],
    ["brackets that close nothing", `a: ${"]".repeat(MIB - 4)}`],
    ["brackets that close nothing, below the limit", `a: ${"]".repeat(119_000)}`],
    ["anchors", repeat(100_000, "- &a# b\n")],
    ["aliases", `- &a b\n${repeat(100_000, "- *a\n")}`],
    ["tags", repeat(39_000, "- !a b\n")],
    ["directives", `${repeat(119_000, "%A\n")}a: 1\n`],
    ["documents", repeat(80_000, "---\na: 1\n")],
    [
      "levels of maps",
      repeat(1_400, "").concat(Array.from({ length: 1_400 }, (_, at) => `${" ".repeat(at)}a:\n`).join("")),
    ],
    ["wrong entries", `version: 1\nimages:\n${repeat(5_000, "  - source: A#\n    zz: 1\n")}`],
    ["numbers as tags", `version: 1\nimages:\n- source: a:1\n  tags: [${repeat(55_000, "#,")}]`],
    ["lines", repeat(200_000, "a/b\n")],
  ])("%s", (_name, text) => {
    const read = () => parseImagesFile(text, "images.yml");
    let file = parseImagesFile("", "images.yml");
    expectCpuTimeBelow(1_000, () => {
      file = read();
    });
    expect(file.problems.length).toBeGreaterThan(0);
    expect(file.entries).toEqual([]);
  });

  it("says how much is too much, and what to do", () => {
    expect(parseImagesFile(repeat(60_000, "key#: v\n"), "images.yml").problems).toMatchObject([
      {
        code: "IMAGES_FILE_INVALID",
        message: "images.yml:1: the file has more than 120000 names, values and punctuation marks",
        remedy: "Split the file, and list the parts in images-file.",
      },
    ]);
  });

  it("the shipped bundle refuses 60,000 keys at once", async () => {
    const run = await world.run(
      { images: "", "images-file": "images.yml" },
      { files: { "images.yml": repeat(60_000, "key#: v\n") } },
    );
    expect(run.exitCode).toBe(1);
    expect(run.errors).toContain("names, values and punctuation marks");
  });
});

describe("K4.4 1 MB of http:// in an ARM text", () => {
  it("is quoted at once, and cut", async () => {
    const message = `No. ${"http://".repeat(149_000)}`;
    world.azure.faults.add({
      path: /operationResults/,
      times: "always",
      action: { kind: "status", status: 200, body: JSON.stringify({ error: { code: "Odd", message } }) },
    });
    world.azure.imports.settings.copyMs = 60_000;
    const run = await world.runInProcess({ images: `${contoso.dev}/api:build-812 => api:odd` });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.errors).toContain("Azure's message: No. http://http://");
    expect(run.errors.length).toBeLessThan(4_096);
  });
});

describe("K4.5 an input near the longest environment variable", () => {
  const lines = (bytes: number) =>
    `${"# a comment of forty characters and more\n".repeat(bytes / 41)}${contoso.dev}/api:build-812 => api:1.4.2`;

  it("of Linux gets a notice from 75 % on, which names images-file", async () => {
    const run = await world.run({ images: lines(100_000), "dry-run": "true" });
    expect(run.exitCode).toBe(0);
    const notices = run.annotations.filter(({ command }) => command === "notice").map(({ message }) => message);
    expect(notices).toEqual([
      expect.stringMatching(/^images has \d+ bytes\. The limit of Linux is 131072 bytes; .* images-file/),
    ]);
  });

  it("gets none below", async () => {
    const run = await world.runInProcess({ images: lines(90_000), "dry-run": "true" });
    expect(run.annotations).toEqual([]);
  });

  it("of Windows is shorter", async () => {
    const run = await world.runInProcess(
      { images: lines(25_000), "dry-run": "true" },
      { env: { RUNNER_OS: "Windows" } },
    );
    expect(run.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^images has \d+ characters\. The limit of Windows is 32767 characters; .* images-file/),
    ]);
  });
});

describe("K4.6 annotations of more than 4,096 characters", () => {
  const tags = Array.from({ length: 60 }, (_, at) => `${"t".repeat(100)}-${at}`).join(",");

  it("are cut at a whole line, and the log has the rest", async () => {
    // All images fail for one cause, so that one annotation names them with all their tags.
    world.azure.faults.add({
      host: contoso.dev,
      path: /\/manifests\//,
      times: "always",
      action: { kind: "status", status: 403 },
    });
    const images = Array.from({ length: 12 }, (_, at) => `${contoso.dev}/api:build-812 => long/${at}:${tags}`);
    const run = await world.run({ images: images.join("\n") });
    const [error, ...more] = run.annotations.filter(({ command }) => command === "error");
    expect(more).toEqual([]);
    expect(error?.message.length).toBeLessThanOrEqual(4_096);
    const lines = error?.message.split("\n") ?? [];
    expect(lines[0]).toMatch(/^Reading .* failed: .* returned 403 \(sent as .*\)\.$/);
    expect(lines.at(-1)).toBe("… The rest is in the log of this step.");
    expect(run.log).toContain("The same applies to 11 more images:");
    expect(run.log).toContain(`long/11:${tags}`);
  });

  it("name the operation before what may be cut", () => {
    const problem = {
      code: "IMPORT_FAILED",
      stage: "import",
      message: "m".repeat(3_000),
      remedy: "r".repeat(3_000),
    } as const;
    const operationId = "0f0e0d0c-0000-4000-8000-000000000001";
    const [annotation] = annotateImages(promotionReport([refusedImage("api", "failed", problem, { operationId })]));
    const { message, isCut } = fitAnnotation(annotation?.message ?? "");
    expect(isCut).toBe(true);
    expect(message.split("\n")).toEqual([
      `${"m".repeat(2_000)}…`,
      `ARM operation: ${operationId}`,
      "… The rest is in the log of this step.",
    ]);
  });
});
