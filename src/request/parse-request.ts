// Parses the raw inputs into a PromotionRequest. Collects every problem before it fails. No I/O.
import { InputError, type InputProblem } from "../errors.ts";
import { parsePlatform } from "../oci/platform.ts";
import {
  beginsWithHost,
  DOCKER_HUB,
  formatReference,
  inDockerLibrary,
  isRepository,
  isTag,
  normalizeRegistryHost,
  parseRepository,
} from "../oci/reference.ts";
import { type ProblemCode, problem } from "../problems.ts";
import { isAttestationRepository, isSignerWorkflow, SLSA_PROVENANCE_V1 } from "../provenance/policy.ts";
import { formatPlace, type ImageEntry, type Place, parsed, parseImageLines, parseTargetName } from "./image-entry.ts";
import { type ImagesFile, MAX_ENTRIES, parseImagesFile } from "./images-file.ts";
import { LINE_FORM } from "./line-mistakes.ts";
import { linesOfItem, parseJsonList, parseList } from "./list-input.ts";
import { formatRegistryName, isGuid, parseRegistryName, type RegistryName } from "./registry-resource.ts";
import {
  type CloudName,
  type FederatedIdentity,
  type ImageRequest,
  type PromotionRequest,
  REFERRERS_MODES,
  type ReferrersMode,
} from "./request.ts";
import { isTagPattern } from "./tag-pattern.ts";

/** Everything that parseRequest looks at. Texts are trimmed; an input that was not given is empty. */
export interface RawRequest {
  readonly inputs: Readonly<Record<string, string>>;
  /** The files that `images-file` names, in its order. */
  readonly imagesFiles?: readonly { readonly path: string; readonly text: string }[];
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string;
  /** The cloud whose registries end as this host does; undefined for every other host. */
  readonly acrCloudOf: (host: string) => CloudName | undefined;
}

/** A request, and what the user should know about how the inputs were taken. */
export interface ParsedRequest {
  readonly request: PromotionRequest;
  readonly notices: readonly string[];
}

