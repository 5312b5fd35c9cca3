// Every problem that the action reports: its code, the stage it belongs to and what to do about it. Imports nothing.
// docs/troubleshooting.md has a section for each; the index at its top is generated from this table.

/** Where in the order of work something went wrong. */
export type Stage = "input" | "login" | "observe" | "plan" | "import" | "verify" | "report";

/** Which of the two registries is meant. */
export type Side = "source" | "target";

const DEFECT = "Report this defect of the action, with the log of the step.";
const REPORT = "Report this with the log of the step.";
const AZURE_PROXY = "Check whether a proxy between the runner and Azure changes responses.";
const GRANT_ROLE = "Grant the role Container Registry Data Importer and Data Reader to this step's identity";
const COPY_RESOURCE_ID = "Copy the resource ID from `az acr show --name <registry> --query id`";
const USE_RESOURCE_ID =
  "Name the source by its resource ID in `source-registry` and let trusted Azure services pass its firewall: az acr update --name <registry> --allow-trusted-services true";
const TRUST_SERVICES =
  "Let trusted Azure services pass the registry's firewall: az acr update --name <registry> --allow-trusted-services true";
const OTHER_WAY =
  "Mirror the image to a registry that Azure can import from, or copy it once with docker pull and docker push.";
const IN_WORKSPACE = "Use a path in the workspace, relative to its root. No symbolic link may lead out of it.";
const ENABLE_EXPORT =
  "Enable the source's exportPolicy: az resource update --resource-type Microsoft.ContainerRegistry/registries --name <registry> --resource-group <group> --set properties.policies.exportPolicy.status=enabled";
const CREATE_CREDENTIAL =
  "Create a federated credential with the presented issuer, subject and audience: az ad app federated-credential create";
const REACHABILITY =
  "Check that the runner can reach this host: firewall, proxy (HTTPS_PROXY, NO_PROXY), or an outage.";
const IS_REGISTRY = "Check that the host is a container registry, and that no proxy changes its responses.";
const GIVE_CREDENTIALS = "set `source-username` and `source-password`";
const RERUN = "Run the job again; images already promoted are skipped.";
const CHECK_DISK =
  "Check the disk space of the runner and the permissions of its temporary folder. The images are in the registry as the log says; the next run does not import them again.";
/** What to do about referrers that could not be looked up, beside curing the cause. */
export const WITHOUT_REFERRERS =
  "To promote with only what was found, set referrers: best-effort; to promote without signatures, SBOMs and attestations, set referrers: none";
const ATTEST =
  "Attest the image in the workflow that builds it (actions/attest-build-provenance with the digest of the index), or correct the line of require-attestations.";

/**
 * The problems by code. `stage`: where it occurs; a problem that occurs in several is given its stage where it is made.
 * `remedy`: what to do about it, for places that know nothing more specific. Lines after the first are there to be copied.
 */
