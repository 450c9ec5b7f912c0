import { beforeEach, expect, test, vi } from 'vitest';

type Fetching = {
  request: unknown;
  respondWith(response: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
};

const PAGE = 'https://page.invalid/en/hubs';
const listeners = new Map<string, (event: Fetching) => void>();
const kept = new Map<string, Response>();
const cache = {
  match: async ({ url }: { url: string }) => kept.get(url),
  put: async ({ url }: { url: string }, response: Response) => void kept.set(url, response),
  keys: async () => [...kept.keys()].map((url) => ({ url })),
};

beforeEach(async () => {
  kept.clear();
  vi.resetModules();
  vi.stubGlobal('addEventListener', (type: string, listener: (event: Fetching) => void) =>
    listeners.set(type, listener),
  );
  vi.stubGlobal('caches', { open: async () => cache });
  vi.stubGlobal('location', new URL(PAGE));
  await import('./worker.ts');
});

/** Opens the page while the network answers so, and waits until what is to be kept is kept. */
async function opened(html: string): Promise<string> {
  vi.stubGlobal('fetch', async () => new Response(html, { headers: { 'content-type': 'text/html' } }));
  const work: Promise<unknown>[] = [];
  let response: Promise<Response> | undefined;
  listeners.get('fetch')?.({
    request: { method: 'GET', url: PAGE, mode: 'navigate' },
    respondWith: (one) => {
      response = one;
    },
    waitUntil: (one) => void work.push(one),
  });
  const text = await (await response)?.text();
  await Promise.all(work);
  return text ?? '';
}

test('a page that is not whole is shown and not kept; the copy of before stays', async () => {
  const broken = '<p>new</p><meta name="hubgraph-incomplete"></html>';
  expect(await opened(broken)).toBe(broken);
  expect(kept.size).toBe(0);
  await opened('<p>old</p></html>');
  await opened(broken);
  expect(await kept.get(PAGE)?.text()).toBe('<p>old</p></html>');
});