const CLOUDS: readonly CloudName[] = ["azurecloud", "azureusgovernment", "azurechinacloud"];
const DOMAIN = /^(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/**
 * @throws InputError with every problem of all inputs
 */
export function parseRequest(raw: RawRequest): ParsedRequest {
  return new RequestParser(raw).parse();
}

/** What completes an image, beside the image as it was written. */
interface Completion {
  readonly cloud: CloudName;
  readonly target: RegistryName | undefined;
  /** The input `source-registry`. */
  readonly sourceRegistry: RegistryName | undefined;
  /** Empty, or with its slash at the end. */
  readonly targetPrefix: string;
  readonly addTags: readonly AddedTag[];
  readonly referrers: ReferrersMode;
}

class RequestParser {
  readonly #raw: RawRequest;
  readonly #problems: InputProblem[] = [];
  readonly #notices: string[] = [];

  constructor(raw: RawRequest) {
    this.#raw = raw;
  }

  parse(): ParsedRequest {
    const cloud = this.#choice("environment", CLOUDS, "azurecloud");
    const target = this.#registry("registry", cloud, true);
    const files = this.#imagesFiles(cloud);
    const sourceRegistry = this.#registry("source-registry", cloud, false);
    const images = this.#images(files, {
      cloud,
      target,
      sourceRegistry,
      targetPrefix: this.#targetPrefix(target, cloud),
      addTags: this.#tagsInput(target, cloud),
      referrers: this.#choice("referrers", REFERRERS_MODES, "all"),
    });
    const sourceAccess = this.#sourceAccess(images, sourceRegistry);
    const request: Omit<PromotionRequest, "target"> = {
      cloud,
      images,
      identity: this.#identity(),
      ...this.#subscription(target),
      ...(sourceRegistry !== undefined && { sourceRegistry }),
      ...sourceAccess,
      ...(this.#text("audience") !== "" && { audience: this.#text("audience") }),
      dryRun: this.#boolean("dry-run", false),
      onConflict: this.#choice("on-conflict", ["fail", "overwrite", "skip"], "fail"),
      mutableTags: this.#mutableTags(),
      allOrNothing: this.#boolean("all-or-nothing", true),
      verify: this.#choice("verify", ["required", "best-effort"], "required"),
      requirePlatforms: this.#platforms(),
      provenance: this.#provenance(),
      maxParallel: this.#number("max-parallel", { least: 1, most: 256, whole: true, fallback: 32 }),
      timeoutMs: this.#number("timeout-minutes", { least: 0.01, most: 1440, whole: false, fallback: 30 }) * 60_000,
      ...(this.#text("lock-file") !== "" && { lockFile: this.#text("lock-file") }),
      summary: this.#boolean("summary", true),
    };
    if (this.#problems.length > 0 || target === undefined) throw new InputError(this.#problems);
    return { request: { ...request, target }, notices: this.#notices };
  }

  #text(input: string): string {
    return this.#raw.inputs[input] ?? "";
  }

  /** `place`: an input, or a line of `images` or of the file. */
  #problem(place: Place | string, message: string, remedy?: string, code: ProblemCode = "INPUT_INVALID"): void {
    this.#problems.push({
      ...problem(code, `${typeof place === "string" ? place : formatPlace(place)}: ${message}`, {
        stage: "input",
        remedy,
      }),
      ...(typeof place === "string"
        ? { input: place }
        : { ...(place.file === undefined ? { input: "images" } : { file: place.file }), line: place.line }),
    });
  }

  #choice<Name extends string>(input: string, names: readonly Name[], fallback: Name): Name {
    const text = this.#text(input);
    if (text === "") return fallback;
    const chosen = names.find((name) => name === text.toLowerCase());
    if (chosen === undefined) this.#problem(input, `${quote(text)} is not one of ${names.join(", ")}.`);
    return chosen ?? fallback;
  }

  #boolean(input: string, fallback: boolean): boolean {
    const text = this.#text(input);
    if (text === "") return fallback;
    if (["true", "True", "TRUE"].includes(text)) return true;
    if (!["false", "False", "FALSE"].includes(text)) this.#problem(input, `${quote(text)} is neither true nor false.`);
    return false;
  }

  #number(
    input: string,
    { least, most, whole, fallback }: { least: number; most: number; whole: boolean; fallback: number },
  ): number {
    const text = this.#text(input);
    if (text === "") return fallback;
    const number = /^[0-9]{1,6}(?:\.[0-9]{1,6})?$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
    this.#problem(input, `${quote(text)} is no ${whole ? "whole " : ""}number from ${least} to ${most}.`);
    return fallback;
  }

  #registry(input: string, cloud: CloudName, isTarget: boolean): RegistryName | undefined {
    const text = this.#text(input);
    if (text === "") {
      if (isTarget) {
        this.#problem(
          input,
          "it is required.",
          "Give the target's name, login server or resource ID.",
          "INPUT_REQUIRED",
        );
      }
      return undefined;
    }
    const { value, problem } = parsed(() => parseRegistryName(text), { input });
    if (problem !== undefined) {
      this.#problems.push({ ...problem, message: `${input}: ${problem.message}` });
      return undefined;
    }
    if (value.kind !== "login-server") return value;
    const hostCloud = this.#raw.acrCloudOf(value.host);
    if (isTarget && hostCloud === undefined) {
      this.#problem(
        input,
        `${value.host} is not the login server of an Azure container registry.`,
        "The target is always an ACR, for example contosoprod.azurecr.io.",
        "REGISTRY_INVALID",
      );
      return undefined;
    }
    this.#checkCloud(input, value.host, cloud);
    return value;
  }

  #checkCloud(place: Place | string, host: string, cloud: CloudName): void {
    const hostCloud = this.#raw.acrCloudOf(host);
    if (hostCloud === undefined || hostCloud === cloud) return;
    this.#problem(
      place,
      `${host} belongs to ${hostCloud}, and the input environment says ${cloud}.`,
      `Set environment: ${hostCloud}, or name a registry of ${cloud}; an import never crosses clouds.`,
      "CLOUD_MISMATCH",
    );
  }

  #imagesFiles(cloud: CloudName): ImagesFile[] {
    return (this.#raw.imagesFiles ?? []).map(({ path, text }) => {
      const file = parseImagesFile(text, path);
      this.#problems.push(...file.problems);
      const { sourceRegistry, sourceRegistryLine: line = 1 } = file;
      if (sourceRegistry?.kind === "login-server") this.#checkCloud({ file: path, line }, sourceRegistry.host, cloud);
      return file;
    });
  }

  #images(files: readonly ImagesFile[], completion: Completion): ImageRequest[] {
    const lines = this.#imageLines();
    const ofFiles = files.flatMap(({ entries, sourceRegistry }) => entries.map((entry) => ({ entry, sourceRegistry })));
    const count = lines.length + ofFiles.length;
    const namesFiles = parseList(this.#text("images-file"), "lines").length > 0;
    if (count === 0 && !namesFiles && files.length === 0 && !this.#failed("images")) {
      this.#problem(
        "images",
        "there is nothing to promote.",
        `Set images or images-file. ${LINE_FORM}`,
        "INPUT_REQUIRED",
      );
    }
    if (count === 0 && files.length > 0 && files.every(({ problems }) => problems.length === 0)) {
      this.#problem("images-file", "it lists no image.", "Add an entry under images.", "INPUT_REQUIRED");
    }
    if (count > MAX_ENTRIES) {
      this.#problem(
        ofFiles.length === 0 ? "images" : "images-file",
        `the step has ${count} images; it promotes at most ${MAX_ENTRIES}.`,
        undefined,
        "TOO_MANY_IMAGES",
      );
      return [];
    }
    const images = [
      ...lines.map((entry) => this.#complete(entry, completion.sourceRegistry, completion)),
      ...ofFiles.map(({ entry, sourceRegistry }) =>
        this.#complete(entry, completion.sourceRegistry ?? sourceRegistry, completion),
      ),
    ];
    this.#noticeUnusedTags(completion.addTags, images);
    const folded = foldRepeats(images.filter((image) => image !== undefined));
    this.#refuseOverlaps(folded);
    return folded;
  }

  #failed(input: string): boolean {
    return this.#problems.some((problem) => problem.input === input);
  }

  #imageLines(): readonly ImageEntry[] {
    const text = this.#text("images");
    const lines = text.startsWith("[") ? parseJsonList(text)?.flatMap(linesOfItem) : parseList(text, "lines");
    if (lines === undefined) {
      this.#problem(
        "images",
        'it starts with "[" and is not a valid JSON array of strings.',
        `Write for example ["api:build-812 => api:1.4.2,latest"]. Without JSON: ${LINE_FORM}`,
        "REFERENCE_INVALID",
      );
      return [];
    }
    const { entries, problems } = parseImageLines(lines);
    this.#problems.push(...problems);
    return entries;
  }

  /** `sourceRegistry`: where the entry's source comes from if it names no host itself. */
  #complete(
    entry: ImageEntry,
    sourceRegistry: RegistryName | undefined,
    completion: Completion,
  ): ImageRequest | undefined {
    const { origin, source } = entry;
    const { cloud, addTags, referrers } = completion;
    if (source.registry === undefined && sourceRegistry === undefined) {
      this.#problem(
        origin,
        `${quote(origin.text)} names no registry, and source-registry is not set.`,
        `Begin it with the source's host, or set source-registry.${suggestDockerHub(source)}`,
        "SOURCE_REGISTRY_MISSING",
      );
      return undefined;
    }
    if (source.registry !== undefined) this.#checkCloud(origin, source.registry, cloud);
    const registry: RegistryName | undefined =
      source.registry === undefined ? sourceRegistry : { kind: "login-server", host: source.registry };
    const onDockerHub = registry?.kind === "login-server" && registry.host === DOCKER_HUB;
    const sourceRepository = onDockerHub ? inDockerLibrary(DOCKER_HUB, source.repository) : source.repository;
    const repository = this.#targetRepository(entry, sourceRepository, completion);
    if (repository === undefined) return undefined;
    const ownTags = entry.tags ?? (source.tag === undefined ? [] : [source.tag]);
    const added = addTags.filter((tag) => tag.repository === undefined || tag.repository === repository);
    for (const tag of added) tag.used = true;
    const isOfInput = source.registry === undefined && sourceRegistry === completion.sourceRegistry;
    return {
      origin,
      source: {
        ...(registry !== undefined && !isOfInput && { registry }),
        repository: sourceRepository,
        ...(source.tag !== undefined && { tag: source.tag }),
        ...(source.digest !== undefined && { digest: source.digest }),
      },
      target: { repository, tags: [...new Set([...ownTags, ...added.map(({ name }) => name)])] },
      referrers: lessDemanding(referrers, entry.referrers ?? "all"),
      ...(entry.mediaType !== undefined && { mediaType: entry.mediaType }),
      ...(entry.platforms !== undefined && { platforms: entry.platforms }),
    };
  }

  /** The repository that the entry names, or the prefix and the source's. */
  #targetRepository(
    { origin, targetHost, repository }: ImageEntry,
    sourceRepository: string,
    { target, cloud, targetPrefix }: Completion,
  ): string | undefined {
    if (repository !== undefined) return this.#inTarget({ targetHost, repository }, target, cloud, origin);
    const { value, problem } = parsed(() => parseTargetName(`${targetPrefix}${sourceRepository}`), {});
    if (problem === undefined) return this.#inTarget(value, target, cloud, origin);
    this.#problem(origin, problem.message, "Write the target after =>", problem.code);
    return undefined;
  }

  /** The repository without the target's own login server. A name that has dots stays, unless it is another ACR. */
  #inTarget(
    { targetHost, repository }: { readonly targetHost?: string | undefined; readonly repository: string },
    target: RegistryName | undefined,
    cloud: CloudName,
    place: Place | string,
  ): string | undefined {
    if (targetHost === undefined) {
      if (this.#raw.acrCloudOf(repository) === undefined) return repository;
      this.#problem(
        place,
        `the target ${quote(repository)} is a login server without a repository.`,
        LINE_FORM,
        "REFERENCE_INVALID",
      );
      return undefined;
    }
    const host = normalizeRegistryHost(targetHost);
    const hostCloud = this.#raw.acrCloudOf(host);
    if (hostCloud === undefined) {
      const { value, problem } = parsed(() => parseRepository(`${targetHost}/${repository}`), {});
      if (problem !== undefined) this.#problem(place, problem.message, LINE_FORM, problem.code);
      return value;
    }
    const named = target === undefined ? this.#text("registry") : formatRegistryName(target);
    // Where the input registry is wrong itself, only what it cannot mean is refused.
    const isTarget =
      target === undefined
        ? named === "" || normalizeRegistryHost(named).includes(host.split(".")[0] ?? "")
        : namesHost(target, host);
    if (isTarget && hostCloud === cloud) return repository;
    this.#problem(
      place,
      `the target ${quote(`${targetHost}/${repository}`)} names the registry ${host}, and the input registry is ${quote(named)}.`,
      "Write the target without a host: all images of a step go to the registry of the input registry.",
      "REFERENCE_INVALID",
    );
    return undefined;
  }

  /** Whole parts of a path, with a slash at the end; empty where there is none. */
  #targetPrefix(target: RegistryName | undefined, cloud: CloudName): string {
    const text = this.#text("target-prefix");
    if (text === "") return "";
    const path = text.replace(/\/$/, "");
    // Read with a part behind it, since a host is one only where something follows.
    const { value } = parsed(() => parseTargetName(`${path}/x`), {});
    const isInAcr = value?.targetHost !== undefined && this.#raw.acrCloudOf(normalizeRegistryHost(value.targetHost));
    if (value === undefined || (!isInAcr && !isRepository(path))) {
      this.#problem(
        "target-prefix",
        `${quote(text)} is not the beginning of a repository name.`,
        "Write whole parts of a name, without host and tag, for example base or mirror/docker.io",
      );
      return "";
    }
    return this.#inTarget(value, target, cloud, "target-prefix")?.slice(0, -1) ?? "";
  }

  /** Tags of the `tags` input: bare ones, and full references to this target as docker/metadata-action writes them. */
  #tagsInput(target: RegistryName | undefined, cloud: CloudName): AddedTag[] {
    return parseList(this.#text("tags"), "lines-or-commas").flatMap(({ text, line }) => {
      if (isTag(text)) return [{ name: text, text, used: false }];
      const host = beginsWithHost(text) ? normalizeRegistryHost(text.slice(0, text.indexOf("/"))) : undefined;
      const isOfTarget =
        host !== undefined &&
        (target === undefined || (this.#raw.acrCloudOf(host) === cloud && namesHost(target, host)));
      const [, repository = "", name = ""] = /^[^/]+\/([^:@]+):([^:@/]+)$/.exec(text) ?? [];
      if (isOfTarget && isTag(name)) return [{ name, repository, text, used: false }];
      if (!isOfTarget && /[/:@]/.test(text) && REFERENCE_SHAPE.test(text)) {
        this.#notices.push(`tags: ${text} is ignored because it names another registry than the target.`);
        return [];
      }
      this.#problem(
        "tags",
        `line ${line}: ${quote(text)} is neither a tag nor a full reference.`,
        "Write tags by line or comma, for example 1.4.2,latest",
      );
      return [];
    });
  }

  #noticeUnusedTags(tags: readonly AddedTag[], images: readonly unknown[]): void {
    if (images.length === 0) return;
    for (const { used, text } of tags) {
      if (!used) this.#notices.push(`tags: ${text} is ignored because no image of this step goes to its repository.`);
    }
  }

  /** Two digests on one tag can be told here where both lines are pinned; where they name tags, the plan tells. */
  #refuseOverlaps(images: readonly ImageRequest[]): void {
    const claims = new Map<string, ImageRequest>();
    for (const image of images) {
      for (const tag of image.target.tags) {
        const key = `${image.target.repository}:${tag}`;
        const earlier = claims.get(key);
        if (image.source.digest === undefined) continue;
        if (earlier === undefined) claims.set(key, image);
        else if (earlier.source.digest !== image.source.digest) {
          this.#problem(
            image.origin,
            `it wants another digest on ${key} than ${formatPlace(earlier.origin)}.`,
            undefined,
            "TAG_CLAIMED_TWICE",
          );
        }
      }
    }
  }

  #identity(): FederatedIdentity {
    return {
      clientId: this.#guid("client-id", "AZURE_CLIENT_ID"),
      tenantId: this.#tenant("tenant-id", "AZURE_TENANT_ID"),
    };
  }

  #guid(input: string, variable: string): string {
    const text = this.#text(input);
    if (text === "") this.#required(input, variable);
    else if (!isGuid(text)) this.#problem(input, "it is no GUID.", "It reads 00000000-0000-0000-0000-000000000000.");
    return text;
  }

  #tenant(input: string, variable: string): string {
    const text = this.#text(input);
    if (text === "") this.#required(input, variable);
    else if (!isGuid(text) && !DOMAIN.test(text)) {
      this.#problem(
        input,
        "it is neither a GUID nor a tenant's domain.",
        "`az account show --query tenantId` prints it.",
      );
    }
    return text;
  }

  #required(input: string, variable: string): void {
    this.#problem(
      input,
      "it is required.",
      `Set ${input}, or ${variable} in the environment; docs/azure-setup.md tells where it comes from.`,
      "INPUT_REQUIRED",
    );
  }

  #subscription(target: RegistryName | undefined): { subscriptionId?: string } {
    const text = this.#text("subscription-id");
    if (text !== "" && !isGuid(text)) this.#problem("subscription-id", "it is no GUID.");
    if (text === "" && target !== undefined && target.kind !== "resource-id") {
      this.#problem(
        "subscription-id",
        "it is required where registry is no resource ID.",
        "Set subscription-id or AZURE_SUBSCRIPTION_ID, or give the registry's resource ID.",
        "INPUT_REQUIRED",
      );
    }
    return text === "" ? {} : { subscriptionId: text };
  }

  #sourceAccess(
    images: readonly ImageRequest[],
    sourceRegistry: RegistryName | undefined,
  ): Pick<PromotionRequest, "sourceIdentity" | "sourceCredentials"> {
    const [clientId, tenantId] = [this.#text("source-client-id"), this.#text("source-tenant-id")];
    const [username, password] = [this.#text("source-username"), this.#text("source-password")];
    if (clientId !== "" && !isGuid(clientId)) this.#problem("source-client-id", "it is no GUID.");
    if (tenantId !== "" && !isGuid(tenantId) && !DOMAIN.test(tenantId)) {
      this.#problem("source-tenant-id", "it is neither a GUID nor a tenant's domain.");
    }
    if ((clientId === "") !== (tenantId === "")) {
      const missing = clientId === "" ? "source-client-id" : "source-tenant-id";
      this.#problem(missing, "source-client-id and source-tenant-id go together.", `Set ${missing} too.`);
    }
    if (username !== "" && password === "") {
      this.#problem("source-password", "source-username is set without it.", "Set source-password too.");
    }
    const hosts = new Set(images.map(({ source }) => JSON.stringify(source.registry)));
    if (sourceRegistry === undefined && hosts.size > 1 && (clientId !== "" || password !== "")) {
      this.#problem(
        clientId === "" ? "source-password" : "source-client-id",
        "the images come from several registries, and it may go to one only.",
        "Set source-registry to the registry that it is for.",
      );
    }
    const named = sourceRegistry ?? images.find(({ source }) => source.registry?.kind === "name")?.source.registry;
    if (clientId !== "" && named?.kind === "name") {
      this.#problem(
        sourceRegistry === undefined ? "images-file" : "source-registry",
        "a name cannot be looked up in the tenant of source-client-id.",
        "Give the source's login server, for example contosodev.azurecr.io.",
      );
    }
    if (clientId !== "" && password !== "") {
      this.#problem(
        "source-password",
        "it is set together with source-client-id.",
        "Name the source's identity in one way: federated (source-client-id) or by password.",
      );
    }
    return {
      ...(clientId !== "" && tenantId !== "" && { sourceIdentity: { clientId, tenantId } }),
      ...(password !== "" && { sourceCredentials: { ...(username !== "" && { username }), password } }),
    };
  }

  #mutableTags(): string[] {
    const text = this.#text("mutable-tags");
    const items = parseList(text, "lines-or-commas").map((item) => item.text);
    for (const item of items) {
      if (!isTagPattern(item)) this.#problem("mutable-tags", `${quote(item)} is no tag or glob of tags.`);
    }
    return items;
  }

  #platforms(): string[] {
    const items = parseList(this.#text("require-platforms"), "lines-or-commas").map((item) => item.text);
    for (const item of items) {
      if (parsePlatform(item) === undefined) {
        this.#problem("require-platforms", `${quote(item)} is no platform such as linux/amd64 or linux/arm/v7.`);
      }
    }
    return items;
  }

  #provenance(): PromotionRequest["provenance"] {
    const mode = this.#choice("require-attestation", ["off", "warn", "require"], "off");
    const repository = this.#text("attestation-repository") || this.#raw.repository;
    const signerWorkflow = this.#text("attestation-signer-workflow");
    const predicateType = this.#text("attestation-predicate-type") || SLSA_PROVENANCE_V1;
    if (mode !== "off" && !isAttestationRepository(repository)) {
      this.#problem("attestation-repository", `${quote(repository)} is neither owner/repository nor owner.`);
    }
    if (signerWorkflow !== "" && !isSignerWorkflow(signerWorkflow)) {
      this.#problem(
        "attestation-signer-workflow",
        `${quote(signerWorkflow)} is no workflow.`,
        "It reads owner/repository/.github/workflows/file.yml, optionally with @ref.",
      );
    }
    if (!/^[a-z][a-z0-9+.-]*:\S{1,500}$/i.test(predicateType)) {
      this.#problem("attestation-predicate-type", `${quote(predicateType)} is no URI.`);
    }
    return { mode, repository, ...(signerWorkflow !== "" && { signerWorkflow }), predicateType };
  }
}

