// Our description of the operations against Microsoft's, and the recordings against our description.
import { describe, expect, it } from "@jest/globals";
import { DIFFERENCES, NOT_DESCRIBED } from "../../description/differences.ts";
import { allDifferences, differencesOf, readMicrosoft } from "../../description/microsoft.ts";
import { OPERATIONS } from "../../description/operations.ts";

const microsoft = readMicrosoft();

it("every operation is Microsoft's, or there is a reason", () => {
  const others = OPERATIONS.filter(({ origin }) => origin === "none").map(({ id }) => id);
  expect(others).toEqual(Object.keys(NOT_DESCRIBED));
});

(microsoft === undefined ? describe.skip : describe)("our description against Microsoft's", () => {
  const documents = microsoft as NonNullable<typeof microsoft>;

  it("differs only where there is a reason", () => {
    expect(allDifferences(documents).filter((found) => !DIFFERENCES.some(({ at }) => at.test(found)))).toEqual([]);
  });

  it("has no reason for what does not differ", () => {
    const found = allDifferences(documents);
    expect(DIFFERENCES.filter(({ at }) => !found.some((each) => at.test(each)))).toEqual([]);
  });

  it("is found to differ in an operation with another name, parameter or property", () => {
    const operation = OPERATIONS.find(({ id }) => id === "Registries_ImportImage");
    if (operation === undefined) throw new Error("the operation is missing");
    const changed = { ...operation, query: {}, json: { type: "object", properties: { tags: { type: "string" } } } };
    expect(differencesOf(changed, documents.arm)).toEqual(
      expect.arrayContaining([
        "Registries_ImportImage query api-version: absent | string minLength=1",
        "Registries_ImportImage json.tags: string | absent",
        "Registries_ImportImage json.source.sourceImage: absent | string",
      ]),
    );
  });
});
