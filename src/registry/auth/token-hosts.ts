// Facts about token services: which belong to a registry on another site, and on which domains a common domain proves nothing.

/**
 * Registries whose token service has another domain, or is on a domain that customers share. `$1` is the group of the pattern.
 * Only pairs that the operator documents, or that were seen in responses.
 */
const KNOWN_PAIRS: readonly (readonly [registry: RegExp, tokenHost: string])[] = [
  // https://distribution.github.io/distribution/spec/auth/token/
  [/^docker\.io$/, "auth.docker.io"],
  // Realm https://api.scaleway.com/registry-internal/v1/regions/<region>/tokens; the regions:
  // https://www.scaleway.com/en/docs/container-registry/
  [/^rg\.(?:fr-par|nl-ams|pl-waw)\.scw\.cloud$/, "api.scaleway.com"],
  // https://www.alibabacloud.com/help/en/ack/ack-edge/user-guide lists them, with the exception of Zhangjiakou.
  [/^registry\.([a-z0-9-]+)\.aliyuncs\.com$/, "dockerauth.$1.aliyuncs.com"],
  [/^[a-z0-9-]+-registry\.([a-z0-9-]+)\.cr\.aliyuncs\.com$/, "dockerauth.$1.aliyuncs.com"],
  [/^[a-z0-9-]+-registry\.([a-z0-9-]+)\.cr\.aliyuncs\.com$/, "dockerauth-ee.$1.aliyuncs.com"],
  [/^registry\.(cn-zhangjiakou)\.aliyuncs\.com$/, "dockerauth-$1.aliyuncs.com"],
  [/^[a-z0-9-]+-registry\.(cn-zhangjiakou)\.cr\.aliyuncs\.com$/, "dockerauth-$1.aliyuncs.com"],
  // https://github.com/rancher/ecm-distro-tools/blob/master/release/rancher/rancher.go (registriesInfo)
  [/^registry\.rancher\.com$/, "scc.suse.com"],
  // A GitLab issues its registry's tokens itself: https://docs.gitlab.com/administration/packages/container_registry/
  // Hosts of tenants: https://docs.gitlab.com/subscriptions/gitlab_dedicated/
  [/^registry\.([a-z0-9-]+)\.gitlab-dedicated\.com$/, "$1.gitlab-dedicated.com"],
];

/**
 * Domains with hosts of different customers, which https://publicsuffix.org does not list, or not in full. Not here: domains
 * whose registry hosts all belong to the operator, with one token service each on its own host: ghcr.io, quay.io, gcr.io, icr.io,
 * ocir.io, cr.yandex, registry.redhat.io.
 */
const SHARED_DOMAINS: readonly string[] = [
  // One host for each registry.
  "azurecr.io",
  "azurecr.us",
  "azurecr.cn",
  "amazonaws.com",
  "amazonaws.com.cn",
  "on.aws",
  "cloudsmith.io",
  "container-registry.ovh.net",
  "ghe.com",
  "gitlab-dedicated.com",
  "jfrog.io",
  "ncr.ntruss.com",
  "pkg.dev",
  "sonatype.app",
  "tencentcloudcr.com",
  // Clouds whose other services give customers hosts of this domain.
  "aliyuncs.com",
  "azurecontainerapps.io",
  "cloudapp.azure.com",
  "myhuaweicloud.com",
  "scw.cloud",
  // Names for any IP address.
  "nip.io",
  "sslip.io",
];

/** True where a host is known to be the token service of a registry, although its domain does not show it. */
export function isKnownTokenHost(registryHost: string, host: string): boolean {
  return KNOWN_PAIRS.some(
    ([registry, token]) => registry.test(registryHost) && registryHost.replace(registry, token) === host,
  );
}

/** True for a name in a domain whose hosts belong to different customers. */
export function isOnSharedDomain(name: string): boolean {
  return SHARED_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
