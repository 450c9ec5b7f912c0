import { Reference } from '../../components/reference.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amount, Code, Country, Currency, Id, T, useText } from '../../components/words.tsx';
import { minorOf, moneyOf, placesOf, sumOf } from '../../money/sums.ts';
import type { FundNameFragment, WholeEntryFragment } from './books.generated.ts';

type Posting = WholeEntryFragment['postings'][number];

/** The postings of an entry, a table for each currency: what is debited and what is credited come to the same. */
export function EntryPostings({
  of,
  funds,
}: {
  readonly of: readonly Posting[];
  readonly funds: readonly FundNameFragment[];
}) {
  const text = useText();
  const currencies = [...new Set(of.map(({ amount }) => amount.currency))].sort();
  return currencies.map((currency) => {
    const postings = of.filter(({ amount }) => amount.currency === currency);
    return (
      <Table
        key={currency}
        caption={<T id="books.postingsIn" currency={<Currency key="currency" code={currency} />} />}
        label={text('books.postings')}
        columns={[
          { key: 'account', title: <T id="books.account" /> },
          { key: 'debit', title: <T id="books.debit" />, isFigure: true },
          { key: 'credit', title: <T id="books.credit" />, isFigure: true },
          { key: 'fund', title: <T id="books.fund" /> },
          { key: 'about', title: <T id="books.about" /> },
        ]}
        rows={[...postings.map((posting, index) => rowOf(posting, index, funds)), totalOf(postings)]}
      />
    );
  });
}

function rowOf(
  { account, amount, fund, ...about }: Posting,
  index: number,
  funds: readonly FundNameFragment[],
): TableRow {
  const isDebit = minorOf(amount) >= 0n;
  const shown = <Amount key="amount" of={absolute(amount)} />;
  const none = <span key="none" />;
  return {
    key: String(index),
    cells: [
      <code key="account">{account}</code>,
      isDebit ? shown : none,
      isDebit ? none : shown,
      <FundName key="fund" id={fund} funds={funds} />,
      <About key="about" {...about} />,
    ],
  };
}

function totalOf(postings: readonly Posting[]): TableRow {
  const amounts = postings.map(({ amount }) => amount);
  const like = amounts[0] as Posting['amount'];
  const debits = sumOf(
    amounts.filter((money) => minorOf(money) > 0n),
    like,
  );
  const credits = sumOf(
    amounts.filter((money) => minorOf(money) < 0n),
    like,
  );
  return {
    key: 'total',
    kind: 'total',
    cells: [
      <T key="total" id="books.total" />,
      <Amount key="debits" of={debits} />,
      <Amount key="credits" of={absolute(credits)} />,
      <span key="fund" />,
      <span key="about" />,
    ],
  };
}

function absolute(money: Posting['amount']): Posting['amount'] {
  const minor = minorOf(money);
  return moneyOf(minor < 0n ? -minor : minor, money.currency, placesOf(money));
}

function FundName({ id, funds }: { readonly id: string; readonly funds: readonly FundNameFragment[] }) {
  const fund = funds.find((one) => one.id === id);
  return fund === undefined ? <Id of={id} /> : <bdi>{fund.name ?? fund.code}</bdi>;
}

type AboutProps = Omit<Posting, 'account' | 'amount' | 'fund'>;

/** What a posting says of itself, a line for each. */
function About({ counterparty, purpose, spentIn, decidedIn, team, allowedBy }: AboutProps) {
  return (
    <>
      {purpose !== null && (
        <span className="line">
          <T id="books.for" purpose={<bdi key="purpose">{purpose}</bdi>} />
        </span>
      )}
      {counterparty !== null && (
        <span className="line">
          <Code area="books.counterparty" code={counterparty} />
        </span>
      )}
      {spentIn !== null && (
        <span className="line">
          <T id="books.spentIn" country={<Country key="country" code={spentIn} />} />
        </span>
      )}
      {decidedIn !== null && (
        <span className="line">
          <T id="books.decidedIn" country={<Country key="country" code={decidedIn} />} />
        </span>
      )}
      {team !== null && (
        <span className="line">
          <T id="books.team" team={<Reference key="team" to={team} />} />
        </span>
      )}
      {allowedBy !== null && (
        <span className="line">
          <T id="books.allowedBy" by={<Reference key="by" to={allowedBy} />} />
        </span>
      )}
    </>
  );
}
