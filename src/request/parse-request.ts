// Parses the raw inputs into a PromotionRequest. Collects every problem before it fails. No I/O.
import { InputError } from "../errors.ts";
import { parsePlatform } from "../oci/platform.ts";
import { identityOf, sourceAccessOf, subscriptionOf } from "./access-inputs.ts";
import { provenanceOf } from "./attestation-inputs.ts";
import { imagesFilesOf, imagesOf } from "./images-input.ts";
import { type Inputs, type RawRequest, textOf } from "./inputs.ts";
import { type Destination, sourceRegistryOf, targetOf } from "./registry-inputs.ts";
import { CHANGES_LEVELS, type CloudName, type PromotionRequest, REFERRERS_MODES } from "./request.ts";
import { isTagPattern } from "./tag-pattern.ts";
import { addedTagsOf } from "./tags-input.ts";
import { targetPrefixOf } from "./target-repository.ts";
import { trustedTokenHostsOf } from "./token-hosts-input.ts";
import { ageOf, booleanOf, choiceOf, itemsOf, numberOf } from "./typed-inputs.ts";
import { isUndo, UNDO_RULES, undoOf } from "./undo-input.ts";

/** A request, and notices about inputs that were ignored. */
export interface ParsedRequest {
  readonly request: PromotionRequest;
  readonly notices: readonly string[];
}

const TAG_PATTERNS = {
  isValid: isTagPattern,
  what: "tag or pattern of tags",
  remedy: "Write tags, or patterns with * and ?, for example latest,1.*",
};

const CLOUDS: readonly CloudName[] = ["azurecloud", "azureusgovernment", "azurechinacloud"];

/**
 * Parses all inputs. Problems are reported in the order of the calls below.
 * @throws InputError with every problem of all inputs
 */
export function parseRequest(raw: RawRequest): ParsedRequest {
  const inputs: Inputs = { raw, problems: [], notices: [] };
  const cloud = choiceOf(inputs, "environment", CLOUDS, "azurecloud");
  const target = targetOf(inputs, cloud);
  const undoes = isUndo(inputs);
  const { images, ...sources } = undoes ? undoOf(inputs, { cloud, target }) : sourcesOf(inputs, { cloud, target });
  const request: Omit<PromotionRequest, "target"> = {
    cloud,
    images,
    ...sources,
    identity: identityOf(inputs),
    ...subscriptionOf(inputs, target),
    ...(textOf(inputs, "audience") !== "" && { audience: textOf(inputs, "audience") }),
    dryRun: booleanOf(inputs, "dry-run", false),
    changes: choiceOf(inputs, "changes", CHANGES_LEVELS, "annotations"),
    github: {
      server: URL.parse(raw.serverUrl ?? "")?.origin ?? "https://github.com",
      repository: raw.repository,
    },
    ...(undoes ? UNDO_RULES : rulesOf(inputs)),
    ...(textOf(inputs, "max-parallel") !== "" && {
      maxParallel: numberOf(inputs, "max-parallel", { min: 1, max: 256, isWhole: true, fallback: 32 }),
    }),
    timeoutMs: numberOf(inputs, "timeout-minutes", { min: 0.01, max: 1440, isWhole: false, fallback: 30 }) * 60_000,
    ...(textOf(inputs, "lock-file") !== "" && { lockFile: textOf(inputs, "lock-file") }),
    summary: booleanOf(inputs, "summary", true),
  };
  if (inputs.problems.length > 0 || target === undefined) throw new InputError(inputs.problems);
  return { request: { ...request, target }, notices: inputs.notices };
}

/** What is promoted, and how its sources are reached. */
function sourcesOf(
  inputs: Inputs,
  { cloud, target }: Destination,
): Pick<
  PromotionRequest,
  "images" | "sourceRegistry" | "sourceIdentity" | "sourceCredentials" | "trustedTokenHosts" | "undo"
> {
  const files = imagesFilesOf(inputs, cloud);
  const sourceRegistry = sourceRegistryOf(inputs, cloud);
  const images = imagesOf(inputs, files, {
    cloud,
    target,
    sourceRegistry,
    targetPrefix: targetPrefixOf(inputs, { cloud, target }),
    addedTags: addedTagsOf(inputs, { cloud, target }),
    referrers: choiceOf(inputs, "referrers", REFERRERS_MODES, "all"),
    minAgeMs: ageOf(inputs, "min-age"),
  });
  return {
    images,
    ...(sourceRegistry !== undefined && { sourceRegistry }),
    ...sourceAccessOf(inputs, images, sourceRegistry),
    trustedTokenHosts: trustedTokenHostsOf(inputs, images, sourceRegistry),
  };
}

/** What has to be fulfilled before anything is written, and which tags may move. */
function rulesOf(inputs: Inputs): typeof UNDO_RULES {
  return {
    onConflict: choiceOf(inputs, "on-conflict", ["fail", "overwrite", "skip"], "fail"),
    mutableTags: itemsOf(inputs, "mutable-tags", TAG_PATTERNS),
    forwardOnly: itemsOf(inputs, "forward-only", TAG_PATTERNS),
    lockTags: itemsOf(inputs, "lock-tags", TAG_PATTERNS),
    allOrNothing: booleanOf(inputs, "all-or-nothing", true),
    verify: choiceOf(inputs, "verify", ["required", "layers", "best-effort"], "required"),
    requirePlatforms: itemsOf(inputs, "require-platforms", {
      isValid: (item) => parsePlatform(item) !== undefined,
      what: "platform",
      remedy: "Write os/architecture[/variant], for example linux/amd64,linux/arm/v7",
    }),
    provenance: provenanceOf(inputs),
  };
}
