import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CHROMIUM,
  cutOff,
  expectAccessible,
  fitsSideways,
  openStage,
  type Stage,
  type Visitor,
} from './browser.test-helper.ts';

const HUB = 'east-africa';
const folder = join(import.meta.dirname, '../../packages/dashboard/src/pages');
/** The path of each page, as its definition has it. */
const paths = globSync('**/*.tsx', { cwd: folder })
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}path: '([^']+)'/gm)])
  .map(([, path = '']) => path)
  .sort();

describe.skipIf(CHROMIUM === undefined)('every page [skipped without Chromium]', () => {
  let stage: Stage;
  let visitor: Visitor;
  const examples = new Map<string, string>();
  beforeAll(async () => {
    stage = await openStage();
    visitor = await stage.visitor();
    const { ids, movement } = stage;
    const { data } = await movement.client.ask<{
      hub: {
        learnings: { nodes: { id: string }[] };
        books: { entries: { nodes: { id: string }[] }; funds: { nodes: { id: string }[] } };
        transfers: { nodes: { id: string }[] };
      };
    }>(`{ hub(id: "${HUB}") {
      learnings(first: 1) { nodes { id } } books { entries(first: 1) { nodes { id } } funds(first: 1) { nodes { id } } }
      transfers(first: 1) { nodes { id } }
    } }`);
    const learning = await learningOf(data?.hub.learnings.nodes[0]?.id);
    const expense = await anExpense(data?.hub.books.funds.nodes[0]?.id ?? '');
    for (const [path, example] of Object.entries({
      '/': '/',
      '/about': '/about',
      '/act/:act': `/act/form-team?about=${HUB}`,
      '/books/:node': `/books/${HUB}`,
      '/books/:node/budgets': `/books/${HUB}/budgets`,
      '/books/:node/budgets/*': `/books/${HUB}/budgets/${await aBudget()}`,
      '/books/:node/transfers': `/books/${HUB}/transfers`,
      '/books/:node/transfers/*': `/books/${HUB}/transfers/${data?.hub.transfers.nodes[0]?.id}`,
      '/books/:node/teams': `/books/${HUB}/teams`,
      '/books/:node/sponsorships': `/books/${HUB}/sponsorships`,
      '/books/:node/sponsorships/*': `/books/${HUB}/sponsorships/${await aSponsorship(ids.team)}`,
      '/books/:node/with/:peer': `/books/${HUB}/with/fundraising`,
      '/books/:node/entries': `/books/${HUB}/entries?account=assets:bank:main`,
      '/books/:node/entries/*': `/books/${HUB}/entries/${data?.hub.books.entries.nodes[0]?.id}`,
      '/books/:node/figure': `/books/${HUB}/figure?figure=NET_ASSETS&currency=KES`,
      '/books/:node/postings': `/books/${HUB}/postings?kind=spending`,
      '/campaigns/:campaign': `/campaigns/${ids.campaign}`,
      '/decisions': '/decisions',
      '/decisions/:motion': `/decisions/${ids.motion}`,
      '/expenses/:expense': `/expenses/${expense}`,
      '/figure': '/figure?kind=spending',
      '/frameworks/:framework': `/frameworks/${ids.framework}`,
      '/grants/:grant': `/grants/${ids.application}`,
      '/hubs': '/hubs',
      '/hubs/:hub': `/hubs/${HUB}`,
      '/hubs/:hub/bank': `/hubs/${HUB}/bank`,
      '/hubs/:hub/charter': `/hubs/${HUB}/charter`,
      '/hubs/:hub/expenses': `/hubs/${HUB}/expenses`,
      '/hubs/:hub/exports': `/hubs/${HUB}/exports`,
      '/hubs/:hub/grants': `/hubs/${HUB}/grants`,
      '/hubs/:hub/grants-before': `/hubs/${HUB}/grants-before`,
      '/hubs/:hub/learnings': `/hubs/${HUB}/learnings`,
      '/hubs/:hub/teams': `/hubs/${HUB}/teams`,
      '/learnings': '/learnings',
      '/learnings/:learning': `/learnings/${learning}`,
      '/offline': '/offline',
      '/search': '/search?q=libraries',
      '/sign-in': '/sign-in',
      '/sign-out': '/sign-out',
      '/statements': '/statements',
      '/teams/:team': `/teams/${ids.team}`,
      '/thread': '/thread',
      '/thread/:id': `/thread/${ids.receipt}`,
      '/you': '/you',
    })) {
      examples.set(path, example);
    }
  });
  afterAll(() => stage?.stop());

  async function learningOf(known: string | undefined): Promise<string> {
    if (known !== undefined) return known;
    const input = { hub: HUB, title: 'Ask first', text: 'Ask readers before you plan.', topics: ['planning'] };
    return (
      await stage.movement.client.act(
        `${HUB}/Otieno Demo`,
        'shareLearning',
        'ShareLearningInput',
        input,
        '... on Learning { id }',
      )
    ).id;
  }

  async function aSponsorship(team: string): Promise<string> {
    const input = { team, feeBasisPoints: 500, terms: 'One in twenty.', from: '2026-01-01' };
    const as = `${HUB}/Wanjiru Demo`;
    const wanted = '... on Sponsorship { id }';
    return (await stage.movement.client.act(as, 'offerSponsorship', 'OfferSponsorshipInput', input, wanted)).id;
  }

  async function aBudget(): Promise<string> {
    const amount = { decimal: '4200', currency: 'KES' };
    const period = { from: '2026-01-01', to: '2027-01-01' };
    const lines = [{ code: 'trains', account: 'expenses:services', purpose: 'travel', amount }];
    const input = { hub: HUB, name: 'To the regional meeting', ...period, lines };
    const as = `${HUB}/Baraka Demo`;
    return (await stage.movement.client.act(as, 'planBudget', 'PlanBudgetInput', input, '... on Budget { id }')).id;
  }

  async function anExpense(fund: string): Promise<string> {
    const act = (field: string, type: string, input: object) =>
      stage.movement.client.act(
        `${HUB}/Juma Demo`,
        field,
        `${type}Input`,
        { hub: HUB, ...input },
        `... on ${type.endsWith('Payee') ? 'Payee' : 'Expense'} { id }`,
      );
    const account = { method: 'OTHER', account: 'In cash, at the counter' };
    const payee = (await act('addPayee', 'AddPayee', { isSelf: true, name: 'Juma Demo', ...account })).id;
    const what = { kind: 'REIMBURSEMENT', purpose: 'travel', costClass: 'PROGRAMME', spentIn: 'KE', day: '2026-03-01' };
    const words = { title: 'Train to the meeting', about: 'Second class, there and back.' };
    const amount = { decimal: '4200', currency: 'KES' };
    return (await act('submitExpense', 'SubmitExpense', { payee, fund, amount, ...what, ...words })).id;
  }

  test('has an example here', () => {
    expect(paths.length).toBeGreaterThan(25);
    expect([...examples.keys()].sort()).toEqual([...new Set(paths)]);
  });

  test.each(paths)(
    '%s is accessible, light and dark, cuts nothing off on a phone, and fits one in Arabic and a wide screen in German',
    async (path) => {
      const { page } = visitor;
      const example = examples.get(path) ?? '';
      for (const [locale, width] of [
        ['ar', 360],
        ['en', 640],
        ['de', 1920],
      ] as const) {
        await page.setViewportSize({ width: 360, height: 800 });
        const answer = await page.goto(`/${locale}${example}`);
        expect(answer?.status(), example).toBe(200);
        // A table that stands row by row is no stop for the keyboard.
        expect(await page.locator('.table[tabindex]').count(), `/${locale}${example}`).toBe(0);
        expect(await cutOff(page), `/${locale}${example}`).toEqual([]);
        await page.setViewportSize({ width, height: 900 });
        expect(await fitsSideways(page), `/${locale}${example} at ${width}`).toBe(true);
        expect(await page.locator('h1').count(), example).toBe(1);
        // Axe once in each direction: words do not change what it looks for.
        if (locale !== 'de') await expectAccessible(page);
      }
    },
  );

  test.each([
    ['en', 'English'],
    ['de', 'Deutsch'],
    ['ar', 'العربية'],
  ])(
    'in %s says at its top that it is a demonstration and leads to the other languages, in two rows',
    async (locale, name) => {
      const { page } = visitor;
      await page.setViewportSize({ width: 360, height: 800 });
      await page.goto(`/${locale}/about`);
      const top = page.getByRole('banner');
      expect(await top.locator('p.demonstration').textContent()).not.toBe('');
      for (const row of ['.sections a', '.accounts a']) {
        const middles = await top
          .locator(row)
          .evaluateAll((links) =>
            links.map((link) => link.getBoundingClientRect()).map(({ top, bottom }) => Math.round((top + bottom) / 2)),
          );
        expect(new Set(middles).size, row).toBe(1);
      }
      await top.getByRole('link', { name }).click();
      expect(await page.locator(':target').getByRole('link').count()).toBe(10);
    },
  );

  test('asks no other host for anything, and complains of nothing', () => {
    expect(visitor.faults).toEqual([]);
  });
});
