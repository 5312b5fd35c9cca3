// What the action does not know of real Azure, each with what it assumes and how to see it. Facts: docs/live.md.
// Each question works in a repository of its own, so that none depends on another.
import { claimsOf, Refused } from "./azure.mjs";
import { from, put } from "./images.mjs";
import { pushIndex } from "./push.mjs";

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** What must not be there without every layer. */
const EARLY = ["tag", "index", "image"];

/** What `ask` returns, or `no` with the refusal, where that is the answer. */
async function orRefusal(ask) {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refused) return `no, ${error.message}`;
    throw error;
  }
}

/** Which of both ARM reports. A refused poll reports nothing, and a failure for another reason is no refusal. */
function verdictOf({ pollRefused, succeeded, verdict }, ifAccepted, ifRefused, refusal) {
  if (succeeded) return ifAccepted;
  return !pollRefused && refusal.test(verdict) ? ifRefused : "not shown";
}

export const QUESTIONS = [
  {
    id: "role",
    question: "Which actions does the identity hold on the target, and what is the target?",
    assumed: "The three actions of Container Registry Data Importer and Data Reader",
    async ask({ azure, state: { target } }) {
      const list = await azure.arm(
        "GET",
        `${target.id}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
      );
      const actions = (list.json.value ?? []).flatMap((each) => each.actions ?? []);
      const shown = actions.length === 0 ? `the list of permissions answered ${list.status}` : actions.join(", ");
      return `${shown}; ${target.sku}, ${target.mode ?? "no roleAssignmentMode"}`;
    },
  },
  {
    id: "polling",
    question: "May this identity poll an import?",
    assumed: "Unknown: a refused poll (401, 403, 404) is settled by reading the target",
    async ask(context) {
      const { post, polls, pollRefused, verdict } = await put(context);
      const pauses = [post, ...polls]
        .map(({ headers }) => headers.get("retry-after"))
        .filter((value) => value !== null);
      return `${pollRefused ? "no" : "yes"}: ${verdict}; Retry-After ${[...new Set(pauses)].join(", ") || "absent"}`;
    },
  },
  {
    id: "progress",
    question: "Which keys beside `status` do polls of an index have, and whose repository do they name?",
    assumed: "Possibly `repository@digest`: `Pending`; never needed",
    async ask(context) {
      const { polls } = await put(context);
      const keys = new Map();
      for (const { json } of polls) {
        for (const [key, value] of Object.entries(json)) {
          if (key === "status" || key === "error") continue;
          const name = key.replace(/[:@].*$/, "");
          const whose =
            name === context.repository ? "target's" : name === context.state.repository ? "source's" : name;
          keys.set(`${whose}: ${value}`, (keys.get(`${whose}: ${value}`) ?? 0) + 1);
        }
      }
      return keys.size === 0 ? "none" : [...keys].map(([key, count]) => `${key} ×${count}`).join(", ");
    },
  },
  {
    id: "order",
    question: "Does the target show a tag or manifest of an import before all of its layers?",
    assumed: "Possibly: every layer is read back before an image counts as in place",
    async ask({ imports, state, repository }) {
      const { target, digests, child, layers } = state;
      const startedMs = Date.now();
      const heads = new Set();
      // The tag is read first. If a layer is missing when it is read after that, the tag was there without it.
      const parts = [
        ["tag", () => imports.manifest(target, repository, "1", "HEAD")],
        ["index", () => imports.manifest(target, repository, digests.index, "HEAD")],
        ["image", () => imports.manifest(target, repository, child, "HEAD")],
        ...layers.map((digest, at) => [`layer ${at + 1}`, () => imports.layer(target, repository, digest)]),
      ];
      const looks = [];
      const look = async () => {
        const shown = new Set();
        for (const [part, read] of parts) {
          const { status } = await read();
          if (status === 200 || status === 307) shown.add(part);
          if (part.startsWith("layer") && status !== 404) heads.add(status);
        }
        looks.push({ shown, atMs: Date.now() - startedMs });
      };
      const done = await imports.importImage(target, from(state, "index"), {
        tags: [`${repository}:1`],
        meanwhile: look,
      });
      const endedMs = Date.now() - startedMs;
      await imports.until("all parts in the target", async () => {
        await look();
        return looks.at(-1).shown.size === parts.length ? true : undefined;
      });
      const lacksLayer = (shown) => layers.some((_, at) => !shown.has(`layer ${at + 1}`));
      const early = looks.find(({ shown }) => lacksLayer(shown) && EARLY.some((part) => shown.has(part)));
      const first = looks.find(({ shown }) => shown.size > 0);
      const told = early === undefined ? "no" : `yes: ${[...early.shown].join(", ")} after ${seconds(early.atMs)}`;
      return [
        told,
        `first parts ${seconds(first.atMs)}, all parts ${seconds(looks.at(-1).atMs)}`,
        `${done.succeeded ? "Succeeded" : "last poll"} ${seconds(endedMs)}`,
        `${looks.length} looks`,
        `HEAD of a layer ${[...heads].join(", ")}`,
      ].join("; ");
    },
  },
  {
    id: "locks",
    question: "May this identity read lock attributes, the tags of a digest and `createdTime`?",
    assumed: "Unknown: without the right, locks are unknown, with one warning",
    async ask(context) {
      const { imports, state, repository } = context;
      await put(context);
      const has = (value) => (value === undefined ? "absent" : "present");
      const ofManifest = await orRefusal(async () => {
        const found = await imports.attributes(state.target, repository, "manifests", state.digests.index);
        const locks = has(found.changeableAttributes?.writeEnabled);
        return `yes, locks ${locks}, tags ${has(found.tags)}, createdTime ${has(found.createdTime)}`;
      });
      const ofTag = await orRefusal(async () => {
        const found = await imports.attributes(state.target, repository, "tags", "1");
        const locks = has(found.changeableAttributes?.writeEnabled);
        return `yes, locks ${locks}, lastUpdateTime ${has(found.lastUpdateTime)}`;
      });
      return `_manifests: ${ofManifest}; _tags: ${ofTag}`;
    },
  },
  {
    id: "created-time",
    question: "Is `createdTime` of a manifest the time of its first import, and does a later import leave it?",
    assumed: "Yes",
    async ask(context) {
      const { imports, state, repository } = context;
      const createdTime = async ({ loginServer }, where) =>
        Date.parse((await imports.attributes({ loginServer }, where, "manifests", state.digests.index)).createdTime);
      const { startedMs } = await put(context);
      const first = await createdTime(state.target, repository);
      const ofSource = await createdTime(state.source, state.repository);
      await put(context, "2");
      const second = await createdTime(state.target, repository);
      return [
        `${seconds(first - startedMs)} after the POST, ${seconds(first - ofSource)} after the source's`,
        second === first ? "a second import left it" : `a second import moved it by ${seconds(second - first)}`,
      ].join("; ");
    },
  },
  {
    id: "cooldown",
    question:
      "After an untagged import, is `createdTime` its time by the registry's clock (`Date`), and does a tag that is set later leave it?",
    assumed: "Yes",
    async ask({ imports, state, repository }) {
      const { target, digests } = state;
      const read = () => imports.attributes(target, repository, "manifests", digests.index);
      const { succeeded, pollRefused, verdict } = await imports.importImage(target, from(state, "index"), {
        untagged: [repository],
      });
      if (!succeeded && !pollRefused) throw new Error(`the import failed: ${verdict}`);
      await imports.until("the manifest in the target", async () => {
        const { status } = await imports.manifest(target, repository, digests.index, "HEAD");
        return status === 200 ? true : undefined;
      });
      const first = await read();
      const itself = { resourceId: target.id, sourceImage: `${repository}@${digests.index}` };
      await imports.importTag(target, itself, repository, "1", digests.index);
      const second = await read();
      const [created, later] = [first, second].map(({ createdTime }) => Date.parse(createdTime));
      return [
        `${seconds(Date.parse(first.date) - created)} before the response`,
        later === created ? "a tag left it" : `a tag moved it by ${seconds(later - created)}`,
      ].join("; ");
    },
  },
  {
    id: "tag-time",
    question: "Does an import that moves a tag move its `lastUpdateTime`, and one of the same digest too?",
    assumed: "Unknown: it is one of three facts that confirm a moved tag",
    async ask(context) {
      const { imports, state, repository } = context;
      const updated = async () =>
        Date.parse((await imports.attributes(state.target, repository, "tags", "1")).lastUpdateTime);
      const after = async (name) => {
        const { startedMs, pollRefused } = await put(context, "1", name, "Force");
        const at = await updated();
        return { at, pollRefused, told: `${seconds(at - startedMs)} after the POST` };
      };
      await put(context, "1", "other");
      const before = await updated();
      const moved = await after("index");
      const same = await after("index");
      const change = (from, { at, told }) => (at === from ? "unchanged" : told);
      // The tag shows the same digest before and after. Only a poll says when the import has ended.
      const again = same.pollRefused && same.at === moved.at ? "not shown, polls are refused" : change(moved.at, same);
      return `other digest: ${change(before, moved)}; same digest: ${again}`;
    },
  },
  {
    id: "attributes-lag",
    question: "How long after a tag do `_tags` and `_manifests` show it?",
    assumed: "Up to 5 s",
    async ask(context) {
      const { imports, state, repository } = context;
      await put(context);
      const shownMs = Date.now();
      const lag = (look) =>
        imports.until("the attributes", async () =>
          (await look().catch(() => false)) ? Date.now() - shownMs : undefined,
        );
      const { target, digests } = state;
      const [ofTag, ofManifest] = await Promise.all([
        lag(async () => (await imports.attributes(target, repository, "tags", "1")).digest === digests.index),
        lag(async () => (await imports.attributes(target, repository, "manifests", digests.index)).tags?.includes("1")),
      ]);
      return `_tags ${seconds(ofTag)}, _manifests ${seconds(ofManifest)}`;
    },
  },
  {
    id: "same-digest",
    question: "Does NoForce refuse a tag that already has the same digest?",
    assumed: "Unknown: a conflict is settled by reading the target",
    async ask(context) {
      const { imports, state, repository } = context;
      await put(context);
      const again = await imports.importImage(state.target, from(state, "index"), { tags: [`${repository}:1`] });
      return `${verdictOf(again, "no", "yes", /Conflict|exist/i)}: ${again.verdict}`;
    },
  },
  {
    id: "conflict",
    question: "Which status and code does the poll of a conflict have?",
    assumed: "400 or 409",
    async ask(context) {
      const { imports, state, repository } = context;
      await put(context);
      const other = await imports.importImage(state.target, from(state, "other"), { tags: [`${repository}:1`] });
      return other.verdict;
    },
  },
  {
    id: "untagged-again",
    question: "Is an untagged import of a digest that is there accepted under NoForce?",
    assumed: "Yes, it changes nothing",
    async ask({ imports, state, repository }) {
      const put = () => imports.importImage(state.target, from(state, "index"), { untagged: [repository] });
      const first = await put();
      const second = await put();
      return `${verdictOf(second, "yes", "no", /Conflict|exist/i)}: first ${first.verdict}; again ${second.verdict}`;
    },
  },
  {
    id: "index-limit",
    question: "Does an index itself count towards the limit of 50 manifests, and how is a larger one refused?",
    assumed: "Unknown: more than 50 manifests are refused before the import",
    async ask({ azure, imports, state, repository }) {
      const place = { loginServer: state.source.loginServer, repository };
      const importOf = async (children) => {
        const digest = await pushIndex(azure, place, children);
        const source = { resourceId: state.source.id, sourceImage: `${repository}@${digest}` };
        return imports.importImage(state.target, source, { tags: [`${repository}:${children}`] });
      };
      const fifty = await importOf(50);
      const more = await importOf(51);
      return `${verdictOf(fifty, "no", "yes", /more than|limit|exceed/i)}: 50 images ${fifty.verdict}; 51 images ${more.verdict}`;
    },
  },
  {
    id: "api-versions",
    question: "Which api-versions does the service state, and which of ours does it accept?",
    assumed: "2025-11-01 and 2023-07-01 are accepted",
    async ask(context) {
      const { post } = await put(context);
      const { target } = context.state;
      const older = await context.azure.arm("GET", `${target.id}?api-version=2023-07-01`);
      const stated = post.headers.get("api-supported-versions") ?? "none";
      return `2025-11-01 answered ${post.status}, 2023-07-01 answered ${older.status}; stated: ${stated}`;
    },
  },
  {
    id: "token-claims",
    question: "Which claims does a registry's access token have, and which actions of those requested?",
    assumed: "Unknown: actions in `access` where the claim is there",
    async ask({ azure, state: { target }, repository }) {
      const scope = `repository:${repository}:pull,push,delete,metadata_read,metadata_write`;
      const claims = claimsOf(await azure.accessToken(target.loginServer, scope));
      const access = Array.isArray(claims.access) ? claims.access.map(({ type, actions }) => `${type} ${actions}`) : [];
      return `${Object.keys(claims).sort().join(", ") || "no JSON"}; access: ${access.join("; ") || "absent"}`;
    },
  },
  {
    id: "lock",
    question: "May this identity lock a tag, and does an import with Force overwrite a locked one?",
    assumed: "It may not lock; Force overwrites a locked tag, so locks are read before",
    async ask(context) {
      const { azure, imports, state, repository } = context;
      await put(context);
      const access = { ...state.target, repository, actions: "metadata_write" };
      const lock = (writeEnabled) =>
        orRefusal(async () => {
          const answer = await azure.registry("PATCH", access, `/acr/v1/${repository}/_tags/1`, {
            json: { writeEnabled },
          });
          if (answer.status !== 200) throw new Refused("PATCH _tags", answer);
          return "yes";
        });
      const locked = await lock(false);
      if (locked !== "yes") return `${locked}; overwriting not shown`;
      const other = await imports.importImage(state.target, from(state, "other"), {
        tags: [`${repository}:1`],
        mode: "Force",
      });
      const moved = async () => {
        const { digest } = await imports.attributes(state.target, repository, "tags", "1");
        return digest === state.digests.other ? true : undefined;
      };
      const hasMoved = other.pollRefused
        ? await imports.until("the tag", moved).catch(() => false)
        : (await moved()) === true;
      await lock(true);
      return `yes; the locked tag ${hasMoved ? "moved" : "stayed"}: ${other.verdict}`;
    },
  },
];
