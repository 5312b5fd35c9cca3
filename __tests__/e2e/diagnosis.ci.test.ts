// What Azure's errors become: code, side and remedy as a user sees them, and whether the import was tried again.
// Texts as Azure's users reported them; each row names its thread.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import {
  fabrikam,
  seedDockerHub,
  seedFabrikam,
  seedGitHubRegistry,
  seedMicrosoftRegistry,
} from "../emulator/seed-sources.ts";
import { startWorld, type World } from "./shipped-action.ts";

const ARM = "management.azure.com";
const IMAGES = `${contoso.dev}/worker:build-812 => worker:1`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

interface Failure {
  readonly name: string;
  /** What follows the target's name in ARM's text. */
  readonly text: string;
  readonly armCode?: string;
  readonly code: string;
  readonly side: "source" | "target";
  readonly says: readonly string[];
  /** Imports are tried three times where another try may help, else once. */
  readonly posts: 1 | 3;
}

const registryError = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] });

/** Failures of the operation after it was accepted. */
const FAILURES: Failure[] = [
  {
    name: "E2 a repository that is not there or private (Azure/acr#181)",
    text: `Invalid message Unauthorized Unauthorized ${registryError("UNAUTHORIZED", "authentication required")}`,
    code: "IMPORT_SOURCE_UNAUTHORIZED",
    side: "source",
    says: ["contosodev", IMPORTER_ROLE, "az role assignment create"],
    posts: 1,
  },
  {
    name: "E3 a challenge without a scope (Azure/acr#449)",
    text: `Invalid message Unauthorized Unauthorized ${registryError("UNAUTHORIZED", "Access to the requested resource is not authorized")}`,
    code: "IMPORT_SOURCE_REFUSED",
    side: "source",
    says: ["source-password", "registry.redhat.io"],
    posts: 1,
  },
  {
    name: "E4 the source's firewall (Azure/acr#668)",
    text: `Invalid message Forbidden Forbidden ${registryError("DENIED", "client with IP '20.42.66.0' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.")}`,
    code: "IMPORT_SOURCE_FIREWALL",
    side: "source",
    says: ["contosodev", "--allow-trusted-services true"],
    posts: 1,
  },
  {
    name: "E5 a source that is closed to the public network (Azure/acr#435)",
    text: `Invalid message Forbidden Forbidden ${registryError("DENIED", "requested access to the resource is denied")}`,
    code: "IMPORT_SOURCE_CLOSED",
    side: "source",
    says: ["contosodev", "resource ID"],
    posts: 1,
  },
  {
    name: "E6 a target that blocks the service (Azure/acr#571)",
    text: `Access to ${contoso.prod} denied.`,
    code: "IMPORT_TARGET_FIREWALL",
    side: "target",
    says: ["az acr update --name contosoprod --allow-trusted-services true"],
    posts: 1,
  },
  {
    name: "E7 a copy that failed in the middle (Azure/acr#632)",
    text: "Error copying blobs",
    code: "IMPORT_COPY_FAILED",
    side: "source",
    says: ["contosodev", "RFC 7233"],
    posts: 3,
  },
  {
    name: "E8 a broken answer to a request for a part",
    text: "Unexpected length of body in response",
    code: "IMPORT_SOURCE_RANGES_BROKEN",
    side: "source",
    says: ["RFC 7233"],
    posts: 3,
  },
  {
    name: "E9 a source without ranges",
    text: "The remote server may not be RFC 7233 compliant",
    code: "IMPORT_SOURCE_NO_RANGES",
    side: "source",
    says: ["Nexus", "docker pull"],
    posts: 1,
  },
  {
    name: "E10 a source that sends no digest (Azure/acr#233)",
    text: "No value specified for Docker-Content-Digest OK OK {}",
    code: "IMPORT_SOURCE_NO_DIGEST",
    side: "source",
    says: ["Docker-Content-Digest"],
    posts: 1,
  },
  {
    name: "E13 Docker Hub's limit against abuse (dotnet/docker-tools#1062)",
    text: "Invalid message TooManyRequests TooManyRequests toomanyrequests: Too Many Requests (HAP429)",
    code: "IMPORT_SOURCE_THROTTLED",
    side: "source",
    says: ["source-username"],
    posts: 3,
  },
  {
    name: "E14 Docker Hub's quota of pulls (Azure/bicep-registry-modules#3069)",
    text: "Invalid message TooManyRequests TooManyRequests toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit",
    code: "IMPORT_DOCKER_HUB_LIMIT",
    side: "source",
    says: ["source-username", "six hours"],
    posts: 1,
  },
  {
    name: "E29 a lock",
    text: registryError(
      "REGISTRY_DISALLOWED_OPERATION",
      "The operation is disallowed on this registry, repository or image.",
    ),
    code: "IMPORT_LOCKED",
    side: "target",
    says: ["--write-enabled true"],
    posts: 1,
  },
  {
    name: "E36 a source that is out of order",
    text: "Invalid message ServiceUnavailable ServiceUnavailable upstream connect error",
    code: "IMPORT_SOURCE_UNAVAILABLE",
    side: "source",
    says: ["contosodev"],
    posts: 3,
  },
  {
    name: "E36 an internal error of ARM",
    armCode: "InternalServerError",
    text: "Encountered an internal server error.",
    code: "ARM_UNAVAILABLE",
    side: "target",
    says: ["azure.status.microsoft"],
    posts: 3,
  },
  {
    name: "E38 an export policy",
    text: "Export of artifacts from registry contosodev.azurecr.io is disabled by its export policy.",
    code: "IMPORT_SOURCE_EXPORT_DISABLED",
    side: "source",
    says: ["exportPolicy.status=enabled"],
    posts: 1,
  },
];

