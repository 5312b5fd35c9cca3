// Builds requests as parseRequest makes them: a good default of everything, and what a test says instead.
import type { ImageRequest, PromotionRequest } from "../../src/request/request.ts";

/** `SOURCE => TARGET` in short: the source's repository and tag, and the target's tags. */
export function imageRequest(repository: string, changes: Partial<ImageRequest> = {}): ImageRequest {
  return {
    origin: { line: 1, text: `${repository}:build => ${repository}:1.4.2` },
    source: { repository, tag: "build" },
    target: { repository, tags: ["1.4.2"] },
    referrers: "all",
    ...changes,
  };
}

export function promotionRequest(
  images: readonly ImageRequest[],
  changes: Partial<PromotionRequest> = {},
): PromotionRequest {
  return {
    cloud: "azurecloud",
    target: { kind: "login-server", host: "prod.azurecr.io" },
    sourceRegistry: { kind: "login-server", host: "dev.azurecr.io" },
    images,
    identity: {
      login: "github",
      clientId: "00000000-0000-0000-0000-000000000001",
      tenantId: "00000000-0000-0000-0000-000000000002",
    },
    subscriptionId: "00000000-0000-0000-0000-000000000003",
    trustedTokenHosts: [],
    dryRun: false,
    changes: "annotations",
    github: { server: "https://github.com", repository: "contoso/api" },
    onConflict: "fail",
    mutableTags: ["latest"],
    forwardOnly: [],
    lockTags: [],
    allOrNothing: true,
    verify: "required",
    requirePlatforms: [],
    provenance: { mode: "off", requirements: [] },
    maxParallel: 32,
    timeoutMs: 30 * 60_000,
    summary: true,
    ...changes,
  };
}
