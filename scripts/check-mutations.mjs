// Takes one protection at a time out of a copy of the sources and demands that a test goes red: `npm run mutations [-- text]`.
// Each mutation names the exact text that it replaces, once in its file. Before any test runs, all texts that are not found are
// listed; `npm run mutations -- --find` does only that.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PROJECT = join(import.meta.dirname, "..");
const CLIENT = "__tests__/integration/registry/client.test.ts";
const IMPORTER = "__tests__/integration/azure/importer.test.ts";
const LOCK_TAGS = "__tests__/integration/lock-tags.test.ts";
const TAG_LOCKER = "__tests__/integration/registry/tag-locker.test.ts";
const ACR_AUTHORIZATION = "__tests__/integration/registry/acr-authorization.test.ts";
const STEP = "__tests__/integration/import-step.test.ts";
const SETTLE = "__tests__/unit/import/settle.test.ts";
const SETTLE_PROPERTY = "__tests__/unit/import/settle-property.test.ts";
const HARD = "__tests__/field/k3-hard-cases.ci.test.ts";
const WAITING = "__tests__/field/k3-waiting.test.ts";
const TAGS = "__tests__/field/k3-tags.test.ts";
const CONTENT = "__tests__/unit/observe/content-check.test.ts";
const PROOF = "__tests__/field/k3-proof.test.ts";
const LOOKUPS = "__tests__/field/k2-lookups.test.ts";
const REFERRER_INDEXES = "__tests__/field/k2-referrer-indexes.test.ts";
const PROMOTE = "__tests__/integration/promote.test.ts";
const HTTP = "__tests__/integration/http/undici-http.test.ts";
const IMAGE_TIME = "__tests__/unit/image-time.test.ts";
const PAUSE_LOG = "__tests__/unit/http/pause-log.test.ts";
const BUDGET = "__tests__/unit/observe/manifest-budget.test.ts";
const LIMITS = "__tests__/field/k4-limits.test.ts";
const PLAN = "__tests__/unit/plan/plan.test.ts";
const REDACT = "__tests__/unit/redact.test.ts";
const LOG = "__tests__/unit/runner/log.test.ts";
const UNDO = "__tests__/e2e/undo-plan.test.ts";

const REFUSALS = "__tests__/field/k6-refusals.test.ts";
const LIVE = "__tests__/workflows/live.ci.test.ts";
const MANAGED_IDENTITY = "__tests__/integration/azure/managed-identity.test.ts";
const FORWARD_ONLY = "__tests__/unit/plan/forward-only.test.ts";
const MIN_AGE = "__tests__/unit/plan/min-age.test.ts";
const VERSIONS = "__tests__/unit/plan/versions.test.ts";
const TAG_VERSIONS = "__tests__/integration/tag-versions.test.ts";