describe("an import that fails", () => {
  it.each(FAILURES)("$name", async ({ text, armCode, code, side, says, posts }) => {
    world.azure.imports.script(
      { copyMs: 5, fail: { text, ...(armCode !== undefined && { code: armCode }) } },
      { times: "always" },
    );
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code, side });
    const { message = "", remedy = "" } = run.result.images[0]?.error ?? {};
    for (const part of says) expect(`${message}\n${remedy}`).toContain(part);
    // Azure's IDs stay out of the outputs, which GitHub would drop over a masked one; the annotation has them.
    expect(message).not.toContain(run.result.images[0]?.operationId);
    expect(run.errors).toContain(message.split(" (operation ID")[0]);
    expect(run.imports).toHaveLength(posts);
    // Operation and correlation can be given to Azure's support; the signed polling URL never appears.
    expect(run.errors).toContain(run.result.images[0]?.operationId);
    expect(run.log).not.toMatch(/operationResults\/\S*[?&]s=/);
    expect(world.prod.store.tags("worker")).toEqual({});
  });

  it.each(FAILURES.filter(({ posts }) => posts === 3))(
    "$name, and goes well the second time",
    async ({ text, armCode }) => {
      world.azure.imports.script({ copyMs: 5, fail: { text, ...(armCode !== undefined && { code: armCode }) } });
      const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
      expect(run.result.counts).toEqual({ promoted: 1 });
      expect(run.imports).toHaveLength(2);
    },
  );

  it("E1 on a tag that appeared meanwhile is a conflict, never overwritten", async () => {
    let rival = "";
    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      path: /importImage/,
      onRequest: () => {
        const { store } = world.prod;
        const bytes = Buffer.from(
          JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: [] }),
        );
        rival = store.putManifest("worker", "application/vnd.oci.image.index.v1+json", bytes, "1").digest;
      },
    });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ conflict: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "TAG_CONFLICT", side: "target" });
    expect(run.imports).toHaveLength(1);
    expect(world.prod.store.tags("worker")).toEqual({ "1": rival });
  });

  it.each([400, 409] as const)("E1 with the planned digest is success, polled as %i", async (status) => {
    world.azure.imports.settings.conflictStatus = status;
    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      path: /importImage/,
      onRequest: () => {
        const { store } = world.dev;
        const manifest = store.manifest("worker", world.digests.worker);
        if (manifest === undefined) throw new Error("the seeded image is gone");
        for (const blob of store.repository("worker").blobs.values()) world.prod.store.putBlob("worker", blob);
        world.prod.store.putManifest("worker", manifest.mediaType, manifest.bytes, "1");
      },
    });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports).toHaveLength(1);
  });

  it("E21 without an end is over with the time limit, and says that Azure may still be at it", async () => {
    world.azure.imports.script({ neverReport: true, copyNothing: true });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none", "timeout-minutes": "5" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_TIMEOUT", side: "target" });
    expect(run.errors).toContain("Run the job again");
    expect(run.imports).toHaveLength(1);
  });

  it("E21 without an end is success once the target shows the image", async () => {
    world.azure.imports.script({ neverReport: true, copyMs: 300 });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("E26 names the source where the source failed, though ARM's text names the target", async () => {
    const text = `Invalid message NotFound NotFound ${registryError("MANIFEST_UNKNOWN", "manifest unknown")}`;
    world.azure.imports.script({ fail: { text } });
    // Without replicas the first answer counts.
    world.dev.sku = "Standard";
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_NOT_FOUND", side: "source" });
    expect(run.result.images[0]?.error?.message).toContain("contosodev");
  });
});

