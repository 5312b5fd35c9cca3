// Refreshes the trust roots of both Sigstore instances through TUF; rewrites a file only where its root has changed.
// Run: npm exec -c 'node scripts/refresh-trust-roots.mjs', then npm run format, npm test and npm run build.
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { initTUF } from "@sigstore/tuf";

const FOLDER = new URL("../src/provenance/trusted-roots/", import.meta.url);

/**
 * Where each instance publishes its root, and from which TUF root trust in that starts: for the public-good instance the one
 * that the npm package @sigstore/tuf carries; for GitHub's the third one, known by its digest, as GitHub's command-line tool
 * carries it (github.com/cli/cli, pkg/cmd/attestation/verification/embed/tuf-repo.github.com/root.json, October 2024).
 */
const INSTANCES = [
  {
    file: "public-good.ts",
    what: "`trusted_root.json` of Sigstore's public-good instance, for attestations of public repositories.",
    mirrorURL: "https://tuf-repo-cdn.sigstore.dev",
  },
  {
    file: "github.ts",
    what: "`trusted_root.json` of GitHub's own Sigstore instance, for attestations of private and internal repositories.",
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

function renderModule({ what, mirrorURL }, trustedRoot) {
  return `// Written by scripts/refresh-trust-roots.mjs; data, not to be edited by hand.
// Origin: target trusted_root.json of ${mirrorURL}, through TUF.
// Obtained: ${new Date().toISOString().slice(0, 10)}.

/** ${what} */
export const trustedRoot: unknown = ${JSON.stringify(trustedRoot, null, 2)};
`;
}

for (const instance of INSTANCES) {
  const file = new URL(instance.file, FOLDER);
  const { trustedRoot: shipped } = await import(file.href);
  const current = await fetchTrustedRoot(instance);
  if (isDeepStrictEqual(current, shipped)) {
    console.log(`${instance.file}: unchanged`);
  } else {
    await writeFile(file, renderModule(instance, current));
    console.log(`${instance.file}: rewritten from ${instance.mirrorURL}`);
  }
}
