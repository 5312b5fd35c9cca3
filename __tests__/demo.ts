// The newcomer's demo, `npm start`: the shipped bundle against the local Azure, as a runner would start it, told as a story.
import { spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type LocalAzure, startLocalAzure } from "./emulator/azure.ts";
import { addGitHubApi } from "./emulator/github-api.ts";
import { putImage } from "./emulator/images.ts";
import type { RegistryStore } from "./emulator/registry-store.ts";
import type { RecordedRequest } from "./emulator/request-log.ts";
import { type ActionRun, type RunOptions, runAction } from "./emulator/runner.ts";
import { contoso, seedContoso } from "./emulator/seed.ts";
import { seedDockerHub } from "./emulator/seed-sources.ts";

const isTerminal = process.stdout.isTTY === true;
const colours = isTerminal && process.env["NO_COLOR"] === undefined;
type Paint = (text: string) => string;
const paint =
  (code: number): Paint =>
  (text) =>
    colours ? `\u001b[${code}m${text}\u001b[0m` : text;
const [bold, dim, green, red, yellow, cyan] = [1, 2, 32, 31, 33, 36].map(paint) as [
  Paint,
  Paint,
  Paint,
  Paint,
  Paint,
  Paint,
];

const say = (text = "") => process.stdout.write(`${text}\n`);
const short = (digest: string | undefined) => (digest === undefined ? "nothing" : `${digest.slice(0, 19)}…`);

let chapters = 0;

function chapter(title: string): void {
  chapters += 1;
  say();
  say(bold(cyan(`${chapters}. ${title}`)));
}

/** A line of the step's log as the runner shows it; masks and debug lines are not for people. */
function showLine(line: string): void {
  if (line === "" || /^::(add-mask|debug|endgroup)\b/.test(line)) return;
  const [, kind, message] = /^::(error|warning|notice|group)[^:]*::(.*)$/.exec(line) ?? [];
  if (kind === undefined || message === undefined) {
    say(`   ${dim("│")} ${line.replace(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, "sha256:$1…")}`);
    return;
  }
  const shown = message.replaceAll("%0A", `\n   ${dim("│")}   `).replaceAll("%25", "%");
  const painted = { error: red(`Error: ${shown}`), warning: yellow(`Warning: ${shown}`), group: bold(shown) }[kind];
  say(`   ${dim("│")} ${painted ?? shown}`);
}

/** Runs the action and shows its log while it grows. */
async function show(azure: LocalAzure, options: RunOptions): Promise<ActionRun> {
  let rest = "";
  const run = await runAction(azure, {
    ...options,
    onStdout: (text) => {
      const lines = `${rest}${text}`.split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(showLine);
    },
  });
  showLine(rest);
  const verdict = run.exitCode === 0 ? green("success") : red(`failure, exit code ${run.exitCode}`);
  say(`   ${dim("└")} ${verdict} after ${(run.durationMs / 1000).toFixed(1)} s`);
  return run;
}

