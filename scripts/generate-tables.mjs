// Writes what is generated in the documents: the tables of inputs and outputs in README.md and their types and defaults in
// docs/inputs.md, from action.yml and scripts/reference-tables.yml; the index of docs/troubleshooting.md from src/problems.ts.
// With --check it only reports whether they are up to date.
// Needs a Node that strips types: npm exec -c 'node scripts/generate-tables.mjs'
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { PROBLEMS, problemAnchor } from "../src/problems.ts";

const { inputs, outputs } = parse(readFileSync("action.yml", "utf8"));
const reference = parse(readFileSync("scripts/reference-tables.yml", "utf8"));
const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text) => `\`${cell(text)}\``;

/** The default as code, or `required`; undefined where there is neither. */
function renderDefault({ required, default: value }) {
  if (required) return "**required**";
  return value === undefined || value === "" ? undefined : code(value);
}

/** Type and default share a cell: with four columns, a phone shows no description. */
function inputRow([name, type]) {
  const facts = [type, renderDefault(inputs[name])].filter((fact) => fact !== undefined);
  return `| [\`${name}\`](docs/inputs.md#${name}) | ${facts.join("<br>")} | ${cell(inputs[name].description)} |`;
}

/** A table for each group of inputs. */
const inputTables = Object.entries(reference.inputs).flatMap(([group, types]) => [
  "",
  `### ${group}`,
  "",
  "| Input | Type, default | Description |",
  "| --- | --- | --- |",
  ...Object.entries(types).map(inputRow),
]);

const outputTable = [
  "| Output | Description | Example |",
  "| --- | --- | --- |",
  ...Object.entries(reference.outputs).map(
    ([name, { example }]) =>
      `| [\`${name}\`](docs/inputs.md#output-${name}) | ${cell(outputs[name].description)} | ${code(example)} |`,
  ),
];

/** The first sentence of a remedy; what follows it, and lines to be copied, are in the section and in the message. */
function renderRemedy(remedy) {
  const [line] = remedy.split("\n");
  const [sentence] = /^.*?\.(?=\s|$)/.exec(line) ?? [line];
  // Outside of code, "<name>" would be taken for HTML.
  const parts = sentence.replace(/:$/, ".").split("`");
  return cell(parts.map((part, at) => (at % 2 === 0 ? part.replaceAll("<", "&lt;") : part)).join("`"));
}

const problemTable = [
  "",
  "| Code | Stage | What to do |",
  "| --- | --- | --- |",
  ...Object.entries(PROBLEMS).map(
    ([name, { stage, remedy }]) => `| [\`${name}\`](#${problemAnchor(name)}) | ${stage} | ${renderRemedy(remedy)} |`,
  ),
  "",
];

/** Replaces what is between the markers of a name. */
const region = (name, lines) => ({
  what: `markers for ${name}`,
  pattern: new RegExp(`(?<=<!-- ${name}:begin[^>]*-->\\n)[\\s\\S]*?(?=<!-- ${name}:end -->)`),
  text: `${lines.join("\n")}\n`,
});

/** Replaces the line below a heading of docs/inputs.md. */
const firstLine = (heading, text) => ({
  what: `section "### ${heading}" that begins with "Type: "`,
  pattern: new RegExp(`(?<=^### ${heading}\\n\\n)Type: .*$`, "m"),
  text,
});

const inputFacts = Object.values(reference.inputs)
  .flatMap((types) => Object.entries(types))
  .map(([name, type]) => {
    const value = renderDefault(inputs[name]);
    const fact = inputs[name].required ? " Required." : value === undefined ? "" : ` Default: ${value}.`;
    return firstLine(`\`${name}\``, `Type: ${type}.${fact}`);
  });

const outputFacts = Object.entries(reference.outputs).map(([name, { type, example }]) =>
  firstLine(`Output \`${name}\``, `Type: ${type}. Example: ${code(example)}`),
);

const replacements = {
  "README.md": [region("inputs", [...inputTables, ""]), region("outputs", outputTable)],
  "docs/inputs.md": [...inputFacts, ...outputFacts],
  "docs/troubleshooting.md": [region("problems", problemTable)],
};

for (const [path, list] of Object.entries(replacements)) {
  const before = readFileSync(path, "utf8");
  let after = before;
  for (const { what, pattern, text } of list) {
    if (!pattern.test(after)) throw new Error(`${path} has no ${what}.`);
    after = after.replace(pattern, () => text);
  }
  if (after === before) continue;
  if (process.argv.includes("--check")) {
    process.stderr.write(`${path} is out of date: run npm exec -c 'node scripts/generate-tables.mjs'\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, after);
  }
}
