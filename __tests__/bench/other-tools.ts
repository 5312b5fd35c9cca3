// Measures the action beside the programs that a user would take instead.
import { FIGURES, figureCells, type Subject, type Table } from "./figures.ts";
import { medianOf, repeat } from "./measured-run.ts";
import { isAzInstalled, isSkopeoInstalled, startAzureCli, startSkopeo } from "./rivals.ts";
import { freshName, promoteOne, withWorld } from "./world.ts";

/** One image without latency. The other programs are measured once, beside the present version. */
export async function measureOtherTools({ bundle, runs }: Subject): Promise<Table[]> {
  const rows: string[][] = [];
  for (const copyMs of [0, 2_000]) {
    await withWorld(async (world) => {
      Object.assign(world.azure.imports.settings, { copyMs, reportMs: copyMs });
      const label = `${copyMs / 1000} s`;
      const ours = await repeat(runs, () => promoteOne(world, freshName(), bundle));
      rows.push(["the action", label, ...figureCells(medianOf(ours))]);
      if (bundle !== undefined) return;
      if (isAzInstalled()) {
        const cli = await startAzureCli(world.azure, world);
        if (copyMs === 0) rows.push(["az login", "", ...figureCells(medianOf(await repeat(runs, () => cli.login())))]);
        else await cli.login();
        const imports = await repeat(Math.min(runs, 3), () =>
          cli.importImage("worker:build-812", `worker-${freshName()}:1`),
        );
        rows.push(["az acr import", label, ...figureCells(medianOf(imports))]);
      }
      if (isSkopeoInstalled() && copyMs === 0) {
        const skopeo = await startSkopeo(world.azure, world);
        const copies = await repeat(runs, () => skopeo.copy("worker:build-812", `worker-${freshName()}:1`));
        rows.push(["skopeo copy --all, login not counted", "", ...figureCells(medianOf(copies))]);
      }
    });
  }
  return [{ labels: ["one image, no added latency", "import takes"], figures: FIGURES, rows }];
}
