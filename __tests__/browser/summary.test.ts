// The summary in a real browser: Debian's Chromium, or the one that CHROMIUM names. Skipped where there is none.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";
import { EXAMPLES, renderExample } from "../rendering/examples.ts";
import { renderPage, SCHEMES, WIDTHS } from "../rendering/page.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const PICTURES = ".artifacts/summaries";
const describeWithBrowser = existsSync(CHROMIUM) ? describe : describe.skip;

describeWithBrowser("the job summary in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });

  afterAll(() => browser.close());

  async function open(name: string, scheme: (typeof SCHEMES)[number], width: number) {
    const page = await browser.newPage({ viewport: { width, height: 200 } });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("dialog", (dialog) => requests.push(dialog.message()));
    const report = EXAMPLES[name];
    if (report === undefined) throw new Error(`There is no example ${name}.`);
    await page.setContent(renderPage(renderExample(report), scheme));
    return { page, requests, report };
  }

  const count = (page: Page, selector: string) => page.locator(selector).count();

  const cases = Object.keys(EXAMPLES).flatMap((name) =>
    SCHEMES.flatMap((scheme) => WIDTHS.map((width) => [name, scheme, width] as const)),
  );

  it.each(cases)("shows %s, %s, at %i px: whole, inert and within its width", async (name, scheme, width) => {
    const { page, requests, report } = await open(name, scheme, width);
    await page.screenshot({ path: join(PICTURES, `${name}-${scheme}-${width}.png`), fullPage: true });

    const images = page.locator("article > table").first();
    expect(await images.locator("tbody > tr").count()).toBe(report.images.length);
    // A column that no image needs is left out.
    const columns = await images.locator("thead > tr > th").count();
    expect(columns).toBeGreaterThanOrEqual(4);
    expect(columns).toBeLessThanOrEqual(6);
    expect(await images.locator("tbody > tr > td").count()).toBe(report.images.length * columns);
    const links = await page
      .locator("article a")
      .evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    expect(links.filter((link) => !/^https:\/\/github\.com\/[\w/-]+\/compare\/\w+\.\.\.\w+$/.test(link))).toEqual([]);
    expect(await count(page, "article :is(img, script, style, iframe, form, input, svg, object, [style], [id])")).toBe(
      0,
    );
    expect(requests).toEqual([]);

    const excess = () => page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    expect(await excess()).toBeLessThanOrEqual(0);
    await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
    expect(await excess()).toBeLessThanOrEqual(0);
    await page.close();
  });

  it("folds manifests away and unfolds them on a click", async () => {
    const { page } = await open("release", "light", 1280);
    const fold = page.locator("details:has(table)").first();
    const table = fold.locator("table").first();
    expect(await table.isVisible()).toBe(false);
    await fold.locator("summary").click();
    expect(await table.isVisible()).toBe(true);
    expect(await table.locator("tbody tr").count()).toBe(4);
    await page.close();
  });
});
