// ARM's texts as they were recorded or reported, row by row: what each is told as, for which side, with which cure.
import { describe, expect, it } from "@jest/globals";
import { diagnoseArm } from "../../../src/azure/diagnosis/arm-diagnosis.ts";
import { parseArmFailure } from "../../../src/azure/diagnosis/arm-failure.ts";
import type { ArmSubject, ImportOrigin } from "../../../src/azure/diagnosis/arm-subject.ts";

const OPERATION = "0a1b2c3d-1111-2222-3333-444455556666";
const SUBSCRIPTION = "00000000-0000-0000-0000-0000000000bb";
const DIGEST = `sha256:${"c".repeat(64)}`;
const TARGET_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/contosoprod`;
const SOURCE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/dev/providers/Microsoft.ContainerRegistry/registries/contosodev`;
/** What ARM wraps around the reason of a failed import. */
const wrapped = (reason: string) => `Operation registries-${OPERATION} failed. Resource ${TARGET_ID} ${reason}`;

const dockerHub: ImportOrigin = { registry: "docker.io", byResourceId: false, repository: "nats", passwordLength: 0 };
const byHost: ImportOrigin = {
  registry: "contosodev.azurecr.io",
  byResourceId: false,
  repository: "api",
  passwordLength: 0,
};
const byId: ImportOrigin = { registry: "contosodev", byResourceId: true, repository: "api", passwordLength: 0 };
const nexus: ImportOrigin = {
  registry: "nexus.contoso.example",
  byResourceId: false,
  repository: "api",
  passwordLength: 12,
};

function subjectOf(source: ImportOrigin): ArmSubject {
  const what = `importing ${source.registry}/${source.repository}@${DIGEST} into contosoprod`;
  return { what, registry: "contosoprod", side: "target", source, operationId: OPERATION, redact: (text) => text };
}

const GRANT_TARGET =
  'az role assignment create --assignee "$AZURE_CLIENT_ID" --role "Container Registry Data Importer and Data Reader" --scope "$(az acr show --name contosoprod --query id --output tsv)"';
const GRANT_SOURCE = GRANT_TARGET.replace("contosoprod", "contosodev");

interface Row {
  readonly name: string;
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
  readonly source?: ImportOrigin;
  readonly expected: {
    readonly code: string;
    readonly side: "source" | "target" | undefined;
    readonly remedy: string;
    readonly transient?: true;
    /** A part of the message, where the row has something of its own to say. */
    readonly says?: string;
  };
}

const FIREWALL = `{"errors":[{"code":"DENIED","message":"client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall to grant access."}]}`;