export const PROBLEMS = {
  // Inputs.
  INPUT_REQUIRED: { stage: "input", remedy: "Set this input." },
  INPUT_INVALID: { stage: "input", remedy: "Correct this input; docs/inputs.md describes the values of each input." },
  REFERENCE_INVALID: {
    stage: "input",
    remedy: "Write one image per line, for example api:build-812 => api:1.4.2,latest",
  },
  REFERENCE_UNPINNED: { stage: "input", remedy: "Add a tag or a digest; the tag latest is never assumed." },
  DIGEST_INVALID: { stage: "input", remedy: "Write sha256: and 64 lowercase hexadecimal digits." },
  REGISTRY_INVALID: {
    stage: "input",
    remedy: "Write for example contosoprod, contosoprod.azurecr.io or /subscriptions/…/registries/contosoprod",
  },
  RESOURCE_ID_INVALID: {
    stage: "input",
    remedy:
      "Write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<name>; `az acr show --name <name> --query id` prints it.",
  },
  SOURCE_REGISTRY_MISSING: {
    stage: "input",
    remedy: "Start the line with the source's host, or set source-registry.",
  },
  SUBSCRIPTION_MISSING: {
    stage: "login",
    remedy: "Set `subscription-id`, or name the registry by its resource ID.",
  },
  CLOUD_MISMATCH: {
    stage: "input",
    remedy: "Set environment to the registry's cloud, or use another registry. An import cannot cross clouds.",
  },
  TAG_CLAIMED_TWICE: {
    stage: "input",
    remedy: "Remove one of the images, or give it another tag: a tag has one digest.",
  },
  TOO_MANY_IMAGES: { stage: "input", remedy: "Split the promotion into several steps." },
  IMAGES_FILE_INVALID: { stage: "input", remedy: "Correct this line; docs/images.md describes the format of a file." },
  UNDO_INVALID: {
    stage: "input",
    remedy: "Pass the output rollback of the step that moved the tags as it is. docs/undo.md describes its form.",
  },
  IMAGES_FILE_MISSING: {
    stage: "input",
    remedy:
      "Check the path, relative to the workspace, and that an earlier step checks out the repository (actions/checkout).",
  },
  IMAGES_FILE_NAME_INVALID: { stage: "input", remedy: "Rename the file." },
  IMAGES_FILE_OUTSIDE: { stage: "input", remedy: IN_WORKSPACE },
  IMAGES_FILE_ENCODING: { stage: "input", remedy: "Save the file as UTF-8 text." },
  IMAGES_FILE_TOO_LARGE: { stage: "input", remedy: "Split the promotion into several steps." },
  EVENT_FROM_FORK: {
    stage: "input",
    remedy:
      "Promote on push, release, schedule or workflow_dispatch, with a protected environment. For pull requests, set dry-run: true",
  },
  TLS_UNCHECKED: {
    stage: "input",
    remedy:
      "Remove NODE_TLS_REJECT_UNAUTHORIZED. For a proxy or registry with a certificate of your own CA, set NODE_EXTRA_CA_CERTS to the CA's file.",
  },

  // Login: GitHub's ID token.
  ID_TOKEN_PERMISSION_MISSING: {
    stage: "login",
    remedy:
      "Add the permission to the job (and to the job that calls it, if it is in a reusable workflow):\npermissions:\n  contents: read\n  id-token: write",
  },
  ID_TOKEN_FORK: {
    stage: "login",
    remedy: "Skip this step for forks: if: github.event.pull_request.head.repo.full_name == github.repository",
  },
  ID_TOKEN_REFUSED: {
    stage: "login",
    remedy:
      "Run the job again. Do not pass ACTIONS_ID_TOKEN_REQUEST_* between jobs or overwrite them: the request token is valid only while its job runs.",
  },
  ID_TOKEN_UNAVAILABLE: {
    stage: "login",
    remedy: "Run the job again. https://www.githubstatus.com shows outages of GitHub.",
  },
  ID_TOKEN_INVALID: {
    stage: "login",
    remedy: "Run the job again. https://www.githubstatus.com shows outages of GitHub.",
  },

  // Login: Microsoft Entra.
  ENTRA_SUBJECT_MISMATCH: { stage: "login", remedy: CREATE_CREDENTIAL },
  ENTRA_SUBJECT_CASE: {
    stage: "login",
    remedy:
      "Change the federated credential's subject to exactly the presented one: az ad app federated-credential update",
  },
  ENTRA_ISSUER_MISMATCH: {
    stage: "login",
    remedy:
      "Change the federated credential's issuer to exactly the presented one: az ad app federated-credential update",
  },
  ENTRA_AUDIENCE_MISMATCH: {
    stage: "login",
    remedy: "Remove `audience`, or change the federated credential's audience to the presented one.",
  },
  ENTRA_NO_FEDERATED_CREDENTIAL: { stage: "login", remedy: CREATE_CREDENTIAL },
  ENTRA_ASSERTION_EXPIRED: {
    stage: "login",
    remedy: "Correct the clock of a self-hosted runner. On a GitHub-hosted one, run the job again.",
  },
  ENTRA_APPLICATION_UNKNOWN: {
    stage: "login",
    remedy:
      "Check `client-id` (an application's client ID, not its object ID) and `tenant-id`: the two may be swapped, or the application is in another tenant.",
  },
  ENTRA_TENANT_UNKNOWN: {
    stage: "login",
    remedy: "Check `tenant-id` and `environment`: a tenant exists in one cloud only.",
  },
  ENTRA_REQUEST_INVALID: { stage: "login", remedy: "Check `tenant-id` and `client-id`: both are GUIDs." },
  ENTRA_SECRET_REFUSED: { stage: "login", remedy: "Use a federated credential instead of a secret." },
  ENTRA_USER_UNKNOWN: {
    stage: "login",
    remedy:
      "Set `client-id` to an application's or a user-assigned managed identity's client ID; users cannot sign in here.",
  },
  ENTRA_CONDITIONAL_ACCESS: {
    stage: "login",
    remedy:
      "Ask the tenant's administrator to allow this application from the runner's address, which is in the sign-in log, or use a self-hosted runner that the policy allows.",
  },
  ENTRA_RESOURCE_UNKNOWN: {
    stage: "login",
    remedy: "Check `environment`. If it is right, ask an administrator to register the service in the tenant.",
  },
  ENTRA_UNAVAILABLE: {
    stage: "login",
    remedy: "Run the job again later. https://azure.status.microsoft shows outages.",
  },
  ENTRA_REFUSED: {
    stage: "login",
    remedy: "Look up the AADSTS number of the message at https://login.microsoftonline.com/error.",
  },
  ENTRA_ANSWER_INVALID: {
    stage: "login",
    remedy:
      "Check whether a proxy intercepts the host in the message, then run the job again: Entra's responses contain a token or an error.",
  },

  // Login: an identity of the runner.
  MANAGED_IDENTITY_MISSING: {
    stage: "login",
    remedy:
      "On GitHub-hosted runners use login: github. On a virtual machine of Azure, give the machine a managed identity, and check that its firewall lets the runner reach 169.254.169.254.",
  },
  MANAGED_IDENTITY_NOT_ASSIGNED: {
    stage: "login",
    remedy:
      "Give the runner's machine a system-assigned identity (az vm identity assign --resource-group <group> --name <machine>), or set client-id to the client ID of a user-assigned one. On GitHub-hosted runners use login: github",
  },
  MANAGED_IDENTITY_AMBIGUOUS: {
    stage: "login",
    remedy:
      "Set client-id to the client ID of one of them: az identity show --resource-group <group> --name <identity> --query clientId --output tsv",
  },
  MANAGED_IDENTITY_UNSUPPORTED: {
    stage: "login",
    remedy:
      "Use a runner on a virtual machine, scale set, App Service or Container Apps, or on Kubernetes with login: workload-identity, or use login: github",
  },
  MANAGED_IDENTITY_REFUSED: {
    stage: "login",
    remedy: "Run the job again. If it fails again, check the identity of the runner's machine in the Azure portal.",
  },
  TOKEN_FILE_UNREADABLE: {
    stage: "login",
    remedy:
      "Check that the runner's pod has the label azure.workload.identity/use: \"true\", and that this job's container mounts the file.",
  },
  TOKEN_FILE_INVALID: {
    stage: "login",
    remedy: "Check that AZURE_FEDERATED_TOKEN_FILE is the file that Kubernetes writes, not a copy of it.",
  },

  // Azure Resource Manager. An import may be refused for the same reasons as a look-up.
  ARM_ROLE_MISSING: { stage: "login", remedy: `${GRANT_ROLE} on the registry.` },
  ARM_REGISTRY_NOT_FOUND: {
    stage: "login",
    remedy: `Check name, resource group and subscription, or set the input to the registry's resource ID. ${GRANT_ROLE} on the registry.`,
  },
  ARM_GROUP_NOT_FOUND: { stage: "login", remedy: `${COPY_RESOURCE_ID}.` },
  ARM_SUBSCRIPTION_NOT_FOUND: {
    stage: "login",
    remedy: `Check \`subscription-id\` or the resource ID, and \`environment\`. ${GRANT_ROLE} on the registry.`,
  },
  ARM_TENANT_MISMATCH: {
    stage: "login",
    remedy:
      "Check `tenant-id` and `subscription-id`: `az account show --query tenantId` prints a subscription's tenant.",
  },
  ARM_UNAUTHORIZED: {
    stage: "login",
    remedy:
      "Check `tenant-id` and `environment`. If a Conditional Access policy requires more of the token (claims challenge), ask the tenant's administrator to exempt this identity.",
  },
  ARM_PROVIDER_NOT_REGISTERED: {
    stage: "login",
    remedy:
      "Register the provider in the subscriptions of both registries, which takes some minutes: az provider register --namespace Microsoft.ContainerRegistry",
  },
  ARM_SCOPE_LOCKED: {
    stage: "login",
    remedy: "Remove the ReadOnly lock on the registry, its group or its subscription: it forbids imports.",
  },
  ARM_POLICY: {
    stage: "login",
    remedy: "Ask the owner of the policy to exempt this registry. Azure's message names the policy.",
  },
  ARM_API_VERSION_UNSUPPORTED: {
    stage: "login",
    remedy:
      "Use a release of this action that knows one of the api-versions in the message. An Azure cloud that is older than all of them cannot be promoted to.",
  },
  ARM_THROTTLED: {
    stage: "login",
    remedy:
      "Lower `max-parallel`, or start fewer runs at the same time: writes are limited per subscription and identity.",
  },
  ARM_UNAVAILABLE: {
    stage: "login",
    remedy: "Run the job again; images already promoted are skipped. https://azure.status.microsoft shows outages.",
  },
  ARM_FOREIGN_URL: { stage: "login", remedy: AZURE_PROXY },
  LOGIN_SERVER_REFUSED: {
    stage: "login",
    remedy: `${AZURE_PROXY} Then check that environment is the cloud of the registry.`,
  },
  ARM_ANSWER_INVALID: { stage: "login", remedy: `${AZURE_PROXY} Otherwise, please report this with the log.` },

  // Settings of a registry, found before any write.
  PREFLIGHT_TRUSTED_SERVICES: { stage: "plan", remedy: TRUST_SERVICES },
  PREFLIGHT_EXPORT_DISABLED: { stage: "plan", remedy: `${ENABLE_EXPORT} properties.publicNetworkAccess=Enabled.` },
  PREFLIGHT_SOURCE_CLOSED: {
    stage: "plan",
    remedy:
      "In the same tenant, name the source by its resource ID in `source-registry`, and remove source credentials. From another tenant, promote through a registry that is open to public networks.",
  },
  PREFLIGHT_NOT_READY: {
    stage: "plan",
    remedy:
      "Wait until az acr show --name <registry> --query provisioningState prints Succeeded, then run the job again.",
  },

  // Import.
  IMPORT_SOURCE_ROLE_MISSING: { stage: "import", remedy: `${GRANT_ROLE} on the source registry.` },
  IMPORT_SOURCE_UNAUTHORIZED: {
    stage: "import",
    remedy:
      "Check the repository's name. If it is private, set `source-username` and `source-password`, or log in with docker/login-action before this step.",
  },
  IMPORT_SOURCE_REFUSED: {
    stage: "import",
    remedy: `Check \`source-username\` and \`source-password\`. A registry whose challenge names no scope (registry.redhat.io) cannot be imported from. ${OTHER_WAY}`,
  },
  IMPORT_SOURCE_NOT_FOUND: {
    stage: "import",
    remedy: "Check whether the manifest was deleted since the plan: by hand, by a purge task or by a retention policy.",
  },
  IMPORT_SOURCE_FIREWALL: { stage: "import", remedy: USE_RESOURCE_ID },
  IMPORT_TARGET_FIREWALL: { stage: "import", remedy: TRUST_SERVICES },
  IMPORT_SOURCE_CLOSED: { stage: "import", remedy: USE_RESOURCE_ID },
  IMPORT_SOURCE_NO_RANGES: {
    stage: "import",
    remedy: `${OTHER_WAY} Nexus, Artifactory and some proxies do not serve ranges.`,
  },
  IMPORT_SOURCE_RANGES_BROKEN: {
    stage: "import",
    remedy: `Run the job again. If it fails again, the registry does not serve ranges (RFC 7233) correctly. ${OTHER_WAY}`,
  },
  IMPORT_SOURCE_NO_DIGEST: { stage: "import", remedy: `Correct the registry or its proxy. ${OTHER_WAY}` },
  IMPORT_COPY_FAILED: {
    stage: "import",
    remedy:
      "Run the job again. If it fails again, check that docker pull gets the whole image from the source, that the source serves RFC 7233 ranges, and that its credentials do not expire during the import.",
  },
  IMPORT_DOCKER_HUB_LIMIT: {
    stage: "import",
    remedy:
      "Set `source-username` and `source-password` to a Docker Hub account and an access token (without them, all customers of Azure share one limit), or wait up to six hours.",
  },
  IMPORT_SOURCE_THROTTLED: {
    stage: "import",
    remedy: "Run the job again later, set `source-username` and `source-password`, or lower `max-parallel`.",
  },
  IMPORT_SOURCE_UNAVAILABLE: { stage: "import", remedy: RERUN },
  IMPORT_SOURCE_EXPORT_DISABLED: { stage: "import", remedy: `${ENABLE_EXPORT}.` },
  IMPORT_SOURCE_SOFT_DELETED: {
    stage: "import",
    remedy: "Restore the image first: az acr manifest restore --registry <registry> --name <repository:tag>",
  },
  IMPORT_SOURCE_IMAGE_INVALID: { stage: "import", remedy: REPORT },
  IMPORT_SOURCE_ID_INVALID: { stage: "import", remedy: `${COPY_RESOURCE_ID} to \`source-registry\`.` },
  IMPORT_TOO_MANY_MANIFESTS: {
    stage: "import",
    remedy:
      "Split the index, or build it without attestations: an import copies at most 50 manifests, attestations included.",
  },
  TAG_EXISTS: {
    stage: "import",
    remedy:
      "Put all jobs that promote to this registry into one `concurrency` group: another one created the tag. If the tag may move, set `on-conflict: overwrite` or `mutable-tags`.",
  },
  IMPORT_LOCKED: {
    stage: "import",
    remedy:
      "Unlock it (az acr repository update --name <registry> --image <repository:tag> --write-enabled true), or promote to a new tag.",
  },
  IMPORT_REFUSED: { stage: "import", remedy: REPORT },
  IMPORT_SOURCE_UNREACHABLE: {
    stage: "import",
    remedy: "Check that Azure, not only this runner, can reach the source: public DNS name, firewall.",
  },
  IMPORT_INTERRUPTED: { stage: "import", remedy: RERUN },
  IMPORT_FAILED: {
    stage: "import",
    remedy: "Read Azure's text in the message. Azure support can find the operation by the IDs in the message.",
  },
  IMPORT_NOT_TRACKED: {
    stage: "import",
    remedy:
      "Run the job again; images already promoted are skipped. Only the target shows whether the image was imported.",
  },
  IMPORT_ANSWER_INVALID: {
    stage: "import",
    remedy:
      "Run the job again; images already promoted are skipped. Only the target shows whether the image was imported.",
  },
  IMPORT_TIMEOUT: {
    stage: "import",
    remedy:
      "Run the job again: Azure may have finished the import, and images already promoted are skipped. For large images, raise timeout-minutes.",
  },

  // Reading registries.
  REGISTRY_UNAUTHORIZED: {
    stage: "observe",
    remedy: "Check the repository's name, and that the identity or the credentials have permission to read it.",
  },
  REGISTRY_LOGIN_REFUSED: {
    stage: "login",
    remedy: "Check that user name and password are current, or that the identity has a role on the registry.",
  },
  REGISTRY_DENIED: {
    stage: "observe",
    remedy:
      "Check the repository's name and the permissions on it. For a registry with a private endpoint, use a runner inside its network.",
  },
  REGISTRY_FORBIDDEN_FIREWALL: {
    stage: "observe",
    remedy: "Allow the runner's address in the registry's firewall, or use a runner inside its network.",
  },
  REGISTRY_NOT_FOUND: { stage: "observe", remedy: "Check the host name, and proxies in front of it." },
  REGISTRY_ACCEPT_REFUSED: {
    stage: "observe",
    remedy: "Look for a proxy that strips Accept headers: all OCI and Docker manifest types were requested.",
  },
  REGISTRY_DISALLOWED: {
    stage: "observe",
    remedy: "Unlock the repository or image: https://aka.ms/acr/faq. This action never removes locks.",
  },
  REGISTRY_THROTTLED: { stage: "observe", remedy: "Lower `max-parallel`, or run the job again later." },
  DOCKER_HUB_RATE_LIMIT: {
    stage: "observe",
    remedy: "Log in with `source-username` and `source-password`, or wait up to 6 hours.",
  },
  REGISTRY_UNAVAILABLE: { stage: "observe", remedy: "Run the job again later; images already promoted are skipped." },
  REGISTRY_ANSWER_UNEXPECTED: { stage: "observe", remedy: IS_REGISTRY },
  REGISTRY_ANSWER_INVALID: { stage: "observe", remedy: IS_REGISTRY },
  REGISTRY_REDIRECTED: {
    stage: "observe",
    remedy:
      "Name the registry by the host that serves it. If a proxy redirects to a login page, allow this host in the proxy.",
  },
  REALM_REFUSED: {
    stage: "login",
    remedy: "Ask the registry's operator, and check proxies between the runner and the registry.",
  },
  CHALLENGE_INVALID: { stage: "login", remedy: IS_REGISTRY },
  TOKEN_ANSWER_INVALID: {
    stage: "login",
    remedy: "Check proxies between the runner and the token service: one of them may change responses.",
  },
  ANONYMOUS_PULL_OFF: {
    stage: "login",
    remedy: `${GRANT_ROLE}, or ${GIVE_CREDENTIALS}.`,
  },
  DOCKER_CONFIG_UNREADABLE: {
    stage: "login",
    remedy: `Check the permissions of Docker's config.json, or ${GIVE_CREDENTIALS}.`,
  },
  LINK_REFUSED: {
    stage: "observe",
    remedy: "Report this to the registry's operator: all pages of a list must have the same host and path.",
  },
  LOCKS_UNSUPPORTED: { stage: "observe", remedy: DEFECT },
  DIGEST_MISMATCH: {
    stage: "observe",
    remedy: "Look for a proxy or a registry that damages content. The content was not used.",
  },
  MANIFEST_INVALID: {
    stage: "observe",
    remedy: "Build and push the image again with one current tool, for example docker buildx build --push.",
  },
  MANIFEST_SCHEMA1: {
    stage: "observe",
    remedy: "Rebuild or re-push the image with a current tool, then promote it: ACR cannot import schema 1 faithfully.",
  },
  MANIFEST_UNSUPPORTED: {
    stage: "observe",
    remedy: "Check that the source is an image or an OCI artifact, and that no proxy changes its Content-Type.",
  },
  REFERRERS_TOO_MANY: {
    stage: "observe",
    remedy: "Delete old signatures and attestations of the image, or set referrers: none.",
  },
  REGISTRY_INCONSISTENT: {
    stage: "observe",
    remedy: "Run the job again: a replica of the registry may lag.",
  },
  TOO_MANY_REFERRERS: {
    stage: "observe",
    remedy: "Delete old signatures and attestations of the image, or set referrers: none.",
  },

  // Plan.
  REFERRERS_UNKNOWN: {
    stage: "plan",
    remedy: `Run the job again. ${WITHOUT_REFERRERS}`,
  },
  SOURCE_MISSING: {
    stage: "observe",
    remedy: "Check repository, tag and registry, and that the build has pushed the image.",
  },
  SOURCE_UNREADABLE: {
    stage: "observe",
    remedy: "Pin the image by digest and set referrers: none, or use a runner inside the registry's network.",
  },
  PLATFORMS_UNKNOWN: {
    stage: "plan",
    remedy:
      "Use a runner in the source's network. For images that are pinned by digest, you can also remove require-platforms, and check platforms in the build.",
  },
  SOURCE_INCOMPLETE: {
    stage: "observe",
    remedy:
      "Push the image again: something that it lists was deleted or never pushed. Check that clean-up jobs keep what an index lists: its manifests have no tag of their own.",
  },
  READING_TIMEOUT: {
    stage: "observe",
    remedy: `${REACHABILITY} If it is only slow, raise timeout-minutes.`,
  },
  MANIFESTS_TOO_LARGE: {
    stage: "observe",
    remedy:
      "Build the image with fewer and smaller manifests: move large annotations into a layer or an attached artifact.",
  },
  CHILDREN_UNKNOWN: { stage: "plan", remedy: "Run the job again: a lookup in the source failed." },
  INDEX_UNBOUNDED: { stage: "observe", remedy: "Build a flat index of at most 50 manifests." },
  CONFIG_INVALID: {
    stage: "observe",
    remedy:
      "Rebuild the image with os and architecture in its config: require-platforms cannot be checked without them.",
  },
  TOO_MANY_MANIFESTS: {
    stage: "plan",
    remedy:
      "Build fewer platforms into one index (buildx attestations count too), or promote the platforms one by one.",
  },
  MEDIA_TYPE_MISMATCH: { stage: "plan", remedy: "Correct mediaType in the images file, or create the file again." },
  PLATFORM_MISSING: { stage: "plan", remedy: "Build the missing platform, or remove it from require-platforms." },
  TAG_CONFLICT: {
    stage: "plan",
    remedy: "Use another tag, or allow this one to move: set on-conflict: overwrite, or add it to mutable-tags.",
  },
  AGE_UNKNOWN: {
    stage: "plan",
    remedy:
      "Grant a role that may read metadata (ABAC mode: Container Registry Repository Reader; legacy mode: Owner, Contributor or a custom role; AcrPull is not enough), or remove min-age.",
  },
  FORWARD_ONLY_CONFLICT: {
    stage: "plan",
    remedy: "Request the version's own tag too, or remove the tag from forward-only.",
  },
  SIGNATURE_TAG_CONFLICT: {
    stage: "plan",
    remedy: "Add the pattern of the signature's tag to mutable-tags, or set referrers: none.",
  },
  LOCK_ROLE_MISSING: {
    stage: "plan",
    remedy:
      "Grant a role that may set locks (ABAC mode: Container Registry Repository Writer or Contributor; legacy mode: Owner, Contributor or a custom role; AcrPush is not enough), or remove lock-tags.",
  },
  TAG_NOT_LOCKED: {
    stage: "import",
    remedy: "Correct the cause and run the job again: it only locks what is in place.",
  },
  UNDO_CONFLICT: {
    stage: "plan",
    remedy:
      "Find out who moved the tag, and decide which digest it should have. If it should still be moved back, promote that digest: images: <registry>/<repository>@sha256:… => <repository>:<tag>, with on-conflict: overwrite. To undo the other tags alone, remove this one from the document.",
  },
  UNDO_MISSING: {
    stage: "plan",
    remedy:
      "Promote the earlier image again from its source, by its digest, or remove its tags from the document. If soft delete is on, az acr manifest list-deleted and az acr manifest restore bring a deleted manifest back.",
  },
  TARGET_LOCKED: {
    stage: "plan",
    remedy:
      "Unlock it with `az acr repository update … --write-enabled true`, or promote to another tag or repository. This action never removes locks.",
  },
  TARGET_IS_CACHE: {
    stage: "plan",
    remedy:
      "Promote to a repository that no cache rule covers, or delete the rule:\naz acr cache list --registry <registry> --output table\naz acr cache delete --registry <registry> --name <rule>",
  },
  TARGET_UNREADABLE: {
    stage: "verify",
    remedy: "Use a runner that can read the target, or set verify: best-effort to promote without reading back.",
  },
  CONTENT_INCOMPLETE: {
    stage: "verify",
    remedy:
      "Check that the source image can be pulled whole, and push it again if it cannot. Then run again with verify: layers, which checks configs and layers of what is already there too.",
  },
  TARGET_NOT_SHOWN: {
    stage: "verify",
    remedy:
      "Run again: what is in place is not imported twice. If it fails again, give Azure's support the operation ID.",
  },

  // Attestations.
  ATTESTATION_MISSING: { stage: "plan", remedy: ATTEST },
  ATTESTATION_UNTRUSTED: { stage: "plan", remedy: ATTEST },
  ATTESTATION_UNREACHABLE: {
    stage: "plan",
    remedy:
      "Fix the reason in the message, then run the job again. github-token needs `attestations: read` on the repository of the line.",
  },
  ATTESTATION_ROOTS_OUTDATED: {
    stage: "plan",
    remedy:
      "Update this action to its latest release, which has newer trust roots: change the version or commit in the `uses:` line of the step.",
  },
  ATTESTATIONS_UNREACHABLE: {
    stage: "observe",
    remedy: "Run the job again. For GitHub's list, check that github-token has `attestations: read`.",
  },
  ATTESTATION_INVALID: { stage: "observe", remedy: "Attest the image again, in the workflow that builds it." },

  // Network, at any stage.
  NETWORK_DNS: {
    stage: "observe",
    remedy:
      "Check the host name for a typo. A registry with a private endpoint resolves only inside its network. The name of a new registry may take minutes to resolve.",
  },
  NETWORK_CONNECT: { stage: "observe", remedy: REACHABILITY },
  NETWORK_TLS: {
    stage: "observe",
    remedy: "Check the host's certificate, the runner's clock, and proxies that inspect TLS.",
  },
  NETWORK_PROXY: {
    stage: "observe",
    remedy: "Allow this host in the proxy, or add it to NO_PROXY if the runner can reach it directly.",
  },
  NETWORK_TIMEOUT: { stage: "observe", remedy: REACHABILITY },
  NETWORK_RESET: { stage: "observe", remedy: "Run the job again." },
  NETWORK_CLOSED: { stage: "observe", remedy: "Look for the error that ended the step; this one follows from it." },
  NETWORK_PROTOCOL: {
    stage: "observe",
    remedy: "Look for a proxy between the runner and this host that changes the traffic.",
  },
  ANSWER_ENCODED: {
    stage: "observe",
    remedy: "Turn off compression in the proxy between the runner and this host.",
  },
  ANSWER_TOO_LARGE: {
    stage: "observe",
    remedy: "Look for a proxy or a broken registry: no valid response is this large.",
  },
  HOST_PAUSED: { stage: "observe", remedy: "Run the job again later, or promote fewer images at a time." },
  REQUEST_INVALID: { stage: "observe", remedy: DEFECT },
  URL_REFUSED: { stage: "observe", remedy: "Use an https address. Please report this if no input explains it." },

  // Results.
  UPDATE_FILE_OUTSIDE: { stage: "input", remedy: IN_WORKSPACE },
  UPDATE_FILE_MISSING: {
    stage: "input",
    remedy:
      "Check the path and its permissions: it is relative to the workspace. Run actions/checkout before this step.",
  },
  UPDATE_FILE_NAME_INVALID: { stage: "input", remedy: "Remove this line, or name another file." },
  UPDATE_FILE_ENCODING: {
    stage: "input",
    remedy: "Name text files in UTF-8. A glob skips all others.",
  },
  UPDATE_FILE_TOO_LARGE: { stage: "input", remedy: "Name files of at most 1 MiB. A glob skips larger ones." },
  UPDATE_FILE_WRITE_FAILED: {
    stage: "report",
    remedy:
      "Check the file and its permissions, and that no other step changes it, then run the job again. It writes the file and imports nothing again.",
  },
  LOCK_FILE_OUTSIDE: { stage: "input", remedy: IN_WORKSPACE },
  LOCK_FILE_WRITE_FAILED: {
    stage: "report",
    remedy: "Check the path and its permissions, then run the job again. It writes the file and imports nothing again.",
  },
  OUTPUT_WRITE_FAILED: { stage: "report", remedy: CHECK_DISK },
  RESULT_FILE_WRITE_FAILED: { stage: "report", remedy: CHECK_DISK },
  RUNNER_FILE_MISSING: {
    stage: "report",
    remedy: "Run the action on a GitHub Actions runner, which sets this variable.",
  },
  CANCELLED: { stage: "report", remedy: "Run the job again. Images that are in place are not imported again." },
  UNEXPECTED: { stage: "report", remedy: DEFECT },
} as const satisfies Readonly<Record<string, { readonly stage: Stage; readonly remedy: string }>>;

