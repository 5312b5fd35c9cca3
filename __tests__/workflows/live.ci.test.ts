// The questions of live.yml, step by step against the local Azure: what they show of it, and that nothing else gets out.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { type LocalAzure, startLocalAzure } from "../emulator/azure.ts";
import { putIndex } from "../emulator/images.ts";
import { addListener } from "../emulator/listener.ts";
import { type ActionRun, prepareRun } from "../emulator/runner.ts";
import { findSecretsInText } from "../emulator/secrets.ts";
import { type Contoso, contoso, seedContoso } from "../emulator/seed.ts";
import { seedMicrosoftRegistry } from "../emulator/seed-sources.ts";
import { findMisplacedTokens } from "../emulator/token-whereabouts.ts";
import { withoutMaskCommands } from "../emulator/workflow-commands.ts";

interface Step {
  readonly if?: string;
  readonly run?: string;
  readonly "continue-on-error"?: boolean;
}

interface Live {
  readonly on: Readonly<Record<string, { readonly inputs?: Readonly<Record<string, unknown>> } | null>>;
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly steps: readonly Step[] }>>;
}

const live = parse(readFileSync(".github/workflows/live.yml", "utf8")) as Live;
const job = live.jobs["questions"];
const steps = (job?.steps ?? []).filter(({ run }) => run !== undefined);
const wordsOf = ({ run = "" }: Step) => run.split(" ");
const ids = steps.map((step) => wordsOf(step).at(-1) ?? "");

let azure: LocalAzure;
let world: Contoso;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  const { registry } = seedMicrosoftRegistry(azure);
  const place = { store: registry.store, repository: "azurelinux/base/core" };
  putIndex(place, { platforms: ["linux/amd64", "linux/arm64"], layers: 2, tag: "3.0" });
});
afterEach(() => azure.close());

function start(
  words: readonly string[],
  env: Record<string, string>,
): Promise<{ stdout: string; code: number | null }> {
  const [program, ...rest] = words;
  expect(program).toBe("node");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (stdout += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ stdout, code }));
  });
}

/** Every token that a request carried. */
function tokensSent(requests: LocalAzure["requests"]): string[] {
  return requests.flatMap(({ headers, body }) => {
    const bearer = /^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1];
    const form = new URLSearchParams(body);
    const fields = ["client_assertion", "access_token", "refresh_token"].map((name) => form.get(name));
    return [bearer, ...fields].filter((token) => typeof token === "string");
  });
}

interface Shown {
  readonly run: ActionRun;
  /** Question's ID → the third cell, times as `…`. */
  readonly answers: Readonly<Record<string, string>>;
}

