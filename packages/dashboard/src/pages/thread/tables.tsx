import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amount, Day, T, useText } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import type { Money } from '../../i18n/format.ts';
import { dayOf } from '../../i18n/sense.ts';
import { useVisit } from '../../visit.tsx';
import { largestFirst } from './branches.ts';
import { minorOf, moneyOf, sumMinor } from './money.ts';
import { entryAddress, PartOf } from './names.tsx';
import { Cut, pageOf } from './pages.tsx';
import type { PaymentOfThreadFragment, SourceOfThreadFragment } from './thread.generated.ts';

/** Every source of a payment, exactly, the largest first. */
export function SourcesTable({
  payment,
  sources,
}: {
  readonly payment: PaymentOfThreadFragment;
  readonly sources: readonly SourceOfThreadFragment[];
}) {
  const text = useText();
  const { query } = useVisit();
  const { amount } = payment;
  if (amount === null) return null;
  const whole = minorOf(amount);
  const page = pageOf(largestFirst(sources), query);
  const sum = sumMinor(sources.map((one) => one.amount));
  return (
    <>
      <Table
        caption={<T id="thread.tableSources" />}
        label={text('thread.tableSources')}
        columns={[
          { key: 'source', title: <T id="thread.source" /> },
          { key: 'amount', title: <T id="thread.amount" />, isFigure: true },
          { key: 'share', title: <T id="thread.share" />, isFigure: true },
          { key: 'known', title: <T id="thread.known" /> },
        ]}
        rows={[
          ...page.shown.map(
            (source, index): TableRow => ({
              key: `${source.entry} ${index}`,
              cells: [
                <Origin key="origin" of={source} hub={homeOf(payment.id)} />,
                <Amount key="amount" of={source.amount} />,
                <PartOf key="share" minor={minorOf(source.amount)} whole={whole} />,
                <T key="known" id={`thread.known${source.basis}`} />,
              ],
            }),
          ),
          totalRow(<T id="thread.sumAll" />, moneyOf(sum, amount), whole),
        ]}
      />
      <Cut of={page} />
      <p className="soft">
        <T
          id={sum === whole ? 'thread.partsWhole' : 'thread.partsNotWhole'}
          amount={<Amount key="amount" of={moneyOf(sum, amount)} />}
        />
      </p>
    </>
  );
}

/** What became of a payment, exactly. */
export function OutcomeTable({ payment }: { readonly payment: PaymentOfThreadFragment }) {
  const text = useText();
  const { amount, receipts, returned, unspent } = payment;
  if (amount === null) return null;
  const whole = minorOf(amount);
  const line = (key: string, what: ReactNode, when: ReactNode, money: Money): TableRow => ({
    key,
    cells: [
      what,
      when,
      <Amount key="amount" of={money} />,
      <PartOf key="share" minor={minorOf(money)} whole={whole} />,
    ],
  });
  return (
    <Table
      caption={<T id="thread.tableOutcome" />}
      label={text('thread.tableOutcome')}
      columns={[
        { key: 'what', title: <T id="thread.what" /> },
        { key: 'when', title: <T id="thread.when" /> },
        { key: 'amount', title: <T id="thread.amount" />, isFigure: true },
        { key: 'share', title: <T id="thread.share" />, isFigure: true },
      ]}
      rows={[
        ...(receipts ?? []).flatMap(({ id, spentOn, amount: spent }) =>
          spent === null
            ? []
            : [
                line(
                  id,
                  <Link to={`/thread/${id}`}>
                    <T id="thread.lineReceipt" />
                  </Link>,
                  spentOn === null ? null : <Day key="day" of={spentOn} />,
                  spent,
                ),
              ],
        ),
        ...(returned === null ? [] : [line('returned', <T id="thread.lineReturned" />, null, returned)]),
        ...(unspent === null ? [] : [line('unspent', <T id="thread.lineUnspent" />, null, unspent)]),
        {
          key: 'total',
          kind: 'total',
          cells: [
            <T key="what" id="thread.sumAll" />,
            null,
            <Amount
              key="amount"
              of={moneyOf(sumMinor([...(receipts ?? []).map((one) => one.amount), returned, unspent]), amount)}
            />,
            null,
          ],
        },
      ]}
    />
  );
}

function totalRow(what: ReactNode, amount: Money, whole: bigint): TableRow {
  return {
    key: 'total',
    kind: 'total',
    cells: [
      what,
      <Amount key="amount" of={amount} />,
      <PartOf key="share" minor={minorOf(amount)} whole={whole} />,
      null,
    ],
  };
}

function Origin({
  of: { origin, disbursement, entry },
  hub,
}: {
  readonly of: SourceOfThreadFragment;
  readonly hub: string;
}) {
  if (disbursement === null) {
    return (
      <Link to={entryAddress(hub, entry)}>
        <T id={`thread.origin${origin}`} day={null} />
      </Link>
    );
  }
  const day = disbursement.postedAt == null ? disbursement.received?.day : dayOf(disbursement.postedAt);
  return (
    <Link to={`/thread/${disbursement.id}`}>
      {day == null ? (
        <T id="thread.originDISBURSEMENTundated" />
      ) : (
        <T id="thread.originDISBURSEMENT" day={<Day key="day" of={day} />} />
      )}
    </Link>
  );
}
