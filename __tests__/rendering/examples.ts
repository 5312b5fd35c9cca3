// The summaries that are looked at: one of each kind, by name. Used by tests and by scripts/render-summary.mjs.

import type { ClaimOrigin } from "../../src/changes/claims.ts";
import type { ClaimPair, TagChange } from "../../src/changes/tag-change.ts";
import { pinsOf } from "../../src/files/pins.ts";
import { updateText } from "../../src/files/update-text.ts";
import type { ProblemCode } from "../../src/problems.ts";
import type { ImageReport, PromotionReport } from "../../src/report/report.ts";
import { renderRollback } from "../../src/report/rollback-document.ts";
import { renderSummary, SUMMARY_MAX_BYTES } from "../../src/runner/summary.ts";
import type { FileUpdate } from "../../src/runner/update-files.ts";
import {
  digestFor,
  heldImage,
  imageReport,
  manifestReport,
  promotionReport,
  referrerReport,
  refusedImage,
  tagReport,
} from "../builders/report.ts";

/** Texts that would do something, if they could. */
export const HOSTILE_TEXTS: readonly string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "![pixel](https://evil.example/p.png)",
  "[click](javascript:alert(1))",
  "@octocat and @github/team",
  "#1 GH-1 octo/repo#2 0123456789abcdef0123456789abcdef01234567",
  "https://evil.example www.evil.example mail@evil.example",
  "| a | b |\n|---|---|\n| c | d |",
  "</td></tr></table></details><h1>broken out</h1>",
  "```\n# heading\n```",
  "`code` and ``more`` and ```",
  "> [!CAUTION]\n> fake",
  "\u202etxet desrever\u202c and zero\u200bwidth",
  "<!-- --> <![CDATA[ x ]]> <?php ?> &lt;b&gt; &amp;",
  ":tada: $x^2$ ~~gone~~ **bold** __under__ \\ ",
  "- item\n1. item\n# title\n    code\n---\n===",
  "[ref]: https://evil.example\n\n[ref]",
  "<details open><summary>x",
  "__proto__",
];

function chooseReferrers(repository: string): ImageReport["referrers"] {
  const subject = digestFor(repository);
  return [
    referrerReport({
      subject,
      digest: digestFor(`${repository} signature`),
      artifactType: "application/vnd.dev.cosign.artifact.sig.v1+json",
    }),
    referrerReport({ subject, digest: digestFor(`${repository} sbom`), artifactType: "application/spdx+json" }),
    referrerReport({ subject, digest: digestFor(`${repository} provenance`) }),
  ];
}

/** Files that refer to the images of some examples. */
const FILES: Readonly<Record<string, string>> = {
  "deploy/kustomization.yaml":
    "images:\n- name: prod.azurecr.io/api\n  newTag: 1.4.1\n- name: prod.azurecr.io/worker\n  newTag: latest\n",
  "deploy/web.yaml": "spec:\n  containers:\n  - image: prod.azurecr.io/web:1.4.1 # the shop\n",
};

/** What update-files makes of them. */
function updatesOf(report: PromotionReport): readonly FileUpdate[] {
  return Object.entries(FILES).flatMap(([path, text]) => {
    const { edits, left } = updateText(path, text, pinsOf(report));
    return edits.length + left.length === 0 ? [] : [{ path, edits, left, state: "written" as const }];
  });
}

/** The summary of an example as a step writes it. */
export function renderExample(report: PromotionReport): string {
  const step = {
    uses: "OWNER/acr-promote@v1",
    loginInputs: ["CLIENT", "TENANT", "SUBSCRIPTION"].map(
      (name) => `${name.toLowerCase()}-id: \${{ vars.AZURE_${name}_ID }}`,
    ),
    attempt: 1,
  };
  return renderSummary(report, SUMMARY_MAX_BYTES, {
    undo: { document: renderRollback(report), step },
    ...(report === EXAMPLES["versions"] && { updates: updatesOf(report) }),
  });
}

function pair(previous: string | undefined, current: string | undefined, from: ClaimOrigin = "annotation"): ClaimPair {
  return {
    ...(previous !== undefined && { previous: { text: previous, from } }),
    ...(current !== undefined && { current: { text: current, from } }),
  };
}

const COMMITS = { "1.4.1": "a94f2c1", "1.4.2": "0c51b77", "2.0.0": "7be0d3e" } as const;
const commitOf = (version: keyof typeof COMMITS) => COMMITS[version].padEnd(40, "0");

