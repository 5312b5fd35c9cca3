// Turns raw inputs into a PromotionRequest, or says everything that is wrong with them at once. Makes no request.
import { InputError, type InputProblem } from "../errors.ts";
import { parsePlatform } from "../oci/platform.ts";
import { DOCKER_HUB, inDockerLibrary, isTag, parseRegistryHost } from "../oci/reference.ts";
import { type ImageEntry, parsed, parseImageLine } from "./image-entry.ts";
import { type ImagesFile, parseImagesFile } from "./images-file.ts";
import { isAttestationRepository, isSignerWorkflow, SLSA_PROVENANCE_V1 } from "./provenance.ts";
import { isGuid, parseRegistryName, type RegistryName } from "./registry-resource.ts";
import {
  type CloudName,
  type FederatedIdentity,
  type ImageRequest,
  type Origin,
  type PromotionRequest,
  REFERRERS_MODES,
  type ReferrersMode,
} from "./request.ts";
import { isTagPattern } from "./tag-pattern.ts";

/** Everything that parseRequest looks at. Texts are trimmed; an input that was not given is empty. */
export interface RawRequest {
  readonly inputs: Readonly<Record<string, string>>;
  /** The file that `images-file` names. */
  readonly imagesFile?: { readonly path: string; readonly text: string };
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

/** The items of a list input: one a line, where `separators` has a comma also by commas; blank lines and comments are dropped. */
export function parseList(text: string, separators: "lines" | "lines-or-commas"): { text: string; line: number }[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((content, at) => {
      const uncommented = content.replace(/(^|\s)#.*$/s, "");
      const parts = separators === "lines" ? [uncommented] : uncommented.split(",");
      return parts.map((part) => ({ text: part.trim(), line: at + 1 }));
    })
    .filter((item) => item.text !== "");
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
    const file = this.#imagesFile();
    const sourceRegistry = this.#registry("source-registry", cloud, false) ?? this.#sourceOfFile(file, cloud);
    const images = this.#images(file, target, sourceRegistry, cloud);
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
      ...(this.#text("lockfile") !== "" && { lockfile: this.#text("lockfile") }),
      summary: this.#boolean("summary", true),
    };
    if (this.#problems.length > 0 || target === undefined) throw new InputError(this.#problems);
    return { request: { ...request, target }, notices: this.#notices };
  }

  #text(input: string): string {
    return this.#raw.inputs[input] ?? "";
  }

  /** `place`: an input, or a line of `images` or of the file. */
  #problem(place: Place | string, message: string, remedy?: string, code = "INPUT_INVALID"): void {
    this.#problems.push({
      code,
      stage: "input",
      message: `${typeof place === "string" ? place : formatPlace(place)}: ${message}`,
      ...(typeof place === "string"
        ? { input: place }
        : { ...(place.file === undefined ? { input: "images" } : { file: place.file }), line: place.line }),
      ...(remedy !== undefined && { remedy }),
    });
  }

  #choice<Name extends string>(input: string, names: readonly Name[], fallback: Name): Name {
    const text = this.#text(input);
    if (text === "") return fallback;
    const chosen = names.find((name) => name === text);
    if (chosen === undefined) this.#problem(input, `${quote(text)} is none of ${names.join(", ")}.`);
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

  #sourceOfFile(file: ImagesFile | undefined, cloud: CloudName): RegistryName | undefined {
    const registry = file?.sourceRegistry;
    if (registry?.kind === "login-server") this.#checkCloud("images-file", registry.host, cloud);
    return registry;
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

  #imagesFile(): ImagesFile | undefined {
    const file = this.#raw.imagesFile;
    if (file === undefined) return undefined;
    const read = parseImagesFile(file.text, file.path);
    this.#problems.push(...read.problems);
    return read;
  }

  #images(
    file: ImagesFile | undefined,
    target: RegistryName | undefined,
    sourceRegistry: RegistryName | undefined,
    cloud: CloudName,
  ): ImageRequest[] {
    const entries = this.#imageLines();
    if (entries.length === 0 && file === undefined && this.#text("images-file") === "" && !this.#failed("images")) {
      this.#problem(
        "images",
        "there is nothing to promote.",
        "Give images, one a line, or an images-file.",
        "INPUT_REQUIRED",
      );
    }
    if (file !== undefined && file.entries.length === 0 && file.problems.length === 0 && entries.length === 0) {
      this.#problem("images-file", "it lists no image.", "Add an entry under images.", "INPUT_REQUIRED");
    }
    const addTags = this.#tagsInput(target, cloud);
    const referrers = this.#choice("referrers", REFERRERS_MODES, "all");
    const images = [...entries, ...(file?.entries ?? [])].map((entry) =>
      this.#complete(entry, addTags, referrers, sourceRegistry, cloud),
    );
    this.#noticeUnusedTags(addTags, images);
    const folded = foldRepeats(images.filter((image) => image !== undefined));
    this.#refuseOverlaps(folded);
    return folded;
  }

  #failed(input: string): boolean {
    return this.#problems.some((problem) => problem.input === input);
  }

  #imageLines(): ImageEntry[] {
    return parseList(this.#text("images"), "lines").flatMap(({ text, line }) => {
      const { value, problem } = parsed(() => parseImageLine(text, { line, text }), { input: "images", line });
      if (problem === undefined) return [value];
      this.#problems.push({ ...problem, message: `images, line ${line}: ${problem.message}` });
      return [];
    });
  }

  #complete(
    entry: ImageEntry,
    addTags: readonly AddedTag[],
    referrers: ReferrersMode,
    sourceRegistry: RegistryName | undefined,
    cloud: CloudName,
  ): ImageRequest | undefined {
    const { origin, source } = entry;
    if (source.registry === undefined && sourceRegistry === undefined) {
      this.#problem(
        origin,
        `${quote(origin.text)} names no registry, and source-registry is not set.`,
        "Begin it with the source's host, or set source-registry.",
        "SOURCE_REGISTRY_MISSING",
      );
      return undefined;
    }
    if (source.registry !== undefined) this.#checkCloud(origin, source.registry, cloud);
    const onDockerHub =
      source.registry === undefined && sourceRegistry?.kind === "login-server" && sourceRegistry.host === DOCKER_HUB;
    const sourceRepository = onDockerHub ? inDockerLibrary(DOCKER_HUB, source.repository) : source.repository;
    const repository = entry.repository ?? sourceRepository;
    const ownTags = entry.tags ?? (source.tag === undefined ? [] : [source.tag]);
    const added = addTags.filter((tag) => tag.repository === undefined || tag.repository === repository);
    for (const tag of added) tag.used = true;
    return {
      origin,
      source: {
        ...(source.registry !== undefined && {
          registry: { kind: "login-server", host: source.registry } satisfies RegistryName,
        }),
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

  /** Tags of the `tags` input: bare ones, and full references to this target as docker/metadata-action writes them. */
  #tagsInput(target: RegistryName | undefined, cloud: CloudName): AddedTag[] {
    return parseList(this.#text("tags"), "lines-or-commas").flatMap(({ text, line }) => {
      if (isTag(text)) return [{ name: text, text, used: false }];
      const [, host = "", repository = "", name = ""] = /^([^/]+)\/(.+):([^:/]+)$/.exec(text) ?? [];
      const { value: registry } = parsed(() => parseRegistryHost(host), {});
      if (registry === undefined || !isTag(name)) {
        this.#problem("tags", `line ${line}: ${quote(text)} is neither a tag nor a full reference.`);
        return [];
      }
      if (target !== undefined && !(this.#raw.acrCloudOf(registry) === cloud && namesHost(target, registry))) {
        this.#notices.push(`tags: ${text} is ignored, since it is of another registry than the target.`);
        return [];
      }
      return [{ name, repository, text, used: false }];
    });
  }

  #noticeUnusedTags(tags: readonly AddedTag[], images: readonly unknown[]): void {
    if (images.length === 0) return;
    for (const { used, text } of tags) {
      if (!used) this.#notices.push(`tags: ${text} is ignored, since no image of this step goes to its repository.`);
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
            "A tag holds one digest: take one of the two lines out or give it another tag.",
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
    if (clientId !== "" && sourceRegistry?.kind === "name") {
      this.#problem(
        "source-registry",
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

/** The input's default, `all`, cannot be told from a choice, so that a file's weaker mode counts beside it. */
function lessDemanding(one: ReferrersMode, other: ReferrersMode): ReferrersMode {
  return REFERRERS_MODES[Math.max(REFERRERS_MODES.indexOf(one), REFERRERS_MODES.indexOf(other))] ?? "all";
}

/** A line of `images`, or, with `file`, of that file. */
type Place = Pick<Origin, "file" | "line">;

function formatPlace({ file, line }: Place): string {
  return file === undefined ? `images, line ${line}` : `${file}:${line}`;
}

interface AddedTag {
  readonly name: string;
  readonly repository?: string;
  readonly text: string;
  used: boolean;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
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
