// The workflows to copy and our own: with the least of permissions, pinned, without template injection; and the action accepts
// the values they give it. Their names and syntax: `workflows/`.
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { cloudOfHost } from "../src/azure/cloud.ts";
import { parseRequest } from "../src/request/parse-request.ts";
import type { PromotionRequest } from "../src/request/request.ts";
import { INPUTS, readInputs } from "../src/runner/inputs.ts";
import { OUTPUTS } from "../src/runner/outputs.ts";
import { yamlBlocks } from "./documents.ts";
import { openCore } from "./runner-core.ts";

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "runs-on"?: unknown;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

const EXAMPLES = "docs/examples/";
const ACTION = "OWNER/acr-promote@v1";
const REUSABLE = "OWNER/acr-promote/.github/workflows/promote.yml@v1";

const sources: readonly Source[] = [...globSync(`${EXAMPLES}*.yml`), ...globSync(".github/workflows/*.yml")]
  .map((path) => path.replaceAll("\\", "/"))
  .toSorted()
  .map((path) => {
    const text = readFileSync(path, "utf8");
    return { path, text, workflow: parse(text) as Workflow };
  });
const examples = sources.filter(({ path }) => path.startsWith(EXAMPLES));

const jobsOf = ({ path, workflow }: Source) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${path} ${name}`, job }));
const stepsOf = (source: Source) =>
  jobsOf(source).flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, job, step })));
const isOurs = (uses: string | undefined) => [ACTION, "./", "./.acr-promote"].includes(uses ?? "");

/** What has to be in a job for it to hold a right to write. */
const REASONS_TO_WRITE: Readonly<Record<string, RegExp>> = {
  "id-token":
    /OWNER\/acr-promote|\.\/(\.acr-promote)?"|azure\/login@|actions\/attest(-build-provenance)?@|ossf\/scorecard-action@|\.github\/live\/run\.mjs/,
  attestations: /actions\/attest(-build-provenance)?@/,
  "artifact-metadata": /actions\/attest(-build-provenance)?@/,
  contents: /git push |gh release /,
  "pull-requests": /gh pr /,
  issues: /gh issue /,
  "security-events": /github\/codeql-action\//,
};

describe("the workflows", () => {
  it("are there", () => {
    expect(examples.length).toBeGreaterThanOrEqual(11);
    expect(sources.length - examples.length).toBeGreaterThanOrEqual(2);
  });

  it.each(sources)("$path grants nothing by default, and each job says what it needs", (source) => {
    expect(source.workflow.permissions).toEqual({});
    for (const { name, job } of jobsOf(source)) {
      expect([name, typeof job.permissions]).toEqual([name, "object"]);
    }
  });

  it.each(sources)("$path grants a right to write only where a step needs it", (source) => {
    const writes = jobsOf(source)
      // What a called workflow may write, its own file says.
      .filter(({ job }) => job.uses === undefined)
      .flatMap(({ name, job }) =>
        Object.entries(job.permissions ?? {})
          .filter(([, right]) => right === "write")
          .filter(([scope]) => !(REASONS_TO_WRITE[scope]?.test(JSON.stringify(job.steps)) ?? false))
          .map(([scope]) => `${name}: ${scope}`),
      );
    expect(writes).toEqual([]);
  });

  it.each(sources)("$path puts no expression into a script", (source) => {
    const injected = stepsOf(source)
      .filter(({ step }) => step.run?.includes("${{") || JSON.stringify(step.with?.["script"] ?? "").includes("${{"))
      .map(({ step }) => step.run);
    expect(injected).toEqual([]);
  });

  it.each(sources)("$path pins every foreign action by commit, with its version beside it", ({ text }) => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, found = ""]) => found);
    const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    const unpinned = uses.filter((each) => !pinned.test(each) && !/^\.\/|^OWNER\/acr-promote\b/.test(each));
    expect(unpinned).toEqual([]);
  });

  it("pin one action to one commit everywhere", () => {
    const pins = new Map<string, Set<string>>();
    for (const { text } of sources) {
      for (const [, action = "", pin = ""] of text.matchAll(/uses: ([\w.-]+\/[\w-]+)[\w./-]*@([0-9a-f]{40} # v\S+)/g)) {
        pins.set(action, (pins.get(action) ?? new Set()).add(pin));
      }
    }
    expect(pins.size).toBeGreaterThan(5);
    expect([...pins].filter(([, found]) => found.size > 1).map(([action, found]) => [action, ...found])).toEqual([]);
  });

  it.each(sources)("$path keeps no token in the checked out repository", (source) => {
    for (const { name, step } of stepsOf(source)) {
      if (step.uses?.startsWith("actions/checkout@")) {
        expect([name, step.with?.["persist-credentials"]]).toEqual([name, false]);
      }
    }
  });
});

describe("the steps that are shown", () => {
  // README.md keeps its blocks short.
  const blocks = yamlBlocks.filter(({ place }) => place.startsWith("docs/"));
  const shown = [
    ...examples.map(({ path, workflow }) => [path, workflow] as const),
    ...blocks.map(({ place, text }) => [place, parse(text) as object] as const),
  ];
  const steps = shown.flatMap(([place, content]) => stepsIn(content).map((step) => ({ place, step })));

  it("have a name", () => {
    expect(steps.length).toBeGreaterThan(60);
    expect(steps.filter(({ step }) => step.name === undefined)).toEqual([]);
  });

  it("are of whole jobs, where a job is shown", () => {
    const jobs = shown.flatMap(([place, content]) =>
      Object.entries((content as Partial<Workflow>).jobs ?? {}).map(([name, job]) => ({ place, name, job })),
    );
    expect(jobs.length).toBeGreaterThan(15);
    const parts = jobs.filter(({ job }) => job.uses === undefined && (!job["runs-on"] || !job.steps?.length));
    expect(parts).toEqual([]);
    expect(shown.filter(([, content]) => "jobs" in content && !("on" in content)).map(([place]) => place)).toEqual([]);
  });
});

/** The steps of a workflow, or of a block that shows steps only. */
function stepsIn(content: object): Step[] {
  if (Array.isArray(content))
    return (content as Step[]).filter((each) => each.uses !== undefined || each.run !== undefined);
  return Object.values((content as Partial<Workflow>).jobs ?? {}).flatMap(({ steps }) => steps ?? []);
}

/** What the action makes of the inputs of a step. */
function requestOf(step: Step, jobEnv: Readonly<Record<string, string>> = {}): PromotionRequest {
  const given = Object.entries(step.with ?? {}).map(
    ([name, value]) => [name, withSamples(String(value), name)] as const,
  );
  const env = Object.fromEntries([
    ...Object.entries(jobEnv).map(([name, value]) => [name, withSamples(value, name)]),
    ...given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  ]);
  const inputs = readInputs({ env, core: openCore(env, () => undefined) }, () => undefined);
  const path = inputs["images-file"];
  const { request } = parseRequest({
    inputs,
    ...(path !== "" && { imagesFiles: [{ path, text: SAMPLE_FILE }] }),
    ...(inputs.undo !== "" && { undo: { text: inputs.undo.includes("\n") ? inputs.undo : SAMPLE_ROLLBACK } }),
    repository: "contoso/shop",
    acrCloudOf: (host) => cloudOfHost(host)?.name,
  });
  return request;
}

describe("the use of the action", () => {
  const uses = sources.flatMap((source) => stepsOf(source).filter(({ step }) => isOurs(step.uses)));

  it("is in every example, itself or by the reusable workflow", () => {
    const without = examples.filter(({ text }) => !text.includes(`uses: ${ACTION}`) && !text.includes(REUSABLE));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it.each(uses)("$name ($step.id) gives inputs that the action takes", ({ step, job }) => {
    const request = requestOf(step, job.env);
    expect(request.images.length).toBeGreaterThan(0);
    expect(request.dryRun).toBe(step.id === "plan");
  });

  const shown = yamlBlocks
    .filter(({ place }) => place.startsWith("README.md:"))
    .flatMap(({ place, text }) => {
      const content = parse(text) as Workflow | readonly Step[];
      const steps = "jobs" in content ? Object.values(content.jobs).flatMap((job) => job.steps ?? []) : content;
      return steps.filter(({ uses: used }) => isOurs(used)).map((step) => ({ place, step }));
    });

  it("is shown in the README", () => {
    expect(shown.length).toBeGreaterThan(5);
  });

  it.each(shown)("$place gives inputs that the action takes", ({ step }) => {
    // The README shows the login once. Its other steps have these variables in the job.
    const ids = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"];
    const request = requestOf(step, Object.fromEntries(ids.map((name) => [name, `\${{ vars.${name} }}`])));
    expect(request.images.length).toBeGreaterThan(0);
  });

  it("is allowed an ID token wherever it is", () => {
    const without = sources
      .flatMap(jobsOf)
      .filter(({ job }) => job.uses === REUSABLE || (job.steps ?? []).some(({ uses: used }) => isOurs(used)))
      .filter(({ job }) => job.permissions?.["id-token"] !== "write" || job.permissions["contents"] !== "read")
      .filter(({ job }) => !JSON.stringify(job.steps).includes("git push"));
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});

describe("the reusable workflow", () => {
  const reusable = sources.find(({ path }) => path === ".github/workflows/promote.yml")?.workflow;
  type Described = Readonly<Record<string, { readonly description: string; readonly default?: unknown }>>;
  const call = reusable?.on["workflow_call"] as { readonly inputs: Described; readonly outputs: Described };
  const action = parse(readFileSync("action.yml", "utf8")) as {
    readonly inputs: Described;
    readonly outputs: Described;
  };

  it("has inputs and outputs of the action's names, and the environment", () => {
    expect(Object.keys(call.inputs).filter((name) => !(INPUTS as readonly string[]).includes(name))).toEqual([]);
    expect(Object.keys(call.outputs).filter((name) => !(OUTPUTS as readonly string[]).includes(name))).toEqual([]);
  });

  it("describes them as the action does, with the same defaults", () => {
    const { environment, ...inputs } = call.inputs;
    expect(environment?.description).toContain("not the Azure cloud");
    for (const [name, input] of Object.entries(inputs)) {
      expect([name, input.description]).toEqual([name, action.inputs[name]?.description]);
      expect([name, String(input.default ?? "")]).toEqual([name, action.inputs[name]?.default ?? ""]);
    }
    for (const [name, { description }] of Object.entries(call.outputs)) {
      expect([name, description]).toEqual([name, action.outputs[name]?.description]);
    }
  });

  it("hands every input on to the action", () => {
    const step = reusable?.jobs["promote"]?.steps?.find(({ uses }) => isOurs(uses));
    for (const name of Object.keys(call.inputs).filter((each) => each !== "environment")) {
      expect(step?.with?.[name]).toBe(`\${{ inputs.${name} }}`);
    }
  });
});

const SAMPLE_FILE = "version: 1\nimages:\n  - source: contosodev.azurecr.io/api:build-812\n";

const SAMPLE_ROLLBACK = `version: 1
registry: contosoprod.azurecr.io
undo:
- { repository: api, tag: stable, now: "sha256:${"a".repeat(64)}", before: "sha256:${"b".repeat(64)}" }`;

/** The text as it may look on a runner: expressions are replaced by something of their kind. */
function withSamples(text: string, input: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    if (/digest$/.test(expression)) return `sha256:${"a".repeat(64)}`;
    if (/REGISTRY_ID$/.test(expression)) return registryId(expression);
    if (/_(CLIENT|TENANT|SUBSCRIPTION)_ID$/.test(expression)) return "11111111-2222-4333-8444-555555555555";
    if (/outputs\.rollback$/.test(expression)) return SAMPLE_ROLLBACK;
    if (expression === "matrix.registry") return "contosoprod";
    if (/outputs\.tags$/.test(expression)) return "contosoprod.azurecr.io/api:1.4.2";
    if (expression === "github.repository") return "contoso/shop";
    if (expression.startsWith("inputs.") && expression.endsWith(input)) return REUSABLE_SAMPLES[input] ?? "";
    return "sample1";
  });
}

const REUSABLE_SAMPLES: Readonly<Record<string, string>> = {
  registry: "contosoprod",
  images: "contosodev.azurecr.io/api:build-812",
  "dry-run": "false",
};

const registryId = (expression: string) =>
  `/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/${
    expression.includes("PROD") ? "contosoprod" : "contosodev"
  }`;
