import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, expectAccessible, fitsSideways, openStage, type Stage } from './browser.test-helper.ts';

const HUB = 'east-africa';

/** Presses Tab until something with this name has the focus, as one does who sees where it is. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.textContent?.replace(/\u00a0/g, ' ').trim() ?? '';
    });
    if (focused === name) return;
    passed.push(focused);
  }
  throw new Error(`"${name}" cannot be reached by Tab; passed: ${passed.join(' | ')}`);
}

/** The heading of what the last jump within the page went to, if it is in sight. */
const headingOfTarget = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const heading = document.querySelector(':target :is(h3, h4)');
    const { top = -1, bottom = 0 } = heading?.getBoundingClientRect() ?? {};
    return top >= 0 && bottom <= window.innerHeight ? (heading?.textContent ?? '') : '';
  });

const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

describe.skipIf(CHROMIUM === undefined)('the thread in the browser [skipped without Chromium]', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.stop());

  const open = async (id: string, options: Parameters<Stage['visitor']>[0] = {}, language = 'en') => {
    const visitor = await stage.visitor(options);
    const response = await visitor.page.goto(`/${language}/thread/${id}`);
    return { ...visitor, status: response?.status() };
  };

  test('is found without an id, and followed from a receipt to the vote and to who voted, by keyboard alone', async () => {
    const { page, faults } = await stage.visitor();
    await page.goto('/en');
    await tabTo(page, 'The thread');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'The newest payments to teams, of all hubs' }).waitFor();
    await tabTo(page, 'USD 2,650.00');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Receipt over USD 2,650.00' }).waitFor();
    await tabTo(page, 'Back to the vote');
    await page.keyboard.press('Enter');
    expect(await headingOfTarget(page)).toBe('The vote');
    // A jump takes the keyboard along: the next stop is within the vote.
    await tabTo(page, 'Who voted how');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/decisions/${stage.ids.motion}#votes`);
    expect(faults).toEqual([]);
  });

  test.each([360, 1280])(
    'frames where a jump went to without cutting through what is beside it, at %s px',
    async (width) => {
      const { page, context } = await open(stage.ids.receipt, { viewport: { width, height: 740 } });
      await page.getByRole('link', { name: 'Back to the vote' }).click();
      const cut = await page.evaluate(() => {
        const card = document.querySelector<HTMLElement>('.chain > :target');
        if (card === null) return ['no card'];
        const { top, bottom, left, right } = card.getBoundingClientRect();
        const frame = getComputedStyle(card, '::after');
        const inset = (side: string): number => Number.parseFloat(frame.getPropertyValue(side));
        const border = card.clientTop;
        const at = {
          top: top + border + inset('top'),
          bottom: bottom - inset('bottom'),
          left: left + card.clientLeft + inset('left'),
          right: right - inset('right'),
        };
        if (frame.borderTopStyle !== 'solid') return ['no frame'];
        return [...document.querySelectorAll('.strand :is(h3, h4, p, blockquote)')].flatMap((element) => {
          const box = element.getBoundingClientRect();
          const isWithin = box.top >= at.top && box.bottom <= at.bottom && box.left >= at.left && box.right <= at.right;
          const isBeside = box.bottom <= at.top || box.top >= at.bottom || box.right <= at.left || box.left >= at.right;
          return isWithin || isBeside ? [] : [element.textContent];
        });
      });
      expect(cut).toEqual([]);
      await context.close();
    },
  );

  test('is found by what stands on a receipt on paper', async () => {
    const { page, context } = await stage.visitor();
    await page.goto('/en/search');
    await page.getByLabel('Words to look for').fill('Offline readers, twelve pieces, and training. USD 2,650.00');
    await page.keyboard.press('Enter');
    const hit = page.getByRole('listitem').filter({ hasText: 'Offline readers, twelve pieces' });
    await hit.getByText('receipt', { exact: true }).waitFor();
    expect(plain((await hit.textContent()) ?? '')).toContain('USD 2,650.00');
    await hit.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Receipt over USD 2,650.00' }).waitFor();
    await context.close();
  });

  test('is read in the order in which the money went', async () => {
    const { page, context } = await open(stage.ids.receipt);
    const tree = plain(await page.locator('main').ariaSnapshot());
    const order = [
      'heading "Receipt over USD 2,650.00" [level=1]',
      'link "gave the reason"',
      'link "voted on',
      'link "Back to the vote"',
      'heading "From the vote to the receipt" [level=2]',
      'list "From the vote to the receipt"',
      'heading "The vote" [level=4]',
      'heading "The framework" [level=4]',
      'heading "The allocation" [level=4]',
      'heading "The disbursement" [level=4]',
      'heading "In the fund General fund: USD 3,000.00" [level=3]',
      'heading "The award: USD 4,500.00" [level=3]',
      'heading "The payment: USD 3,000.00" [level=3]',
      'heading "What became of it" [level=3]',
      'heading "This receipt, over USD 2,650.00" [level=4]',
      'heading "USD 350.00 came back to the hub" [level=4]',
      'table "Where the payment came from"',
      'table "Book entries of this thread"',
    ].map((line) => [line, tree.indexOf(line)] as const);
    expect(order.filter(([, at]) => at < 0)).toEqual([]);
    expect(order.map(([, at]) => at)).toEqual([...order.map(([, at]) => at)].sort((one, other) => one - other));
    expect(tree).not.toContain('img');
    await context.close();
  });

  test('answers first, without scripts, with figures that add up', async () => {
    const { page, context } = await open(stage.ids.receipt, { javaScriptEnabled: false });
    const answer = plain((await page.locator('.answer').textContent()) ?? '');
    expect(answer).toMatch(
      /^The USD 2,650\.00 on this receipt is part of USD 3,000\.00 that East Africa Knowledge Hub \(demonstration\) paid to Libraries on the Move on [^.]+\. The hub’s fund committee awarded the grant: .+ decided it on [^.]+, and gave the reason\. 99\.\d+% of that payment, and so of this receipt, came in a disbursement from the Basic Support System\. The Global Council did not vote on this grant: it voted on .+ for the formula that shares such money among the hubs, framework .+ \(3 yes, 0 no, of 4 members\)\.$/,
    );
    const cells = await page
      .getByRole('table', { name: 'Where the payment came from' })
      .locator('td:nth-child(2)')
      .allTextContents();
    const minor = cells.map((cell) => Number(cell.replace(/\D/g, '')));
    const total = minor.pop();
    expect([total, minor.reduce((sum, one) => sum + one, 0)]).toEqual([300_000, 300_000]);
    // Every book entry has been read from its node.
    const entries = page.getByRole('table', { name: 'Book entries of this thread' });
    expect(await entries.locator('tr.missing').count()).toBe(0);
    expect(await entries.locator('tbody tr').count()).toBe(4);
    await entries.getByRole('link', { name: 'The payment', exact: true }).click();
    expect(page.url()).toContain(`/en/books/${HUB}/entries/`);
    await context.close();
  });

  test('begins at each of its steps', async () => {
    const { page, context } = await stage.visitor();
    const { ids } = stage;
    for (const [id, title] of [
      [ids.payment, 'Payment of USD 3,000.00'],
      [ids.award, 'Payment of USD 3,000.00'],
      [ids.application, 'Payment of USD 3,000.00'],
      [ids.disbursement, 'Disbursement of USD'],
      [ids.donation, 'Donation of USD 60,000.00'],
      [ids.allocation, 'Allocation of USD 150,000.00'],
      [ids.motion, 'From the vote of'],
    ] as const) {
      expect((await page.goto(`/en/thread/${id}`))?.status(), id).toBe(200);
      expect(plain((await page.locator('h1').textContent()) ?? '')).toContain(title);
      expect(await fitsSideways(page), id).toBe(true);
    }
    expect((await page.goto(`/en/thread/${ids.payment.replace('payment', 'team')}`))?.status()).toBe(404);
    await context.close();
  });

  test.each(['receipt', 'donation', 'disbursement', 'motion'] as const)(
    'is accessible, in light and dark, from a %s on',
    async (start) => {
      const { page, context } = await open(stage.ids[start]);
      await expectAccessible(page);
      await context.close();
    },
  );

  test('on a phone, from right to left, never moves sideways, and its ribbons stand at the right', async () => {
    const { page, context } = await open(stage.ids.receipt, { viewport: { width: 360, height: 740 } }, 'ar');
    expect(await fitsSideways(page)).toBe(true);
    const rail = await page.locator('.rail').first().boundingBox();
    const text = await page.locator('.stop-text').first().boundingBox();
    expect(rail?.x).toBeGreaterThan((text?.x ?? 0) + (text?.width ?? 0) - 1);
    await expectAccessible(page);
    await context.close();
  });

  test('keeps the place of a node that stops: first the council, then the hub itself', async () => {
    const { movement, ids } = stage;
    const { page, context } = await open(ids.receipt);
    await page.getByRole('heading', { name: 'The vote', exact: true }).waitFor();
    await movement.stopNode('council');
    await page.reload();
    expect(plain((await page.locator('.answer').textContent()) ?? '')).toContain(
      'was shared among the hubs cannot be shown now: Global Council does not answer.',
    );
    const gap = page.locator('.chain .stop-gap');
    expect(await gap.getByRole('heading').textContent()).toBe('Global Council does not answer');
    // The hub’s own books cite the vote; what others own stands.
    expect(await gap.getByRole('link').getAttribute('href')).toBe(`/en/thread/${ids.motion}`);
    expect(await page.getByRole('heading', { name: 'The disbursement', exact: true }).count()).toBe(1);
    await expectAccessible(page);
    await movement.stopNode(HUB);
    expect((await page.reload())?.status()).toBe(503);
    expect(await page.locator('h1').textContent()).toBe('This thread begins at a hub that does not answer');
    await movement.startNode(HUB);
    await movement.startNode('council');
    await context.close();
  });
});
