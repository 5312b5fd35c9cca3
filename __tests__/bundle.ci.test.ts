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
  }[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

const PROJECT = resolve(import.meta.dirname, "..");
const LICENSES = ["Apache-2.0", "BSD-3-Clause", "ISC", "MIT"];
/** A quarter more than there is, so that growth is noticed and not forbidden. */
const [START_MAX_BYTES, ALL_MAX_BYTES] = [600_000, 6_000_000];

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

  it("reads none of Azure's, GitHub's or Sigstore's packages before the inputs are good", () => {
    expect(bundle.packages.filter(({ loaded }) => loaded === "at start").map(({ name }) => name)).toEqual(["yaml"]);
  });

  it("stays about as large as it is", () => {
    const start = bundle.files.find(({ name }) => name === "index.js");
    expect(start?.bytes).toBeLessThan(START_MAX_BYTES);
    expect(bundle.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(ALL_MAX_BYTES);
  });
});
