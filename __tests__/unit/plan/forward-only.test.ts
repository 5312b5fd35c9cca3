// Tags that would go back: what is warned of, what `forward-only` keeps, and when an image is a conflict because of it.
import { describe, expect, it } from "@jest/globals";
import type { Observation, SourceImage, TagList, TargetImage } from "../../../src/observe/observation.ts";
import type { ImagePlan, Plan } from "../../../src/plan/plan.ts";
import { planPromotion } from "../../../src/plan/plan-promotion.ts";
import { problem } from "../../../src/problems.ts";
import type { ImageRequest, PromotionRequest } from "../../../src/request/request.ts";
import { buildImage } from "../../builders/images.ts";
import { imageRequest, promotionRequest } from "../../builders/requests.ts";

const image = buildImage("image");
const other = buildImage("other");
const third = buildImage("third");

const SOURCE: SourceImage = {
  name: "dev.azurecr.io/api:build",
  digest: image.digest,
  root: image,
  members: [],
  platforms: null,
  referrers: [],
  unknownReferrers: [],
  provenance: [],
  preflight: [],
};

const listOf = (tags: readonly string[], isWhole = true): TagList => ({ kind: "known", tags, isWhole });
const DENIED = problem("REGISTRY_DENIED", "prod.azurecr.io refused to show metadata.");
const UNREAD: TagList = { kind: "unknown", problem: DENIED };

interface Case {
  /** Each requested tag with the image that it points to; undefined: it is absent. */
  readonly tags: Readonly<Record<string, typeof image | undefined>>;
  /** What the index lists on `other`; by default the tags that point to it. */
  readonly list?: TagList | undefined;
  /** What it lists on the image itself, which the target has then. */
  readonly own?: TagList;
  readonly sourceTag?: string;
  readonly request?: Partial<PromotionRequest>;
}

function requested({ tags, sourceTag }: Case): ImageRequest {
  return imageRequest("api", {
    source: { repository: "api", ...(sourceTag === undefined ? { digest: image.digest } : { tag: sourceTag }) },
    target: { repository: "api", tags: Object.keys(tags) },
  });
}

function observed(given: Case): Observation {
  const isThere = given.own !== undefined || Object.values(given.tags).includes(image);
  const target: TargetImage = {
    tags: Object.entries(given.tags).map(([name, held]) => ({
      name,
      digest: held?.digest,
      platforms: [],
      locked: false,
    })),
    tagLists: new Map([
      ...("list" in given && given.list === undefined ? [] : [[other.digest, given.list ?? listOf([])] as const]),
      ...(given.own === undefined ? [] : [[image.digest, given.own] as const]),
    ]),
    manifests: isThere ? [image] : [],
    absent: new Set(isThere ? [] : [image.digest]),
    referrersPresent: new Set(),
    signatureTags: new Map(),
    lockedSignatureTags: new Set(),
    repositoryLocked: false,
    manifestLocked: false,
    unknownLocks: [],
  };
  return { kind: "observed", findings: new Map(), source: SOURCE, target: { kind: "read", image: target } };
}

function plan(...cases: readonly [Case, ...Case[]]): { plan: Plan; first: ImagePlan } {
  const request = promotionRequest(cases.map(requested), { mutableTags: ["latest"], ...cases[0].request });
  const planned = planPromotion(request, cases.map(observed));
  const [first] = planned.images;
  if (first === undefined) throw new Error("There is no plan.");
  return { plan: planned, first };
}

const forward = { forwardOnly: ["latest"] };
const actionsOf = ({ tags }: ImagePlan) => Object.fromEntries(tags.map(({ name, action }) => [name, action]));
const tagsSet = ({ copy, tagSteps }: ImagePlan) =>
  [...(copy?.tags ?? []), ...tagSteps.flatMap(({ tags }) => tags)].map(({ name }) => name);

