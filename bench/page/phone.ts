import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { median } from '../support/load.ts';
import { startMovement } from '../support/movement-process.ts';
import type { Report } from '../support/report.ts';
import { addressesOf } from './addresses.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
/** What Chromium's tools call Slow 3G: 400 kbit/s, two seconds before the first byte of each answer. */
const SLOW_3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 };
/** A phone of four years ago against this machine. */
const CPU_SLOWDOWN = 4;
const RUNS = 3;

interface Look {
  readonly kilobytes: number;
  readonly firstKilobytes: number;
  readonly requests: number;
  readonly largestPaintMs: number;
  readonly interactionMs: number;
}

/** Each page on a slow phone, with nothing kept from before. */
export async function measurePhone(report: Report): Promise<void> {
  if (CHROMIUM === undefined) return report.skip('page_*', 'there is no Chromium on this machine');
  report.progress('a movement of 6 hubs: start and the thread');
  const movement = await startMovement({ folder: join(report.folder, 'phone'), hubs: 6, isInProcesses: false });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const [name, address] of Object.entries(await addressesOf(movement.url))) {
      report.progress(`the page ${name} on a slow phone, ${RUNS} times`);
      const looks: Look[] = [];
      for (let run = 0; run < RUNS; run += 1) looks.push(await look(browser, movement.url + address));
      const middle = (of: (one: Look) => number): number => median(looks.map(of));
      report.add(
        `page_${name}_document_kb`,
        middle((one) => one.firstKilobytes),
      );
      report.add(
        `page_${name}_all_kb`,
        middle((one) => one.kilobytes),
      );
      report.add(
        `page_${name}_requests`,
        middle((one) => one.requests),
      );
      report.add(
        `page_${name}_largest_paint_slow_3g_ms`,
        middle((one) => one.largestPaintMs),
      );
      report.add(
        `page_${name}_interaction_ms`,
        middle((one) => one.interactionMs),
      );
    }
  } finally {
    await browser.close();
    await movement.stop();
  }
}

async function look(browser: Browser, address: string): Promise<Look> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_3G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  const bytes = new Map<string, number>();
  let first: string | undefined;
  session.on('Network.requestWillBeSent', ({ requestId }) => {
    first ??= requestId;
    bytes.set(requestId, 0);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { largest: number; slowest: number };
    seen.largest = 0;
    seen.slowest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.largest = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.slowest = Math.max(seen.slowest, duration);
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.goto(address, { waitUntil: 'networkidle', timeout: 60_000 });
  const largestPaintMs = await page.evaluate(() => (globalThis as unknown as { largest: number }).largest);
  const interactionMs = await interact(page);
  await context.close();
  const sizes = [...bytes.values()];
  return {
    firstKilobytes: (bytes.get(first ?? '') ?? 0) / 1_000,
    kilobytes: sizes.reduce((sum, size) => sum + size, 0) / 1_000,
    requests: sizes.length,
    largestPaintMs,
    interactionMs,
  };
}

/** Opens what can be opened and types where one can type; the slowest of it, at least 16 ms, which is the finest step. */
async function interact(page: Page): Promise<number> {
  const details = page.locator('main summary:visible').first();
  if ((await details.count()) > 0) await details.click();
  const field = page
    .locator('main input:visible:not([type=date]):not([type=radio]):not([type=file]), main textarea:visible')
    .first();
  if ((await field.count()) > 0) await field.pressSequentially('words');
  await page.mouse.click(8, 700);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.evaluate(() => Math.max(16, (globalThis as unknown as { slowest: number }).slowest));
}
