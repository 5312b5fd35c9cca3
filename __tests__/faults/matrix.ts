// Runs scenarios of the fault matrix, several worlds at a time, and tallies verdicts and broken invariants. Knows no test framework.
import type { ShippedRun } from "../e2e/invariants.ts";
import { openWorld, type World } from "../e2e/world.ts";
import { putImage, putIndex, putReferrer } from "../emulator/images.ts";
import { conditionRule, faultRule, PHASES, type Scenario } from "./scenarios.ts";

/** How one scenario ended. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly verdict: "promoted" | "refused";
  readonly isRight: boolean;
  readonly broken: readonly string[];
  readonly struck: number;
  readonly durationMs: number;
  /** The end of the log, for whoever has to find out why. */
  readonly log: string;
}

/** The sums of a run of the matrix. */
export interface Tally {
  readonly results: readonly ScenarioResult[];
  readonly run: number;
  readonly right: number;
  readonly broken: number;
}

/** The action's own limit for one image, and what the rest of a run may need on top. */
const TIMEOUT_MINUTES = 2;
const DEADLINE_MS = 200_000;
const REQUESTS_MAX = 600;
/** Content, one referrer and two tag steps, each tried three times at most. */
const IMPORTS_MAX = 12;

interface Shop {
  readonly index: string;
  readonly old: string;
}

/** An index with a signature in dev; in prod, 1.0 holds an older image. */
function seedShop({ dev, prod }: World): Shop {
  const { index } = putIndex({ store: dev.store, repository: "shop" }, { tag: "812" });
  putReferrer({ store: dev.store, repository: "shop" }, index, "application/vnd.cncf.notary.signature", "signed");
  const old = putImage({ store: prod.store, repository: "shop" }, { content: "shop 700", tag: "1.0" });
  return { index: index.digest, old: old.digest };
}

/** Runs one scenario in a world of its own; `bundle` where another script than `dist/index.js` is meant. */
export async function runScenario(scenario: Scenario, bundle?: string): Promise<ScenarioResult> {
  const broken: string[] = [];
  const world = await openWorld((sentences) => broken.push(...sentences), {
    requestLog: { scenario: scenario.name, isUnstable: scenario.verdict === "either" },
  });
  try {
    const { azure, dev, prod } = world;
    const shop = seedShop(world);
    azure.imports.settings.retryAfterSeconds = 1;
    // Long enough for at least one poll where polls are what goes wrong.
    if (scenario.phase === "import-poll") Object.assign(azure.imports.settings, { copyMs: 1_300, reportMs: 1_300 });
    if (scenario.condition !== undefined) conditionRule(scenario.condition).arrange(world);
    const { action, acted } = faultRule(scenario.fault);
    const fault = azure.faults.add({
      ...PHASES[scenario.phase].strikes(world),
      times: scenario.times,
      phase: acted ? "response" : "request",
      action,
    });
    const historyFrom = prod.store.history.length;
    const run = await world.run(
      {
        registry: scenario.phase === "arm-get" ? prod.id : prod.properties.loginServer,
        images: `${dev.properties.loginServer}/shop:812 => shop:1.0,1.1`,
        "on-conflict": "overwrite",
        "timeout-minutes": String(TIMEOUT_MINUTES),
      },
      { timeoutMs: DEADLINE_MS, ...(bundle !== undefined && { bundle }) },
    );
    broken.push(...brokenHere(scenario, world, shop, run, historyFrom));
    if (fault.struck === 0) broken.push("the fault never struck");
    const verdict = run.exitCode === 0 ? "promoted" : "refused";
    return {
      scenario,
      verdict,
      isRight: scenario.verdict === "either" || scenario.verdict === verdict,
      broken,
      struck: fault.struck,
      durationMs: run.durationMs,
      log: run.log
        .split("\n")
        .filter((line) => !line.startsWith("##[debug]"))
        .slice(-12)
        .join("\n"),
    };
  } finally {
    await world.close();
  }
}

/** What must hold in the matrix beside what must hold after every run. */
function brokenHere(
  scenario: Scenario,
  { azure, prod }: World,
  shop: Shop,
  run: ShippedRun,
  historyFrom: number,
): string[] {
  const broken: string[] = [];
  const { kind } = PHASES[scenario.phase];
  const moves = prod.store.history.slice(historyFrom).filter((change) => change.kind === "tag");
  for (const { tag, digest } of moves) if (digest !== shop.index) broken.push(`${tag} was set to unplanned ${digest}`);
  if (run.exitCode !== 0 && (kind === "login" || kind === "read") && run.imports.length > 0 && run.result?.error) {
    broken.push(`${run.imports.length} imports in a run that failed as a whole`);
  }
  const beforeWriting = ["id-token", "entra", "arm-list", "arm-get", "target-read", "target-locks", "source-manifest"];
  if (run.exitCode !== 0 && beforeWriting.includes(scenario.phase)) {
    if (run.imports.length > 0) broken.push(`${run.imports.length} imports although not everything could be checked`);
    if (prod.store.tagDigest("shop", "1.0") !== shop.old) broken.push("a tag moved in a run that was refused");
  }
  if (scenario.condition === "layers never" && moves.length > 0) {
    broken.push(`${moves.length} tags were set on an image without its layers`);
  }
  if (run.requests.length > REQUESTS_MAX) broken.push(`${run.requests.length} requests`);
  const posts = run.requests.filter(({ target, status }) => target.includes("/importImage") && status !== 429).length;
  if (posts > IMPORTS_MAX) broken.push(`${posts} imports`);
  // What ARM has acted upon is never asked for twice.
  if (PHASES[scenario.phase].kind === "write" && faultRule(scenario.fault).acted && run.imports.length > 4) {
    broken.push(`${run.imports.length} imports although none was refused`);
  }
  for (const host of azure.connections.map((connection) => connection.host)) {
    if (host.includes("elsewhere")) broken.push(`a redirect was followed to ${host}`);
  }
  return broken;
}

/** Runs scenarios, `width` at a time; `onResult` is told of each as it ends. */
export async function runMatrix(
  scenarios: readonly Scenario[],
  width: number,
  onResult: (result: ScenarioResult) => void = () => undefined,
  bundle?: string,
): Promise<Tally> {
  const left = [...scenarios];
  const results: ScenarioResult[] = [];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const result = await runScenario(next, bundle);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return {
    results,
    run: results.length,
    right: results.filter(({ isRight }) => isRight).length,
    broken: results.reduce((sum, { broken }) => sum + broken.length, 0),
  };
}

/** The tally in one line. */
export function formatTally({ run, right, broken }: Tally): string {
  return `scenarios run: ${run}, verdicts right: ${right}, invariants broken: ${broken}`;
}

/** The same order for the same seed, every time. A linear congruential generator after Knuth is random enough to mix with. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  let state = BigInt(seed);
  const next = (below: number) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return Number((state >> 33n) % BigInt(below));
  };
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = next(at + 1);
    const [one, two] = [mixed[at], mixed[other]];
    if (one !== undefined && two !== undefined) [mixed[at], mixed[other]] = [two, one];
  }
  return mixed;
}
