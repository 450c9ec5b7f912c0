import { describe, expect, test } from 'vitest';
import type { GraphError } from '../../graph/graph.ts';
import { type Answers, type Rendered, rendered } from '../rendering.test-helper.ts';
import { thread } from './page.tsx';
import {
  award,
  disbursed,
  disbursement,
  fund,
  gift,
  idOf,
  motion,
  payment,
  receipt,
  silent,
  usd,
} from './payment.test-helper.ts';
import type { PaymentOfThreadFragment } from './thread.generated.ts';

const entry = {
  id: 'x',
  kind: 'local-donation',
  effectiveDay: '2026-03-20',
  seq: 4711,
  cites: [{ name: 'motion', value: idOf('council', 'motion', 7) }],
};
const BOOKS: Answers = {
  EntryByPayment: { data: { payment: { award: { team: { hub: { books: { entry } } } } } } },
  EntryByDisbursement: { data: { disbursement: { toHub: { books: { entry } } } } },
  SupportEntry: { data: { supportBooks: { entry } } },
  CampaignsByFund: { data: { campaigns: { totalCount: 0, nodes: [] } } },
};

const show = (id: string, answers: Answers, query = ''): Promise<Rendered> =>
  rendered(thread, `/thread/${id}${query}`, { ...BOOKS, ...answers }, { id });

const ofPayment = (of: PaymentOfThreadFragment | null, errors: readonly GraphError[] = [], query = '') =>
  show(idOf('andes', 'payment'), { ThreadOfPayment: { data: { payment: of }, errors } }, query);

const ofReceipt = (of: PaymentOfThreadFragment, errors: readonly GraphError[] = []) =>
  show(idOf('andes', 'receipt', 1), {
    ThreadOfReceipt: { data: { receipt: { id: idOf('andes', 'receipt', 1), payment: of } }, errors },
  });

const answerOf = ({ html }: Rendered): string =>
  (/<(p|div) class="answer">(.*?)<\/\1>/s.exec(html)?.[2] ?? '').replace(/<[^>]*>/g, '').replace(/\u00a0/g, ' ');

const headings = ({ html }: Rendered): string[] =>
  [...html.matchAll(/<h(\d)[^>]*>(.*?)<\/h\1>/gs)].map(
    ([, level, text]) => `${level} ${text?.replace(/<[^>]*>/g, '').replace(/\u00a0/g, ' ')}`,
  );

describe('the thread of money that is none', () => {
  test('is shown as far as it goes, and says that sums may be wrong', async () => {
    const odd = { amountMinor: '12x', currency: 'usdx', decimal: '<b>' };
    const shown = await ofPayment(payment([disbursed(1, 9_000), { ...gift(2, 1_000), amount: odd }]));
    expect(shown.text).toContain('Some amounts here are none');
    expect(shown.text).toContain('no amount: &lt;b&gt; usdx');
    expect((await ofPayment(payment([disbursed(1, 9_000)]))).text).not.toContain('Some amounts here are none');
  });
});

