// Renders the example summaries as GitHub shows them, and takes pictures of them, light and dark, wide and narrow.
// npm exec -c 'node scripts/render-summary.mjs OUT_FOLDER [EXAMPLE …]'. The browser is CHROMIUM, or Debian's.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { EXAMPLES } from "../__tests__/rendering/examples.ts";
import { renderGfm } from "../__tests__/rendering/gfm.ts";
import { renderSummary } from "../src/github/summary.ts";

const [folder = "summaries", ...names] = process.argv.slice(2);
const resolve = createRequire(import.meta.url).resolve;
const styles = {
  light: readFileSync(resolve("github-markdown-css/github-markdown-light.css"), "utf8"),
  dark: readFileSync(resolve("github-markdown-css/github-markdown-dark.css"), "utf8"),
};

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
    const html = renderGfm(markdown);
    writeFileSync(join(folder, `${name}.md`), markdown);
    for (const [scheme, style] of Object.entries(styles)) {
      const background = scheme === "light" ? "#ffffff" : "#0d1117";
      const document = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${style}
body { margin: 0; padding: 24px; background: ${background}; } @media (max-width: 600px) { body { padding: 12px; } }</style><article class="markdown-body">${html}</article>`;
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
