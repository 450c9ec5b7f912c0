import type { ReactNode } from 'react';
import { BarsOverTime } from '../../components/charts/bars-over-time.tsx';
import { Link } from '../../components/link.tsx';
import { Converted, KeyName } from '../../components/money/figures.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Currency, Month, T, useText } from '../../components/words.tsx';
import type { Cut, CutName } from '../../money/cut.ts';
import { type Lens, lensQuery } from '../../money/lens.ts';
import { inEveryUnit } from '../../money/lines.ts';
import { within } from '../../money/period.ts';
import { type Line, minorOf, moneyOfKind, placesOf, rangeOf, sumOf } from '../../money/sums.ts';
import type { OpenedProps } from './total.tsx';
import { type FlowKind, waysLeft } from './ways.ts';

/** How many keys have a picture of their own. */
const PICTURES_MAX = 6;

/** The figure by month, or by year, and where it is asked for each part of it by itself: bars, and a table that says the same. */
export function OverTime({ of, lens, kind, cut, by, over }: OpenedProps) {
  const { byMonth, total } = of;
  const months = inEveryUnit(byMonth, lens.period, total);
  if (byMonth.length === 0) return null;
  const ways: readonly CutName[] = [...(cut.node === undefined ? (['node'] as const) : []), ...waysLeft(cut, kind, by)];
  return (
    <>
      <h2 id="time">
        <T id="figure.overTime" />
      </h2>
      <Bars lines={months} kind={kind} like={total} scale={rangeOf(months.map((line) => amountOf(line, kind)))}>
        <T id="figure.overTimeIn" currency={<Currency key="currency" code={lens.currency} />} />
      </Bars>
      <MonthTable parts={[{ cut, lines: months }]} {...{ lens, kind, over: undefined, withoutRate: of.withoutRate }} />
      <OverTimeBy {...{ ways, lens, kind, cut, by, over }} />
      {over !== undefined && of.series && (
        <Series
          {...{ lens, kind, cut, over, total, withoutRate: of.withoutRate }}
          of={of.series}
          units={byMonth.map(({ key }) => key)}
        />
      )}
    </>
  );
}

type SeriesData = NonNullable<OpenedProps['of']['series']>;

function Series({
  of,
  lens,
  kind,
  cut,
  over,
  total,
  units,
  withoutRate,
}: {
  readonly of: SeriesData;
  /** The months, or years, of the whole. */
  readonly units: readonly string[];
  readonly lens: Lens;
  readonly kind: FlowKind;
  readonly cut: Cut;
  readonly over: CutName;
  readonly total: Line;
  readonly withoutRate: readonly string[];
}) {
  const parts = of
    .map(({ key, months }) => ({ key, lines: inEveryUnit(months, lens.period, total, units) }))
    .filter(({ lines }) => lines.some((line) => moneyOfKind(line, kind).originals.length > 0))
    .sort((one, other) => (sumIn(one.lines, kind, total) < sumIn(other.lines, kind, total) ? 1 : -1));
  const scale = rangeOf(parts.flatMap(({ lines }) => lines.map((line) => amountOf(line, kind))));
  return (
    <>
      <h3>
        <T id={`figure.by.${over}`} />
      </h3>
      {parts.length > PICTURES_MAX && (
        <p>
          <T id="figure.seriesCut" count={PICTURES_MAX} />
        </p>
      )}
      <div className="panels">
        {parts.slice(0, PICTURES_MAX).map(({ key, lines }) => (
          <Bars key={key} lines={lines} kind={kind} like={total} scale={scale}>
            <KeyName of={key} name={over} />
          </Bars>
        ))}
      </div>
      <MonthTable
        parts={parts.map(({ key, lines }) => ({ key, cut: { ...cut, [over]: key }, lines }))}
        {...{ lens, kind, over, withoutRate }}
      />
    </>
  );
}

function Bars({
  lines,
  kind,
  like,
  scale,
  children,
}: {
  readonly lines: readonly Line[];
  readonly kind: FlowKind;
  readonly like: Line;
  readonly scale: { readonly least: bigint; readonly most: bigint };
  readonly children: ReactNode;
}) {
  return (
    <figure>
      <figcaption>{children}</figcaption>
      <BarsOverTime
        {...scale}
        kind={kind === 'income' ? 'in' : 'out'}
        places={placesOf(like.incomeInReport)}
        points={lines.map((line) => ({ key: line.key, amount: amountOf(line, kind) }))}
      />
    </figure>
  );
}

interface Part {
  readonly key?: string;
  readonly cut: Cut;
  readonly lines: readonly Line[];
}

/** The table of the bars; each amount opens its month. */
function MonthTable({
  parts,
  lens,
  kind,
  over,
  withoutRate,
}: {
  readonly parts: readonly Part[];
  readonly lens: Lens;
  readonly kind: FlowKind;
  readonly over: CutName | undefined;
  readonly withoutRate: readonly string[];
}) {
  const text = useText();
  const rows = parts.flatMap(({ key, cut, lines }) =>
    lines
      .filter((line) => key === undefined || moneyOfKind(line, kind).originals.length > 0)
      .map((line): TableRow => {
        const inMonth = { ...lens, period: within(lens.period, line.key) };
        return {
          key: `${key ?? ''} ${line.key}`,
          cells: [
            <span key="month">
              {key !== undefined && over !== undefined && (
                <>
                  <KeyName of={key} name={over} />,{' '}
                </>
              )}
              <Month of={line.key} />
            </span>,
            <Converted
              key="amount"
              {...moneyOfKind(line, kind)}
              {...{ kind, cut, withoutRate }}
              lens={inMonth}
              isBare
            />,
          ],
        };
      }),
  );
  return (
    <details>
      <summary>
        <T id="figure.months" />
      </summary>
      <Table
        caption={
          <span className="note">
            <T id="figure.overTimeIn" currency={<Currency key="currency" code={lens.currency} />} />
          </span>
        }
        label={text(over === undefined ? 'figure.overTime' : 'figure.seriesBy')}
        columns={[
          { key: 'month', title: <T id="movement.month" /> },
          { key: 'amount', title: <T id={`money.kind.${kind}`} />, isFigure: true },
        ]}
        rows={rows}
      />
    </details>
  );
}

/** The ways to see each part over time by itself. */
function OverTimeBy({
  ways,
  lens,
  kind,
  cut,
  by,
  over,
}: Pick<OpenedProps, 'lens' | 'kind' | 'cut' | 'by' | 'over'> & { readonly ways: readonly CutName[] }) {
  const text = useText();
  return (
    <nav className="periods" aria-label={text('figure.seriesBy')}>
      <p>
        <T id="figure.seriesBy" />
      </p>
      <ul>
        {ways.map((way) => (
          <li key={way}>
            <Link to="/figure" query={{ kind, ...cut, by, over: way, ...lensQuery(lens) }} isCurrent={way === over}>
              <T id={`money.cut.${way}`} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function amountOf(line: Line, kind: FlowKind) {
  return moneyOfKind(line, kind).inReport;
}

function sumIn(lines: readonly Line[], kind: FlowKind, like: Line): bigint {
  return minorOf(
    sumOf(
      lines.map((line) => amountOf(line, kind)),
      like.incomeInReport,
    ),
  );
}