describe('the thread of a receipt', () => {
  test('says who paid for it, who awarded the grant, and that the council voted on the formula alone', async () => {
    const shown = await ofReceipt(payment([disbursed(1, 9_000), gift(2, 1_000)]));
    expect(answerOf(shown)).toBe(
      'The USD 60.00 on this receipt is part of USD 100.00 that Andes Hub paid to Team A on Apr 1, 2026. The hub’s fund committee awarded the grant: Zawadi decided it on Mar 10, 2026, and gave the reason. 90% of that payment, and so of this receipt, came in a disbursement from the Basic Support System. The Global Council did not vote on this grant: it voted on Feb 2, 2026 for the formula that shares such money among the hubs, framework v1 (3 yes, 1 no, of 5 members).',
    );
    expect(shown.html).toContain(`href="/en/decisions/${idOf('council', 'motion', 1)}#votes"`);
    expect(shown.html).toMatch(/<a href="#award">gave the reason<\/a>/);
    expect(shown.text).toContain('The remaining 10% was the hub’s own money');
  });

  test.each([
    ['the reason was erased', { reason: null }, 'Zawadi decided it on Mar 10, 2026; the reason was erased.'],
    ['the name was erased', { decidedBy: { id: 'x', name: null } }, 'a person whose name was erased decided it on'],
    ['the application is not told', { application: null }, 'awarded the grant: Zawadi decided it. 90%'],
    ['nobody is told', { decidedBy: null }, 'Who awarded the grant cannot be shown now.'],
  ])('says who awarded the grant as far as it is known: %s', async (_, given, expected) => {
    const shown = await ofReceipt(payment([disbursed(1, 9_000), gift(2, 1_000)], { award: { ...award, ...given } }));
    expect(answerOf(shown)).toContain(expected);
  });

  test('names the motion in the card of the vote, and leads to who voted how', async () => {
    const { html, text } = await ofReceipt(payment([disbursed(1, 9_000)]));
    expect(text).toContain('Share the money by framework v1');
    expect(text).toContain('not on single grants');
    expect(html).toMatch(/href="[^"]*#votes">Who voted how/);
  });

  const campaign = {
    id: idOf('fundraising', 'campaign'),
    name: 'Knowledge',
    fund: { id: idOf('fundraising', 'fund') },
  };
  test.each([
    ['one campaign', [campaign], `/en/campaigns/${campaign.id}`, 'See the donations to Knowledge that filled it.'],
    [
      'a campaign whose name was erased',
      [{ ...campaign, name: null }],
      `/en/campaigns/${campaign.id}`,
      'See what filled it.',
    ],
    ['several campaigns', [campaign, campaign], '/en/books/fundraising/postings?kind=income', 'See what filled it.'],
    ['none', [{ ...campaign, fund: { id: 'x' } }], '/en/books/fundraising/postings?kind=income', 'See what filled it.'],
  ])('says what filled the pool: %s', async (_, nodes, address, words) => {
    const { html, text } = await show(idOf('andes', 'payment'), {
      ThreadOfPayment: { data: { payment: payment([disbursed(1, 9_000)]) } },
      CampaignsByFund: { data: { campaigns: { totalCount: nodes.length, nodes } } },
    });
    expect(html).toContain(`href="${address}"`);
    expect(text.replaceAll(' .', '.')).toContain('Worldwide pool is money that the Basic Support System raised.');
    expect(html.replace(/<[^>]*>/g, '')).toContain(`${words} Who gave is not published; each gift is.`);
  });

  test('reads from the vote to the receipt, in headings as in the list', async () => {
    const shown = await ofReceipt(payment([disbursed(1, 9_000), gift(2, 1_000)]));
    expect(headings(shown)).toEqual([
      '1 Receipt over USD 60.00',
      '2 From the vote to the receipt',
      '3 USD 90.00 shared out by a formula of the council: 90%',
      '4 The vote',
      '4 The framework',
      '4 The allocation',
      '4 The disbursement',
      '3 USD 10.00 from a gift to the hub itself: 10%',
      '3 In the fund Fund 0: USD 100.00',
      '3 The award: USD 200.00',
      '3 The payment: USD 100.00',
      '3 What became of it',
      '4 This receipt, over USD 60.00',
      '4 USD 15.00 came back to the hub',
      '4 USD 25.00 is not accounted for yet',
      '2 All amounts',
      '2 How to check',
    ]);
    // Each link within the page leads to something.
    for (const [, anchor] of shown.html.matchAll(/href="#([^"]+)"/g)) expect(shown.html).toContain(`id="${anchor}"`);
    expect(shown.html).toContain('href="#fund-1-source-1-vote"');
  });

  test('shows shares hatched, and money of one source solid; the legend says what is there', async () => {
    const shared = await ofPayment(payment([disbursed(1, 9_000), gift(2, 1_000)]));
    expect(shared.html).toContain('fill="url(#hatch)"');
    expect(shared.text).toContain('Hatched: a share.');
    expect(shared.text).toContain('Here the money of 2 sources lies together');
    const direct = await ofPayment(payment([disbursed(1, 10_000, { basis: 'DIRECT' })], { unspent: usd(0) }));
    expect(direct.html).not.toContain('url(#hatch)');
    expect(direct.text).not.toContain('Hatched: a share.');
    expect(direct.text).toContain('money of this one source only');
    // Pictures are for the eye alone: everything in them is in the list.
    for (const [svg] of direct.html.matchAll(/<svg[^>]*>/g)) expect(svg).toContain('aria-hidden="true"');
  });

  test('tells book entries, with the day, the journal’s position and the way to them', async () => {
    const { text, html } = await ofPayment(payment([disbursed(1, 9_000), gift(2, 1_000)]));
    expect(text).toMatch(/The disbursement, as the payer booked it Fundraising Mar 20, 2026 4,711/);
    expect(html).toContain(`href="/en/books/andes/entries/${idOf('andes', 'payment')}/1"`);
    expect(text).toContain('Booked on Mar 20, 2026 as local-donation .');
    expect(text).toContain('a'.repeat(64));
  });
});

