// Our description of the operations against Microsoft's, and the recordings against our description.
import { describe, expect, it } from "@jest/globals";
import { DIFFERENCES, NOT_DESCRIBED } from "../../description/differences.ts";
import { allDifferences, differencesOf, readMicrosoft } from "../../description/microsoft.ts";
import { OPERATIONS } from "../../description/operations.ts";
import { findOperation, mistakesOfAnswer } from "../../description/validation.ts";
import { SHORTENED } from "../../recordings/library.ts";
import { textOf } from "../../recordings/recording.ts";

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

/** Recorded responses that are not as described, by `recording place`, and why. */
const OTHERWISE: Readonly<Record<string, { readonly mistakes: readonly string[]; readonly reason: string }>> = {
  "arm-import-2026-03-01-preview 1": {
    mistakes: ["response 200: /properties must NOT have additional properties: regionalEndpoints"],
    reason: "A preview api-version shows more.",
  },
  "arm-registry-list-2023-01-01-preview 0": {
    mistakes: ["response 200: /value/0/properties/policies must NOT have additional properties: softDeletePolicy"],
    reason: "A preview api-version shows more.",
  },
  "arm-import-2026-03-01-preview 2": {
    mistakes: ["response 202: header retry-after"],
    reason: "The recorder drops this header.",
  },
  "arm-import-2026-03-01-preview 3": {
    mistakes: ["response 202: header retry-after"],
    reason: "The recorder drops this header.",
  },
  "arm-import-2019-05-01 0": {
    mistakes: ["response 202: header location", "response 202 has a body"],
    reason: "Of 2022: the Location was not signed, the body was null.",
  },
  "arm-import-2019-05-01 2": {
    mistakes: ["response 202: header location", "response 202 has a body"],
    reason: "Of 2022: the Location was not signed, the body was null.",
  },
  "arm-registry-delete-2026-01-01-preview 1": {
    mistakes: ["response 202 is of type undefined", "response 202: it must be object"],
    reason: "The poll of a delete is empty; the polls of imports that were recorded are not.",
  },
  "acr-metadata-absent 3": {
    mistakes: ["response 404 is of type text/plain; charset=utf-8", "response 404: it must be object"],
    reason: "A malformed digest is no route. The action sends none.",
  },
};

it("recorded responses are as described, or there is a reason", () => {
  const found: Record<string, (string | undefined)[]> = {};
  let described = 0;
  for (const { file, exchanges } of SHORTENED.recordings.values())
    for (const [at, { evidence, request, response }] of exchanges.entries()) {
      const url = new URL(request.url);
      const operation = findOperation({ method: request.method, target: `${url.pathname}${url.search}` });
      if (evidence !== "recorded" || operation === undefined || response.status === null) continue;
      const body = Buffer.from(textOf(response.body));
      const mistakes = mistakesOfAnswer(operation, { status: response.status, headers: { ...response.headers }, body });
      described += 1;
      if (mistakes.some((each) => each !== undefined))
        found[`${file} ${at}`] = mistakes.filter((each) => each !== undefined);
    }
  expect(described).toBeGreaterThan(25);
  expect(found).toEqual(Object.fromEntries(Object.entries(OTHERWISE).map(([at, { mistakes }]) => [at, mistakes])));
});
