import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseChallenges } from "../../../src/registry/auth/challenge.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

function plain(header: string): unknown {
  return parseChallenges(header)?.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe("parseChallenges", () => {
  it.each<[string, string, unknown]>([
    [
      "ACR's",
      'Bearer realm="https://r.azurecr.io/oauth2/token",service="r.azurecr.io",scope="repository:a/b:pull",error="insufficient_scope"',
      [
        [
          "bearer",
          {
            realm: "https://r.azurecr.io/oauth2/token",
            service: "r.azurecr.io",
            scope: "repository:a/b:pull",
            error: "insufficient_scope",
          },
        ],
      ],
    ],
    ["one with blanks after commas", 'Bearer realm="x", service="y"', [["bearer", { realm: "x", service: "y" }]]],
    [
      "one with commas in a value",
      'Bearer scope="repository:a:pull,push"',
      [["bearer", { scope: "repository:a:pull,push" }]],
    ],
    ["unquoted values and other cases", "BASIC Realm=Registry", [["basic", { realm: "Registry" }]]],
    ["a scheme alone", "Negotiate", [["negotiate", {}]]],
    ["escapes", 'Basic realm="a \\"b\\" \\\\"', [["basic", { realm: 'a "b" \\' }]]],
    [
      "several of one answer",
      'Bearer realm="x",service="y", Basic realm="z", Negotiate',
      [
        ["bearer", { realm: "x", service: "y" }],
        ["basic", { realm: "z" }],
        ["negotiate", {}],
      ],
    ],
  ])("reads %s", (_name, header, expected) => {
    expect(plain(header)).toEqual(expected);
  });

  it.each([
    ["nothing", ""],
    ["blanks", "   "],
    ["a quote that does not end", 'Bearer realm="https://x'],
    ["text behind a value", 'Bearer realm="x" y'],
    ["a parameter twice", 'Bearer realm="https://good.example",realm="https://evil.example"'],
    ["a parameter twice in other case", 'Bearer realm="a",REALM="b"'],
    ["a line break in a value", 'Bearer realm="a\nb"'],
    ["letters beyond ASCII", 'Bearer realm="ｈttps://x"'],
    ["a parameter without a scheme", 'realm="x"'],
    ["a bare value", "Bearer abc123=="],
    ["an equals sign alone", "Bearer ="],
  ])("believes nothing of %s", (_name, header) => {
    expect(plain(header)).toBeUndefined();
  });

  it.each([
    ["quotes", '"'],
    ["backslashes in quotes", "\\"],
    ["commas", ","],
    ["blanks", " "],
    ["schemes", "a "],
    ["parameters", 'a="b",'],
    ["starts of parameters", "a="],
    ["letters", "a"],
  ])("takes 64 KiB of %s in at most 50 ms", (_name, unit) => {
    for (const head of ["", "Bearer ", 'Bearer realm="']) {
      // As long as is looked at, and as long as a test of the limit wants.
      for (const length of [16 * 1024, 64 * 1024]) {
        const text = (head + unit.repeat(length)).slice(0, length);
        expectCpuTimeBelow(50, () => parseChallenges(text));
      }
    }
  });

  it("reads every header that the grammar produces", () => {
    const token = fc.stringMatching(/^[a-z][a-z0-9_-]{0,10}$/);
    const value = fc.stringMatching(/^[ -~]{0,30}$/);
    fc.assert(
      fc.property(token, fc.dictionary(token, value, { minKeys: 1 }), (scheme, parameters) => {
        const written = Object.entries(parameters)
          .map(([name, text]) => `${name}="${text.replace(/["\\]/g, "\\$&")}"`)
          .join(",");
        const read = parseChallenges(`${scheme} ${written}`);
        expect(read).toHaveLength(1);
        expect(read?.[0]?.scheme).toBe(scheme);
        expect(read?.[0]?.parameters).toEqual(new Map(Object.entries(parameters)));
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (header) => {
        parseChallenges(header);
      }),
    );
  });
});