describe('a payment of several sources', () => {
  test('of one vote has one branch, with each disbursement in it', async () => {
    const same = { ...disbursed(2, 4_000), disbursement: disbursement(2, motion(1)) };
    const shown = await ofPayment(payment([disbursed(1, 6_000), same]));
    expect(answerOf(shown)).toContain('100% of that payment came in 2 disbursements from the Basic Support System');
    expect(headings(shown).filter((one) => one.startsWith('3 USD'))).toEqual([
      '3 USD 100.00 shared out by a formula of the council: 100%',
    ]);
    expect(headings(shown).filter((one) => one === '4 The disbursement')).toHaveLength(2);
  });

  test('of several votes has one branch for each, the largest first', async () => {
    const shown = await ofPayment(payment([disbursed(1, 2_000), disbursed(2, 7_000), gift(3, 1_000)]));
    expect(headings(shown).filter((one) => one.startsWith('3 USD'))).toEqual([
      '3 USD 70.00 shared out by a formula of the council: 70%',
      '3 USD 20.00 shared out by a formula of the council: 20%',
      '3 USD 10.00 from a gift to the hub itself: 10%',
    ]);
    expect(shown.text).toContain('Further 20% was shared among the hubs by another framework of the council.');
  });

  test('of more than can be told apart shows the smallest together, and each in the table', async () => {
    const many = Array.from({ length: 120 }, (_, n) => gift(n, n < 100 ? 83 : 85));
    const shown = await ofPayment(payment(many, { amount: usd(10_000) }));
    const branches = headings(shown).filter((one) => one.startsWith('3 USD'));
    expect(branches).toHaveLength(8);
    expect(branches[7]).toBe('3 USD 94.05 from 113 further sources: 94.05%');
    expect(shown.text).toContain('1–50 of 120');
    const last = await ofPayment(payment(many), [], '?from=100');
    expect(last.text).toContain('101–120 of 120');
    expect(last.html).not.toContain('from=150');
    // A number that is none begins the list anew.
    expect((await ofPayment(payment(many), [], '?from=1e9')).text).toContain('1–50 of 120');
  });

  test('from two funds joins first in each, then both', async () => {
    const shown = await ofPayment(
      payment([disbursed(1, 6_000, { basis: 'DIRECT' }), gift(2, 4_000, { fund: fund(1) })]),
    );
    expect(headings(shown).filter((one) => one.startsWith('3 '))).toEqual([
      '3 USD 60.00 shared out by a formula of the council: 60%',
      '3 In the fund Fund 0: USD 60.00',
      '3 USD 40.00 from a gift to the hub itself: 40%',
      '3 In the fund Fund 1: USD 40.00',
      '3 The award: USD 200.00',
      '3 The payment: USD 100.00',
      '3 What became of it',
    ]);
  });

  test('of which nothing was shared by the council says so', async () => {
    const shown = await ofPayment(payment([gift(1, 10_000, { basis: 'DIRECT' })]));
    expect(answerOf(shown)).toContain('no formula of the Global Council had a part in it');
    expect(shown.html).not.toContain('Back to the vote');
  });

  test('says whether the parts add up to it', async () => {
    expect((await ofPayment(payment([gift(1, 9_999), gift(2, 1)]))).text).toContain('add up to the payment exactly');
    const short = await ofPayment(payment([gift(1, 9_000)]));
    expect(short.text).toContain('The parts add up to USD 90.00 , and not to the payment');
  });

  test('of one of a million is not said to be nothing', async () => {
    const shown = await ofPayment(payment([disbursed(1, 99_999_999), gift(2, 1)], { amount: usd(100_000_000) }));
    expect(shown.text).toContain('0.01%');
    expect(answerOf(shown)).toContain('99.99% of that payment');
  });
});

