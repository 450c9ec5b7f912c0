import { Link } from '../../components/link.tsx';
import { Amount, Day, T, Who } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';
import { allocationStop } from './cards.tsx';
import { type Fork, forksOf } from './forks.tsx';
import { Forward } from './forward.tsx';
import type { Gaps } from './gaps.ts';
import { minorOf } from './money.ts';
import { HubName } from './names.tsx';
import type { ThreadOfAllocationQuery } from './thread.generated.ts';
import { UsesTable } from './uses-table.tsx';
import { voteWords, wayRow } from './way.tsx';

export type AllocationData = NonNullable<ThreadOfAllocationQuery['allocation']>;

/** From an allocation back to the vote and forward to what each hub was paid. */
export function AllocationThread({ of, gaps }: { readonly of: AllocationData; readonly gaps: Gaps }) {
  const { id, amount, framework, parts: given, madeAt, madeBy } = of;
  if (amount === null) return null;
  const motion = framework?.motion ?? null;
  const { row, parts } = forksOf((given ?? []).map(partFork), [], amount, { title: <T id="thread.whereTo" /> });
  const words = {
    amount: <Amount key="amount" of={amount} />,
    who: <Who key="who" by={madeBy} />,
    day: madeAt === null ? null : <Day key="day" of={dayOf(madeAt)} />,
    count: (given ?? []).length,
    version: <bdi key="version">{framework?.version}</bdi>,
  };
  return (
    <Forward
      answer={
        <p className="answer">
          {motion === null ? (
            <T id="thread.allocationGap" {...words} />
          ) : (
            <T id="thread.allocationVote" {...words} {...voteWords(motion)} />
          )}
        </p>
      }
      ways={[{ to: '#vote', message: 'thread.wayVote' }]}
      rows={[
        wayRow(framework, null, gaps),
        { ...allocationStop(of, 'allocation', { isLinked: false }), isStart: true },
        row,
      ]}
      course={{ pools: [], trunk: ['way', 'allocation'], minor: minorOf(amount), after: parts }}
      isGap={motion === null}
      table={
        <UsesTable
          whole={amount}
          uses={(given ?? []).map(({ hub, amount: part, disbursement }) => ({
            key: hub.id,
            to: <HubName of={hub} />,
            day: disbursement?.postedAt ?? null,
            amount: part,
            basis: null,
          }))}
          left={[]}
        />
      }
      ids={[
        ...(motion === null ? [] : [motion.id]),
        id,
        ...(given ?? []).slice(0, 8).flatMap(({ disbursement }) => disbursement?.id ?? []),
      ]}
    />
  );
}

function partFork({ hub, amount, disbursement }: NonNullable<AllocationData['parts']>[number]): Fork {
  return {
    minor: minorOf(amount),
    sign: 'direct',
    title: <T id="thread.partHub" amount={<Amount key="amount" of={amount} />} hub={<HubName key="hub" of={hub} />} />,
    body: (
      <p>
        {disbursement?.postedAt == null ? (
          <T id="thread.partNotPaid" />
        ) : (
          <T id="thread.partPaid" day={<Day key="day" of={dayOf(disbursement.postedAt)} />} />
        )}{' '}
        {disbursement !== null && (
          <Link to={`/thread/${disbursement.id}`}>
            <T id="thread.useLink" />
          </Link>
        )}
      </p>
    ),
  };
}
