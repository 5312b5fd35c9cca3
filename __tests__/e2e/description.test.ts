// The invariant that every request to Resource Manager and to ACR's own API, and every response of the local Azure there, is as
// described: what it covers, and that a planted error breaks it.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { findOperation, isDescribed, validate } from "../description/validation.ts";
import type { LocalAzure } from "../emulator/azure.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { brokenInvariants, type ShippedRun } from "./invariants.ts";
import { startWorld, type World } from "./shipped-action.ts";

let world: World;
let run: ShippedRun;

beforeAll(async () => {
  world = await startWorld();
  world.azure.imports.settings.copyMs = 15_000;
  // A tag that moves: its locks are read.
  putImage({ store: world.prod.store, repository: "worker" }, { content: "older", tag: "1.0" });
  const images = `${contoso.dev}/worker:build-812 => worker:1.0`;
  run = await world.runInProcess({ images, "on-conflict": "overwrite" });
});
afterAll(() => world.close());

type Logged = LocalAzure["requests"][number];
const find = (method: string, target: RegExp): Logged => {
  const found = run.requests.find((request) => request.method === method && target.test(request.target));
  if (found === undefined) throw new Error(`the run sent no ${method} ${target}`);
  return found;
};
const withAnswer = (request: Logged, change: (body: Record<string, unknown>) => unknown): Logged => {
  const { answer } = request;
  if (answer === undefined) throw new Error(`${request.target} was not answered`);
  const body = Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString()) as Record<string, unknown>)));
  return { ...request, answer: { ...answer, body } };
};

it("covers every operation that a promotion uses", () => {
  expect(run.exitCode).toBe(0);
  expect(validate(run.requests)).toEqual([]);
  expect(run.requests.filter(isDescribed).map((request) => findOperation(request)?.id)).toEqual(
    expect.arrayContaining([
      "Registries_List",
      "Registries_ImportImage",
      "OperationResults_Get",
      "GetAcrRefreshTokenFromExchange",
      "GetAcrAccessToken",
      "GetAcrTagAttributes",
    ]),
  );
});

describe("a planted error breaks it:", () => {
  const POST = /importImage/;
  const cases: [string, () => Logged, string][] = [
    [
      "a field of the import that Microsoft does not know",
      () => {
        const post = find("POST", POST);
        return { ...post, body: JSON.stringify({ ...(JSON.parse(post.body) as object), force: true }) };
      },
      "Registries_ImportImage: request: it must NOT have additional properties: force",
    ],
    [
      "an import without a source",
      () => ({ ...find("POST", POST), body: "{}" }),
      "Registries_ImportImage: request: it must have required property 'source'",
    ],
    [
      "a request without api-version",
      () => ({
        ...find("GET", /\/registries\?/),
        target: find("GET", /\/registries\?/).target.replace("api-version", "version"),
      }),
      "Registries_List: query: it must have required property 'api-version'",
    ],
    [
      "a form sent as JSON",
      () => ({ ...find("POST", /^\/oauth2\/token/), headers: { "content-type": "application/json" } }),
      "GetAcrAccessToken: the request is of type application/json instead of application/x-www-form-urlencoded",
    ],
    [
      "a path that nobody describes",
      () => ({ ...find("POST", POST), target: find("POST", POST).target.replace("importImage", "importImages") }),
      "is not described",
    ],
    [
      "a policy in a registry that the api-version does not show",
      () =>
        withAnswer(find("GET", /\/registries\?/), ({ value }) => {
          const [registry] = value as { properties: { policies: object } }[];
          Object.assign(registry?.properties.policies ?? {}, { softDeletePolicy: { status: "enabled" } });
          return { value };
        }),
      "must NOT have additional properties: softDeletePolicy",
    ],
    [
      "a poll with another word",
      () => withAnswer(find("GET", /operationResults/), () => ({ status: "Running" })),
      "OperationResults_Get: response 202: /status must be equal to one of the allowed values",
    ],
    [
      "an accepted import without Location",
      () => {
        const post = find("POST", POST);
        const { Location: _, ...headers } = post.answer?.headers ?? {};
        return { ...post, answer: post.answer && { ...post.answer, headers } };
      },
      "Registries_ImportImage: response 202: header location",
    ],
    [
      "a token as a number",
      () => withAnswer(find("POST", /^\/oauth2\/token/), () => ({ access_token: 1 })),
      "GetAcrAccessToken: response 200: /access_token must be string",
    ],
    [
      "a lock as a text",
      () =>
        withAnswer(find("GET", /^\/acr\/v1\/.*_tags\//), (body) => {
          Object.assign((body["tag"] as { changeableAttributes: object }).changeableAttributes, { writeEnabled: "no" });
          return body;
        }),
      "GetAcrTagAttributes: response 200: /tag/changeableAttributes/writeEnabled must be boolean",
    ],
  ];
  it.each(cases)("%s", async (_, plant, sentence) => {
    const broken = await brokenInvariants(world.azure, { ...run, requests: [plant()] });
    expect(broken).toEqual([expect.stringContaining(sentence)]);
  });
});
