// What is fuzzed: each parser of foreign text, texts that come close to what it takes, and what must hold for any text.
import fc from "fast-check";
import { PromotionError } from "../../src/errors.ts";
import { pinsOf } from "../../src/files/pins.ts";
import { updateText } from "../../src/files/update-text.ts";
import { Glob } from "../../src/glob.ts";
import { decodeManifest } from "../../src/oci/manifest.ts";
import { formatReference, parseSourceReference } from "../../src/oci/reference.ts";
import { compareVersions, highestVersions, parseVersion } from "../../src/plan/versions.ts";
import { parseChallenges } from "../../src/registry/auth/challenge.ts";
import { parseHeldBefore } from "../../src/request/held-before.ts";
import { parseImagesFile } from "../../src/request/images-file.ts";
import { parseUndoDocument } from "../../src/request/undo-document.ts";
import { digestFor, imageReport, promotionReport, tagReport } from "../builders/report.ts";

/** A run with a moved tag, an untagged digest more, and a kept tag: each kind of choice occurs. */
const PINS = pinsOf(
  promotionReport([
    imageReport("api", { tags: [tagReport("1.4.2"), tagReport("latest", { status: "kept" })] }),
    imageReport("team/web", { tags: [tagReport("2.0")] }),
    imageReport("team/web", { tags: [tagReport("edge")], digest: digestFor("edge") }),
  ]),
);
/** One parser under fuzz. */
export interface FuzzTarget {
  readonly name: string;
  readonly input: fc.Arbitrary<string>;
  /** How long any one input may take, on the processor. */
  readonly maxMs: number;
  /** Throws where a property does not hold. */
  readonly check: (text: string) => void;
}

const KIB_64 = 64 * 1024;

/** Pieces of a grammar in any order and number, with anything in between: valid and nearly valid texts. */
function grammar(...pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.constantFrom(...pieces);
  const odd = fc.string({ unit: "binary", maxLength: 4 });
  const mixed = fc
    .array(fc.oneof({ arbitrary: piece, weight: 8 }, { arbitrary: odd, weight: 1 }), { maxLength: 24 })
    .map((parts) => parts.join(""));
  // Up to 64 KiB of one thing again and again finds what is not linear.
  const long = fc
    .tuple(mixed, fc.array(piece, { minLength: 1, maxLength: 4 }), fc.nat({ max: KIB_64 }), mixed)
    .map(([start, unit, length, end]) => {
      const text = unit.join("") || "a";
      return `${start}${text.repeat(Math.ceil(length / text.length)).slice(0, length)}${end}`;
    });
  return fc.oneof(
    { arbitrary: mixed, weight: 6 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 200 }), weight: 1 },
    { arbitrary: long, weight: 2 },
  );
}

/** The value, or undefined where it is refused; anything but our own error is passed on. */
function refusedOr<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PromotionError && error.code !== "UNEXPECTED") return undefined;
    throw error;
  }
}

