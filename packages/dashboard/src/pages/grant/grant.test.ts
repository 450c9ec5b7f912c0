import { describe, expect, test } from 'vitest';
import { graphOf, show, silent, visitTo } from '../../testing.test-helper.ts';
import { grant } from './page.tsx';

const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
const usd = (decimal: string) => ({ decimal, currency: 'USD', amountMinor: decimal });
const ana = { id: 'cee:person:1', name: 'Ana' };
const base = {
  id: 'cee:application:1',
  title: 'Libraries',
  plan: 'Twelve of them.',
  purpose: 'education',
  spentIn: 'RS',
  status: 'OPEN',
  appliedAt: at(1),
  appliedBy: ana,
  amount: usd('100'),
  team: { id: 'cee:team:1', name: 'Readers', hub: { id: 'cee', name: 'Hub cee' } },
  decision: null,
  award: null,
};
const decision = { outcome: 'AWARD', reason: 'Plain.', decidedAt: at(2), decidedBy: ana };
const payment = {
  id: 'cee:payment:1',
  amount: usd('60'),
  paidAt: at(3),
  paidBy: ana,
  entries: ['cee:entry:1'],
  returned: usd('5'),
  unspent: usd('15'),
  receipts: [
    {
      id: 'cee:receipt:1',
      amount: usd('40'),
      contentHash: 'abc123',
      spentOn: '2026-02-28',
      about: 'Shelves.',
      reportedAt: at(4),
      reportedBy: ana,
    },
  ],
};
const award = {
  id: 'cee:award:1',
  status: 'OPEN',
  amount: usd('90'),
  paid: usd('60'),
  unpaid: usd('30'),
  draws: [{ amount: usd('90'), fund: { id: 'cee:fund:1', code: 'general', name: 'General fund' } }],
  payments: [payment],
};
const shown = (application: unknown, errors: ReturnType<typeof silent>[] = []) =>
  show(
    grant,
    visitTo(
      '/grants/x',
      { grant: 'cee:application:1' },
      graphOf({ application: () => ({ data: { application }, errors }) }),
    ),
  );
/** The headings of the line of events, in their order. */
const line = (html: string): string[] =>
  [...html.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title = '']) =>
    title.replace(/<[^>]+>/g, '').replaceAll('\u00a0', ' '),
  );

describe('the line of a grant', () => {
  test('of an open application waits for the decision', async () => {
    expect(line((await shown(base)).html)).toEqual(['Applied', 'Waiting for the fund committee to decide']);
  });

  test('of a refused one ends with the reason', async () => {
    const refused = {
      ...base,
      status: 'DECLINED',
      decision: { ...decision, outcome: 'DECLINE', reason: 'Too large.' },
    };
    const { html, text } = await shown(refused);
    expect(line(html)).toEqual(['Applied', 'Refused']);
    expect(html).toContain('step-refused');
    expect(text).toMatch(/Ana refused it for the fund committee, with this reason: Too large\./);
  });

  test('goes from the asking to the receipt, what came back, and what is waited for', async () => {
    const { html } = await shown({ ...base, status: 'AWARDED', decision, award });
    expect(line(html)).toEqual([
      'Applied',
      'Granted',
      'Paid USD 60',
      'Receipt for USD 40',
      'USD 5 came back',
      'Waiting for the hub’s treasurer to pay USD 30',
      'Waiting for the team to report on USD 15',
    ]);
    expect(html).toContain('href="/en/thread/cee:payment:1"');
    expect(html).toContain('href="/en/thread/cee:receipt:1"');
    expect(html).toContain('href="/en/books/cee/entries/cee:entry:1"');
    expect(html).toContain('abc123');
  });

  test('of a closed one that is reported in full waits for nothing', async () => {
    const done = { ...payment, returned: usd('0'), unspent: usd('0') };
    const closed = { ...award, status: 'CLOSED', unpaid: usd('0'), payments: [done] };
    const titles = line((await shown({ ...base, status: 'AWARDED', decision, award: closed })).html);
    expect(titles.at(-1)).toBe('Closed');
    expect(titles.join()).not.toContain('Waiting');
  });

  test('keeps the order of time where payments and receipts alternate', async () => {
    const second = { ...payment, id: 'cee:payment:2', amount: usd('30'), paidAt: at(5), receipts: [] };
    const titles = line(
      (await shown({ ...base, status: 'AWARDED', decision, award: { ...award, payments: [second, payment] } })).html,
    );
    expect(titles.slice(2, 5)).toEqual(['Paid USD 60', 'Receipt for USD 40', 'Paid USD 30']);
  });

  test('says where texts were erased', async () => {
    const erased = {
      ...base,
      title: null,
      plan: null,
      status: 'AWARDED',
      decision: { ...decision, reason: null },
      award,
    };
    const { text } = await shown(erased);
    expect(text.match(/This text was erased/g)).toHaveLength(2);
    expect(text).toContain('(name erased)');
  });
});

test.each([
  ['nobody has', [], 404],
  ['is at a hub that does not answer', [silent('cee')], 503],
])('an application whose id %s', async (_name, errors, status) => {
  expect((await shown(null, errors)).status).toBe(status);
});

test('a grant of before says that the books know nothing of it, and names no person', async () => {
  const data = {
    id: 'cee:grant:1',
    import: 'cee:import:1',
    sourceDigest: 'd',
    title: 'A bus',
    description: null,
    recipientKind: 'INDIVIDUAL',
    recipientId: null,
    recipientName: null,
    amount: usd('10'),
    awardDay: '2019-01-01',
    plannedFrom: null,
    plannedTo: null,
    country: 'RS',
  };
  const { text } = await show(
    grant,
    visitTo(
      '/grants/cee:grant:1',
      { grant: 'cee:grant:1' },
      graphOf({ grantOfBefore: () => ({ data: { grant: data } }) }),
    ),
  );
  expect(text).toContain('its books here say nothing of them');
  expect(text).toContain('a person, whose name is not kept');
});
