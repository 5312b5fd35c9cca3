// What the tests of large sets share: the lines of the input, the tags that the target then has, and the log.
import { contoso, type FleetImage } from "../emulator/seed.ts";
import type { ShippedRun, World } from "./shipped-action.ts";

/** Where a test promotes `fleet/image-007` to, so that no test meets another's tags. */
export function placed(image: FleetImage, place: string): string {
  return image.repository.replace("fleet", place);
}

/** The input `images`, one line per image. */
export function linesOf(images: readonly FleetImage[], place: string): string {
  return images.map((image) => `${contoso.dev}/${image.repository}:1 => ${placed(image, place)}:1.0`).join("\n");
}

/** The tags that each image has in the target, in order. */
export function targetTagsOf({ prod }: World, images: readonly FleetImage[], place: string): Record<string, string>[] {
  return images.map((image) => prod.store.tags(placed(image, place)));
}

/** The log as a reader sees it: without the masking commands. */
export function linesSeen(run: ShippedRun): string[] {
  return run.log.split("\n").filter((line) => line !== "");
}
