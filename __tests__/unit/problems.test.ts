// What the compiler refuses of codes and of the table, and what the table gives a problem.
import { describe, expect, it } from "@jest/globals";
import { NetworkError, PromotionError, problemOf } from "../../src/errors.ts";
import { PROBLEMS, type ProblemCode, problem, problemAnchor, type Stage } from "../../src/problems.ts";

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe("the table of problems", () => {
  it.each(codes)("has a remedy for %s that is an imperative sentence or a form to write", (code) => {
    const [sentence = ""] = PROBLEMS[code].remedy.split("\n");
    expect(sentence).toMatch(/^[A-Z][a-z]/);
    expect(sentence).not.toMatch(/^(?:The|It|Its|This|That|Something|There|A|An) /);
    expect(sentence.length).toBeGreaterThan(10);
  });

  it("refuses a code without a remedy or of no stage, and a code that it does not have", () => {
    type Entry = { readonly stage: Stage; readonly remedy: string };
    // @ts-expect-error a code has a remedy
    const withoutRemedy = { NEW_CODE: { stage: "plan" } } as const satisfies Record<string, Entry>;
    // @ts-expect-error a stage is one of the pass
    const withoutStage = { NEW_CODE: { stage: "later", remedy: "Wait." } } as const satisfies Record<string, Entry>;
    // @ts-expect-error an unknown code cannot be thrown
    const thrown = () => new PromotionError("NEW_CODE", "It is new.");
    // @ts-expect-error nor made into a problem
    const made = () => problem("NEW_CODE", "It is new.");
    // @ts-expect-error nor compared with one
    const compared = (error: PromotionError) => error.code === "NEW_CODE";
    // @ts-expect-error nor put together from parts
    const composed = (part: string) => problem(`TAG_${part}`, "It is put together.");
    expect([withoutRemedy, withoutStage, thrown, made, compared, composed]).toHaveLength(6);
  });

  it("anchors a section as GitHub anchors its heading", () => {
    expect(problemAnchor("TAG_CONFLICT")).toBe("tag_conflict");
  });
});

describe("a problem", () => {
  it("has the stage and the remedy of the table", () => {
    const { stage, remedy } = PROBLEMS.TAG_CONFLICT;
    const expected = { code: "TAG_CONFLICT", stage, message: "It moved.", remedy };
    expect(problem("TAG_CONFLICT", "It moved.")).toEqual(expected);
    expect(problemOf(new PromotionError("TAG_CONFLICT", "It moved."), "report")).toEqual(expected);
  });

  it("has what its place says more precisely", () => {
    const options = { stage: "import", side: "target", remedy: "Run again.", causeKey: "one" } as const;
    const expected = { code: "TAG_CONFLICT", message: "It moved.", ...options };
    expect(problem("TAG_CONFLICT", "It moved.", options)).toEqual(expected);
    expect(problemOf(new PromotionError("TAG_CONFLICT", "It moved.", options), "report")).toEqual(expected);
  });

  it("of the network is of the stage that sent the request", () => {
    const error = new NetworkError("NETWORK_RESET", "It broke off.", { stage: "login", host: "a.example", sent: true });
    expect(problemOf(error, "report")).toEqual({
      code: "NETWORK_RESET",
      stage: "login",
      message: "It broke off.",
      remedy: PROBLEMS.NETWORK_RESET.remedy,
      causeKey: "a.example",
    });
  });

  it("that nobody foresaw is of the stage in which it was caught", () => {
    expect(problemOf(new TypeError("x is undefined"), "plan")).toEqual({
      code: "UNEXPECTED",
      stage: "plan",
      message: "TypeError: x is undefined",
      remedy: PROBLEMS.UNEXPECTED.remedy,
    });
  });
});
