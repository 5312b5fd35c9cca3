// The input `undo`: the images of a step that takes tags back. An image is a digest that tags had before, in the target itself.
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { formatPlace, placeOf } from "./place.ts";
import { type Destination, isLoginServerOf, quoteTarget } from "./registry-inputs.ts";
import type { ImageRequest, PromotionRequest, UndoneTag } from "./request.ts";
import { parseUndoDocument, type UndoDocument, type UndoEntry } from "./undo-document.ts";

/** Inputs that say what else is promoted. */
const EXCLUDED = ["images", "images-file", "tags"];
/** Inputs that mean nothing without a source, and locks: what is taken back is not locked. */
const IGNORED = [
  "source-registry",
  "source-client-id",
  "source-tenant-id",
  "source-username",
  "source-password",
  "trusted-token-hosts",
  "target-prefix",
  "lock-tags",
];

/**
 * What an undo is, whatever other inputs state: the explicit input authorises the moves, and the plan sees all tags or none moves. Its
 * images have no `minAgeMs`.
 */
export const UNDO_RULES: Pick<
  PromotionRequest,
  | "onConflict"
  | "mutableTags"
  | "forwardOnly"
  | "lockTags"
  | "allOrNothing"
  | "verify"
  | "requirePlatforms"
  | "provenance"
> = {
  onConflict: "fail",
  mutableTags: [],
  forwardOnly: [],
  lockTags: [],
  allOrNothing: true,
  // The earlier images must be complete: nothing is imported that would bring what they lost.
  verify: "layers",
  requirePlatforms: [],
  provenance: { mode: "off", requirements: [] },
};

/** True for a step that undoes. */
export function isUndo(inputs: Inputs): boolean {
  return textOf(inputs, "undo") !== "";
}

/** Parses the document, and makes one image of each repository and earlier digest. */
export function undoOf(
  inputs: Inputs,
  destination: Destination,
): Pick<PromotionRequest, "images" | "undo" | "trustedTokenHosts"> {
  for (const input of EXCLUDED.filter((name) => textOf(inputs, name) !== "")) {
    addProblem(inputs, { input }, `${input} cannot be set together with undo.`, {
      remedy: `Remove ${input}, or promote in a step of its own.`,
    });
  }
  const ignored = IGNORED.filter((name) => textOf(inputs, name) !== "");
  if (ignored.length > 0) {
    inputs.notices.push(`With undo, these inputs are ignored, because it only moves tags back: ${ignored.join(", ")}.`);
  }
  const { undo: given } = inputs.raw;
  // A file that cannot be read was reported.
  if (given === undefined) return { images: [], trustedTokenHosts: [] };
  const document = parseUndoDocument(given);
  inputs.problems.push(...document.problems);
  checkRegistry(inputs, document, destination);
  const { registry, entries } = document;
  return {
    images: destination.target === undefined ? [] : imagesOf(entries, destination.target),
    ...(registry !== undefined && { undo: { registry: registry.host } }),
    trustedTokenHosts: [],
  };
}

function checkRegistry(inputs: Inputs, { registry }: UndoDocument, destination: Destination): void {
  const { target, cloud } = destination;
  if (registry === undefined || target === undefined) return;
  const { host, origin } = registry;
  if (inputs.raw.acrCloudOf(host) === cloud && isLoginServerOf(target, host)) return;
  const place = placeOf(origin);
  addProblem(
    inputs,
    place,
    `${formatPlace(place)}: the document is of ${host}, but registry is ${quoteTarget(inputs, destination)}.`,
    {
      code: "UNDO_INVALID",
      remedy: `Undo in the registry that the tags were moved in:\nregistry: ${host}`,
    },
  );
}

function imagesOf(entries: readonly UndoEntry[], target: PromotionRequest["target"]): ImageRequest[] {
  const groups = Map.groupBy(entries, ({ repository, before }) => `${repository}@${before}`);
  return [...groups.values()].flatMap((group): ImageRequest[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { origin, repository, before } = first;
    const undo = group.map(({ tag, now, uncertain }): [string, UndoneTag] => [tag, { now, uncertain }]);
    return [
      {
        origin,
        source: { registry: target, repository, digest: before },
        target: { repository, tags: group.map(({ tag }) => tag) },
        // They are in the target already, and their tags are entries of their own.
        referrers: "none",
        undo: new Map(undo),
      },
    ];
  });
}
