import { seedHistory } from '@hubgraph/dev-env';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, expectAccessible, fitsSideways, openStage, type Stage } from './browser.test-helper.ts';

const HUB = 'east-africa';

/** Amounts, with the code of their currency in front where they say it, as English has them; added up in cents. */
function addUp(texts: readonly string[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const text of texts) {
    const [, sign, currency = '', digits = ''] = /^(-?)(?:([A-Z]{3})\s)?([\d,.]+)$/.exec(text.trim()) ?? [];
    const minor = BigInt(`${sign ?? ''}${digits.replace(/[,.]/g, '')}`);
    sums[currency] = (sums[currency] ?? 0n) + minor;
  }
  return sums;
}

const amountsIn = (place: Locator): Promise<string[]> => place.locator('.amount').allTextContents();

/** A column of a table, as the cells of its body. */
const column = (table: Locator, number: number): Locator =>
  table.locator(`tbody tr:not(.total) > :nth-child(${number})`);

const rowOf = (page: Page, hub: string): Locator =>
  page.getByRole('region', { name: 'By hub' }).getByRole('row').filter({ hasText: hub });

describe.skipIf(CHROMIUM === undefined)('the movement’s money [skipped without Chromium]', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await seedHistory(stage.movement, () => {}, new AbortController().signal);
  });
  afterAll(() => stage?.stop());

  test('without scripts every figure opens, down to an entry, and what is below adds up to what is above', async () => {
    const { page } = await stage.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    await page.goto('/en');
    const headline = await page.locator('.headline-spending .amount').textContent();
    expect(await fitsSideways(page)).toBe(true);
    await page.locator('.headline-spending a').click();

    await page.getByRole('heading', { name: 'What was spent', level: 1 }).waitFor();
    expect(await page.locator('.headline-figure .amount').textContent()).toBe(headline);
    const whole = addUp(await amountsIn(page.locator('.headline dd:not(.headline-figure)')));
    for (const by of ['By hub', 'By purpose', 'By country']) {
      const table = page.getByRole('region', { name: by, exact: true });
      expect(addUp(await amountsIn(column(table, 3))), by).toEqual(whole);
    }
    const ofHub = addUp(await amountsIn(rowOf(page, HUB).locator('td:nth-child(3)')));
    expect(Object.keys(ofHub).length).toBeGreaterThan(0);
    // Its figure is that of its own books and of those that its teams filed, what went between them counted once.
    const toPostings = await page.getByRole('link', { name: `Postings of ${HUB}` }).getAttribute('href');
    await rowOf(page, HUB).getByRole('link', { name: 'Books of teams' }).click();
    const together = page.getByRole('region', { name: 'Hub and teams together' });
    const spentBy = async (row: number) =>
      addUp(await amountsIn(together.locator(`tbody tr >> nth=${row} >> td:nth-child(3)`)));
    expect(await spentBy(-1)).toEqual(ofHub);
    const own = await spentBy(0);
    await page.goto(toPostings ?? '');

    await page.getByRole('heading', { name: 'Postings of what was spent', level: 1 }).waitFor();
    expect(addUp(await amountsIn(page.locator('.adds-up')))).toEqual(own);
    expect(addUp(await amountsIn(column(page.getByRole('region', { name: 'Postings' }), 2)))).toEqual(own);
    expect(await fitsSideways(page)).toBe(true);
    await page
      .getByRole('link', { name: /: entry grant$/ })
      .first()
      .click();

    await page.getByRole('heading', { name: /^Journal entry of .*grant/, level: 1 }).waitFor();
    const table = page.getByRole('region', { name: 'Postings' });
    const debits = addUp(await amountsIn(column(table, 2)));
    expect(addUp(await amountsIn(column(table, 3)))).toEqual(debits);
    expect(addUp(await amountsIn(table.locator('.total > :nth-child(2)')))).toEqual(debits);
    // What it rests on is one link away.
    expect(await page.locator('a[href^="/en/thread/"][href*=":payment:"]').count()).toBe(1);
    expect(await fitsSideways(page)).toBe(true);
  });

  test('the period and the currency stand in the address, chosen by a form', async () => {
    const { page } = await stage.visitor({ javaScriptEnabled: false });
    await page.goto('/en');
    await page.getByText('Other days or another currency').click();
    await page.getByLabel('First day').fill('2000-01-01');
    await page.getByLabel('Convert to').selectOption('EUR');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/from=2000-01-01&to=\d{4}-\d{2}-\d{2}&in=EUR/);
    expect(await page.locator('.headline-spending .amount').textContent()).toMatch(/^EUR/);
    await page.getByRole('link', { name: 'Last year' }).click();
    await page.waitForURL(/from=\d{4}-01-01&to=\d{4}-12-31&in=EUR/);
  });

  test('a hub that does not answer is in its place, and no total is shown but to who asks for it', async () => {
    const { page } = await stage.visitor();
    await page.goto('/en');
    const names = () => page.getByRole('region', { name: 'By hub' }).locator('tbody th').allTextContents();
    const before = await names();
    await stage.movement.stopNode(HUB);
    try {
      await page.goto('/en');
      const during = await names();
      expect(during.map((name, index) => name.startsWith(before[index] ?? '?'))).toEqual(before.map(() => true));
      const row = page.locator('tr.missing').filter({ hasText: HUB }).last();
      expect(await row.textContent()).toContain('It cannot be reached');
      expect(await row.locator('.bar-missing').count()).toBe(1);
      expect(await page.locator('.headline .amount').count()).toBe(0);
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Show the totals of those that answered' }).click();
      await page.waitForURL(/partial=shown/);
      expect(await page.locator('.headline .amount').count()).toBe(3);
      expect(await page.locator('.headline').textContent()).toContain('Incomplete: 1 node is not in it.');
      await expectAccessible(page);
      // Its books are with it; the rest of the page stands.
      const answer = await page.goto(`/en/books/${HUB}/postings`);
      expect(answer?.status()).toBe(503);
      expect(await page.locator('main').textContent()).toContain(`${HUB} does not answer`);
      // So do the lists and statements of all: without it, and they say so.
      const read = async (path: string) => (await page.request.get(path)).text();
      expect(await read('/en/learnings')).toContain('What they shared is not in this list.');
      expect(await read('/en/statements')).toContain('Not shown: 1 node is missing.');
      expect(await read(`/en/books/${HUB}/figure?figure=CASH&currency=KES`)).toContain('does not answer');
    } finally {
      await stage.movement.startNode(HUB);
      // The gateway leaves a hub alone for a while that failed it.
      await expect
        .poll(async () => (await page.request.get(`/en/books/${HUB}/postings`)).status(), { timeout: 20_000 })
        .toBe(200);
    }
  });

  test('what is not there is said to be not there', async () => {
    const { page } = await stage.visitor();
    for (const path of [
      `/en/books/${HUB}/entries/${HUB}:entry:01JD3Z7N4QK8R2V6X0Y5ABCDEF`,
      `/en/books/${HUB}/entries/nonsense`,
      '/en/books/nowhere/postings',
      '/en/books/nowhere/entries/x',
    ]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
    }
  });

  test('everybody can use it, in light and in dark, from left and from right, on a phone', async () => {
    const { page, faults } = await stage.visitor({ viewport: { width: 360, height: 800 } });
    for (const locale of ['en', 'ar']) {
      for (const path of ['', '/figure?kind=income', '/figure?kind=balance', `/books/${HUB}/postings`]) {
        await page.goto(`/${locale}${path}`);
        await page.locator('details').evaluateAll((all) => {
          for (const details of all) (details as HTMLDetailsElement).open = true;
        });
        await expectAccessible(page);
        expect(await fitsSideways(page), path).toBe(true);
      }
    }
    expect(faults).toEqual([]);
  });
});
