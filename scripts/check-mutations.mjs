// Takes one protection at a time out of a copy of the sources and demands that a test goes red: `npm run mutations [-- text]`.
// Each mutation names the exact text that it replaces, once in its file; one that is not found any more fails loudly.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PROJECT = join(import.meta.dirname, "..");
const CLIENT = "__tests__/integration/registry/client.test.ts";
const IMPORTER = "__tests__/integration/azure/importer.test.ts";
const STEP = "__tests__/integration/import-step.test.ts";
const HTTP = "__tests__/integration/http/undici-http.test.ts";
const PLAN = "__tests__/unit/plan/plan.test.ts";

/** @type {{ name: string, file: string, from: string, to: string, tests: string[], e2e?: string }[]} */
const MUTATIONS = [
  {
    name: "bytes are not compared with the requested digest",
    file: "src/registry/content.ts",
    from: "if (isDigest(reference) && reference !== digest) {",
    to: "if (isDigest(reference) && reference === '') {",
    tests: [CLIENT],
  },
  {
    name: "the digest header may contradict the bytes",
    file: "src/registry/content.ts",
    from: "if (stated !== undefined && stated !== digest) {",
    to: "if (stated === '') {",
    tests: [CLIENT],
  },
  {
    name: "the upstream of a cache rule counts as the target",
    file: "src/registry/content.ts",
    from: 'if (side === "target" && isFromUpstream(received.response))',
    to: 'if (side === "source" && isFromUpstream(received.response))',
    tests: [CLIENT],
  },
  {
    name: "an operation is not open from its POST on",
    file: "src/import/import-step.ts",
    from: "    openOperations.add(this.#operationId);",
    to: "",
    tests: [STEP],
  },
  {
    name: "an earlier operation under Force is forgotten once the tag shows",
    file: "src/import/import-step.ts",
    from: 'if (step.mode === "NoForce") openOperations.clear();',
    to: "openOperations.clear();",
    tests: [STEP],
  },
  {
    name: "locks of a target whose content is refused do not count",
    file: "src/plan/image-plan.ts",
    from: "const problems = [...findings.problems, ...refuseLocks(candidate, locks, { tags, referrers, isTagging })];",
    to: "const problems = [...findings.problems, ...refuseLocks(candidate, locks, { tags, referrers, isTagging })].slice(0, findings.problems.length);",
    tests: [PLAN],
  },
  {
    name: "on-conflict: skip is a conflict at a target that cannot be read",
    file: "src/import/execute.ts",
    from: 'if (result.kind === "exists-unread" && !image.verifiable && this.#request.onConflict === "skip") {',
    to: "if (result.kind === undefined) {",
    tests: ["__tests__/integration/promote.test.ts"],
  },
  {
    name: "a polling URL may be anywhere",
    file: "src/azure/arm-client.ts",
    from: "if (url?.origin === cloud.armEndpoint &&",
    to: "if (url !== null &&",
    tests: [IMPORTER],
  },
  {
    name: "a polling URL may carry userinfo",
    file: "src/azure/arm-client.ts",
    from: 'url.username === "" && url.password === "") return;',
    to: "url.port !== 'x') return;",
    tests: [IMPORTER],
  },
  {
    name: "a next page may be on another host",
    file: "src/registry/api-url.ts",
    from: 'if (url.origin !== page.origin || url.username !== "" || url.password !== "")',
    to: "if (url.origin === '')",
    tests: [CLIENT],
  },
  {
    name: "a realm anywhere gets the credential",
    file: "src/registry/auth/realm.ts",
    from: "if (options.withCredential) {",
    to: "if (options.withCredential === undefined) {",
    tests: ["__tests__/unit/registry/realm.test.ts"],
  },
  {
    name: "an ACR's realm is not compared",
    file: "src/registry/auth/acr-challenge.ts",
    from: "if (realm === undefined || isOwnRealm(realm, loginServer)) return bearer;",
    to: "if (realm !== '') return bearer;",
    tests: ["__tests__/integration/registry/acr-authorization.test.ts"],
  },
  {
    name: "bodies have no size cap",
    file: "src/http/attempt.ts",
    from: "if (sizeBytes <= capBytes) {",
    to: "if (sizeBytes >= 0) {",
    tests: [HTTP],
  },
  {
    name: "content codings are taken",
    file: "src/http/attempt.ts",
    from: 'if (coding !== "" && coding !== "identity") {',
    to: "if (coding === 'none') {",
    tests: [HTTP, "__tests__/integration/http/loopback.test.ts"],
  },
  {
    name: "plain http is taken",
    file: "src/http/undici-http.ts",
    from: 'url.protocol === "https:" ||',
    to: "url.protocol !== '' ||",
    tests: [HTTP, "__tests__/integration/http/loopback.test.ts"],
  },
  {
    name: "Retry-After is cut at 30 s",
    file: "src/http/retry-after.ts",
    from: "return Number(text) * 1000;",
    to: "return Math.min(Number(text), 30) * 1000;",
    tests: ["__tests__/unit/http/retry-after.test.ts", HTTP],
  },
  {
    name: "a 429 does not pause the host",
    file: "src/http/undici-http.ts",
    from: "gate.pause(pauseMs);",
    to: "",
    tests: [HTTP],
  },
  {
    name: "an ACR's redirect is followed",
    file: "src/registry/access.ts",
    from: 'const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;',
    to: "const readHops = READ_HOPS_MAX;",
    tests: [CLIENT],
  },
  {
    name: "a redirect is followed with our headers",
    file: "src/registry/exchange.ts",
    from: "response: await sendOnce(first.read, url, undefined), url };",
    to: "response: await sendOnce(first.read, url, await authorization.authorize(first.read, first.read.signal)), url };",
    tests: [CLIENT],
  },
  {
    name: "old-style workflow commands pass into the log",
    file: "src/runner/log-text.ts",
    from: '.replaceAll("##[", "##\\\\[")',
    to: "",
    tests: ["__tests__/unit/runner/log.test.ts"],
  },
  {
    name: "workflow commands at the start of a line pass into the log",
    file: "src/runner/log-text.ts",
    from: '.replace(/^(\\s*)::/u, "$1\\\\::")',
    to: "",
    tests: ["__tests__/unit/runner/log.test.ts"],
  },
  {
    name: "line ends and bidirectional controls pass",
    file: "src/runner/visible-text.ts",
    from: "return shown.replace(",
    to: "if (shown !== '') return shown;\n  return shown.replace(",
    tests: ["__tests__/unit/runner/visible-text.test.ts", "__tests__/unit/runner/log.test.ts"],
  },
  {
    name: "Markdown and HTML pass into the summary",
    file: "src/runner/summary-text.ts",
    from: `(character) => \`&#\${character.charCodeAt(0)};\``,
    to: "(character) => character",
    tests: ["__tests__/unit/runner/summary.test.ts"],
  },
  {
    name: "an unclear POST is repeated without a look at the target",
    file: "src/import/import-step.ts",
    from: 'if (view.kind === "not-yet" && waitedMs < SETTLE_MS) return undefined;',
    to: "",
    tests: [STEP],
  },
  {
    name: "what the target shows does not settle an unclear POST",
    file: "src/import/import-step.ts",
    from: 'if (view?.kind === "proven") return this.#provenResult();',
    to: 'if (view?.kind === "proven" && verdict?.kind !== "unclear") return this.#provenResult();',
    tests: [STEP],
  },
  {
    name: "children are not read back",
    file: "src/import/import-step.ts",
    from: "      this.#findMissing(signal),",
    to: "      Promise.resolve(undefined),",
    tests: [STEP],
  },
  {
    name: "the tag is not read back",
    file: "src/import/import-step.ts",
    from: "if (manifest.digest === step.digest) {",
    to: "if (manifest.digest !== undefined) {",
    tests: [STEP],
  },
  {
    name: "any 200 is success to the import",
    file: "src/azure/import-verdict.ts",
    from: 'const isDone = word === "Succeeded" ||',
    to: "const isDone = word !== null ||",
    tests: [IMPORTER],
  },
  {
    name: "the HTTP client repeats the import's POST",
    file: "src/azure/arm-client.ts",
    from: '(method === "GET" ? "safe" : "never")',
    to: '(method === "" ? "never" : "safe")',
    tests: [IMPORTER],
  },
  {
    name: "GitHub's ID token is not masked",
    file: "src/runner/id-token.ts",
    from: "mask(token);",
    to: "",
    tests: ["__tests__/integration/runner/id-token.test.ts"],
  },
  {
    name: "an ACR's tokens are not masked",
    file: "src/registry/auth/acr-tokens.ts",
    from: "mask(token.token);",
    to: "",
    tests: ["__tests__/integration/registry/acr-authorization.test.ts"],
  },
  {
    name: "errors quote secrets that were sent",
    file: "src/registry/response-error.ts",
    from: 'if (secret.length >= 4) redacted = redacted.replaceAll(secret, "[redacted]");',
    to: "void secret;",
    tests: ["__tests__/unit/registry/response-error.test.ts"],
  },
  {
    name: "any tag may move",
    file: "src/plan/tag-policy.ts",
    from: 'if (mayMove(promotion, tag.name)) return "move";',
    to: 'if (tag.name !== "") return "move";',
    tests: [PLAN],
  },
  {
    name: "locked repositories are written to",
    file: "src/plan/locks.ts",
    from: "if (target.repositoryLocked) yield",
    to: "if (target.repositoryLocked === undefined) yield",
    tests: [PLAN],
  },
  {
    name: "new tags are set by Force",
    file: "src/plan/import-steps.ts",
    from: 'tags: namesOf("create"), mode: "NoForce"',
    to: 'tags: namesOf("create"), mode: "Force"',
    tests: [PLAN, "__tests__/integration/promote.test.ts"],
  },
  {
    name: "an image that was not read back is in order",
    file: "src/report/report.ts",
    from: 'GOOD_STATUSES.includes(status) && (status !== "unverified" || report.unverifiedIsGood)',
    to: "GOOD_STATUSES.includes(status) && (status !== undefined || report.unverifiedIsGood)",
    tests: ["__tests__/unit/report/outcome.test.ts", "__tests__/integration/promote.test.ts"],
  },
  {
    name: "a child's media type may be another than its index states",
    file: "src/observe/index-walk.ts",
    from: "if (manifest?.mediaType === child.mediaType) return manifest;",
    to: "if (manifest !== undefined && child.mediaType !== '') return manifest;",
    tests: [],
    e2e: "__tests__/e2e/hostile-bytes.test.ts",
  },
];