/** The code of a problem: stable, and documented in docs/troubleshooting.md. */
export type ProblemCode = keyof typeof PROBLEMS;

/** True for codes of a registry that refuses an identity. */
export function isDenied(code: ProblemCode): boolean {
  return code === "REGISTRY_LOGIN_REFUSED" || code === "REGISTRY_UNAUTHORIZED" || code === "REGISTRY_DENIED";
}

/** The anchor of the code's section in docs/troubleshooting.md, as GitHub makes it of the heading. */
export function problemAnchor(code: ProblemCode): string {
  return code.toLowerCase();
}

/** A failure or refusal as a value: what the `error` of an output, an annotation and the summary are made of. */
export interface Problem {
  readonly code: ProblemCode;
  readonly stage: Stage;
  readonly side?: Side;
  readonly message: string;
  readonly remedy: string;
  /** Equal for problems that have one cause, whichever image each is about. Undefined: only equal messages have one cause. */
  readonly causeKey?: string;
}

/** What a problem is given where the table does not say it, or says it less precisely. */
export interface ProblemOptions {
  readonly stage?: Stage | undefined;
  readonly side?: Side | undefined;
  readonly remedy?: string | undefined;
  readonly causeKey?: string | undefined;
}

/** Makes a problem; stage and remedy are the table's unless the options give them. */
export function problem(code: ProblemCode, message: string, options: ProblemOptions = {}): Problem {
  const { stage = PROBLEMS[code].stage, side, remedy = PROBLEMS[code].remedy, causeKey } = options;
  return {
    code,
    stage,
    message,
    remedy,
    ...(side !== undefined && { side }),
    ...(causeKey !== undefined && { causeKey }),
  };
}