const ROWS: readonly Row[] = [
  {
    name: "E1: the tag exists",
    status: 409,
    code: "Conflict",
    message: wrapped("Tag api:1.4.2 already exists in target registry."),
    expected: { code: "TAG_EXISTS", side: "target", remedy: "on-conflict: overwrite", says: "api:1.4.2" },
  },
  {
    name: "E2: an official image without library/, or a repository that is not there",
    message: wrapped(
      'Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":[{"Type":"repository","Class":"","Name":"nats","Action":"pull"}]}]}',
    ),
    expected: {
      code: "IMPORT_SOURCE_UNAUTHORIZED",
      side: "source",
      remedy: "library/NAME",
      says: "docker.io refused Azure access to nats",
    },
  },
  {
    name: "E2: a private repository elsewhere",
    message: wrapped(
      'Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
    ),
    source: nexus,
    expected: {
      code: "IMPORT_SOURCE_UNAUTHORIZED",
      side: "source",
      remedy: "source-username",
      says: "nexus.contoso.example",
    },
  },
  {
    name: "E30 inside an import: an ACR source that the identity cannot read",
    message: wrapped(
      'Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required, visit https://aka.ms/acr/authorization for more information."}]}',
    ),
    source: byId,
    expected: { code: "IMPORT_SOURCE_UNAUTHORIZED", side: "source", remedy: GRANT_SOURCE },
  },
  {
    name: "E3: a challenge without a scope, or bad credentials",
    message: wrapped(
      'Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"Access to the requested resource is not authorized"}]}',
    ),
    source: { ...nexus, registry: "registry.redhat.io" },
    expected: { code: "IMPORT_SOURCE_REFUSED", side: "source", remedy: "source-password" },
  },
  {
    name: "E4: the source's firewall, by login server",
    message: wrapped(`Invalid message Forbidden Forbidden ${FIREWALL}`),
    source: byHost,
    expected: {
      code: "IMPORT_SOURCE_FIREWALL",
      side: "source",
      remedy: "by its resource ID in `source-registry`",
      says: "20.1.2.3",
    },
  },
  {
    name: "E4: the source's firewall, by resource ID",
    message: wrapped(`Invalid message Forbidden Forbidden ${FIREWALL}`),
    source: byId,
    expected: {
      code: "IMPORT_SOURCE_FIREWALL",
      side: "source",
      remedy: "az acr update --name contosodev --allow-trusted-services true",
    },
  },
  {
    name: "E5: a closed source, by login server",
    message: wrapped(
      'Invalid message Forbidden Forbidden {"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}',
    ),
    source: byHost,
    expected: { code: "IMPORT_SOURCE_CLOSED", side: "source", remedy: "by its resource ID in `source-registry`" },
  },
  {
    name: "E5's text from Docker Hub: a private repository",
    message: wrapped(
      'Invalid message Forbidden Forbidden {"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}',
    ),
    expected: { code: "IMPORT_SOURCE_UNAUTHORIZED", side: "source", remedy: "source-username" },
  },
  {
    name: "E6: the target's firewall",
    message: wrapped("Access to contosoprod.azurecr.io denied."),
    source: byId,
    expected: {
      code: "IMPORT_TARGET_FIREWALL",
      side: "target",
      remedy: "az acr update --name contosoprod --allow-trusted-services true",
    },
  },
  {
    name: "E6's text for the source",
    message: wrapped("Access to contosodev.azurecr.io denied."),
    source: byHost,
    expected: { code: "IMPORT_SOURCE_FIREWALL", side: "source", remedy: "resource ID" },
  },
  {
    name: "E7: copying blobs",
    message: wrapped("Error copying blobs"),
    expected: { code: "IMPORT_COPY_FAILED", side: "source", remedy: "RFC 7233", transient: true },
  },
  {
    name: "E8: an unexpected status of a range",
    message: wrapped("Unexpected response status code"),
    source: nexus,
    expected: { code: "IMPORT_SOURCE_RANGES_BROKEN", side: "source", remedy: "docker push", transient: true },
  },
  {
    name: "E8: an unexpected length of a range",
    message: wrapped("Unexpected length of body in response"),
    source: nexus,
    expected: { code: "IMPORT_SOURCE_RANGES_BROKEN", side: "source", remedy: "docker push", transient: true },
  },
  {
    name: "E9: no ranges",
    message: wrapped("The remote server may not be RFC 7233 compliant"),
    source: nexus,
    expected: { code: "IMPORT_SOURCE_NO_RANGES", side: "source", remedy: "Nexus", says: "nexus.contoso.example" },
  },
  {
    name: "E10: no digest header, as ECR",
    message: wrapped('Invalid message No value specified for Docker-Content-Digest OK OK {"schemaVersion":2}'),
    source: nexus,
    expected: { code: "IMPORT_SOURCE_NO_DIGEST", side: "source", remedy: "proxy" },
  },
  {
    name: "E10: no digest header, as Nexus",
    message: wrapped("Unable to find manifest digest Repo: api Tag: 1.4.2 Manifest: {}"),
    source: nexus,
    expected: { code: "IMPORT_SOURCE_NO_DIGEST", side: "source", remedy: "proxy" },
  },
  {
    name: "E11: a source image of no known form",
    code: "BadRequest",
    message:
      "Invalid value {api:1@sha256:cc} for property parameters.Source.SourceImage for resource name contosoprod. Kindly refer to the docs: https://aka.ms/acr/import",
    expected: { code: "IMPORT_SOURCE_IMAGE_INVALID", side: "source", remedy: "Report" },
  },
  {
    name: "E12: a malformed resource ID",
    code: "BadRequest",
    message: "source.resourceId is invalid, should be '/subscriptions/{id}' or '/providers/…'",
    source: byId,
    expected: { code: "IMPORT_SOURCE_ID_INVALID", side: "source", remedy: "source-registry" },
  },
  {
    name: "E13: Docker Hub's limit for abuse",
    message: wrapped("Invalid message TooManyRequests TooManyRequests toomanyrequests: Too Many Requests (HAP429)."),
    expected: { code: "IMPORT_SOURCE_THROTTLED", side: "source", remedy: "max-parallel", transient: true },
  },
  {
    name: "E14: Docker Hub's quota, not worth a wait",
    message: wrapped(
      "Invalid message Too Many Requests Too Many Requests toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit",
    ),
    expected: { code: "IMPORT_DOCKER_HUB_LIMIT", side: "source", remedy: "source-password" },
  },
  {
    name: "E15: no right on the source",
    status: 403,
    code: "LinkedAuthorizationFailed",
    message: `The client '12121212-1212-1212-1212-121212121212' with object id '34343434-3434-3434-3434-343434343434' has permission to perform action 'Microsoft.ContainerRegistry/registries/importImage/action' on scope '${TARGET_ID}'; however, it does not have permission to perform action(s) 'Microsoft.ContainerRegistry/registries/read' on the linked scope(s) '${SOURCE_ID}'`,
    source: byId,
    expected: { code: "IMPORT_SOURCE_ROLE_MISSING", side: "source", remedy: GRANT_SOURCE },
  },
  {
    name: "E16: no right on the target",
    status: 403,
    code: "AuthorizationFailed",
    message: `The client '12121212-1212-1212-1212-121212121212' with object id '34343434-3434-3434-3434-343434343434' does not have authorization to perform action 'Microsoft.ContainerRegistry/registries/importImage/action' over scope '${TARGET_ID}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    source: byId,
    expected: {
      code: "ARM_ROLE_MISSING",
      side: "target",
      remedy: GRANT_TARGET,
      says: "lacks the permission Microsoft.ContainerRegistry/registries/importImage/action on contosoprod",
    },
  },
  {
    name: "E19: no such registry",
    status: 404,
    code: "ResourceNotFound",
    message:
      "The Resource 'Microsoft.ContainerRegistry/registries/contosoprod' under resource group 'registries' was not found.",
    source: byId,
    expected: { code: "ARM_REGISTRY_NOT_FOUND", side: "target", remedy: "az acr show --name contosoprod" },
  },
  {
    name: "E19: no such source registry",
    status: 404,
    code: "ResourceNotFound",
    message:
      "The Resource 'Microsoft.ContainerRegistry/registries/contosodev' under resource group 'dev' was not found.",
    source: byId,
    expected: {
      code: "ARM_REGISTRY_NOT_FOUND",
      side: "source",
      remedy: "az acr show --name contosodev",
      says: "contosodev",
    },
  },
  {
    name: "E19: no such group",
    status: 404,
    code: "ResourceGroupNotFound",
    message: "Resource group 'registries' could not be found.",
    source: byId,
    expected: { code: "ARM_GROUP_NOT_FOUND", side: "target", remedy: "az acr show" },
  },
  {
    name: "E19: no such subscription",
    status: 404,
    code: "SubscriptionNotFound",
    message: `The subscription '${SUBSCRIPTION}' could not be found.`,
    source: byId,
    expected: { code: "ARM_SUBSCRIPTION_NOT_FOUND", side: "target", remedy: "subscription-id" },
  },
  {
    name: "E20: an unregistered provider, by code",
    status: 409,
    code: "MissingSubscriptionRegistration",
    message: "The subscription is not registered to use namespace 'Microsoft.ContainerRegistry'.",
    expected: {
      code: "ARM_PROVIDER_NOT_REGISTERED",
      side: "target",
      remedy: "az provider register --namespace Microsoft.ContainerRegistry",
    },
  },
  {
    name: "E20: an unregistered provider, by text",
    code: "InvalidParameters",
    message: "The subscription is not registered to use namespace 'Microsoft.ContainerRegistry'.",
    expected: { code: "ARM_PROVIDER_NOT_REGISTERED", side: "target", remedy: "az provider register" },
  },
  {
    name: "E22: a failure with a very long password",
    message: wrapped("Error copying blobs"),
    source: { ...nexus, passwordLength: 4100 },
    expected: { code: "IMPORT_COPY_FAILED", side: "source", remedy: "short-lived token", transient: true },
  },
  {
    name: "E24: the source's manifest is gone",
    message: wrapped(
      'Invalid message Not Found Not Found {"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
    ),
    source: byId,
    expected: { code: "IMPORT_SOURCE_NOT_FOUND", side: "source", remedy: "purge" },
  },
  {
    name: "E29: a lock",
    message: wrapped(
      '{"errors":[{"code":"REGISTRY_DISALLOWED_OPERATION","message":"The operation is disallowed on this registry, repository or image."}]}',
    ),
    expected: { code: "IMPORT_LOCKED", side: "target", remedy: "--write-enabled true" },
  },
  {
    name: "E36: 500",
    status: 500,
    code: "InternalServerError",
    message: "An error has occurred.",
    expected: { code: "ARM_UNAVAILABLE", side: "target", remedy: "already promoted are skipped", transient: true },
  },
  {
    name: "E36: 503 without a text",
    status: 503,
    message: "",
    expected: {
      code: "ARM_UNAVAILABLE",
      side: "target",
      remedy: "already promoted are skipped",
      transient: true,
      says: "HTTP 503",
    },
  },
  {
    name: "E36: the code in a 400",
    code: "ServiceUnavailable",
    message: "Try later.",
    expected: { code: "ARM_UNAVAILABLE", side: "target", remedy: "already promoted are skipped", transient: true },
  },
  {
    name: "E36: a source out of order",
    message: wrapped("Invalid message BadGateway BadGateway <html>"),
    source: nexus,
    expected: {
      code: "IMPORT_SOURCE_UNAVAILABLE",
      side: "source",
      remedy: "already promoted are skipped",
      transient: true,
    },
  },
  {
    name: "E36: a time-out in an unknown text",
    message: wrapped("The operation timed out."),
    expected: { code: "IMPORT_INTERRUPTED", side: "target", remedy: "already promoted are skipped", transient: true },
  },
  {
    name: "E37: ARM throttles",
    status: 429,
    code: "SubscriptionRequestsThrottled",
    message: "Number of write requests for subscription exceeded the limit.",
    expected: { code: "ARM_THROTTLED", side: "target", remedy: "max-parallel", transient: true },
  },
  {
    name: "E38: more manifests than an import takes (text assumed)",
    message: wrapped("The image has more than the maximum of 50 manifests."),
    expected: { code: "IMPORT_TOO_MANY_MANIFESTS", side: "source", remedy: "50" },
  },
  {
    name: "E38: exports are forbidden (text assumed)",
    message: wrapped("The export policy of the registry is disabled."),
    source: byId,
    expected: { code: "IMPORT_SOURCE_EXPORT_DISABLED", side: "source", remedy: "exportPolicy" },
  },
  {
    name: "E38: soft-deleted (text assumed)",
    message: wrapped("Image api is soft deleted in contosodev."),
    source: byId,
    expected: { code: "IMPORT_SOURCE_SOFT_DELETED", side: "source", remedy: "restore" },
  },
  {
    name: "a lock of the resource",
    status: 409,
    code: "ScopeLocked",
    message: `The scope '${TARGET_ID}' cannot perform write operation because following scope(s) are locked.`,
    expected: { code: "ARM_SCOPE_LOCKED", side: "target", remedy: "az lock list" },
  },
  {
    name: "a policy",
    status: 403,
    code: "RequestDisallowedByPolicy",
    message: "Resource 'contosoprod' was disallowed by policy.",
    expected: { code: "ARM_POLICY", side: "target", remedy: "owner" },
  },
  {
    name: "another tenant's subscription",
    status: 401,
    code: "InvalidAuthenticationTokenTenant",
    message: "The access token is from the wrong issuer.",
    expected: { code: "ARM_TENANT_MISMATCH", side: "target", remedy: "tenant-id" },
  },
  {
    name: "a refused token",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "The access token is invalid.",
    expected: { code: "ARM_UNAUTHORIZED", side: "target", remedy: "environment" },
  },
  {
    name: "a reason of the source that nobody knows",
    message: wrapped("Invalid message Teapot Teapot short and stout"),
    source: nexus,
    expected: { code: "IMPORT_FAILED", side: "source", remedy: "support", says: "short and stout" },
  },
  {
    name: "a reason that nobody knows",
    message: wrapped("Something else."),
    expected: { code: "IMPORT_FAILED", side: undefined, remedy: "support", says: "Something else." },
  },
  {
    name: "a reason that nobody knows, with a source outside Azure",
    message: wrapped("Something else."),
    source: nexus,
    expected: {
      code: "IMPORT_FAILED",
      side: undefined,
      remedy: "Azure, not this runner, must reach the source",
      says: "Something else.",
    },
  },
  {
    name: "a source that Azure cannot resolve",
    message: wrapped("No such host is known."),
    source: nexus,
    expected: {
      code: "IMPORT_SOURCE_UNREACHABLE",
      side: "source",
      remedy: "has a public DNS name",
      says: "No such host is known",
    },
  },
  {
    name: "the old shape, up to 2021",
    message: `Deployment failed. Correlation ID: 77777777-8888-9999-aaaa-bbbbbbbbbbbb. ${wrapped("Error copying blobs")}`,
    expected: {
      code: "IMPORT_COPY_FAILED",
      side: "source",
      remedy: "RFC 7233",
      transient: true,
      says: "correlation ID 77777777-8888-9999-aaaa-bbbbbbbbbbbb",
    },
  },
];

describe("a failure of an import", () => {
  it.each(ROWS)("$name", ({ status = 400, code = "InvalidParameters", message, source = dockerHub, expected }) => {
    const subject = subjectOf(source);
    const diagnosis = diagnoseArm({ status, code, message }, subject);
    expect(diagnosis.side).toBe(expected.side);
    expect(diagnosis).toMatchObject({
      code: expected.code,
      transient: expected.transient ?? false,
      remedy: expect.stringContaining(expected.remedy),
    });
    expect(diagnosis.message).toMatch(/^Importing .+ into contosoprod failed: /);
    expect(diagnosis.message).toContain(`operation ID ${OPERATION}`);
    if (expected.says !== undefined) expect(diagnosis.message).toContain(expected.says);
    expect(`${diagnosis.message} ${diagnosis.remedy}`).not.toMatch(
      /00000000-0000|12121212|34343434|\/subscriptions\/|resourceGroups/,
    );
  });

  it("names the correlation ID that the answer had", () => {
    const correlationId = "77777777-8888-9999-aaaa-bbbbbbbbbbbb";
    const { message } = diagnoseArm({ status: 400, code: "X", message: "Y", correlationId }, subjectOf(byId));
    expect(message).toMatch(/\(operation ID 0a1b2c3d-[^,]+, correlation ID 77777777-8888-9999-aaaa-bbbbbbbbbbbb\)$/);
  });

  it("quotes no signed URL, no token and no endless text", () => {
    const message = wrapped(
      `see https://management.azure.com/operationResults/x?t=1&c=MII&s=secret and eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln ${"long ".repeat(500)}`,
    );
    const diagnosis = diagnoseArm({ status: 400, code: "InvalidParameters", message }, subjectOf(byId));
    expect(diagnosis.message).not.toMatch(/secret|MII|eyJ/);
    expect(diagnosis.message.length).toBeLessThan(1100);
  });
});

