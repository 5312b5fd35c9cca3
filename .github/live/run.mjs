// Asks one question, or writes the table of all answers: node .github/live/run.mjs prepare | <id of a question> | table | blank
// Called by live.yml, one step each. A failure is an answer too ("not shown: …"), so that it does not hide the others.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectAzure } from "./azure.mjs";
import { prepare } from "./images.mjs";
import { createImports } from "./imports.mjs";
import { QUESTIONS } from "./questions.mjs";

const { env } = process;
const [what = ""] = process.argv.slice(2);
const STATE = join(env.RUNNER_TEMP ?? "", "live-state.json");
const ANSWERS = join(env.RUNNER_TEMP ?? "", "live-answers.jsonl");
const ANSWER_MAX_LENGTH = 600;

/** The text of a server as part of a table that is published: one line, no IDs, no names of our registries, no workflow command. */
function publishable(text) {
  const named = [
    [env.LIVE_TARGET, "TARGET"],
    [env.LIVE_SOURCE, "SOURCE"],
  ]
    .filter(([name]) => /^[a-z0-9]+$/i.test(name ?? ""))
    .reduce((shown, [name, word]) => shown.replace(new RegExp(name, "gi"), word), String(text));
  return named
    .replace(/https?:\/\/[^\s"',;]*/gi, "[URL]")
    .replace(/\/subscriptions\/[^\s"',;]*/gi, "[resource ID]")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "[ID]")
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .replaceAll("##[", "## [")
    .slice(0, ANSWER_MAX_LENGTH)
    .trim();
}

/** An answer as a cell. As code, it is no markup, whatever a server wrote. */
const cell = (answer) => `\`${answer.replaceAll("`", "'").replaceAll("|", "\\|")}\``;

function answers() {
  if (!existsSync(ANSWERS)) return new Map();
  const lines = readFileSync(ANSWERS, "utf8").split("\n").filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line)).map(({ id, answer }) => [id, answer]));
}

function renderTable(heading, given, without) {
  const rows = QUESTIONS.map(({ id, question, assumed }) => {
    const answer = given.get(id);
    return `| ${question} | ${assumed} | ${answer === undefined ? without : cell(answer)} |`;
  });
  return [`| Question | The action assumes | ${heading} |`, "| --- | --- | --- |", ...rows, ""].join("\n");
}

async function answer(ask) {
  try {
    return publishable(await ask());
  } catch (error) {
    const cause = error.cause?.code ?? error.cause?.message;
    return publishable(`not shown: ${error.message}${cause === undefined ? "" : ` (${cause})`}`);
  }
}

function createContext() {
  const azure = connectAzure(env);
  const pollMs = Number(env.LIVE_POLL_MS ?? 1_000);
  return { env, azure, imports: createImports(azure, { pollMs, limitMs: Number(env.LIVE_LIMIT_MS ?? 240_000) }) };
}

async function ask({ id, ask: find }) {
  const shown = await answer(async () => {
    if (!existsSync(STATE)) throw new Error("the preparation failed");
    const state = JSON.parse(readFileSync(STATE, "utf8"));
    return find({ ...createContext(), state, repository: `${state.repository}/${id}` });
  });
  appendFileSync(ANSWERS, `${JSON.stringify({ id, answer: shown })}\n`);
  return shown;
}

const question = QUESTIONS.find(({ id }) => id === what);
if (question !== undefined) {
  process.stdout.write(`${question.question}\nAnswer: ${await ask(question)}\n`);
} else if (what === "prepare") {
  const shown = await answer(async () => {
    writeFileSync(STATE, JSON.stringify(await prepare(createContext())));
    return "Both registries were found, and the source has two images.";
  });
  process.stdout.write(`Preparation: ${shown}\n`);
} else if (what === "table") {
  const table = renderTable(
    `Real Azure, ${new Date().toISOString().slice(0, 10)}`,
    answers(),
    "not shown: the step did not end",
  );
  appendFileSync(env.GITHUB_STEP_SUMMARY, `## What real Azure does\n\nFor docs/live.md:\n\n${table}`);
  process.stdout.write(table);
} else if (what === "blank") {
  process.stdout.write(renderTable("Real Azure", new Map(), "not yet shown"));
} else {
  throw new Error(`unknown question: ${what}`);
}