function assert(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const DESCRIPTOR = `{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"${DIGEST}","size":7}`;

/** The parsers that read text of servers and users. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: "references",
    maxMs: 50,
    input: grammar(
      ..."a b7 A . .. - -- _ __ / // : @ :: library docker.io index.docker.io ghcr.io localhost 127.0.0.1 [::1] 5000 :443".split(
        " ",
      ),
      ..."latest 1.0 sha256: sha512: % %2f %00 ? # é ａ \u0130 \u212a xn--".split(" "),
      DIGEST,
      DIGEST.slice(7),
      " ",
      "\t",
      "\n",
      "\\",
      "\0",
    ),
    check: (text) => {
      const reference = refusedOr(() => parseSourceReference(text));
      if (reference === undefined) return;
      const { registry, repository, tag, digest } = reference;
      const parts = { ...reference, registry: registry ?? "registry.example.com" };
      assert(/^[\x21-\x7e]+$/.test(`${registry ?? ""}${repository}${tag ?? ""}${digest ?? ""}`), "not plain ASCII");
      assert(repository.length <= 255 && (tag ?? "").length <= 128, "longer than its limits");
      assert(!/(?:^|\/)\.{1,2}(?:\/|$)|\/\/|^\/|\/$/.test(repository), "a path that a URL would fold");
      // What was understood, written out and read again, is the same.
      const again = parseSourceReference(formatReference(parts));
      assert(JSON.stringify(sorted(again)) === JSON.stringify(sorted(parts)), "format and parse are no inverses");
      const url = new URL(`https://${parts.registry}/v2/${repository}/manifests/${digest ?? tag ?? ""}`);
      assert(url.pathname === `/v2/${repository}/manifests/${digest ?? tag ?? ""}`, "a URL repairs it");
    },
  },
  {
    name: "challenges",
    maxMs: 50,
    input: grammar(
      ...'Bearer bearer Basic Negotiate realm= realm service= scope= error= , = " \\ \\" "" ;'.split(" "),
      '="https://auth.example.com/token"',
      '"repository:a/b:pull"',
      " ",
      "  ",
      "\t",
      ", ",
      "a",
      "é",
      "\r\n",
    ),
    check: (text) => {
      const challenges = parseChallenges(text);
      for (const { scheme, parameters } of challenges ?? []) {
        assert(/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(scheme), `odd scheme ${scheme}`);
        for (const [name, value] of parameters) {
          assert(name === name.toLowerCase(), "names are in lower case");
          assert(!/[\r\n\0]/.test(value), "a line end in a parameter");
        }
      }
    },
  },
  {
    name: "manifests",
    maxMs: 200,
    input: grammar(
      ...'{ } [ ] , : " null true 0 -1 1.5 1e309 9007199254740993'.split(" "),
      '"schemaVersion":2',
      '"schemaVersion":1',
      '"mediaType":"application/vnd.oci.image.index.v1+json"',
      '"mediaType":"application/vnd.oci.image.manifest.v1+json"',
      '"manifests":[',
      `"manifests":[${DESCRIPTOR}]`,
      `"config":${DESCRIPTOR}`,
      `"layers":[${DESCRIPTOR}]`,
      `"subject":${DESCRIPTOR}`,
      `{"schemaVersion":2,"manifests":[${DESCRIPTOR}],"mediaType":"application/vnd.oci.image.index.v1+json"}`,
      `{"schemaVersion":2,"config":${DESCRIPTOR},"layers":[],"mediaType":"application/vnd.oci.image.manifest.v1+json"}`,
      DESCRIPTOR,
      '"__proto__":{"polluted":1}',
      '"constructor":{"prototype":{"polluted":1}}',
      '"platform":{"os":"linux","architecture":"amd64"}',
      "[".repeat(1000),
      '{"a":',
      "\ufeff",
      "\n",
    ),
    check: (text) => {
      for (const type of [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "",
      ]) {
        const manifest = refusedOr(() => decodeManifest(Buffer.from(text), type));
        if (manifest === undefined) continue;
        assert(/^sha256:[a-f0-9]{64}$/.test(manifest.digest), "no digest");
        const children = manifest.kind === "index" ? manifest.manifests : [manifest.config, ...manifest.layers];
        for (const { digest, sizeBytes } of children) {
          assert(/^sha256:[a-f0-9]{64}$/.test(digest), `an odd digest ${digest}`);
          assert(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0, `an odd size ${sizeBytes}`);
        }
      }
      assert(!("polluted" in {}), "a prototype was polluted");
    },
  },
  {
    name: "images-file",
    maxMs: 2_000,
    input: grammar(
      ..."version: images: - source: digest: repository: tags: referrers: mediaType: platforms: from: sourceRegistry: &a *a <<: !!js ? | > --- ... # ' \" { } [ ] , 1 1.10 0123 1e3 ~ null yes on 2024-01-01".split(
        " ",
      ),
      "version: 1\nimages:\n",
      "ghcr.io/a/b:1 => a/b:1\n",
      '["ghcr.io/a/b:1"]',
      "  - source: ghcr.io/a/b:1\n",
      "    tags: ['1.0', latest]\n",
      `    digest: ${DIGEST}\n`,
      "    source: ghcr.io/a/c:2\n",
      "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
      '{"version":1,"images":[{"source":"ghcr.io/a/b:1"}]}',
      "__proto__: { polluted: 1 }\n",
      "constructor:\n",
      "[".repeat(500),
      "{a: ".repeat(200),
      " ",
      "\n",
      "\r",
      "\t",
      "\0",
      "\ufeff",
      "\u2028",
    ),
    check: (text) => {
      const file = refusedOr(() => parseImagesFile(text, "images.yml"));
      for (const entry of file?.entries ?? []) assert(typeof entry === "object" && entry !== null, "an odd entry");
      assert(!("polluted" in {}), "a prototype was polluted");
    },
  },
  {
    name: "versions",
    maxMs: 200,
    input: grammar(
      ..."v 0 1 9 10 1000 2024 . - _ + rc alpha preview next RC alpine debian -12-r4 sha a0b1c2d .0 01".split(" "),
    ),
    check: (text) => {
      const version = parseVersion(text);
      if (version === undefined) return;
      assert(/^v?\d{1,3}\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(text.trim()), "it is no version");
      const [one, other] = [highestVersions([text]), highestVersions(["1.0.0", `1.0.0-${version.variant}`])];
      assert(compareVersions(one, one).order === "equal", "a version differs from itself");
      const orders = [compareVersions(one, other).order, compareVersions(other, one).order].sort().join();
      assert(["backward,forward", "equal,equal", "unknown,unknown"].includes(orders), `${orders} at once`);
    },
  },
  {
    name: "undo documents",
    maxMs: 2_000,
    input: grammar(
      ..."version: 1|registry: prod.azurecr.io|undo:|created:|truncated: true|- |{ |} |, |: |repository: |tag: |now: ".split(
        "|",
      ),
      ..."before: |uncertain: true|operationId: |api|latest|1.10|null|__proto__|&a|*a|!x|<<: |[|]|\"|'|#|---".split(
        "|",
      ),
      `"sha256:${"a".repeat(64)}"`,
      `"sha256:${"b".repeat(64)}"`,
      "\n",
      "\t",
      "\0",
      "\u2028",
    ),
    check: (text) => {
      const { entries = [] } = refusedOr(() => parseUndoDocument({ text })) ?? {};
      for (const { repository, tag, now, before } of entries) {
        assert(/^[a-z0-9._/-]+$/.test(repository) && /^[\w.-]+$/.test(tag), "an odd name");
        assert(
          [now, before].every((digest) => /^sha256:[0-9a-f]{64}$/.test(digest)),
          "an odd digest",
        );
      }
      assert(!("polluted" in {}), "a prototype was polluted");
    },
  },
  {
    name: "the memory of a lock file",
    maxMs: 2_000,
    input: grammar(
      "version: 1\n",
      "images: []\n",
      "held:\n",
      "  - repository: a/b\n",
      '    tag: "1"\n',
      `    digest: "sha256:${"0".repeat(64)}"\n`,
      '    since: "2026-05-02T05:17:24.123Z"\n',
      "    since: 0\n",
      "    changes: 4\n",
      "    changes: -1e9\n",
      "  - *a\n",
      "&a ",
      "? ",
      "[",
      "{",
      "__proto__: { polluted: 1 }\n",
    ),
    check: (text) => {
      // It is read beside the promotion: whatever the file holds, it does not fail the step.
      for (const { tag, digest, sinceMs, changes } of parseHeldBefore(text, "lock.yml") ?? []) {
        assert(/^[\w.-]+$/.test(tag) && /^sha256:[0-9a-f]{64}$/.test(digest), "an odd name");
        assert(Number.isSafeInteger(changes) && changes >= 0 && !Number.isNaN(sinceMs), "an odd number");
      }
      assert(!("polluted" in {}), "a prototype was polluted");
    },
  },
  {
    name: "updated files",
    maxMs: 2_000,
    input: grammar(
      "prod.azurecr.io/api",
      "prod.azurecr.io/api:1.4.1",
      "prod.azurecr.io/team/web:2.0",
      "prod.azurecr.io/team/web:edge",
      "PROD.azurecr.io:443/",
      "prod.azurecr.io",
      ...":1.4.1 :1.5.0 :latest /api -gateway /x image: FROM --from= docker:// https:// $ { } { , [ ] * & &a *a # // ' \" \\ : - . é".split(
        " ",
      ),
      `@${DIGEST}`,
      "images:\n",
      "- name: prod.azurecr.io/api\n  newTag: 1.4.1\n",
      "- newName: prod.azurecr.io/team/web\n",
      "  newTag: 2.0\r\n",
      `  digest: ${DIGEST}\n`,
      "- {name: prod.azurecr.io/api, newTag: '1.4.1'}\n",
      "apiVersion: kustomize.config.k8s.io/v1beta1\n",
      "---\n",
      "  ",
      "\n",
      "\r\n",
      "\r",
      "\t",
      "\0",
      "\ufeff",
      "\u2028",
    ),
    check: (text) => {
      for (const path of ["app.yaml", "kustomization.yaml"]) {
        const { text: after, edits } = updateText(path, text, PINS);
        assert(withoutPins(text) === withoutPins(after), "a byte outside of the references changed");
        assert((edits.length === 0) === (text === after), "a change without an edit, or an edit without a change");
        const again = updateText(path, after, PINS);
        assert(again.text === after && again.edits.length === 0, "a second run changes something");
        const linesOf = (value: string) => value.match(/\r\n|\r|\n/g) ?? [];
        const added = edits.filter(({ before }) => before === "").length;
        assert(linesOf(after).length - linesOf(text).length <= added, "a line more than those that were added");
      }
    },
  },
  {
    name: "globs",
    maxMs: 500,
    input: grammar(..."* ** ? / **/ . a b ab . .git é \u{1f600} [ ] { } \\ !".split(" "), "\n", "\0"),
    check: (text) => {
      // A pattern without stars or question marks matches itself only; with them, at least their own text.
      const glob = new Glob(text.slice(0, 1_000));
      const path = text.slice(0, 1_000).replaceAll("*", "").replaceAll("?", "x");
      assert(glob.matches(path), "a pattern does not match its own text");
      assert(!glob.matches(`${path}\u0001`) || /\*/.test(text), "a match is not of the whole text");
      const folder = glob.advance(glob.start(), path.slice(0, path.length / 2));
      const whole = glob.accepts(glob.advance(folder, path.slice(path.length / 2)));
      assert(whole || !path.isWellFormed() || /[\ud800-\udfff]/.test(path), "a walk and a match disagree");
    },
  },
];