const run = promisify(execFile);
const wanted = process.argv[2] ?? "";
const folder = await mkdtemp(join(tmpdir(), "mutations-"));
const COPIED = [
  "src",
  "__tests__",
  "scripts",
  "docs",
  "action.yml",
  "README.md",
  "package.json",
  "jest.config.mjs",
  "tsconfig.json",
  "tsconfig.build.json",
];

/** Runs test files in the copy; the full names of the tests that failed, or undefined where nothing could be run. */
async function failedTests(files, timeoutMs) {
  const output = join(folder, "result.json");
  const jest = [
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    join(folder, "node_modules/jest/bin/jest.js"),
  ];
  await rm(output, { force: true });
  await run(process.execPath, [...jest, "--silent", "--json", `--outputFile=${output}`, "--", ...files], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
    timeout: timeoutMs,
  }).catch(() => undefined);
  if (!existsSync(output)) return { ran: false, failed: [`no end after ${timeoutMs / 1000} s`] };
  const { numTotalTests, testResults } = JSON.parse(await readFile(output, "utf8"));
  const broken = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (numTotalTests === 0 || broken !== undefined)
    return { ran: false, failed: [broken?.message ?? "no test was found"] };
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  );
  return { ran: true, failed };
}

async function build() {
  const bin = (name) => join(folder, "node_modules/.bin", name);
  await run(bin("tsc"), ["-p", "tsconfig.build.json"], { cwd: folder });
  await run(bin("ncc"), ["build", "lib/index.js", "-o", "dist"], { cwd: folder });
}

