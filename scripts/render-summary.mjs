// Takes pictures of the example summaries as GitHub shows them, light and dark, wide and narrow.
// npm exec -c 'node scripts/render-summary.mjs FOLDER [EXAMPLE …]'. The browser is CHROMIUM, or Debian's. Without the fonts of
// fonts-noto-core and fonts-noto-color-emoji, icons are empty boxes. The README's pictures are summary-*.png: a release down to its
// manifests.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { EXAMPLES, renderExample } from "../__tests__/rendering/examples.ts";
import { renderPage, SCHEMES, WIDTHS } from "../__tests__/rendering/page.ts";

const [folder = ".artifacts/summaries", ...names] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const [name, report] of Object.entries(EXAMPLES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const markdown = renderExample(report);
    writeFileSync(join(folder, `${name}.md`), markdown);
    for (const scheme of SCHEMES) {
      for (const width of WIDTHS) {
        const page = await browser.newPage({ viewport: { width, height: 200 } });
        await page.setContent(renderPage(markdown, scheme));
        await page.screenshot({ path: join(folder, `${name}-${scheme}-${width}.png`), fullPage: true });
        if (name === "release" && width === 1280) {
          const { y: height } = await page.locator("h3", { hasText: "Manifests" }).boundingBox();
          const path = join(folder, `summary-${scheme}.png`);
          await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
        }
        await page.close();
      }
    }
    process.stdout.write(`${name}: ${Buffer.byteLength(markdown)} bytes\n`);
  }
} finally {
  await browser.close();
}