describe("an import that is refused at once", () => {
  const refuse = (status: number, code: string, message: string, times: number | "always" = "always") =>
    world.azure.faults.add({
      host: ARM,
      method: "POST",
      path: /importImage/,
      times,
      action: {
        kind: "status",
        status,
        headers: {
          "Content-Type": "application/json",
          "x-ms-correlation-request-id": "9c1b6c3e-0000-4000-8000-2d7cd011db47",
        },
        body: JSON.stringify({ error: { code, message } }),
      },
    });

  it.each([
    [
      "E11 a source image of a form that ARM does not take (Azure/azure-cli#14337)",
      400,
      "BadRequest",
      "Invalid value worker:1@sha256:0 for property parameters.Source.SourceImage for resource name contosoprod. Kindly refer to the docs: https://aka.ms/acr/import",
      "IMPORT_SOURCE_IMAGE_INVALID",
      "source",
    ],
    [
      "E12 a malformed resource ID",
      400,
      "LinkedInvalidPropertyId",
      "source.resourceId is invalid, should be '/subscriptions/{id}' or '/providers/…'",
      "IMPORT_SOURCE_ID_INVALID",
      "source",
    ],
    [
      "E19 a registry that is gone",
      404,
      "ResourceNotFound",
      "The Resource 'Microsoft.ContainerRegistry/registries/contosoprod' under resource group 'rg-prod' was not found.",
      "ARM_REGISTRY_NOT_FOUND",
      "target",
    ],
    [
      "E20 a provider that is not registered",
      409,
      "MissingSubscriptionRegistration",
      "The subscription is not registered to use namespace 'Microsoft.ContainerRegistry'.",
      "ARM_PROVIDER_NOT_REGISTERED",
      "target",
    ],
    [
      "a ReadOnly lock of the resource",
      409,
      "ScopeLocked",
      "The scope '/subscriptions/x' cannot perform write operation because following scope(s) are locked.",
      "ARM_SCOPE_LOCKED",
      "target",
    ],
  ])("%s is not tried again", async (_name, status, armCode, message, code, side) => {
    refuse(status, armCode, message);
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ failed: 1 });
    expect(run.result.images[0]?.error).toMatchObject({ code, side });
    expect(run.result.images[0]?.error?.remedy ?? "").not.toBe("");
    expect(run.imports).toHaveLength(1);
  });

  it("E15 for the source names the role and the command for that registry", async () => {
    world.azure.faults.add({
      host: ARM,
      method: "POST",
      path: /importImage/,
      onRequest: () => world.azure.revoke(contoso.clientId, world.dev.id),
    });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_ROLE_MISSING", side: "source" });
    expect(run.errors).toContain(IMPORTER_ROLE);
    expect(run.errors).toMatch(/az role assignment create .*contosodev/);
    expect(run.errors).not.toContain(contoso.subscriptionId);
    expect(run.imports).toHaveLength(1);
  });

  it("E16 for the target names the role and the command for that registry", async () => {
    world.azure.revoke(contoso.clientId, world.prod.id);
    world.azure.grant(contoso.clientId, "Reader", world.prod.id);
    const run = await world.run({ images: IMAGES, referrers: "none" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "ARM_ROLE_MISSING", side: "target" });
    expect(run.errors).toContain(IMPORTER_ROLE);
    expect(run.errors).toMatch(/az role assignment create .*contosoprod/);
    expect(run.imports).toHaveLength(1);
  });

  it.each([
    ["E37 throttled", 429, "SubscriptionRequestsThrottled"],
    ["E36 out of order", 503, "ServiceUnavailable"],
  ])("%s is tried again, and goes well", async (_name, status, code) => {
    refuse(status, code, "Try again.", 1);
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports.length).toBeGreaterThan(1);
  });

  it("Docker Hub's official image without library/ gets the hint", async () => {
    const { registry } = seedDockerHub(world.azure);
    registry.refusal = { reason: "Unauthorized", body: registryError("UNAUTHORIZED", "authentication required") };
    const run = await world.runInProcess({ images: "docker.io/library/alpine:3.22 => alpine:1", referrers: "none" });
    expect(run.result.images[0]?.error).toMatchObject({ code: "IMPORT_SOURCE_UNAUTHORIZED", side: "source" });
    expect(run.errors).toContain("source-username");
  });
});

