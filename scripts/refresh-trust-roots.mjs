// Refreshes the trust roots of both Sigstore instances through TUF; rewrites a file only where its root has changed.
// Run: npm exec -c 'node scripts/refresh-trust-roots.mjs', then npm run format, npm test and npm run build.
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { initTUF } from "@sigstore/tuf";

const FOLDER = new URL("../src/provenance/trusted-roots/", import.meta.url);

/**
 * Where each instance publishes its root: Sigstore's public-good instance for attestations of public repositories, GitHub's own
 * for those of private and internal ones. The first TUF root to trust is, for the public-good instance, the one in the npm
 * package @sigstore/tuf; for GitHub's, the third one, pinned by its digest, which GitHub's command-line tool contains too
 * (github.com/cli/cli, pkg/cmd/attestation/verification/embed/tuf-repo.github.com/root.json, October 2024).
 */
const INSTANCES = [
  {
    file: "public-good.json",
    mirrorURL: "https://tuf-repo-cdn.sigstore.dev",
  },
  {
    file: "github.json",
    mirrorURL: "https://tuf-repo.github.com",
    firstRoot: { name: "3.root.json", sha256: "98cba97be9075bc98b2322de3de85fbd1b70ec7392991dfd2f53d215bede1a8d" },
  },
];

async function fetchFirstRoot(mirrorURL, { name, sha256 }, folder) {
  const url = `${mirrorURL}/${name}`;
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${url} answered HTTP ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual !== sha256) throw new Error(`${url} has sha256 ${actual}, not ${sha256}: trust cannot start from it`);
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function fetchTrustedRoot({ mirrorURL, firstRoot }) {
  const folder = await mkdtemp(join(tmpdir(), "trust-roots-"));
  try {
    const rootPath = firstRoot && (await fetchFirstRoot(mirrorURL, firstRoot, folder));
    const tuf = await initTUF({
      mirrorURL,
      cachePath: join(folder, "cache"),
      timeout: 30_000,
      ...(rootPath && { rootPath }),
    });
    return JSON.parse(await tuf.getTarget("trusted_root.json"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const instance of INSTANCES) {
  const file = new URL(instance.file, FOLDER);
  const { trustedRoot: shipped } = JSON.parse(await readFile(file, "utf8"));
  const current = await fetchTrustedRoot(instance);
  if (isDeepStrictEqual(current, shipped)) {
    console.log(`${instance.file}: unchanged`);
  } else {
    const origin = `target trusted_root.json of ${instance.mirrorURL}, through TUF`;
    const obtained = new Date().toISOString().slice(0, 10);
    await writeFile(file, `${JSON.stringify({ origin, obtained, trustedRoot: current }, null, 2)}\n`);
    console.log(`${instance.file}: rewritten from ${instance.mirrorURL}`);
  }
}
