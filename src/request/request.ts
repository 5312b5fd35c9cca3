// The promotion that was requested, validated and complete. Later stages know nothing else of the inputs.
import type { Digest } from "../oci/digest.ts";
import type { ProvenancePolicy } from "../provenance/policy.ts";
import type { RegistryName } from "./registry-name.ts";

/** Where an image was requested, for annotations. */
export interface Origin {
  readonly file?: string;
  /** Without a file: the input; undefined: `images`. */
  readonly input?: string;
  /** Line in the file, or in the input, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * How signatures, SBOMs and attestations are treated, the strictest mode first. `all`: a failed lookup fails the image.
 * `best-effort`: it is a warning. `none`: no lookup is made.
 */
export const REFERRERS_MODES = ["all", "best-effort", "none"] as const;

export type ReferrersMode = (typeof REFERRERS_MODES)[number];

/** One image to promote. */
export interface ImageRequest {
  readonly origin: Origin;
  readonly source: {
    /** Undefined: the registry that `source-registry` names. */
    readonly registry?: RegistryName;
    readonly repository: string;
    readonly tag?: string;
    readonly digest?: Digest;
  };
  readonly target: { readonly repository: string; readonly tags: readonly string[] };
  readonly referrers: ReferrersMode;
  /** Stated by a file; the image must match. */
  readonly mediaType?: string;
  readonly platforms?: readonly string[];
  /**
   * How long the target must have had the image before its tags are set on it. Undefined: nothing waits, because no age is requested or
   * the source is given by digest.
   */
  readonly minAgeMs?: number;
  /** For an undo: what is known of each tag that moves back to the digest of the source, which is the target. */
  readonly undo?: ReadonlyMap<string, UndoneTag>;
}

/** A tag that an earlier step moved. */
export interface UndoneTag {
  /** The digest that the step moved it to. */
  readonly now: Digest;
  /** It is not known whether the step moved it. */
  readonly uncertain: boolean;
}

/** How much is read about what changes where a tag moves. Each level includes those before it. */
export const CHANGES_LEVELS = ["off", "annotations", "labels", "commits"] as const;

export type ChangesLevel = (typeof CHANGES_LEVELS)[number];

/** The repository whose workflow runs. */
export interface GitHubPlace {
  /** Origin of the server: `https://github.com` */
  readonly server: string;
  /** `owner/name` */
  readonly repository: string;
}

/** A tag that waited for the age of a digest when an earlier run ended. */
export interface HeldBefore {
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
  /** When the target got the first digest that the tag has waited for since it last moved, by the registry's clock. */
  readonly sinceMs: number;
  /** How often another digest took its place since. */
  readonly changes: number;
}

type OnConflict = "fail" | "overwrite" | "skip";

/** A federated identity: https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
export interface FederatedIdentity {
  readonly clientId: string;
  readonly tenantId: string;
}

/**
 * As whom the step logs in: with GitHub's ID token, or with an identity that the runner has. The first is the default.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 * https://azure.github.io/azure-workload-identity/docs/
 */
export const LOGINS = ["github", "managed-identity", "workload-identity"] as const;

export type Login = (typeof LOGINS)[number];

/** The identity that imports. */
export type StepIdentity =
  | (FederatedIdentity & { readonly login: "github" })
  /** Without a client ID: the system-assigned identity. */
  | { readonly login: "managed-identity"; readonly clientId?: string }
  /** `tokenFile`: path of the token that Kubernetes issues to the runner's service account. */
  | (FederatedIdentity & { readonly login: "workload-identity"; readonly tokenFile: string });

/** Names of the Azure clouds, as in azure/login. */
export type CloudName = "azurecloud" | "azureusgovernment" | "azurechinacloud";

/** Everything that one step is to do. */
export interface PromotionRequest {
  readonly cloud: CloudName;
  readonly target: RegistryName;
  readonly sourceRegistry?: RegistryName;
  readonly images: readonly ImageRequest[];
  /** Set for a step that takes tags back: the login server that its document names. */
  readonly undo?: { readonly registry: string };
  readonly identity: StepIdentity;
  readonly subscriptionId?: string;
  readonly sourceIdentity?: FederatedIdentity;
  readonly sourceCredentials?: { readonly username?: string; readonly password: string };
  /** Hosts, with a port unless it is 443, that may get the login of a source registry outside Azure as its token service. */
  readonly trustedTokenHosts: readonly string[];
  /** Undefined: the default of the cloud. */
  readonly audience?: string;
  readonly dryRun: boolean;
  readonly changes: ChangesLevel;
  readonly github: GitHubPlace;
  readonly onConflict: OnConflict;
  /** Globs of tags that may move. */
  readonly mutableTags: readonly string[];
  /** Globs of tags that must not move to a lower version. */
  readonly forwardOnly: readonly string[];
  /** Globs of tags that are locked once they are in place. */
  readonly lockTags: readonly string[];
  readonly allOrNothing: boolean;
  /** `required`: everything is read back. `layers`: configs and layers of what was there before, too. `best-effort`: where possible. */
  readonly verify: "required" | "layers" | "best-effort";
  readonly requirePlatforms: readonly string[];
  readonly provenance: ProvenancePolicy;
  /** A ceiling; undefined: adapts to what Azure accepts. */
  readonly maxParallel?: number;
  readonly timeoutMs: number;
  readonly lockFile?: string;
  /** What the lock file of an earlier run remembers. Undefined: nothing is remembered. */
  readonly heldBefore?: readonly HeldBefore[];
  readonly summary: boolean;
}