describe('what is missing', () => {
  test('the council: the vote’s place is kept, with the reason, and with what the hub’s own books cite', async () => {
    const of = { ...disbursed(1, 9_000), disbursement: disbursement(1, null) };
    const shown = await ofReceipt(payment([of, gift(2, 1_000)]), [silent('council')]);
    expect(answerOf(shown)).toContain('was shared among the hubs cannot be shown now: Global Council does not answer.');
    expect(headings(shown)).toContain('4 Global Council does not answer');
    expect(headings(shown)).toContain('4 The disbursement');
    expect(shown.text).toContain('Which vote put the formula in force is kept there. It did not answer in time.');
    expect(shown.html).toContain(`href="/en/thread/${idOf('council', 'motion', 7)}"`);
    expect(shown.html).toContain('stop-gap');
    expect(shown.text).toContain('Dashed: missing.');
  });

  test('fundraising: what the hub says stands', async () => {
    const of = disbursement(1);
    const bare = { ...of, status: null, amount: null, postedAt: null, entryId: null, allocation: null };
    const shown = await ofPayment(payment([{ ...disbursed(1, 10_000), disbursement: bare }]), [silent('fundraising')]);
    expect(headings(shown)).toContain('4 Fundraising does not answer');
    expect(shown.text).toContain('The hub’s books say that USD 2,500.00 came in on Mar 4, 2026 .');
    // It has just not answered: it is not asked for its entries.
    expect(shown.asked.has('SupportEntry')).toBe(false);
  });

  test('the hub itself: the page says so, and that nobody else can tell', async () => {
    const shown = await ofPayment(null, [silent('andes')]);
    expect(shown.status).toBe(503);
    expect(shown.text).toContain('andes does not answer');
    expect(shown.text).toContain('It did not answer in time.');
  });

  test('its sources, which the hub could not follow: the reason is told, the rest stands', async () => {
    const refusal = { code: 'POOL_TOO_LARGE', message: 'The fund has too many entries.', path: ['payment', 'sources'] };
    const shown = await ofPayment(payment(null), [refusal]);
    expect(answerOf(shown)).toContain('Where that money came from cannot be shown');
    expect(shown.text).toContain('The fund has too many entries.');
    expect(shown.html).toContain('ribbon-missing');
    expect(headings(shown)).toContain('4 A receipt over USD 60.00');
  });

  test('texts that were erased', async () => {
    const of = payment([disbursed(1, 10_000)], {
      receipts: [{ ...receipt(1, 6_000), about: null, reportedBy: { id: 'x', name: null } }],
    });
    const shown = await ofPayment(of);
    expect(shown.text).toContain('This text was erased; its digest stays in the journal.');
    expect(shown.text).toContain('reported by a person whose name was erased');
  });

  test('receipts: none yet', async () => {
    const shown = await ofPayment(payment([gift(1, 10_000)], { receipts: [], returned: usd(0), unspent: usd(10_000) }));
    expect(shown.text).toContain('The team has not reported anything yet.');
    expect(headings(shown)).toContain('4 USD 100.00 is not accounted for yet');
  });

  test.each([
    ['nobody has it', idOf('andes', 'payment', 9), { ThreadOfPayment: { data: { payment: null } } }],
    [
      'its hub is not in the registry',
      idOf('nowhere', 'payment'),
      { ThreadOfPayment: { data: { payment: null }, errors: [{ code: 'UNKNOWN_HUB', message: '', node: 'nowhere' }] } },
    ],
    ['it is no id', 'andes:payment:1', {}],
    ['its kind has no thread', idOf('andes', 'team'), {}],
    ['its kind is a word of the language', idOf('andes', 'constructor'), {}],
  ])('the thing itself, where %s', async (_, id, answers: Answers) => {
    expect((await show(id, answers)).status).toBe(404);
  });
});

