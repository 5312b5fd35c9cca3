import { describe, expect, it } from "@jest/globals";
import { parseUndoDocument } from "../../../src/request/undo-document.ts";

const NOW = `sha256:${"a".repeat(64)}`;
const BEFORE = `sha256:${"b".repeat(64)}`;
const ID = "11111111-2222-4333-8444-555555555555";
const tag = (changes: string, repository = "api", name = "latest") =>
  `- { repository: ${repository}, tag: ${name}, now: "${NOW}", before: "${BEFORE}"${changes} }`;
const document = (...lines: string[]) => ["version: 1", "registry: prod.azurecr.io", "undo:", ...lines].join("\n");
const messagesOf = (text: string) => parseUndoDocument({ text }).problems.map(({ message }) => message);

describe("parseUndoDocument", () => {
  it("reads every key, with the line of each tag", () => {
    const created = `created:\n- { repository: api, tag: 1.4.2, now: "${NOW}", uncertain: true, operationId: ${ID} }`;
    const text = document(tag(""), tag(`, uncertain: true, operationId: ${ID}`, "team/web", '"1.10"'), created);
    expect(parseUndoDocument({ text })).toEqual({
      registry: { host: "prod.azurecr.io", origin: { input: "undo", line: 2, text: "" } },
      entries: [
        {
          origin: { input: "undo", line: 4, text: "api:latest" },
          repository: "api",
          tag: "latest",
          now: NOW,
          before: BEFORE,
          uncertain: false,
        },
        {
          origin: { input: "undo", line: 5, text: "team/web:1.10" },
          repository: "team/web",
          tag: "1.10",
          now: NOW,
          before: BEFORE,
          uncertain: true,
        },
      ],
      problems: [],
    });
  });

  it("names the file and the line", () => {
    const { problems } = parseUndoDocument({ path: "back.yml", text: document(tag(", force: true")) });
    expect(problems).toMatchObject([{ code: "UNDO_INVALID", file: "back.yml", line: 4 }]);
    expect(problems[0]?.message).toMatch(/^back\.yml:4: the key "force" is unknown/);
  });

  it.each<[string, string, string]>([
    ["nothing", " \n ", "the document is empty"],
    ["a list", "- a\n- b", "the document must be a map with the keys version, registry, undo, created, truncated"],
    ["no version", "registry: prod.azurecr.io\nundo: []", "the document must have version: 1"],
    ["a text as version", document(tag("")).replace("1", '"1"'), "the document must have version: 1"],
    ["no registry", `version: 1\nundo:\n${tag("")}`, "the document has no registry"],
    ["a registry that is none", document(tag("")).replace("prod.azurecr.io", '"a b"'), "is not a valid registry host"],
    ["no tag", "version: 1\nregistry: prod.azurecr.io\nundo: []", "undo lists no tag"],
    ["a map of tags", document("  a: b"), "undo must be a list of tags"],
    ["a tag that is a text", document("- api:latest"), "a tag of undo must be a map with the keys"],
    ["a tag without its earlier digest", document(tag("").replace("before", "created")), "the tag has no before"],
    ["a digest that is short", document(tag("").replace(BEFORE, "sha256:b")), "before: "],
    ["a tag that is a number", document(tag("", "api", "1.10")), 'tag "1.10" is not a string; put it in quotes'],
    ["a repository with a host", document(tag("", "evil.example.com:443/api")), "is not a valid repository name"],
    ["the same digest twice", document(tag("").replace(BEFORE, NOW)), "now and before are the same digest"],
    ["a tag twice", document(tag(""), tag("")), "api:latest is listed twice, in lines 4 and 5"],
    ["a doubt that is a text", document(tag(', uncertain: "true"')), "uncertain must be true or false"],
    ["an operation that is none", document(tag(", operationId: x")), "is not the ID of an Azure operation"],
    [
      "a mistake in what was created",
      document(tag(""), "created:", "- { repository: api, tag: 1.4.2 }"),
      "the tag has no now",
    ],
    ["an alias", document(tag("").replace("api", "&a api"), tag("").replace("api", "*a")), "aliases are not allowed"],
    ["the shortened output", "version: 1\nregistry: prod.azurecr.io\ntruncated: true", "was too long for an output"],
    ["half of it", document(tag("")).slice(0, -30), "undo, line 4: "],
  ])("refuses %s", (_what, text, message) => {
    const messages = messagesOf(text);
    expect(messages.join("\n")).toContain(message);
    expect(
      parseUndoDocument({ text }).problems.every(({ code }) => /^(UNDO|DIGEST|REFERENCE)_INVALID$/.test(code)),
    ).toBe(true);
  });

  it("reads 5,000 tags that moved and as many that were created, all uncertain", () => {
    const names = Array.from({ length: 5_000 }, (_, at) => `${"team/".repeat(20)}image-${at}`);
    const doubt = `, uncertain: true, operationId: ${ID}`;
    const created = names.map((name) => `- { repository: ${name}, tag: 2.0.0, now: "${NOW}"${doubt} }`);
    const text = document(...names.map((name) => tag(doubt, name)), "created:", ...created);
    const { entries, problems } = parseUndoDocument({ text });
    expect([entries.length, problems]).toEqual([5_000, []]);
  });

  it("lists 50 problems at most", () => {
    expect(messagesOf(document(...Array.from({ length: 1_000 }, () => "- x")))).toHaveLength(50);
  });
});
