import { Table, type TableRow } from '../../components/table.tsx';
import { Bare, Currency, T, useText } from '../../components/words.tsx';
import { isMoney } from '../../i18n/sense.ts';
import { minorOf, moneyOf, placesOf, sumOf } from '../../money/sums.ts';
import { About } from './about.tsx';
import type { FundNameFragment, WholeEntryFragment } from './books.generated.ts';

type Posting = WholeEntryFragment['postings'][number];

/** The postings of an entry, a table for each currency: what is debited and what is credited come to the same. */
export function EntryPostings({
  of,
  funds,
  whose,
}: {
  readonly of: readonly Posting[];
  readonly funds: readonly FundNameFragment[];
  /** Whose books they are in, where a page shows those of several. */
  readonly whose?: string;
}) {
  const text = useText();
  const currencies = [...new Set(of.map(({ amount }) => amount.currency))].sort();
  return currencies.map((currency) => {
    const postings = of.filter(({ amount }) => amount.currency === currency);
    return (
      <Table
        key={currency}
        caption={<T id="books.postingsIn" currency={<Currency key="currency" code={currency} />} />}
        label={[
          text('books.postings'),
          ...(currencies.length > 1 ? [currency] : []),
          ...(whose === undefined ? [] : [whose]),
        ].join(', ')}
        columns={[
          { key: 'account', title: <T id="books.account" /> },
          { key: 'debit', title: <T id="books.debit" />, isFigure: true },
          { key: 'credit', title: <T id="books.credit" />, isFigure: true },
        ]}
        rows={[...postings.map((posting, index) => rowOf(posting, index, funds)), totalOf(postings)]}
      />
    );
  });
}

function rowOf(posting: Posting, index: number, funds: readonly FundNameFragment[]): TableRow {
  const isDebit = minorOf(posting.amount) >= 0n;
  const shown = <Bare key="amount" of={absolute(posting.amount)} />;
  return {
    key: String(index),
    cells: [<About key="about" of={posting} funds={funds} />, isDebit ? shown : null, isDebit ? null : shown],
  };
}

function totalOf(postings: readonly Posting[]): TableRow {
  const amounts = postings.map(({ amount }) => amount);
  const like = amounts[0] as Posting['amount'];
  const debits = sumOf(
    amounts.filter((money) => minorOf(money) > 0n || !isMoney(money)),
    like,
  );
  const credits = sumOf(
    amounts.filter((money) => minorOf(money) < 0n || !isMoney(money)),
    like,
  );
  return {
    key: 'total',
    kind: 'total',
    cells: [
      <T key="total" id="books.total" />,
      <Bare key="debits" of={debits} />,
      <Bare key="credits" of={absolute(credits)} />,
    ],
  };
}

function absolute(money: Posting['amount']): Posting['amount'] {
  if (!isMoney(money)) return money;
  const minor = minorOf(money);
  return moneyOf(minor < 0n ? -minor : minor, money.currency, placesOf(money));
}
