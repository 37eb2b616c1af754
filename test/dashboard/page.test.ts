import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from '@jest/globals';
import { renderPage, type DashboardData } from '@catalog-sweep/dashboard';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import axe from 'axe-core';
import { findBrowser, startBrowser } from '../../scripts/bench/browser.ts';
import { aDashboard, aProduct, aTarget, HOSTILE } from './a-dashboard.ts';

const program = findBrowser();
if (program === undefined) {
  console.warn('the tests of the page are skipped: no Chromium on the PATH, and CHROME_PATH names none');
}

(program === undefined ? describe.skip : describe)('the page, opened from disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-page-'));
  let browser: Browser;
  let pages: Page[] = [];
  /** What no page may cause: messages of the console, errors, and requests beside that of the file itself. */
  let troubles: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser(program ?? '');
  });

  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    const found = troubles.splice(0);
    if (found.length > 0) throw new Error(`the page caused ${found.join('; ')}`);
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(data: DashboardData, { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {}) {
    const file = join(folder, 'page.html');
    writeFileSync(file, await renderPage(data));
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    pages.push(page);
    page.on('console', (message) => troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) troubles.push(request.url());
    });
    await page.goto(pathToFileURL(file).href + hash);
    await page.getByRole('heading', { name: 'Every provisioned product' }).waitFor();
    return page;
  }

  const number = (page: Page, id: string) => page.getByTestId(id).getAttribute('data-value');

  it('says how current the organisation is, and what changed', async () => {
    const page = await open(aDashboard());

    expect(await number(page, 'total')).toBe('4');
    expect(await number(page, 'share-CURRENT')).toBe('25');
    expect(await number(page, 'count-OUTDATED')).toBe('1');
    expect(await number(page, 'count-FAILED')).toBe('1');
    expect(await number(page, 'count-UNREACHABLE')).toBe('1');
    expect(await number(page, 'change-failed')).toBe('1');
    expect(await number(page, 'change-unswept-targets')).toBe('1');
    expect(await page.getByTestId('change-current').textContent()).toBe('±0.0 points');
  });

  it('says where the backlog is, what failed and what was not swept', async () => {
    const page = await open(aDashboard());

    expect(await number(page, 'backlog-ou-Sandbox-behind')).toBe('2');
    await page.getByRole('tab', { name: 'By product' }).click();
    expect(await number(page, 'backlog-product-prod-vpc-failed')).toBe('1');
    expect(await number(page, 'cause-Bucket already exists-products')).toBe('1');
    expect(await number(page, 'targets-unswept')).toBe('1');
    const unswept = page.getByRole('table', { name: 'Targets that were not swept' });
    expect(await unswept.getByRole('row').nth(1).innerText()).toMatch(
      /closed[^]*ROLE_NOT_ASSUMABLE[^]*2026-11-13 22:00/,
    );
  });

  it('links each provisioned product into the console of its Region', async () => {
    const page = await open(aDashboard());

    const link = page.getByRole('link', { name: 'vpc-1', exact: true });

    expect(await link.getAttribute('href')).toBe(
      'https://eu-central-1.console.aws.amazon.com/servicecatalog/home?region=eu-central-1#provisioned-products',
    );
  });

  it('is narrowed as a whole by a filter, which is in the URL, and widened by Back', async () => {
    const page = await open(aDashboard());

    await page.getByRole('link', { name: 'Sandbox' }).first().click();

    expect(new URL(page.url()).hash).toBe('#ou=Sandbox');
    expect(await number(page, 'total')).toBe('3');
    expect(await number(page, 'targets')).toBe('2');
    expect(await page.getByRole('heading', { name: 'Every provisioned product' }).textContent()).toContain('(3)');
    await page.goBack();
    // Going back is told to the page by an event, some time later.
    await page.locator('[data-testid=total][data-value="4"]').waitFor();
  });

  it('shows to who is sent a URL what its sender saw', async () => {
    const page = await open(aDashboard(), { hash: '#state=FAILED&text=vpc' });

    expect(await number(page, 'total')).toBe('1');
    expect(await page.getByRole('searchbox').first().inputValue()).toBe('vpc');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await number(page, 'total')).toBe('4');
  });

  it('is filtered with the keyboard alone', async () => {
    const page = await open(aDashboard());

    await page.getByTestId('filter-state').getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');

    expect(new URL(page.url()).hash).toMatch(/^#state=/);
    expect(await number(page, 'total')).toBe('1');
  });

  it('has an order that a click changes, and pages', async () => {
    const products = Array.from({ length: 25 }, (_, index) =>
      aProduct({ id: `pp-${index}`, name: `vpc-${100 + index}` }),
    );
    const page = await open(aDashboard({ products }));
    const table = page.getByRole('table', { name: 'Every provisioned product' });

    await table.getByRole('button', { name: 'Provisioned product' }).click();
    await table.getByRole('button', { name: 'Provisioned product' }).click();
    expect(await table.getByRole('row').nth(1).innerText()).toContain('vpc-124');
    await page.getByRole('button', { name: 'Page 2' }).click();

    expect(await table.getByRole('row').nth(1).innerText()).toContain('vpc-104');
  });

  it('shows hostile content as text', async () => {
    const products = HOSTILE.map((text, index) =>
      aProduct({
        name: text,
        reason: text,
        rootCause: text,
        state: 'FAILED',
        accountName: text,
        organizationalUnit: text,
        account: String(index),
        owner: text,
        product: text,
        region: text,
      }),
    );
    const targets = HOSTILE.map((text) => aTarget({ swept: false, accountName: text, error: text, reason: text }));
    const page = await open(aDashboard({ products, targets, warnings: [...HOSTILE] }));

    const shown = await page.getByRole('table', { name: 'Every provisioned product' }).textContent();

    expect(await number(page, 'total')).toBe(String(HOSTILE.length));
    expect(shown).toContain('</script><script>window.broken = true</script>');
    expect(shown).toContain('"><img src=x onerror="window.broken=true">');
    expect(shown).toContain('👩‍👩‍👧');
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.locator('img[src=x]').count()).toBe(0);
  });

  it('opens a long message on demand', async () => {
    const reason = `begin ${'x'.repeat(4000)} end`;
    const page = await open(aDashboard({ products: [aProduct({ reason })] }));

    await page.getByRole('button', { name: 'more', exact: true }).click();

    expect(await page.getByText(reason).first().isVisible()).toBe(true);
  });

  it('says that there is nothing where there is nothing', async () => {
    const page = await open(aDashboard({ products: [], targets: [], sweeps: [], history: [], lag: [] }));

    for (const sentence of [
      'No sweep has finished yet',
      'Nothing is behind',
      'No update failed',
      'Every target was swept',
    ]) {
      expect(await page.getByText(sentence).count()).toBeGreaterThan(0);
    }
  });

  test.each([{ width: 1280 }, { width: 390 }])('fits into $width pixels', async ({ width }) => {
    const page = await open(aDashboard(), { viewport: { width, height: 800 } });

    await page.addStyleTag({ content: 'section { content-visibility: visible !important }' });

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  test.each(['light', 'dark'] as const)('has no serious problem for a screen reader, %s', async (colorScheme) => {
    const page = await open(aDashboard(), { colorScheme, bypassCSP: true });
    await page.addStyleTag({ content: 'section { content-visibility: visible !important }' });
    await page.addScriptTag({ content: axe.source });

    const violations = await page.evaluate(
      `axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`,
    );

    expect(violations).toEqual([]);
  });

  it('is dark where that is chosen, and light on paper', async () => {
    const page = await open(aDashboard(), { colorScheme: 'light' });

    await page.getByRole('button', { name: 'Dark' }).click();
    await page.locator('body.awsui-dark-mode').waitFor();
    await page.emulateMedia({ media: 'print' });

    await page.locator('body:not(.awsui-dark-mode)').waitFor();
    expect(await page.getByRole('button', { name: 'Dark' }).isVisible()).toBe(false);
  });

  it('prints its numbers and the filters, and no controls', async () => {
    const page = await open(aDashboard(), { hash: '#ou=Sandbox' });

    await page.emulateMedia({ media: 'print' });

    expect(await page.getByText('Narrowed by OU: Sandbox').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Clear filters' }).isVisible()).toBe(false);
    expect(await page.getByTestId('total').isVisible()).toBe(true);
  });
});
