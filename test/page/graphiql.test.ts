import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, openStage, type Stage, type Visitor } from './browser.test-helper.ts';

describe.skipIf(CHROMIUM === undefined)('the page at the graph’s address [skipped without Chromium]', () => {
  let stage: Stage;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage({ hubs: 5 });
    visitor = await stage.visitor();
    page = visitor.page;
    await page.goto('/graphql');
    await page.waitForSelector('.graphiql-execute-button');
  });
  afterAll(() => stage?.stop());

  const run = async (): Promise<string> => {
    await page.click('.graphiql-execute-button');
    await page.locator('.result-window', { hasText: '"data"' }).waitFor();
    return (await page.locator('.result-window').textContent()) ?? '';
  };

  test('comes from the package alone: nothing is asked of any other host, and nothing fails', async () => {
    expect(await run()).toContain('Libraries on the Move');
    expect(visitor.faults).toEqual([]);
  });

  test('on a phone shows the answer below the query, as wide as the query', async () => {
    const { page: phone } = await stage.visitor({ viewport: { width: 360, height: 800 } });
    await phone.goto('/graphql');
    await phone.waitForSelector('.graphiql-execute-button');
    const query = await phone.locator('.graphiql-editors').boundingBox();
    const answer = await phone.locator('.graphiql-response').boundingBox();
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
