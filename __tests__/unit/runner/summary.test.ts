import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { problem } from "../../../src/problems.ts";
import type { PromotionReport } from "../../../src/report/report.ts";
import { renderSummary, SUMMARY_MAX_BYTES } from "../../../src/runner/summary.ts";
import { inertCode, inertProse, inertText, renderCodeBlock } from "../../../src/runner/summary-text.ts";
import {
  digestFor,
  heldImage,
  imageReport,
  manifestReport,
  promotionReport,
  referrerReport,
  refusedImage,
  tagReport,
} from "../../builders/report.ts";
import { EXAMPLES, HOSTILE_TEXTS, hostileReport } from "../../rendering/examples.ts";
import { renderGfm } from "../../rendering/gfm.ts";

/** Every tag of the HTML with its attributes, in order. */
function tagsOf(html: string): readonly string[] {
  return html.match(/<[a-z][^>]*>/gi) ?? [];
}

/** The structure of a report's summary: what is left when all text is taken out, save for what one text makes of itself. */
function shapeOf(report: PromotionReport): string {
  return tagsOf(renderGfm(renderSummary(report, Infinity)))
    .filter((tag) => !/^<(wbr|code|br)\b/.test(tag))
    .join("");
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("\u00a0", " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** Without the links to comparisons of commits, whose addresses the action makes itself. */
function withoutOwnLinks(html: string): string {
  return html.replace(/<a href="https:\/\/github\.com\/[\w-]+\/[\w-]+\/compare\/\w+\.\.\.\w+">([^<]*)<\/a>/g, "$1");
}

const ACTIVE = /<(a|img|script|style|iframe|input|form|svg|object|picture|source|h1)\b/i;

describe("a summary's heading", () => {
  const failed = refusedImage("web", "failed", problem("IMPORT_FAILED", "m"));
  const current = imageReport("api", { status: "up-to-date" });
  it.each([
    [
      "what was promoted",
      promotionReport([imageReport("api"), imageReport("web"), imageReport("job")]),
      "Promoted 3 images to prod.azurecr.io",
    ],
    ["one image", promotionReport([imageReport("api")]), "Promoted 1 image to prod.azurecr.io"],
    ["only what was promoted", promotionReport([imageReport("api"), current]), "Promoted 1 image to prod.azurecr.io"],
    [
      "a plan",
      promotionReport([imageReport("api", { status: "planned" })], { dryRun: true }),
      "Plan for prod.azurecr.io: 1 image to promote",
    ],
    ["a plan that is refused", promotionReport([failed], { dryRun: true }), "Plan for prod.azurecr.io failed"],
    ["a failure", promotionReport([imageReport("api"), failed]), "Promotion to prod.azurecr.io failed"],
    [
      "a cancel",
      promotionReport([imageReport("api")], { cancelled: true, ok: false }),
      "Promotion to prod.azurecr.io cancelled",
    ],
    ["nothing to do", promotionReport([current]), "Nothing to do: the image is up to date in prod.azurecr.io"],
    [
      "nothing to do for many",
      promotionReport([current, current]),
      "Nothing to do: all 2 images are up to date in prod.azurecr.io",
    ],
    [
      "what was skipped",
      promotionReport([current, imageReport("web", { status: "skipped" })]),
      "Nothing to do: 1 up to date and 1 skipped in prod.azurecr.io",
    ],
    [
      "that all was skipped",
      promotionReport(["api", "web"].map((name) => imageReport(name, { status: "skipped" }))),
      "Nothing to do: all 2 images are skipped in prod.azurecr.io",
    ],
    ["what waits", promotionReport([heldImage("api")]), "Nothing to promote yet: 1 image held in prod.azurecr.io"],
    [
      "what waits beside what is there",
      promotionReport([heldImage("api"), current]),
      "Nothing to promote yet: 1 of 2 images held in prod.azurecr.io",
    ],
    [
      "a plan in which something waits",
      promotionReport([heldImage("api"), imageReport("web", { status: "planned" })], { dryRun: true }),
      "Plan for prod.azurecr.io: 1 image to promote",
    ],
    [
      "what was promoted while something waits",
      promotionReport([heldImage("api"), imageReport("web")]),
      "Promoted 1 image to prod.azurecr.io",
    ],
  ])("tells %s", (_, report, expected) => {
    expect(renderSummary(report).split("\n")[0]).toBe(`## ${expected}`);
  });
});

describe("renderSummary", () => {
  it.each(Object.entries(EXAMPLES).filter(([name]) => name !== "hostile"))(
    "renders %s as complete tables without a link of others",
    (_, report) => {
      const html = withoutOwnLinks(renderGfm(renderSummary(report)));
      expect(html).not.toMatch(ACTIVE);
      const [table = ""] = html.match(/<table>[\s\S]*?<\/table>/) ?? [];
      const rows = table.match(/<tr>[\s\S]*?<\/tr>/g) ?? [];
      expect(rows).toHaveLength(report.images.length + 1);
      const headings = rows[0]?.match(/<t[hd][ >]/g) ?? [];
      expect(headings.length).toBeGreaterThanOrEqual(5);
      for (const row of rows.slice(1)) expect(row.match(/<td>/g)).toHaveLength(headings.length);
      // Nothing is left over as raw Markdown or raw HTML.
      const text = textOf(html.replace(/<pre>[\s\S]*?<\/pre>/g, ""));
      expect(text).not.toMatch(/<\/?(table|tr|td|details|summary|b|code)>|\*\*|^#+ |\[!/m);
    },
  );

  it("shows until when an image is held, and what its tag has meanwhile", () => {
    const text = textOf(renderGfm(renderSummary(promotionReport([heldImage("api")]))));
    expect(text).toContain("held until 5 May 2026, 05:18 UTC");
    expect(text).toContain(`1.4.2 still ${digestFor("old").slice(7, 19)}`);
    expect(text).toMatch(/1 held\s+·\s+1 tag held/);
    const planned = textOf(renderGfm(renderSummary(promotionReport([heldImage("api", { eligibleAtMs: null })]))));
    expect(planned).toContain("held for 3 days from its import on");
  });

  it("shows what is remembered of held images, and nothing where nothing is", () => {
    const restless = { tag: "1.4.2", sinceMs: Date.parse("2026-05-02T23:59:59Z"), changes: 4 };
    const noted = [heldImage("api", { restless }), heldImage("web", { isPurged: true })];
    const text = textOf(renderGfm(renderSummary(promotionReport(noted))));
    expect(text).toContain("api:1.4.2 1.4.2 changed 4 times since 2 May 2026; no digest stayed for 3 days.");
    expect(text).toContain("was held before and has been deleted in the target since, so that its time starts again.");
    expect(renderSummary(promotionReport([heldImage("api")]))).not.toContain("[!NOTE]");
  });

  it("has no column that would be empty in each row", () => {
    const headingsOf = (...images: ReturnType<typeof imageReport>[]) =>
      /<tr>[\s\S]*?<\/tr>/.exec(renderGfm(renderSummary(promotionReport(images))))?.[0].replace(/\s*<[^>]*>\s*/g, " ");
    const signed = imageReport("api", { referrers: [referrerReport()] });
    expect(headingsOf(imageReport("web"), signed)).toMatch(/Status +Image +Tags +Digest +Platforms +Signatures/);
    expect(headingsOf(imageReport("web"))).not.toContain("Signatures");
    const chart = imageReport("chart", { manifests: [manifestReport(null)] });
    expect(headingsOf(chart)).not.toContain("Platforms");
    expect(headingsOf(imageReport("web"), chart)).toContain("Platforms");
  });

  it("shows the digest from which a tag moved, and names one that is new", () => {
    const tags = [tagReport("1.4.2"), tagReport("latest", { status: "moved", previousDigest: digestFor("old") })];
    const text = textOf(renderGfm(renderSummary(promotionReport([imageReport("api", { tags })]))));
    expect(text).toContain(`latest moved from ${digestFor("old").slice(7, 19)}`);
    expect(text).toContain("1.4.2 new");
  });

  it.each([
    [
      "a tag that was not reached",
      tagReport("1", { status: "pending", previousDigest: digestFor("old") }),
      `1 still ${digestFor("old").slice(7, 19)}`,
    ],
    ["a tag that does not exist yet", tagReport("1", { status: "pending" }), "1 not set"],
    [
      "a conflict",
      tagReport("1", { status: "conflict", previousDigest: digestFor("old") }),
      `1 points to ${digestFor("old").slice(7, 19)}`,
    ],
    [
      "a tag that was kept",
      tagReport("1", { status: "kept", previousDigest: digestFor("old") }),
      `1 kept at ${digestFor("old").slice(7, 19)}`,
    ],
    ["a tag of a target that cannot be read", tagReport("1", { status: "moved" }), "1 set"],
  ])("does not say that %s moved", (_, tag, expected) => {
    const image = refusedImage("api", "conflict", problem("TAG_CONFLICT", "m"), { tags: [tag] });
    const text = textOf(renderGfm(renderSummary(promotionReport([image]))));
    expect(text).toContain(expected);
    expect(text).not.toContain("→");
  });

  it("says read back only where every image in place was", () => {
    const verified = imageReport("api");
    const trusted = imageReport("web", { status: "unverified", verified: false });
    expect(renderSummary(promotionReport([verified]))).toContain("read back and verified");
    expect(renderSummary(promotionReport([verified, trusted], { unverifiedIsGood: true }))).not.toContain("read back");
    expect(renderSummary(promotionReport([verified], { ok: false }))).not.toContain("read back");
    expect(renderSummary(promotionReport([verified], { dryRun: true }))).not.toContain("read back");
    expect(renderSummary(promotionReport([imageReport("x", { status: "planned" })]))).not.toContain("read back");
  });

  it("tells cause, side and remedy before the table, with commands to copy in a code block", () => {
    const failure = {
      code: "IMPORT_SOURCE_ROLE_MISSING",
      stage: "import",
      side: "source",
      message: "The cause.",
      remedy: "Grant it:\naz role create --x 'y'",
    } as const;
    const html = renderGfm(renderSummary(promotionReport([refusedImage("api", "failed", failure)])));
    const [alerts = ""] = html.split("<table>");
    const text = textOf(alerts);
    for (const part of ["api:1.4.2", "IMPORT_SOURCE_ROLE_MISSING", "on the source side", "The cause.", "Grant it:"])
      expect(text).toContain(part);
    expect(textOf(alerts.match(/<pre>[\s\S]*<\/pre>/)?.[0] ?? "")).toBe("az role create --x 'y'\n");
  });

  it("tells what failed for the step as a whole, without any image", () => {
    const error = {
      code: "ID_TOKEN_PERMISSION_MISSING",
      stage: "login",
      message: "No token.",
      remedy: "Add it.",
    } as const;
    const text = textOf(renderGfm(renderSummary(promotionReport([], { ok: false, error }))));
    for (const part of ["The whole step", "ID_TOKEN_PERMISSION_MISSING", "No token.", "Add it."])
      expect(text).toContain(part);
  });

  it("folds failures from the eleventh on, and drops none", () => {
    const images = Array.from({ length: 40 }, (_, at) =>
      refusedImage(`app${at}`, "failed", problem("IMPORT_FAILED", `cause ${at}.`)),
    );
    const html = renderGfm(renderSummary(promotionReport(images)));
    expect(html.match(/markdown-alert-caution/g)).toHaveLength(10);
    expect(textOf(html)).toContain("30 more failures");
    for (let at = 0; at < 40; at += 1) expect(textOf(html)).toContain(`cause ${at}.`);
  });

  it("names operations that may still run, and content without a tag", () => {
    const text = textOf(renderGfm(renderSummary(EXAMPLES["cancelled"] ?? promotionReport([]))));
    expect(text).toContain("1 operation may still run in Azure.");
    expect(text).toContain("5f0c2f4e-6d3b-4c77-9a53-0d1a3a0f6c11");
    expect(text).toContain(`prod.azurecr.io/api@${digestFor("api")}`);
  });

  it("names each operation of a promoted image once, although two images wait for it", () => {
    const report = promotionReport([
      imageReport("api", { mayStillRun: ["one", "two"] }),
      imageReport("api", { mayStillRun: ["two"], tags: [tagReport("2.0")] }),
    ]);
    const text = textOf(renderGfm(renderSummary(report)));
    expect(text).toContain("2 operations may still run in Azure.");
    expect(text).toContain("api:1.4.2: operation one, two");
    expect(text).toContain("api:2.0: operation two");
    expect(textOf(renderGfm(renderSummary(promotionReport([imageReport("api")]))))).not.toContain("may still run");
  });

  it("says of an artifact that it has no platforms, and so is exempt from require-platforms", () => {
    const chart = imageReport("chart", { manifests: [manifestReport(null)], exemptFromPlatforms: true });
    const text = renderSummary(promotionReport([chart, imageReport("api")]));
    expect(text.match(/none<br><sub>exempt from <code>require-platforms<\/code><\/sub>/g)).toHaveLength(1);
  });

  it("shows platforms that a tag gains and loses", () => {
    const markdown = renderSummary(EXAMPLES["plan"] ?? promotionReport([]));
    expect(markdown).toContain("```diff\n  api:latest\n+ linux/arm64\n- linux/386\n- linux/arm/v7\n```");
  });

  it.each([
    ["application/vnd.dev.cosign.artifact.sig.v1+json", null, "1 signature"],
    ["application/vnd.cncf.notary.signature", null, "1 signature"],
    ["application/vnd.oci.image.config.v1+json", "sha256-0.sig", "1 signature"],
    ["application/vnd.oci.image.config.v1+json", "sha256-0.att", "1 attestation"],
    ["application/spdx+json", null, "1 SBOM"],
    ["application/vnd.dev.sigstore.bundle.v0.3+json", null, "1 attestation"],
    ["application/vnd.example", null, "1 referrer"],
  ])("calls %s with tag %s: %s", (artifactType, tag, expected) => {
    const image = imageReport("api", { referrers: [referrerReport({ artifactType, tag })] });
    expect(textOf(renderGfm(renderSummary(promotionReport([image]))))).toContain(expected);
  });
});

describe("hostile text in a summary", () => {
  it.each(HOSTILE_TEXTS.map((text) => [text]))("stays text: %j", (text) => {
    const markdown = renderSummary(hostileReport(text), Infinity);
    const html = withoutOwnLinks(renderGfm(markdown));
    expect(html).not.toMatch(ACTIVE);
    expect(html).not.toMatch(/\bhref\b|\bsrc\b|\bon\w+=/i.test(text) ? ACTIVE : /\s(href|src|on\w+)=/i);
    // Same headings, tables, lists, alerts and folds as a harmless text of as many lines makes.
    const harmless = text.replace(/[^\n]+/g, "x");
    expect(shapeOf(hostileReport(text))).toBe(shapeOf(hostileReport(harmless)));
  });

  it("stays text and leaves the structure alone, whatever it is", () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom(...HOSTILE_TEXTS),
          fc.constantFrom(
            "|",
            "`",
            "``",
            "<",
            ">",
            "&",
            "*",
            "_",
            "[",
            "](",
            "-",
            "1.",
            "    ",
            "#",
            "@a",
            "://",
            "www.",
          ),
        ),
        {
          minLength: 1,
          maxLength: 5,
        },
      )
      .map((parts) => parts.join("").replaceAll("\r", "").replaceAll("\n", ""))
      .filter((text) => text.trim() !== "");
    const shape = shapeOf(hostileReport("x"));
    fc.assert(
      fc.property(nasty, (text) => {
        expect(shapeOf(hostileReport(text))).toBe(shape);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["inertText", inertText],
    ["inertCode", inertCode],
    ["inertProse", inertProse],
  ])("is shown by %s as it was written", (_, inert) => {
    const text = "a <b>bold</b> & *x* [y](z) @me #1 www.example.com x@y.example :tada: ~~s~~ \\ | $m$ 0123456789abcdef";
    const html = renderGfm(`x ${inert(text)}`);
    expect(textOf(html).trim()).toBe(`x ${text}`);
    expect(html).not.toMatch(ACTIVE);
  });

  it("is told apart from our own code spans and digests", () => {
    const html = renderGfm(inertProse(`Set \`on-conflict\` for ${digestFor("x")}, not \` here.`));
    expect(html).toContain("<code>on-conflict</code>");
    expect(html).toContain(`<code>${digestFor("x")}</code>`);
    expect(textOf(html)).toContain("not ` here.");
  });

  it("does not end a code block", () => {
    const html = renderGfm(renderCodeBlock(["a", "```", "``````", "# b", "c\n```\nd"]));
    expect(tagsOf(html)).toEqual(["<pre>", "<code>"]);
    expect(textOf(html).trimEnd()).toBe("a\n```\n``````\n# b\nc\\n```\\nd");
  });
});

describe("a summary's size", () => {
  const problem = { code: "IMPORT_FAILED", stage: "import", message: `cause ${"x".repeat(300)}`, remedy: "r" } as const;
  const large = (count: number, bad: number) =>
    promotionReport(
      Array.from({ length: count }, (_, at) =>
        at < bad ? refusedImage(`bad${at}`, "failed", problem) : imageReport(`some/longer/repository-name-${at}`),
      ),
    );

  it.each([
    ["1000 good images", large(1000, 0)],
    ["5000 good images", large(5000, 0)],
    ["5000 images, 3 of which fail", large(5000, 3)],
    ["5000 failures", large(5000, 5000)],
  ])("stays under its limit at %s, with true counts", (_, report) => {
    const markdown = renderSummary(report);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(SUMMARY_MAX_BYTES);
    const failed = report.images.filter(({ status }) => status === "failed").length;
    const text = textOf(renderGfm(markdown.slice(0, 5_000)));
    if (failed > 0) expect(text).toContain(`${failed} failed`);
    if (failed < report.images.length) expect(text).toContain(`${report.images.length - failed} promoted`);
    expect(markdown).toContain("Shortened to fit");
  });

  it("has a part of the table of 5000 images, what failed first", () => {
    const { images, ...report } = large(5000, 3);
    const markdown = renderSummary({ ...report, images: images.toReversed() });
    expect(markdown).toContain("<b>Table of 1000 images</b>");
    expect(markdown).toContain("4000 images are only in the counts above.");
    const [, table = ""] = markdown.split("<details>");
    for (const name of ["bad0", "bad1", "bad2", "repository-name-4999"]) expect(table).toContain(name);
  });

  it("gives up manifests first and failures last", () => {
    const report = large(400, 3);
    const whole = renderSummary(report, Infinity);
    expect(whole).not.toContain("Shortened");
    const wholeBytes = Buffer.byteLength(whole);
    const shorter = renderSummary(report, wholeBytes - 1);
    expect(shorter).not.toContain("### Manifests");
    expect(shorter).toContain("pinned references");
    const short = renderSummary(report, 20_000);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(20_000);
    for (const name of ["bad0", "bad1", "bad2"]) expect(short).toContain(name);
    expect(short).toContain("397 images are only in the counts above.");
  });

  it("gives up what images state of themselves before a warning", () => {
    const claim = { text: "@".repeat(300), from: "annotation" } as const;
    const change = { version: {}, revision: {}, baseImage: { current: claim }, pullSizes: [] };
    const images = Array.from({ length: 400 }, (_, at) =>
      imageReport(`app${at}`, { tags: [tagReport("latest", { status: "moved", change })] }),
    );
    const report = { ...promotionReport(images), warnings: ["latest goes back: 2.0.0 to 1.4.9"] };
    const markdown = renderSummary(report);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(SUMMARY_MAX_BYTES);
    expect(renderSummary(report, Infinity)).toContain("What changed");
    expect(markdown).not.toContain("What changed");
    expect(textOf(renderGfm(markdown))).toContain("latest goes back: 2.0.0 to 1.4.9");
    expect(markdown).toContain("pinned references");
  });

  it.each([
    ["one line", "<@".repeat(500_000)],
    ["as many lines", "@\n".repeat(500_000)],
  ])("stays small where every text is as long as a server may make it, in %s", (_, endless) => {
    expect(Buffer.byteLength(renderSummary(hostileReport(endless)))).toBeLessThanOrEqual(SUMMARY_MAX_BYTES);
  });
});
