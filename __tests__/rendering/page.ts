// A summary as a page with GitHub's style, for a browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { renderGfm } from "./gfm.ts";

export const SCHEMES = ["light", "dark"] as const;
export const WIDTHS = [1280, 400] as const;

const BACKGROUNDS = { light: "#ffffff", dark: "#0d1117" } as const;

/** A whole HTML document; it refers to nothing outside of itself. */
export function renderPage(markdown: string, scheme: (typeof SCHEMES)[number]): string {
  const path = createRequire(import.meta.url).resolve(`github-markdown-css/github-markdown-${scheme}.css`);
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>${readFileSync(path, "utf8")}
body { margin: 0; padding: 24px; background: ${BACKGROUNDS[scheme]}; }
@media (max-width: 600px) { body { padding: 12px; } }</style>
<article class="markdown-body">${renderGfm(markdown)}</article>`;
}
