// Runs the action in this process against the local Azure: the same code as the bundle's from the environment to the exit
// code, over real sockets, without the start of a process and without waiting. Knows no test framework.
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { setDefaultCACertificates } from "node:tls";
import type { Dispatcher } from "undici";
import { createDispatcher } from "../../src/http/dispatcher.ts";
import { runStep } from "../../src/main.ts";
import type { Clock } from "../../src/ports.ts";
import { createLog } from "../../src/runner/log.ts";
import type { LocalAzure } from "../emulator/azure.ts";
import { type ActionRun, prepareRun, type RunOptions } from "../emulator/runner.ts";
import { openCore } from "../runner-core.ts";

/** What a run in this process can be given; the rest is the bundle's alone. */
export type InProcessOptions = Omit<
  RunOptions,
  "inputs" | "nodeArgs" | "signal" | "bundle" | "onStdout" | "measureMemory" | "timeoutMs"
>;

/** Of the runs in one local Azure, which share its clock. */
interface Traffic {
  requestsUnderWay: number;
  /** Changes with each request that starts or ends. */
  changes: number;
}

const traffics = new WeakMap<LocalAzure, Traffic>();

function trafficOf(azure: LocalAzure): Traffic {
  const traffic = traffics.get(azure) ?? { requestsUnderWay: 0, changes: 0 };
  traffics.set(azure, traffic);
  return traffic;
}

/** Counts what is under way. */
function counted(dispatcher: Dispatcher, traffic: Traffic): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    traffic.requestsUnderWay += 1;
    traffic.changes += 1;
    let ended = false;
    const end = () => {
      if (!ended) traffic.requestsUnderWay -= 1;
      ended = true;
      traffic.changes += 1;
    };
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: (...answer) => handler.onResponseStart?.(...answer),
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => {
        end();
        handler.onResponseEnd?.(controller, trailers);
      },
      onResponseError: (controller, error) => {
        end();
        handler.onResponseError?.(controller, error);
      },
    });
  });
}

/** How long nothing may have moved before a wait is cut short. */
const QUIET_MS = 2;
/** The same before a long wait is: every image sleeps until its deadline, also while the process reads a file or loads a module. */
const LONG_QUIET_MS = 40;
const LONG_WAIT_MS = 5_000;

/** Sets the clock forward to the next thing that is due whenever nothing else goes on. Deadlines of requests pass in real time. */
async function skipWaits(azure: LocalAzure, traffic: Traffic, isOver: () => boolean): Promise<void> {
  const { clock } = azure.world;
  for (let quietMs = 0; !isOver(); ) {
    const before = traffic.changes;
    await sleep(QUIET_MS);
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    // The step writes its rollback between two requests: FSReqPromise, and CloseReq when it closes the file.
    const isAtFiles = process.getActiveResourcesInfo().some((name) => name.includes("Req"));
    const isQuiet = traffic.requestsUnderWay === 0 && traffic.changes === before && !isAtFiles;
    quietMs = isQuiet ? quietMs + QUIET_MS : 0;
    if (!isQuiet || isOver()) continue;
    const isLong = (clock.nextDueInMs ?? 0) > LONG_WAIT_MS;
    if (isLong && quietMs < LONG_QUIET_MS) continue;
    clock.skipToNext();
    quietMs = 0;
  }
}

let trusted: string | undefined;

/** What a child process is given by NODE_EXTRA_CA_CERTS. Nothing else is trusted: no test reaches beyond this machine. */
function trust(azure: LocalAzure): void {
  if (azure.caCertificate !== trusted) setDefaultCACertificates([azure.caCertificate]);
  trusted = azure.caCertificate;
}

/** Loads what the action loads when it needs it, so that no wait is cut short because of it. */
let loaded: Promise<unknown> | undefined;
function load(): Promise<unknown> {
  loaded ??= Promise.all([
    import("../../src/promote.ts"),
    import("../../src/connect/connections.ts"),
    import("../../src/registry/auth/token-authorization.ts"),
    import("../../src/provenance/verifier.ts").then(({ loadShippedRoots }) => loadShippedRoots()),
    import("@actions/github"),
    import("../../src/azure/identity-endpoint.ts"),
    import("../../src/azure/managed-identity.ts"),
    import("../../src/azure/workload-identity.ts"),
    import("../../src/azure/sdk.ts").then(({ loadIdentity, loadContainerRegistry, loadRestPipeline }) =>
      Promise.all([loadIdentity(), loadContainerRegistry(), loadRestPipeline()]),
    ),
  ]);
  return loaded;
}

/** Runs the action as {@link runAction} does. Its clock is the local Azure's, and waits cost no time. */
export async function runInProcess(
  azure: LocalAzure,
  options: InProcessOptions & Pick<RunOptions, "inputs"> = {},
): Promise<ActionRun> {
  const { env, collect } = await prepareRun(azure, options);
  await load();
  trust(azure);
  const { clock: time } = azure.world;
  const clock: Clock = {
    nowMs: time.monotonic,
    wallMs: time.now,
    random: Math.random,
    sleep: (durationMs, signal) => time.sleep(durationMs, signal),
  };
  let stdout = "";
  const core = openCore(env, (text) => {
    stdout += text;
  });
  const log = createLog(core);
  const traffic = trafficOf(azure);
  const dispatcher = counted(createDispatcher(env), traffic);
  const startedAtMs = clock.nowMs();
  let isOver = false;
  const skipping = skipWaits(azure, traffic, () => isOver);
  const cancelled = new AbortController().signal;
  try {
    const exitCode = await runStep({ env, core, log, clock, cancelled, dispatcher });
    const durationMs = clock.nowMs() - startedAtMs;
    return await collect({ exitCode, signal: null, timedOut: false, stdout, stderr: "", durationMs });
  } finally {
    isOver = true;
    await skipping;
    await dispatcher.destroy();
  }
}
