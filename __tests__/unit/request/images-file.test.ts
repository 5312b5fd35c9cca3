import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseImagesFile } from "../../../src/request/images-file.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const read = (text: string) => parseImagesFile(text, "release.yml");
const image = (body: string) => read(`version: 1\nimages:\n  - source: dev.azurecr.io/api:1\n    ${body}\n`);

describe("parseImagesFile", () => {
  it("refuses what runs the YAML parser out of stack", () => {
    const { problems } = read(`version:    tags: ['1.0', latest]\n{\t${"version:\t".repeat(7_000)}\n- a`);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("nested too deeply, or is too malformed"),
    ]);
  });

  it("reads every key, with the line of each image", () => {
    const file = read(`
version: 1
sourceRegistry: staging.azurecr.io
images:
  - source: api:1.10
    digest: "${DIGEST}"
    repository: team/api
    tags: ["1.10", "0123"]
    referrers: none
    mediaType: application/vnd.oci.image.index.v1+json
    platforms: [linux/amd64]
    from: dev.azurecr.io/api:build
  - source: docker.io/alpine:3
`);
    expect(file.problems).toEqual([]);
    expect(file.sourceRegistry).toEqual({ kind: "login-server", host: "staging.azurecr.io" });
    expect(file.entries).toEqual([
      {
        origin: { file: "release.yml", line: 5, text: "api:1.10" },
        source: { repository: "api", tag: "1.10", digest: DIGEST },
        repository: "team/api",
        tags: ["1.10", "0123"],
        referrers: "none",
        mediaType: "application/vnd.oci.image.index.v1+json",
        platforms: ["linux/amd64"],
      },
      {
        origin: { file: "release.yml", line: 13, text: "docker.io/alpine:3" },
        source: { registry: "docker.io", repository: "library/alpine", tag: "3" },
      },
    ]);
  });

  it("reads JSON", () => {
    const file = read(JSON.stringify({ version: 1, images: [{ source: "api:1", tags: ["2"] }] }));
    expect(file).toMatchObject({ problems: [], entries: [{ source: { repository: "api", tag: "1" }, tags: ["2"] }] });
  });

  it.each([
    ["a digest needs no tag", `source: api\n    digest: "${DIGEST}"`, { repository: "api", digest: DIGEST }],
    ["a digest in the source", `source: api@${DIGEST}`, { repository: "api", digest: DIGEST }],
    ["the same digest twice", `source: api@${DIGEST}\n    digest: "${DIGEST}"`, { repository: "api", digest: DIGEST }],
    [
      "an official image by digest",
      `source: docker.io/alpine\n    digest: "${DIGEST}"`,
      { registry: "docker.io", repository: "library/alpine", digest: DIGEST },
    ],
  ])("takes %s", (_name, body, source) => {
    const file = read(`version: 1\nimages:\n  - ${body}\n`);
    expect(file.problems).toEqual([]);
    expect(file.entries).toMatchObject([{ source }]);
  });

  it.each([
    ["1.10", "1.10"],
    ["0123", "0123"],
    ["1e3", "1e3"],
    ["0x1f", "0x1f"],
    [".inf", ".inf"],
    ["null", "null"],
    ["~", "~"],
    ["true", "true"],
    ["42", "42"],
  ])("refuses the unquoted tag %s with its line, and says to quote it", (written, shown) => {
    expect(image(`tags: [${written}]`).problems).toMatchObject([
      {
        code: "IMAGES_FILE_INVALID",
        file: "release.yml",
        line: 4,
        message: `release.yml:4: tags ${JSON.stringify(shown)} is not a string; put it in quotes`,
      },
    ]);
  });

  it.each(["1.10", "0123", "1e3", "null", "true", "2026-11-22", "latest"])(
    "takes the quoted tag %s as it is",
    (tag) => {
      expect(image(`tags: ["${tag}"]`)).toMatchObject({ problems: [], entries: [{ tags: [tag] }] });
      expect(image(`tags: ['${tag}']`)).toMatchObject({ problems: [], entries: [{ tags: [tag] }] });
    },
  );

  it("takes a date for the text that YAML 1.2 says it is", () => {
    expect(image("tags: [2026-11-22]")).toMatchObject({ problems: [], entries: [{ tags: ["2026-11-22"] }] });
  });

  it.each<[string, string, number, string]>([
    ["nothing", "", 1, "the file is empty"],
    ["comments only", "# nothing\n", 1, "the file is empty"],
    ["a missing version", "images: []\n", 1, "the file must have version: 1"],
    ["version 2", "version: 2\nimages: []\n", 1, 'version must be 1; got "2"'],
    ["missing images", "version: 1\n", 1, "images must be a list"],
    ["images as a map", "version: 1\nimages: {}\n", 2, "images must be a list"],
    ["a list of maps", "- source: a:1\n", 1, 'a map with the key "source"'],
    ["a list of numbers", "# c\n- 1.10\n", 2, "is not a string"],
    ["a wrong line in an item of two lines", "# c\n- |\n  # d\n  b 1\n", 2, "has a space in the source"],
    ["an empty list", "[]\n", 1, "the file is empty"],
    ["a list that is not closed", '["a:1",\n', 2, "must end with a ]"],
    ["a line that is wrong", "# c\nnginx 1\n", 2, "the line has a space in the source"],
    [
      "a repository with a tag",
      "version: 1\nimages:\n  - source: a:1\n    repository: b:2\n",
      4,
      "has a tag or a digest",
    ],
    [
      "a repository with a port",
      "version: 1\nimages:\n  - source: a:1\n    repository: prod.azurecr.io:5000/b\n",
      4,
      "has a host with a port",
    ],
    ["a source in quotes", `version: 1\nimages:\n  - source: "'a:1'"\n`, 3, "source: the value is in quotes"],
    ["a source with an arrow", "version: 1\nimages:\n  - source: a:1 => b:1\n", 3, "source: the value contains =>"],
    ["an image that is a string", "version: 1\nimages:\n  - api:1\n", 3, "an image must be a map"],
    ["an image without a source", "version: 1\nimages:\n  - tags: [a]\n", 3, "the image has no source"],
    ["a source without tag or digest", "version: 1\nimages:\n  - source: api\n", 3, "neither a tag nor a digest"],
    ["an unknown key", "version: 1\nimages: []\nextra: 1\n", 3, 'the key "extra" is unknown'],
    ["__proto__", "version: 1\nimages: []\n__proto__: {}\n", 3, 'the key "__proto__" is unknown'],
    [
      "constructor in an image",
      "version: 1\nimages:\n  - source: a:1\n    constructor: x\n",
      4,
      'the key "constructor" is unknown',
    ],
    ["a key that is not a string", "version: 1\nimages: []\n1: x\n", 3, 'the key "1" is unknown'],
    ["a key twice", "version: 1\nimages: []\nimages: []\n", 3, "unique"],
    ["a key twice in an image", "version: 1\nimages:\n  - source: a:1\n    source: b:1\n", 4, "unique"],
    ["an anchor", "version: 1\nimages:\n  - &a\n    source: a:1\n", 4, "anchors are not allowed"],
    ["an alias", "version: 1\nimages:\n  - source: a:1\n    tags: *t\n", 4, "alias"],
    ["a merge key", "version: 1\nimages:\n  - source: a:1\n    <<: {tags: [x]}\n", 4, 'the key "<<" is unknown'],
    ["a tag of YAML", "version: 1\nimages:\n  - source: !name a:1\n", 3, "!name"],
    ["two documents", "version: 1\nimages: []\n---\nversion: 1\n", 3, "a second document begins here (---)"],
    ["a tab for indentation", "version: 1\nimages:\n\t- source: a:1\n", 3, "ab"],
    [
      "a digest that is invalid",
      "version: 1\nimages:\n  - source: a:1\n    digest: sha256:1\n",
      4,
      '"sha256:1" is not a valid digest',
    ],
    [
      "two digests",
      `version: 1\nimages:\n  - source: a@${DIGEST}\n    digest: "sha256:${"b".repeat(64)}"\n`,
      4,
      `digest is bbbbbbbbbbbb…, but source has the digest ${DIGEST.slice(7, 19)}…`,
    ],
    [
      "a tag that is invalid",
      "version: 1\nimages:\n  - source: a:1\n    tags: ['a b']\n",
      4,
      '"a b" is not a valid tag',
    ],
    ["tags as a string", "version: 1\nimages:\n  - source: a:1\n    tags: a\n", 4, "tags must be a list"],
    [
      "referrers: some",
      "version: 1\nimages:\n  - source: a:1\n    referrers: some\n",
      4,
      "not one of all, best-effort, none",
    ],
    [
      "a mediaType that is invalid",
      "version: 1\nimages:\n  - source: a:1\n    mediaType: text/html\n",
      4,
      "media type",
    ],
    ["a repository in capitals", "version: 1\nimages:\n  - source: a:1\n    repository: A\n", 4, "lower case"],
    ["a source registry that is invalid", "version: 1\nsourceRegistry: a b\nimages: []\n", 2, "registry name"],
    ["a binary", "version: 1\nimages:\n  - source: !!binary YQ==\n", 3, "quotes"],
    [
      "octal numbers by %YAML 1.1",
      "%YAML 1.1\n---\nversion: 1\nimages:\n  - source: a:1\n    tags: [010]\n",
      6,
      "quotes",
    ],
    ["yes by %YAML 1.1", "%YAML 1.1\n---\nversion: 1\nimages:\n  - source: a:1\n    tags: [yes]\n", 6, "quotes"],
    ["brackets nested too deeply", `version: 1\nimages: ${"[".repeat(100_000)}`, 1, "nested deeper than"],
    ["dashes nested too deeply", `version: 1\nimages:\n${"- ".repeat(20_000)}a`, 1, "nested deeper than"],
  ])("refuses %s, with the line", (_name, text, line, message) => {
    const { problems, entries } = read(text);
    expect(problems[0]).toMatchObject({ stage: "input", file: "release.yml", line });
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    expect(entries).toEqual([]);
  });

  it("reports all problems of all images", () => {
    const { problems } = read("version: 1\nimages:\n  - source: A:1\n  - tags: [x]\n  - source: a:1\n    extra: 1\n");
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 6]);
  });

  it("reports at most 50 problems, and the number of the others", () => {
    const { problems } = read("A:1\n".repeat(60));
    expect(problems).toHaveLength(50);
    expect(problems.at(-1)).toMatchObject({
      line: 50,
      message: "release.yml:50: from here on the file has 11 more problems",
    });
    expect(read(`version: 1\nimages:\n${"  - source: A:1\n".repeat(1_000)}`).problems).toHaveLength(50);
    expect(read(`version: 1\nimages:\n${"  - source: &a b:1\n".repeat(1_000)}`).problems).toHaveLength(50);
  });

  it.each<[string, string]>([
    ["maps nested by indentation", Array.from({ length: 1_400 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")],
    [
      "lists nested by indentation",
      Array.from({ length: 90 }, (_, at) => `${" ".repeat(at * 100)}${"- ".repeat(50)}`).join("\n"),
    ],
    ["a source of colons", `version: 1\nimages:\n  - source: "${":".repeat(65_536)}/"\n    digest: "${DIGEST}"`],
    ["open quotes", '"'.repeat(65_535)],
    ["line breaks", "\n".repeat(65_536)],
    ["question marks", "? ".repeat(32_768)],
    ["anchors", "&a ".repeat(20_000)],
    // With one blank more between the marks, a pattern that backtracks takes 2^90 steps.
    ["marks with several blanks between them", `- a:1\n${"-  ".repeat(90)}${"x".repeat(500)}\n`],
    ["lines of hyphens", `a${"-".repeat(4_090)}\n`.repeat(250)],
  ])("survives %s", (_name, text) => {
    expectCpuTimeBelow(2_000, () => expect(read(text).problems.length).toBeGreaterThan(0));
  });

  it.each<[string, string]>([
    ["plain text", "# mirror\r\n\r\na:1 => m/a:1 # why\r\n  b:2\r\n"],
    ["plain text with a byte order mark", "\ufeff# mirror\n\na:1 => m/a:1\nb:2"],
    ["plain text that is one scalar to YAML", "\n\na:1 => m/a:1\nb:2\n"],
    ["a YAML list", "# mirror\n\n- a:1 => m/a:1 # why\n- 'b:2'\n"],
    ["a YAML list behind ---", "---\n\n- a:1 => m/a:1\n- b:2 \n"],
    ["a flow list", "\n\n[a:1 => m/a:1,\nb:2]"],
    ["a JSON list", `\n[\n${'"a:1 => m/a:1",'}\n"b:2"]`],
    ["a list with a comment in an item and blank items", "\n\n- 'a:1 => m/a:1 # why'\n- b:2\n- ''\n- '# c'\n"],
  ])("takes %s in the grammar of images", (_name, text) => {
    expect(read(text)).toEqual({
      problems: [],
      entries: [
        {
          origin: { file: "release.yml", line: 3, text: "a:1 => m/a:1" },
          source: { repository: "a", tag: "1" },
          repository: "m/a",
          tags: ["1"],
        },
        { origin: { file: "release.yml", line: 4, text: "b:2" }, source: { repository: "b", tag: "2" } },
      ],
    });
  });

  it.each<[string, string]>([
    ["a document", "version: 1\nimages:\n  - source: a:1\n    tags: ['1']\n"],
    [
      "a document behind comments and ---",
      "# c\n%YAML 1.2\n--- # d\nimages:\n  - source: a:1\n    tags: ['1']\nversion: 1\n",
    ],
    ["a JSON document", '{"version": 1, "images": [{"source": "a:1", "tags": ["1"]}]}'],
    ["a document with quoted keys", `"version": 1\n'images':\n  - source: a:1\n    tags: ['1']\n`],
  ])("takes %s", (_name, text) => {
    expect(read(text)).toMatchObject({ problems: [], entries: [{ source: { repository: "a" }, tags: ["1"] }] });
  });

  it("keeps what may be the target's login server apart from the repository", () => {
    const { entries } = image("repository: cgr.dev/chainguard/static");
    expect(entries).toMatchObject([{ targetHost: "cgr.dev", repository: "chainguard/static" }]);
  });

  it("folds the case of a choice", () => {
    expect(image("referrers: None")).toMatchObject({ problems: [], entries: [{ referrers: "none" }] });
  });

  it("reads an age of its own, and ignores what a lock file remembers", () => {
    expect(image("minAge: 12h")).toMatchObject({ problems: [], entries: [{ minAgeMs: 12 * 3_600_000 }] });
    expect(image("minAge: 0d")).toMatchObject({ problems: [], entries: [{ minAgeMs: 0 }] });
    expect(read("version: 1\nimages:\n- source: a:1\nheld:\n- nonsense\n").entries).toHaveLength(1);
    expect(image("minAge: soon").problems).toMatchObject([
      { code: "IMAGES_FILE_INVALID", message: expect.stringContaining('"soon" is not an age') },
    ]);
  });

  it.each(["\n", "\r\n"])("counts no empty items on lines of their own as nesting, with %j", (lineBreak) => {
    const { problems } = read(`version: 1${lineBreak}images:${`${lineBreak}-`.repeat(200)}`);
    expect(problems.map(({ message }) => message).filter((message) => message.includes("nested"))).toEqual([]);
    expect(problems.length).toBeGreaterThan(1);
  });

  it("counts no bracket of a comment as nesting", () => {
    expect(read(`# ${"[".repeat(200)}\nversion: 1 # ${"{".repeat(200)}\nimages:\n- source: a:1\n`).problems).toEqual(
      [],
    );
  });

  it.each<[string, string]>([
    ["plain text", "a:1\n".repeat(5_001)],
    ["a YAML list", "- a:1\n".repeat(5_001)],
    ["a document", `version: 1\nimages:\n${"- source: a:1\n".repeat(5_001)}`],
  ])("refuses more than 5,000 images in %s", (_name, text) => {
    expect(read(text)).toMatchObject({
      entries: [],
      problems: [{ code: "TOO_MANY_IMAGES", message: expect.stringContaining("5001 images") }],
    });
  });

  it.each<[string, string]>([
    ["60,000 keys in one map", Array.from({ length: 60_000 }, (_, at) => `k${at}: v`).join("\n")],
    ["150,000 lines", "a:1\n".repeat(150_000)],
    ["60,000 wrong lines", "- a 1\n".repeat(60_000).replace("- ", "")],
  ])("takes time in proportion to %s", (_name, text) => {
    expectCpuTimeBelow(3_000, () => expect(read(text).problems.length).toBeGreaterThan(0));
  });

  it("throws at nothing", () => {
    const pieces = fc.array(
      fc.constantFrom(
        ..."version: 1|images:|sourceRegistry: x|- source: a:1|digest: x|tags: [a]|  |\n|- |? |: |{|}|[|]|&a|*a|!x|---|...|%YAML 1.1|'|\"|#|\t|<<: |null|~".split(
          "|",
        ),
        "\n",
        "\n",
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((each) => each.join("")),
          fc.string({ unit: "binary" }),
        ),
        (text) => {
          const { problems, entries } = read(text);
          for (const { message, line } of problems) {
            expect(message).toMatch(/^release\.yml:[0-9]+: /);
            expect(line).toBeGreaterThan(0);
          }
          expect(problems.length === 0 || Array.isArray(entries)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
