import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, expectAccessible, openStage, type Stage, signInAs } from './browser.test-helper.ts';

/** Waits until the worker that keeps copies has this page under its care. */
const READY = () => navigator.serviceWorker.ready.then(() => true);

describe.skipIf(CHROMIUM === undefined)('without a connection [skipped without Chromium]', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ hubs: 1 });
  });
  afterAll(() => stage?.stop());

  test('what was read can be read again, and says from when it is', async () => {
    const { page, context } = await stage.visitor();
    await page.goto('/en/about');
    await page.evaluate(READY);
    await page.goto('/en/hubs');
    await expect
      .poll(() => page.evaluate(() => caches.match('/en/hubs').then((kept) => kept !== undefined)))
      .toBe(true);
    await context.setOffline(true);
    await page.goto('/en/hubs');
    await page.getByText('There is no connection.').waitFor();
    expect(await page.locator('[data-offline-moment]').textContent()).toMatch(/\d/);
    expect(await page.locator('main').textContent()).toContain('East Africa Knowledge Hub');
    await expectAccessible(page);
    await context.setOffline(false);
    await expect.poll(() => page.getByText('There is no connection.').isVisible()).toBe(false);
  });

  test('what was not read says so, and what to do', async () => {
    const { page, context } = await stage.visitor();
    await page.goto('/en/about');
    await page.evaluate(READY);
    await context.setOffline(true);
    await page.goto('/en/decisions');
    await page.getByText('was not opened on this device before').waitFor();
    await expectAccessible(page);
  });

  test('nothing of who is signed in is kept', async () => {
    const { page, context } = await stage.visitor();
    await page.goto('/en/about');
    await page.evaluate(READY);
    await signInAs(page, 'east-africa', 'Juma Demo');
    await page.goto('/en/hubs');
    await context.setOffline(true);
    await page.goto('/en/you');
    expect(await page.locator('main').textContent()).not.toContain('Juma');
    const kept = await page.evaluate(async () => {
      const texts = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) texts.push(await (await cache.match(request))?.text());
      }
      return texts.join('');
    });
    expect(kept).toContain('</html>');
    expect(kept).not.toContain('Juma');
  });
});
