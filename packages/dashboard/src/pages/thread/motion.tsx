import { Link } from '../../components/link.tsx';
import { Pager } from '../../components/pager.tsx';
import { Amount, Day, T, useText, Who } from '../../components/words.tsx';
import { asItCame, dayOf } from '../../i18n/sense.ts';
import { gapStop, SUPPORT } from './cards.tsx';
import { Check } from './check.tsx';
import { type Fork, forksOf } from './forks.tsx';
import type { Gaps } from './gaps.ts';
import { Legend } from './legend.tsx';
import { minorOf, moneyOf, sumMinor } from './money.ts';
import { Fund } from './names.tsx';
import { Picture, type Row } from './picture.tsx';
import type { ThreadOfMotionQuery } from './thread.generated.ts';
import { UsesTable } from './uses-table.tsx';
import { voteWords, wayRow } from './way.tsx';
import { Ways } from './ways.tsx';

export type MotionData = NonNullable<ThreadOfMotionQuery['motion']>;
type Allocations = NonNullable<NonNullable<MotionData['framework']>['allocations']>;
type Allocation = Allocations['nodes'][number];

/** From a vote forward to all that was allocated by what it adopted. */
export function MotionThread({ of, gaps }: { readonly of: MotionData; readonly gaps: Gaps }) {
  const text = useText();
  const { framework } = of;
  const allocations = framework?.allocations ?? null;
  const currencies = byCurrency(allocations?.nodes ?? []);
  const before: readonly Row[] = [
    {
      ...wayRow(framework === null ? null : { ...framework, shares: null, motion: of }, null, gaps, [], of),
      isStart: true,
    },
    ...(framework !== null && allocations === null ? [gapStop(SUPPORT, gaps, 'gapSupport', 'uses')] : []),
  ];
  return (
    <>
      <Said of={of} />
      {framework !== null && (
        <Ways
          of={[
            { to: '#amounts', message: 'thread.wayAmounts' },
            { to: '#check', message: 'thread.wayCheck' },
          ]}
        />
      )}
      <h2>
        <T id="thread.pictureForward" />
      </h2>
      <Legend signs={new Set()} isGap={framework !== null && allocations === null} />
      {currencies.map((one, index) => (
        <InCurrency key={one.currency} of={one} before={index === 0 ? before : []} />
      ))}
      {currencies.length === 0 && (
        <Picture
          rows={before}
          course={{ pools: [], trunk: ['way', 'way'], minor: 0n, after: [] }}
          label={text('thread.pictureForward')}
        />
      )}
      {currencies.length > 0 && (
        <h2 id="amounts">
          <T id="thread.amounts" />
        </h2>
      )}
      {currencies.map(({ currency, nodes, like }) => (
        <UsesTable
          key={currency}
          whole={moneyOf(sumMinor(nodes.map(({ amount }) => amount)), like)}
          uses={nodes.map(({ id, amount, madeAt }) => ({
            key: id,
            to: (
              <Link to={`/thread/${id}`}>
                <T id="thread.allocationOf" currency={currency} />
              </Link>
            ),
            day: madeAt,
            amount,
            basis: null,
          }))}
          left={[]}
        />
      ))}
      {allocations !== null && (
        <Pager page={allocations.pageInfo} shown={allocations.nodes.length} total={allocations.totalCount} />
      )}
      <Check lines={[]} entries={new Map()} ids={[of.id, ...(framework === null ? [] : [framework.id])]} />
    </>
  );
}

function Said({ of }: { readonly of: MotionData }) {
  const { framework, kind } = of;
  if (framework === null || framework.version === null) {
    return (
      <>
        {kind !== 'ADOPT_FRAMEWORK' && (
          <p className="answer">
            <T id="thread.motionNoMoney" />
          </p>
        )}
        <p>
          <Link to={`/decisions/${of.id}#votes`}>
            <T id="thread.motionNoMoneyLink" />
          </Link>
        </p>
      </>
    );
  }
  const version = <bdi key="version">{framework.version}</bdi>;
  return (
    <p className="answer">
      {framework.allocations === null ? (
        <T id="thread.motionUnknown" version={version} />
      ) : (
        <T id="thread.motionSaid" {...voteWords(of)} version={version} count={framework.allocations.totalCount} />
      )}
    </p>
  );
}

/** What was allocated in one currency; amounts of several are never added up. */
function InCurrency({
  of: { currency, nodes, like },
  before,
}: {
  readonly of: OfCurrency;
  readonly before: readonly Row[];
}) {
  const text = useText();
  const sum = moneyOf(sumMinor(nodes.map(({ amount }) => amount)), like);
  const { row, parts } = forksOf(nodes.map(allocationFork), [], like, {
    key: `uses-${currency}`,
    title: <T id="thread.whereTo" />,
  });
  const key = `allocated-${currency}`;
  const [first = { key }] = before;
  return (
    <Picture
      label={text('thread.pictureForward')}
      rows={[...before, { key, title: <T id="thread.allocated" amount={<Amount key="amount" of={sum} />} /> }, row]}
      course={{ pools: [], trunk: [first.key, key], minor: minorOf(sum), after: parts }}
    />
  );
}

interface OfCurrency {
  readonly currency: string;
  readonly like: NonNullable<Allocation['amount']>;
  readonly nodes: readonly Allocation[];
}

function byCurrency(nodes: readonly Allocation[]): readonly OfCurrency[] {
  const currencies = new Map<string, OfCurrency>();
  for (const node of nodes) {
    if (node.amount === null) continue;
    const currency = asItCame(node.amount.currency);
    const before = currencies.get(currency)?.nodes ?? [];
    currencies.set(currency, { currency, like: node.amount, nodes: [...before, node] });
  }
  return [...currencies.values()];
}

function allocationFork({ id, amount, madeAt, madeBy, fund, parts }: Allocation): Fork {
  return {
    minor: minorOf(amount),
    sign: 'direct',
    title: (
      <T
        id="thread.sumOf"
        amount={amount === null ? null : <Amount key="amount" of={amount} />}
        day={madeAt === null ? null : <Day key="day" of={dayOf(madeAt)} />}
      />
    ),
    body: (
      <p>
        <T
          id="thread.sumOfText"
          who={<Who key="who" by={madeBy} />}
          count={parts?.length ?? 0}
          fund={<Fund key="fund" of={fund} />}
        />{' '}
        <Link to={`/thread/${id}`}>
          <T id="thread.useLink" />
        </Link>
      </p>
    ),
  };
}
