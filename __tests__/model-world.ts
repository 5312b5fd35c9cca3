// Everything that promote() is given, in memory: registry `dev`, registry `prod`, Azure's import between them, a clock, a log.
import { RegistryError } from "../src/errors.ts";
import type { Digest } from "../src/oci/digest.ts";
import type { Manifest } from "../src/oci/manifest.ts";
import type { Plan } from "../src/plan/plan.ts";
import type { CommitHistory, Ports, ProvenanceVerifier, SourceRegistry } from "../src/ports.ts";
import { type Promotion, promote } from "../src/promote.ts";
import type { PromotionReport } from "../src/report/report.ts";
import type { PromotionRequest } from "../src/request/request.ts";
import { buildRegistry } from "./builders/registries.ts";
import { ManualClock } from "./manual-clock.ts";
import { ModelImporter, ModelLocker, ModelRegistry } from "./model-registry.ts";

export class ModelWorld {
  readonly clock = new ManualClock();
  readonly dev = new ModelRegistry("dev.azurecr.io", this.clock);
  readonly prod = new ModelRegistry("prod.azurecr.io", this.clock);
  readonly importer = new ModelImporter(this.clock, this.prod, ({ source }) =>
    "resourceId" in source && source.resourceId.endsWith("/prod") ? this.prod : this.dev,
  );
  readonly locker = new ModelLocker(this.prod);
  readonly log: string[] = [];
  readonly plans: Plan[] = [];
  prodResource = buildRegistry({ name: "prod" });
  devResource = buildRegistry({ name: "dev" });
  verifyProvenance: ProvenanceVerifier["verifyProvenance"] = () => {
    throw new Error("No provenance was asked for.");
  };
  connectSource: Ports["registries"]["connectSource"] = async (host) => {
    if (host !== undefined && !(host.kind === "login-server" && host.host === "dev.azurecr.io")) {
      throw new RegistryError("ARM_REGISTRY_NOT_FOUND", "There is no such registry.", {
        stage: "login",
        side: "source",
      });
    }
    return this.source;
  };
  #operations = 0;

  get source(): SourceRegistry {
    const resourceId = `/subscriptions/${this.devResource.id.subscriptionId}/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/dev`;
    return {
      reader: this.dev,
      resource: this.devResource,
      route: "resource-id",
      routeReason: "Both registries are of one tenant.",
      importSource: async () => ({ resourceId }),
    };
  }

  /** An image at dev under a tag. */
  seed(repository: string, manifests: readonly Manifest[], tag = "build"): Digest {
    const [root] = manifests;
    if (root === undefined) throw new Error("There is nothing to seed.");
    this.dev.put(repository, manifests);
    this.dev.tag(repository, tag, root.digest);
    return root.digest;
  }

  get ports(): Ports {
    const say = (message: string) => void this.log.push(message);
    return {
      registries: {
        connectTarget: async () => ({
          resource: this.prodResource,
          reader: this.prod,
          importer: this.importer,
          locker: this.locker,
        }),
        connectSource: (host, signal) => this.connectSource(host, signal),
      },
      commits: { compare: (...range) => this.compare(...range) },
      provenance: { verifyProvenance: (...subject) => this.verifyProvenance(...subject) },
      log: {
        info: say,
        debug: () => undefined,
        warning: say,
        error: say,
        notice: say,
        group: (title, lines) => void this.log.push(title, ...lines),
      },
      clock: this.clock,
      operationId: () => `operation-${this.#operations++}`,
      onPlan: (plan) => void this.plans.push(plan),
      beforeTags: () => this.beforeTags(),
    };
  }

  compare: CommitHistory["compare"] = async () => ({ kind: "unknown", reason: "There is no history", isFinal: true });

  beforeTags: () => Promise<void> = async () => undefined;

  start(request: PromotionRequest, signal = new AbortController().signal): Promotion {
    return promote(request, this.ports, signal);
  }

  /** Runs to the end, in no time. */
  run(request: PromotionRequest): Promise<PromotionReport> {
    return this.clock.runUntilSettled(this.start(request).finished);
  }

  get lastPlan(): Plan {
    const plan = this.plans.at(-1);
    if (plan === undefined) throw new Error("There is no plan.");
    return plan;
  }
}
