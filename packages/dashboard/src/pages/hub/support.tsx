import { Unavailable } from '../../components/coverage.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Amounts, Count, Day, Id, Moment, T, useText, Written } from '../../components/words.tsx';
import { type MissingNode, reasonOf } from '../../graph/missing.ts';
import { toneOf } from '../places/tones.ts';
import type { HubOfOthers } from './council.tsx';

const SHOWN = 5;

/** What the Basic Support System paid to the hub and holds for it: the payer's word, not the hub's. */
export function FromSupport({ hub, missing }: { readonly hub: HubOfOthers; readonly missing: readonly MissingNode[] }) {
  const text = useText();
  const { disbursements, heldFunds } = hub;
  const reason = reasonOf(missing, 'fundraising');
  if (disbursements === null || reason !== undefined)
    return <Unavailable node="fundraising" reason={reason ?? 'no-data'} />;
  // The graph gives the oldest first; the newest are what one looks for.
  const newest = [...disbursements.nodes].reverse().slice(0, SHOWN);
  return (
    <>
      {heldFunds !== null && heldFunds.length > 0 && (
        <p>
          <T id="places.held" amounts={<Amounts key="held" of={heldFunds} />} />
        </p>
      )}
      {newest.length === 0 ? (
        <Empty>
          <p>
            <T id="places.noDisbursements" />
          </p>
        </Empty>
      ) : (
        <Table
          caption={<T id="places.disbursements" count={disbursements.totalCount} />}
          label={text('places.disbursements', { count: disbursements.totalCount })}
          columns={[
            { key: 'when', title: <T id="places.when" /> },
            { key: 'status', title: <T id="places.status" /> },
            { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          ]}
          rows={newest.map(({ id, status, amount, preparedAt, postedAt }) => ({
            key: id,
            cells: [
              <Link key="when" to={`/thread/${id}`}>
                {(postedAt ?? preparedAt) === null ? (
                  <T id="common.unknown" />
                ) : (
                  <Moment of={postedAt ?? preparedAt ?? ''} />
                )}
              </Link>,
              status !== null && <Status key="status" area="places.transfer" code={status} tone={toneOf(status)} />,
              amount !== null && <Amount key="amount" of={amount} />,
            ],
          }))}
        />
      )}
      {disbursements.totalCount > newest.length && (
        <p className="soft">
          <Count of={newest.length} /> / <Count of={disbursements.totalCount} />
        </p>
      )}
    </>
  );
}

/** The agreement on the marks; without one that holds, the hub may not recognise teams. */
export function Trademark({ hub, missing }: { readonly hub: HubOfOthers; readonly missing: readonly MissingNode[] }) {
  const { trademarkAgreement: agreement, mayRecogniseTeams } = hub;
  const reason = reasonOf(missing, 'trademark');
  if (reason !== undefined) return <Unavailable node="trademark" reason={reason} />;
  if (agreement === null) {
    return (
      <Empty>
        <p>
          <T id="places.noAgreement" />
        </p>
      </Empty>
    );
  }
  const { id, status, validFrom, validTo, signedAt, endedAt, endReason, terms, termsDigest } = agreement;
  return (
    <>
      <p>
        <T id={mayRecogniseTeams === true ? 'places.mayRecognise' : 'places.mayNotRecognise'} />
      </p>
      <Facts
        of={[
          {
            term: 'places.status',
            value: status !== null && <Status area="places.agreement" code={status} tone={toneOf(status)} />,
          },
          { term: 'places.validFrom', value: validFrom !== null && <Day of={validFrom} /> },
          { term: 'places.validTo', value: validTo !== null && <Day of={validTo} /> },
          { term: 'places.signedAt', value: signedAt !== null && <Moment of={signedAt} /> },
          { term: 'places.endedAt', value: endedAt !== null && <Moment of={endedAt} /> },
          { term: 'places.endReason', value: endedAt !== null && <Written text={endReason} /> },
        ]}
      />
      <details className="more">
        <summary>
          <T id="places.terms" />
        </summary>
        <p>
          <Written text={terms} />
        </p>
        <Facts
          of={[
            { term: 'places.digest', value: termsDigest !== null && <Id of={termsDigest} /> },
            { term: 'places.id', value: <Id key="id" of={id} /> },
          ]}
        />
      </details>
    </>
  );
}
