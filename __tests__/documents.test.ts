// The documents: links inside the repository resolve, commands exist, and the action is named and shown as it is.
// Their workflows: workflows/github-parsers.test.ts.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { parseImagesFile } from "../src/request/images-file.ts";
import { parseUndoDocument } from "../src/request/undo-document.ts";
import { OUTPUTS } from "../src/runner/outputs.ts";
import { blocksOf, type Document, documents, proseOf, yamlBlocks as yaml } from "./documents.ts";

/** The anchors that GitHub gives headings. */
function anchorsOf(path: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const prose = proseOf({ path, text: readFileSync(path, "utf8") });
  return new Set(
    [...prose.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
        .replaceAll(" ", "-");
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

function linksOf(document: Document): string[] {
  const prose = proseOf(document).replace(/`[^`\n]*`/g, (code) => (code.includes("](") ? "" : code));
  return [
    ...[...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target),
    ...[...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map(([, target = ""]) => target),
  ].filter((target) => !/^(https?:|mailto:)/.test(target));
}

function isBroken(link: string, path: string): boolean {
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
  if (target.startsWith("..") || !existsSync(target)) return true;
  return anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).has(anchor);
}

describe("links inside the repository", () => {
  it("are there to be checked", () => {
    expect(documents.map(({ path }) => path)).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md"]));
    expect(linksOf({ path: "README.md", text: readFileSync("README.md", "utf8") }).length).toBeGreaterThan(20);
    expect(isBroken("docs/nowhere.md", "README.md")).toBe(true);
    expect(isBroken("README.md#nowhere", "README.md")).toBe(true);
  });

  it.each(documents)("resolve in $path", (document) => {
    expect(linksOf(document).filter((link) => isBroken(link, document.path))).toEqual([]);
  });
});

describe("the first paragraph of a page", () => {
  it.each(documents.filter(({ path }) => path.startsWith("docs/")))(
    "says who needs $path, and for what",
    ({ text }) => {
      const [title = "", first = ""] = text.split("\n\n");
      expect(title).toMatch(/^# .+$/);
      expect(first).toMatch(/^For [^:.]+: [^.]+\.$/);
      expect(first.split(/\s+/).length).toBeLessThanOrEqual(26);
    },
  );
});

describe("the action in the documents", () => {
  it.each(yaml)("$place is YAML", ({ text }) => {
    expect(parse(text)).toBeDefined();
  });

  it("goes by one name", () => {
    const names = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/uses: (\S*acr-promote\S*)/g)].map(([, name]) => `${path}: ${name}`),
    );
    expect(names.length).toBeGreaterThan(4);
    expect(
      names.filter((name) => !/: OWNER\/acr-promote(\/\.github\/workflows\/promote\.yml)?@(v1|<commit>)$/.test(name)),
    ).toEqual([]);
  });

  it("stands among foreign actions that are pinned by commit", () => {
    const foreign = yaml.flatMap(({ place, text }) =>
      [...text.matchAll(/uses: ((?!OWNER\/|\.\/).*)$/gm)].map(([, action = ""]) => ({ place, action })),
    );
    expect(foreign.length).toBeGreaterThan(2);
    expect(foreign.filter(({ action }) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+/.test(action))).toEqual([]);
  });

  it("takes the files of images that are shown", () => {
    const files = yaml.filter(({ text }) => /^version: 1$/m.test(text));
    expect(files.length).toBeGreaterThan(1);
    for (const { place, text } of files) {
      const { entries, problems } = parseImagesFile(text, place);
      expect(problems).toEqual([]);
      expect(entries.length).toBeGreaterThan(0);
    }
  });

  it("takes the documents of rollbacks that are shown", () => {
    const shown = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/^```text\n(version: 1\n[^`]*)^```$/gm)].map(([, block = ""]) => ({ path, text: block })),
    );
    expect(shown).toHaveLength(1);
    for (const { path, text } of shown) {
      const { entries, problems } = parseUndoDocument({ path, text });
      expect(problems).toEqual([]);
      expect(entries.length).toBeGreaterThan(0);
    }
  });

  it("is asked for outputs that it has", () => {
    const unknown = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/steps\.promote\.outputs\.([\w-]+)/g)]
        .map(([, name = ""]) => name)
        .filter((name) => !(OUTPUTS as readonly string[]).includes(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe("commands in the documents", () => {
  const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;
  const named = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm run (?:-s |--silent )?([a-z:-]+)/g)].map(([, name = ""]) => ({ path, name })),
  );

  it("are scripts of package.json", () => {
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
    expect([scripts["start"], scripts["test"]]).not.toContain(undefined);
  });

  it("are all in docs/development.md", () => {
    const text = readFileSync("docs/development.md", "utf8");
    const absent = Object.keys(scripts).filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(text));
    expect(absent).toEqual([]);
  });

  it("are files of scripts/", () => {
    const files = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\bscripts\/[\w-]+\.mjs/g)].map(([file]) => ({ path, file })),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter(({ file }) => !existsSync(file))).toEqual([]);
  });
});