/** Runs these steps, or all, one after the other as the runner does, and holds that no token gets out. */
async function runSteps(only: readonly string[] = ids, more: Record<string, string | undefined> = {}): Promise<Shown> {
  const { env, collect } = await prepareRun(azure, {
    env: {
      AZURE_CLIENT_ID: contoso.clientId,
      AZURE_TENANT_ID: contoso.tenantId,
      AZURE_SUBSCRIPTION_ID: contoso.subscriptionId,
      LIVE_SOURCE: "contosodev",
      LIVE_TARGET: "ContosoProd",
      // Node's own fetch knows proxies by request only.
      NODE_USE_ENV_PROXY: "1",
      LIVE_POLL_MS: "5",
      LIVE_LIMIT_MS: "3000",
      ...more,
    },
  });
  const from = azure.requests.length;
  let stdout = "";
  for (const step of steps.filter((each) => only.includes(wordsOf(each).at(-1) ?? ""))) {
    const ended = await start(wordsOf(step), env);
    stdout += ended.stdout;
    expect([step.run, ended.code]).toEqual([step.run, 0]);
  }
  const run = await collect({ exitCode: 0, signal: null, timedOut: false, stdout, stderr: "", durationMs: 0 });
  const text = `${withoutMaskCommands(run.stdout)}\n${run.summary}`;
  expect(findSecretsInText(azure.secrets(), text)).toEqual([]);
  expect(findMisplacedTokens(azure)).toEqual([]);
  const masks = new Set([...run.masks, azure.env()["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]]);
  expect(tokensSent(azure.requests.slice(from)).filter((token) => !masks.has(token))).toEqual([]);
  expect(run.commands.filter(({ command }) => command !== "add-mask")).toEqual([]);
  expect(text).not.toMatch(/contosodev|contosoprod|[0-9a-f]{8}-[0-9a-f]{4}-4/i);
  const rows = run.summary
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2);
  const questions = ids.filter((id) => id !== "prepare" && id !== "table");
  expect(rows.length).toBe(questions.length);
  const cells = rows.map((row) => row.split(/(?<!\\)\|/)[3]?.trim() ?? "");
  const answers = questions.map((id, at) => [id, (cells[at] ?? "").replace(/-?\d+\.\d s/g, "… s").replaceAll("`", "")]);
  return { run, answers: Object.fromEntries(answers) };
}

const ended = "not shown: the step did not end";

describe("the questions to real Azure", () => {
  it("are asked by hand only, each in a step that cannot hide the others", () => {
    expect(job?.if).toBe("inputs.questions");
    expect(live.on["workflow_dispatch"]?.inputs).toHaveProperty(["questions", "default"], false);
    // prober.yml calls this workflow, and a call cannot set what is no input of it.
    expect(live.on["workflow_call"]).toBeNull();
    expect(Object.keys(live.on)).toEqual(["workflow_dispatch", "workflow_call"]);
    const table = steps.at(-1);
    expect([table?.if, wordsOf(table ?? {}).at(-1)]).toEqual(["always()", "table"]);
    for (const step of steps.slice(0, -1)) expect(step["continue-on-error"]).toBe(true);
  });

  // Nineteen processes.
  const ALL_STEPS_MS = 120_000;
  it(
    "have answers from the local Azure",
    async () => {
      azure.imports.settings.showProgress = true;
      const { answers, run } = await runSteps();
      const done = /POST 202; polls (?:202 Accepted(?: ×\d+)?, )?200 Succeeded/.source;
      const text = (...parts: string[]) =>
        expect.stringMatching(new RegExp(`^${parts.join("")}$`)) as unknown as string;
      expect(answers).toEqual({
        role: text(
          "Microsoft.ContainerRegistry/registries/importImage/action, Microsoft.ContainerRegistry/registries/read",
          "; Premium, LegacyRegistryPermissions",
        ),
        polling: text("yes: ", done, "; Retry-After 10"),
        progress: text("source's: Pending ×\\d+"),
        order: text("no; first parts … s, all parts … s; Succeeded … s; \\d+ looks; HEAD of a layer 200"),
        locks:
          "_manifests: yes, locks present, tags present, createdTime present; _tags: yes, locks present, lastUpdateTime present",
        "created-time": "… s after the POST, … s after the source's; a second import left it",
        cooldown: "… s before the response; a tag left it",
        "tag-time": "other digest: … s after the POST; same digest: … s after the POST",
        "attributes-lag": "_tags … s, _manifests … s",
        "same-digest": text(
          "yes: POST 202; polls (202 Accepted( ×\\d+)?, )?409 Conflict; Operation .* already exists in target registry.",
        ),
        conflict: text(
          "POST 202; polls (202 Accepted( ×\\d+)?, )?409 Conflict; Operation .* already exists in target registry.",
        ),
        "untagged-again": text("yes: first ", done, "; again ", done),
        "index-limit": "not shown: POST of a blob answered 401 UNAUTHORIZED",
        "api-versions": text("2025-11-01 answered 202, 2023-07-01 answered 200; stated: 2017-10-01, .*, 2025-11-01"),
        "token-claims": text(".*access.*; access: repository pull,metadata_read"),
        lock: "no, POST /oauth2/token answered 401; overwriting not shown",
      });
      expect(run.summary).toMatch(/^## What real Azure does\n\nFor docs\/live\.md:\n\n\| Question /);
    },
    ALL_STEPS_MS,
  );

  it("show another Azure as it is", async () => {
    azure.grant(contoso.clientId, "Contributor", world.prod.id);
    azure.imports.settings.pollRefusal = 403;
    azure.imports.settings.conflictStatus = 400;
    const { answers } = await runSteps(["prepare", "polling", "same-digest", "conflict", "lock", "table"]);
    expect(answers).toMatchObject({
      "same-digest": expect.stringMatching(/^not shown: POST 202; polls 403/),
      polling: expect.stringMatching(/^no: POST 202; polls 403 AuthorizationFailed; .*; Retry-After 10$/),
      conflict: expect.stringMatching(/^POST 202; polls 403 AuthorizationFailed/),
      lock: expect.stringMatching(/^yes; the locked tag moved: POST 202/),
      order: ended,
    });
  });

  it("show the limit of 50 manifests where the source can be pushed to", async () => {
    azure.grant(contoso.clientId, "AcrPush", world.dev.id);
    const { answers } = await runSteps(["prepare", "index-limit", "table"]);
    expect(answers["index-limit"]).toMatch(
      /^no: 50 images POST 202; polls .*200 Succeeded; 51 images POST 202; polls .*400 InvalidParameters; .* has more than 50 manifests\.$/,
    );
  });

  it("show layers that come after their manifests", async () => {
    const isOrder = (text = "") => text.includes("/order");
    azure.imports.script({ copyMs: 0, blobsMs: 600_000 }, { when: ({ targetTags = [] }) => isOrder(targetTags[0]) });
    let looks = 0;
    azure.onRequest(({ method, target }) => {
      if (method === "HEAD" && isOrder(target) && target.endsWith("/manifests/1")) looks += 1;
      // By then, the manifests have been seen.
      if (looks === 4) azure.world.clock.offsetMs = 600_000;
    });
    const { answers } = await runSteps(["prepare", "order", "table"]);
    expect(answers["order"]).toMatch(
      /^yes: (tag, )?index, image after … s; first parts … s, all parts … s; Succeeded … s; /,
    );
  });

  it("say what happened where one is refused, and go on", async () => {
    azure.faults.add({
      host: contoso.prod,
      path: /_manifests/,
      times: 1,
      action: { kind: "status", status: 403 },
    });
    azure.imports.script(
      { neverReport: true },
      { when: ({ targetTags = [] }) => targetTags[0]?.includes("/polling:") === true },
    );
    azure.imports.script(
      { fail: { text: "Error copying blobs" } },
      { when: ({ untaggedTargetRepositories = [] }) => untaggedTargetRepositories.length > 0, times: 2 },
    );
    const { answers } = await runSteps(["prepare", "polling", "locks", "created-time", "untagged-again", "table"], {
      LIVE_LIMIT_MS: "300",
    });
    expect(answers).toMatchObject({
      polling: "not shown: polling: nothing within 0 s",
      "untagged-again": expect.stringMatching(
        /^not shown: first POST 202; polls .*Error copying blobs; again POST 202/,
      ),
      locks: expect.stringMatching(/^_manifests: no, GET _manifests answered 403; _tags: yes/),
      "created-time": expect.stringContaining("a second import left it"),
    });
  });

  it("say that nothing can be shown without a role, a login or a connection", async () => {
    azure.revoke(contoso.clientId, world.prod.id);
    const withoutRole = await runSteps(["prepare", "role", "table"]);
    expect(withoutRole.run.log).toContain("Preparation: not shown: the list of registries (200) has no TARGET");
    expect(withoutRole.answers["role"]).toBe("not shown: the preparation failed");
    const withoutToken = await runSteps(["prepare", "table"], { ACTIONS_ID_TOKEN_REQUEST_URL: undefined });
    expect(withoutToken.run.log).toContain("Preparation: not shown: the job has no permission id-token: write");
    const offline = await runSteps(["prepare", "table"], { HTTPS_PROXY: "http://127.0.0.1:1" });
    expect(offline.run.log).toMatch(/Preparation: not shown: fetch failed \(.+\)/);
  });

  it("send no token to where a Location leads", async () => {
    azure.faults.add({
      host: "management.azure.com",
      method: "POST",
      path: /importImage/,
      skip: 2,
      action: { kind: "headers", set: { Location: "https://evil.example/subscriptions/x/operationResults/y" } },
    });
    const evil = addListener(azure, "evil.example");
    const { answers } = await runSteps(["prepare", "polling", "table"]);
    expect(answers["polling"]).toBe("not shown: a Location leads away from Resource Manager");
    expect(evil.leaks()).toEqual([]);
  });

  it("cannot be made markup, a command or a leak by what a server writes", async () => {
    const text = `a\`|<img src=y>\n::error::b ##[error]c @octocat https://evil.example/?s=1 \u202e ${world.prod.id}`;
    azure.imports.script(
      { fail: { text, code: "Bad|Code" } },
      { when: ({ targetTags = [] }) => targetTags[0]?.includes("/conflict:") === true },
    );
    const { answers, run } = await runSteps(["prepare", "conflict", "table"]);
    expect(answers["conflict"]).toMatch(
      /^not shown: the import failed: POST 202; polls .*400 Bad\\\|Code; .* a'\\\|<img src=y> ::error::b ## \[error\]c @octocat \[URL\] \[resource ID\]$/,
    );
    expect(run.summary.split("\n").find((line) => line.includes("<img"))).toMatch(/ \| `[^`]*<img[^`]*` \|$/);
  });
});

describe("docs/live.md", () => {
  const cellsOf = (table: string) =>
    table
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((row) =>
        row
          .split(/(?<!\\)\|/)
          .slice(1, 3)
          .map((cell) => cell.trim()),
      )
      .filter(([first = ""]) => !first.startsWith("-"));

  it("has the questions and assumptions of the script", async () => {
    const { stdout } = await start(["node", ".github/live/run.mjs", "blank"], {});
    expect(cellsOf(stdout).length).toBe(ids.length - 1);
    expect(cellsOf(readFileSync("docs/live.md", "utf8").split("<!-- live -->")[1] ?? "")).toEqual(cellsOf(stdout));
  });
});