/** @type {{ name: string, file: string, from: string, to: string, tests: string[], e2e?: string }[]} */
const MUTATIONS = [
  {
    name: "live.yml sends a token without masking it",
    file: ".github/live/azure.mjs",
    from: "process.stdout.write(`::add-mask::",
    to: "void (`::add-mask::",
    tests: [LIVE],
  },
  {
    name: "live.yml polls wherever a Location leads",
    file: ".github/live/azure.mjs",
    from: "if (target.origin !== ARM) throw",
    to: 'if (target.origin === "") throw',
    tests: [LIVE],
  },
  {
    name: "live.yml publishes IDs",
    file: ".github/live/run.mjs",
    from: '"[resource ID]")',
    to: '"$&")',
    tests: [LIVE],
  },
  {
    name: "live.yml publishes what a server wrote as markup",
    file: ".github/live/run.mjs",
    from: '.replaceAll("`", "\'")',
    to: "",
    tests: [LIVE],
  },
  {
    name: "bytes are not compared with the requested digest",
    file: "src/registry/content.ts",
    from: "if (isDigest(reference) && reference !== digest) {",
    to: "if (isDigest(reference) && reference === '') {",
    tests: [CLIENT],
  },
  {
    name: "the digest header may contradict the bytes",
    file: "src/registry/content.ts",
    from: "if (stated !== undefined && stated !== digest) {",
    to: "if (stated === '') {",
    tests: [CLIENT],
  },
  {
    name: "a blob's bytes are not compared with its digest",
    file: "src/registry/content.ts",
    from: "if (actual !== digest) throw",
    to: "if (actual === '') throw",
    tests: [CLIENT],
  },
  {
    name: "a lock without writeEnabled is not locked",
    file: "src/registry/locks.ts",
    from: 'if (typeof writeEnabled !== "boolean") {',
    to: "if (writeEnabled === null) {",
    tests: [CLIENT],
  },
  {
    name: "a tag list without a tag that was read counts as whole",
    file: "src/registry/signatures.ts",
    from: 'list.kind === "known" && [...content.tagsRead(repository)].every((tag) => list.value.has(tag));',
    to: 'list.kind === "known";',
    tests: [CLIENT],
  },
  {
    name: "a tag list with a next page counts as whole",
    file: "src/registry/signatures.ts",
    from: 'response.headers.get("link") === undefined && tags.length < TAGS_PAGE_SIZE;',
    to: "tags.length < TAGS_PAGE_SIZE;",
    tests: [CLIENT],
  },
  {
    name: "one 404 makes a listed signature absent",
    file: "src/registry/signatures.ts",
    from: 'if (found.kind !== "absent") return',
    to: 'if (found.kind !== "unknown") return',
    tests: [CLIENT],
  },
  {
    name: "an image is its own signature",
    file: "src/registry/signatures.ts",
    from: 'found.kind === "known" && found.value.digest === subject ?',
    to: 'found.kind === "known" && found.value.digest === "" ?',
    tests: [CLIENT],
  },
  {
    name: "the upstream of a cache rule counts as the target",
    file: "src/registry/exchange.ts",
    from: 'if (side === "target" && isFromUpstream(response))',
    to: 'if (side === "source" && isFromUpstream(response))',
    tests: [CLIENT],
  },
  {
    name: "an operation is not open from its POST on",
    file: "src/import/import-step.ts",
    from: "    openOperations.add(this.#operationId);",
    to: "",
    tests: [STEP],
  },
  {
    name: "an earlier operation under Force is forgotten once the tag shows",
    file: "src/import/import-step.ts",
    from: 'if (step.mode === "NoForce") openOperations.clear();',
    to: "openOperations.clear();",
    tests: [STEP],
  },
  {
    name: "locks of a target whose content is refused do not count",
    file: "src/plan/image-plan.ts",
    from: "    ...refuseLocks(candidate, locks, { tags, referrers, isTagging }),",
    to: "    ...[...refuseLocks(candidate, locks, { tags, referrers, isTagging })].slice(0, 0),",
    tests: [PLAN],
  },
  {
    name: "forward-only lets a tag go back",
    file: "src/plan/tag-policy.ts",
    from: 'if (versions !== undefined && isHeldBack(versions)) return "stay";',
    to: 'if (versions !== undefined && isHeldBack(versions) && versions.forwardOnly === false) return "stay";',
    tests: [FORWARD_ONLY],
  },
  {
    name: "a pre-release replaces a release",
    file: "src/plan/forward-only.ts",
    from: '(order === "backward" || isReplaced)',
    to: 'order === "backward"',
    tests: [FORWARD_ONLY],
  },
  {
    name: "an image of which every tag is kept is no conflict",
    file: "src/plan/forward-only.ts",
    from: "if (stays.length === 0 || ",
    to: "if (stays.length >= 0 || ",
    tests: [FORWARD_ONLY],
  },
  {
    name: "a tag that goes back moves without a warning",
    file: "src/plan/forward-only.ts",
    from: 'action === "move" && versions?.order === "backward"',
    to: 'action === "stay" && versions?.order === "backward"',
    tests: [FORWARD_ONLY],
  },
  {
    name: "a list of tags that is behind counts as whole",
    file: "src/plan/forward-only.ts",
    from: "if (!list.isWhole && ",
    to: "if (list.tags === undefined && ",
    tests: [FORWARD_ONLY],
  },
  {
    name: "forward-only that could not compare says nothing",
    file: "src/plan/forward-only.ts",
    from: "versions?.forwardOnly && versions.problem !== undefined",
    to: "versions?.forwardOnly && versions.problem === undefined && false",
    tests: [FORWARD_ONLY],
  },
  {
    name: "a tag that forward-only keeps is claimed by its image",
    file: "src/plan/tag-claims.ts",
    from: ".filter((tag) => !kept.has(tag))",
    to: "",
    tests: [FORWARD_ONLY],
  },
  {
    name: "an image is tagged before its age",
    file: "src/plan/min-age.ts",
    from: "if (readAtMs - createdAtMs >= minAgeMs) return",
    to: "if (readAtMs >= createdAtMs) return",
    tests: [MIN_AGE],
  },
  {
    name: "an image that the target lacks does not wait",
    file: "src/plan/min-age.ts",
    from: 'if (age?.kind !== "known") return { kind: "held",',
    to: 'if (age?.kind === undefined) return { kind: "free" };\n  if (age.kind === "absent") return { kind: "held",',
    tests: [MIN_AGE],
  },
  {
    name: "an age that cannot be read does not block",
    file: "src/plan/min-age.ts",
    from: 'if (age?.kind === "unknown") return { kind: "unknown", problem: refuseUnknownAge(candidate, age.problem) };',
    to: 'if (age?.kind === "unknown") return { kind: "free" };',
    tests: [MIN_AGE],
  },
  {
    name: "an age is not required of a target that cannot be read",
    file: "src/plan/image-plan.ts",
    from: "image.minAgeMs === undefined || tags.length === 0 ? []",
    to: "image.minAgeMs === undefined || tags.length >= 0 ? []",
    tests: [MIN_AGE],
  },
  {
    name: "the right to read ages is not proven before the first import",
    file: "src/observe/image-age.ts",
    from: "const shown = manifest ?? repository;",
    to: 'const shown = manifest ?? { kind: "absent" as const };',
    tests: ["__tests__/unit/observe/image-age.test.ts"],
  },
  {
    name: "an age is compared with no clock of the registry",
    file: "src/observe/image-age.ts",
    from: 'if (createdAtMs !== undefined && readAtMs !== undefined) return { kind: "known", createdAtMs, readAtMs };',
    to: 'if (createdAtMs !== undefined) return { kind: "known", createdAtMs, readAtMs: readAtMs ?? Date.now() };',
    tests: ["__tests__/unit/observe/image-age.test.ts"],
  },
  {
    name: "cosign's tags do not wait with those of the image",
    file: "src/plan/min-age.ts",
    from: 'planned.action === "import" && tag !== null && ',
    to: 'planned.action === "import" && tag === "" && ',
    tests: [MIN_AGE],
  },
  {
    name: "a held image is reported as in place",
    file: "src/report/report.ts",
    from: 'const arrived = status === "promoted" ||',
    to: 'const arrived = status === "held" || status === "promoted" ||',
    tests: ["__tests__/unit/runner/outputs.test.ts", "__tests__/unit/report/lock-file.test.ts"],
  },
  {
    name: "a held manifest that was purged is not noticed",
    file: "src/report/held.ts",
    from: "(!isThere || ",
    to: "(",
    tests: ["__tests__/unit/report/held.test.ts"],
  },
  {
    name: "a source that is given by digest waits",
    file: "src/request/image-completion.ts",
    from: "minAgeMs > 0 && source.digest === undefined && ",
    to: "minAgeMs > 0 && ",
    tests: ["__tests__/unit/request/parse-request.test.ts"],
  },
  {
    name: "the others of a set wait for the import of a held image",
    file: "src/import/execute.ts",
    from: "const set = work.filter((item) => !isHeld(item));",
    to: "const set = work;",
    tests: [],
    e2e: "__tests__/e2e/min-age.test.ts",
  },
  {
    name: "a date is a version",
    file: "src/plan/versions.ts",
    from: "const FIRST_NUMBER_MAX = 999;",
    to: "const FIRST_NUMBER_MAX = 99_999_999;",
    tests: [VERSIONS],
  },
  {
    name: "a variant is a pre-release",
    file: "src/plan/versions.ts",
    from: "if (word === undefined) return { prerelease: [], variant: suffix };",
    to: 'if (word === undefined) return { prerelease: suffix === "" ? [] : suffix.split("."), variant: "" };',
    tests: [VERSIONS],
  },
  {
    name: "one variant decides where variants disagree",
    file: "src/plan/versions.ts",
    from: "first !== undefined && pairs.every(({ order }) => order === first.order)",
    to: "first !== undefined",
    tests: [VERSIONS],
  },
  {
    name: "an index that is behind is read once",
    file: "src/observe/tag-list.ts",
    from: "if (!isBehind(lookup)) break;",
    to: "if (lookup.kind !== undefined) break;",
    tests: [TAG_VERSIONS],
  },
  {
    name: "tags are looked up where no tag may move",
    file: "src/observe/observe-target.ts",
    from: "others.filter((tag) => mayMove(rules, tag) || isForwardOnly(rules, tag))",
    to: "others",
    tests: [TAG_VERSIONS],
  },
  {
    name: "forward-only is not compared where the tag may not move",
    file: "src/observe/observe-target.ts",
    from: "mayMove(rules, tag) || isForwardOnly(rules, tag)",
    to: "mayMove(rules, tag)",
    tests: [TAG_VERSIONS],
  },
  {
    name: "a kept tag of forward-only is reported as set",
    file: "src/report/outcome.ts",
    from: 'action === "skip" || action === "stay" || run.keptTags.has(name)',
    to: 'action === "skip" || run.keptTags.has(name)',
    tests: [TAG_VERSIONS],
  },
  {
    name: "on-conflict: skip is a conflict at a target that cannot be read",
    file: "src/import/execute.ts",
    from: 'if (result.kind === "exists-unread" && !image.verifiable && this.#request.onConflict === "skip") {',
    to: "if (result.kind === undefined) {",
    tests: ["__tests__/integration/promote.test.ts"],
  },
  {
    name: "a polling URL may be anywhere",
    file: "src/azure/arm-client.ts",
    from: "if (url?.origin === cloud.armEndpoint &&",
    to: "if (url !== null &&",
    tests: [IMPORTER],
  },
  {
    name: "a polling URL may carry userinfo",
    file: "src/azure/arm-client.ts",
    from: 'url.username === "" && url.password === "") return;',
    to: "url.port !== 'x') return;",
    tests: [IMPORTER],
  },
  {
    name: "a next page may be on another host",
    file: "src/registry/api-url.ts",
    from: 'if (url.origin !== page.origin || url.username !== "" || url.password !== "")',
    to: "if (url.origin === '')",
    tests: [CLIENT],
  },
  {
    name: "a realm anywhere gets the credential",
    file: "src/registry/auth/realm.ts",
    from: "if (withCredential) {",
    to: "if (withCredential === undefined) {",
    tests: ["__tests__/unit/registry/realm.test.ts"],
  },
  {
    name: "a realm of another customer gets the credential",
    file: "src/registry/auth/realm.ts",
    from: "if (isOnSharedDomain(one) || isOnSharedDomain(other)) return false;",
    to: 'if (one === "") return false;',
    tests: ["__tests__/unit/registry/realm.test.ts"],
  },
  {
    name: "a realm at any port gets the credential",
    file: "src/registry/auth/realm.ts",
    from: 'const isOwnPort = url.port === "" || url.port === portOf(registryHost);',
    to: 'const isOwnPort = url.port !== "x";',
    tests: ["__tests__/unit/registry/realm.test.ts"],
  },
  {
    name: "a known token service is known for every region",
    file: "src/registry/auth/token-hosts.ts",
    from: "registryHost.replace(registry, token) === host",
    to: "host.endsWith(token.slice(-8))",
    tests: ["__tests__/unit/registry/realm.test.ts"],
  },
  {
    name: "a trusted token host is a prefix",
    file: "src/registry/auth/realm.ts",
    from: "trustedHosts.includes(host)",
    to: "trustedHosts.some((each) => host.startsWith(each))",
    tests: ["__tests__/unit/registry/realm.test.ts"],
  },
  {
    name: "a trusted token host may be an ACR",
    file: "src/request/token-hosts-input.ts",
    from: "if (inputs.raw.acrCloudOf(host) !== undefined) {",
    to: 'if (host === "") {',
    tests: ["__tests__/field/k5-tokens.test.ts"],
  },
  {
    name: "a login server from ARM may be anywhere",
    file: "src/azure/directory.ts",
    from: "checkLoginServer(resource, side);",
    to: "void checkLoginServer;",
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "a login server from ARM may be another registry's",
    file: "src/azure/cloud.ts",
    from: "label === name || label",
    to: 'label !== "" || label',
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "ARM may list a registry twice",
    file: "src/azure/directory.ts",
    from: "if (other === undefined && isOfSubscription) return resource;",
    to: "if (isOfSubscription) return resource;",
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "ARM may list a registry of another subscription",
    file: "src/azure/directory.ts",
    from: "if (other === undefined && isOfSubscription) return resource;",
    to: "if (other === undefined) return resource;",
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "ARM may describe another registry than requested",
    file: "src/azure/directory.ts",
    from: "if (isNamed(resource, name, cloud)) return resource;",
    to: 'if (resource.name !== "") return resource;',
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "ARM may give a registry the resource ID of another",
    file: "src/azure/registry-json.ts",
    from: "if (name.toLowerCase() !== id.name.toLowerCase()) throw",
    to: 'if (name === "/") throw',
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "an images file chooses who gets the password",
    file: "src/request/access-inputs.ts",
    from: "if (image?.origin.file === undefined || textOf(",
    to: "if (image?.origin.line !== undefined || textOf(",
    tests: ["__tests__/field/k5-tokens.test.ts"],
  },
  {
    name: "a login server with the name of source-registry gets the password unseen",
    file: "src/connect/source-routes.ts",
    from: "return lookup.resource.loginServer === loginServer;",
    to: "return true;",
    tests: ["__tests__/field/k5-tokens.test.ts"],
  },
  {
    name: "the IDs of an attestation's repository are not compared",
    file: "src/provenance/policy.ts",
    from: "required !== undefined && stated !== required",
    to: 'required === ""',
    tests: ["__tests__/unit/provenance/policy.test.ts"],
  },
  {
    name: "a certificate without IDs counts",
    file: "src/provenance/policy.ts",
    from: "required !== undefined && stated !== required",
    to: "required !== undefined && stated !== undefined && stated !== required",
    tests: ["__tests__/unit/provenance/policy.test.ts"],
  },
  {
    name: "the owner's ID is compared for this repository only",
    file: "src/request/attestation-inputs.ts",
    from: "...(isOwnOwner && raw",
    to: "...(name === own && raw",
    tests: ["__tests__/unit/request/parse-request.test.ts"],
  },
  {
    name: "an ACR's realm is not compared",
    file: "src/registry/auth/acr-challenge.ts",
    from: "if (realm === undefined || isOwnRealm(realm, loginServer)) return bearer;",
    to: "if (realm !== '') return bearer;",
    tests: ["__tests__/integration/registry/acr-authorization.test.ts"],
  },
  {
    name: "bodies have no size cap",
    file: "src/http/attempt.ts",
    from: "if (sizeBytes <= capBytes) {",
    to: "if (sizeBytes >= 0) {",
    tests: [HTTP],
  },
  {
    name: "content codings are taken",
    file: "src/http/attempt.ts",
    from: 'if (coding !== "" && coding !== "identity") {',
    to: "if (coding === 'none') {",
    tests: [HTTP, "__tests__/integration/http/loopback.test.ts"],
  },
  {
    name: "plain http is taken",
    file: "src/http/undici-http.ts",
    from: 'url.protocol === "https:" ||',
    to: "url.protocol !== '' ||",
    tests: [HTTP, "__tests__/integration/http/loopback.test.ts"],
  },
  {
    name: "Retry-After is cut at 30 s",
    file: "src/http/retry-after.ts",
    from: "return Number(text) * 1000;",
    to: "return Math.min(Number(text), 30) * 1000;",
    tests: ["__tests__/unit/http/retry-after.test.ts", HTTP],
  },
  {
    name: "a registry's pause does not stop an image's clock",
    file: "src/image-time.ts",
    from: "endMs += stoppedMs;",
    to: "",
    tests: [IMAGE_TIME, LIMITS],
  },
  {
    name: "pauses stop an image's clock without end",
    file: "src/image-time.ts",
    from: "pausesMs -= stoppedMs;",
    to: "",
    tests: [IMAGE_TIME, LIMITS],
  },
  {
    name: "the import is given the whole time again",
    file: "src/image-time.ts",
    from: "return { ownMs: left.ownMs - (nowMs - startedAtMs - stoppedMs), pausesMs: left.pausesMs - stoppedMs };",
    to: "return left;",
    tests: [IMAGE_TIME, LIMITS],
  },
  {
    name: "a time-out while an image is read fails the whole step",
    file: "src/observe/observe.ts",
    from: 'if (!(error instanceof PromotionError) || error.code !== "READING_TIMEOUT") throw error;',
    to: "if (error instanceof PromotionError) throw error;",
    tests: [LIMITS],
  },
  {
    name: "an image waits for its source's login without a limit",
    file: "src/observe/observe.ts",
    from: "reads.waits.during(wait, abortable(source, signal));",
    to: "reads.waits.during(wait, source);",
    tests: [PROMOTE],
  },
  {
    name: "a Retry-After longer than timeout-minutes is waited for",
    file: "src/main.ts",
    from: "waitBudgetMs: request.timeoutMs,",
    to: "waitBudgetMs: 900_000,",
    tests: [LIMITS],
  },
  {
    name: "every request logs the pause of its host",
    file: "src/http/pause-log.ts",
    from: "untilMs > known.untilMs + SAME_MS &&",
    to: "",
    tests: [LIMITS, PAUSE_LOG],
  },
  {
    name: "a host that throttles for hours fills the log",
    file: "src/http/pause-log.ts",
    from: " && known.lines < LINES_MAX;",
    to: ";",
    tests: [PAUSE_LOG],
  },
  {
    name: "manifests of an image may have any size together",
    file: "src/observe/manifest-budget.ts",
    from: "if (this.#usedBytes > IMAGE_MANIFESTS_MAX_BYTES) {",
    to: "if (this.#usedBytes < 0) {",
    tests: [BUDGET, LIMITS],
  },
  {
    name: "manifests of a run may have any size together",
    file: "src/observe/manifest-budget.ts",
    from: "if (this.#run.usedBytes > RUN_MANIFESTS_MAX_BYTES) {",
    to: "if (this.#run.usedBytes < 0) {",
    tests: [BUDGET],
  },
  {
    name: "a manifest is read beyond the size that its index states",
    file: "src/registry/content.ts",
    from: "Math.max(statedBytes ?? MANIFEST_MAX_BYTES, ERROR_MAX_BYTES)",
    to: "Math.max(MANIFEST_MAX_BYTES, ERROR_MAX_BYTES + Number(statedBytes === 0))",
    tests: [LIMITS],
  },
  {
    name: "large manifests are read all at once",
    file: "src/observe/read-in-batches.ts",
    from: "return at > 0 && bytes > MANIFEST_MAX_BYTES;",
    to: "return at < 0;",
    tests: [BUDGET],
  },
  {
    name: "attestations of an image may have any size together",
    file: "src/provenance/verifier.ts",
    from: "budget.check();",
    to: "",
    tests: ["__tests__/integration/provenance/provenance.test.ts"],
  },
  {
    name: "a 429 does not pause the host",
    file: "src/http/undici-http.ts",
    from: "gate.pause(pauseMs);",
    to: "",
    tests: [HTTP],
  },
  {
    name: "an ACR's redirect is followed",
    file: "src/registry/access.ts",
    from: 'const readHops = flavour === "acr" ? 0 : READ_HOPS_MAX;',
    to: "const readHops = READ_HOPS_MAX;",
    tests: [CLIENT],
  },
  {
    name: "a login that was not sent is said to have been sent",
    file: "src/registry/exchange.ts",
    from: 'use: isSent ? "sent" : "not-requested"',
    to: 'use: isSent ? "sent" : "sent"',
    tests: [REFUSALS],
  },
  {
    name: "a registry in trouble is read without the login",
    file: "src/registry/auth/token-authorization.ts",
    from: "status === 408 || status === 429 || status >= 500",
    to: "status > 999",
    tests: [REFUSALS],
  },
  {
    name: "an empty DOCKER_CONFIG names a file of the workspace",
    file: "src/connect/docker-config-file.ts",
    from: 'env["DOCKER_CONFIG"] ||',
    to: 'env["DOCKER_CONFIG"] ??',
    tests: [REFUSALS],
  },
  {
    name: "a token that no header can hold is sent",
    file: "src/request/access-inputs.ts",
    from: 'username === "" && password !== "" &&',
    to: 'username === "" && password === "" &&',
    tests: [REFUSALS],
  },
  {
    name: "a proxy's page is called Entra's refusal",
    file: "src/azure/diagnosis/entra-diagnosis.ts",
    from: "row === undefined && untrustedBody !== undefined",
    to: 'row === undefined && untrustedBody === ""',
    tests: [REFUSALS],
  },
  {
    name: "refusals of the second identity name the inputs of the first",
    file: "src/azure/diagnosis/entra-diagnosis.ts",
    from: 'request.grantee === "own") return remedy;',
    to: "request.grantee !== undefined) return remedy;",
    tests: ["__tests__/unit/azure/entra-diagnosis.test.ts"],
  },
  {
    name: "a deployment of a fork's commit reaches the runner's identity",
    file: "src/runner/event.ts",
    from: "if (DEPLOYMENT_EVENTS.includes(eventName)) {",
    to: 'if (DEPLOYMENT_EVENTS.includes("")) {',
    tests: ["__tests__/unit/runner/event.test.ts"],
  },
  {
    name: "a managed identity's token for another resource is sent to registries",
    file: "src/azure/managed-identity.ts",
    from: "resource !== undefined && !isSameResource(resource, scope)",
    to: 'resource === "" && !isSameResource(resource, scope)',
    tests: [MANAGED_IDENTITY],
  },
  {
    name: "the password in IDENTITY_ENDPOINT is quoted",
    file: "src/azure/identity-endpoint.ts",
    from: "url === null ? text : redactUrl(url)",
    to: "text",
    tests: ["__tests__/unit/azure/identity-endpoint.test.ts"],
  },
  {
    name: "a redirect is followed with our headers",
    file: "src/registry/exchange.ts",
    from: 'response: await sendOnce(first.read, url, undefined), url, use: "redirected" };',
    to: 'response: await sendOnce(first.read, url, await authorization.authorize(first.read, first.read.signal)), url, use: "redirected" };',
    tests: [CLIENT],
  },
  {
    name: "old-style workflow commands pass into the log",
    file: "src/runner/log-text.ts",
    from: '.replaceAll("##[", "##\\\\[")',
    to: "",
    tests: ["__tests__/unit/runner/log.test.ts"],
  },
  {
    name: "workflow commands at the start of a line pass into the log",
    file: "src/runner/log-text.ts",
    from: '.replace(/^(\\s*)::/u, "$1\\\\::")',
    to: "",
    tests: ["__tests__/unit/runner/log.test.ts"],
  },
  {
    name: "line ends and bidirectional controls pass",
    file: "src/runner/visible-text.ts",
    from: "return shown.replace(",
    to: "if (shown !== '') return shown;\n  return shown.replace(",
    tests: ["__tests__/unit/runner/visible-text.test.ts", "__tests__/unit/runner/log.test.ts"],
  },
  {
    name: "Markdown and HTML pass into the summary",
    file: "src/runner/summary-text.ts",
    from: `(character) => \`&#\${character.charCodeAt(0)};\``,
    to: "(character) => character",
    tests: ["__tests__/unit/runner/summary.test.ts"],
  },
  {
    name: "an unclear POST is repeated without a look at the target",
    file: "src/import/settle.ts",
    from: "if (waitedMs < POST_LOST_MS[goal.mode]) return WAIT;",
    to: "",
    tests: [SETTLE, STEP],
  },
  {
    name: "an unclear POST under Force is repeated as early as under NoForce",
    file: "src/import/settle.ts",
    from: "Force: 90_000 } as const;",
    to: "Force: 15_000 } as const;",
    tests: [SETTLE],
  },
  {
    name: "a POST whose response was lost twice is sent a third time",
    file: "src/import/settle.ts",
    from: "facts.mayRepeat && !facts.postLostBefore ?",
    to: "facts.mayRepeat ?",
    tests: [SETTLE, STEP],
  },
  {
    name: "no step remembers that the response to its POST was lost",
    file: "src/import/import-step.ts",
    from: "this.#postLostBefore = true;",
    to: "",
    tests: [STEP],
  },
  {
    name: "a rival is a conflict while a lost Force import may still overwrite it",
    file: "src/import/settle.ts",
    from: "if (mayOverwrite && facts.nowMs - facts.verdictAtMs < POST_LOST_MS.Force) return WAIT;",
    to: "void mayOverwrite;",
    tests: [SETTLE],
  },
  {
    name: "what the target shows does not settle an unclear POST",
    file: "src/import/settle.ts",
    from: 'if (!moves || !goal.hasReplicas) return { kind: "proven" };',
    to: 'if ((!moves || !goal.hasReplicas) && verdict !== "post-lost") return { kind: "proven" };',
    tests: [SETTLE, STEP],
  },
  {
    name: "a tag that moves is proven by one read on a replicated registry",
    file: "src/import/settle.ts",
    from: 'if (!moves || !goal.hasReplicas) return { kind: "proven" };',
    to: 'if (!moves || goal.tags.length > 0) return { kind: "proven" };',
    tests: [SETTLE, SETTLE_PROPERTY],
  },
  {
    name: "a tag that moves is proven by one read while ARM works",
    file: "src/import/settle.ts",
    from: 'return facts.isTagUpdateConfirmed ? { kind: "proven" } : { kind: "wait", confirm: true };',
    to: 'return { kind: "proven" };',
    tests: [SETTLE, SETTLE_PROPERTY],
  },
  {
    name: "a tag that moves is proven by one read of an import that is not tracked",
    file: "src/import/settle.ts",
    from: "if (facts.isTagUpdateConfirmed || areEqual(facts)) return",
    to: "if (facts.isTagUpdateConfirmed || !areEqual(facts)) return",
    tests: [SETTLE, SETTLE_PROPERTY],
  },
  {
    name: "a moved tag that a stale replica shows outweighs ARM's failure",
    file: "src/import/settle.ts",
    from: `// ARM reports failure: the read was stale, unless the registry itself reports the update.
      if (facts.isTagUpdateConfirmed) return`,
    to: "if (!facts.isTagUpdateConfirmed) return",
    tests: [SETTLE, SETTLE_PROPERTY, PROOF],
  },
  {
    name: "a moved tag is proven at the time limit without confirmation",
    file: "src/import/import-step.ts",
    from: 'return decision.kind === "proven";',
    to: 'return decision.kind !== "failed";',
    tests: [STEP, PROOF],
  },
  {
    name: "ARM is not asked early for the verdict that confirms a moved tag",
    file: "src/import/import-step.ts",
    from: "          verdictWanted.abort();",
    to: "",
    tests: [STEP, WAITING],
  },
  {
    name: "a Premium registry counts as one replica",
    file: "src/promote.ts",
    from: 'target.resource.sku !== "Basic" && target.resource.sku !== "Standard"',
    to: 'target.resource.sku === "Classic"',
    tests: [PROMOTE, PROOF],
  },
  {
    name: "a conflict is reported after one read of a replicated registry",
    file: "src/import/settle.ts",
    from: "if (goal.hasReplicas && !areEqual(facts)) return WAIT;",
    to: "",
    tests: [SETTLE],
  },
  {
    name: "two equal reads are enough",
    file: "src/import/settle.ts",
    from: "const EQUAL_READS = 3;",
    to: "const EQUAL_READS = 2;",
    tests: [SETTLE],
  },
  {
    name: "equal reads may be of the same moment",
    file: "src/import/settle.ts",
    from: "const EQUAL_READS_MS = 5_000;",
    to: "const EQUAL_READS_MS = 0;",
    tests: [SETTLE],
  },
  {
    name: "reads that differ count as equal",
    file: "src/import/settle.ts",
    from: "if (before?.key !== key) return",
    to: "if (before === undefined) return",
    tests: [SETTLE],
  },
  {
    name: "equal reads of an attempt count for the next one",
    file: "src/import/import-step.ts",
    from: "this.#equalReads = undefined;",
    to: "",
    tests: [STEP],
  },
  {
    name: "another digest under a tag is no conflict",
    file: "src/import/settle.ts",
    from: "if (rivals.length > 0) return",
    to: "if (rivals.length > 99) return",
    tests: [SETTLE, STEP],
  },
  {
    name: "what a tag held before is a conflict",
    file: "src/import/settle.ts",
    from: "digest !== goal.digest && digest !== previous;",
    to: "digest !== goal.digest;",
    tests: [SETTLE],
  },
  {
    name: "only the first tag of a step is compared after ARM's word",
    file: "src/import/import-step.ts",
    from: "await this.#read(this.#input.signal, verdict !== undefined)",
    to: "await this.#read(this.#input.signal, false)",
    tests: [STEP, PROOF],
  },
  {
    name: "the tag is not read back",
    file: "src/import/settle.ts",
    from: "if (unset !== undefined) return",
    to: "if (unset === null) return",
    tests: [SETTLE, STEP],
  },
  {
    name: "a tag that shows before its manifest counts as set",
    file: "src/import/target-view.ts",
    from: "else if (!(await this.#readManifest(step.digest, signal))) return { name, digest: null };",
    to: "",
    tests: [STEP],
  },
  {
    name: "children are not read back",
    file: "src/import/target-view.ts",
    from: "      this.#findMissingManifest(signal),",
    to: "      Promise.resolve(undefined),",
    tests: [STEP],
  },
  {
    name: "children that reading discovers are not read back",
    file: "src/import/target-view.ts",
    from: "[...this.#step.mustExist, ...members]",
    to: "[...this.#step.mustExist]",
    tests: [STEP, PROMOTE],
  },
  {
    name: "a missing manifest is not counted",
    file: "src/import/settle.ts",
    from: "if (read.missingManifest !== undefined) return",
    to: "if (read.missingManifest === '') return",
    tests: [SETTLE, STEP],
  },
  {
    name: "a missing blob is not counted",
    file: "src/import/settle.ts",
    from: "if (read.missingBlob !== undefined) return",
    to: "if (read.missingBlob === '') return",
    tests: [SETTLE, PROOF],
  },
  {
    name: "a missing blob is not reported by the read",
    file: "src/import/target-view.ts",
    from: '...(blobs.kind === "missing" && { missingBlob: blobs.what })',
    to: '...(blobs.kind === "missing" && {})',
    tests: [PROOF],
  },
  {
    name: "blobs that cannot be looked up count as present",
    file: "src/import/target-view.ts",
    from: 'if (blobs.kind === "unknown") return',
    to: "if (blobs.kind !== blobs.kind) return",
    tests: [PROOF],
  },
  {
    name: "an absent blob counts as present",
    file: "src/observe/content-check.ts",
    from: 'if (found.kind === "absent") return { kind: "missing", what: blob.digest };',
    to: 'if (found.kind === "absent") return undefined;',
    tests: [CONTENT],
  },
  {
    name: "the size of a blob is not compared",
    file: "src/observe/content-check.ts",
    from: "if (sizeBytes !== undefined && sizeBytes !== blob.sizeBytes) {",
    to: "if (sizeBytes === -1) {",
    tests: [CONTENT],
  },
  {
    name: "a lost POST is proven by equal reads of a stale replica",
    file: "src/import/settle.ts",
    from: "// Perhaps ARM never got the request, and the read is stale: equal reads are not enough.",
    to: 'if (areEqual(facts)) return { kind: "proven" };',
    tests: [SETTLE, SETTLE_PROPERTY],
  },
  {
    name: "a manifest may differ from its descriptor",
    file: "src/oci/manifest.ts",
    from: "if (found.mediaType === mediaType && found.sizeBytes === sizeBytes) return undefined;",
    to: "if (digest !== '') return undefined;",
    tests: [HARD, LOOKUPS],
  },
  {
    name: "a manifest may have another size than its descriptor states",
    file: "src/oci/manifest.ts",
    from: "found.mediaType === mediaType && found.sizeBytes === sizeBytes",
    to: "found.mediaType === mediaType",
    tests: [LOOKUPS],
  },
  {
    name: "children that the target lacks are not looked up",
    file: "src/observe/source-lookups.ts",
    from: "members: members.filter(({ digest }) => target.image.absent.has(digest)),",
    to: "members: members.filter(({ digest }) => digest === ''),",
    tests: [LOOKUPS],
  },
  {
    name: "referrers that the target lacks are not looked up",
    file: "src/observe/source-lookups.ts",
    from: "referrers: existing.filter(({ digest }) => !target.image.referrersPresent.has(digest)),",
    to: "referrers: existing.filter(() => false),",
    tests: [LOOKUPS],
  },
  {
    name: "what an index among the referrers lists is not looked up",
    file: "src/observe/source-lookups.ts",
    from: 'if (finding.kind !== "known" || !isIndex) return [each.digest, finding];',
    to: 'if (finding.kind !== "known" || isIndex || !isIndex) return [each.digest, finding];',
    tests: [REFERRER_INDEXES],
  },
  {
    name: "an index among the referrers is in place without what it lists",
    file: "src/observe/observe-target.ts",
    from: 'if (root.kind !== "index") return [];',
    to: 'if (root.kind !== "image" || root.kind === "image") return [];',
    tests: [REFERRER_INDEXES],
  },
  {
    name: "what is imported into a target that cannot be read is not looked up",
    file: "src/observe/source-lookups.ts",
    from: '(target.kind === "unreadable" && !writesUnread)',
    to: 'target.kind === "unreadable"',
    tests: [LOOKUPS],
  },
  {
    name: "what the target has is looked up in the source",
    file: "src/observe/source-lookups.ts",
    from: "members.filter(({ digest }) => target.image.absent.has(digest))",
    to: "members",
    tests: [LOOKUPS],
  },
  {
    name: "a HEAD's 404 proves that a manifest is absent",
    file: "src/registry/manifest-lookups.ts",
    from: "const facts = isShown ? expected : await getFacts(repository, digest, asRequired);",
    to: "const facts = isShown ? expected : undefined;",
    tests: [CLIENT, LOOKUPS],
  },
  {
    name: "a HEAD without a size shows a manifest",
    file: "src/registry/manifest-lookups.ts",
    from: "length === String(sizeBytes)",
    to: "(length === undefined || length === String(sizeBytes))",
    tests: [CLIENT],
  },
  {
    name: "a refused HEAD counts as absent",
    file: "src/registry/manifest-lookups.ts",
    from: "new Set([404, 405, 501])",
    to: "new Set([403, 404, 405, 501, 503])",
    tests: [CLIENT],
  },
  {
    name: "any response to GET but 200 proves that a manifest is absent",
    file: "src/registry/manifest-lookups.ts",
    from: "if (response.status === 404 && !isAcceptTooNarrow(response)) return undefined;",
    to: "if (response.status !== 200) return undefined;",
    tests: [CLIENT, LOOKUPS],
  },
  {
    name: "a GET of other bytes shows a manifest",
    file: "src/registry/manifest-lookups.ts",
    from: "if (actual !== digest) throw",
    to: "if (actual === '') throw",
    tests: [CLIENT],
  },
  {
    name: "a listed referrer is gone after any failure",
    file: "src/registry/content.ts",
    from: "if (received.response.status === 404 && !isAcceptTooNarrow(received.response)) return undefined;\n    const manifest",
    to: "if (received.response.status !== 200) return undefined;\n    const manifest",
    tests: [CLIENT],
  },
  {
    name: "a child that is unknown is imported",
    file: "src/plan/source-content.ts",
    from: "yield* refuseUnknownChildren(members, name, findings);",
    to: "if (members.length < 0) yield* refuseUnknownChildren(members, name, findings);",
    tests: [LOOKUPS],
  },
  {
    name: "a child of another media type is imported",
    file: "src/plan/source-content.ts",
    from: "const unsupported = members.filter(({ mediaType }) => !isManifestMediaType(mediaType));",
    to: "const unsupported = members.filter(({ mediaType }) => mediaType === '');",
    tests: [LOOKUPS],
  },
  {
    name: "a referrer that cannot be imported is imported with best-effort",
    file: "src/plan/source-content.ts",
    from: 'return { ...each, action: "leave" };',
    to: "return each;",
    tests: [LOOKUPS],
  },
  {
    name: "the referrers tag of Docker Hub costs a pull",
    file: "src/registry/referrers.ts",
    from: "if (host === DOCKER_HUB) {",
    to: "if (host === '') {",
    tests: [LOOKUPS],
  },
  {
    name: "the path of the lock file is checked after the promotion",
    file: "src/main.ts",
    from: "if (lockFileProblem !== undefined) problems.push(lockFileProblem);",
    to: "if (lockFileProblem !== undefined && lockFile === '') problems.push(lockFileProblem);",
    tests: [],
    e2e: "__tests__/field/k2-importable.test.ts",
  },
  {
    name: "a blob without a size counts as present",
    file: "src/registry/content.ts",
    from: "if (!/^[0-9]{1,15}$/.test(length)) throw",
    to: "if (length === 'x') throw",
    tests: [CLIENT],
  },
  {
    name: "tags are set on an image that is there without a look at its layers",
    file: "src/plan/import-steps.ts",
    from: "present: isThere && tagSteps.length > 0 ? target.manifests : [],",
    to: "present: [],",
    tests: [TAGS],
  },
  {
    name: "a moved tag is set together with its content",
    file: "src/plan/import-steps.ts",
    from: '.some(({ mode }) => mode === "Force")) return plan;',
    to: ".some(({ mode }) => mode !== mode)) return plan;",
    tests: [PLAN],
  },
  {
    name: "two lines may bring two signatures to one cosign tag",
    file: "src/plan/tag-claims.ts",
    from: 'tag === null || action === "skip" || action === "leave" ? [] :',
    to: "tag !== null || action === action ? [] :",
    tests: [PLAN],
  },
  {
    name: "an update before the step confirms a moved tag",
    file: "src/import/import-step.ts",
    from: "update.atMs > updatedAtMs && update.atMs >= this.#begunAtWallMs",
    to: "update.atMs > 0",
    tests: [PROOF, HARD],
  },
  {
    name: "a read of a stale replica counts a tag as moved",
    file: "src/import/import-step.ts",
    from: "if (!this.#isReliable(name)) return;",
    to: "if (name === '') return;",
    tests: [PROOF, HARD],
  },
  {
    name: "a blob that was seen in one repository counts for all",
    file: "src/observe/content-check.ts",
    from: `const key = \`\${repository}@\${blob.digest}\`;`,
    to: "const key = blob.digest;",
    tests: [CONTENT],
  },
  {
    name: "layers are not looked up",
    file: "src/observe/content-check.ts",
    from: "of [manifest.config, ...manifest.layers])",
    to: "of [manifest.config])",
    tests: [CONTENT],
  },
  {
    name: "configs are not looked up",
    file: "src/observe/content-check.ts",
    from: "of [manifest.config, ...manifest.layers])",
    to: "of [...manifest.layers])",
    tests: [CONTENT],
  },
  {
    name: "a blob that cannot be looked up hides one that is missing",
    file: "src/observe/content-check.ts",
    from: `findings.find((finding) => finding?.kind === "missing") ??
      findings.find(`,
    to: "findings.find(",
    tests: [CONTENT],
  },
  {
    name: "the redirect of a blob is followed",
    file: "src/registry/content.ts",
    from: `hops: 0,
        // A redirect shows that the blob is there; it is not followed.
        isOwnSite: () => false,`,
    to: `hops: BLOB_HOPS_MAX,
        isOwnSite: () => true,`,
    tests: [CLIENT, PROOF],
  },
  {
    name: "any redirect shows that a blob is there",
    file: "src/registry/content.ts",
    from: "if (response.status === 307) return { sizeBytes: undefined };",
    to: "if (response.status >= 300 && response.status < 400) return { sizeBytes: undefined };",
    tests: [CLIENT],
  },
  {
    name: '"Succeeded" is success without a read',
    file: "src/import/import-step.ts",
    from: "const decision = await this.#readAndDecide(verdict, mayRepeat);",
    to: `const decision =
          verdict?.kind === "succeeded" ? { kind: "proven" } : await this.#readAndDecide(verdict, mayRepeat);`,
    tests: [STEP, PROOF],
  },
  {
    name: '"Succeeded" is success where nothing can be read',
    file: "src/import/settle.ts",
    from: 'return { kind: "unverified", problem };',
    to: 'return { kind: "proven" };',
    tests: [SETTLE, STEP],
  },
  {
    name: '"Succeeded" is success where the target shows less',
    file: "src/import/settle.ts",
    from: 'return waitedMs < facts.lagMs ? WAIT : { kind: "not-shown", missing, blob };',
    to: 'return waitedMs < facts.lagMs || verdict === "tag-exists" ? WAIT : { kind: "proven" };',
    tests: [SETTLE, SETTLE_PROPERTY, STEP],
  },
  {
    name: "a verdict counts for the read that was under way when it came",
    file: "src/import/import-step.ts",
    from: "this.#verdictKind(verdict), this.#goal",
    to: "this.#verdictKind(this.#verdict), this.#goal",
    tests: [STEP],
  },
  {
    name: "a target that cannot be read ends an import that ARM does not report well",
    file: "src/import/settle.ts",
    from: `case "post-lost":
    case "failed":
      return { kind: "failed" };`,
    to: `case "post-lost":
    case "failed":
      return { kind: "unverified", problem };`,
    tests: [SETTLE, STEP],
  },
  {
    name: "with verify: required a tag moves to what was not read back",
    file: "src/import/execute.ts",
    from: 'tagsFollow && this.#request.verify !== "best-effort";',
    to: 'tagsFollow && this.#request.verify === "best-effort";',
    tests: [PROMOTE],
  },
  {
    name: "with all-or-nothing tags are set before all content is in place",
    file: "src/import/execute.ts",
    from: 'if (work.some(({ run }) => run.state !== "content-in-place")) return;',
    to: "",
    tests: [PROMOTE],
  },
  {
    name: "an undo moves a tag that somebody else moved",
    file: "src/plan/undo.ts",
    from: 'return tag.digest === now ? "move" : "conflict";',
    to: 'return tag.digest === undefined || now === source.digest ? "conflict" : "move";',
    tests: [UNDO],
  },
  {
    name: "an undo with a conflict moves the other tags",
    file: "src/request/undo-input.ts",
    from: "allOrNothing: true,",
    to: "allOrNothing: false,",
    tests: [UNDO],
  },
  {
    name: "an undo looks at layers only when other tags have moved",
    file: "src/request/undo-input.ts",
    from: 'verify: "layers",',
    to: 'verify: "required",',
    tests: [UNDO],
  },
  {
    name: "an undo believes one read on a registry with replicas",
    file: "src/observe/observe-target.ts",
    from: "hasReplicas && found?.digest !== now && equal < LOOKS",
    to: "hasReplicas && found?.digest === now && equal < LOOKS",
    tests: [UNDO],
  },
  {
    name: "an undo is started by an event of a fork, if it is a dry run",
    file: "src/runner/event.ts",
    from: "if (undoes) {",
    to: "if (undoes && !dryRun) {",
    tests: ["__tests__/unit/runner/event.test.ts"],
  },
  {
    name: "a document of undo may be of another registry",
    file: "src/request/undo-input.ts",
    from: "if (inputs.raw.acrCloudOf(host) === cloud && isLoginServerOf(target, host)) return;",
    to: "if (inputs.raw.acrCloudOf(host) === cloud) return;",
    tests: [UNDO],
  },
  {
    name: "a document of undo may be of a registry whose login server begins with the name",
    file: "src/promote.ts",
    from: "if (undo === undefined || undo.registry === resource.loginServer) return;",
    to: 'if (undo?.registry !== "") return;',
    tests: [UNDO],
  },
  {
    name: "undo takes the shortened output as a document without tags",
    file: "src/request/undo-document.ts",
    from: 'if (map.has("truncated")) {',
    to: 'if (map.has("truncated") && map.has("undo")) {',
    tests: ["__tests__/unit/request/undo-document.test.ts"],
  },
  {
    name: "undo moves one tag to two digests",
    file: "src/request/undo-document.ts",
    from: "reportRepeats(file, known);",
    to: "",
    tests: ["__tests__/unit/request/undo-document.test.ts"],
  },
  {
    name: "a tag is set before the rollback is written down",
    file: "src/import/execute.ts",
    from: "if (step.tags.length > 0) await this.#announceTags();",
    to: "if (step.tags.length > 0) void this.#announceTags();",
    tests: [PROMOTE],
  },
  {
    name: "a tag that may have moved is not in the rollback",
    file: "src/import/execute.ts",
    from: 'const isRefused = result.kind !== "failed" || (!isAccepted && shared.openOperations.size === 0);',
    to: "const isRefused = true;",
    tests: [PROMOTE],
  },
  {
    name: "the rollback names tags whose import was never sent",
    file: "src/report/rollback.ts",
    from: '(moment === "done" && !operation.sent)',
    to: '(moment === "done" && operation === undefined)',
    tests: ["__tests__/unit/report/rollback.test.ts"],
  },
  {
    name: "an import that may still run is reported as ended",
    file: "src/import/import-step.ts",
    from: "this.#input.openOperations.delete(this.#operationId);",
    to: "",
    tests: [STEP],
  },
  {
    name: "the target is not read once more at the time limit",
    file: "src/import/import-step.ts",
    from: "if (this.#isProvenAtEnd(proof)) return this.#provenResult();",
    to: "",
    tests: [STEP],
  },
  {
    name: "the wait for replicas ends although the time limit has not passed",
    file: "src/import/import-step.ts",
    from: "this.#goal.hasReplicas ? Number.POSITIVE_INFINITY : LAG_MS",
    to: "LAG_MS",
    tests: [STEP],
  },
  {
    name: "a throttled POST uses up an attempt",
    file: "src/import/import-step.ts",
    from: "if (!this.#isThrottled()) attempt++;",
    to: "attempt++;",
    tests: [STEP],
  },
  {
    name: "a throttled POST is not repeated once the attempts are used up",
    file: "src/import/import-step.ts",
    from: "mayRepeat: mayRepeat || this.#isThrottled(),",
    to: "mayRepeat,",
    tests: [STEP],
  },
  {
    name: "an import is repeated earlier than Azure permits",
    file: "src/import/import-step.ts",
    from: "const delayMs = askedMs ?? backoffMs(",
    to: "const delayMs = backoffMs(",
    tests: [STEP],
  },
  {
    name: "an import that was not read back is verified",
    file: "src/import/execute.ts",
    from: `if (result.kind === "unverified") {
        run.verified = false;`,
    to: `if (result.kind === "unverified") {`,
    tests: [PROMOTE],
  },
  {
    name: "any 200 is success to the import",
    file: "src/azure/import-verdict.ts",
    from: 'const isDone = word === "Succeeded" ||',
    to: "const isDone = word !== null ||",
    tests: [IMPORTER],
  },
  {
    name: "a body without a status is success to the import",
    file: "src/azure/import-verdict.ts",
    from: 'operation?.isEmpty === true || request === "post"',
    to: 'operation?.isEmpty !== undefined || request === "post"',
    tests: [IMPORTER],
  },
  {
    name: "a body that is not an object is success to the import",
    file: "src/azure/import-verdict.ts",
    from: "operation !== undefined && isDone",
    to: "isDone",
    tests: [IMPORTER],
  },
  {
    name: "a body with an error and without a status is not a failure of the import",
    file: "src/azure/import-verdict.ts",
    from: "operation?.hasError !== true &&",
    to: "",
    tests: [IMPORTER],
  },
  {
    name: "any 2xx is success to the import",
    file: "src/azure/import-verdict.ts",
    from: "(status === 200 || status === 201) &&",
    to: "status < 300 &&",
    tests: [IMPORTER],
  },
  {
    name: "an import that failed with 403 counts as a poll that is refused",
    file: "src/azure/import-verdict.ts",
    from: "[401, 403, 404].includes(status) && POLL_REFUSED.has(failure.code)",
    to: "[401, 403, 404].includes(status)",
    tests: [IMPORTER, PROOF],
  },
  {
    name: "an import without a Location is polled on",
    file: "src/azure/import-verdict.ts",
    from: 'return unclear("IMPORT_NOT_TRACKED", "Azure accepted the import without',
    to: `if (status === 202) return undefined;
  return unclear("IMPORT_NOT_TRACKED", "Azure accepted the import without`,
    tests: [IMPORTER],
  },
  {
    name: "a POST that may have reached ARM counts as never sent",
    file: "src/azure/import-verdict.ts",
    from: 'request === "post" && !(network && error.sent);',
    to: 'request === "post";',
    tests: [IMPORTER],
  },
  {
    name: "a server error of the POST is a failure of the import",
    file: "src/azure/import-verdict.ts",
    from: "status >= 500 ||",
    to: "",
    tests: [IMPORTER],
  },
  {
    name: "a conflict with an earlier POST of ours is a failure of the import",
    file: "src/azure/import-verdict.ts",
    from: 'status === 409 && diagnosis.code === "IMPORT_FAILED"',
    to: 'status === 0 && diagnosis.code === "IMPORT_FAILED"',
    tests: [IMPORTER],
  },
  {
    name: "a poll that a proxy answers is a failure of the import",
    file: "src/azure/import-verdict.ts",
    from: 'status < 400 || failure.code === ""',
    to: "status < 400",
    tests: [IMPORTER],
  },
  {
    name: "one poll with a server error ends an import",
    file: "src/azure/importer.ts",
    from: "if (isTrouble && troubledPolls < TROUBLED_POLLS_MAX) return response;",
    to: "",
    tests: [IMPORTER],
  },
  {
    name: "the HTTP client repeats the import's POST",
    file: "src/azure/arm-client.ts",
    from: '(method === "GET" ? "safe" : "never")',
    to: '(method === "" ? "never" : "safe")',
    tests: [IMPORTER],
  },
  {
    name: "a job that GitHub has not noted yet gets one attempt",
    file: "src/runner/id-token.ts",
    from: "      isTransient: isPending,\n",
    to: "",
    tests: ["__tests__/integration/runner/id-token.test.ts"],
  },
  {
    name: "a caller's transient responses are not repeated",
    file: "src/http/undici-http.ts",
    from: " || request.isTransient?.(response) === true",
    to: "",
    tests: [HTTP],
  },
  {
    name: "the request token may be quoted",
    file: "src/runner/id-token.ts",
    from: "quoteResponse(reasonOf(response), redact, 300)",
    to: "reasonOf(response)",
    tests: ["__tests__/integration/runner/id-token.test.ts"],
  },
  {
    name: "a network error of a closed source loses its remedy",
    file: "src/observe/source-resolution.ts",
    from: "if (error instanceof NetworkError && !UNREACHABLE.has(error.code)) throw error;",
    to: "",
    tests: ["__tests__/field/k6-own-remedy.test.ts"],
  },
  {
    name: "the remedy of a failed lookup of referrers hides the cause's",
    file: "src/plan/source-checks.ts",
    from: `remedy: \`\${reason.remedy.replace(/[^.]$/, "$&.")} \${WITHOUT_REFERRERS}\`,`,
    to: "",
    tests: ["__tests__/field/k6-own-remedy.test.ts"],
  },
  {
    name: "GitHub's ID token is not masked",
    file: "src/runner/id-token.ts",
    from: "mask(token);",
    to: "",
    tests: ["__tests__/integration/runner/id-token.test.ts"],
  },
  {
    name: "an ACR's tokens are not masked",
    file: "src/registry/auth/acr-tokens.ts",
    from: "mask(token.token);",
    to: "",
    tests: ["__tests__/integration/registry/acr-authorization.test.ts"],
  },
  {
    name: "quotes are not redacted before their queries are removed",
    file: "src/redact.ts",
    from: "return redact(cut(text, SEARCHED_MAX_LENGTH))",
    to: "return cut(text, SEARCHED_MAX_LENGTH)",
    tests: [REDACT],
  },
  {
    name: "quotes are not cut before they are redacted",
    file: "src/redact.ts",
    from: "return redact(cut(text, SEARCHED_MAX_LENGTH))",
    to: "return redact(text)",
    tests: [REDACT],
  },
  {
    name: "secrets in base64 are not known",
    file: "src/redact.ts",
    from: "for (const form of base64Forms(secret)) addForm(form, true);",
    to: "",
    tests: [REDACT],
  },
  {
    name: "the start of a secret stays where a text is cut",
    file: "src/redact.ts",
    from: "[...wholeForms(view.text), ...cutForms(view.text)]",
    to: "[...wholeForms(view.text)]",
    tests: [REDACT],
  },
  {
    name: "a request to a silent host is repeated after timeout-minutes",
    file: "src/http/undici-http.ts",
    from: "const isOver = clock.nowMs() >= giveUpAtMs;",
    to: "const isOver = giveUpAtMs < 0;",
    tests: ["__tests__/integration/http/undici-http.test.ts"],
  },
  {
    name: "a secret in lower case stays",
    file: "src/redact.ts",
    from: "secret.length >= END_MIN_LENGTH ?",
    to: "secret.length < 0 ?",
    tests: [REDACT],
  },
  {
    name: "percent signs are not decoded before secrets are searched",
    file: "src/redact.ts",
    from: "const DECODED_MAX = 2;",
    to: "const DECODED_MAX = 0;",
    tests: [REDACT],
  },
  {
    name: "secrets that contain each other leave a rest",
    file: "src/redact.ts",
    from: "from = Math.max(from, end);",
    to: "from = end;",
    tests: [REDACT],
  },
  {
    name: "short secrets take words apart",
    file: "src/redact.ts",
    from: "export const SECRET_MIN_LENGTH = 4;",
    to: "export const SECRET_MIN_LENGTH = 3;",
    tests: [REDACT],
  },
  {
    name: "outputs and files are made of a report that is not redacted",
    file: "src/main.ts",
    from: "const report = redactReport(whole, log.redact);",
    to: "const report = whole;",
    tests: [],
    e2e: "__tests__/field/k5-redaction.ci.test.ts",
  },
  {
    name: "redaction changes the names in outputs",
    file: "src/report/redact-report.ts",
    from: "KEPT.has(key) ? item : redactValue(item, redact)",
    to: "redactValue(item, redact)",
    tests: ["__tests__/unit/report/redact-report.test.ts"],
  },
  {
    name: "the log is not redacted",
    file: "src/runner/log.ts",
    from: "const shown = (text: string) => inertLine(redact(text));",
    to: "const shown = (text: string) => inertLine(text);",
    tests: [LOG],
  },
  {
    name: "titles of annotations pass into the log as they are",
    file: "src/runner/log.ts",
    from: "title: shown(title)",
    to: "title",
    tests: [LOG],
  },
  {
    name: "titles of groups pass into the log as they are",
    file: "src/runner/log.ts",
    from: "core.startGroup(shown(title));",
    to: "core.startGroup(title);",
    tests: [LOG],
  },
  {
    name: "debug lines pass into the log as they are",
    file: "src/runner/log.ts",
    from: "core.debug(shown(message));",
    to: "core.debug(message);",
    tests: [LOG],
  },
  {
    name: "more than ten annotations are written",
    file: "src/runner/log.ts",
    from: "if (count < ANNOTATIONS_MAX) {",
    to: "if (count > 0) {",
    tests: [LOG],
  },
  {
    name: "without GITHUB_OUTPUT, outputs go to the log",
    file: "src/runner/delivery.ts",
    from: 'required(env, "GITHUB_OUTPUT");\n  core',
    to: "core",
    tests: ["__tests__/integration/runner/delivery.test.ts"],
  },
  {
    name: "the good status is set before the other outputs",
    file: "src/runner/delivery.ts",
    from: "for (const name of STATUS_LAST)",
    to: "for (const name of OUTPUTS)",
    tests: ["__tests__/integration/runner/delivery.test.ts"],
  },
  {
    name: "annotations are not redacted",
    file: "src/runner/log.ts",
    from: "const whole = inertLines(redact(text));",
    to: "const whole = inertLines(text);",
    tests: [LOG],
  },
  {
    name: "the runner cuts annotations wherever they are too long",
    file: "src/runner/log-text.ts",
    from: "if (message.length <= ANNOTATION_MAX_LENGTH) return",
    to: "if (message.length >= 0) return",
    tests: [LOG],
  },
  {
    name: "an input near the longest variable is not noticed",
    file: "src/runner/inputs.ts",
    from: "if (length < limit * NEAR_LIMIT) return [];",
    to: "if (length < limit) return [];",
    tests: ["__tests__/unit/runner/inputs.test.ts"],
  },
  {
    name: "a header that is not a GUID is quoted as correlation ID",
    file: "src/azure/diagnosis/arm-failure.ts",
    from: "correlationId !== undefined && isGuid(correlationId)",
    to: "correlationId !== undefined",
    tests: ["__tests__/unit/azure/arm-diagnosis.test.ts"],
  },
  {
    name: "YAML is parsed whatever it costs",
    file: "src/request/yaml-file.ts",
    from: "if (tokens > maxTokens) {",
    to: "if (tokens < 0) {",
    tests: [],
    e2e: "__tests__/field/k4-sizes.ci.test.ts",
  },
  {
    name: "any tag may move",
    file: "src/plan/tag-policy.ts",
    from: 'if (mayMove(promotion, tag.name)) return "move";',
    to: 'if (tag.name !== "") return "move";',
    tests: [PLAN],
  },
  {
    name: "locked repositories are written to",
    file: "src/plan/locks.ts",
    from: "if (target.repositoryLocked) yield",
    to: "if (target.repositoryLocked === undefined) yield",
    tests: [PLAN],
  },
  {
    name: "new tags are set by Force",
    file: "src/plan/import-steps.ts",
    from: 'tagging(step, tagsOf("create"), false)',
    to: 'tagging(step, tagsOf("create"), true)',
    tests: [PLAN, PROMOTE],
  },
  {
    name: "an image that was not read back is in order",
    file: "src/report/report.ts",
    from: 'GOOD_STATUSES.includes(status) && (status !== "unverified" || report.unverifiedIsGood)',
    to: "GOOD_STATUSES.includes(status) && (status !== undefined || report.unverifiedIsGood)",
    tests: ["__tests__/unit/report/outcome.test.ts", PROMOTE],
  },
  {
    name: "a child's media type may be another than its index states",
    file: "src/observe/index-walk.ts",
    from: 'verifyEntries(read, { stage: "observe", side: location.side });',
    to: 'verifyEntries([], { stage: "observe", side: location.side });',
    tests: [],
    e2e: "__tests__/e2e/hostile-bytes.ci.test.ts",
  },
  {
    name: "a throttled action of ARM is not known by its code",
    file: "src/azure/diagnosis/arm-refusals.ts",
    from: '"SubscriptionRequestsThrottled", "ResourceRequestsThrottled"]',
    to: '"SubscriptionRequestsThrottled"]',
    tests: ["__tests__/integration/recordings/replay-arm.test.ts"],
  },
  {
    name: "a subject of a fixed form is an unknown refusal of Entra",
    file: "src/azure/diagnosis/entra-diagnosis.ts",
    from: "codes: [700213, 70021, 7002137],",
    to: "codes: [700213, 70021],",
    tests: ["__tests__/integration/recordings/replay-logins.test.ts"],
  },
  {
    name: "invented properties of a request or response pass",
    file: "__tests__/description/schema.ts",
    from: "additionalProperties: false,",
    to: "additionalProperties: true,",
    tests: ["__tests__/e2e/description.test.ts"],
  },
  {
    name: "a request that nobody describes passes",
    file: "__tests__/description/validation.ts",
    from: "if (route === undefined) return [`",
    to: "if (route === undefined) return []; void [`",
    tests: ["__tests__/e2e/description.test.ts"],
  },
  {
    name: "the local Azure may answer with another status than recorded",
    file: "__tests__/recordings/comparison.ts",
    from: "answered.status !== response.status)",
    to: "answered.status === 0)",
    tests: ["__tests__/integration/recordings/local-azure.test.ts"],
  },
  {
    name: "an older api-version is not looked for",
    file: "src/azure/arm-client.ts",
    from: "while (adoptVersion(request, response, options)) response = await send();",
    to: "if (response.status === 0) response = await send();",
    tests: ["__tests__/integration/azure/directory.test.ts"],
  },
  {
    name: "an api-version that was refused is taken again",
    file: "src/azure/api-versions.ts",
    from: "allRefused.add(refused);",
    to: "allRefused.delete(refused);",
    tests: ["__tests__/unit/azure/api-versions.test.ts"],
  },
  {
    name: "an event of a fork reaches the identity of the runner",
    file: "src/runner/event.ts",
    from: 'if (login !== "github") {',
    to: 'if (login !== "github" && !dryRun) {',
    tests: ["__tests__/unit/runner/event.test.ts"],
  },
  {
    name: "a comment on a pull request reaches the identity of the runner",
    file: "src/runner/event.ts",
    from: "return isPlainIssue ? false : undefined;",
    to: "return false;",
    tests: ["__tests__/unit/runner/event.test.ts"],
  },
  {
    name: "the identity endpoint may be anywhere",
    file: "src/azure/identity-endpoint.ts",
    from: "if (url !== null && isPlain && LOCAL_HOST.test(url.hostname)) return url;",
    to: "if (url !== null && isPlain) return url;",
    tests: ["__tests__/unit/azure/identity-endpoint.test.ts"],
  },
  {
    name: "the identity endpoint of Azure Arc is taken for another",
    file: "src/azure/identity-endpoint.ts",
    from: 'return "Azure Arc";',
    to: "return undefined;",
    tests: ["__tests__/unit/azure/identity-endpoint.test.ts"],
  },
  {
    name: "the identity endpoint is reached through a proxy",
    file: "src/http/open-http.ts",
    from: "options.dispatcher ?? createDispatcher({})",
    to: "options.dispatcher ?? createDispatcher(env)",
    tests: [],
    e2e: "__tests__/e2e/logins.test.ts",
  },
  {
    name: "the SDK sees variables that lead to other endpoints",
    file: "src/azure/managed-identity.ts",
    from: "for (const name of SDK_VARIABLES) delete process.env[name];",
    to: 'for (const name of SDK_VARIABLES) if (name === "") delete process.env[name];',
    tests: [],
    e2e: "__tests__/e2e/logins.test.ts",
  },
  {
    name: "an identity endpoint that was not checked gets a request",
    file: "src/azure/managed-identity.ts",
    from: "if (origin === endpoint.url.origin) return",
    to: "if (origin !== '') return",
    tests: [MANAGED_IDENTITY],
  },
  {
    name: "MSAL keeps tokens of managed identities",
    file: "src/azure/managed-identity.ts",
    from: "return withoutExpiry(await requests.client.sendRequest(sent));",
    to: "return client.sendRequest(sent);",
    tests: [MANAGED_IDENTITY],
  },
  {
    name: "a machine without an identity endpoint is waited for",
    file: "src/azure/identity-probe.ts",
    from: "const deadline = withDeadline(clock, PROBE_LIMIT_MS, signal);",
    to: "const deadline = withDeadline(clock, 30 * PROBE_LIMIT_MS, signal);",
    tests: [MANAGED_IDENTITY],
  },
  {
    name: "an ID token is requested although the identity of the runner is used",
    file: "src/main.ts",
    from: 'request.identity.login === "github"\n      ?',
    to: "request.identity.login !== undefined\n      ?",
    tests: [],
    e2e: "__tests__/e2e/logins.test.ts",
  },
  {
    name: "AZURE_CLIENT_ID selects a managed identity",
    file: "src/runner/inputs.ts",
    from: 'name === "client-id" && isManaged ? undefined',
    to: 'name === "" && isManaged ? undefined',
    tests: ["__tests__/unit/runner/inputs.test.ts"],
  },
  {
    name: "audience is taken although nothing requests an ID token",
    file: "src/request/access-inputs.ts",
    from: 'if (login !== "github") checkAudience(inputs, login);',
    to: "",
    tests: ["__tests__/unit/request/parse-request.test.ts"],
  },
  {
    name: "a missing right to lock does not keep images from being written",
    file: "src/plan/tag-locks.ts",
    from: "return { ...NO_LOCKING, problems: [missing] };",
    to: "return { ...NO_LOCKING, step: { lockStep } };",
    tests: [LOCK_TAGS],
  },
  {
    name: "a tag that is also mutable is locked",
    file: "src/request/tag-pattern.ts",
    from: 'mutableTags.some(matches) ? "mutable" : "lock"',
    to: '"lock"',
    tests: [LOCK_TAGS],
  },
  {
    name: "locks are set although the set failed",
    file: "src/import/execute.ts",
    from: "if (!request.allOrNothing || set.every(",
    to: "if (request.allOrNothing || set.every(",
    tests: [LOCK_TAGS],
  },
  {
    name: "a lock that failed leaves the step successful",
    file: "src/report/outcome.ts",
    from: "ok: error === undefined &&",
    to: "ok: outcome.error === undefined &&",
    tests: [LOCK_TAGS],
  },
  {
    name: "a tag is reported as locked before the registry confirmed it",
    file: "src/report/lock-outcome.ts",
    from: 'return isPlan ? "planned" : "open";',
    to: 'return isPlan ? "planned" : "locked";',
    tests: [LOCK_TAGS],
  },
  {
    name: "a tag that forward-only keeps is locked",
    file: "src/plan/tag-locks.ts",
    from: 'new Set(["create", "move", "keep"])',
    to: 'new Set(["create", "move", "keep", "stay"])',
    tests: [],
    e2e: "__tests__/e2e/lock-tags.test.ts",
  },
  {
    name: "a tag is locked although its manifest could not be",
    file: "src/import/lock-tags.ts",
    from: "if (lockStep.manifest) await locker.lockManifest(",
    to: "if (lockStep.manifest) void locker.lockManifest(",
    tests: [LOCK_TAGS],
  },
  {
    name: "images are not in the lock file where only their locks failed",
    file: "src/report/report.ts",
    from: 'error !== null && error.code !== "TAG_NOT_LOCKED"',
    to: "error !== null",
    tests: [LOCK_TAGS],
  },
  {
    name: "a lock counts as set whatever the response shows",
    file: "src/registry/tag-locker.ts",
    from: "if (unset !== undefined) throw",
    to: 'if (unset === "") throw',
    tests: [TAG_LOCKER],
  },
  {
    name: "a lock of a tag that someone else moved counts as ours",
    file: "src/import/lock-tags.ts",
    from: "if (held === digest) run.tagsLocked.add(tag);",
    to: 'if (held.startsWith("sha256:")) run.tagsLocked.add(tag);',
    tests: [LOCK_TAGS],
  },
  {
    name: "a manifest is locked against further tags",
    file: "src/registry/tag-locker.ts",
    from: "const MANIFEST_LOCK: LockedAttributes = { deleteEnabled: false };",
    to: "const MANIFEST_LOCK: LockedAttributes = TAG_LOCK;",
    tests: [TAG_LOCKER],
  },
  {
    name: "a redirect of a lock is followed",
    file: "src/registry/tag-locker.ts",
    from: "hops: 0,",
    to: "hops: 1,",
    tests: [TAG_LOCKER],
  },
  {
    name: "a token that states nothing of a repository refuses its locks",
    file: "src/registry/auth/token-claims.ts",
    from: "return stated.length > 0 && ",
    to: "return ",
    tests: [TAG_LOCKER],
  },
  {
    name: "locks are set with the token that repositories share for reading",
    file: "src/registry/auth/acr-authorization.ts",
    from: "READ_ACTIONS.includes(action) ? shared.get(repository) : undefined",
    to: "shared.get(repository)",
    tests: [ACR_AUTHORIZATION],
  },
  {
    name: "a challenge widens the token for locks",
    file: "src/registry/auth/acr-authorization.ts",
    from: "isRead ? required.filter((each) => !actions.includes(each)) : []",
    to: "required.filter((each) => !actions.includes(each))",
    tests: [ACR_AUTHORIZATION],
  },
];

