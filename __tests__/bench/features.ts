// Measures what each feature around a release takes beside the release: requests and seconds, of a promotion and of a dry run.
import { startLocalAzure } from "../emulator/azure.ts";
import { addGitHubApi } from "../emulator/github-api.ts";
import { putIndex } from "../emulator/images.ts";
import { contoso, seedContoso } from "../emulator/seed.ts";
import { formatSeconds, type Table } from "./figures.ts";
import { measureRun } from "./measured-run.ts";

const FEATURES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["none of them", {}],
  ["forward-only: latest", { "forward-only": "latest" }],
  ["changes: annotations", { changes: "annotations" }],
  ["changes: labels", { changes: "labels" }],
  ["changes: commits", { changes: "commits" }],
  ["lock-tags: 1.*", { "lock-tags": "1.*" }],
];

const LATENCY_MS = 20;
const COPY_MS = 3_000;
const REPOSITORY = "contoso/shop";

/** One index of two platforms and three lines: `1.4.2` is created, `latest` moves. Requests, and seconds of a run. */
async function measure(features: Readonly<Record<string, string>>, isDryRun: boolean): Promise<string[]> {
  const azure = await startLocalAzure();
  try {
    const { dev, prod, inputs } = seedContoso(azure);
    const { commits } = addGitHubApi(azure);
    const before = commits.add(REPOSITORY, "Before");
    const labels = (revision: string) => ({
      "org.opencontainers.image.version": "1",
      "org.opencontainers.image.revision": revision,
      "org.opencontainers.image.source": `https://github.com/${REPOSITORY}`,
    });
    putIndex({ store: prod.store, repository: "app" }, { content: "old", tag: "latest", labels: labels(before) });
    const after = labels(commits.add(REPOSITORY, "After", before));
    putIndex({ store: dev.store, repository: "app" }, { content: "new", tag: "build", labels: after });
    Object.assign(azure.imports.settings, { retryAfterSeconds: 10, copyMs: COPY_MS });
    azure.latencyMs = LATENCY_MS;
    // lock-tags needs a right that the importer's role lacks.
    azure.world.grant(contoso.clientId, "Contributor", prod.id);
    const { arrived, wallMs } = await measureRun(azure, {
      ...inputs,
      images: `${contoso.dev}/app:build => app:1.4.2,latest`,
      changes: "off",
      "dry-run": String(isDryRun),
      ...features,
    });
    return [String(arrived.length), formatSeconds(wallMs)];
  } finally {
    await azure.close();
  }
}

/** One row for each feature: requests and seconds of a promotion, then those of a dry run. Version 1.0.0 has none of them. */
export async function measureFeatures(): Promise<Table[]> {
  const rows: string[][] = [];
  for (const [name, inputs] of FEATURES) {
    rows.push([name, ...(await measure(inputs, false)), ...(await measure(inputs, true))]);
  }
  return [{ labels: ["feature"], figures: ["requests", "seconds", "of a dry run", "seconds"], rows }];
}
