import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Opens } from '../../components/money/opens.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amount, Amounts, Bare, Code, Currency, T, useText } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import type { Lens } from '../../money/lens.ts';
import { type Opened, readOpened, untilEnd } from '../../money/opened.ts';
import { daysBefore, type Period } from '../../money/period.ts';
import { sumOf } from '../../money/sums.ts';
import type { LineOfSheetFragment } from './sheets.generated.ts';

interface LinesProps {
  readonly of: readonly LineOfSheetFragment[];
  readonly lens: Lens;
  /** True where totals would be too small: what each node says of itself is shown all the same. */
  readonly isHidden: boolean;
  readonly withoutRate: readonly string[];
}

/** What all nodes own and owe, at the end of the days and at their beginning. */
export function PositionOfAll({ of, ...props }: LinesProps) {
  const kinds = of.filter(({ line }) => line.startsWith('NET_'));
  const [first] = kinds;
  const total: TableRow[] =
    first === undefined || props.isHidden
      ? []
      : [
          {
            key: 'net',
            kind: 'total',
            cells: [
              <T key="line" id="statements.netAssets" />,
              <Bare
                key="end"
                of={sumOf(
                  kinds.map(({ inReport }) => inReport),
                  first.inReport,
                )}
              />,
              <Bare
                key="before"
                of={sumOf(
                  kinds.map(({ beforeInReport }) => beforeInReport),
                  first.inReport,
                )}
              />,
            ],
          },
        ];
  return (
    <Lines
      id="position"
      {...props}
      columns={['statements.atEnd', 'statements.atBeginning']}
      rows={[...of.map((line) => rowOf(line, nameInPosition(line), ['amounts', 'before'], props)), ...total]}
    />
  );
}

/** Cash at the beginning, what came and went by class, and cash at the end. */
export function CashOfAll({ of, ...props }: LinesProps) {
  const cash = of.find(({ line }) => line === 'CASH');
  const at = (which: Which, message: string) =>
    cash === undefined
      ? []
      : [{ ...rowOf(cash, <T id={message} />, [which], props), key: message, kind: 'total' as const }];
  return (
    <Lines
      id="cash"
      {...props}
      columns={['sheets.cash']}
      rows={[
        ...at('before', 'statements.opening'),
        ...of.filter((line) => line !== cash).map((line) => rowOf(line, nameInCash(line), ['amounts'], props)),
        ...at('amounts', 'statements.closing'),
      ]}
    />
  );
}

/** What was planned, and what of it came in and was spent. */
export function PlanOfAll({ of, ...props }: LinesProps) {
  return (
    <Lines
      id="plan"
      {...props}
      columns={['statements.inPeriod']}
      rows={of.map((line) => rowOf(line, <Code area="sheets" code={line.line} />, ['amounts'], props))}
    />
  );
}

type Which = 'amounts' | 'before';

function Lines({
  id,
  lens,
  columns,
  rows,
}: Pick<LinesProps, 'lens'> & {
  readonly id: 'position' | 'cash' | 'plan';
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}) {
  const text = useText();
  return (
    <Table
      caption={
        <span className="note">
          <T id="figure.caption" currency={<Currency key="currency" code={lens.currency} />} />
        </span>
      }
      label={text(`sheets.${id}`)}
      columns={[
        { key: 'line', title: <T id="sheets.line" /> },
        ...columns.map((title) => ({ key: title, title: <T id={title} />, isFigure: true })),
        { key: 'originals', title: <T id="figure.originals" />, isFigure: true },
      ]}
      rows={rows}
    />
  );
}

function rowOf(
  line: LineOfSheetFragment,
  name: ReactNode,
  which: readonly Which[],
  { lens, isHidden, withoutRate }: Omit<LinesProps, 'of'>,
): TableRow {
  const [first = 'amounts'] = which;
  return {
    key: line.line,
    cells: [
      <ByNode key="line" of={line} name={name} which={which} lens={lens} />,
      ...which.map((one) => !isHidden && <InReport key={one} of={line} which={one} withoutRate={withoutRate} />),
      !isHidden && <Amounts key="originals" of={line[first]} />,
    ],
  };
}

