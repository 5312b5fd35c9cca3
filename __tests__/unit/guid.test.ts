import { expect, it } from "@jest/globals";
import { GUID_PATTERN, isGuid } from "../../src/guid.ts";

const GUID = "0b1f6471-5555-4666-8777-98888888888a";

it.each([
  ["lower case", GUID, true],
  ["upper case", GUID.toUpperCase(), true],
  ["nothing", "", false],
  ["a digit too many", `${GUID}0`, false],
  ["a digit too few", GUID.slice(1), false],
  ["braces", `{${GUID}}`, false],
  ["no hyphens", GUID.replaceAll("-", ""), false],
  ["a letter after f", GUID.replace("a", "g"), false],
  ["a line break after it", `${GUID}\n`, false],
])("recognises a GUID: %s", (_name, text, expected) => {
  expect(isGuid(text)).toBe(expected);
});

it("is found within a text", () => {
  const found = `ID ${GUID} and ${GUID.toUpperCase()}.`.match(new RegExp(GUID_PATTERN, "gi"));
  expect(found).toEqual([GUID, GUID.toUpperCase()]);
});