/** What changes from one version to another, of one repository. */
function changeOf(
  repository: string,
  [before, after]: readonly [keyof typeof COMMITS, keyof typeof COMMITS],
  comparison: { readonly ahead: number; readonly behind: number; readonly subjects: readonly string[] },
  changes: Partial<TagChange> = {},
): TagChange {
  const [base, head] = [commitOf(before), commitOf(after)];
  return {
    version: pair(before, after),
    revision: pair(base, head),
    baseImage: pair("docker.io/library/debian:12.11-slim", "docker.io/library/debian:12.12-slim"),
    pullSizes: [
      { platform: "linux/amd64", bytes: 48_210_400, previousBytes: 47_901_222 },
      { platform: "linux/arm64", bytes: 46_870_112 },
    ],
    commits: { url: `https://github.com/${repository}/compare/${base}...${head}`, comparison },
    ...changes,
  };
}

const SUBJECTS = [
  "Release 1.4.2",
  "Retry the payment once when the bank resets the connection (#1184)",
  "Bump undici from 7.15.0 to 7.16.0 (#1183)",
  "Fix: totals of an order with a voucher (#1179), thanks to @octocat",
  "Write the order's ID to the log",
  "Read the time zone from the shop's settings",
  "Remove the old checkout",
  "Test vouchers that have expired",
  "Rename Basket to Cart",
  "Update the licences",
  "Keep the cart for 30 days",
  "Begin 1.4.2",
];

/** A release of three images: one moves forward, one is kept, one goes back. */
function versions(): PromotionReport {
  const moved = { status: "moved" } as const;
  const api = changeOf("contoso/api", ["1.4.1", "1.4.2"], { ahead: 12, behind: 0, subjects: SUBJECTS });
  const web = changeOf(
    "contoso/web",
    ["2.0.0", "1.4.2"],
    { ahead: 1, behind: 34, subjects: ["Fix the login page"] },
    { version: pair("2.0.0", "1.4.2", "tag"), baseImage: pair("nginx:1.29", "nginx:1.27", "label"), pullSizes: [] },
  );
  const latest = [
    { repository: "api", tag: "1.4", now: digestFor("api"), before: digestFor("api 1.4.1") },
    { repository: "api", tag: "latest", now: digestFor("api"), before: digestFor("api 1.4.1") },
    { repository: "web", tag: "latest", now: digestFor("web"), before: digestFor("web 2.0.0") },
  ];
  return promotionReport(
    [
      imageReport("api", {
        tags: [
          tagReport("1.4.2", { lock: "locked" }),
          tagReport("1.4", { ...moved, previousDigest: digestFor("api 1.4.1"), change: api }),
          tagReport("latest", { ...moved, previousDigest: digestFor("api 1.4.1"), change: api }),
        ],
        referrers: chooseReferrers("api"),
      }),
      imageReport("worker", {
        tags: [
          tagReport("1.4.2", { lock: "locked" }),
          tagReport("latest", { status: "kept", previousDigest: digestFor("worker 2.0.0") }),
        ],
      }),
      imageReport("web", {
        tags: [
          tagReport("1.4.2", { lock: "open" }),
          tagReport("latest", { ...moved, previousDigest: digestFor("web 2.0.0"), change: web }),
        ],
        warnings: ["latest goes back: 2.0.0 → 1.4.2"],
      }),
    ],
    {
      rollback: { moved: latest, created: [], unknown: [] },
      warnings: ["forward-only keeps 1 tag: worker:latest (2.0.0 → 1.4.2)"],
    },
  );
}

/** The same release, taken back. */
function undone(): PromotionReport {
  const back = changeOf(
    "contoso/api",
    ["1.4.2", "1.4.1"],
    { ahead: 0, behind: 12, subjects: [] },
    { baseImage: pair("docker.io/library/debian:12.12-slim", "docker.io/library/debian:12.11-slim"), pullSizes: [] },
  );
  const moved = (previous: string) => ({ status: "moved" as const, previousDigest: digestFor(previous) });
  return promotionReport(
    [
      imageReport("api", {
        source: `prod.azurecr.io/api@${digestFor("api")}`,
        tags: ["1.4", "latest"].map((name) => tagReport(name, { ...moved("api 1.4.2"), change: back })),
      }),
      imageReport("web", {
        source: `prod.azurecr.io/web@${digestFor("web")}`,
        status: "up-to-date",
        tags: [tagReport("latest", { status: "unchanged", previousDigest: digestFor("web") })],
      }),
    ],
    {
      undoes: true,
      rollback: {
        moved: ["1.4", "latest"].map((tag) => ({
          repository: "api",
          tag,
          now: digestFor("api"),
          before: digestFor("api 1.4.2"),
        })),
        created: [],
        unknown: [],
      },
      durationMs: 6_300,
    },
  );
}

