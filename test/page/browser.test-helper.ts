import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Movement, type MovementOptions, seedThread, type ThreadIds } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** The system's browser; undefined where there is none, and then tests of pages are skipped, but not in CI. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (CHROMIUM === undefined && process.env['CI']) throw new Error('CI must have Chromium: .ci/run installs it.');

/** Less than a test's own time, so that what was waited for is told. */
const PATIENCE_MS = 60_000;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A movement with the example thread in it, and a browser. */
export interface Stage {
  readonly movement: Movement;
  readonly browser: Browser;
  readonly ids: ThreadIds;
  /** The gateway's address. */
  readonly url: string;
  /** A visitor of their own: no cookie, no storage, as a person at another device. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  stop(): Promise<void>;
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of, and what was asked of other hosts. */
  readonly faults: readonly string[];
}

/**
 * What Chromium makes beside pages: a process kept ready for the next one, and in each new window the list below its address
 * bar, which costs more than most of our pages. The second line is what Playwright leaves out; the last such argument counts.
 */
const LEFT_OUT = [
  ...['SpareRendererForSitePerProcess', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'PaintHolding'],
  ...[
    'OptimizationHints',
    'NetworkTimeServiceQuerying',
    'AimEnabled',
    'PreconnectToSearch',
    'MediaRouter',
    'LensOverlay',
  ],
];

/** Starts the system's browser; it asks no host but those that pages name. */
function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      `--disable-features=${LEFT_OUT.join(',')}`,
    ],
  });
}

export async function openStage(options: Partial<MovementOptions> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'hubgraph-page-'));
  const movement = await Movement.start({
    world: realWorld(),
    folder,
    port: 0,
    hubs: 3,
    // Many a test stops a hub, and waits until it is asked again.
    gateway: { hubRestMs: 1_000 },
    ...options,
  });
  const ids = await seedThread(movement);
  const browser = await launch();
  const { url } = movement.gateway;
  return {
    movement,
    browser,
    ids,
    url,
    async visitor(given = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: url, ...given });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) faults.push(request.url());
      });
      page.on('console', (message) => {
        const isExpected = /Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text());
        if (message.type() === 'error' && !isExpected) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(String(error)));
      return { context, page, faults };
    },
    async stop() {
      await browser.close();
      await movement.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as somebody of the demonstration, on the page, as anybody would. */
export async function signInAs(page: Page, node: string, name: string): Promise<void> {
  await page.goto('/en/sign-in');
  const people = page.locator(`#people-of-${node}`);
  if (!(await people.evaluate((details) => (details as HTMLDetailsElement).open)))
    await people.locator('summary').click();
  await people.getByRole('button', { name: `Be ${name}`, exact: true }).click();
  await page.waitForURL('**/en/you');
}

/** What axe looks for. @see WCAG 2.2 AA */
const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those of its rules that look at colours: dark changes nothing else, and a test of the page's design holds it to that. */
const RULES_OF_COLOUR = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds wrong with the page as it is; nothing is as it should be. */
async function faultsOfAccess(page: Page, runOnly: object): Promise<string[]> {
  // Not as a script of the page: its policy allows none from elsewhere.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, runOnly);
}

/** Fails with what axe finds, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, rules] of [
    ['light', ALL_RULES],
    ['dark', RULES_OF_COLOUR],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOfAccess(page, rules), `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** True if nothing stands wider than the window: the page itself never moves sideways. */
export async function fitsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
}

/**
 * The texts that reach beyond what they can be seen in, and the regions that would have to be moved sideways to read them;
 * with everything unfolded that the page folds; it is folded again afterwards.
 */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const folded = document.querySelectorAll<HTMLDetailsElement>('details:not([open])');
    for (const details of folded) details.open = true;
    const isClipping = (element: Element): boolean => getComputedStyle(element).overflowX !== 'visible';
    const faults: string[] = [];
    for (const region of document.querySelectorAll('.table'))
      if (region.scrollWidth > region.clientWidth) faults.push(`moves sideways: ${region.getAttribute('aria-label')}`);
    for (const element of document.querySelectorAll('body *')) {
      const text = [...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : '')).join('');
      const { left, right, width } = element.getBoundingClientRect();
      if (text.trim() === '' || width === 0) continue;
      let frame: Element = element;
      while (frame.parentElement !== null && !(frame !== element && isClipping(frame))) frame = frame.parentElement;
      const { left: start, width: room } = frame.getBoundingClientRect();
      // What is there for screen readers alone stands in a frame of one pixel.
      if (room > 1 && (left < start - 1 || right > start + room + 1)) faults.push(`cut off: ${text.trim()}`);
    }
    for (const details of folded) details.open = false;
    return faults;
  });
}
