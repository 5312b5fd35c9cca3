// The documented ways to the subject of a federated credential, against the four kinds of repository: the steps of
// docs/azure-setup.md lead to the subject that the repository's ID token carries.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

/** The responses of https://docs.github.com/rest/actions/oidc, with the fields of 2026 as Azure/azure-dev#9430 describes them. */
const REPOSITORIES = [
  {
    name: "classic",
    subject: "repo:contoso/shop:environment:production",
    response: { use_default: true, use_immutable_subject: true, sub_claim_prefix: "repo:contoso/shop" },
    prefix: "repo:contoso/shop",
  },
  {
    name: "immutable",
    subject: "repo:contoso@12345678/shop@456789012:environment:production",
    response: {
      use_default: true,
      use_immutable_subject: true,
      sub_claim_prefix: "repo:contoso@12345678/shop@456789012",
    },
    prefix: "repo:contoso@12345678/shop@456789012",
  },
  {
    name: "customised",
    subject: "repository_owner_id:12345678:environment:production",
    response: {
      use_default: false,
      include_claim_keys: ["repository_owner_id", "context"],
      sub_claim_prefix: "repo:contoso/shop",
    },
    prefix: undefined,
  },
  {
    name: "of GitHub Enterprise Server",
    subject: "repo:contoso/shop:environment:production",
    response: undefined,
    prefix: undefined,
  },
] as const;

const PAGE = readFileSync("docs/azure-setup.md", "utf8");
const SECTION = /^## The subject\n([\s\S]*?)^## /m.exec(PAGE)?.[1] ?? "";
const [ask = "", compose = ""] = [...SECTION.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

/** `gh api` with what `--jq` does to a list of fields. */
const GH = `#!${process.execPath}
const [, , command, path, flag, filter] = process.argv;
const response = process.env.SUB_RESPONSE;
if (command !== "api" || path !== "repos/contoso/shop/actions/oidc/customization/sub" || flag !== "--jq") process.exit(2);
if (response === "") {
  console.error("gh: Not Found (HTTP 404)");
  process.exit(1);
}
for (const field of filter.split(",")) console.log(String(JSON.parse(response)[field.trim().slice(1)]));
`;

let world: World;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), "gh-"));
  await writeFile(join(folder, "gh"), GH);
  await chmod(join(folder, "gh"), 0o755);
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function bash(script: string, response: object | undefined): Promise<string> {
  const env = {
    PATH: `${folder}${delimiter}${process.env["PATH"]}`,
    SUB_RESPONSE: response === undefined ? "" : JSON.stringify(response),
    REPOSITORY: "contoso/shop",
    ENVIRONMENT: "production",
  };
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { env }).catch((error) => error);
  return stdout.trim();
}

describe.each(REPOSITORIES)("a repository $name", ({ subject, response, prefix }) => {
  const isTold = prefix !== undefined;

  it(
    isTold ? "is told its prefix, and the command composes the subject of its ID token" : "is sent to the dry run",
    async () => {
      const [useDefault, printed] = (await bash(ask, response)).split("\n");
      // The table of the page: the second line counts where the first is `true`.
      expect(useDefault === "true" ? printed : undefined).toBe(prefix);
      if (isTold) expect(await bash(`${compose}\necho "$SUBJECT"`, response)).toBe(subject);
    },
  );

  it("sees its subject in a dry run without a credential, and the command for it", async () => {
    const { run: workflowRun, world: azure } = world.azure;
    const credentials = azure.apps.find(({ clientId }) => clientId === contoso.clientId)?.federatedCredentials ?? [];
    const before = credentials.splice(0);
    workflowRun.subject = subject;
    try {
      const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812`, "dry-run": "true" });
      expect(run.stdout).toContain(`Logging in as ${subject} (issuer ${workflowRun.issuer}, audience `);
      expect(run.errors).toContain(`"subject":"${subject}"`);
      // With that credential, the same job promotes.
      credentials.push({ subject });
      const again = await world.runInProcess({ images: `${contoso.dev}/worker:build-812`, "dry-run": "true" });
      expect(again.result.counts).toEqual({ planned: 1 });
    } finally {
      workflowRun.subject = undefined;
      credentials.splice(0, credentials.length, ...before);
    }
  });
});
