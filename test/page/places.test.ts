import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, expectAccessible, fitsSideways, openStage, type Stage } from './browser.test-helper.ts';

const HUB = 'east-africa';
const STOPPED = 'south-asia';
const REASON = 'More than all our funds together.';
const EVIL = '=HYPERLINK("http://x") <script>alert(1)</script>';

const textOf = async (page: Page): Promise<string> =>
  (await page.locator('main').allInnerTexts()).join(' ').replace(/\s+/g, ' ');

describe.skipIf(CHROMIUM === undefined)('hubs, teams, grants, decisions, search [skipped without Chromium]', () => {
  let stage: Stage;
  let declined: string;

  beforeAll(async () => {
    stage = await openStage();
    const { client, hubs } = stage.movement;
    const hub = hubs.find(({ id }) => id === HUB);
    if (hub === undefined) throw new Error(`There is no ${HUB}.`);
    const application = await client.act(
      `${HUB}/${hub.people.volunteer}`,
      'applyForFunds',
      'ApplyForFundsInput',
      {
        team: stage.ids.team,
        title: EVIL,
        plan: 'A bus from school to school.',
        purpose: 'events',
        amount: { decimal: '190000.00', currency: 'USD' },
        spentIn: hub.country,
      },
      '... on Application { id }',
    );
    declined = application.id;
    await client.act(
      `${HUB}/${hub.people.committee}`,
      'decideApplication',
      'DecideApplicationInput',
      { application: declined, decision: 'DECLINE', reason: REASON },
      '... on Application { id }',
    );
  });
  afterAll(() => stage?.stop());

  test('one walks from the hubs to a receipt without scripts, on a narrow phone', async () => {
    const { page, faults } = await stage.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto('/en/hubs');
    await page.getByRole('link', { name: /East Africa/ }).click();
    await page.getByRole('heading', { level: 1, name: /East Africa/ }).waitFor();
    expect(await textOf(page)).toContain(REASON);
    await page.locator('#teams ~ .entries').getByRole('link', { name: 'Libraries on the Move' }).click();
    await page.getByRole('heading', { level: 1, name: 'Libraries on the Move' }).waitFor();
    await page.getByRole('link', { name: 'Twelve village libraries' }).click();
    const events = page.getByRole('list', { name: 'From the asking to the receipt' });
    expect(await events.getByRole('heading').allInnerTexts()).toEqual([
      'Applied',
      'Granted',
      expect.stringMatching(/^Paid USD/),
      expect.stringMatching(/^Receipt for USD/),
      expect.stringMatching(/^USD.* came back$/),
      expect.stringMatching(/^Waiting for the hub’s treasurer to pay USD/),
    ]);
    await page.getByRole('link', { name: 'Follow it back to the vote' }).click();
    await page.waitForURL('**/en/thread/**');
    expect(faults).toEqual([]);
  });

  test('every page is accessible in light and dark, and none moves sideways on a phone', async () => {
    const { page } = await stage.visitor({ viewport: { width: 360, height: 740 } });
    const paths = [
      '/hubs',
      `/hubs/${HUB}`,
      `/hubs/${HUB}/teams`,
      `/hubs/${HUB}/grants?status=declined`,
      `/hubs/${HUB}/charter`,
      `/hubs/${HUB}/exports`,
      `/teams/${stage.ids.team}`,
      `/grants/${stage.ids.application}`,
      `/grants/${declined}`,
      '/decisions',
      `/decisions/${stage.ids.motion}`,
      `/campaigns/${stage.ids.campaign}`,
      '/search',
      '/search?q=librar',
    ];
    for (const path of paths) {
      const answer = await page.goto(`/en${path}`);
      expect(answer?.status(), path).toBe(200);
      await expectAccessible(page);
      expect(await fitsSideways(page), path).toBe(true);
    }
  });

  test('a motion shows its votes, its rule and what followed', async () => {
    const { page } = await stage.visitor();
    await page.goto(`/en/frameworks/${stage.ids.framework}`);
    await page.waitForURL(`**/en/decisions/${stage.ids.motion}`);
    const text = await textOf(page);
    expect(text).toMatch(/At least half of the 4 members must vote: 3 did\. met/);
    expect(text).toMatch(/More than half of yes and no must be yes: 3 of 3\. met/);
    expect(text).toContain('paid, in both books');
  });

  test('files can be downloaded, and hledger accepts the books', async () => {
    const { page } = await stage.visitor();
    const file = async (name: string): Promise<string> => {
      const answer = await page.request.get(`/en/hubs/${HUB}/exports/${name}`);
      expect(answer.headers()['content-disposition']).toBe(`attachment; filename="${HUB}-${name}"`);
      return answer.text();
    };
    expect((JSON.parse(await file('grants.json')) as { grants: unknown[] }).grants).toHaveLength(1);
    const applications = await file('applications.csv');
    expect(applications).toContain(`"'=HYPERLINK(""http://x"")`);
    expect(applications).toContain(REASON);
    const entries = (await file('entries.csv')).trimEnd().split('\r\n');
    expect(entries.length).toBeGreaterThan(4);
    expect(entries.at(-1)).not.toContain('INCOMPLETE');
    const journal = await file('books.journal');
    expect(journal).toContain('balances as the node states them');
    const hledger = spawnSync('hledger', ['-f', '-', 'check', '--strict'], { input: journal, encoding: 'utf8' });
    if (hledger.error === undefined) expect(hledger.stderr).toBe('');
  });

  test('there is nothing at the address of a thing that nobody has', async () => {
    const { page } = await stage.visitor();
    const none = '01M7ZHNH4DP25XP9MMX9RJ5A4B';
    const paths = ['/hubs/nowhere', `/teams/${HUB}:team:${none}`, `/grants/${HUB}:application:${none}`, '/decisions/x'];
    for (const path of [...paths, `/hubs/nowhere/grants`, '/hubs/nowhere/exports/entries.csv', '/learnings/x']) {
      expect((await page.goto(`/en${path}`))?.status(), path).toBe(404);
    }
  });

  test('a text that was altered in the database says so in its place, and costs nothing else', async () => {
    const db = new DatabaseSync(join(stage.movement.folder, HUB, 'journal.db'));
    const texts = db.prepare('SELECT key, text FROM vault').all() as { key: string; text: string }[];
    const alter = db.prepare('UPDATE vault SET text = ? WHERE key = ?');
    const { page } = await stage.visitor({ viewport: { width: 360, height: 740 } });
    const shown = async (): Promise<string> => {
      await page.goto(`/en/hubs/${HUB}`);
      expect(await page.locator('section').count()).toBeGreaterThan(6);
      return (await page.locator('main').textContent()) ?? '';
    };
    const before = await shown();
    const seen = texts.filter(({ text }) => text.length < 200 && before.includes(text));
    const one = seen.find(({ text }) => text === EVIL) ?? { key: '', text: '' };
    alter.run(`${one.text} and not`, one.key);
    const after = await shown();
    expect(after).not.toContain(one.text);
    expect(await page.locator('.differing').allTextContents()).toEqual([expect.stringContaining('ERR_TEXT_DIFFERS')]);
    for (const { text } of seen) if (text !== one.text) expect(after).toContain(text);
    for (const { key, text } of texts) alter.run(`${text} and not`, key);
    const all = await shown();
    expect(all).not.toMatch(/ and not|breaks off|could not be shown|does not answer/);
    expect(all).toContain('Watched by others');
    expect(await fitsSideways(page)).toBe(true);
    await expectAccessible(page);
    for (const path of [
      `/teams/${stage.ids.team}`,
      `/grants/${stage.ids.application}`,
      `/thread/${stage.ids.receipt}`,
    ]) {
      await page.goto(`/en${path}`);
      expect(await page.locator('.differing').count(), path).toBeGreaterThan(0);
    }
    for (const { key, text } of texts) alter.run(text, key);
    db.close();
    await shown();
    expect(await page.locator('.differing').count()).toBe(0);
  });

  test('a hub that is stopped keeps its place everywhere, and others are not held up', async () => {
    await stage.movement.stopNode(STOPPED);
    const { page } = await stage.visitor({ javaScriptEnabled: false });
    await page.goto('/en/hubs');
    expect(await page.locator('tr.missing').textContent()).toContain(STOPPED);
    await page.goto(`/en/hubs/${STOPPED}`);
    const hub = await textOf(page);
    expect(hub).toContain(`${STOPPED} does not answer`);
    expect(hub).toContain('in the payer’s words');
    expect(hub).toContain('in force');
    await page.goto('/en/search');
    await page.getByLabel('Words to look for').fill('librar');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/search?q=librar');
    const found = await textOf(page);
    expect(found).toContain('1 node did not answer and may have more');
    expect(found).toMatch(/Twelve village libraries/);
    expect(await page.locator('mark').first().textContent()).toMatch(/^librar$/i);
    const download = await page.request.get(`/en/hubs/${STOPPED}/exports/entries.csv`);
    expect(download.status()).toBe(503);
    const other = await stage.visitor();
    for (const path of [`/hubs/${STOPPED}`, '/hubs', '/search?q=librar', `/hubs/${STOPPED}/grants`]) {
      await other.page.goto(`/en${path}`);
      await expectAccessible(other.page);
    }
  });
});
