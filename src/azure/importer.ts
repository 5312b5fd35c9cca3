// The only writer: POSTs one ARM importImage call, then polls its operation at ARM's pace until there is a verdict.
// Never repeats the POST. https://learn.microsoft.com/rest/api/container-registry/registries/import-image
import type { ImportImageParameters } from "@azure/arm-containerregistry";
import type { Http } from "../http/http.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import type { Clock, Importer, ImportRequest, ImportVerdict, Log } from "../ports.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import { parseResourceId } from "../request/resource-id.ts";
import type { ApiVersions } from "./api-versions.ts";
import { type ArmResponse, createArmClient, isPollTrouble } from "./arm-client.ts";
import type { Cloud } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import type { ArmSubject, ImportOrigin } from "./diagnosis/arm-subject.ts";
import { type OperationRequest, parseOperation, verdictOf, verdictWithoutResponse } from "./import-verdict.ts";
import { loadContainerRegistry } from "./sdk.ts";

/** Everything that {@link createImporter} needs. */
export interface ImporterOptions {
  readonly cloud: Cloud;
  readonly http: Http;
  readonly tokens: EntraTokens;
  readonly apiVersions: ApiVersions;
  readonly clock: Clock;
  readonly target: RegistryResource;
  readonly log: Pick<Log, "debug">;
}

/** Used where ARM sends no valid Retry-After; it usually sends 10 s. */
const POLL_DEFAULT_MS = 5_000;
const POLL_MIN_MS = 1_000;
/** Polls in a row that end in a server error, each tried several times, before the operation counts as untracked. */
const TROUBLED_POLLS_MAX = 3;
/** Pauses between polls once the verdict is wanted, after a first poll at once. */
const EARLY_PAUSES_MS = [1_000, 2_000, 4_000];

function originOf({ source, sourceImage }: ImportRequest): ImportOrigin {
  const repository = sourceImage.split("@")[0] ?? sourceImage;
  if ("resourceId" in source) {
    const registry = parseResourceId(source.resourceId).name;
    return { registry, byResourceId: true, repository, passwordLength: 0 };
  }
  const passwordLength = source.credentials?.password.length ?? 0;
  return { registry: source.registryUri, byResourceId: false, repository, passwordLength };
}

function parametersOf({ source, sourceImage, targetTags, untaggedTargetRepositories, mode }: ImportRequest) {
  return {
    source: { ...source, sourceImage },
    ...(targetTags.length > 0 && { targetTags: [...targetTags] }),
    ...(untaggedTargetRepositories.length > 0 && { untaggedTargetRepositories: [...untaggedTargetRepositories] }),
    mode,
  } satisfies ImportImageParameters;
}

/** ARM's importImage on one target registry. */
export function createImporter({ cloud, http, tokens, apiVersions, clock, target, log }: ImporterOptions): Importer {
  async function importImage(
    request: ImportRequest,
    { operationId, signal, onAccepted, verdictWanted }: Parameters<Importer["importImage"]>[1],
  ): Promise<ImportVerdict> {
    signal.throwIfAborted();
    const source = originOf(request);
    const subject: ArmSubject = {
      what: `importing ${source.registry}/${request.sourceImage} into ${target.name}`,
      registry: target.name,
      side: "target",
      source,
      operationId,
      redact: http.redact,
    };
    let received: ArmResponse | undefined;
    const [{ importImage: beginImport }, client] = await Promise.all([
      loadContainerRegistry(),
      createArmClient({
        cloud,
        http,
        tokens,
        apiVersions,
        subscriptionId: target.id.subscriptionId,
        what: subject.what,
        stage: "import",
        side: "target",
        signal,
        operationId,
        onResponse: (response) => {
          received = response;
        },
      }),
    ]);
    // The SDK's poller follows the Location, which changes with each poll. It does not decide verdict and pace: it treats any
    // 200 and a 202 without Location as success, and ignores the Retry-After of the first response.
    const poller = beginImport(client, target.id.resourceGroup, target.id.name, parametersOf(request), {
      abortSignal: signal,
    });

    /** Sends one request. Returns its response while the import is running, else the verdict. */
    async function send(request: OperationRequest): Promise<ArmResponse | ImportVerdict> {
      received = undefined;
      const thrown = await (request === "post" ? poller.submitted() : poller.poll()).then(
        () => undefined,
        (error: unknown) => error,
      );
      signal.throwIfAborted();
      const response = received as ArmResponse | undefined;
      if (response === undefined) return verdictWithoutResponse(thrown, request, subject);
      const isTrouble = request === "poll" && isPollTrouble(response);
      troubledPolls = isTrouble ? troubledPolls + 1 : 0;
      // A failed poll does not end the operation.
      if (isTrouble && troubledPolls < TROUBLED_POLLS_MAX) return response;
      return verdictOf(response, request, subject, clock.wallMs()) ?? response;
    }

    /** Waits as ARM requests. Once the verdict is wanted, the current pause ends at once and the next ones are short. */
    async function pauseBeforePoll(pauseMs: number, earlyMs: number[], wanted: AbortSignal | undefined): Promise<void> {
      if (wanted === undefined) return clock.sleep(pauseMs, signal);
      if (wanted.aborted) return clock.sleep(Math.min(pauseMs, earlyMs.shift() ?? pauseMs), signal);
      await clock.sleep(pauseMs, AbortSignal.any([signal, wanted])).catch((error: unknown) => {
        if (signal.aborted || !wanted.aborted) throw error;
      });
    }

    let troubledPolls = 0;
    let state = await send("post");
    if (received?.status === 202) onAccepted?.();
    const earlyPausesMs = [...EARLY_PAUSES_MS];
    for (let polls = 1; !("kind" in state); polls += 1) {
      const retryAfterMs = parseRetryAfter(state.header("retry-after"), clock.wallMs()) ?? POLL_DEFAULT_MS;
      await pauseBeforePoll(Math.max(POLL_MIN_MS, retryAfterMs), earlyPausesMs, verdictWanted);
      state = await send("poll");
      const pending = "kind" in state ? [] : (parseOperation(state.text)?.pending ?? []);
      const progress =
        "kind" in state ? state.kind : `running${pending.length > 0 ? `, ${pending.length} pending` : ""}`;
      log.debug(`Import ${operationId}, poll ${polls}: ${progress}`);
    }
    return state;
  }

  return { importImage };
}
