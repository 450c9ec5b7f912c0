import { Link } from '../../components/link.tsx';
import { Amount, Code, Day, T } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import type { Branch, Pooled } from './branches.ts';
import { largestFirst, motionOf } from './branches.ts';
import { allocationStop, COUNCIL, disbursementStop, frameworkStop, gapStop, SUPPORT, voteStop } from './cards.tsx';
import type { Entries } from './entries.ts';
import type { Gaps } from './gaps.ts';
import { moneyOf, sumMinor } from './money.ts';
import { entryAddress, Fund, PartOf } from './names.tsx';
import { Chain, type Row } from './picture.tsx';
import type { SourceOfThreadFragment } from './thread.generated.ts';

/** How many disbursements of one vote are shown one by one. */
const DISBURSEMENTS_MAX = 4;

/** What a row of the way back needs to know besides itself. */
export interface Surroundings {
  readonly hub: { readonly id: string; readonly name: string | null };
  /** The payment: its currency, and what parts are parts of. */
  readonly amount: Money;
  readonly whole: bigint;
  readonly gaps: Gaps;
  readonly entries: Entries;
}

/** The rows of one fund: each branch that leads into it, and the fund itself. */
export function poolRows(pool: Pooled, around: Surroundings): readonly Row[] {
  const { key, fund, minor, branches } = pool;
  const isShared = branches.some(({ sources }) => sources.some(({ basis }) => basis === 'PRO_RATA'));
  const count = branches.reduce((sum, { sources }) => sum + sources.length, 0);
  return [
    ...branches.map((branch) => branchRow(branch, around)),
    {
      key,
      title: (
        <T
          id="thread.fund"
          fund={<Fund key="fund" of={fund} />}
          amount={<Amount key="amount" of={moneyOf(minor, around.amount)} />}
        />
      ),
      body: (
        <p>
          <T id={isShared ? 'thread.fundProRata' : 'thread.fundDirect'} count={count} />
        </p>
      ),
    },
  ];
}

function branchRow(branch: Branch, around: Surroundings): Row {
  const { key, kind, minor, sources } = branch;
  const words = {
    amount: <Amount key="amount" of={moneyOf(minor, around.amount)} />,
    share: <PartOf key="share" minor={minor} whole={around.whole} />,
  };
  if (kind === 'rest') {
    return {
      key,
      title: <T id="thread.branchFurther" {...words} count={sources.length} />,
      body: (
        <p>
          <T id="thread.further" all={toAmounts} />
        </p>
      ),
    };
  }
  const [first] = sources;
  if (first === undefined) return { key, title: <T id="thread.branchDISBURSEMENT" {...words} /> };
  if (kind === 'other') {
    return {
      key,
      title: <T id={`thread.branch${first.origin}`} {...words} />,
      body: <Booked of={first} around={around} />,
    };
  }
  const isGap = kind === 'gap';
  return {
    key,
    title: <T id={isGap ? 'thread.branchGap' : 'thread.branchVote'} {...words} />,
    body: <WayDown of={sources} first={first} prefix={key} around={around} />,
  };
}

/** From the vote over framework and allocation to the disbursements that it allowed. */
function WayDown({
  of,
  first,
  prefix,
  around,
}: {
  readonly of: readonly SourceOfThreadFragment[];
  readonly first: SourceOfThreadFragment;
  readonly prefix: string;
  readonly around: Surroundings;
}) {
  const { gaps, hub, entries } = around;
  const framework = first.disbursement?.allocation?.framework ?? null;
  const motion = motionOf(first);
  const shown = largestFirst(of).slice(0, DISBURSEMENTS_MAX);
  const rest = largestFirst(of).slice(DISBURSEMENTS_MAX);
  const cited = entries.get(`${hub.id} ${first.entry}`)?.cites.find(({ name }) => name === 'motion')?.value;
  const steps: Omit<Row, 'rows'>[] = [];
  if (motion !== null) steps.push(voteStop(motion, `${prefix}-vote`));
  else if (gaps.has(SUPPORT)) steps.push(gapStop(SUPPORT, gaps, 'gapSupport', `${prefix}-gap`, cited));
  else if (gaps.has(COUNCIL)) steps.push(gapStop(COUNCIL, gaps, 'gapVote', `${prefix}-gap`, cited));
  else steps.push({ key: `${prefix}-gap`, isGap: true, title: <T id="thread.vote" />, body: <T id="thread.noVote" /> });
  if (framework !== null && framework.version !== null)
    steps.push(frameworkStop(framework, hub, `${prefix}-framework`));
  for (const [index, { disbursement, amount }] of shown.entries()) {
    if (disbursement === null) continue;
    if (disbursement.allocation !== null) {
      steps.push(allocationStop(disbursement.allocation, `${prefix}-allocation-${index + 1}`));
    }
    steps.push(disbursementStop(disbursement, `${prefix}-disbursement-${index + 1}`, { part: amount }));
  }
  if (rest.length > 0) {
    const sum = moneyOf(sumMinor(rest.map(({ amount }) => amount)), around.amount);
    steps.push({
      key: `${prefix}-more`,
      title: <T id="thread.disbursement" />,
      body: (
        <p>
          <T
            id="thread.disbursementsFurther"
            count={rest.length}
            amount={<Amount key="amount" of={sum} />}
            all={toAmounts}
          />
        </p>
      ),
    });
  }
  return <Chain steps={steps} />;
}

function Booked({ of, around }: { readonly of: SourceOfThreadFragment; readonly around: Surroundings }) {
  const { hub, entries } = around;
  const entry = entries.get(`${hub.id} ${of.entry}`);
  return (
    <p>
      {entry !== undefined && (
        <>
          <T
            id="thread.entryOf"
            day={<Day key="day" of={entry.effectiveDay} />}
            kind={<Code key="kind" area="books.kind" code={entry.kind} />}
          />{' '}
        </>
      )}
      <Link to={entryAddress(hub.id, of.entry)}>
        <T id="thread.entryLink" />
      </Link>
    </p>
  );
}

function toAmounts(parts: React.ReactNode[]) {
  return (
    <a key="all" href="#amounts">
      {parts}
    </a>
  );
}