async function demo(): Promise<number> {
  const startedAtMs = performance.now();
  const azure = await startLocalAzure();
  const { dev, prod, inputs, digests } = seedContoso(azure);
  // A real import takes a moment, and ARM wants to be asked for its verdict every 10 s only.
  azure.imports.settings.copyMs = 300;
  azure.imports.settings.reportMs = 300;
  const step = {
    ...inputs,
    images: `${contoso.dev}/api:build-812 => api:1.4.2,1.4\n${contoso.dev}/worker:build-812 => worker:1.4.2`,
  };
  try {
    say(bold("Promote images to Azure Container Registry, without Azure"));
    say(dim("GitHub, Entra, Resource Manager and two registries are played on loopback; what runs is dist/index.js."));

    chapter(`A build is in ${contoso.dev}, and production is empty`);
    for (const repository of ["api", "worker"]) {
      say(`   ${`${repository}:build-812`.padEnd(18)} ${short(dev.store.tagDigest(repository, "build-812"))}`);
    }
    say(`   api is for ${Object.keys(digests.api.platforms).join(", ")}, with an SBOM and signatures.`);

    chapter("It is promoted, while somebody pushes a newer build over worker:build-812");
    azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      onRequest: () =>
        putImage({ store: dev.store, repository: "worker" }, { content: "worker 813", tag: "build-812" }),
    });
    const first = await show(azure, { inputs: step });
    const requests = [...azure.requests];
    const [moved, landed] = [dev.store.tagDigest("worker", "build-812"), prod.store.tagDigest("worker", "1.4.2")];
    const won = landed === digests.worker && moved !== landed;
    say();
    say(`   worker:build-812 was ${short(digests.worker)} when the step resolved it,`);
    say(`   and was ${red(short(moved))} when Azure was asked to import. An import by tag takes that.`);
    say(`   worker:1.4.2 in production is ${green(short(landed))}: what was planned and checked.`);

    chapter("What production holds now");
    showHoldings(prod.store);

    chapter("Who was asked what");
    for (const [question, count] of countQuestions(requests)) say(`   ${String(count).padStart(3)} × ${question}`);
    say("   No layer passed this machine: Azure copied them from registry to registry.");

    chapter("Outputs for the steps after it");
    for (const [index, image] of (first.outputs["images"] ?? "").split("\n").entries()) {
      say(`   ${bold(index === 0 ? "images " : "       ")} ${image}`);
    }
    say(`   ${bold("status ")} ${first.outputs["status"]}`);
    say(`   ${bold("changed")} ${first.outputs["changed"]}`);
    say(dim("   and digest, manifest-list, json, summary-file, subject-checksums, lock-file: see README.md"));

    chapter("The same again: nothing to do");
    const again = await show(azure, {
      inputs: { ...step, images: step.images.replace("worker:build-812", `worker@${digests.worker}`) },
    });

    chapter("The newer build wants the tag that is released: refused, and nothing is written");
    const refused = await show(azure, {
      inputs: { ...inputs, images: `${contoso.dev}/worker:build-812 => worker:1.4.2` },
    });
    const kept = prod.store.tagDigest("worker", "1.4.2") === digests.worker;

    chapter("A release moves latest: the summary says what changes");
    const release = seedRelease(azure, dev.store, prod.store);
    const moved812 = await show(azure, { inputs: { ...inputs, ...RELEASE } });
    const isReleased = prod.store.tagDigest("shop", "latest") === release.now;

    chapter("It was the wrong one: its own output takes it back");
    const undone = await show(azure, { inputs: { ...inputs, undo: moved812.outputs["rollback"] ?? "" } });
    const isBack = prod.store.tagDigest("shop", "latest") === release.before;
    say(`   shop:latest in production is ${green(short(prod.store.tagDigest("shop", "latest")))} again.`);

    chapter("A new base image is copied, and gets its tag in three days");
    seedDockerHub(azure);
    const held = await show(azure, { inputs: { ...inputs, ...BASE_IMAGE } });

    chapter("The job summaries, as GitHub shows them");
    const page = await writeSummaryPage([first, again, refused, moved812, undone, held]);
    say(`   ${bold(page)}`);
    await openPage(page);

    const good =
      won &&
      kept &&
      first.exitCode === 0 &&
      again.exitCode === 0 &&
      again.outputs["changed"] === "false" &&
      refused.exitCode === 1 &&
      isReleased &&
      isBack &&
      held.outputs["status"] === "held";
    say();
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    say(
      good
        ? green(`All of it went as it should, in ${seconds} s. Next: README.md for a workflow of your own.`)
        : red("Something did not go as it should."),
    );
    return good ? 0 : 1;
  } finally {
    await azure.close();
  }
}

/** `changes: commits` compares the commits that the images state. */
const RELEASE = {
  images: `${contoso.dev}/shop:build-813 => shop:1.4.2,latest`,
  "mutable-tags": "latest",
  changes: "commits",
  referrers: "none",
};
const BASE_IMAGE = { images: "docker.io/busybox:1.37 => base/busybox:1.37", "min-age": "3d", referrers: "none" };

