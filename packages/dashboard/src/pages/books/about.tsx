import { Reference } from '../../components/reference.tsx';
import { Called, Code, Country, Id, Purpose, T, Written } from '../../components/words.tsx';
import type { FundNameFragment, WholeEntryFragment } from './books.generated.ts';

type Posting = WholeEntryFragment['postings'][number];

/** The account of a posting, and below it what the posting says of itself, a line for each. */
export function About({ of, funds }: { readonly of: Posting; readonly funds: readonly FundNameFragment[] }) {
  const { account, accountName, fund, counterparty, purpose, spentIn, decidedIn, team, allowedBy } = of;
  return (
    <>
      <code>{account}</code>
      {accountName !== null && (
        <span className="line">
          <Written text={accountName} />
        </span>
      )}
      <span className="line soft">
        <T id="books.fromFund" fund={<FundName key="fund" id={fund} funds={funds} />} />
      </span>
      {purpose !== null && (
        <span className="line soft">
          <T id="books.for" purpose={<Purpose key="purpose" code={purpose} />} />
        </span>
      )}
      {counterparty !== null && (
        <span className="line soft">
          <T id="books.with" whom={<Code key="whom" area="books.counterparty" code={counterparty} />} />
        </span>
      )}
      {spentIn !== null && (
        <span className="line soft">
          <T id="books.spentIn" country={<Country key="country" code={spentIn} />} />
        </span>
      )}
      {decidedIn !== null && (
        <span className="line soft">
          <T id="books.decidedIn" country={<Country key="country" code={decidedIn} />} />
        </span>
      )}
      {team !== null && (
        <span className="line soft">
          <Reference to={team}>
            <T id="books.team" />
          </Reference>
        </span>
      )}
      {allowedBy !== null && (
        <span className="line soft">
          <Reference to={allowedBy}>
            <T id="books.allowedBy" />
          </Reference>
        </span>
      )}
    </>
  );
}

function FundName({ id, funds }: { readonly id: string; readonly funds: readonly FundNameFragment[] }) {
  const fund = funds.find((one) => one.id === id);
  return fund === undefined ? <Id of={id} /> : <Called of={fund.name ?? fund.code} />;
}
