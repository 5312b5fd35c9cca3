// The newcomer's demo, `npm start`: the shipped bundle against the local Azure, as a runner would start it, told as a story.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalAzure } from "./emulator/azure.ts";
import { putImage } from "./emulator/images.ts";
import { type ActionRun, runAction } from "./emulator/runner.ts";
import { contoso, seedContoso } from "./emulator/seed.ts";

const colours = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
const [bold, dim, green, red, cyan] = [1, 2, 32, 31, 36].map(paint) as [Paint, Paint, Paint, Paint, Paint];
type Paint = (text: string) => string;

const say = (text = "") => process.stdout.write(`${text}\n`);
const short = (digest: string | undefined) => (digest === undefined ? "nothing" : `${digest.slice(0, 19)}…`);

function chapter(number: number, title: string): void {
  say();
  say(bold(cyan(`${number}. ${title}`)));
}

/** The step's log as the runner shows it: masks and debug lines are not for people. */
function showRun(run: ActionRun): void {
  for (const line of run.stdout.trimEnd().split("\n")) {
    if (/^::(add-mask|debug|endgroup)\b/.test(line)) continue;
    const [, kind, message] = /^::(error|warning|notice|group)[^:]*::(.*)$/.exec(line) ?? [];
    if (kind === undefined || message === undefined) say(`   ${dim("│")} ${line}`);
    else {
      const shown = message.replaceAll("%0A", `\n   ${dim("│")}   `).replaceAll("%25", "%");
      say(`   ${dim("│")} ${kind === "error" ? red(`Error: ${shown}`) : kind === "group" ? bold(shown) : shown}`);
    }
  }
  const verdict = run.exitCode === 0 ? green("success") : red(`failure, exit code ${run.exitCode}`);
  say(`   ${dim("└")} ${verdict} after ${(run.durationMs / 1000).toFixed(2)} s`);
}

async function demo(): Promise<number> {
  const azure = await startLocalAzure();
  const { dev, prod, inputs, digests } = seedContoso(azure);
  // A real import takes a moment, and ARM wants to be asked for its verdict every 10 s only.
  azure.imports.settings.copyMs = 800;
  azure.imports.settings.reportMs = 800;
  const step = {
    ...inputs,
    images: `${contoso.dev}/api:build-812 => api:1.4.2,1.4\n${contoso.dev}/worker:build-812 => worker:1.4.2`,
  };
  try {
    say(bold("Promote images to Azure Container Registry — without Azure"));
    say(
      dim(
        "A local GitHub, Entra, Resource Manager and two registries answer on loopback; the action is the shipped dist/index.js.",
      ),
    );

    chapter(1, `A build is in ${contoso.dev}; production is empty`);
    for (const repository of ["api", "worker"]) {
      say(`   ${contoso.dev}/${repository}:build-812  ${short(dev.store.tagDigest(repository, "build-812"))}`);
    }
    say(`   with ${Object.keys(digests.api.platforms).join(", ")}, an SBOM, signatures, and signatures of those`);

    chapter(2, "The release is promoted — while somebody pushes over build-812");
    azure.faults.add({
      party: "resource-manager",
      path: /importImage/,
      onRequest: () =>
        putImage({ store: dev.store, repository: "worker" }, { content: "worker 813", tag: "build-812" }),
    });
    const first = await runAction(azure, { inputs: step });
    showRun(first);
    say(
      `   worker:build-812 in dev is ${short(dev.store.tagDigest("worker", "build-812"))} by now: an import by tag would have raced with it.`,
    );
    say(
      `   worker:1.4.2 in prod is    ${short(prod.store.tagDigest("worker", "1.4.2"))}, what was resolved when the step began.`,
    );

    chapter(3, "What production holds now");
    for (const repository of ["api", "worker"]) {
      for (const [tag, digest] of Object.entries(prod.store.tags(repository))) {
        say(
          `   ${contoso.prod}/${repository}:${tag.length > 40 ? `${tag.slice(0, 16)}…${tag.slice(-5)}` : tag}  ${short(digest)}`,
        );
      }
    }

    chapter(4, "Who was asked, and how often");
    for (const [party, count] of countByHost(azure.requests.map(({ host }) => host))) {
      say(`   ${String(count).padStart(3)} × ${party}`);
    }
    say("   No layer passed this machine: the registry copied them itself.");

    chapter(5, "Outputs for the next steps");
    for (const name of ["images", "changed", "json-file", "subject-checksums"]) {
      say(`   ${bold(name)} = ${(first.outputs[name] ?? "").split("\n").join(`\n${" ".repeat(name.length + 6)}`)}`);
    }

    chapter(6, "The same step again: nothing to do");
    const again = await runAction(azure, {
      inputs: { ...step, images: step.images.replace("worker:build-812", `worker@${digests.worker}`) },
    });
    showRun(again);

    chapter(7, "A newer build wants the tag that is released already: refused, nothing written");
    const refused = await runAction(azure, {
      inputs: { ...inputs, images: `${contoso.dev}/worker:build-812 => worker:1.4.2` },
    });
    showRun(refused);

    chapter(8, "The job summary");
    const page = await writeSummaryPage([first, again, refused]);
    say(`   As GitHub shows it: ${bold(`file://${page}`)}`);
    const good =
      first.exitCode === 0 && again.exitCode === 0 && again.outputs["changed"] === "false" && refused.exitCode === 1;
    say();
    say(good ? green("All of it went as it should.") : red("Something did not go as it should."));
    return good ? 0 : 1;
  } finally {
    await azure.close();
  }
}

function countByHost(hosts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const host of hosts) {
    const name = host.startsWith("127.0.0.1") ? "GitHub's ID token service" : host;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts];
}

async function writeSummaryPage(runs: readonly ActionRun[]): Promise<string> {
  const { renderPage } = await import("./rendering/page.ts");
  const folder = await mkdtemp(join(tmpdir(), "acr-promote-demo-"));
  const page = join(folder, "summary.html");
  await writeFile(page, renderPage(runs.map(({ summary }) => summary).join("\n\n---\n\n")));
  await writeFile(join(folder, "summary.md"), runs.map(({ summary }) => summary).join("\n\n---\n\n"));
  return page;
}

process.exitCode = await demo();
