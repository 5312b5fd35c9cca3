// What ships inside dist/: one copy of each package, under licences that allow it, and little of it read at the start.
import { execFileSync } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";

interface Bundle {
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly loaded: "at start" | "when needed";
    /** Whether it imports `child_process`. */
    readonly mayStartProcesses: boolean;
  }[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** Packages of `@azure/identity` that import child_process. e2e/bundle.test.ts shows that no run starts a process. */
const PROCESS_PACKAGES = [
  "@azure/core-process",
  "@azure/identity",
  "default-browser",
  "default-browser-id",
  "open",
  "powershell-utils",
  "run-applescript",
  "wsl-utils",
];
const PROJECT = resolve(import.meta.dirname, "..");
const LICENSES = ["Apache-2.0", "BSD-3-Clause", "ISC", "MIT"];
/** A quarter more than there is, so that growth is noticed and not forbidden. */
const [START_MAX_BYTES, ALL_MAX_BYTES] = [2_900_000, 6_400_000];
/** What is loaded before the first request. `@actions/core` imports all of these but `yaml`; the network uses the same undici. */
const AT_START = ["@actions/core", "@actions/exec", "@actions/http-client", "@actions/io", "tunnel", "undici", "yaml"];

describe("the bundle", () => {
  let bundle: Bundle;

  beforeAll(() => {
    const env = { ...process.env, PATH: [resolve(PROJECT, "node_modules/.bin"), process.env["PATH"]].join(delimiter) };
    const options = { cwd: PROJECT, env, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 } as const;
    bundle = JSON.parse(execFileSync(process.execPath, ["scripts/list-bundle.mjs", "--json"], options));
  }, 180_000);

  it("has every package once, undici among them", () => {
    const names = bundle.packages.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["undici", "@azure/identity", "@azure/arm-containerregistry"]));
  });

  it("has packages under permissive licences only", () => {
    expect(bundle.packages.filter(({ license }) => !LICENSES.includes(license))).toEqual([]);
  });

  it("loads none of Azure's, GitHub's or Sigstore's packages before the inputs are good", () => {
    const loaded = bundle.packages.filter((each) => each.loaded === "at start").map(({ name }) => name);
    expect(loaded.toSorted()).toEqual(AT_START);
  });

  it("has child_process at the start only because @actions/core imports @actions/exec", () => {
    const starters = bundle.packages.filter(({ mayStartProcesses }) => mayStartProcesses);
    expect(starters.filter(({ loaded }) => loaded === "at start").map(({ name }) => name)).toEqual(["@actions/exec"]);
    // Logins by the Azure CLI or a browser, which the action does not offer.
    const others = starters.filter(({ loaded }) => loaded === "when needed").map(({ name }) => name);
    expect(others).toEqual(expect.arrayContaining(["@azure/identity", "open"]));
    expect(others.filter((name) => !PROCESS_PACKAGES.includes(name))).toEqual([]);
  });

  it("stays about as large as it is", () => {
    const start = bundle.files.find(({ name }) => name === "index.js");
    expect(start?.bytes).toBeLessThan(START_MAX_BYTES);
    expect(bundle.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(ALL_MAX_BYTES);
  });
});
