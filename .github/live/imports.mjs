// One import into a registry of this run, observed closely: the answer to the POST, every poll, and what the target shows.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Refused } from "./azure.mjs";

const API_VERSION = "2025-11-01";
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

export function createImports(azure, { pollMs, limitMs }) {
  /** Repeats `look` until it returns something else than undefined. */
  async function until(what, look) {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > deadline) throw new Error(`${what}: nothing within ${Math.round(limitMs / 1000)} s`);
      await sleep(pollMs);
    }
  }

  /**
   * Starts an import and polls it to its end. A poll that is refused ends it too. Never throws for what ARM answers:
   * `post` and `polls` have the statuses and codes, `verdict` sums them up.
   */
  async function importImage(target, source, { tags = [], untagged = [], mode = "NoForce", meanwhile }) {
    const startedMs = Date.now();
    const post = await azure.arm("POST", `${target.id}/importImage?api-version=${API_VERSION}`, {
      operationId: randomUUID(),
      body: { source, targetTags: tags, untaggedTargetRepositories: untagged, mode },
    });
    const polls = [];
    let location = post.headers.get("location");
    if (post.status === 202 && location !== null) {
      await until("polling", async () => {
        await meanwhile?.();
        const poll = await azure.arm("GET", location);
        polls.push(poll);
        location = poll.headers.get("location") ?? location;
        return poll.status === 202 ? undefined : true;
      });
    }
    const last = polls.at(-1) ?? post;
    const succeeded = last.status === 200 && (last.text === "" || last.json.status === "Succeeded");
    const pollRefused = polls.length > 0 && [401, 403, 404].includes(last.status);
    return { startedMs, post, polls, succeeded, pollRefused, verdict: describe(post, polls, succeeded) };
  }

  const manifest = (target, repository, reference, method = "GET") =>
    azure.registry(method, { ...target, repository }, `/v2/${repository}/manifests/${reference}`, {
      accept: MANIFESTS,
    });

  return {
    until,
    importImage,
    manifest,
    /** Imports and waits until the target shows the tag; fails where ARM refuses. */
    async importTag(target, source, repository, tag, digest, mode) {
      const done = await importImage(target, source, { tags: [`${repository}:${tag}`], mode });
      if (!done.succeeded && !done.pollRefused) throw new Error(`the import failed: ${done.verdict}`);
      await until(`${tag} in the target`, async () => {
        const head = await manifest(target, repository, tag, "HEAD");
        const shown = head.headers.get("docker-content-digest");
        return head.status === 200 && (digest === undefined || shown === digest) ? true : undefined;
      });
      return done;
    },
    layer: (target, repository, digest) =>
      azure.registry("HEAD", { ...target, repository }, `/v2/${repository}/blobs/${digest}`),
    async attributes(target, repository, kind, reference) {
      const access = { ...target, repository, actions: "metadata_read" };
      const answer = await azure.registry("GET", access, `/acr/v1/${repository}/_${kind}/${reference}`);
      if (answer.status !== 200) throw new Refused(`GET _${kind}`, answer);
      // With the registry's own clock, which ages are compared with.
      return { ...(kind === "tags" ? answer.json.tag : answer.json.manifest), date: answer.headers.get("date") };
    },
  };
}

const word = ({ status, code, json }) => `${status}${code ? ` ${code}` : json.status ? ` ${json.status}` : ""}`;

/** `POST 202, polls 202 Accepted ×3, 200 Succeeded`. */
function describe(post, polls, succeeded) {
  const words = [];
  for (const poll of polls.map(word)) {
    const last = words.at(-1);
    if (last?.word === poll) last.count += 1;
    else words.push({ word: poll, count: 1 });
  }
  const told = words.map(({ word: each, count }) => (count === 1 ? each : `${each} ×${count}`));
  const end = polls.at(-1) ?? post;
  const reason = succeeded || end.status === 202 ? undefined : end.json.error?.message;
  return [
    `POST ${word(post)}`,
    ...(told.length === 0 ? [] : [`polls ${told.join(", ")}`]),
    ...(reason ? [reason] : []),
  ].join("; ");
}
