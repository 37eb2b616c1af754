import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderPage, type DashboardData } from '@catalog-sweep/dashboard';
import type { Page } from 'playwright-core';
import { findBrowser, startBrowser } from './browser.ts';

export interface PageTimings {
  readonly products: number;
  readonly megabytes: number;
  /** From opening the file until its numbers are on the screen. */
  readonly opens: number;
  /** For each kind of filter, from the event until the changed numbers were painted; the longest of several. */
  readonly filters: readonly { readonly what: string; readonly milliseconds: number }[];
}

/** Opens a page with the data in a browser and filters it. Undefined when there is no browser. Times in milliseconds. */
export async function benchPage(data: DashboardData): Promise<PageTimings | undefined> {
  const program = findBrowser();
  if (program === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-page-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, await renderPage(data));
  const browser = await startBrowser(program);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const opens: number[] = [];
    for (let round = 0; round < 3; round += 1) opens.push(await timeToOpen(page, file));
    return {
      products: data.products.length,
      megabytes: statSync(file).size / 1_000_000,
      opens: Math.round(Math.max(...opens)),
      filters: await timesToFilter(page),
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeToOpen(page: Page, file: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(pathToFileURL(file).href);
  await page.locator('[data-testid=total]').waitFor();
  return page.evaluate(() => performance.now());
}

/** Each address is a filter; after each, the next one changes the numbers again. */
async function timesToFilter(page: Page): Promise<PageTimings['filters']> {
  const places = ['ou=Sandbox', 'region=us-east-1', 'ou=Security&ou=Infrastructure'];
  const states = ['state=FAILED', 'state=OUTDATED', 'state=CURRENT'];
  const texts = ['text=payments', 'text=s3-bucket-7', 'text=v3.0'];
  const nothing = ['', 'text=nothing holds this', ''];
  const kinds = { 'by place': places, 'by state': states, 'by text': texts, 'all and nothing': nothing };
  const filters: { what: string; milliseconds: number }[] = [];
  for (const [what, hashes] of Object.entries(kinds)) {
    let longest = 0;
    for (const hash of hashes) longest = Math.max(longest, await timeToFilter(page, hash));
    filters.push({ what, milliseconds: Math.round(longest) });
  }
  return filters;
}

function timeToFilter(page: Page, hash: string): Promise<number> {
  return page.evaluate(async (next) => {
    const number = () => document.querySelector('[data-testid=total]')?.textContent;
    const frame = () => new Promise((painted) => requestAnimationFrame(painted));
    const before = number();
    await new Promise((rested) => setTimeout(rested, 300));
    const begin = performance.now();
    location.hash = next;
    while (number() === before) await frame();
    // The frame after the one in which they changed: they have been painted.
    await frame();
    return performance.now() - begin;
  }, hash);
}
