// Text of others in everything that servers say: the runner finds no command in it, and the summary shows it as text.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../emulator/faults.ts";
import { MEDIA_TYPES, putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { parseWorkflowCommands } from "../emulator/workflow-commands.ts";
import { renderGfm } from "../rendering/gfm.ts";
import type { ShippedRun } from "./invariants.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const images = `${dev}/api:build-812 => api:1.4.2`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

/** Everything that the runner or GitHub's renderer might take for more than text, in one line and in several. */
const HOSTILE = [
  "::error::pwned",
  "\n::set-output name=digest::sha256:pwned\n",
  "\r::stop-commands::pwned\r",
  "##[add-mask]sha256",
  "##[ERROR]pwned ##[group]pwned",
  "\u00a0\u2003::add-mask::sha256",
  "\u2028::warning::pwned\u2029::notice::pwned\u0085::debug::pwned",
  "\u202e\u2066pwned\u2069\u200b\u200d\ufeff",
  "\u001b[31mpwned\u001b]8;;https://evil.example.com\u0007",
  "<script>alert(1)</script><img src=https://evil.example.com/x onerror=alert(1)>",
  "[pwned](https://evil.example.com) ![](https://evil.example.com/pixel) | pwned | `pwned` </td></table></details>",
  "@octocat #1 https://evil.example.com/",
  `$(touch pwned) \`touch pwned\` \${{ github.token }} %0A::error::pwned`,
  "EOF\nimages<<EOF\nevil.example.com/x@sha256:0\nEOF",
].join(" ");

/** Commands whose text is foreign are told from ours by their names and properties alone. */
function expectInert(run: ShippedRun): void {
  for (const { command, properties } of run.commands) {
    expect(["add-mask", "debug", "error", "warning", "notice", "group", "endgroup"]).toContain(command);
    for (const name of Object.keys(properties)) expect(["title", "file", "line"]).toContain(name);
  }
  expect(run.masks.filter((mask) => mask.includes("sha256") || mask.length < 16)).toEqual([]);
  expect(run.stdout).not.toMatch(/[\r\u202e\u2066\u200b\u2028\u2029\u0085\u001b]/);
  expect(run.stdout.split("\n").filter((line) => /^\s*::(?:set-output|stop-commands)/u.test(line))).toEqual([]);
  expect(run.summary).not.toMatch(/<(?:script|img|a)\b[^>]*evil|<script/i);
  const html = renderGfm(run.summary);
  expect(html).not.toMatch(/<(?:script|img|iframe|form|input)\b/i);
  for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).not.toContain("evil.example.com");
  expect(run.summary).not.toMatch(/[\r\u202e\u2066\u200b\u2028\u2029\u0085\u001b]/);
  expect(Object.values(run.outputs).join("\n")).not.toMatch(/[\r\u202e\u2066\u200b\u2028\u2029\u0085\u001b]/);
  expect(run.outputs["images"] ?? "").not.toContain("evil.example.com");
}

const json = JSON.stringify;
const REGISTRY_ERROR = json({ errors: [{ code: HOSTILE, message: HOSTILE, detail: HOSTILE }] });
const ARM_ERROR = json({ error: { code: HOSTILE, message: HOSTILE, details: [{ code: HOSTILE, message: HOSTILE }] } });
const ENTRA_ERROR = json({
  error: HOSTILE,
  error_description: `AADSTS700213: ${HOSTILE}`,
  error_codes: [700213],
  correlation_id: HOSTILE,
});

