import { Link } from '../../components/link.tsx';
import { Amount, Called, Day, T } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';
import { allocationStop, disbursementStop, gapStop, SUPPORT } from './cards.tsx';
import type { CheckLine } from './check-lines.ts';
import type { Entries } from './entries.ts';
import { type Fork, forksOf } from './forks.tsx';
import { Forward } from './forward.tsx';
import type { Gaps } from './gaps.ts';
import { minorOf, moneyOf, sumMinor } from './money.ts';
import { Fund, HubName, TeamName } from './names.tsx';
import type { Row } from './picture.tsx';
import type { ThreadOfDisbursementQuery } from './thread.generated.ts';
import { UsesTable } from './uses-table.tsx';
import { voteWords, wayRow } from './way.tsx';

export type DisbursementData = NonNullable<ThreadOfDisbursementQuery['disbursement']>;

/** The entries of a disbursement: the payer's, and the hub's. */
export function linesOf({ entryId, received, toHub }: DisbursementData): readonly CheckLine[] {
  return [
    ...(entryId === null ? [] : [{ node: SUPPORT, entry: entryId, what: 'thread.entryPaid' }]),
    ...(received?.entryId == null ? [] : [{ node: toHub.id, entry: received.entryId, what: 'thread.entryReceived' }]),
  ];
}

/** From a disbursement back to the vote and forward to what teams were paid from it. */
export function DisbursementThread({
  of,
  gaps,
  entries,
}: {
  readonly of: DisbursementData;
  readonly gaps: Gaps;
  readonly entries: Entries;
}) {
  const { id, toHub, allocation, received, uses } = of;
  const amount = of.amount ?? received?.amount ?? null;
  if (amount === null) return null;
  const framework = allocation?.framework ?? null;
  const used = sumMinor((uses ?? []).map((use) => use.amount));
  const rest = moneyOf(minorOf(amount) - used, amount);
  const isBooked = received?.status === 'BOOKED';
  const isGap = uses === null && gaps.has(toHub.id);
  const { row, parts } = forksOf(
    (uses ?? []).map(useFork),
    isGap || !isBooked
      ? []
      : [
          {
            minor: minorOf(rest),
            sign: 'rest',
            title: <T id="thread.elsewhere" amount={<Amount key="amount" of={rest} />} />,
          },
        ],
    amount,
    { title: <T id="thread.whereTo" /> },
  );
  const fund: Row = {
    key: 'fund',
    title: (
      <T
        id="thread.hubFund"
        fund={<Fund key="fund" of={received?.fund ?? null} />}
        hub={<HubName key="hub" of={toHub} />}
      />
    ),
    body: (
      <p>
        <T id="thread.hubFundText" />
      </p>
    ),
  };
  return (
    <Forward
      answer={<Said of={of} used={used} />}
      ways={[{ to: '#vote', message: 'thread.wayVote' }]}
      rows={[
        wayRow(framework, toHub, gaps, allocation === null ? [] : [allocationStop(allocation, 'allocation')]),
        { ...disbursementStop(of, 'disbursement', { isLinked: false }), isStart: true },
        ...(isBooked ? [fund] : []),
        isGap ? gapStop(toHub.id, gaps, 'gapUses', 'uses') : row,
      ]}
      course={{
        pools: [],
        trunk: ['way', isBooked ? 'fund' : 'disbursement'],
        minor: minorOf(amount),
        after: isGap ? [{ key: 'uses', minor: minorOf(amount), sign: 'missing' }] : parts,
      }}
      isGap={isGap || framework?.motion == null}
      table={
        <UsesTable
          whole={amount}
          uses={(uses ?? []).map(({ amount: part, basis, payment }) => ({
            key: payment.id,
            to: (
              <Link to={`/thread/${payment.id}`}>
                <Called of={payment.award?.team?.name ?? payment.id} />
              </Link>
            ),
            day: payment.paidAt,
            amount: part,
            basis,
          }))}
          left={
            uses === null
              ? []
              : [{ key: 'rest', to: <T id="thread.lineelsewhere" />, day: null, amount: rest, basis: null }]
          }
        />
      }
      lines={linesOf(of)}
      entries={entries}
      ids={[
        ...(framework?.motion == null ? [] : [framework.motion.id]),
        ...(allocation === null ? [] : [allocation.id]),
        id,
      ]}
    />
  );
}

function Said({ of, used }: { readonly of: DisbursementData; readonly used: bigint }) {
  const { postedAt, toHub, allocation, uses, received } = of;
  const amount = of.amount ?? received?.amount;
  const motion = allocation?.framework?.motion;
  const at = postedAt ?? received?.day;
  if (amount == null) return null;
  const words = { amount: <Amount key="amount" of={amount} />, hub: <HubName key="hub" of={toHub} /> };
  if (at == null) {
    return (
      <p className="answer">
        <T id="thread.disbursementNotPaid" {...words} />
      </p>
    );
  }
  const day = <Day key="day" of={dayOf(at)} />;
  const sum = <Amount key="used" of={moneyOf(used, amount)} />;
  return (
    <p className="answer">
      {motion == null ? (
        <T id="thread.disbursementGap" {...words} day={day} />
      ) : (
        <T id="thread.disbursementVote" {...words} {...voteWords(motion)} day={day} />
      )}{' '}
      {uses === null ? (
        <T id="thread.usesUnknown" />
      ) : (
        <T id={used === 0n ? 'thread.usesNone' : 'thread.usesSaid'} used={sum} count={uses.length} />
      )}
    </p>
  );
}

function useFork({ amount, basis, payment }: NonNullable<DisbursementData['uses']>[number]): Fork {
  const { id, award, amount: whole, paidAt, receipts } = payment;
  return {
    minor: minorOf(amount),
    sign: basis === 'DIRECT' ? 'direct' : 'pro-rata',
    title: (
      <T
        id="thread.useTeam"
        amount={<Amount key="amount" of={amount} />}
        team={<TeamName key="team" of={award?.team} />}
      />
    ),
    body: (
      <p>
        {whole !== null && paidAt !== null && (
          <>
            <T
              id="thread.useTeamText"
              whole={<Amount key="whole" of={whole} />}
              day={<Day key="day" of={dayOf(paidAt)} />}
              count={receipts?.length ?? 0}
            />{' '}
          </>
        )}
        <Link to={`/thread/${id}`}>
          <T id="thread.useLink" />
        </Link>
      </p>
    ),
  };
}