/** Rows that do not match the project: texts that are not found exactly once, test files that do not exist, names used twice. */
async function findMistakes() {
  const mistakes = [];
  for (const { name, file, from, tests, e2e } of MUTATIONS) {
    const text = await readFile(join(PROJECT, file), "utf8").catch(() => "");
    const places = text.split(from).length - 1;
    if (places !== 1) mistakes.push(`${name}: found ${places} times in ${file}: ${from}`);
    const missing = [...tests, ...(e2e === undefined ? [] : [e2e])].filter((test) => !existsSync(join(PROJECT, test)));
    for (const test of missing) mistakes.push(`${name}: no such test file: ${test}`);
  }
  const names = MUTATIONS.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [...mistakes, ...twice.map((name) => `${name}: the name is used twice`)];
}

const run = promisify(execFile);
const [wanted = ""] = process.argv.slice(2);
const mistakes = await findMistakes();
if (mistakes.length > 0 || wanted === "--find") {
  for (const mistake of mistakes) console.error(`✗ ${mistake}`);
  console.log(`mutations: ${MUTATIONS.length}, rows that do not match the project: ${mistakes.length}`);
  process.exit(mistakes.length > 0 ? 1 : 0);
}
const folder = await mkdtemp(join(tmpdir(), "mutations-"));
const COPIED = [
  ".github",
  "src",
  "__tests__",
  "scripts",
  "docs",
  "action.yml",
  "README.md",
  "package.json",
  "jest.config.mjs",
  "tsconfig.json",
  "tsconfig.build.json",
];

