// The repository of an image in the target: from the right side of its line, or from target-prefix and the source.
import { isRepository, normalizeRegistryHost, parseRepository } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import { type ImageEntry, parseTargetName, type TargetName } from "./image-entry.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { LINE_FORM } from "./line-mistakes.ts";
import { formatPlace, type Place, placeOf, tryParse } from "./place.ts";
import { type Destination, isLoginServerOf, quoteTarget } from "./registry-inputs.ts";

/** The input `target-prefix`: whole parts of a path with a slash at the end; empty if it is not set. */
export function targetPrefixOf(inputs: Inputs, destination: Destination): string {
  const input = "target-prefix";
  const text = textOf(inputs, input);
  if (text === "") return "";
  const path = text.replace(/\/$/, "");
  // Parsed with a part appended, since only the first of several parts can be a host.
  const { value } = tryParse(() => parseTargetName(`${path}/x`));
  const isInAcr =
    value?.targetHost !== undefined && inputs.raw.acrCloudOf(normalizeRegistryHost(value.targetHost)) !== undefined;
  if (value === undefined || (!isInAcr && !isRepository(path))) {
    addProblem(inputs, { input }, `${input} must be the start of a repository name; got ${quote(text)}.`, {
      remedy: "Write whole parts of a name, without host and tag, for example base or mirror/docker.io",
    });
    return "";
  }
  return repositoryIn(inputs, destination, value, { input })?.slice(0, -1) ?? "";
}

/** The repository of an entry; undefined after a problem. */
export function targetRepositoryOf(
  inputs: Inputs,
  destination: Destination,
  { origin, targetHost, repository }: ImageEntry,
  { sourceRepository, targetPrefix }: { readonly sourceRepository: string; readonly targetPrefix: string },
): string | undefined {
  const place = placeOf(origin);
  if (repository !== undefined) {
    return repositoryIn(inputs, destination, { repository, ...(targetHost !== undefined && { targetHost }) }, place);
  }
  const { value, problem } = tryParse(() => parseTargetName(`${targetPrefix}${sourceRepository}`));
  if (problem === undefined) return repositoryIn(inputs, destination, value, place);
  addProblem(inputs, place, `${formatPlace(place)}: ${problem.message}`, {
    code: problem.code,
    remedy: "Write the target after =>",
  });
  return undefined;
}

/** The name without the target's own login server. Any other name with dots is part of the repository, unless it is an ACR. */
function repositoryIn(
  inputs: Inputs,
  destination: Destination,
  { targetHost, repository }: TargetName,
  place: Place,
): string | undefined {
  const refuse = (message: string, remedy: string = LINE_FORM) =>
    addProblem(inputs, place, `${formatPlace(place)}: ${message}`, { code: "REFERENCE_INVALID", remedy });
  if (targetHost === undefined) {
    if (inputs.raw.acrCloudOf(repository) === undefined) return repository;
    refuse(`the target ${quote(repository)} is a login server without a repository.`);
    return undefined;
  }
  const host = normalizeRegistryHost(targetHost);
  const hostCloud = inputs.raw.acrCloudOf(host);
  if (hostCloud === undefined) {
    const { value, problem } = tryParse(() => parseRepository(`${targetHost}/${repository}`));
    if (problem !== undefined) refuse(problem.message);
    return value;
  }
  if (hostCloud === destination.cloud && isOfTarget(inputs, destination, host)) return repository;
  refuse(
    `the target ${quote(`${targetHost}/${repository}`)} is in ${host}, but the input registry is ${quoteTarget(inputs, destination)}.`,
    "Write the target without a host: all images of a step go to the registry of the input registry.",
  );
  return undefined;
}

/** With an invalid input `registry`, only a host that it cannot mean is reported too. */
function isOfTarget(inputs: Inputs, { target }: Destination, host: string): boolean {
  if (target !== undefined) return isLoginServerOf(target, host);
  const text = textOf(inputs, "registry");
  return text === "" || normalizeRegistryHost(text).includes(host.split(".")[0] ?? "");
}