describe('a thread that begins elsewhere', () => {
  test('at an award of one payment is that payment’s', async () => {
    const of = payment([disbursed(1, 10_000)]);
    const listed = { ...of, award: { id: award.id, team: award.team } };
    const shown = await show(award.id, {
      ThreadOfAward: { data: { award: { ...award, payments: [listed] } } },
      ThreadOfPayment: { data: { payment: of } },
    });
    expect(answerOf(shown)).toContain('Andes Hub paid USD 100.00 to Team A');
    expect(headings(shown)).toContain('4 The vote');
  });

  test('at an award of several payments leads to each', async () => {
    const payments = [1, 2].map((n) => ({ ...payment([]), id: idOf('andes', 'payment', n), amount: usd(n * 3_000) }));
    const of = { ...award, paid: usd(9_000), unpaid: usd(11_000), payments };
    const shown = await show(award.id, { ThreadOfAward: { data: { award: of } } });
    expect(answerOf(shown)).toBe('Andes Hub granted USD 200.00 to Team A; USD 90.00 of it was paid in 2 payments.');
    for (const { id } of payments) expect(shown.html).toContain(`href="/en/thread/${id}"`);
    expect(shown.text).toMatch(/Together USD 200\.00/);
  });

  test('at an award of which nothing was paid says what would begin it', async () => {
    const of = { ...award, paid: usd(0), unpaid: usd(20_000), payments: [] };
    const shown = await show(award.id, { ThreadOfAward: { data: { award: of } } });
    expect(answerOf(shown)).toContain('nothing of it was paid so far');
    expect(shown.html).toContain(`href="/en/grants/${award.application.id}"`);
  });

  test('at an application of which nothing was granted has no money to follow', async () => {
    const application = {
      id: award.application.id,
      status: 'OPEN',
      title: 'x',
      amount: usd(500),
      team: award.team,
      award: null,
    };
    const shown = await show(application.id, { ThreadOfApplication: { data: { application } } });
    expect(answerOf(shown)).toContain('Team A asked for USD 5.00. Nothing was granted, or not yet');
  });

  test('at a disbursement goes back to the vote and forward to the teams', async () => {
    const used = { ...payment([]), amount: usd(10_000) };
    const of = { ...disbursement(1), uses: [{ basis: 'PRO_RATA', amount: usd(9_000), payment: used }] };
    const shown = await show(of.id, { ThreadOfDisbursement: { data: { disbursement: of } } });
    expect(answerOf(shown)).toBe(
      'USD 2,500.00 was paid to Andes Hub on Mar 3, 2026: its share by the formula for which the Global Council voted on Feb 2, 2026 (3 yes, 1 no, of 5 members). USD 90.00 of it has gone to teams in 1 payment.',
    );
    expect(headings(shown).filter((one) => /^[34]/.test(one))).toEqual([
      '3 How it was shared among the hubs',
      '4 The vote',
      '4 The framework',
      '4 The allocation',
      '3 The disbursement',
      '3 In the fund Fund 0 of Andes Hub',
      '3 Where it went',
      '4 USD 90.00 to Team A',
      '4 USD 2,410.00 is still in the fund, or the hub spent it otherwise',
    ]);
    expect(shown.text).toMatch(/Together USD 2,500\.00/);
  });

  test('at a disbursement whose hub is silent keeps the hub’s place', async () => {
    const of = { ...disbursement(1), received: null, uses: null };
    const shown = await show(of.id, {
      ThreadOfDisbursement: { data: { disbursement: of }, errors: [silent('andes')] },
    });
    expect(headings(shown)).toContain('3 andes does not answer');
    expect(shown.html).toContain('ribbon-missing');
    expect(answerOf(shown)).toContain('What the hub paid from it cannot be shown now.');
  });

  test('at a disbursement of which both sides say something else says so', async () => {
    const of = disbursement(1);
    const received = { ...of.received, amount: usd(249_999), contradictions: 1 };
    const shown = await show(of.id, {
      ThreadOfDisbursement: { data: { disbursement: { ...of, received, uses: [] } } },
    });
    expect(shown.text).toContain('The hub’s books say USD 2,499.99 : the two do not agree.');
    expect(shown.text).toContain('One end contradicted itself');
    expect(shown.html).toContain(`/books/fundraising/transfers/${of.id}"`);
  });

  test('at a donation goes forward to the hubs; the parts and the rest add up', async () => {
    const uses = [1, 2, 3].map((n) => ({ basis: 'PRO_RATA', amount: usd(n * 1_000), disbursement: disbursement(n) }));
    const of = {
      id: idOf('fundraising', 'donation'),
      entryId: 'entry',
      receivedOn: '2026-01-05',
      amount: usd(10_000),
      campaign: { id: 'x', name: 'Knowledge' },
      fund: fund(),
      remaining: usd(3_500),
      uses,
    };
    const shown = await show(of.id, { ThreadOfDonation: { data: { donation: of } } });
    expect(answerOf(shown)).toBe(
      'USD 60.00 of this donation of USD 100.00 went to 1 hub; the Basic Support System spent USD 5.00 itself, and USD 35.00 is still in its fund.',
    );
    expect(headings(shown).filter((one) => one.startsWith('4 '))).toEqual([
      '4 USD 30.00 to Andes Hub',
      '4 USD 20.00 to Andes Hub',
      '4 USD 10.00 to Andes Hub',
      '4 USD 5.00 was spent by the Basic Support System itself',
      '4 USD 35.00 is still in the fund',
    ]);
    expect(shown.text).toMatch(/Together USD 100\.00/);
    const untraced = { ...of, uses: null, remaining: null };
    expect(answerOf(await show(of.id, { ThreadOfDonation: { data: { donation: untraced } } }))).toContain(
      'cannot be shown',
    );
  });

  test('at an allocation shows what each hub got of it', async () => {
    const of = {
      ...disbursement(1).allocation,
      parts: [
        { amount: usd(600_000), hub: { id: 'andes', name: 'Andes Hub' }, disbursement: disbursement(1) },
        { amount: usd(400_000), hub: { id: 'cee', name: null }, disbursement: null },
      ],
    };
    const shown = await show(of.id, { ThreadOfAllocation: { data: { allocation: of } } });
    expect(answerOf(shown)).toContain('Ines split USD 10,000.00 among 2 hubs by the framework v1');
    expect(headings(shown)).toContain('4 USD 4,000.00 to cee');
    expect(shown.text).toContain('Not paid yet.');
    const gap = { ...of, framework: { ...of.framework, version: null, shares: null, motion: null } };
    const without = await show(of.id, {
      ThreadOfAllocation: { data: { allocation: gap }, errors: [silent('council')] },
    });
    expect(headings(without)).toContain('4 Global Council does not answer');
  });

  const allocated = (amounts: readonly object[]) => ({
    totalCount: amounts.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: amounts.map((amount, n) => ({
      ...disbursement(n).allocation,
      amount,
      parts: [{ hub: { id: 'andes' } }],
    })),
  });
  const ofMotion = (of: object, errors: readonly GraphError[] = []) =>
    show(idOf('council', 'motion'), { ThreadOfMotion: { data: { motion: { ...motion(), ...of } }, errors } });

  test('at a motion goes forward to what was allocated, each currency by itself', async () => {
    const eur = { amountMinor: '700', currency: 'EUR', decimal: '7.00' };
    const framework = { id: 'x', version: 'v0', isInForce: true, allocations: allocated([usd(100), usd(200), eur]) };
    const shown = await ofMotion({ framework });
    expect(answerOf(shown)).toContain('3 sums were allocated by it');
    expect(headings(shown).filter((one) => one.startsWith('3 Allocated'))).toEqual([
      '3 Allocated by it: USD 3.00',
      '3 Allocated by it: EUR 7.00',
    ]);
  });

  test.each([
    ['about no money', { kind: 'SUSPEND_HUB', framework: null }, 'This vote moved no money'],
    [
      'by which nothing was allocated',
      { framework: { id: 'x', version: 'v0', isInForce: true, allocations: allocated([]) } },
      'nothing was allocated by it so far',
    ],
    [
      'while fundraising is silent',
      { framework: { id: 'x', version: 'v0', isInForce: true, allocations: null } },
      'what was allocated by it cannot be shown now',
    ],
  ])('at a motion %s', async (_, of, expected) => {
    const shown = await ofMotion(of, [silent('fundraising')]);
    expect(answerOf(shown)).toContain(expected);
    expect(headings(shown)).toContain('4 The vote');
  });
});
