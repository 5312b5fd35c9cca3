import { describe, expect, it } from "@jest/globals";
import { findRenamedInputs, INPUTS, readInputs } from "../../../src/runner/inputs.ts";

describe("readInputs", () => {
  it("reads every input under the name that the runner gives it, trimmed", () => {
    const env = Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, ` ${name}-value\n`]));
    expect(readInputs(env, () => {})).toEqual(Object.fromEntries(INPUTS.map((name) => [name, `${name}-value`])));
  });

  it("gives the empty text for what is not there", () => {
    expect(new Set(Object.values(readInputs({}, () => {})))).toEqual(new Set([""]));
  });

  it.each([
    ["client-id", "AZURE_CLIENT_ID"],
    ["tenant-id", "AZURE_TENANT_ID"],
    ["subscription-id", "AZURE_SUBSCRIPTION_ID"],
  ] as const)("takes %s from %s where the input is blank", (name, variable) => {
    expect(readInputs({ [variable]: " from-env " }, () => {})[name]).toBe("from-env");
    const both = { [variable]: "from-env", [`INPUT_${name.toUpperCase()}`]: "from-input" };
    expect(readInputs(both, () => {})[name]).toBe("from-input");
  });

  it("does not take a managed identity's client-id from the environment, and the other ones as always", () => {
    const env = { AZURE_CLIENT_ID: "client", AZURE_TENANT_ID: "tenant", INPUT_LOGIN: " Managed-Identity " };
    expect(readInputs(env, () => {})).toMatchObject({ "client-id": "", "tenant-id": "tenant" });
    const workload = { ...env, INPUT_LOGIN: "workload-identity" };
    expect(readInputs(workload, () => {})).toMatchObject({ "client-id": "client", "tenant-id": "tenant" });
  });

  it("masks the password and the token, and no other input", () => {
    const masked: string[] = [];
    const env = Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, `${name}-value`]));
    readInputs(env, (secret) => masked.push(secret));
    expect(masked).toEqual(["source-password-value", "github-token-value"]);
  });
});

describe("findRenamedInputs", () => {
  it("names the input of today, with the line to paste", () => {
    expect(findRenamedInputs({ INPUT_LOCKFILE: " deploy/images.lock.yml\n" })).toEqual([
      {
        code: "INPUT_INVALID",
        stage: "input",
        input: "lockfile",
        message: "lockfile: this input is now called lock-file.",
        remedy: "Rename it in the step:\nlock-file: deploy/images.lock.yml",
      },
    ]);
  });

  it("refuses an earlier name without a value too", () => {
    expect(findRenamedInputs({ INPUT_LOCKFILE: "" })).toMatchObject([{ remedy: "Rename it in the step:\nlock-file:" }]);
  });

  it("finds nothing in the inputs of today", () => {
    expect(findRenamedInputs(Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, "x"])))).toEqual(
      [],
    );
  });
});