let survivors = 0;
const rows = [];
const tell = (name, by) => {
  rows.push([name, by]);
  console.log(`${by.startsWith("SURVIVES") ? "✗" : "✓"} ${name}\n    ${by}`);
};
try {
  for (const name of COPIED) await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  await symlink(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  const chosen = MUTATIONS.filter(({ name }) => name.includes(wanted));
  const needsBundle = chosen.some(({ e2e }) => e2e !== undefined);
  if (needsBundle) await build();

  // Whatever is red now would pass for a kill; the e2e tests are the slow part of it.
  const files = chosen.flatMap(({ tests, e2e }) => [...tests, ...(e2e === undefined ? [] : [e2e])]);
  const before = await failedTests([...new Set(files)], 400_000);
  if (!before.ran || before.failed.length > 0) throw new Error(`red before any mutation: ${before.failed.join("; ")}`);

  for (const { name, file, from, to, tests, e2e } of chosen) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    const places = text.split(from).length - 1;
    if (places !== 1) throw new Error(`${name}: found ${places} times in ${file}: ${from}`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
    if (e2e !== undefined) await build();
    const { ran, failed } = await failedTests(e2e === undefined ? tests : [e2e], e2e === undefined ? 120_000 : 400_000);
    await writeFile(path, text);
    if (!ran) throw new Error(`${name}: the tests cannot be run: ${failed[0]}`);
    if (failed.length === 0) survivors += 1;
    tell(name, failed.length === 0 ? "SURVIVES" : `killed by ${failed.length}: ${failed[0]}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`mutations: ${rows.length}, killed: ${rows.length - survivors}, survivors: ${survivors}`);
process.exitCode = survivors === 0 && rows.length > 0 ? 0 : 1;