describe("Entra", () => {
  const refuse = (number: number, description: string) =>
    world.azure.faults.add({
      party: "entra",
      times: "always",
      action: {
        kind: "status",
        status: 400,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          error: "invalid_request",
          error_description: `AADSTS${number}: ${description} Trace ID: 00000000-0000-4000-8000-000000000001 Correlation ID: 00000000-0000-4000-8000-000000000002 Timestamp: 2026-11-01 08:00:00Z`,
          error_codes: [number],
        }),
      },
    });

  it.each([
    [
      70021,
      "No matching federated identity record found for presented assertion.",
      "ENTRA_SUBJECT_MISMATCH",
      "az ad app federated-credential create",
    ],
    [
      700213,
      "No matching federated identity record found for presented assertion subject.",
      "ENTRA_SUBJECT_MISMATCH",
      "az ad app federated-credential create",
    ],
    [
      7002138,
      "No matching federated identity record found: case.",
      "ENTRA_SUBJECT_CASE",
      "federated-credential update",
    ],
    [
      700211,
      "No matching federated identity record found for presented assertion issuer.",
      "ENTRA_ISSUER_MISMATCH",
      "https://token.actions.githubusercontent.com",
    ],
    [
      700212,
      "No matching federated identity record found for presented assertion audience.",
      "ENTRA_AUDIENCE_MISMATCH",
      "api://AzureADTokenExchange",
    ],
    [
      70025,
      "The client has no configured federated identity credentials.",
      "ENTRA_NO_FEDERATED_CREDENTIAL",
      "az ad app federated-credential create",
    ],
    [700016, "Application was not found in the directory.", "ENTRA_APPLICATION_UNKNOWN", "client-id"],
    [90002, "Tenant not found.", "ENTRA_TENANT_UNKNOWN", "tenant-id"],
    [
      900023,
      "Specified tenant identifier is neither a valid DNS name, nor a valid external domain.",
      "ENTRA_REQUEST_INVALID",
      "tenant-id",
    ],
    [7000215, "Invalid client secret provided.", "ENTRA_SECRET_REFUSED", "federated credential"],
    [50034, "The user account does not exist in the directory.", "ENTRA_USER_UNKNOWN", "client-id"],
    [53003, "Access has been blocked by Conditional Access policies.", "ENTRA_CONDITIONAL_ACCESS", "administrator"],
    [500011, "The resource principal was not found in the tenant.", "ENTRA_RESOURCE_UNKNOWN", "environment"],
    [99999, "Something new.", "ENTRA_REFUSED", "https://login.microsoftonline.com/error?code=99999"],
  ])("AADSTS%i (%s) is told as %s", async (number, description, code, remedy) => {
    refuse(number, description);
    const run = await world.runInProcess({ images: IMAGES });
    expect(run.result.error).toMatchObject({ code });
    expect(run.errors).toContain(`AADSTS${number}`);
    expect(run.errors).toContain(remedy);
    // Issuer, subject and audience as they were presented, never the token itself.
    for (const shown of [
      "https://token.actions.githubusercontent.com",
      contoso.subject,
      "api://AzureADTokenExchange",
    ]) {
      expect(run.errors).toContain(shown);
    }
    expect(run.errors).not.toMatch(/eyJ[\w-]{20,}/);
    expect(run.imports).toEqual([]);
    expect(run.requests.filter(({ party }) => party !== "entra" && party !== "id-token")).toEqual([]);
  });

  it("AADSTS700024 is answered with a fresh ID token", async () => {
    world.azure.faults.add({
      party: "entra",
      action: {
        kind: "status",
        status: 401,
        body: JSON.stringify({
          error: "invalid_client",
          error_description: "AADSTS700024: Client assertion is not within its valid time range.",
          error_codes: [700024],
        }),
      },
    });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    const assertions = world.azure
      .requestsTo("login.microsoftonline.com")
      .map(({ body }) => new URLSearchParams(body).get("client_assertion"));
    expect(new Set(assertions).size).toBeGreaterThan(1);
  });

  it.each([90033, 50196])("AADSTS%i passes", async (number) => {
    world.azure.faults.add({
      party: "entra",
      action: {
        kind: "status",
        status: 400,
        body: JSON.stringify({
          error: "temporarily_unavailable",
          error_description: `AADSTS${number}: later.`,
          error_codes: [number],
        }),
      },
    });
    const run = await world.runInProcess({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
  });

  it("explains the immutable form of the subject where a credential has the other", async () => {
    const { repositoryOwnerId, repositoryId } = world.azure.run;
    world.azure.run.subject = `repo:contoso@${repositoryOwnerId}/shop@${repositoryId}:environment:production`;
    const run = await world.run({ images: IMAGES });
    expect(run.errors).toContain("AADSTS700213");
    expect(run.errors).toMatch(/"subject":"repo:contoso@\d+\/shop@\d+:environment:production"/);
    expect(run.errors).toContain("immutable form");
  });

  it("tells of the source's tenant where the second identity is refused", async () => {
    seedFabrikam(world.azure);
    const run = await world.runInProcess({
      images: `${fabrikam.loginServer}/partner/app:5`,
      "source-client-id": "11111111-2222-4333-8444-555555555555",
      "source-tenant-id": fabrikam.tenantId,
    });
    expect(run.result.images[0]?.error).toMatchObject({ code: "ENTRA_APPLICATION_UNKNOWN", side: "source" });
    expect(run.imports).toEqual([]);
  });
});

