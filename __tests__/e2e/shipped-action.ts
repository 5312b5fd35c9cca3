// Runs the shipped bundle against the local Azure and holds, after every single run, what must always be true:
// success means the target holds the plan, no secret leaves, the runner sees only our commands, outputs and exit code agree.
import { expect } from "@jest/globals";
import type { LocalAzure } from "../emulator/azure.ts";
import { brokenInvariants, type ShippedRun } from "./invariants.ts";
import { openWorld, type World } from "./world.ts";

export type { ImportBody, Result, ResultImage, ShippedRun } from "./invariants.ts";
export type { World } from "./world.ts";

/** Starts a world. Each run in it is held to the invariants. */
export function startWorld(options?: Parameters<typeof openWorld>[1]): Promise<World> {
  return openWorld((broken) => expect(broken).toEqual([]), options);
}

/** What holds after every run, whatever was done to it. */
export async function assertInvariants(azure: LocalAzure, run: ShippedRun, bestEffort = false): Promise<void> {
  expect(await brokenInvariants(azure, run, { bestEffort })).toEqual([]);
}