/** Files that `npm cit` leaves to CI are run, too. */
const ALSO_CI = ["--testPathIgnorePatterns=/node_modules/"];

/** Runs test files in the copy; the full names of the tests that failed, or undefined where nothing could be run. */
async function failedTests(files, timeoutMs) {
  const output = join(folder, "result.json");
  const jest = [
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    join(folder, "node_modules/jest/bin/jest.js"),
  ];
  await rm(output, { force: true });
  await run(process.execPath, [...jest, ...ALSO_CI, "--silent", "--json", `--outputFile=${output}`, "--", ...files], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
    timeout: timeoutMs,
  }).catch(() => undefined);
  if (!existsSync(output)) return { ran: false, failed: [`no end after ${timeoutMs / 1000} s`] };
  const { numTotalTests, testResults } = JSON.parse(await readFile(output, "utf8"));
  const broken = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (numTotalTests === 0 || broken !== undefined)
    return { ran: false, failed: [broken?.message ?? "no test was found"] };
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  );
  return { ran: true, failed };
}

async function build() {
  const bin = (name) => join(folder, "node_modules/.bin", name);
  await run(bin("tsc"), ["-p", "tsconfig.build.json"], { cwd: folder });
  await run(bin("ncc"), ["build", "lib/index.js", "-o", "dist"], { cwd: folder });
}

