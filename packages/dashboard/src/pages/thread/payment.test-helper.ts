import type { GraphError } from '../../graph/graph.ts';
import type {
  MotionOfThreadFragment,
  PaymentOfThreadFragment,
  ReceiptOfThreadFragment,
  SourceOfThreadFragment,
} from './thread.generated.ts';

/** An id of the test's making. */
export const idOf = (home: string, kind: string, n = 0): string =>
  `${home}:${kind}:01JD3Z7N4QK8R2V6X0Y5ABC${String(n).padStart(3, '0')}`;

export const usd = (minor: number) => ({
  amountMinor: String(minor),
  currency: 'USD',
  decimal: (minor / 100).toFixed(2),
});

const who = (name: string | null) => ({ id: idOf('andes', 'person'), name });
export const hub = { id: 'andes', name: 'Andes Hub' };
export const fund = (n = 0) => ({ id: idOf('andes', 'fund', n), code: `fund-${n}`, name: `Fund ${n}` });

export const motion = (n = 0, given: Partial<MotionOfThreadFragment> = {}): MotionOfThreadFragment => ({
  id: idOf('council', 'motion', n),
  hub: null,
  framework: { id: idOf('council', 'framework', n), version: `v${n}` },
  countryList: null,
  kind: 'ADOPT_FRAMEWORK',
  status: 'ADOPTED',
  rationale: `Reason ${n}.`,
  proposedAt: '2026-01-01T00:00:00Z',
  closedAt: `2026-02-${String((n % 27) + 1).padStart(2, '0')}T00:00:00Z`,
  proposedBy: who('Ada'),
  tally: { yes: 3, no: 1, abstain: 0, electorate: 5 },
  ...given,
});

const allocation = (n = 0, of: MotionOfThreadFragment | null = motion(n)) => ({
  id: idOf('fundraising', 'allocation', n),
  madeAt: '2026-03-01T00:00:00Z',
  madeBy: who('Ines'),
  amount: usd(1_000_000),
  fund: { id: idOf('fundraising', 'fund'), code: 'general', name: 'Worldwide pool' },
  framework: {
    id: idOf('council', 'framework', n),
    version: of === null ? null : `v${n}`,
    shares: of === null ? null : [{ shareBasisPoints: 2500, hub: { id: 'andes' } }],
    motion: of,
  },
});

export const disbursement = (n = 0, of: MotionOfThreadFragment | null = motion(n)) => ({
  id: idOf('fundraising', 'disbursement', n),
  status: 'BOOKED' as const,
  preparedAt: '2026-03-02T00:00:00Z',
  postedAt: '2026-03-03T00:00:00Z',
  entryId: idOf('fundraising', 'disbursement', n),
  amount: usd(250_000),
  toHub: hub,
  contradictions: [],
  received: {
    status: 'BOOKED' as const,
    contradictions: 0,
    day: '2026-03-04',
    bookedAt: '2026-03-04T00:00:00Z',
    entryId: idOf('fundraising', 'disbursement', n),
    amount: usd(250_000),
    fund: fund(),
  },
  allocation: allocation(n, of),
});

/** A source by way of a disbursement; of the same vote if the motion is the same. */
export const disbursed = (
  n: number,
  minor: number,
  given: Partial<SourceOfThreadFragment> = {},
): SourceOfThreadFragment => ({
  origin: 'DISBURSEMENT',
  basis: 'PRO_RATA',
  entry: idOf('fundraising', 'disbursement', n),
  amount: usd(minor),
  fund: fund(),
  disbursement: disbursement(n),
  ...given,
});

export const gift = (
  n: number,
  minor: number,
  given: Partial<SourceOfThreadFragment> = {},
): SourceOfThreadFragment => ({
  origin: 'DONATION',
  basis: 'PRO_RATA',
  entry: idOf('andes', 'entry', n),
  amount: usd(minor),
  fund: fund(),
  disbursement: null,
  ...given,
});

export const receipt = (n: number, minor: number): ReceiptOfThreadFragment => ({
  id: idOf('andes', 'receipt', n),
  contentHash: 'a'.repeat(64),
  spentOn: '2026-05-01',
  about: `Books ${n}`,
  reportedAt: '2026-05-02T00:00:00Z',
  amount: usd(minor),
  reportedBy: who('Juma'),
});

export const award = {
  id: idOf('andes', 'award'),
  status: 'OPEN' as const,
  amount: usd(20_000),
  paid: usd(10_000),
  unpaid: usd(10_000),
  reason: 'A good plan.',
  decidedBy: who('Zawadi'),
  team: { id: idOf('andes', 'team'), name: 'Team A', hub },
  application: {
    id: idOf('andes', 'application'),
    title: 'Libraries',
    purpose: 'education',
    spentIn: 'PE',
    appliedAt: '2026-03-05T00:00:00Z',
    decision: { decidedAt: '2026-03-10T00:00:00Z' },
  },
};

/** A payment of USD 100.00, with a receipt over 60.00; 15.00 came back. */
export const payment = (
  sources: readonly SourceOfThreadFragment[] | null,
  given: Partial<PaymentOfThreadFragment> = {},
): PaymentOfThreadFragment => ({
  id: idOf('andes', 'payment'),
  paidAt: '2026-04-01T10:00:00Z',
  paidBy: who('Baraka'),
  amount: usd(10_000),
  entries: [`${idOf('andes', 'payment')}/1`],
  returned: usd(1_500),
  unspent: usd(2_500),
  award,
  receipts: [receipt(1, 6_000)],
  sources,
  ...given,
});

/** As the gateway says that a node did not answer. */
export const silent = (node: string): GraphError => ({
  message: `${node} did not answer.`,
  code: node === 'andes' ? 'HUB_UNAVAILABLE' : 'NODE_UNAVAILABLE',
  node,
  reason: 'timed-out',
});
