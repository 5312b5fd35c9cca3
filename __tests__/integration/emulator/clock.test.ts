// Holds the local Azure to one clock: in its waits, its Date headers and the times of tags.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ProxyAgent, request } from "undici";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { LocalClock } from "../../emulator/clock.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { bodyOf, type Client, createClient } from "./client.ts";

const HOUR_MS = 3_600_000;

let azure: LocalAzure;
let world: Contoso;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

describe("the clock", () => {
  it("ends the waits that are due when it is moved, and no others", async () => {
    const clock = new LocalClock();
    const ended: string[] = [];
    const start = clock.now();
    const soon = clock.waitUntil(start + HOUR_MS).then(() => ended.push("soon"));
    void clock.waitUntil(start + 3 * HOUR_MS).then(() => ended.push("later"));
    clock.offsetMs = HOUR_MS / 2;
    clock.offsetMs = 2 * HOUR_MS;
    await soon;
    expect(ended).toEqual(["soon"]);
  });

  it("waits for real where nobody moves it", async () => {
    const clock = new LocalClock();
    const start = clock.now();
    await clock.waitUntil(start + 20);
    expect(clock.now()).toBeGreaterThanOrEqual(start + 20);
  });
});

describe("the Date of an answer", () => {
  const wholeSeconds = (timeMs: number) => Math.floor(timeMs / 1_000) * 1_000;

  it.each([
    ["a registry", `https://${contoso.prod}/v2/`],
    ["Resource Manager", "https://management.azure.com/subscriptions?api-version=2022-12-01"],
  ])("is the clock's at %s", async (_name, url) => {
    for (const offsetMs of [0, HOUR_MS]) {
      azure.world.clock.offsetMs = offsetMs;
      const from = wholeSeconds(azure.world.clock.now());
      const dateMs = Date.parse(String((await azure.ask(url)).headers["Date"]));
      expect(dateMs).toBeGreaterThanOrEqual(from);
      expect(dateMs).toBeLessThanOrEqual(azure.world.clock.now());
    }
  });

  it("is the clock's over a socket and in an answer that a fault makes, and can be taken away", async () => {
    azure.world.clock.offsetMs = HOUR_MS;
    const dispatcher = new ProxyAgent({ uri: azure.proxyUrl, requestTls: { ca: azure.caCertificate } });
    const ask = async () => {
      const { statusCode, headers, body } = await request(`https://${contoso.prod}/v2/`, { dispatcher });
      await body.dump();
      return { statusCode, date: headers["date"] };
    };
    const soon = wholeSeconds(Date.now()) + HOUR_MS;
    expect(Date.parse(String((await ask()).date))).toBeGreaterThanOrEqual(soon);
    azure.faults.add({ host: contoso.prod, action: { kind: "status", status: 503 } });
    const struck = await ask();
    expect([struck.statusCode, Date.parse(String(struck.date)) >= soon]).toEqual([503, true]);
    azure.faults.add({ host: contoso.prod, action: { kind: "headers", remove: ["Date"] } });
    expect((await ask()).date).toBeUndefined();
    await dispatcher.close();
  });
});

describe("the times of a tag", () => {
  it("show when it was made and when it moved, by the same clock as Date", async () => {
    const { store } = world.prod;
    const importAs = (tags: string[], digest: string, mode: string) =>
      client.importInto(world.prod, {
        source: { resourceId: world.dev.id, sourceImage: digest },
        targetTags: tags,
        mode,
      });
    const read = async (path: string) => {
      const headers = await client.registryHeaders(world.prod, "repository:app:metadata_read");
      const answer = await azure.ask(`https://${contoso.prod}/acr/v1/app/${path}`, { headers });
      const { tag, manifest } = bodyOf(answer) as Record<string, { createdTime: string; lastUpdateTime: string }>;
      const { createdTime = "", lastUpdateTime = "" } = tag ?? manifest ?? {};
      return {
        created: Date.parse(createdTime),
        updated: Date.parse(lastUpdateTime),
        date: Date.parse(String(answer.headers["Date"])),
      };
    };
    await importAs(["app:1"], `worker@${world.digests.worker}`, "NoForce");
    const made = await read("_tags/1");
    expect(made.updated).toBe(made.created);
    expect(Math.abs(made.date - made.created)).toBeLessThan(30_000);

    azure.world.clock.offsetMs = HOUR_MS / 2;
    const { index } = world.digests.api;
    await importAs(["app:1"], `api@${index}`, "Force");
    expect(store.tagDigest("app", "1")).toBe(index);
    const moved = await read("_tags/1");
    expect(moved.created).toBe(made.created);
    expect(moved.updated).toBeGreaterThanOrEqual(made.updated + HOUR_MS / 2);
    expect(Math.abs(moved.date - moved.updated)).toBeLessThan(30_000);
    // The manifests keep the time at which each of them came.
    expect((await read(`_manifests/${world.digests.worker}`)).created).toBeLessThanOrEqual(made.created);
    expect((await read(`_manifests/${index}`)).created).toBeGreaterThanOrEqual(made.created + HOUR_MS / 2);
  });
});