let survivors = 0;
const rows = [];
const tell = (name, by) => {
  rows.push([name, by]);
  console.log(`${by.startsWith("SURVIVES") ? "✗" : "✓"} ${name}\n    ${by}`);
};
try {
  for (const name of COPIED) await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  await symlink(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  const chosen = MUTATIONS.filter(({ name }) => name.includes(wanted));
  const needsBundle = chosen.some(({ e2e }) => e2e !== undefined);
  if (needsBundle) await build();

  // Whatever is red now would pass for a kill; the e2e tests are the slow part of it.
  const files = chosen.flatMap(({ tests, e2e }) => [...tests, ...(e2e === undefined ? [] : [e2e])]);
  const before = await failedTests([...new Set(files)], 400_000);
  if (!before.ran || before.failed.length > 0) throw new Error(`red before any mutation: ${before.failed.join("; ")}`);

  for (const { name, file, from, to, tests, e2e } of chosen) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      text.replace(from, () => to),
    );
    if (e2e !== undefined) await build();
    const { ran, failed } = await failedTests(e2e === undefined ? tests : [e2e], e2e === undefined ? 120_000 : 400_000);
    await writeFile(path, text);
    if (!ran) throw new Error(`${name}: the tests cannot be run: ${failed[0]}`);
    if (failed.length === 0) survivors += 1;
    tell(name, failed.length === 0 ? "SURVIVES" : `killed by ${failed.length}: ${failed[0]}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`mutations: ${rows.length}, killed: ${rows.length - survivors}, survivors: ${survivors}`);
process.exitCode = survivors === 0 && rows.length > 0 ? 0 : 1;