describe("the body of a bad answer", () => {
  it.each([
    ["ARM's shape", '{"error":{"code":"Conflict","message":"Tag x."}}', { code: "Conflict", message: "Tag x." }],
    [
      "the shape of a front end's validation",
      '{"errors":{"Type":["The Type field is required."]},"title":"One or more validation errors occurred.","status":400}',
      {
        code: "RequestValidation",
        message: 'One or more validation errors occurred. {"Type":["The Type field is required."]}',
      },
    ],
    ["a shape without an envelope", '{"code":"X","message":"Y"}', { code: "X", message: "Y" }],
    ["text", "<html>Bad Gateway</html>", { code: "", message: "<html>Bad Gateway</html>" }],
    ["nothing", "", { code: "", message: "" }],
    ["null", "null", { code: "", message: "null" }],
    ["fields of a wrong type", '{"error":{"code":7,"message":null}}', { code: "", message: "" }],
  ])("is read as %s", (_, body, expected) => {
    expect(parseArmFailure(400, body)).toEqual({ status: 400, ...expected });
  });

  it("takes no correlation ID but a GUID", () => {
    const id = "77777777-8888-9999-aaaa-bbbbbbbbbbbb";
    expect(parseArmFailure(400, "", id).correlationId).toBe(id);
    expect(parseArmFailure(400, "", "text of a server")).not.toHaveProperty("correlationId");
  });

  it("may be nested deeper than the stack", () => {
    const body = `{"title":"No.","errors":${"[".repeat(500_000)}${"]".repeat(500_000)}}`;
    expect(parseArmFailure(400, body)).toMatchObject({ code: "RequestValidation", message: "No. " });
  });

  it("of a front end's validation is told as a request that Azure did not take", () => {
    const body = '{"errors":{"Type":["required"]},"title":"One or more validation errors occurred.","status":400}';
    expect(diagnoseArm(parseArmFailure(400, body), subjectOf(byId))).toMatchObject({
      code: "IMPORT_REFUSED",
      transient: false,
      message: expect.stringContaining("One or more validation errors occurred"),
    });
  });
});
