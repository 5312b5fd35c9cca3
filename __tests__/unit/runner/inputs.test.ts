import { describe, expect, it } from "@jest/globals";
import {
  findRenamedInputs,
  INPUTS,
  noticeLongInputs,
  noticeShortSecrets,
  readInputs,
} from "../../../src/runner/inputs.ts";
import { openCore } from "../../runner-core.ts";

const readIn = (env: Record<string, string>, mask: (secret: string) => void = () => undefined) =>
  readInputs({ env, core: openCore(env, () => undefined) }, mask);

describe("readInputs", () => {
  it("reads every input under the name that the runner gives it, trimmed", () => {
    const env = Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, ` ${name}-value\n`]));
    expect(readIn(env)).toEqual(Object.fromEntries(INPUTS.map((name) => [name, `${name}-value`])));
  });

  it("gives the empty text for what is not there", () => {
    expect(new Set(Object.values(readIn({})))).toEqual(new Set([""]));
  });

  it.each([
    ["client-id", "AZURE_CLIENT_ID"],
    ["tenant-id", "AZURE_TENANT_ID"],
    ["subscription-id", "AZURE_SUBSCRIPTION_ID"],
  ] as const)("takes %s from %s where the input is blank", (name, variable) => {
    expect(readIn({ [variable]: " from-env " })[name]).toBe("from-env");
    const both = { [variable]: "from-env", [`INPUT_${name.toUpperCase()}`]: "from-input" };
    expect(readIn(both)[name]).toBe("from-input");
  });

  it("does not take a managed identity's client-id from the environment, and the other ones as always", () => {
    const env = { AZURE_CLIENT_ID: "client", AZURE_TENANT_ID: "tenant", INPUT_LOGIN: " Managed-Identity " };
    expect(readIn(env)).toMatchObject({ "client-id": "", "tenant-id": "tenant" });
    const workload = { ...env, INPUT_LOGIN: "workload-identity" };
    expect(readIn(workload)).toMatchObject({ "client-id": "client", "tenant-id": "tenant" });
  });

  it("masks the password and the token, and no other input", () => {
    const masked: string[] = [];
    const env = Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, `${name}-value`]));
    readIn(env, (secret) => masked.push(secret));
    expect(masked).toEqual(["source-password-value", "github-token-value"]);
  });
});

describe("noticeLongInputs", () => {
  const NAME_LENGTH = "INPUT_TAGS=\0".length;

  it.each([
    ["Linux", "a", 131_072 * 0.75 - NAME_LENGTH, "98304 bytes"],
    ["macOS", "a", 131_072 * 0.75 - NAME_LENGTH, "98304 bytes"],
    ["Linux", "é", (131_072 * 0.75 - NAME_LENGTH) / 2 + 1, "bytes"],
    ["Windows", "é", Math.ceil(32_767 * 0.75) - NAME_LENGTH, "24576 characters"],
  ])("on %s, an input of %s is noticed at 75 %% of the limit and not below", (system, letter, length, expected) => {
    const noticesOf = (text: string) => noticeLongInputs({ RUNNER_OS: system, INPUT_TAGS: text });
    expect(noticesOf(letter.repeat(length))).toEqual([expect.stringMatching(`^tags has .*${expected}.* images-file`)]);
    expect(noticesOf(letter.repeat(length - 2))).toEqual([]);
  });

  it("covers all inputs, with what to do where there is a shorter form", () => {
    const env = Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, "x".repeat(131_000)]));
    const notices = noticeLongInputs(env);
    expect(notices.map((notice) => notice.split(" ")[0])).toEqual(INPUTS);
    expect(notices.filter((notice) => notice.endsWith("Shorten it."))).toHaveLength(INPUTS.length - 7);
  });
});

describe("noticeShortSecrets", () => {
  it("names each secret that is too short to be masked", () => {
    const notices = (password: string) => noticeShortSecrets(readIn({ "INPUT_SOURCE-PASSWORD": password }));
    expect(notices("abc")).toEqual([expect.stringContaining("source-password has fewer than 4 characters.")]);
    expect([...notices("abcd"), ...notices("")]).toEqual([]);
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
