// Recordings of Resource Manager, replayed through the importer, the directory and the diagnosis.
import { describe, expect, it } from "@jest/globals";
import { createApiVersions } from "../../../src/azure/api-versions.ts";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { diagnoseArm } from "../../../src/azure/diagnosis/arm-diagnosis.ts";
import { parseArmFailure } from "../../../src/azure/diagnosis/arm-failure.ts";
import { createRegistryDirectory } from "../../../src/azure/directory.ts";
import { createImporter } from "../../../src/azure/importer.ts";
import { parseRegistryList } from "../../../src/azure/registry-json.ts";
import type { Http } from "../../../src/http/http.ts";
import type { ImportRequest } from "../../../src/ports.ts";
import { parseRegistryName } from "../../../src/request/registry-name.ts";
import { buildRegistry } from "../../builders/registries.ts";
import { type Exchange, textOf } from "../../recordings/recording.ts";
import { createFakeClock } from "../azure/fake-http.ts";
import { always, describeRecordings, httpOf, responseOf } from "./replay.ts";

const FILES = [
  "arm-import-2026-03-01-preview",
  "arm-import-2023-01-01-preview",
  "arm-import-2019-05-01",
  "arm-registry-delete-2026-01-01-preview",
  "arm-import-failures-quoted",
  "arm-import-failures-second-hand",
  "arm-registry-2021-09-01",
  "arm-registry-2023-01-01-preview",
  "arm-registry-2026-03-01-preview-standard",
  "arm-registry-list-2023-01-01-preview",
  "arm-errors-quoted",
  "arm-error-name-in-use",
];
const SIGNAL = new AbortController().signal;
const TOKENS = {
  getToken: async () => ({ token: "arm-token", expiresAtMs: Number.POSITIVE_INFINITY }),
  invalidate: () => {},
};
const redact = (text: string) => text;
const ID =
  /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries\/(\w+)/i;

const jsonOf = (body: string | object | undefined): unknown => JSON.parse(textOf(body ?? ""));

/** Imports as the recorded client did, into the registry of the recorded URL. */
async function importAs(http: Http, post: Exchange, operationId: string, from?: ImportRequest["source"]) {
  const [, subscriptionId = "", resourceGroup = "", name = ""] = ID.exec(post.request.url) ?? [];
  const clock = createFakeClock();
  const debugged: string[] = [];
  const target = buildRegistry({ name });
  const importer = createImporter({
    cloud: cloudOf("azurecloud"),
    http,
    clock,
    apiVersions: createApiVersions(),
    target: { ...target, id: { subscriptionId, resourceGroup, name } },
    tokens: TOKENS,
    log: { debug: (message) => void debugged.push(message) },
  });
  const { source, mode, ...recorded } = jsonOf(post.request.body) as {
    source: { sourceImage: string; resourceId?: string; registryUri?: string };
    mode?: ImportRequest["mode"];
    targetTags: string[];
  };
  const { sourceImage, resourceId, registryUri = "" } = source;
  const request: ImportRequest = {
    source: from ?? (resourceId === undefined ? { registryUri } : { resourceId }),
    sourceImage,
    untaggedTargetRepositories: [],
    mode: mode ?? "NoForce",
    ...recorded,
  };
  const verdict = await importer.importImage(request, { operationId, signal: SIGNAL });
  return { verdict, sleptMs: clock.sleptMs, debugged };
}

const operationOf = (post: Exchange) =>
  /registries-([0-9a-f-]{36})/.exec(post.response.headers["location"] ?? "")?.[1] ?? "";

/** Looks a registry up and shows what came back to every request. */
function findRegistry(http: Http, name: string, subscriptionId?: string) {
  const directory = createRegistryDirectory({
    cloud: cloudOf("azurecloud"),
    http,
    tokens: TOKENS,
    subscriptionId,
    apiVersions: createApiVersions(),
  });
  return directory.findRegistry(parseRegistryName(name), "target", SIGNAL);
}

const SOURCE = { registry: "sourceregistry.azurecr.io", byResourceId: false, repository: "app", passwordLength: 0 };
const DOCKER_HUB = { registry: "docker.io", byResourceId: false, repository: "nats", passwordLength: 0 };

