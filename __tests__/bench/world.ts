// A fresh Contoso for each measurement, and the runs that several parts share.
import { type LocalAzure, startLocalAzure } from "../emulator/azure.ts";
import { type Contoso, seedContoso } from "../emulator/seed.ts";
import { type MeasuredRun, measureRun } from "./measured-run.ts";

export interface World extends Contoso {
  readonly azure: LocalAzure;
}

/** Imports take no time of their own, and registries go by their resource IDs. */
export async function withWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const azure = await startLocalAzure();
  const seeded = seedContoso(azure);
  azure.imports.settings.copyMs = 0;
  const { dev, prod, inputs } = seeded;
  try {
    return await work({ azure, ...seeded, inputs: { ...inputs, registry: prod.id, "source-registry": dev.id } });
  } finally {
    await azure.close();
  }
}

let imagesNamed = 0;
/** Part of a name that the target does not have yet. */
export function freshName(): string {
  imagesNamed += 1;
  return `t${imagesNamed}`;
}

/** Promotes one image of one manifest. */
export const promoteOne = (world: World, tag: string, bundle?: string): Promise<MeasuredRun> =>
  measureRun(world.azure, { ...world.inputs, images: `worker:build-812 => worker-${tag}:1` }, { bundle });
