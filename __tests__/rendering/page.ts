// A summary's Markdown as a page of its own in GitHub's style: light, dark, or as the reader's system has it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { renderGfm } from "./gfm.ts";

export type Scheme = "light" | "dark" | "auto";

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

/** The whole HTML document. */
export function renderPage(markdown: string, scheme: Scheme = "auto"): string {
  const style = readFileSync(createRequire(import.meta.url).resolve(STYLES[scheme]), "utf8");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Job summary</title><style>${style}
body { margin: 0; padding: 24px; } @media (max-width: 600px) { body { padding: 12px; } } ${BACKGROUNDS[scheme]}</style><article class="markdown-body">${renderGfm(markdown)}</article></html>`;
}
