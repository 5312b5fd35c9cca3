// The only writer: one ARM importImage call and its operation, followed at ARM's own pace to a verdict. Never repeats the POST.
// https://learn.microsoft.com/rest/api/container-registry/registries/import-image
import type { ImportImageParameters } from "@azure/arm-containerregistry";
import type { Http } from "../http/http.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import type { Clock, Importer, ImportRequest, ImportVerdict, Log } from "../ports.ts";
import { parseResourceId, type RegistryResource } from "../request/registry-resource.ts";
import { type ArmAnswer, createArmClient } from "./arm-client.ts";
import type { Cloud } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import type { ArmSubject, ImportOrigin } from "./diagnosis/diagnosis.ts";
import { type Asked, parseOperation, verdictOf, verdictOfNothing } from "./import-verdict.ts";
import { loadContainerRegistry } from "./sdk.ts";

/** What {@link createImporter} works with. */
export interface ImporterOptions {
  readonly cloud: Cloud;
  readonly http: Http;
  readonly tokens: EntraTokens;
  readonly clock: Clock;
  readonly target: RegistryResource;
  readonly log: Pick<Log, "debug">;
}

/** ARM says 10 s; these hold where it says nothing or nothing sensible. */
const POLL_DEFAULT_MS = 5_000;
const POLL_MIN_MS = 1_000;
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
export function createImporter({ cloud, http, tokens, clock, target, log }: ImporterOptions): Importer {
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
    };
    let received: ArmAnswer | undefined;
    const [{ importImage: beginImport }, client] = await Promise.all([
      loadContainerRegistry(),
      createArmClient({
        cloud,
        http,
        tokens,
        subscriptionId: target.id.subscriptionId,
        what: subject.what,
        stage: "import",
        side: "target",
        signal,
        operationId,
        onAnswer: (answer) => {
          received = answer;
        },
      }),
    ]);
    // The SDK's poller keeps track of the Location, which changes with each poll. Verdict and pace are ours: it takes any
    // 200 and a 202 without Location for success, and ignores the Retry-After of the first answer.
    const poller = beginImport(client, target.id.resourceGroup, target.id.name, parametersOf(request), {
      abortSignal: signal,
    });

    /** Takes one step of the poller: the answer while the import runs, then the verdict. */
    async function step(asked: Asked): Promise<ArmAnswer | ImportVerdict> {
      received = undefined;
      const thrown = await (asked === "post" ? poller.submitted() : poller.poll()).then(
        () => undefined,
        (error: unknown) => error,
      );
      signal.throwIfAborted();
      const answer = received as ArmAnswer | undefined;
      if (answer === undefined) return verdictOfNothing(thrown, asked, subject);
      return verdictOf(answer, asked, subject, clock.wallMs()) ?? answer;
    }

    /** ARM's own pause. Where its verdict is wanted, it ends at once, and the next ones are short and grow. */
    async function pauseBeforePoll(pauseMs: number, earlyMs: number[], wanted: AbortSignal | undefined): Promise<void> {
      if (wanted === undefined) return clock.sleep(pauseMs, signal);
      if (wanted.aborted) return clock.sleep(Math.min(pauseMs, earlyMs.shift() ?? pauseMs), signal);
      await clock.sleep(pauseMs, AbortSignal.any([signal, wanted])).catch((error: unknown) => {
        if (signal.aborted || !wanted.aborted) throw error;
      });
    }

    let state = await step("post");
    if (received?.status === 202) onAccepted?.();
    const earlyPausesMs = [...EARLY_PAUSES_MS];
    for (let polls = 1; !("kind" in state); polls += 1) {
      const askedMs = parseRetryAfter(state.header("retry-after"), clock.wallMs()) ?? POLL_DEFAULT_MS;
      await pauseBeforePoll(Math.max(POLL_MIN_MS, askedMs), earlyPausesMs, verdictWanted);
      state = await step("poll");
      const pending = "kind" in state ? [] : (parseOperation(state.text)?.pending ?? []);
      const progress =
        "kind" in state ? state.kind : `running${pending.length > 0 ? `, ${pending.length} pending` : ""}`;
      log.debug(`Import ${operationId}, poll ${polls}: ${progress}`);
    }
    return state;
  }

  return { importImage };
}