describeRecordings(FILES, (shelf) => {
  describe("an import", () => {
    it.each([
      ["arm-import-2026-03-01-preview", [2, 3, 4], [5_000, 5_000]],
      ["arm-import-2023-01-01-preview", [0, 1], [10_000]],
      ["arm-import-2019-05-01", [0, 1], [10_000]],
    ])("as in %s succeeds, at the pace that ARM asks for", async (file, places, pauses) => {
      const post = shelf.take(file, places[0] ?? 0);
      const http = shelf.replay(file, places);
      const { verdict, sleptMs } = await importAs(http, post, operationOf(post));
      expect(verdict).toEqual({ kind: "succeeded" });
      expect(sleptMs).toEqual(pauses);
      // Each poll goes to the newest Location, whole.
      const locations = places.slice(0, -1).map((at) => shelf.take(file, at).response.headers["location"]);
      expect(http.sent.slice(1).map(({ url }) => url.href)).toEqual(locations);
      expect(jsonOf(String(http.sent[0]?.body))).toMatchObject(jsonOf(post.request.body) as object);
      expect(http.sent[0]?.headers?.["x-ms-client-request-id"]).toBe(operationOf(post));
    });

    it("is followed by the Location of its own POST, where two run at a time", async () => {
      const file = "arm-import-2019-05-01";
      const second = shelf.take(file, 2);
      const answers = [second, shelf.take(file, 1)].map(responseOf);
      const asked: string[] = [];
      const http = httpOf(async ({ url }) => {
        asked.push(url.href);
        return answers.shift() ?? Promise.reject();
      });
      expect((await importAs(http, second, operationOf(second))).verdict).toEqual({ kind: "succeeded" });
      expect(asked[1]).toBe(second.response.headers["location"]);
    });

    it("tells how many manifests are to come, where ARM lists them", async () => {
      const file = "arm-import-2026-03-01-preview";
      const post = shelf.take(file, 2);
      const { debugged } = await importAs(shelf.replay(file, [2, 3, 4]), post, operationOf(post));
      expect(debugged.join("\n")).toContain("poll 1: running, 1 pending");
    });

    it("goes on where a poll is 202 without a body", async () => {
      const file = "arm-registry-delete-2026-01-01-preview";
      const done = responseOf(shelf.take("arm-import-2023-01-01-preview", 1));
      const answers = [...shelf.recording(file).exchanges.keys()].map((at) => responseOf(shelf.take(file, at)));
      const asked: string[] = [];
      const http = httpOf(async ({ url }) => {
        asked.push(url.href);
        return answers[asked.length - 1] ?? done;
      });
      const { verdict, sleptMs } = await importAs(http, shelf.take("arm-import-2023-01-01-preview", 0), "op");
      expect(verdict).toEqual({ kind: "succeeded" });
      expect(sleptMs).toEqual(answers.map(() => 10_000));
      expect(asked.slice(1)).toEqual(answers.map(({ headers }) => headers.get("location")));
    });
  });

  describe("an import that fails", () => {
    const acr = { registryUri: "sourceregistry.azurecr.io" };
    it.each([
      ["arm-import-failures-quoted", 0, acr, "IMPORT_SOURCE_CLOSED", "source"],
      ["arm-import-failures-quoted", 1, { registryUri: "registry.redhat.io" }, "IMPORT_SOURCE_REFUSED", "source"],
      ["arm-import-failures-quoted", 2, acr, "IMPORT_TARGET_FIREWALL", "target"],
      ["arm-import-failures-quoted", 3, acr, "IMPORT_COPY_FAILED", "source"],
      ["arm-import-failures-quoted", 4, acr, "IMPORT_SOURCE_FIREWALL", "source"],
      ["arm-import-failures-second-hand", 0, acr, "TAG_EXISTS", "target"],
      ["arm-import-failures-second-hand", 1, { registryUri: "docker.io" }, "IMPORT_SOURCE_UNAUTHORIZED", "source"],
    ])("as in %s, %i, from %j is %s", async (file, at, from, code, side) => {
      const accepted = shelf.take("arm-import-2023-01-01-preview", 0);
      const answers = [responseOf(accepted), responseOf(shelf.take(file, at))];
      const http = httpOf(async () => answers.shift() ?? Promise.reject());
      const { verdict } = await importAs(http, accepted, "op", from);
      expect(verdict).toMatchObject({ kind: "failed", problem: { code, side } });
      expect(verdict.kind === "failed" && verdict.problem.message).not.toContain("Deployment failed");
    });

    it("is refused at once for tag and digest together", async () => {
      const refusal = shelf.take("arm-import-failures-second-hand", 2);
      const post = shelf.take("arm-import-2023-01-01-preview", 0);
      const { verdict } = await importAs(always(refusal), post, "op");
      expect(verdict).toMatchObject({
        kind: "failed",
        problem: { code: "IMPORT_SOURCE_IMAGE_INVALID", side: "source" },
      });
    });

    it("shows the manifests of an index while it runs", async () => {
      const accepted = shelf.take("arm-import-2023-01-01-preview", 0);
      const answers = [
        accepted,
        shelf.take("arm-import-failures-second-hand", 3),
        shelf.take("arm-import-2023-01-01-preview", 1),
      ].map(responseOf);
      const { verdict, debugged } = await importAs(
        httpOf(async () => answers.shift() ?? Promise.reject()),
        accepted,
        "op",
      );
      expect(verdict).toEqual({ kind: "succeeded" });
      expect(debugged.join()).toContain("running, 2 pending");
    });
  });

  describe("a registry", () => {
    const open = { provisioningState: "Succeeded", publicNetworkAccess: "Enabled", exportPolicy: "enabled" };
    it.each([
      ["arm-registry-2021-09-01", 0, { ...open, sku: "Premium", networkDefaultAction: "Allow" }],
      ["arm-registry-2023-01-01-preview", 0, { ...open, loginServer: "registrynadjhblb.azurecr.io" }],
      ["arm-registry-2026-03-01-preview-standard", 0, { ...open, sku: "Standard", networkDefaultAction: undefined }],
      ["arm-import-2026-03-01-preview", 1, { ...open, roleAssignmentMode: "LegacyRegistryPermissions" }],
    ])("as in %s is found", async (file, at, settings) => {
      const exchange = shelf.take(file, at);
      const id = exchange.request.url.replace("https://management.azure.com", "").replace(/\?.*/, "");
      expect(await findRegistry(always(exchange), id)).toMatchObject({ kind: "found", resource: settings });
    });

    it("is found by its name in a list", async () => {
      const file = "arm-registry-list-2023-01-01-preview";
      const found = await findRegistry(
        shelf.replay(file, [0]),
        "azureshelldev",
        "00000000-0000-0000-0000-000000000000",
      );
      expect(found).toMatchObject({
        kind: "found",
        resource: { sku: "Basic", exportPolicy: "enabled", networkDefaultAction: undefined },
      });
    });

    it("is skipped in a list without login servers, as a list of resources is", () => {
      const { response } = shelf.take("arm-import-2026-03-01-preview", 0);
      expect(parseRegistryList(textOf(response.body))).toEqual({ registries: [], nextLink: undefined });
    });
  });

  describe("a refusal of ARM", () => {
    const id =
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry";

    it.each([0, 1, 2])("for an api-version, arm-errors-quoted %i, is quoted", async (at) => {
      const refused = findRegistry(always(shelf.take("arm-errors-quoted", at)), id);
      await expect(refused).rejects.toThrow(/No registered resource provider found for location/);
    });

    it("of a linked source names the source's side", async () => {
      const post = shelf.take("arm-import-2023-01-01-preview", 0);
      const { verdict } = await importAs(always(shelf.take("arm-errors-quoted", 3)), post, "op");
      expect(verdict).toMatchObject({
        kind: "failed",
        problem: { code: "IMPORT_SOURCE_ROLE_MISSING", side: "source" },
      });
    });

    it.each([4, 5, 6, 7])("by throttling, arm-errors-quoted %i, is transient", async (at) => {
      const refused = findRegistry(always(shelf.take("arm-errors-quoted", at)), id);
      await expect(refused).rejects.toMatchObject({ code: "ARM_THROTTLED", transient: true });
    });

    it("is known by its code where its status is not", () => {
      const { response } = shelf.take("arm-errors-quoted", 6);
      const failure = parseArmFailure(200, textOf(response.body));
      const subject = { what: "listing", registry: "targetregistry", side: "target" as const, redact };
      expect(diagnoseArm(failure, subject).code).toBe("ARM_THROTTLED");
    });

    it("with a status beside the error is read like any other", () => {
      const { response } = shelf.take("arm-error-name-in-use", 0);
      expect(parseArmFailure(response.status ?? 0, textOf(response.body))).toMatchObject({
        status: 409,
        code: "AlreadyInUse",
        message: expect.stringContaining("is already in use"),
      });
    });

    it("keeps the side of the source that was named by its host", () => {
      const failure = (file: string, at: number) => {
        const { response } = shelf.take(file, at);
        return parseArmFailure(400, textOf(response.body));
      };
      const of = (source: typeof SOURCE) => ({
        what: "importing",
        registry: "targetregistry",
        side: "target" as const,
        redact,
        source,
      });
      expect(diagnoseArm(failure("arm-import-failures-quoted", 4), of(SOURCE)).side).toBe("source");
      expect(diagnoseArm(failure("arm-import-failures-second-hand", 1), of(DOCKER_HUB)).remedy).toContain("library/");
    });
  });

  it("were all replayed", () => {
    expect(shelf.left()).toEqual({});
  });
});
