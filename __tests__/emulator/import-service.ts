// Owns importImage in Resource Manager: validation, linked rights, acceptance, polling. Knows no copying.
// Recorded shapes: https://github.com/Azure/azure-cli/tree/dev/src/azure-cli/azure/cli/command_modules/acr/tests/latest/recordings,
// https://github.com/Azure/azure-powershell/tree/main/src/ContainerRegistry (Import-AzContainerRegistryImage.Recording.json)
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { type Answer, bytesAnswer, emptyAnswer, jsonAnswer, type PartyRequest } from "./answers.ts";
import { findCachedRepository, importRefusal } from "./cache-rules.ts";
import type { ContainerRegistry } from "./container-registry.ts";
import { contentOfRegistry } from "./content.ts";
import {
  type ImportJob,
  type ImportOperation,
  type ImportOutcome,
  parseSourceImage,
  parseTargetTag,
  startImport,
} from "./import-operation.ts";
import { type ForeignSource, type ImportRequest, openSource } from "./import-sources.ts";
import {
  armError,
  authorizationFailed,
  type Caller,
  linkedAuthorizationFailed,
  notRegistered,
  unauthenticated,
} from "./resource-manager-errors.ts";
import { type AzureRegistry, admitsAddress, type World } from "./world.ts";

/** How imports go; change it in a test. */
export interface ImportSettings {
  /** How long a copy takes before the target shows it. */
  copyMs: number;
  /** How long after the POST ARM says that it is done, at the earliest. */
  reportMs: number;
  /** What ARM asks clients to wait between polls. */
  retryAfterSeconds: number;
  /** Whether a running poll lists the manifests to come: recorded of azure-cli on 3 April 2026, missing in others. */
  showProgress: boolean;
  /** A Conflict is polled as 409 or as 400; which of them the service uses is not on record. */
  conflictStatus: 400 | 409;
  /** The answer to the POST: an empty body, or `null` as before 2023. */
  acceptedBody: "" | "null";
  /**
   * How a poll is refused to an identity without `locations/operationResults/read` at the subscription, which the importer role
   * lacks: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations. Undefined: the signed URL is
   * enough. Which of them the service does is not on record.
   */
  pollRefusal: 401 | 403 | 404 | undefined;
}

export interface ImportService {
  readonly settings: ImportSettings;
  readonly operations: ImportOperation[];
  /** Lets the next imports that match go as said; once by default. */
  script(
    outcome: ImportOutcome,
    options?: { when?: (request: ImportRequest) => boolean; times?: number | "always" },
  ): void;
  accept(request: PartyRequest, caller: Caller, target: AzureRegistry): Answer;
  poll(request: PartyRequest, caller: Caller, subscriptionId: string, location: string, operationId: string): Answer;
}

export interface ImportSurroundings {
  world: World;
  acrs: (registry: AzureRegistry) => ContainerRegistry;
  foreignSource: (host: string) => ForeignSource | undefined;
}

const invalidParameters = (message: string) => armError(400, "InvalidParameters", message);
const RESOURCE_ID =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[a-z0-9]+$/i;

/**
 * Regional endpoints are not supported as import sources, by Microsoft's page of 26 August 2026:
 * https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication. The service's text is not on record.
 */
const isRegionalEndpoint = (host: string) => /\.geo\.azurecr\.(?:io|us|cn)$/i.test(host);

