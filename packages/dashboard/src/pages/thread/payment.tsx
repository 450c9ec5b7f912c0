import { Amount, Called, Id, Moment, T, useText, Who } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import type { Money } from '../../i18n/format.ts';
import { Answer } from './answer.tsx';
import { awardRow } from './award-row.tsx';
import { poolRows, type Surroundings } from './back.tsx';
import { type Branch, branchesOf, type Pooled } from './branches.ts';
import { Check } from './check.tsx';
import { entriesOfPayment } from './check-lines.ts';
import type { Entries } from './entries.ts';
import type { Gaps } from './gaps.ts';
import type { Sign } from './geometry.ts';
import { Legend } from './legend.tsx';
import { minorOf } from './money.ts';
import { TeamName } from './names.tsx';
import { outcomeOf, outcomeParts } from './outcome.tsx';
import { Picture, type Row } from './picture.tsx';
import type { Course, Pool } from './strand.ts';
import { OutcomeTable, SourcesTable } from './tables.tsx';
import type { PaymentOfThreadFragment } from './thread.generated.ts';
import { Ways } from './ways.tsx';

export interface PaymentThreadProps {
  readonly payment: PaymentOfThreadFragment;
  /** The receipt that was asked for, if it was one. */
  readonly receipt?: string;
  readonly gaps: Gaps;
  readonly entries: Entries;
  /** Why the hub's node could not follow the money, in its words. */
  readonly refusal: string | undefined;
}

/** From any payment back to the vote and forward to the receipt. */
export function PaymentThread({ payment, receipt, gaps, entries, refusal }: PaymentThreadProps) {
  const text = useText();
  const { amount, award, sources, receipts } = payment;
  const hub = award?.team?.hub ?? { id: homeOf(payment.id), name: null };
  const pools = branchesOf(sources ?? []);
  const branches = pools.flatMap((pool) => pool.branches);
  const asked = receipts?.find(({ id }) => id === receipt);
  if (amount === null) return null;
  const around: Surroundings = { hub, amount, whole: minorOf(amount), gaps, entries };
  const rows = [
    ...(sources === null ? [unknownRow(amount, refusal)] : pools.flatMap((pool) => poolRows(pool, around))),
    ...(award === null ? [] : [awardRow(award)]),
    { ...paymentRow(payment), isStart: asked === undefined },
    outcomeOf(payment, receipt),
  ];
  const course = courseOf(pools, payment, award !== null);
  const vote = branches.find(({ kind }) => kind === 'vote');
  const gap = branches.find(({ kind }) => kind === 'gap');
  return (
    <>
      <Answer payment={payment} receipt={asked} branches={branches} gaps={gaps} />
      <Ways
        of={[
          ...(vote === undefined ? [] : [{ to: `#${vote.key}-vote`, message: 'thread.wayVote' }]),
          ...(vote === undefined && gap !== undefined ? [{ to: `#${gap.key}-gap`, message: 'thread.wayVote' }] : []),
          { to: '#outcome', message: 'thread.wayReceipt' },
          { to: '#amounts', message: 'thread.wayAmounts' },
          { to: '#check', message: 'thread.wayCheck' },
        ]}
      />
      <h2>
        <T id="thread.picture" />
      </h2>
      <Legend signs={signsOf(course)} isGap={branches.some(({ kind }) => kind === 'gap')} />
      <Picture rows={rows} course={course} label={text('thread.picture')} />
      <h2 id="amounts">
        <T id="thread.amounts" />
      </h2>
      {sources !== null && <SourcesTable payment={payment} sources={sources} />}
      <OutcomeTable payment={payment} />
      <Check
        lines={entriesOfPayment(payment, hub.id)}
        entries={entries}
        ids={[
          ...branches.flatMap(({ sources: [first] }) => first?.disbursement?.allocation?.framework?.motion?.id ?? []),
          ...(award === null ? [] : [award.id]),
          payment.id,
          ...(receipts ?? []).slice(0, 8).map(({ id }) => id),
        ]}
      />
    </>
  );
}

/** The lanes of a payment: its sources join in funds, and what became of it goes apart. */
function courseOf(pools: readonly Pooled[], payment: PaymentOfThreadFragment, hasAward: boolean): Course {
  const minor = minorOf(payment.amount);
  const known: readonly Pool[] = pools.map(({ key, branches }) => ({
    key,
    parts: branches.map((branch) => ({ key: branch.key, minor: branch.minor, sign: signOf(branch) })),
  }));
  const first = hasAward ? 'award' : 'payment';
  const unknown: Pool = { key: first, parts: [{ key: 'unknown', minor, sign: 'missing' }] };
  return {
    pools: payment.sources === null ? [unknown] : known,
    trunk: [first, 'payment'],
    minor,
    after: outcomeParts(payment),
  };
}

function signOf({ sources }: Branch): Sign {
  return sources.some(({ basis }) => basis === 'PRO_RATA') ? 'pro-rata' : 'direct';
}

function signsOf({ pools, after }: Course): ReadonlySet<Sign> {
  return new Set([...pools.flatMap(({ parts }) => parts), ...after].map(({ sign }) => sign));
}

function unknownRow(amount: Money, refusal: string | undefined): Row {
  return {
    key: 'unknown',
    isGap: true,
    title: <T id="thread.branchUnknown" amount={<Amount key="amount" of={amount} />} />,
    body: (
      <p>
        {refusal === undefined ? (
          <T id="thread.untracedSilent" />
        ) : (
          <T id="thread.untraced" reason={<Called key="reason" of={refusal} />} />
        )}
      </p>
    ),
  };
}

function paymentRow({ id, amount, paidBy, paidAt, award }: PaymentOfThreadFragment): Row {
  return {
    key: 'payment',
    title: <T id="thread.payment" amount={amount === null ? null : <Amount key="amount" of={amount} />} />,
    body: (
      <>
        <p>
          <T
            id="thread.paymentText"
            who={<Who key="who" by={paidBy} />}
            team={<TeamName key="team" of={award?.team} />}
            moment={paidAt === null ? null : <Moment key="moment" of={paidAt} />}
          />
        </p>
        <p className="soft">
          <Id of={id} />
        </p>
      </>
    ),
  };
}
