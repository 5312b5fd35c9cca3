import { describe, expect, it } from "@jest/globals";
import { TokenCache } from "../../src/token-cache.ts";
import { ManualClock } from "../manual-clock.ts";

const SIGNAL = new AbortController().signal;
const MINUTE_MS = 60_000;

function setUp(lifetimeMs: number) {
  const clock = new ManualClock();
  const cache = new TokenCache(clock);
  let count = 0;
  const issue = async () => {
    count += 1;
    return { token: `token ${count}`, lifetimeMs };
  };
  const get = async (key = "a") => (await cache.get(key, issue, SIGNAL)).token;
  return { clock, cache, issue, get };
}

describe("a token cache", () => {
  it.each([
    ["5 minutes before it expires", 60 * MINUTE_MS, 55 * MINUTE_MS],
    ["in the last quarter of a short life", 4 * MINUTE_MS, 3 * MINUTE_MS],
  ])("renews a token %s", async (_name, lifetimeMs, renewedAtMs) => {
    const { clock, get } = setUp(lifetimeMs);
    expect(await get()).toBe("token 1");
    await clock.advance(renewedAtMs - 1);
    expect(await get()).toBe("token 1");
    await clock.advance(1);
    expect(await get()).toBe("token 2");
  });

  it("counts the lifetime from the request", async () => {
    const { clock, cache } = setUp(MINUTE_MS);
    const slow = async () => {
      await clock.sleep(1000, SIGNAL);
      return { token: "slow", lifetimeMs: MINUTE_MS };
    };
    const issued = cache.get("a", slow, SIGNAL);
    await clock.advance(1000);
    expect((await issued).expiresAtMs).toBe(MINUTE_MS);
  });

  it("requests a token once for concurrent callers, and one for each key", async () => {
    const { get } = setUp(MINUTE_MS);
    expect(await Promise.all([get("a"), get("a"), get("b")])).toEqual(["token 1", "token 1", "token 2"]);
  });

  it("forgets a refused token, but not the one that replaced it", async () => {
    const { cache, get } = setUp(MINUTE_MS);
    const refused = await get();
    cache.forget("a", refused);
    expect(await get()).toBe("token 2");
    cache.forget("a", refused);
    expect(await get()).toBe("token 2");
  });
});
