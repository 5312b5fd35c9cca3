// Thirty scheduled runs over thirty virtual days, with a cooldown and a lock file that each run finds as the one before left it.
// What must happen is computed from the registries' own stores.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { type ResultImage, type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Three days less the time that a run takes, so that a daily run need not be the fourth. */
const MIN_AGE_MS = 70 * HOUR_MS;
const DAYS = 30;
const REPOSITORIES = ["daily", "weekly", "purged", "returns", "urgent", "steady"] as const;
type Repository = (typeof REPOSITORIES)[number];

/** A day of one image: the source's digest, what the target had before the run, and what became of it. */
interface ImageDay {
  readonly day: number;
  readonly digest: string;
  readonly tagBefore: string | undefined;
  /** How long the target had the digest when the run began; undefined: it did not. */
  readonly ageMs: number | undefined;
  readonly result: ResultImage;
}

let world: World;
let workspace: string;
const days = new Map<Repository, ImageDay[]>(REPOSITORIES.map((name) => [name, []]));
const runs: ShippedRun[] = [];

const push = (repository: Repository, content: string) =>
  putImage({ store: world.dev.store, repository }, { content: `${repository} ${content}`, tag: "stable" }).digest;
const daysOf = (repository: Repository) => days.get(repository) ?? [];

/** What happens upstream, and in the target, before the run of a day. */
function happen(day: number): void {
  push("daily", String(day));
  if (day % 7 === 0) push("weekly", String(day));
  if (day % 10 === 0) push("purged", String(day));
  if (day === 12 || day === 23) world.prod.store.purgeUntagged("purged");
  // It comes, goes after two days, and comes back when the target has had it for long enough.
  if (day === 0 || day === 12) push("returns", "good");
  if (day === 10 || day === 20) push("returns", "hasty");
  if (day === 0) push("urgent", "old");
  if (day === 15) push("urgent", "fix");
  if (day === 0) push("steady", "only");
}

/** The line with the tag, except on the day of the urgent fix: then its digest is written in its place. */
function lineOf(repository: Repository, day: number): string {
  const digest = world.dev.store.tagDigest(repository, "stable");
  const pin = repository === "urgent" && day === 15 ? `@${digest}` : "";
  return `${dev}/${repository}:stable${pin} => ${repository}:stable`;
}

async function liveThrough(day: number): Promise<void> {
  happen(day);
  const { clock } = world.azure.world;
  const { store } = world.prod;
  const before = REPOSITORIES.map((repository) => {
    const digest = world.dev.store.tagDigest(repository, "stable") ?? "";
    const created = store.manifest(repository, digest)?.createdTime;
    return {
      repository,
      digest,
      tagBefore: store.tagDigest(repository, "stable"),
      ageMs: created === undefined ? undefined : clock.now() - Date.parse(created),
    };
  });
  const run = await world.runInProcess(
    {
      images: REPOSITORIES.map((repository) => lineOf(repository, day)).join("\n"),
      "mutable-tags": "*",
      "min-age": "70h",
      "lock-file": "base-images.lock.yml",
    },
    { workspace },
  );
  runs.push(run);
  before.forEach(({ repository, ...known }, at) => {
    const result = run.result.images[at];
    if (result === undefined) throw new Error(`There is no result of ${repository}.`);
    daysOf(repository).push({ day, ...known, result });
  });
  clock.offsetMs += DAY_MS;
}

beforeAll(async () => {
  world = await startWorld();
  workspace = await mkdtemp(join(tmpdir(), "workspace-"));
  for (let day = 0; day < DAYS; day += 1) await liveThrough(day);
}, 120_000);
afterAll(async () => {
  await world.close();
  await rm(workspace, { recursive: true });
});

const statusOn = (repository: Repository, day: number) => daysOf(repository)[day]?.result.status;

it.each(REPOSITORIES)("%s: every day the image moves, is in place, or says why it waits", (repository) => {
  for (const { day, digest, tagBefore, ageMs, result } of daysOf(repository)) {
    const isFix = repository === "urgent" && day === 15;
    const isOld = isFix || (ageMs !== undefined && ageMs >= MIN_AGE_MS);
    const expected = tagBefore === digest ? "up-to-date" : isOld ? "promoted" : "held";
    expect([day, result.digest, result.status]).toEqual([day, digest, expected]);
    const run = runs[day];
    if (expected !== "held") {
      expect(result).not.toHaveProperty("eligibleAt");
      continue;
    }
    const eligibleMs = Date.parse(result.eligibleAt ?? "");
    const created = ageMs === undefined ? undefined : MIN_AGE_MS - ageMs;
    expect(eligibleMs).not.toBeNaN();
    if (created !== undefined) expect(created).toBeGreaterThan(0);
    expect(run?.log).toMatch(new RegExp(`min-age holds .*${repository}:stable \\([0-9a-f]{12}…\\) held until `));
    expect(run?.summary).toContain("held until ");
  }
});

