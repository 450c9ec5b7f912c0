import { LineAmount, LineName, MissingFigure, MissingName } from '../../components/money/lines.tsx';
import { Table } from '../../components/table.tsx';
import { Currency, T, useText } from '../../components/words.tsx';
import type { Lens } from '../../money/lens.ts';
import { emptyLike, entityLines } from '../../money/lines.ts';
import { rangeOf } from '../../money/sums.ts';
import type { StatementData } from './statement.tsx';

/** A row for every entity that should answer; one that did not has its row, empty, and the reason. */
export function ByHub({ of, lens }: { readonly of: StatementData; readonly lens: Lens }) {
  const text = useText();
  const { coverage, byNode, total, withoutRate } = of;
  const { most: scale } = rangeOf(byNode.flatMap((line) => [line.incomeInReport, line.spendingInReport]));
  const shared = { by: 'node', lens, withoutRate } as const;
  return (
    <Table
      caption={
        <span className="note">
          <T id="movement.byHubCaption" currency={<Currency key="currency" code={lens.currency} />} />
        </span>
      }
      label={text('movement.byHub')}
      columns={[
        { key: 'hub', title: <T id="movement.hub" /> },
        { key: 'income', title: <T id="money.kind.income" />, isFigure: true },
        { key: 'spending', title: <T id="money.kind.spending" />, isFigure: true },
      ]}
      rows={entityLines(byNode, coverage, emptyLike(total)).map((one) =>
        'reason' in one
          ? {
              key: one.node,
              kind: 'missing',
              cells: [
                <MissingName key="hub" node={one.node} reason={one.reason} />,
                <MissingFigure key="income" />,
                <MissingFigure key="spending" />,
              ],
            }
          : {
              key: one.line.key,
              cells: [
                <LineName key="hub" line={one.line} by="node" kinds={['income', 'spending']} scale={scale} />,
                <LineAmount key="income" {...shared} line={one.line} kind="income" />,
                <LineAmount key="spending" {...shared} line={one.line} kind="spending" />,
              ],
            },
      )}
    />
  );
}