function release(): PromotionReport {
  const verdict: ImageReport["attestations"][number] = {
    line: "provenance by contoso/api/.github/workflows/build.yml",
    status: "verified",
    reasons: [],
    attestation: {
      predicateType: "https://slsa.dev/provenance/v1",
      repository: "contoso/api",
      signerWorkflow: "contoso/api/.github/workflows/build.yml",
      issuer: "https://token.actions.githubusercontent.com",
      instance: "github",
      foundIn: "github-api",
      subject: digestFor("api"),
    },
  };
  const change = changeOf("contoso/api", ["1.4.1", "1.4.2"], { ahead: 12, behind: 0, subjects: SUBJECTS });
  const before = digestFor("api 1.4.1");
  const images = [
    imageReport("api", {
      tags: [
        tagReport("1.4.2"),
        tagReport("1.4", { status: "moved", previousDigest: before, change }),
        tagReport("latest", { status: "moved", previousDigest: before, change }),
      ],
      manifests: [
        manifestReport("linux/amd64", { digest: digestFor("api amd64"), size: 1_787 }),
        manifestReport("linux/arm64", { digest: digestFor("api arm64"), size: 1_787 }),
        manifestReport("attestation", { digest: digestFor("api attestation 1"), size: 566 }),
        manifestReport("attestation", { digest: digestFor("api attestation 2"), size: 566 }),
      ],
      referrers: chooseReferrers("api"),
      attestations: [verdict],
    }),
    imageReport("worker", {
      status: "up-to-date",
      tags: [tagReport("1.4.2", { status: "unchanged", previousDigest: digestFor("worker") })],
      manifests: [manifestReport("linux/amd64")],
    }),
    imageReport("base/alpine", {
      source: "docker.io/library/alpine:3.22",
      tags: [tagReport("3.22"), tagReport("3", { status: "moved", previousDigest: digestFor("alpine 3.21") })],
      manifests: [
        "linux/386",
        "linux/amd64",
        "linux/arm/v6",
        "linux/arm/v7",
        "linux/arm64/v8",
        "linux/ppc64le",
        "linux/riscv64",
        "linux/s390x",
      ].map((platform) => manifestReport(platform, { digest: digestFor(`alpine ${platform}`), size: 1_022 })),
    }),
  ];
  const moved = [
    { repository: "api", tag: "1.4", now: digestFor("api"), before },
    { repository: "api", tag: "latest", now: digestFor("api"), before },
    { repository: "base/alpine", tag: "3", now: digestFor("base/alpine"), before: digestFor("alpine 3.21") },
  ];
  return promotionReport(images, { rollback: { moved, created: [], unknown: [] } });
}

function plan(): PromotionReport {
  return promotionReport(
    [
      imageReport("api", {
        status: "planned",
        verified: false,
        tags: [tagReport("1.4.2"), tagReport("latest", { status: "moved", previousDigest: digestFor("api 1.4.1") })],
        referrers: chooseReferrers("api").map((referrer) => ({ ...referrer, status: "planned" })),
        platformChanges: [{ tag: "latest", gained: ["linux/arm64"], lost: ["linux/386", "linux/arm/v7"] }],
        warnings: ["The tag `build-812` has moved since; the requested digest is promoted."],
      }),
      imageReport("worker", { status: "up-to-date", tags: [tagReport("1.4.2", { status: "unchanged" })] }),
      imageReport("web", {
        status: "skipped",
        tags: [tagReport("1.4.2", { status: "kept", previousDigest: digestFor("web old") })],
      }),
    ],
    { dryRun: true, changed: true, durationMs: 2_300 },
  );
}

function failure(): PromotionReport {
  return promotionReport(
    [
      refusedImage(
        "api",
        "conflict",
        {
          code: "TAG_CONFLICT",
          stage: "plan",
          side: "target",
          message: `prod.azurecr.io/api:1.4.2 holds another digest, ${digestFor("api 1.4.1")}, and is not in mutable-tags.`,
          remedy:
            "Use a new tag. If the tag is meant to move, add it to `mutable-tags` or set `on-conflict: overwrite`.",
        },
        { tags: [tagReport("1.4.2", { status: "conflict", previousDigest: digestFor("api 1.4.1") })] },
      ),
      refusedImage(
        "worker",
        "failed",
        {
          code: "IMPORT_SOURCE_ROLE_MISSING",
          stage: "import",
          side: "source",
          message: "Azure may not read dev.azurecr.io/worker: the identity lacks a role on the source registry.",
          remedy:
            "Grant it Container Registry Data Importer and Data Reader on the source:\naz role assignment create --assignee 11111111-2222-3333-4444-555555555555 \\\n  --role 'Container Registry Data Importer and Data Reader' \\\n  --scope /subscriptions/…/registries/dev",
        },
        { leftUntagged: true },
      ),
      imageReport("web", { status: "pending", verified: false, tags: [tagReport("1.4.2", { status: "pending" })] }),
    ],
    { ok: false, durationMs: 8_700 },
  );
}