describe("README.md", () => {
  const readme: Document = { path: "README.md", text: readFileSync("README.md", "utf8") };
  const blocks = blocksOf(readme);

  it("has only short code blocks", () => {
    expect(blocks.length).toBeGreaterThan(7);
    const words = blocks.map(({ text, line }) => ({ line, words: text.trim().split(/\s+/).length }));
    expect(words.filter(({ words: count }) => count > 130)).toEqual([]);
  });

  it("lists its sections", () => {
    const [, list = ""] = /<\/picture>([\s\S]*?)^## /m.exec(readme.text) ?? [];
    const listed = [...list.matchAll(/\[([^\]]+)\]\(#/g)].map(([, name]) => name);
    expect(listed).toEqual([...proseOf(readme).matchAll(/^## (.*)$/gm)].map(([, name]) => name));
  });

  it("sets Azure up with the commands of docs/azure-setup.md, in the same order", () => {
    const linesOf = (text: string) =>
      blocksOf({ path: "", text })
        .filter(({ language }) => language === "bash")
        .flatMap(({ text: block }) => block.split("\n").filter((line) => line !== ""));
    const page = linesOf(readFileSync("docs/azure-setup.md", "utf8"));
    const lines = linesOf(readme.text);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !page.includes(line))).toEqual([]);
    expect(lines.findIndex((line) => line.startsWith("gh api"))).toBeLessThan(
      lines.findIndex((line) => line.startsWith("AZURE_CLIENT_ID=")),
    );
  });

  it("names the steps of a workflow that is shown whole", () => {
    const whole = blocks.filter(({ text }) => /^jobs:$/m.test(text)).map(({ text }) => parse(text) as WholeWorkflow);
    expect(whole.length).toBeGreaterThan(0);
    const steps = whole.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));
    expect(steps.filter(({ name }) => name === undefined)).toEqual([]);
  });
});

interface WholeWorkflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly name?: string }[] }>>;
}

describe("docs/architecture.md", () => {
  const text = readFileSync("docs/architecture.md", "utf8");

  it("names every file and folder of src/", () => {
    const names = readdirSync("src", { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `\`${entry.name}/\`` : `\`${entry.name}\``,
    );
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  it("names every folder of the tests", () => {
    const folders = readdirSync("__tests__", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const unnamed = folders.map(({ name }) => `\`__tests__/${name}/\``).filter((folder) => !text.includes(folder));
    expect(unnamed).toEqual([]);
  });

  it("names files that are there", () => {
    const files = [
      ...text.matchAll(
        /`((?:azure|connect|import|observe|plan|registry|report|request|runner)(?:\/diagnosis|\/auth)?\/[\w-]+\.ts)`/g,
      ),
    ];
    expect(files.length).toBeGreaterThan(8);
    expect(files.map(([, file = ""]) => file).filter((file) => !existsSync(join("src", file)))).toEqual([]);
  });
});
