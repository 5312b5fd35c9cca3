import { describe, expect, it } from "@jest/globals";
import { parseJson, parseJsonObject, parseUtf8Json, textAt, valueAt } from "../../src/json.ts";

const BROKEN_UTF8 = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);

describe("JSON of untrusted servers", () => {
  it.each(["", "{", "<html>", "\ufeff{}"])("is undefined for the text %j", (text) => {
    expect(parseJson(text)).toBeUndefined();
    expect(parseUtf8Json(Buffer.from(text))).toBeUndefined();
    expect(parseJsonObject(Buffer.from(text))).toBeUndefined();
  });

  it.each(["null", "[]", "1", '"x"'])("is no object in %s", (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(parseJsonObject(Buffer.from(text))).toBeUndefined();
  });

  it("is refused with broken UTF-8 only where it is read strictly", () => {
    expect(parseJsonObject(BROKEN_UTF8)).toEqual({ a: "\ufffd" });
    expect(parseUtf8Json(BROKEN_UTF8)).toBeUndefined();
    expect(parseUtf8Json(Buffer.from('{"a":"ü"}'))).toEqual({ a: "ü" });
  });

  it("has values at paths of its own keys only", () => {
    const document = parseJson('{"error":{"code":"DENIED","empty":"","list":["x"]},"__proto__":{"own":"yes"}}');
    expect(valueAt(document, "error", "list")).toEqual(["x"]);
    expect(textAt(document, "error", "code")).toBe("DENIED");
    expect(textAt(document, "__proto__", "own")).toBe("yes");
    expect(valueAt(document)).toBe(document);
    for (const path of [["constructor"], ["error", "toString"], ["error", "list", "0"], ["error", "code", "length"]]) {
      expect(valueAt(document, ...path)).toBeUndefined();
    }
    for (const path of [
      ["error", "empty"],
      ["error", "list"],
      ["missing", "code"],
    ]) {
      expect(textAt(document, ...path)).toBeUndefined();
    }
  });
});
