// A summary as a page with GitHub's style, for a browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { renderGfm } from "./gfm.ts";

export const SCHEMES = ["light", "dark"] as const;
export const WIDTHS = [1280, 400] as const;

/** `auto`: as the reader's system has it. */
export type Scheme = (typeof SCHEMES)[number] | "auto";

const STYLES: Readonly<Record<Scheme, string>> = {
  light: "github-markdown-css/github-markdown-light.css",
  dark: "github-markdown-css/github-markdown-dark.css",
  auto: "github-markdown-css/github-markdown.css",
};
const BACKGROUNDS: Readonly<Record<Scheme, string>> = {
  light: "body { background: #ffffff; }",
  dark: "body { background: #0d1117; }",
  auto: "body { background: #ffffff; } @media (prefers-color-scheme: dark) { body { background: #0d1117; } }",
};

/** A whole HTML document; it refers to nothing outside of itself. */
export function renderPage(markdown: string, scheme: Scheme = "auto"): string {
  const style = readFileSync(createRequire(import.meta.url).resolve(STYLES[scheme]), "utf8");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Job summary</title>
<style>${style}
body { margin: 0; padding: 24px; } ${BACKGROUNDS[scheme]}
@media (max-width: 600px) { body { padding: 12px; } }</style>
<article class="markdown-body">${renderGfm(markdown)}</article></html>`;
}