/** The input's default, `all`, cannot be distinguished from a choice, so that a file's weaker mode counts beside it. */
function lessDemanding(one: ReferrersMode, other: ReferrersMode): ReferrersMode {
  return REFERRERS_MODES[Math.max(REFERRERS_MODES.indexOf(one), REFERRERS_MODES.indexOf(other))] ?? "all";
}

/** Anything that other tools print as a reference: `alpine:3`, `localhost:5000/app:1`, `name/app@sha256:…`. */
const REFERENCE_SHAPE = /^[a-z0-9[][a-z0-9._:[\]-]*(?:\/[a-z0-9._-]+)*(?::[\w.-]+)?(?:@[a-z0-9]+:[a-f0-9]+)?$/i;

interface AddedTag {
  readonly name: string;
  readonly repository?: string;
  readonly text: string;
  used: boolean;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}

/** How the source would read at Docker Hub, whose names have at most two parts. */
function suggestDockerHub({ repository, tag, digest }: ImageEntry["source"]): string {
  if (repository.split("/").length > 2) return "";
  const reference = formatReference({
    registry: DOCKER_HUB,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  });
  return ` Docker Hub's is ${reference}`;
}

/** Whether a host can be the registry that was named; a DNS-label login server is `name-hash.azurecr.io`. */
function namesHost(registry: RegistryName, host: string): boolean {
  if (registry.kind === "login-server") return registry.host === host;
  const name = (registry.kind === "name" ? registry.name : registry.id.name).toLowerCase();
  const [label = ""] = host.split(".");
  return label === name || label.startsWith(`${name}-`);
}

/** The same image to the same repository is one, with the tags of all its lines. */
function foldRepeats(images: readonly ImageRequest[]): ImageRequest[] {
  const folded = new Map<string, ImageRequest>();
  for (const image of images) {
    const { source, target, referrers, mediaType, platforms } = image;
    const key = JSON.stringify([
      [source.registry, source.repository, source.tag, source.digest],
      target.repository,
      [referrers, mediaType, platforms],
    ]);
    const earlier = folded.get(key);
    const tags = [...new Set([...(earlier?.target.tags ?? []), ...target.tags])];
    folded.set(key, { ...(earlier ?? image), target: { ...target, tags } });
  }
  return [...folded.values()];
}
