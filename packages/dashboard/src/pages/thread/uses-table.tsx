import type { ReactNode } from 'react';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amount, Day, T, useText } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import { dayOf } from '../../i18n/sense.ts';
import { useVisit } from '../../visit.tsx';
import { largestFirst } from './branches.ts';
import { minorOf, moneyOf, sumMinor } from './money.ts';
import { PartOf } from './names.tsx';
import { Cut, pageOf } from './pages.tsx';

/** One way on which money went. */
export interface Use {
  readonly key: string;
  readonly to: ReactNode;
  /** ISO; null where it has not happened or is not known. */
  readonly day: string | null;
  readonly amount: Money | null;
  /** How it is known; null where it is no share of anything. */
  readonly basis: 'PRO_RATA' | 'DIRECT' | null;
}

/** Every way on which a sum went, exactly, the largest first; then what is left of it. */
export function UsesTable({
  whole,
  uses,
  left,
}: {
  readonly whole: Money;
  readonly uses: readonly Use[];
  readonly left: readonly Use[];
}) {
  const text = useText();
  const { query } = useVisit();
  const page = pageOf(largestFirst(uses), query);
  const line = ({ key, to, day, amount, basis }: Use): TableRow => ({
    key,
    cells: [
      to,
      day === null ? null : <Day key="day" of={dayOf(day)} />,
      amount === null ? null : <Amount key="amount" of={amount} />,
      <PartOf key="share" minor={minorOf(amount)} whole={minorOf(whole)} />,
      basis === null ? null : <T key="known" id={`thread.known${basis}`} />,
    ],
  });
  const sum = moneyOf(sumMinor([...uses, ...left].map(({ amount }) => amount)), whole);
  return (
    <>
      <Table
        caption={<T id="thread.tableUses" />}
        label={text('thread.tableUses')}
        columns={[
          { key: 'to', title: <T id="thread.to" /> },
          { key: 'when', title: <T id="thread.when" /> },
          { key: 'amount', title: <T id="thread.amount" />, isFigure: true },
          { key: 'share', title: <T id="thread.share" />, isFigure: true },
          { key: 'known', title: <T id="thread.known" /> },
        ]}
        rows={[
          ...page.shown.map(line),
          ...left.filter(({ amount }) => minorOf(amount) > 0n).map(line),
          {
            key: 'total',
            kind: 'total',
            cells: [<T key="to" id="thread.sumAll" />, null, <Amount key="amount" of={sum} />, null, null],
          },
        ]}
      />
      <Cut of={page} />
    </>
  );
}