export function createImportService({ world, acrs, foreignSource }: ImportSurroundings): ImportService {
  const settings: ImportSettings = {
    copyMs: 30,
    reportMs: 0,
    retryAfterSeconds: 10,
    showProgress: true,
    conflictStatus: 409,
    acceptedBody: "",
    pollRefusal: undefined,
  };
  const operations: ImportOperation[] = [];
  const scripts: { outcome: ImportOutcome; when: (request: ImportRequest) => boolean; left: number }[] = [];
  const signingKey = randomBytes(32);
  // A certificate rides in every polling URL, which makes it 3.5 KB long.
  const certificate = `MIIHhzCCBm-${randomBytes(2_200).toString("base64url")}`;

  const sign = (path: string, time: string) =>
    createHmac("sha512", signingKey).update(`${path}?t=${time}`).digest("base64url");

  const location = (operation: ImportOperation, apiVersion: string): string => {
    const { target } = operation;
    const path = `/subscriptions/${target.subscriptionId}/providers/Microsoft.ContainerRegistry/locations/${target.location.toUpperCase()}/operationResults/registries-${operation.id}`;
    const time = `${(BigInt(world.clock.now()) + 62_135_596_800_000n) * 10_000n + BigInt(operation.polls)}`;
    const signature = world.tokens.addSecret(sign(path, time));
    const hash = randomBytes(32).toString("base64url");
    return `https://${target.cloud.resourceManagerHost}${path}?api-version=${apiVersion}&t=${time}&c=${certificate}&s=${signature}&h=${hash}`;
  };

  const pollHeaders = (operation: ImportOperation, request: PartyRequest): Answer["headers"] => ({
    Location: location(operation, request.query.get("api-version") ?? ""),
    "Retry-After": String(settings.retryAfterSeconds),
    "api-supported-versions": "2017-10-01, 2019-05-01, 2021-09-01, 2022-12-01, 2023-07-01, 2025-04-01, 2025-11-01",
  });

  const takeScript = (request: ImportRequest): ImportOutcome => {
    const scripted = scripts.find((entry) => entry.left > 0 && entry.when(request));
    if (scripted === undefined) return {};
    scripted.left -= 1;
    return scripted.outcome;
  };

  const operationNotFound = (operationId: string) =>
    armError(404, "NotFound", `The operation result ${operationId} was not found.`);

  const refusePoll = (caller: Caller, scope: string, operationId: string): Answer | undefined => {
    const { pollRefusal } = settings;
    const permission = "locations/operationResults/read";
    if (pollRefusal === undefined || world.allowsAt(caller.objectId, permission, scope)) return undefined;
    if (pollRefusal === 403) return authorizationFailed(caller, permission, scope);
    return pollRefusal === 404
      ? operationNotFound(operationId)
      : unauthenticated("AuthenticationFailed", "Authentication failed.");
  };

  const refuseTarget = (target: AzureRegistry, job: Pick<ImportJob, "tags" | "untagged" | "source">) => {
    const { networkRuleBypassOptions, policies, loginServer } = target.properties;
    if (!admitsAddress(target, "the import service") && networkRuleBypassOptions === "None")
      return `Access to ${loginServer} denied.`;
    const repositories = [...job.tags.map((tag) => tag.repository), ...job.untagged];
    for (const repository of repositories) {
      const cached = findCachedRepository(target.cacheRules, repository);
      if (cached !== undefined) return importRefusal(repository, cached);
    }
    // What a soft-deleted artifact answers is documented as refused, without its text:
    // https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy
    const over = repositories.find((repository) =>
      target.store.repositories.get(repository)?.deleted.has(job.source.reference),
    );
    return policies.softDeletePolicy.status === "enabled" && over !== undefined
      ? `Artifact ${over}@${job.source.reference} is soft deleted.`
      : undefined;
  };

  /** The error of an import that ARM refuses at once, or what is to be done. */
  const plan = (body: ImportRequest, caller: Caller, target: AzureRegistry): Answer | ImportJob => {
    const { source } = body;
    if ((source?.resourceId === undefined) === (source?.registryUri === undefined))
      return invalidParameters("Exactly one of source.resourceId and source.registryUri is required.");
    const image = parseSourceImage(source.sourceImage ?? "");
    if (image === undefined)
      return armError(
        400,
        "BadRequest",
        `Invalid value ${source.sourceImage} for property parameters.Source.SourceImage for resource name ${target.name}. Kindly refer to the docs: https://aka.ms/acr/import`,
      );
    if (source.credentials !== undefined && (source.credentials.password ?? "") === "")
      return invalidParameters("The property parameters.Source.Credentials.Password is required.");
    if (source.resourceId !== undefined) {
      if (!RESOURCE_ID.test(source.resourceId))
        return armError(
          400,
          "LinkedInvalidPropertyId",
          `Property id '${source.resourceId}' at path 'source.resourceId' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
        );
      const registry = world.registryById(source.resourceId);
      const allowed =
        registry !== undefined &&
        world.subscriptions.find((each) => each.id === registry.subscriptionId)?.tenantId === caller.tenantId &&
        world.allows(caller.objectId, "registries/read", registry);
      if (world.subscriptions.some((each) => each.id === registry?.subscriptionId && !each.registered))
        return notRegistered();
      if (!allowed) return linkedAuthorizationFailed(caller, target.id, source.resourceId);
    } else if (
      !/^[a-z0-9.-]+(:\d+)?$/i.test(source.registryUri ?? "") ||
      isRegionalEndpoint(source.registryUri ?? "")
    ) {
      return invalidParameters(`Invalid value ${source.registryUri} for property parameters.Source.RegistryUri.`);
    }
    const untagged = body.untaggedTargetRepositories ?? [];
    const texts = body.targetTags ?? [];
    const named = texts.length === 0 && untagged.length === 0 ? [image.repository] : texts;
    const tags = named.map((text) => parseTargetTag(text, image));
    const valid = tags.filter((tag) => tag !== undefined);
    if (valid.length !== tags.length)
      return invalidParameters(`Invalid value for property parameters.TargetTags for resource name ${target.name}.`);
    const destination = { tags: valid, untagged, source: image };
    return {
      ...destination,
      clock: world.clock,
      target: contentOfRegistry(target),
      outcome: { copyMs: settings.copyMs, reportMs: settings.reportMs, ...takeScript(body) },
      openSource: () => openSource(world, body, image.repository, caller.objectId, acrs, foreignSource),
      refuseTarget: () => refuseTarget(target, destination),
    };
  };

  return {
    settings,
    operations,
    script(outcome, options = {}) {
      const left = options.times === "always" ? Number.POSITIVE_INFINITY : (options.times ?? 1);
      scripts.push({ outcome, when: options.when ?? (() => true), left });
    },
    accept(request, caller, target) {
      const body = JSON.parse(request.body.toString("utf8")) as ImportRequest;
      if (body.source?.credentials?.password) world.tokens.addSecret(body.source.credentials.password);
      const planned = plan(body, caller, target);
      if ("status" in planned) return planned;
      const wanted = request.headers["x-ms-client-request-id"] ?? randomUUID();
      const id = operations.some((operation) => operation.id === wanted) ? randomUUID() : wanted;
      const operation = startImport(id, target, body, planned, {
        clock: world.clock,
        conflictStatus: settings.conflictStatus,
      });
      operations.push(operation);
      const accepted = emptyAnswer(202, pollHeaders(operation, request));
      accepted.body = Buffer.from(settings.acceptedBody);
      if (settings.acceptedBody !== "") accepted.headers["Content-Type"] = "application/json; charset=utf-8";
      return accepted;
    },
    poll(request, caller, subscriptionId, region, operationId) {
      const refusal = refusePoll(caller, request.path, operationId);
      if (refusal !== undefined) return refusal;
      const id = operationId.replace(/^registries-/, "");
      const operation = operations.find((each) => each.id === id && each.target.subscriptionId === subscriptionId);
      if (operation === undefined || operation.target.location.toLowerCase() !== region.toLowerCase())
        return operationNotFound(operationId);
      if (request.query.get("s") !== sign(request.path, request.query.get("t") ?? ""))
        return armError(403, "AuthorizationFailed", "The signature of the operation result URL is not valid.");
      operation.polls += 1;
      if (operation.state === "failed" && operation.error !== undefined)
        return armError(operation.error.status, operation.error.code, operation.error.message);
      if (operation.state === "succeeded")
        return {
          ...bytesAnswer(200, Buffer.from(operation.finalBody), { "Content-Type": "application/json; charset=utf-8" }),
          isDictated: operation.isDictated,
        };
      const progress = settings.showProgress ? [...operation.pending].map((name) => [name, "Pending"]) : [];
      return jsonAnswer(202, { ...Object.fromEntries(progress), status: "Accepted" }, pollHeaders(operation, request));
    },
  };
}
