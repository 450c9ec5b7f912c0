import { describe, expect, test } from 'vitest';
import type { Visit } from '../../visit.tsx';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { threads } from './entrance.tsx';
import { award, hub, idOf, payment, silent, usd } from './payment.test-helper.ts';

const page = (nodes: readonly object[], after: string | null = null) => ({
  hubs: { pageInfo: { hasNextPage: after !== null, endCursor: after }, nodes },
});
const paid = (n: number, paidAt: string) => ({
  ...payment([]),
  id: idOf('andes', 'payment', n),
  paidAt,
  amount: usd(n * 100),
  award,
});
const show = (answers: Answers, query = '') => rendered(threads, `/thread${query}`, answers);

describe('the way into threads', () => {
  test('lists the newest payments of all hubs, the newest first, with their receipts', async () => {
    const payments = { nodes: [paid(1, '2026-01-01T00:00:00Z'), paid(2, '2026-02-01T00:00:00Z')] };
    const cee = { id: 'cee', name: 'CEE', payments: { nodes: [paid(3, '2026-01-15T00:00:00Z')] } };
    const { html, text } = await show({ RecentPayments: { data: page([{ ...hub, payments }, cee]) } });
    const order = [...html.matchAll(/href="\/en\/thread\/andes:payment:[^"]*(\d)"/g)].map(([, n]) => n);
    expect(order).toEqual(['2', '3', '1']);
    expect(html).toContain(`href="/en/thread/${idOf('andes', 'receipt', 1)}"`);
    expect(text).toContain('Every payment to a team can be followed');
    // What was paid to whom is read first, and who has no id learns what to tap before the field for ids.
    expect(text).toMatch(/USD 2\.00 to Team A Andes Hub paid it on Feb 1, 2026 \. Receipt: USD 60\.00/);
    expect(text.indexOf('You have no id?')).toBeLessThan(text.indexOf('Or begin at an id'));
    expect(html).toMatch(/href="#recent".*id="recent"/s);
    expect(html).not.toContain('<table');
  });

  test('says which hubs are missing from the list, and lists the rest', async () => {
    const { text } = await show({
      RecentPayments: { data: page([{ ...hub, payments: null }]), errors: [silent('andes')] },
    });
    expect(text).toContain('1 node did not answer');
    expect(text).toContain('andes : It did not answer in time.');
  });

  test('says what would begin the first thread where there is none', async () => {
    const { text } = await show({ RecentPayments: { data: page([{ ...hub, payments: { nodes: [] } }]) } });
    expect(text).toContain('No hub has paid a team yet.');
  });

  test.each(['nonsense', 'andes:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', 'https://elsewhere.example/'])(
    'says that %s is no beginning, and keeps it to be mended',
    async (id) => {
      const answers = { RecentPayments: { data: page([]) } };
      const { html } = await show(answers, `?id=${encodeURIComponent(id)}`);
      expect(html).toContain('id="id-fault"');
      expect(html).toContain(`value="${id}"`);
    },
  );

  test('leads on to the thread of an id, in the same language', async () => {
    const id = idOf('andes', 'payment');
    const visit = { locale: 'sw', query: new URLSearchParams({ id: ` ${id} ` }) } as unknown as Visit;
    expect(await threads.show(visit)).toEqual({ redirect: `/sw/thread/${id}` });
  });

  test('asks all hubs whose receipt it is that has a digest', async () => {
    const digest = 'AB'.repeat(32);
    for (const id of [digest, `SHA-256: ${digest}`, `sha256=${digest.replace(/(.{8})/g, '$1 ')}`]) {
      const visit = { locale: 'sw', query: new URLSearchParams({ id }) } as unknown as Visit;
      expect(await threads.show(visit)).toEqual({ redirect: `/sw/search?q=${digest.toLowerCase()}` });
    }
  });
});