describe("a tag that would go back", () => {
  const back: Case = { tags: { "1.4.9": undefined, latest: other }, list: listOf(["2.0.0", "latest"]) };

  it("moves with a warning", () => {
    const { plan: whole, first } = plan(back);
    expect(first).toMatchObject({ verdict: "promote", warnings: ["latest goes back: 2.0.0 → 1.4.9"] });
    expect(actionsOf(first)).toEqual({ "1.4.9": "create", latest: "move" });
    expect(whole.warnings).toEqual([]);
  });

  it("stays with forward-only, in one warning, and the other tags go on", () => {
    const { plan: whole, first } = plan({ ...back, request: forward });
    expect(first).toMatchObject({ verdict: "promote", warnings: [], problems: [] });
    expect(actionsOf(first)).toEqual({ "1.4.9": "create", latest: "stay" });
    expect(tagsSet(first)).toEqual(["1.4.9"]);
    expect(whole.warnings).toEqual(["forward-only keeps 1 tag: api:latest (2.0.0 → 1.4.9)"]);
  });

  it.each<[string, Partial<PromotionRequest>]>([
    ["that is not mutable", { mutableTags: [] }],
    ["with on-conflict: skip", { mutableTags: [], onConflict: "skip" }],
    ["with on-conflict: overwrite", { onConflict: "overwrite" }],
  ])("stays %s", (_name, request) => {
    const { first } = plan({ ...back, request: { ...forward, ...request } });
    expect(first).toMatchObject({ verdict: "promote", problems: [] });
    expect(actionsOf(first)).toEqual({ "1.4.9": "create", latest: "stay" });
  });

  it("is up to date again after that", () => {
    const tags = { "1.4.9": image, latest: other };
    const { plan: whole, first } = plan({ ...back, tags, own: listOf(["1.4.9"]), request: forward });
    expect(first.verdict).toBe("up-to-date");
    expect(whole.warnings).toHaveLength(1);
  });

  it("is a conflict where the image would get no tag", () => {
    const { plan: whole, first } = plan({ ...back, tags: { latest: other }, sourceTag: "v1.4.9", request: forward });
    expect(first).toMatchObject({
      verdict: "conflict",
      problems: [
        {
          code: "FORWARD_ONLY_CONFLICT",
          message:
            "forward-only keeps every requested tag of api, so the image would get none: latest (2.0.0 → v1.4.9).",
          remedy: expect.stringContaining("api:v1.4.9,latest"),
        },
      ],
    });
    expect([whole.refused, whole.warnings]).toEqual([true, []]);
  });

  it("is a conflict where on-conflict: skip keeps the rest", () => {
    const request = { ...forward, onConflict: "skip" } as const;
    const { first } = plan({ ...back, tags: { "1.4.9": third, latest: other }, request });
    expect(actionsOf(first)).toEqual({ "1.4.9": "skip", latest: "stay" });
    expect(first.verdict).toBe("conflict");
  });

  it("shares one warning with the tags of other images", () => {
    const request = { forwardOnly: ["latest", "1*"], mutableTags: ["*"], allOrNothing: false };
    const one: Case = { tags: { "1.4.9": undefined, "1": other, latest: other }, list: listOf(["2.0.0"]), request };
    const refused: Case = { tags: { latest: other }, list: listOf(["2.0.0"]), sourceTag: "1.0.0" };
    const { plan: whole } = plan(one, refused);
    expect(whole.images.map(({ verdict }) => verdict)).toEqual(["promote", "conflict"]);
    expect(whole.warnings).toEqual(["forward-only keeps 2 tags: api:1 (2.0.0 → 1.4.9), api:latest (2.0.0 → 1.4.9)"]);
  });
});