/** Version 1.4.1 as latest in production, and 1.4.2 as a build, with the commits between them. Returns both digests. */
function seedRelease(azure: LocalAzure, dev: RegistryStore, prod: RegistryStore): { before: string; now: string } {
  const { commits } = addGitHubApi(azure);
  const repository = "contoso/shop";
  const first = commits.add(repository, "Release 1.4.1");
  const fix = commits.add(repository, "Keep the cart for 30 days", first);
  const last = commits.add(repository, "Release 1.4.2", fix);
  const put = (store: RegistryStore, version: string, revision: string, tag: string) =>
    putImage(
      { store, repository: "shop" },
      {
        content: version,
        tag,
        annotations: {
          "org.opencontainers.image.version": version,
          "org.opencontainers.image.revision": revision,
          "org.opencontainers.image.source": `https://github.com/${repository}`,
        },
      },
    ).digest;
  return { before: put(prod, "1.4.1", first, "latest"), now: put(dev, "1.4.2", last, "build-813") };
}

/** Released tags first; cosign's tags, which carry a digest in their names, after them. */
function showHoldings(store: { tags(repository: string): Record<string, string> }): void {
  for (const repository of ["api", "worker"]) {
    const tags = Object.entries(store.tags(repository));
    const isCosign = ([tag]: [string, string]) => /^sha256-[0-9a-f]{64}\./.test(tag);
    for (const [tag, digest] of tags.filter((each) => !isCosign(each))) {
      say(`   ${`${repository}:${tag}`.padEnd(18)} ${short(digest)}`);
    }
    const companions = tags.filter(isCosign).map(([tag]) => tag.slice(tag.indexOf(".")));
    if (companions.length > 0) say(`   ${`${repository}:sha256-…`.padEnd(18)} cosign's ${companions.join(", ")}`);
  }
}

function countQuestions(requests: readonly RecordedRequest[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { host, method, target } of requests) {
    const question = questionOf(host, method, target);
    counts.set(question, (counts.get(question) ?? 0) + 1);
  }
  return [...counts];
}

function questionOf(host: string, method: string, path: string): string {
  if (host.startsWith("127.0.0.1")) return "GitHub: who is this workflow? (ID token)";
  if (host.startsWith("login.")) return "Entra: a token for this workflow, please";
  if (host.startsWith("management.")) {
    if (method === "POST") return "Azure Resource Manager: import by digest";
    return path.includes("operationResults")
      ? "Azure Resource Manager: is the import done?"
      : "Azure Resource Manager: where are the registries?";
  }
  if (path.startsWith("/oauth2/")) return `${host}: a token for these repositories`;
  return `${host}: what do you hold?`;
}

async function writeSummaryPage(runs: readonly ActionRun[]): Promise<string> {
  const { renderPage } = await import("./rendering/page.ts");
  const folder = await mkdtemp(join(tmpdir(), "acr-promote-demo-"));
  const page = join(folder, "summary.html");
  await writeFile(page, renderPage(runs.map(({ summary }) => summary).join("\n\n---\n\n")));
  return pathToFileURL(page).href;
}

/** Opens the page for a person at a screen; what cannot be opened has its path printed anyway. */
async function openPage(page: string): Promise<void> {
  const display = process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"] ?? "";
  const hasScreen = process.platform === "darwin" || process.platform === "win32" || display !== "";
  if (!isTerminal || !hasScreen || process.env["CI"] !== undefined) return;
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", page]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", page]
        : ["xdg-open", page];
  const opener = spawn(command ?? "", args, { stdio: "ignore", detached: true });
  opener.on("error", () => say(dim("   (no program here opens it)")));
  opener.unref();
  // Long enough to hear that there is no such program.
  await sleep(100);
}

process.exitCode = await demo();
