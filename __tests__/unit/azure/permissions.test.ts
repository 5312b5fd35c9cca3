// Permissions as ARM lists them in, the right to import out.
import { describe, expect, it } from "@jest/globals";
import { allows, IMPORT_ACTION, parsePermissions } from "../../../src/azure/permissions.ts";
import { AzureError } from "../../../src/errors.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

const permission = (actions: readonly string[], notActions: readonly string[] = []) => ({ actions, notActions });

describe("the right to import", () => {
  it.each([
    ["the action itself", ["Microsoft.ContainerRegistry/registries/importImage/action"], []],
    ["the action in another case", ["microsoft.containerregistry/REGISTRIES/importimage/Action"], []],
    ["everything", ["*"], []],
    ["everything of the provider", ["Microsoft.ContainerRegistry/*"], []],
    ["a wildcard in the middle", ["Microsoft.ContainerRegistry/*/importImage/action"], []],
    ["all actions", ["*/action"], []],
    ["everything but what does not matter", ["*"], ["Microsoft.Authorization/*/Write"]],
  ])("is in %s", (_name, actions, notActions) => {
    expect(allows([permission(actions, notActions)], IMPORT_ACTION)).toBe(true);
  });

  it.each([
    ["nothing", [], []],
    ["reading", ["*/read"], []],
    ["another action", ["Microsoft.ContainerRegistry/registries/push/write"], []],
    ["a longer name", ["Microsoft.ContainerRegistry/registries/importImage/action/more"], []],
    ["a part of the name", ["registries/importImage"], []],
    ["parts that overlap", ["Microsoft.ContainerRegistry/registries/importImage*Image/action"], []],
    ["everything but it", ["*"], ["Microsoft.ContainerRegistry/registries/importImage/*"]],
  ])("is not in %s", (_name, actions, notActions) => {
    expect(allows([permission(actions, notActions)], IMPORT_ACTION)).toBe(false);
  });

  it("is there where one of several roles has it, whatever another excludes", () => {
    expect(allows([permission(["*/read"]), permission(["*"], ["*/action"]), permission(["*"])], IMPORT_ACTION)).toBe(
      true,
    );
  });

  it("is found in linear time", () => {
    const ask = () => expect(allows([permission(["*a".repeat(20_000)])], `${"a".repeat(30_000)}b`)).toBe(false);
    expectCpuTimeBelow(1_000, ask);
  });
});

describe("ARM's list of permissions", () => {
  it("is read without what is not asked for", () => {
    const text = JSON.stringify({ value: [{ actions: ["*/read", 7], notActions: null, dataActions: ["x"] }, null] });
    expect(parsePermissions(text)).toEqual([
      { actions: ["*/read"], notActions: [] },
      { actions: [], notActions: [] },
    ]);
  });

  it.each(["", "null", "<html>", '{"value":{}}', "[]"])("is no list in %j", (text) => {
    expect(() => parsePermissions(text)).toThrow(AzureError);
  });
});