describe("forward-only", () => {
  it.each<[string, Case, string]>([
    ["a higher version", { tags: { "2.0.1": undefined, latest: other }, list: listOf(["2.0.0"]) }, "move"],
    ["the same version", { tags: { "2.0.0": undefined, latest: other }, list: listOf(["2.0.0"]) }, "move"],
    ["no version at all", { tags: { build: undefined, latest: other }, list: listOf(["2.0.0"]) }, "move"],
    ["a version over none", { tags: { "2.0.0": undefined, latest: other }, list: listOf(["812"]) }, "move"],
    ["another variant", { tags: { "1.0.0-alpine": undefined, latest: other }, list: listOf(["2.0.0"]) }, "move"],
    [
      "a pre-release over a release",
      { tags: { "3.0.0-rc.1": undefined, latest: other }, list: listOf(["2.0.0"]) },
      "stay",
    ],
    [
      "a pre-release over one",
      { tags: { "3.0.0-rc.2": undefined, latest: other }, list: listOf(["3.0.0-rc.1"]) },
      "move",
    ],
    [
      "a version of the source's tag",
      { tags: { x: undefined, latest: other }, sourceTag: "1.9.0", list: listOf(["2.0.0"]) },
      "stay",
    ],
    [
      "a version that the target lists for the image",
      { tags: { x: undefined, latest: other }, own: listOf(["1.9.0"]), list: listOf(["2.0.0"]) },
      "stay",
    ],
    ["an absent tag", { tags: { "1.0.0": undefined, latest: undefined } }, "create"],
    ["a tag in place", { tags: { "1.0.0": undefined, latest: image } }, "keep"],
  ])("with %s", (_name, given, action) => {
    expect(actionsOf(plan({ ...given, request: forward }).first)["latest"]).toBe(action);
  });

  it("names a pre-release", () => {
    const tags = { "3.0.0-rc.1": undefined, latest: other };
    const kept = plan({ tags, list: listOf(["2.0.0"]), request: forward });
    expect(kept.plan.warnings).toEqual(["forward-only keeps 1 tag: api:latest (2.0.0 → 3.0.0-rc.1, a pre-release)"]);
    // Without it, a higher version is not a step back.
    expect(plan({ tags, list: listOf(["2.0.0"]) }).first.warnings).toEqual([]);
  });

  it("does not let a tag move that may not", () => {
    const given: Case = { tags: { "2.0.1": undefined, latest: other }, list: listOf(["2.0.0"]) };
    const { first } = plan({ ...given, request: { ...forward, mutableTags: [] } });
    expect(first.problems.map(({ code }) => code)).toEqual(["TAG_CONFLICT"]);
  });

  it.each<[string, Case, string]>([
    [
      "the image has none",
      { tags: { x: undefined, latest: other }, list: listOf(["2.0.0"]) },
      "the image has no version",
    ],
    [
      "the target has none",
      { tags: { "2.0.0": undefined, latest: other } },
      "the digest that it points to has no version",
    ],
    [
      "variants differ",
      { tags: { "1.0.0-alpine": undefined, latest: other }, list: listOf(["2.0.0"]) },
      "2.0.0 and 1.0.0-alpine are different variants",
    ],
    [
      "variants disagree",
      {
        tags: { "1.0.0": undefined, "3.0.0-alpine": undefined, latest: other },
        list: listOf(["2.0.0", "2.0.0-alpine"]),
      },
      "its variants have different orders",
    ],
    [
      "the tags cannot be read",
      { tags: { "2.0.0": undefined, latest: other }, list: UNREAD },
      "the tags in the target could not be read",
    ],
    [
      "the list is behind",
      { tags: { "2.0.0": undefined, latest: other }, list: listOf(["1.0.0"], false) },
      "the registry's list of tags is behind",
    ],
  ])("gives the reason of an unknown order: %s", (_name, given, reason) => {
    const latest = plan({ ...given, request: forward }).first.tags.find(({ name }) => name === "latest");
    expect(latest).toMatchObject({ action: "move", versions: { order: "unknown", reason, forwardOnly: true } });
  });

  it("is sure of a step back by a list that is behind: what it lacks can only be higher", () => {
    const tags = { "1.4.9": undefined, latest: other };
    expect(actionsOf(plan({ tags, list: listOf(["2.0.0"], false), request: forward }).first)["latest"]).toBe("stay");
    const rc = { "3.0.0-rc.1": undefined, latest: other };
    expect(actionsOf(plan({ tags: rc, list: listOf(["2.0.0"], false), request: forward }).first)["latest"]).toBe(
      "stay",
    );
  });

  it("warns once where the tags could not be read, and only of tags that it names", () => {
    const unread: Case = { tags: { "1.4.9": undefined, latest: other }, list: UNREAD };
    const [known, silent] = [plan({ ...unread, request: forward }), plan(unread)];
    expect(known.plan.warnings).toEqual([
      `forward-only could not compare versions, so 1 tag may go back: api:latest. ${DENIED.message}`,
    ]);
    expect([silent.plan.warnings, silent.first.warnings]).toEqual([[], []]);
  });

  it("leaves a tag that it keeps to another image of the step", () => {
    const request = { ...forward, allOrNothing: false };
    const { digest } = third;
    const images = [
      imageRequest("api", { target: { repository: "api", tags: ["1.4.9", "latest"] } }),
      imageRequest("api", { target: { repository: "api", tags: ["3.0.0", "latest"] } }),
    ];
    const given: Case = { tags: { "1.4.9": undefined, latest: other }, list: listOf(["2.0.0"]), request };
    const next = observed({ ...given, tags: { "3.0.0": undefined, latest: other } });
    if (next.kind !== "observed" || next.target.kind !== "read") throw new Error("It was not observed.");
    const target = { ...next.target.image, absent: new Set([digest]) };
    const second: Observation = {
      ...next,
      source: { ...next.source, digest, root: third },
      target: { kind: "read", image: target },
    };
    const planned = planPromotion(promotionRequest(images, request), [observed(given), second]);
    expect(planned.images.map(({ verdict }) => verdict)).toEqual(["promote", "promote"]);
    expect(planned.images.map(tagsSet)).toEqual([["1.4.9"], ["3.0.0", "latest"]]);
  });
});

describe("a target that cannot be read", () => {
  const unreadable = (request: Partial<PromotionRequest>) => {
    const locks = { repositoryLocked: false, lockedTags: new Set<string>(), unknownLocks: [] };
    const tags = { "1.4.9": undefined, latest: undefined };
    const observation: Observation = {
      kind: "observed",
      findings: new Map(),
      source: SOURCE,
      target: { kind: "unreadable", problem: DENIED, locks },
    };
    return planPromotion(promotionRequest([requested({ tags })], { verify: "best-effort", ...request }), [observation]);
  };

  it("gives no order: the tag moves, and one warning says so", () => {
    const planned = unreadable(forward);
    expect(planned.images.map(({ verdict }) => verdict)).toEqual(["promote"]);
    expect(planned.warnings).toEqual([
      `forward-only could not compare versions, so 1 tag may go back: api:latest. ${DENIED.message}`,
    ]);
    expect(unreadable({}).warnings).toEqual([]);
  });
});