describe("images that one cause stops", () => {
  it("share one annotation that names them; other causes keep theirs, and every image its own error", async () => {
    seedGitHubRegistry(world.azure);
    seedMicrosoftRegistry(world.azure);
    const closed = Array.from({ length: 14 }, (_, at) => `ghcr.io/contoso/closed-${at + 1}:1`);
    world.azure.faults.add({
      host: "mcr.microsoft.com",
      path: /manifests/,
      times: "always",
      action: {
        kind: "status",
        status: 403,
        body: JSON.stringify({ errors: [{ code: "DENIED", message: "blocked" }] }),
      },
    });
    const absent = [`${contoso.dev}/worker:absent`, `${contoso.dev}/api:absent`];
    const sources = [...closed, "mcr.microsoft.com/hello-world:latest", ...absent];
    const file = ["version: 1", "images:", ...sources.map((source) => `  - source: ${source}`), ""].join("\n");
    const run = await world.run({ "images-file": "images.yml" }, { files: { "images.yml": file } });
    const errors = run.annotations.filter(({ command }) => command === "error");
    expect(errors.map(({ properties }) => [properties["title"], properties["file"], properties["line"]])).toEqual([
      ["contoso/closed-1 and 13 more: failed", "images.yml", "3"],
      ["hello-world: failed", "images.yml", "17"],
      ["worker: missing", "images.yml", "18"],
      ["api: missing", "images.yml", "19"],
    ]);
    expect(errors[0]?.message).toMatch(
      /^Reading ghcr\.io\/contoso\/closed-1:1 failed: [\s\S]*The same applies to 13 more images: ghcr\.io\/contoso\/closed-2:1 => contoso\/closed-2:1, [\s\S]*, and 3 more \(see the log\)$/,
    );
    for (const source of sources) expect(run.log).toContain(source);
    expect(run.log).toMatch(
      /^ghcr\.io\/contoso\/closed-14:1 => contoso\/closed-14:1: Reading ghcr\.io\/contoso\/closed-14:1 failed: /m,
    );
    expect(run.result.counts).toEqual({ failed: 15, missing: 2 });
    run.result.images.slice(0, 14).forEach(({ error }, at) => {
      expect(error).toMatchObject({
        code: "REGISTRY_UNAUTHORIZED",
        message: expect.stringContaining(`closed-${at + 1}:1`),
      });
    });
    expect(run.summary).toContain("closed-14");
    expect(JSON.stringify(run.result)).not.toContain("causeKey");
    expect(run.imports).toEqual([]);
  });
});
