// Writes tables between their markers: inputs and outputs in README.md from action.yml, the index of
// docs/troubleshooting.md from src/problems.ts. With --check it only reports whether they are up to date.
// Needs a Node that strips types: npm exec -c 'node scripts/generate-tables.mjs'
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { PROBLEMS, problemAnchor } from "../src/problems.ts";

const { inputs, outputs } = parse(readFileSync("action.yml", "utf8"));
const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");

function renderDefault({ required, default: value }) {
  if (required) return "**required**";
  return value === undefined || value === "" ? "" : `\`${cell(value)}\``;
}

/** The first sentence of a remedy; what follows it, and lines to be copied, are in the section and in the message. */
function renderRemedy(remedy) {
  const [line] = remedy.split("\n");
  const [sentence] = /^.*?\.(?=\s|$)/.exec(line) ?? [line];
  // Outside of code, "<name>" would be taken for HTML.
  const parts = sentence.replace(/:$/, ".").split("`");
  return cell(parts.map((part, at) => (at % 2 === 0 ? part.replaceAll("<", "&lt;") : part)).join("`"));
}

const tables = {
  "README.md": {
    inputs: [
      "| Input | Default | Description |",
      "| --- | --- | --- |",
      ...Object.entries(inputs).map(
        ([name, input]) => `| \`${name}\` | ${renderDefault(input)} | ${cell(input.description)} |`,
      ),
    ],
    outputs: [
      "| Output | Description |",
      "| --- | --- |",
      ...Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${cell(output.description)} |`),
    ],
  },
  "docs/troubleshooting.md": {
    problems: [
      "",
      "| Code | Stage | What to do |",
      "| --- | --- | --- |",
      ...Object.entries(PROBLEMS).map(
        ([code, { stage, remedy }]) =>
          `| [\`${code}\`](#${problemAnchor(code)}) | ${stage} | ${renderRemedy(remedy)} |`,
      ),
      "",
    ],
  },
};

for (const [path, regions] of Object.entries(tables)) {
  const before = readFileSync(path, "utf8");
  let after = before;
  for (const [name, lines] of Object.entries(regions)) {
    const region = new RegExp(`(<!-- ${name}:begin[^>]*-->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
    if (!region.test(after)) throw new Error(`${path} has no markers for the table of ${name}.`);
    after = after.replace(region, (_, begin, end) => `${begin}${lines.join("\n")}\n${end}`);
  }
  if (after === before) continue;
  if (process.argv.includes("--check")) {
    process.stderr.write(`${path} is out of date: run npm exec -c 'node scripts/generate-tables.mjs'\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, after);
  }
}
