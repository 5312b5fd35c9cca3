// The files and the inputs of runs with update-files.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld } from "./shipped-action.ts";

const { dev, prod } = contoso;

export const KUSTOMIZATION = `images:\r\n- name: api # ours\r\n  newName: ${prod}/api\r\n  newTag: 1.4.1\r\n`;
export const MANIFEST = `spec:\n  containers:\n  - image: ${prod}/api:1.4.1 # pinned\n  - image: ${prod}/worker:latest\n  - image: ${prod}/api-gateway:1.4.1\n`;

/** A workspace with a kustomization and a manifest. */
export interface Files {
  readonly workspace: string;
  put(path: string, text: string | Uint8Array): Promise<void>;
  read(path: string): Promise<string>;
  /** The texts of the two files. */
  both(): Promise<readonly [kustomization: string, manifest: string]>;
  remove(): Promise<void>;
}

async function openFiles(): Promise<Files> {
  const workspace = await mkdtemp(join(tmpdir(), "workspace-"));
  const files: Files = {
    workspace,
    put: async (path, text) => {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    },
    read: (path) => readFile(join(workspace, path), "utf8"),
    both: async () => [await files.read("deploy/prod/kustomization.yaml"), await files.read("deploy/api.yaml")],
    remove: () => rm(workspace, { recursive: true, force: true }),
  };
  await files.put("deploy/prod/kustomization.yaml", KUSTOMIZATION);
  await files.put("deploy/api.yaml", MANIFEST);
  return files;
}

/** The world with the workspace. Its imports are asked about every second. */
export async function openScene() {
  const world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
  const files = await openFiles();
  const close = async () => {
    await world.close();
    await files.remove();
  };
  return { world, files, workspace: files.workspace, close };
}

export const updateInputs = (more: Record<string, string> = {}) => ({
  images: `${dev}/api:build-812 => api:1.4.2,latest\n${dev}/worker:build-812 => worker:latest`,
  "mutable-tags": "latest",
  referrers: "none",
  "update-files": "deploy/**/*.yaml",
  ...more,
});

export const warningsOf = (run: ShippedRun) =>
  run.annotations
    .filter(({ command }) => command === "warning")
    .map(({ message, properties: { file, line } }) => ({ message, file, line }));
