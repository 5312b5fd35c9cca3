import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PromotionError } from "../../../src/errors.ts";
import type { Digest } from "../../../src/oci/digest.ts";
import {
  beginsWithHost,
  formatReference,
  formatTarget,
  isRegistryHost,
  isRepository,
  isTag,
  normalizeRegistryHost,
  parseRegistryHost,
  parseRepository,
  parseSourceReference,
  parseTag,
} from "../../../src/oci/reference.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}` as Digest;

describe("formatTarget", () => {
  it.each([
    [[], "team/api"],
    [["1"], "team/api:1"],
    [["1", "latest"], "team/api:1,latest"],
  ])("of tags %j is %s", (tags, text) => {
    expect(formatTarget("team/api", tags)).toBe(text);
  });
});

describe("parseSourceReference", () => {
  it.each([
    ["a tag", "api:1.4.2", { repository: "api", tag: "1.4.2" }],
    ["a digest", `api@${DIGEST}`, { repository: "api", digest: DIGEST }],
    ["tag and digest", `api:1@${DIGEST}`, { repository: "api", tag: "1", digest: DIGEST }],
    ["a path", "team/sub/api:1", { repository: "team/sub/api", tag: "1" }],
    ["a host", "dev.azurecr.io/api:1", { registry: "dev.azurecr.io", repository: "api", tag: "1" }],
    ["a host with a port", "r.example:8443/api:1", { registry: "r.example:8443", repository: "api", tag: "1" }],
    ["a host with the default port", "r.example:443/api:1", { registry: "r.example", repository: "api", tag: "1" }],
    ["a host in upper case", "Dev.AzureCR.io/api:1", { registry: "dev.azurecr.io", repository: "api", tag: "1" }],
    ["an official image", "docker.io/alpine:3", { registry: "docker.io", repository: "library/alpine", tag: "3" }],
    [
      "Docker Hub's other name",
      "index.docker.io/alpine:3",
      { registry: "docker.io", repository: "library/alpine", tag: "3" },
    ],
    [
      "an image of a user at Docker Hub",
      "docker.io/me/app:3",
      { registry: "docker.io", repository: "me/app", tag: "3" },
    ],
    ["separators", "a.b/c__d/e---f_g:1", { registry: "a.b", repository: "c__d/e---f_g", tag: "1" }],
    ["a name with a dot and no host", "docker.io:3", { repository: "docker.io", tag: "3" }],
    ["a tag that looks like a number", "api:007", { repository: "api", tag: "007" }],
    ["a tag of 128", `api:${"t".repeat(128)}`, { repository: "api", tag: "t".repeat(128) }],
    ["a repository of 255", `${"r".repeat(255)}:1`, { repository: "r".repeat(255), tag: "1" }],
  ])("takes %s", (_name, text, reference) => {
    expect(parseSourceReference(text)).toEqual(reference);
  });

  it.each([
    ["nothing", ""],
    ["a blank in it", "api :1"],
    ["a blank around it", " api:1"],
    ["a newline behind it", "api:1\n"],
    ["NUL", "api\0:1"],
    ["an upper-case repository", "Api:1"],
    ["a dot segment", "team/../api:1"],
    ["a coded dot segment", "team/%2e%2e/api:1"],
    ["an empty path part", "team//api:1"],
    ["a slash at the end", "team/api/:1"],
    ["a slash at the start", "/api:1"],
    ["a backslash", "team\\api:1"],
    ["two dots in a name", "a..b:1"],
    ["three underscores", "a___b:1"],
    ["a dash at the end", "api-:1"],
    ["a dot at the start", ".api:1"],
    ["two @", `api@${DIGEST}@${DIGEST}`],
    ["nothing before @", `@${DIGEST}`],
    ["nothing behind @", "api:1@"],
    ["an empty tag", "api:"],
    ["an empty tag before a digest", `api:@${DIGEST}`],
    ["two tags", "api:1:2"],
    ["a tag with a slash", "r.example/api:1/2"],
    ["a tag that begins with a dot", "api:.1"],
    ["a tag that begins with a dash", "api:-1"],
    ["a tag of 129", `api:${"t".repeat(129)}`],
    ["a repository of 256", `${"r".repeat(256)}:1`],
    ["more than any reference has", `${"r/".repeat(2_000)}r:1`],
    ["sha512", `api@sha512:${"a".repeat(128)}`],
    ["an upper-case digest", `api@${DIGEST.toUpperCase()}`],
    ["a short digest", `api@${DIGEST.slice(0, -1)}`],
    ["a digest alone", DIGEST],
    ["http", "http://r.example/api:1"],
    ["https", "https://r.example/api:1"],
    ["userinfo", "user:password@r.example/api:1"],
    ["localhost", "localhost/api:1"],
    ["localhost with a port", "localhost:5000/api:1"],
    ["a host without a dot, with a port", "registry:5000/api:1"],
    ["an IPv4 address", "10.0.0.1/api:1"],
    ["an IPv4 address with a port", "10.0.0.1:5000/api:1"],
    ["an IPv6 address", "[::1]:5000/api:1"],
    ["port 0", "r.example:0/api:1"],
    ["port 65536", "r.example:65536/api:1"],
    ["a port with a sign", "r.example:+443/api:1"],
    ["an empty port", "r.example:/api:1"],
    ["a host that ends with a dot", "r.example./api:1"],
    ["an underscore in a host", "r_x.example/api:1"],
    ["a Kelvin sign in a host", "doc\u212aer.io/alpine:3"],
    ["full-width letters", "\uff41pi:1"],
    ["bidirectional controls", "api\u202e:1"],
  ])("refuses %s", (_name, text) => {
    expect(() => parseSourceReference(text)).toThrow(
      expect.objectContaining({ name: "PromotionError", code: "REFERENCE_INVALID", stage: "input" }),
    );
  });

  it.each(["oci://", "docker://", "https://", "HTTP://"])("names the %s that stands before a reference", (scheme) => {
    expect(() => parseSourceReference(`${scheme}r.example/api:1`)).toThrow(`write it without ${scheme}`);
  });

  it("never means latest", () => {
    expect(() => parseSourceReference("dev.azurecr.io/api")).toThrow(
      expect.objectContaining({
        code: "REFERENCE_UNPINNED",
        remedy: expect.stringContaining("latest is never assumed"),
      }),
    );
  });

  it("reads back what formatReference writes", () => {
    fc.assert(
      fc.property(references(), (reference) => {
        expect(parseSourceReference(formatReference(reference))).toEqual(reference);
      }),
    );
  });

  it("throws only its own error, for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), nearReferences()), (text) => {
        try {
          expect(parseSourceReference(text).repository).not.toBe("");
        } catch (error) {
          expect(error).toBeInstanceOf(PromotionError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("64 KiB of anything", () => {
  const size = 65_536;
  const texts: [string, string][] = [
    "a",
    ":",
    "@",
    "/",
    ".",
    "-",
    "_",
    "a-",
    "a/",
    "a.",
    "__",
    "\0",
    "\u{1f600}",
    "sha256:",
  ].map((unit) => [JSON.stringify(unit), unit.repeat(Math.ceil(size / unit.length))]);
  const parsers = { parseSourceReference, parseRepository, parseTag, parseRegistryHost };

  it.each(texts)("of %s is refused at once", (_name, text) => {
    for (const parse of Object.values(parsers)) {
      expectCpuTimeBelow(50, () => expect(() => parse(text)).toThrow(PromotionError));
    }
  });
});

describe("hosts", () => {
  it.each([
    ["a host", "r.example", true],
    ["a host of 253", `${"a.".repeat(125)}abc`, true],
    ["a host of 254", `${"a.".repeat(125)}abcd`, false],
    ["a label of 63", `${"a".repeat(63)}.example`, true],
    ["a label of 64", `${"a".repeat(64)}.example`, false],
    ["upper case, which parseRegistryHost folds", "R.example", false],
    ["an address in hexadecimal", "0x7f.1", false],
    ["a numeric top domain", "r.123", false],
    ["one label", "registry", false],
    ["two ports", "r.example:1:2", false],
  ])("%s", (_name, text, good) => {
    expect(isRegistryHost(text)).toBe(good);
  });

  it("are the first of several parts, with a dot, a colon or as localhost", () => {
    expect(["a.b/c", "a:1/c", "localhost/c"].map(beginsWithHost)).toEqual([true, true, true]);
    expect(["a/c.d", "a.b", "a", "", "/a.b"].map(beginsWithHost)).toEqual([false, false, false, false, false]);
  });

  it.each(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "hub.docker.com"])(
    "%s is Docker Hub",
    (host) => expect(parseRegistryHost(host)).toBe("docker.io"),
  );

  it.each([
    ["R.Example:443", "r.example"],
    ["r.example:4430", "r.example:4430"],
    ["REGISTRY-1.docker.io:443", "docker.io"],
    ["not a host", "not a host"],
  ])("%s is normalized to %s", (text, host) => expect(normalizeRegistryHost(text)).toBe(host));

  it.each(["evildocker.io", "docker.io.evil.example", "auth.docker.io"])("%s is not Docker Hub", (host) => {
    expect(parseRegistryHost(host)).toBe(host);
  });
});

const alphanumeric = (characters: string, least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: least, maxLength: most });
const LOWER = "abcxyz0189";
const component = () =>
  fc
    .array(fc.tuple(fc.constantFrom(".", "_", "__", "-", "---"), alphanumeric(LOWER, 1, 4)), { maxLength: 3 })
    .chain((rest) => alphanumeric(LOWER, 1, 5).map((first) => `${first}${rest.map((pair) => pair.join("")).join("")}`));
const repositories = () =>
  fc
    .array(component(), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/"))
    .filter((repository) => isRepository(repository) && !beginsWithHost(repository));
const tags = () =>
  fc
    .tuple(alphanumeric("aZ0_", 1, 1), alphanumeric("aZ0_.-", 0, 127))
    .map(([first, rest]) => `${first}${rest}`)
    .filter(isTag);
const digests = () => alphanumeric("0123456789abcdef", 64, 64).map((hex) => `sha256:${hex}` as Digest);
const hosts = () =>
  fc
    .tuple(alphanumeric(LOWER, 1, 20), fc.constantFrom(".azurecr.io", ".example", ".example:8443"))
    .map(([label, domain]) => `${label}${domain}`);

function references() {
  return fc
    .record(
      { registry: hosts(), repository: repositories(), tag: tags(), digest: digests() },
      { requiredKeys: ["repository"] },
    )
    .map(({ registry, repository, tag, digest }) => ({
      ...(registry !== undefined && { registry }),
      repository,
      ...(tag !== undefined && { tag }),
      ...((tag === undefined || digest !== undefined) && { digest: digest ?? DIGEST }),
    }));
}

/** References with a character changed, which come nearer to the grammar's edges than chance does. */
function nearReferences() {
  return fc
    .tuple(references(), fc.nat(), fc.constantFrom(..."/:@.-_ %A\n\0", "..", "//", "https://", "\u212a"))
    .map(([reference, at, wedge]) => {
      const text = formatReference(reference);
      const cut = at % (text.length + 1);
      return `${text.slice(0, cut)}${wedge}${text.slice(cut)}`;
    });
}
