// Writes the tables of inputs and outputs in README.md from action.yml, between their markers.
// With --check it only tells whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const { inputs, outputs } = parse(readFileSync("action.yml", "utf8"));
const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");

function renderDefault({ required, default: value }) {
  if (required) return "**required**";
  return value === undefined || value === "" ? "" : `\`${cell(value)}\``;
}

const tables = {
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
};

const before = readFileSync("README.md", "utf8");
let after = before;
for (const [name, lines] of Object.entries(tables)) {
  const region = new RegExp(`(<!-- ${name}:begin[^>]*-->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!region.test(after)) throw new Error(`README.md has no markers for the table of ${name}.`);
  after = after.replace(region, (_, begin, end) => `${begin}${lines.join("\n")}\n${end}`);
}

if (process.argv.includes("--check")) {
  if (after !== before) {
    process.stderr.write("README.md is not what action.yml says: run node scripts/generate-tables.mjs\n");
    process.exitCode = 1;
  }
} else if (after !== before) {
  writeFileSync("README.md", after);
}