/** The sum in the report currency; where nothing of it could be converted, that there is no rate. */
function InReport({
  of,
  which,
  withoutRate,
}: {
  readonly of: LineOfSheetFragment;
  readonly which: Which;
  readonly withoutRate: readonly string[];
}) {
  const originals = of[which];
  if (originals.length === 0) return <Amounts of={[]} />;
  if (originals.every(({ currency }) => withoutRate.includes(currency))) return <T id="figure.noRate" />;
  return <Bare of={which === 'amounts' ? of.inReport : of.beforeInReport} />;
}

/** A line that unfolds to what each node adds to it; each amount leads to the entries in the node's own books. */
function ByNode({
  of,
  name,
  which,
  lens,
}: {
  readonly of: LineOfSheetFragment;
  readonly name: ReactNode;
  readonly which: readonly Which[];
  readonly lens: Lens;
}) {
  const nodes = of.byNode.filter((one) => which.some((each) => one[each].length > 0));
  return (
    <details>
      <summary>{name}</summary>
      <ul>
        {nodes.map((one) => (
          <li key={one.node}>
            <Entity id={one.node} />
            {': '}
            {which.map((each) => (
              <NodeAmounts
                key={each}
                of={one[each]}
                line={of}
                node={one.node}
                days={daysOf(of, each, lens.period)}
                isBefore={which.length > 1 && each === 'before'}
              />
            ))}
            {of.opensAs === null && (
              <Link to={`/books/${one.node}/budgets`}>
                <T id="budgets.heading" />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function daysOf({ opensAs }: LineOfSheetFragment, which: Which, period: Period): Period | undefined {
  if (which === 'before') return daysBefore(period);
  return opensAs?.isAtEnd === true ? untilEnd(period) : period;
}

function NodeAmounts({
  of,
  line: { opensAs },
  node,
  days,
  isBefore,
}: {
  readonly of: readonly Money[];
  readonly line: LineOfSheetFragment;
  readonly node: string;
  readonly days: Period | undefined;
  /** True where it has to be said that it is what was at the beginning. */
  readonly isBefore: boolean;
}) {
  return of.map((money) => {
    const opened = openedOf(opensAs, money.currency);
    return (
      <span key={money.currency} className="line">
        {opened === undefined ? (
          <Amount of={money} />
        ) : (
          <Opens of={money} node={node} opened={opened} days={days} isBare={false} />
        )}{' '}
        {isBefore && <T id="sheets.atBeginningOf" />}
      </span>
    );
  });
}

/** The figure of a node's books, if the page knows one of this name. */
function openedOf(opensAs: LineOfSheetFragment['opensAs'], currency: string): Opened | undefined {
  if (opensAs === null) return undefined;
  const { figure, fundKind, cashClass, withinMovement } = opensAs;
  const query = { figure, currency, free: fundKind ?? '', class: cashClass ?? '' };
  const within = withinMovement === null ? '' : withinMovement ? 'yes' : 'no';
  return readOpened(new URLSearchParams({ ...query, within }));
}

function nameInPosition({ line }: LineOfSheetFragment): ReactNode {
  if (line === 'WITHIN_MOVEMENT') return <T id="sheets.owedWithin" />;
  if (line.startsWith('NET_')) return <Code area="statements.netAssetsOf" code={line.slice('NET_'.length)} />;
  return <Code area="statements.figure" code={line} />;
}

function nameInCash({ line }: LineOfSheetFragment): ReactNode {
  if (line === 'WITHIN_MOVEMENT') return <T id="sheets.paidWithin" />;
  const [way = '', code = ''] = line.split('_');
  return (
    <T
      id={way === 'CAME' ? 'sheets.came' : 'sheets.went'}
      why={<Code key="why" area="statements.class" code={code} />}
    />
  );
}
