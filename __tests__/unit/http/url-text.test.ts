import { expect, it } from "@jest/globals";
import { redactUrl } from "../../../src/http/url-text.ts";

it.each([
  ["a signed query", "https://blob.example/layer?sig=secret&se=1", "https://blob.example/layer"],
  ["userinfo", "https://user:secret@registry.example:8443/v2/", "https://registry.example:8443/v2/"],
  ["a fragment", "https://registry.example/v2/#secret", "https://registry.example/v2/"],
  ["what is no URL", "secret", "(not a URL)"],
])("shows no %s", (_name, url, expected) => {
  expect(redactUrl(url)).toBe(expected);
});
