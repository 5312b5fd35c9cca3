// The fault matrix as data: where something goes wrong, what, and how often; and the model that says which verdict is right.

import type { World } from "../e2e/world.ts";
import type { Fault, FaultAction } from "../emulator/faults.ts";

/** How often a fault strikes. */
export type Times = 1 | 2 | "always";

/** What is right: the promotion succeeds, it is refused or fails, or, where timing decides, either of the two. */
export type Verdict = "promoted" | "refused" | "either";

/** One cell of the matrix. */
export interface Scenario {
  readonly name: string;
  readonly phase: Phase;
  readonly fault: FaultKind;
  readonly times: Times;
  /** What the target and Azure are like beside the fault. */
  readonly condition?: Condition;
  readonly verdict: Verdict;
  /** Needs more than a few seconds, for a time-out of the action has to pass. */
  readonly slow: boolean;
}

/** `read`: harmless to repeat. `login`: likewise, for a token. `write`: starts an import. `watch`: looks at one. */
type PhaseKind = "login" | "read" | "write" | "watch";

interface PhaseRule {
  readonly kind: PhaseKind;
  readonly strikes: (world: World) => Pick<Fault, "party" | "host" | "method" | "path" | "body" | "when">;
}

const MANIFESTS = /\/manifests\//;
const hasImported = ({ azure }: World) => azure.requests.some(({ target }) => target.includes("/importImage"));

