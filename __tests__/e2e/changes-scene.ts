// An image in prod whose tag moves to another one in dev, with what both state; and what a run shows of it.
import type { CommitHistories } from "../emulator/commit-history.ts";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import type { ShippedRun, World } from "./shipped-action.ts";

const { dev } = contoso;
export const STORAGE = /\.blob\.core\.windows\.net$/;
/** The repository of the run. */
export const OWN = "contoso/shop";

/** OCI's keys for what a build states. */
export function stated(
  version: string,
  revision?: string,
  source = `https://github.com/${OWN}`,
): Record<string, string> {
  return {
    "org.opencontainers.image.version": version,
    ...(revision !== undefined && {
      "org.opencontainers.image.revision": revision,
      "org.opencontainers.image.source": source,
    }),
  };
}

export type Options = Parameters<typeof putImage>[1];

/** An image in prod under `tags`, and one in dev under `build-1`. */
export function putBoth(world: World, before: Options, after: Options, tags: readonly string[] = ["latest"]): void {
  for (const tag of tags) {
    putImage({ store: world.prod.store, repository: "app" }, { content: "before", ...before, tag });
  }
  putImage({ store: world.dev.store, repository: "app" }, { content: "after", ...after, tag: "build-1" });
}

export const promote = (changes: string, more: Record<string, string> = {}) => ({
  images: `${dev}/app:build-1 => app:latest`,
  referrers: "none",
  changes,
  ...more,
});

/** Twelve commits after a first one, and a fix of the first one. */
export function addHistory(commits: CommitHistories): { first: string; last: string; fix: string } {
  const first = commits.add(OWN, "First");
  let last = first;
  for (let at = 1; at <= 12; at++) last = commits.add(OWN, `Change ${at} (#${at})\n\nby @octocat`, last);
  return { first, last, fix: commits.add(OWN, "Fix", first) };
}

/** What the result says about the first tag. */
export const changeOf = (run: ShippedRun) => run.result.images[0]?.tags[0] as unknown as Record<string, unknown>;

/** Requests of configs, of the storage host, and of comparisons. */
export const optionalOf = (run: ShippedRun) =>
  run.requests.filter(
    ({ method, host, target }) =>
      STORAGE.test(host) || /compare/.test(target) || (method === "GET" && /\/blobs\//.test(target)),
  );

/** The summary as it is read: without the references and breaks that keep text from becoming markup. */
export const shownBy = (run: ShippedRun) =>
  (run.summary ?? "")
    .replaceAll("<wbr>", "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
