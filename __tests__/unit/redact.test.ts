import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createRedactor, cut, prepareQuote } from "../../src/redact.ts";
import { ENCODINGS } from "../emulator/echo.ts";
import { findSecretsInText } from "../emulator/secrets.ts";

const PASSWORD = `p@ss w0rd/+&=?"'<ä>\\%2F~(0)-Zq7Lk3Vx9`;

function redactorOf(...secrets: readonly string[]) {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor.redact;
}

describe("a redactor", () => {
  it.each(Object.entries(ENCODINGS))("removes a secret from a text: %s", (_name, encode) => {
    const text = redactorOf(PASSWORD)(`before ${encode(PASSWORD)} after`);
    expect(findSecretsInText([PASSWORD, PASSWORD.slice(-8)], text)).toEqual([]);
    expect(text).toMatch(/^before .*\[redacted\].* after$/s);
  });

  it("leaves a text without secrets as it is", () => {
    const text = `Reading contoso.azurecr.io/api@sha256:${"0a".repeat(32)} failed…`;
    expect(redactorOf(PASSWORD)(text)).toBe(text);
    expect(redactorOf()(text)).toBe(text);
    expect(redactorOf(PASSWORD)("")).toBe("");
  });

  it.each([
    [
      "a secret that is the start of another",
      ["token-a", "token-a-and-more"],
      "x token-a-and-more y",
      "x [redacted] y",
    ],
    ["a secret that is the end of another", ["and-more", "token-a-and-more"], "x token-a-and-more y", "x [redacted] y"],
    ["secrets that overlap", ["abcdef", "defghi"], "x abcdefghi y", "x [redacted] y"],
    ["a secret within another", ["abcdefghij", "cdef"], "x abcdefghij y", "x [redacted] y"],
    ["secrets side by side", ["abcdef", "ghijkl"], "abcdefghijkl", "[redacted][redacted]"],
    ["one secret twice", ["abcdef"], "abcdef-abcdef", "[redacted]-[redacted]"],
    ["a cut secret", [PASSWORD], `x ${PASSWORD.slice(0, 5)}… y`, "x [redacted]… y"],
    [
      "secrets that are cut in each line",
      [PASSWORD],
      `${PASSWORD.slice(0, 9)}…\n${PASSWORD.slice(0, 7)}…`,
      "[redacted]…\n[redacted]…",
    ],
    ["a cut secret in percent signs", [PASSWORD], "x p%40ss+w0rd%2… y", "x [redacted]… y"],
    [
      "a secret that is cut within a character",
      [PASSWORD],
      `x ${encodeURIComponent(PASSWORD).slice(0, 37)}… y`,
      "x [redacted]… y",
    ],
    ["a secret beside bytes that are no text", ["abcdef"], "x%FF%61%62%63%64%65%66%FE y", "x%FF[redacted]%FE y"],
    ["a secret's encoded character alone, of three bytes", ["ab€€cd"], "%2561b%25E2%2582%25AC€%63d", "[redacted]"],
    [
      "a secret that became a host name",
      ["Zq7Lk3Vx9Tr5Wm2B"],
      "https://zq7lk3vx9tr5wm2b.example/",
      "https://[redacted].example/",
    ],
    ["a secret that the text's end cuts", [PASSWORD], `x ${PASSWORD.slice(0, 14)}`, "x [redacted]"],
    ["a secret that a quote cuts", ["long".repeat(500)], `x ${"long".repeat(300)}… y`, "x [redacted]… y"],
    [
      "a line of a secret with several",
      [`-----\n${"ab1".repeat(9)}\n-----`],
      `x ${"ab1".repeat(9)} y`,
      "x [redacted] y",
    ],
    ["a secret whose line breaks became blanks", ["first line\n  second"], "x first line second y", "x [redacted] y"],
  ])("removes %s", (_name, secrets, text, expected) => {
    expect(redactorOf(...secrets)(text)).toBe(expected);
  });

  it("does not know secrets of fewer than four characters", () => {
    expect(redactorOf("abc", "")("abc")).toBe("abc");
    expect(redactorOf("abcd")("abcd abc")).toBe("[redacted] abc");
  });

  it("leaves no secret in any text", () => {
    const secret = fc.string({ unit: fc.constantFrom(..."abAB01+/=-_. %\"'\\<&ä€"), minLength: 12, maxLength: 40 });
    const encodings = fc.constantFrom(...Object.values(ENCODINGS));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        encodings,
        fc.string(),
        (secrets, encode, filler) => {
          const redact = redactorOf(...secrets);
          const text = redact(secrets.map(encode).join(filler));
          expect(secrets.filter((each) => text.includes(each) || text.includes(encodeURIComponent(each)))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("prepareQuote", () => {
  it("cuts first: what comes after the first 4,096 characters is not searched", () => {
    const seen: number[] = [];
    const redact = (text: string) => {
      seen.push(text.length);
      return text;
    };
    expect(prepareQuote("http://".repeat(200_000), redact).length).toBeLessThan(4_200);
    expect(seen).toEqual([4_097]);
  });

  it("removes secrets before queries, which would take a part of a secret with them", () => {
    const redact = redactorOf('abc?def "ghi"');
    expect(prepareQuote('https://x.example/?q=abc?def "ghi" end', redact)).toBe("https://x.example/?… end");
    expect(prepareQuote('password abc?def "ghi" is wrong', redact)).toBe("password [redacted] is wrong");
  });

  it("removes a secret that the cut divides", () => {
    const quote = prepareQuote(`${"x ".repeat(2_040)}${PASSWORD}`, redactorOf(PASSWORD));
    expect(quote).toMatch(/x \[redacted\]…$/);
  });

  it("removes tokens that are not of this run", () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${"Ab3_-".repeat(20)}.${"Cd4".repeat(20)}`;
    expect(prepareQuote(`bad ${token} given`, redactorOf())).toBe("bad [redacted] given");
  });
});

it("cut marks what it cut", () => {
  expect([cut("abc", 3), cut("abcd", 3)]).toEqual(["abc", "abc…"]);
});