function cancelled(): PromotionReport {
  return promotionReport(
    [
      imageReport("api", { tags: [tagReport("1.4.2", { status: "pending" })], status: "pending", leftUntagged: true }),
      imageReport("worker", {
        status: "cancelled",
        verified: false,
        tags: [tagReport("1.4.2", { status: "pending" })],
        operationId: "5f0c2f4e-6d3b-4c77-9a53-0d1a3a0f6c11",
        mayStillRun: ["5f0c2f4e-6d3b-4c77-9a53-0d1a3a0f6c11"],
      }),
    ],
    { ok: false, cancelled: true, durationMs: 12_400 },
  );
}

/** Only the link is the action's own. */
function hostileChange(text: string): TagChange {
  return {
    version: pair(text, text, "label"),
    revision: pair(text, undefined, "label"),
    baseImage: pair(undefined, text),
    pullSizes: [{ platform: text, bytes: 5_000_000 }],
    commits: {
      url: "https://github.com/contoso/api/compare/a...b",
      comparison: { ahead: 1, behind: 0, subjects: [text] },
    },
  };
}

/** A report in which everything that may be foreign is hostile. */
export function hostileReport(text: string): PromotionReport {
  // No code is text of others; should one ever be, it is rendered as inertly as the rest.
  const problem = {
    code: text as ProblemCode,
    stage: "import",
    side: "source",
    message: text,
    remedy: `${text}\n${text}`,
  } as const;
  const hostile = (repository: string, changes: Partial<ImageReport>): ImageReport =>
    imageReport(repository, {
      source: text,
      mediaType: text,
      image: `${text}@${digestFor(text)}`,
      tags: [
        tagReport(text),
        tagReport(`x${text}`, { status: "moved", previousDigest: digestFor("old"), change: hostileChange(text) }),
      ],
      manifests: [manifestReport(text, { mediaType: text })],
      referrers: [referrerReport({ artifactType: text }), referrerReport({ artifactType: text, tag: text })],
      platformChanges: [{ tag: text, gained: [text], lost: [text] }],
      warnings: [text],
      ...changes,
    });
  return promotionReport(
    [
      hostile(text, {}),
      hostile(text, { status: "failed", error: problem, problems: [problem], leftUntagged: true }),
      hostile(text, { status: "cancelled", operationId: text, mayStillRun: [text] }),
    ],
    { registry: text, ok: false, error: problem, changeNotes: [text] },
  );
}

function many(count: number): PromotionReport {
  return promotionReport(
    Array.from({ length: count }, (_, at) =>
      imageReport(`team-${(at % 7) + 1}/service-${String(at + 1).padStart(2, "0")}`, {
        ...(at % 5 === 3 && { status: "up-to-date", tags: [tagReport("2026.11", { status: "unchanged" })] }),
        ...(at % 4 === 1 && { referrers: chooseReferrers(`service-${at}`) }),
      }),
    ),
    { durationMs: 194_000 },
  );
}

export const EXAMPLES: Readonly<Record<string, PromotionReport>> = {
  one: promotionReport(
    [
      imageReport("api", {
        tags: [tagReport("1.4.2"), tagReport("latest", { status: "moved", previousDigest: digestFor("api 1.4.1") })],
        referrers: chooseReferrers("api"),
      }),
    ],
    { durationMs: 4_120 },
  ),
  release: release(),
  versions: versions(),
  undone: undone(),
  thirty: many(30),
  plan: plan(),
  failure: failure(),
  cancelled: cancelled(),
  held: promotionReport(
    [
      heldImage("base/node", { restless: { tag: "1.4.2", sinceMs: Date.parse("2026-05-02T05:17:00Z"), changes: 4 } }),
      heldImage("base/alpine", { isPurged: true }),
      imageReport("base/debian", { status: "up-to-date", tags: [tagReport("13", { status: "unchanged" })] }),
    ],
    { changed: false, durationMs: 1_900 },
  ),
  nothing: promotionReport(
    [imageReport("api", { status: "up-to-date", tags: [tagReport("1.4.2", { status: "unchanged" })] })],
    { changed: false, durationMs: 900 },
  ),
  hostile: hostileReport(HOSTILE_TEXTS.join(" ")),
};
