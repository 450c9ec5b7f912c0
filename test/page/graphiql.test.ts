import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Movement, seedThread } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (CHROMIUM === undefined && process.env['CI']) throw new Error('CI must have Chromium: .ci/run installs it.');

// Skipped where there is no Chromium on the machine: the page is tested in a real browser or not at all.
describe.skipIf(CHROMIUM === undefined)('the page at the graph’s address [skipped without Chromium]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hubgraph-page-'));
  let movement: Movement;
  let browser: Browser;
  let page: Page;
  const outside: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    movement = await Movement.start({ world: realWorld(), folder, port: 0, hubs: 5 });
    await seedThread(movement);
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('request', (request) => {
      if (!request.url().startsWith(movement.gateway.url) && !request.url().startsWith('data:'))
        outside.push(request.url());
    });
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(`${movement.gateway.url}/graphql`);
    await page.waitForSelector('.graphiql-execute-button');
  });

  afterAll(async () => {
    await browser?.close();
    await movement?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (): Promise<string> => {
    await page.click('.graphiql-execute-button');
    await page.locator('.result-window', { hasText: '"data"' }).waitFor();
    return (await page.locator('.result-window').textContent()) ?? '';
  };

  test('comes from the package alone: nothing is asked of any other host, and nothing fails', async () => {
    expect(await run()).toContain('Libraries on the Move');
    expect(outside).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('on a phone shows the answer below the query, as wide as the query', async () => {
    const phone = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await phone.goto(`${movement.gateway.url}/graphql`);
    await phone.waitForSelector('.graphiql-execute-button');
    const query = await phone.locator('.graphiql-editors').boundingBox();
    const answer = await phone.locator('.graphiql-response').boundingBox();
    await phone.close();
    if (query === null || answer === null) return expect.fail('The query or the answer has no place on the page.');
    expect(answer.y).toBeGreaterThanOrEqual(query.y + query.height);
    expect(answer.width).toBeGreaterThan(240);
    expect(answer.x + answer.width).toBeLessThanOrEqual(360);
  });

  test('has the README’s queries at hand', async () => {
    const names = await page.locator('#example option').allTextContents();
    expect(names.length).toBeGreaterThanOrEqual(4);
    for (const index of names.keys()) {
      if (names[index]?.startsWith('Act')) continue;
      await page.selectOption('#example', String(index));
      const answer = await run();
      expect(answer, names[index]).toContain('"data"');
      expect(answer, names[index]).not.toContain('"errors"');
    }
  });

  test('lets a visitor act as any person: a treasurer, a coach, a committee, a council member', async () => {
    const people = await page.locator('#person option').allTextContents();
    for (const role of ['treasurer', 'coach', 'committee-member', 'council-member']) {
      expect(
        people.some((person) => person.includes(role)),
        role,
      ).toBe(true);
    }
    const form = await page.locator('#example option').allTextContents();
    await page.selectOption('#example', String(form.findIndex((name) => name.startsWith('Act'))));
    expect(await run()).toContain('sign-in-is-needed');
    await page.selectOption('#person', {
      label: people.find((person) => person.startsWith('east-africa: Juma')) ?? '',
    });
    await page.locator('#status', { hasText: 'Juma' }).waitFor();
    await page.click('.graphiql-execute-button');
    await page.locator('.result-window', { hasText: 'Night Owls' }).waitFor();
  });
});