it("no run fails, and none has an annotation for what waits", () => {
  for (const { exitCode, annotations } of runs) {
    expect([exitCode, annotations.map(({ message }) => message)]).toEqual([0, []]);
  }
});

it("one line of each log is about all held images", () => {
  for (const { log, result } of runs) {
    const held = result.images.filter(({ status }) => status === "held").length;
    expect(log.split("\n").filter((line) => line.includes("min-age holds"))).toHaveLength(held === 0 ? 0 : 1);
  }
});

describe("a tag that moves daily", () => {
  it("never moves in the target, and delays nobody", () => {
    expect(new Set(daysOf("daily").map(({ result }) => result.status))).toEqual(new Set(["held"]));
    expect(world.prod.store.tags("daily")).toEqual({});
    // The others of the set moved on days on which it waited.
    expect(runs.filter(({ outputs }) => outputs["changed"] === "true").length).toBeGreaterThan(5);
  });

  it("is reported as such from the day on at which a digest could have been old enough", () => {
    const first = /stable changed (\d+ times|once) since \d+ \w+ \d{4}; no digest stayed for 70 hours\./;
    const noted = runs.map(({ log }) => first.exec(log)?.[1]);
    expect(noted.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(noted.slice(3)).toEqual(noted.slice(3).map((_, at) => `${at + 3} times`));
    expect(runs.at(-1)?.summary).toContain(`stable changed ${DAYS - 1} times since `);
  });
});

it("a tag that moves weekly follows three days later, and then stays", () => {
  const moved = daysOf("weekly").filter(({ result }) => result.status === "promoted");
  expect(moved.map(({ day }) => day)).toEqual([3, 10, 17, 24]);
});

it("a manifest that is purged while it waits is imported again, starts again, and says so in that run", () => {
  // The first was in place by then. The others lose two and three days.
  const moved = daysOf("purged").filter(({ result }) => result.status === "promoted");
  expect(moved.map(({ day }) => day)).toEqual([3, 15, 26]);
  const noted = runs.flatMap(({ log }, day) => (log.includes("has been deleted in the target since") ? [day] : []));
  expect(noted).toEqual([12, 23]);
});

it("a tag that goes back to an older digest is in place, and the digest between is not tagged before its time", () => {
  const [hasty, good] = [daysOf("returns")[10]?.digest, daysOf("returns")[12]?.digest];
  expect([10, 11, 12].map((day) => statusOn("returns", day))).toEqual(["held", "held", "up-to-date"]);
  // Ten days later the target has had it for long enough, and so it does not wait.
  expect([19, 20, 21].map((day) => statusOn("returns", day))).toEqual(["up-to-date", "promoted", "up-to-date"]);
  const given = world.prod.store.history.filter(({ kind, repository }) => kind === "tag" && repository === "returns");
  expect(given.map(({ digest }) => digest)).toEqual([good, hasty]);
});

it("an urgent fix that is given by digest moves at once, and stays when the line has its tag again", () => {
  expect([14, 15, 16].map((day) => statusOn("urgent", day))).toEqual(["up-to-date", "promoted", "up-to-date"]);
});

it("the lock file remembers what waits, and lists only what is in place", async () => {
  const lock = parse(await readFile(join(workspace, "base-images.lock.yml"), "utf8")) as {
    images: { source: string }[];
    held: { repository: string; changes: number; since: string }[];
  };
  const last = (status: string) =>
    REPOSITORIES.filter((repository) => daysOf(repository).at(-1)?.result.status === status);
  expect(lock.held.map(({ repository }) => repository)).toEqual(last("held"));
  expect(lock.images.map(({ source }) => source)).toEqual(last("up-to-date").map((name) => `${name}:stable`));
  const daily = lock.held.find(({ repository }) => repository === "daily");
  // The first digest that it waited for, though that one was replaced the next day.
  const created = world.prod.store.manifest("daily", daysOf("daily")[0]?.digest ?? "")?.createdTime ?? "";
  expect([daily?.changes, daily?.since]).toEqual([DAYS - 1, new Date(created).toISOString()]);
});