const WHERE: Record<string, { at: Fault; bodies: readonly string[] }> = {
  "GitHub's ID token service": { at: { party: "id-token" }, bodies: [json({ message: HOSTILE }), HOSTILE] },
  Entra: { at: { party: "entra" }, bodies: [ENTRA_ERROR, HOSTILE] },
  "ARM's list": { at: { party: "resource-manager", path: /\/registries\?/ }, bodies: [ARM_ERROR, HOSTILE] },
  "the import's POST": { at: { path: /importImage/ }, bodies: [ARM_ERROR, HOSTILE] },
  "a poll": { at: { path: /operationResults/ }, bodies: [ARM_ERROR, HOSTILE] },
  "a token exchange": { at: { host: prod, path: /oauth2\/exchange/ }, bodies: [REGISTRY_ERROR, HOSTILE] },
  "a token service": { at: { host: dev, path: /oauth2\/token/ }, bodies: [REGISTRY_ERROR, HOSTILE] },
  "the source": { at: { host: dev, path: /\/v2\// }, bodies: [REGISTRY_ERROR, `<title>${HOSTILE}</title>`] },
  "the target": { at: { host: prod, path: /\/v2\// }, bodies: [REGISTRY_ERROR, HOSTILE] },
};

describe("what an error says", () => {
  it.each(Object.keys(WHERE).flatMap((name) => [400, 401, 403].map((status) => [name, status] as const)))(
    "at %s with %i stays text in log and summary",
    async (name, status) => {
      const { at, bodies } = WHERE[name] ?? { at: {}, bodies: [] };
      for (const body of bodies) {
        world.azure.faults.clear();
        world.azure.faults.add({
          ...at,
          times: "always",
          action: {
            kind: "status",
            status,
            body,
            headers: {
              "Content-Type": "application/json",
              "x-ms-correlation-request-id": "##[error]pwned ::error::pwned",
              "WWW-Authenticate": 'Bearer realm="##[error]pwned",service="::error::pwned"',
              "Docker-Content-Digest": "##[add-mask]sha256",
            },
          },
        });
        const run = await world.runInProcess({ images });
        expectInert(run);
      }
    },
  );
});

describe("what an image carries", () => {
  it("in annotations, platforms, types and labels stays text, and the image is promoted or refused", async () => {
    const place = { store: world.dev.store, repository: "odd" };
    const child = putImage(place, { content: "odd", labels: { [HOSTILE]: HOSTILE } });
    const platforms = [
      { os: "linux", architecture: HOSTILE },
      { os: HOSTILE, architecture: "amd64", variant: HOSTILE, "os.version": HOSTILE },
      { os: "##[error]pwned", architecture: "::error::pwned" },
    ];
    const manifests = platforms.map((platform, at) => ({
      ...putImage(place, { content: `odd ${at}` }),
      platform,
      annotations: { [HOSTILE]: HOSTILE, "vnd.docker.reference.type": HOSTILE },
      artifactType: HOSTILE,
    }));
    const index = json({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.index,
      manifests,
      annotations: { [HOSTILE]: HOSTILE },
    });
    world.dev.store.putManifest("odd", MEDIA_TYPES.index, Buffer.from(index), "1");
    const referrer = json({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.manifest,
      artifactType: "application/##[error]pwned",
      config: { mediaType: MEDIA_TYPES.empty, digest: child.digest, size: 2 },
      layers: [],
      subject: child,
      annotations: { [HOSTILE]: HOSTILE },
    });
    world.dev.store.putManifest("odd", MEDIA_TYPES.manifest, Buffer.from(referrer));
    world.dev.store.putTag("odd", "single", child.digest);
    const run = await world.runInProcess({
      images: `${dev}/odd:1\n${dev}/odd:single => odd:two`,
      "all-or-nothing": "false",
    });
    expectInert(run);
  });

  it("or a server's headers and list of registries say stays text", async () => {
    world.azure.faults.add({
      party: "resource-manager",
      path: /\/registries\?/,
      times: "always",
      action: {
        kind: "replace-body",
        body: (body) => {
          const list = JSON.parse(body.toString("utf8")) as {
            value: { name: string; location: string; tags?: object }[];
          };
          const [first] = list.value;
          return json({
            ...list,
            value: [{ ...first, name: HOSTILE, location: HOSTILE, tags: { [HOSTILE]: HOSTILE } }, ...list.value],
          });
        },
      },
    });
    world.azure.faults.add({
      host: /azurecr\.io$/,
      times: "always",
      action: {
        kind: "headers",
        set: { "RateLimit-Remaining": "3;w=##[error]pwned", "X-Ms-Ref": "::error::pwned", Warning: "##[error]pwned" },
      },
    });
    const run = await world.run({ images });
    expectInert(run);
  });
});

describe("what the user's own files carry", () => {
  it("is told in the log and in the summary as text", async () => {
    const run = await world.run(
      { images: "", "images-file": "images.yml" },
      { files: { "images.yml": `version: 1\nimages:\n  - source: ${json(HOSTILE)}\n  - ${json(HOSTILE)}: 1\n` } },
    );
    expect(run.exitCode).toBe(1);
    expectInert(run);
  });

  it("and what inputs carry, too", async () => {
    const run = await world.run({
      registry: HOSTILE.replaceAll("\n", " "),
      images: HOSTILE,
      tags: HOSTILE,
      "client-id": HOSTILE,
      "require-platforms": HOSTILE,
      "mutable-tags": HOSTILE,
      "on-conflict": HOSTILE,
    });
    expect(run.exitCode).toBe(1);
    expect(run.requests).toEqual([]);
    expectInert(run);
  });
});

it("the text is hostile: printed as it is, the runner would find commands in it", () => {
  const names = parseWorkflowCommands(HOSTILE).map(({ command }) => command);
  expect(names).toEqual(expect.arrayContaining(["error", "set-output", "stop-commands"]));
});
