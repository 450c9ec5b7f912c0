import { LineAmount, LineName } from '../../components/money/lines.tsx';
import { Empty } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Currency, T, useText } from '../../components/words.tsx';
import type { Lens } from '../../money/lens.ts';
import { mostFirst } from '../../money/lines.ts';
import { type Line, rangeOf } from '../../money/sums.ts';

/** Income and spending by purpose, country or region: most spending first, what the books do not say last. */
export function ByKey({
  lines,
  by,
  withoutRate,
  lens,
}: {
  readonly lines: readonly Line[];
  readonly by: 'purpose' | 'country' | 'region' | 'costClass' | 'fundKind';
  readonly withoutRate: readonly string[];
  readonly lens: Lens;
}) {
  const text = useText();
  if (lines.length === 0) {
    return (
      <Empty>
        <p>
          <T id="movement.nothing" />
        </p>
      </Empty>
    );
  }
  const { most: scale } = rangeOf(lines.flatMap((line) => [line.incomeInReport, line.spendingInReport]));
  const shared = { by, lens, withoutRate };
  return (
    <Table
      caption={
        <span className="note">
          <T id={`movement.caption.${by}`} currency={<Currency key="currency" code={lens.currency} />} />
        </span>
      }
      label={text(`movement.label.${by}`)}
      columns={[
        { key: 'key', title: <T id={`money.cut.${by}`} /> },
        { key: 'income', title: <T id="money.kind.income" />, isFigure: true },
        { key: 'spending', title: <T id="money.kind.spending" />, isFigure: true },
      ]}
      rows={[...lines].sort(mostFirst('spending')).map((line) => ({
        key: line.key,
        cells: [
          <LineName key="key" line={line} by={by} kinds={['income', 'spending']} scale={scale} />,
          <LineAmount key="income" {...shared} line={line} kind="income" />,
          <LineAmount key="spending" {...shared} line={line} kind="spending" />,
        ],
      }))}
    />
  );
}
