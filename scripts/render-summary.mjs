// Renders the example summaries as GitHub shows them, and takes pictures of them, light and dark, wide and narrow.
// npm exec -c 'node scripts/render-summary.mjs OUT_FOLDER [EXAMPLE …]'. The browser is CHROMIUM, or Debian's.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { EXAMPLES } from "../__tests__/rendering/examples.ts";
import { renderPage } from "../__tests__/rendering/page.ts";
import { renderSummary } from "../src/github/summary.ts";

const [folder = "summaries", ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let overflowing = 0;
try {
  for (const [name, report] of Object.entries(EXAMPLES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const markdown = renderSummary(report);
    writeFileSync(join(folder, `${name}.md`), markdown);
    for (const scheme of ["light", "dark"]) {
      const document = renderPage(markdown, scheme);
      writeFileSync(join(folder, `${name}-${scheme}.html`), document);
      for (const width of [1280, 400]) {
        const page = await browser.newPage({ viewport: { width, height: 400 }, javaScriptEnabled: true });
        await page.setContent(document);
        const excess = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (excess > 0) {
          overflowing += 1;
          process.stdout.write(`${name} ${scheme} ${width}: ${excess} px too wide\n`);
        }
        await page.screenshot({ path: join(folder, `${name}-${scheme}-${width}.png`), fullPage: true });
        if (width === 1280 && scheme === "light") {
          await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
          await page.screenshot({ path: join(folder, `${name}-unfolded.png`), fullPage: true });
        }
        await page.close();
      }
    }
    process.stdout.write(`${name}: ${Buffer.byteLength(markdown)} bytes\n`);
  }
} finally {
  await browser.close();
}
if (overflowing > 0) process.exitCode = 1;