/** Each party that is asked, at each moment at which it is asked. */
export const PHASES = {
  "id-token": { kind: "login", strikes: () => ({ party: "id-token" }) },
  entra: { kind: "login", strikes: () => ({ party: "entra" }) },
  "arm-list": {
    kind: "read",
    strikes: () => ({ party: "resource-manager", method: "GET", path: /\/registries\?/ }),
  },
  "arm-get": {
    kind: "read",
    strikes: () => ({ party: "resource-manager", method: "GET", path: /\/registries\/contosoprod\?/ }),
  },
  "registry-exchange": { kind: "login", strikes: ({ prod }) => ({ host: hostOf(prod), path: /^\/oauth2\/exchange/ }) },
  "registry-token": { kind: "login", strikes: ({ prod }) => ({ host: hostOf(prod), path: /^\/oauth2\/token/ }) },
  "source-manifest": { kind: "read", strikes: ({ dev }) => ({ host: hostOf(dev), path: MANIFESTS, method: "GET" }) },
  "source-referrers": { kind: "read", strikes: ({ dev }) => ({ host: hostOf(dev), path: /\/referrers\// }) },
  "target-read": {
    kind: "read",
    strikes: (world) => ({ host: hostOf(world.prod), path: MANIFESTS, when: () => !hasImported(world) }),
  },
  "target-locks": { kind: "read", strikes: ({ prod }) => ({ host: hostOf(prod), path: /^\/acr\/v1\// }) },
  "import-post": {
    kind: "write",
    strikes: () => ({ party: "resource-manager", path: /importImage/, body: /untaggedTargetRepositories/ }),
  },
  "import-poll": { kind: "watch", strikes: () => ({ party: "resource-manager", path: /operationResults/ }) },
  "read-back": {
    kind: "watch",
    strikes: (world) => ({ host: hostOf(world.prod), path: MANIFESTS, when: () => hasImported(world) }),
  },
  "tag-move": {
    kind: "write",
    strikes: () => ({ party: "resource-manager", path: /importImage/, body: /targetTags/ }),
  },
  "connect-entra": { kind: "login", strikes: () => ({ party: "entra" }) },
  "connect-arm": { kind: "read", strikes: () => ({ party: "resource-manager" }) },
  "connect-source": { kind: "read", strikes: ({ dev }) => ({ host: hostOf(dev) }) },
  "connect-target": { kind: "read", strikes: ({ prod }) => ({ host: hostOf(prod) }) },
} satisfies Record<string, PhaseRule>;

export type Phase = keyof typeof PHASES;

function hostOf(registry: World["dev"]): string {
  return registry.properties.loginServer;
}

/**
 * `harmless`: no answer is worse for it. `transient`: another try may well succeed. `login`: the token is not taken.
 * `final`: trying again is of no use, and what was said must not be believed.
 */
type Class = "harmless" | "transient" | "login" | "final";

interface FaultRule {
  readonly class: Class;
  readonly action: FaultAction | readonly FaultAction[];
  /** The party has acted, and only its answer is lost or altered. */
  readonly acted?: boolean;
  readonly waits?: boolean;
}

const PAGE = "<!doctype html><html><head><title>Sign in to the network</title></head><body>::error::page</body></html>";
const PAGE_HEADERS = { "Content-Type": "text/html" };
/** A manifest that is valid and not the one that was asked for. */
const OTHER_MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: { mediaType: "application/vnd.oci.empty.v1+json", digest: `sha256:${"a".repeat(64)}`, size: 2 },
  layers: [],
});
const status = (code: number, headers: Record<string, string> = {}): FaultAction => ({
  kind: "status",
  status: code,
  headers,
});

/** What may go wrong with one request. */
export const FAULTS = {
  "400": { class: "final", action: status(400) },
  "401": { class: "login", action: status(401) },
  "403": { class: "final", action: status(403) },
  "404": { class: "final", action: status(404) },
  "408": { class: "transient", action: status(408) },
  "409": { class: "final", action: status(409) },
  "429": { class: "transient", action: status(429, { "Retry-After": "1" }) },
  "500": { class: "transient", action: status(500) },
  "502": { class: "transient", action: status(502, { "Retry-After": "1" }) },
  "503": { class: "transient", action: status(503, { "Retry-After": "1" }) },
  "504": { class: "transient", action: status(504) },
  "302": { class: "final", action: status(302, { Location: "https://elsewhere.example.com/next" }) },
  "307": { class: "final", action: status(307, { Location: "https://elsewhere.example.com/next" }) },
  "page-200": { class: "final", action: { kind: "status", status: 200, headers: PAGE_HEADERS, body: PAGE } },
  "page-503": { class: "transient", action: { kind: "status", status: 503, headers: PAGE_HEADERS, body: PAGE } },
  reset: { class: "transient", action: { kind: "reset" } },
  "reset-after-request": { class: "transient", acted: true, action: { kind: "reset" } },
  "reset-after-headers": { class: "transient", acted: true, action: { kind: "reset", when: "after-headers" } },
  "reset-mid-body": { class: "transient", acted: true, action: { kind: "reset", when: "mid-body" } },
  "lost-500": { class: "transient", acted: true, action: status(500) },
  "lost-409": { class: "final", acted: true, action: status(409) },
  "cut-body": { class: "transient", acted: true, action: { kind: "truncate", sizeBytes: 20 } },
  "other-body": {
    class: "final",
    acted: true,
    action: [
      { kind: "replace-body", body: OTHER_MANIFEST },
      { kind: "headers", remove: ["docker-content-digest", "content-length"] },
    ],
  },
  "endless-body": { class: "final", acted: true, action: { kind: "endless-body" } },
  "encoded-body": { class: "final", acted: true, action: { kind: "headers", set: { "Content-Encoding": "gzip" } } },
  "late-body": { class: "harmless", acted: true, action: { kind: "delay", delayMs: 1_200 } },
  hang: { class: "transient", waits: true, action: { kind: "hang" } },
  "hang-after-headers": {
    class: "transient",
    acted: true,
    waits: true,
    action: { kind: "hang", when: "after-headers" },
  },
} satisfies Record<string, FaultRule>;

/** What may go wrong with a connection. */
export const CONNECTION_FAULTS = {
  "proxy-502": { class: "transient", action: { kind: "refuse-connect", status: 502 } },
  "proxy-403": { class: "final", action: { kind: "refuse-connect", status: 403 } },
  dropped: { class: "transient", action: { kind: "drop-connect" } },
  "connect-hang": { class: "transient", waits: true, action: { kind: "hang-connect" } },
  "tls-abort": { class: "transient", action: { kind: "tls-failure", how: "abort" } },
  "tls-hang": { class: "transient", waits: true, action: { kind: "tls-failure", how: "hang" } },
  "tls-untrusted": { class: "final", action: { kind: "tls-failure", how: "untrusted" } },
  "tls-expired": { class: "final", action: { kind: "tls-failure", how: "expired" } },
  "tls-wrong-host": { class: "final", action: { kind: "tls-failure", how: "wrong-host" } },
} satisfies Record<string, FaultRule>;

/** Layers of an image come this much later than its manifests, and a replica shows changes this much later. */
const LATE_MS = 1_500;

interface ConditionRule {
  readonly arrange: (world: World) => void;
  /** Nothing is in place under it, whatever the fault. */
  readonly refuses?: boolean;
}

/** What a target may be like beside a single fault: Azure/acr#588, and the rights of the importer role. */
export const CONDITIONS = {
  "layers late": {
    arrange: ({ azure }) => azure.imports.script({ copyMs: 30, blobsMs: LATE_MS }, { times: "always" }),
  },
  "layers never": {
    arrange: ({ azure }) =>
      azure.imports.script({ copyMs: 30, blobsMs: Number.POSITIVE_INFINITY }, { times: "always" }),
    refuses: true,
  },
  "stale replica": {
    arrange: (world) => {
      world.prod.lag(({ ageMs }) => ageMs < LATE_MS, "eastus");
      world.prod.routeReads(() => (hasImported(world) ? "eastus" : "westeurope"));
    },
  },
  "poll refused": {
    arrange: ({ azure }) => {
      azure.imports.settings.pollRefusal = 403;
    },
  },
} satisfies Record<string, ConditionRule>;

export type Condition = keyof typeof CONDITIONS;

/** The rule of a condition. */
export function conditionRule(condition: Condition): ConditionRule {
  return CONDITIONS[condition];
}

export type FaultKind = keyof typeof FAULTS | keyof typeof CONNECTION_FAULTS;

/** The rule of a fault, whichever list it is in. */
export function faultRule(kind: FaultKind): FaultRule {
  const rules: Record<FaultKind, FaultRule> = { ...FAULTS, ...CONNECTION_FAULTS };
  return rules[kind];
}

/** How many failed tries a request survives: there are five. */
const PATIENCE = 4;

/** Which verdict is right. Written from what is promised, not from what the code does. */
export function rightVerdict(phase: Phase, fault: FaultKind, times: Times): Verdict {
  const { kind } = PHASES[phase];
  const rule = faultRule(fault);
  const count = times === "always" ? Number.POSITIVE_INFINITY : times;
  if (rule.class === "harmless") return "promoted";
  // Whatever is said of an import's progress, the target tells whether it is there.
  if (phase === "import-poll") return "promoted";
  if (phase === "read-back") {
    if (times === "always") return "refused";
    // What cannot be read once is read again, unless ARM has said its last word by then.
    return rule.class === "transient" || rule.class === "login" ? "promoted" : "either";
  }
  if (kind === "write") {
    // ARM has acted, and the target shows it: no answer, however bad, makes that undone.
    if (rule.acted) return "promoted";
    if (rule.class === "login") return count === 1 ? "promoted" : "refused";
    // A throttled POST did nothing; it is repeated when ARM wants it, until time is up.
    if (fault === "429") return times === "always" ? "refused" : "promoted";
    // An answer that is no verdict, and a conflict that may be with our own first try, are settled by reading: absent, and
    // the POST is repeated once.
    const isUnclear = rule.class === "transient" || fault === "409" || fault === "page-200";
    return isUnclear && count === 1 ? "promoted" : "refused";
  }
  if (rule.class === "transient") return count <= PATIENCE ? "promoted" : "refused";
  // Tokens for both audiences are asked for at once; what was only asked for early is asked for again when it is wanted.
  const isAskedForTwice = phase === "id-token" || phase === "entra" || phase === "connect-entra";
  // Registries are logged in to ahead, too.
  const isAskedAhead =
    phase === "registry-exchange" ||
    phase === "registry-token" ||
    phase === "connect-source" ||
    phase === "connect-target";
  if (isAskedForTwice && times === 1) return "either";
  if (isAskedAhead && times === 1) return "either";
  // Without a digest header nobody can tell that a tag holds something else; it is seen as moved, which is allowed here.
  if (phase === "target-read" && fault === "other-body" && times === 1) return "either";
  // Token services refuse with 400 or 401: RFC 6749, section 5.2.
  if (rule.class === "login" || (phase === "registry-token" && fault === "400")) {
    if (isAskedForTwice || phase === "registry-exchange") return "refused";
    if (times === 1) return "promoted";
    // Two requests at the same time may be struck once each.
    const inParallel = ["registry-token", "source-referrers", "target-read", "target-locks"].includes(phase);
    return times === 2 && inParallel ? "either" : "refused";
  }
  // Where the referrers API is absent, the referrers tag is asked instead: distribution-spec 1.1, "Unavailable Referrers API".
  if (phase === "source-referrers" && fault === "404") return "promoted";
  return "refused";
}

function scenariosOf(phases: readonly Phase[], faults: readonly FaultKind[]): Scenario[] {
  return phases.flatMap((phase) =>
    faults.flatMap((fault) => {
      const { waits, acted } = faultRule(fault);
      const isWrite = PHASES[phase].kind === "write";
      // Where the party's answer alone matters, a lost answer is the same as none.
      if (!isWrite && fault.startsWith("lost-")) return [];
      // ARM accepts an import with an empty body: nothing to cut, nothing to hold back.
      if (isWrite && (fault === "cut-body" || fault === "reset-mid-body")) return [];
      const times: readonly Times[] = waits ? [1] : [1, 2, "always"];
      return times.map((each) => ({
        name: `${phase}: ${fault}, ${each === 1 ? "once" : each === 2 ? "twice" : "always"}`,
        phase,
        fault,
        times: each,
        verdict: rightVerdict(phase, fault, each),
        slow:
          waits === true ||
          (isWrite && !acted) ||
          each === "always" ||
          // A referrer's or child's read that fails late is noticed late.
          phase === "read-back",
      }));
    }),
  );
}

/** Faults of an import and its proof, once, under each condition. */
function conditionedScenarios(): Scenario[] {
  const phases = ["import-post", "import-poll", "read-back", "tag-move"] as const;
  const faults = ["404", "500", "lost-500", "reset-after-request", "late-body"] as const;
  return (Object.keys(CONDITIONS) as Condition[]).flatMap((condition) =>
    scenariosOf(phases, faults)
      .filter(({ times, phase }) => times === 1 && !(condition === "poll refused" && phase === "import-poll"))
      .filter(({ phase }) => !(condition === "layers never" && phase === "tag-move"))
      .map((scenario) => {
        const { refuses = false } = conditionRule(condition);
        return {
          ...scenario,
          name: `${scenario.name}, ${condition}`,
          condition,
          verdict: refuses ? "refused" : scenario.verdict,
          slow: scenario.slow || refuses,
        };
      }),
  );
}

const CONNECTED: readonly Phase[] = ["connect-entra", "connect-arm", "connect-source", "connect-target"];

/** The whole matrix. */
export function allScenarios(): Scenario[] {
  const phases = (Object.keys(PHASES) as Phase[]).filter((phase) => !CONNECTED.includes(phase));
  return [
    ...scenariosOf(phases, Object.keys(FAULTS) as FaultKind[]),
    ...scenariosOf(CONNECTED, Object.keys(CONNECTION_FAULTS) as FaultKind[]),
    ...conditionedScenarios(),
  ];
}