/** The text without what may change: tag and digest of a reference to the run, and of an entry of a kustomization. */
function withoutPins(text: string): string {
  return text
    .replace(/(prod\.azurecr\.io(?::443)?\/(?:api|team\/web))(?::\w(?:[\w.-]*\w)?)?(?:@sha256:[a-f0-9]{64})?/gi, "$1")
    .replace(/(newTag"?: *['"]?)[\w.-]+/g, "$1")
    .replace(/(?:\r?\n *|, ?)"?digest"?: "?sha256:[a-f0-9]{64}"?/g, "");
}

function sorted(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Time on the processor: the wall clock would count what other processes take. */
function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What came of fuzzing one target. */
export interface FuzzResult {
  readonly inputs: number;
  readonly slowestMs: number;
  readonly slowestLength: number;
}

/** Fuzzes for so long, at most; throws with the smallest input that breaks a property. */
export function fuzz(
  target: FuzzTarget,
  limits: { readonly seed: number; readonly timeMs: number; readonly runs: number },
): FuzzResult {
  let inputs = 0;
  let slowestMs = 0;
  let slowestLength = 0;
  fc.assert(
    fc.property(target.input, (text) => {
      let tookMs = cpuMsOf(() => target.check(text));
      // Garbage of the inputs before may have been collected meanwhile; what is slow is slow again.
      if (tookMs > target.maxMs)
        tookMs = Math.min(
          tookMs,
          cpuMsOf(() => target.check(text)),
        );
      inputs += 1;
      if (tookMs > slowestMs) [slowestMs, slowestLength] = [tookMs, text.length];
      assert(tookMs <= target.maxMs, `${Math.round(tookMs)} ms for ${text.length} characters`);
    }),
    { seed: limits.seed, numRuns: limits.runs, interruptAfterTimeLimit: limits.timeMs, markInterruptAsFailure: false },
  );
  return { inputs, slowestMs, slowestLength };
}
