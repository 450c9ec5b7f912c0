import { Entity } from '../../components/money/figures.tsx';
import { Reference } from '../../components/reference.tsx';
import { Status } from '../../components/status.tsx';
import { Code, Count, Day, Id, Moment, T, Who } from '../../components/words.tsx';
import type { WholeEntryFragment } from './books.generated.ts';

/** What an entry rests on; what has a page is one link away. */
export function Cites({ of: cites }: { readonly of: WholeEntryFragment['cites'] }) {
  if (cites.length === 0) {
    return (
      <p>
        <T id="books.citesNothing" />
      </p>
    );
  }
  return (
    <dl className="facts">
      {cites.map(({ name, value }) => (
        <div key={name} className="fact">
          <dt>
            <Code area="books.cite" code={name} />
          </dt>
          <dd>
            <Reference to={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const TONES = { POSTED: 'good', PENDING: 'open', VOIDED: 'ended', EXPIRED: 'ended' } as const;

/** Whose books an entry is in, who entered it, when, and where it is in the journal. */
export function InJournal({
  of,
  node,
  endpoint,
}: {
  readonly of: WholeEntryFragment;
  readonly node: string;
  readonly endpoint: string | null;
}) {
  const { id, status, effectiveDay, seq, recordedAt, recordedBy, log } = of;
  return (
    <dl className="facts">
      <dt>
        <T id="books.books" />
      </dt>
      <dd>
        <Entity id={node} />
      </dd>
      <dt>
        <T id="books.status" />
      </dt>
      <dd>
        <Status area="books.state" code={status} tone={TONES[status]} />
      </dd>
      <dt>
        <T id="transfers.day" />
      </dt>
      <dd>
        <Day of={effectiveDay} />
      </dd>
      <dt>
        <T id="books.recordedBy" />
      </dt>
      <dd>
        <Who by={recordedBy} />
      </dd>
      <dt>
        <T id="books.recordedAt" />
      </dt>
      <dd>
        <Moment of={recordedAt} />
      </dd>
      <dt>
        <T id="books.seq" />
      </dt>
      <dd>
        <Count of={seq} />
      </dd>
      {log !== null && (
        <>
          <dt>
            <T id="books.proof" />
          </dt>
          <dd>
            <Proof index={log.index} endpoint={endpoint} />
          </dd>
        </>
      )}
      <dt>
        <T id="books.id" />
      </dt>
      <dd>
        <Id of={id} />
      </dd>
    </dl>
  );
}

/** Where the proof is: at the address that the council registered, never at one that the books say. */
function Proof({ index, endpoint }: { readonly index: number; readonly endpoint: string | null }) {
  const path = `/log/books/proof/${index}`;
  const words = <T id="books.proofOf" index={index} />;
  if (endpoint !== null && /^https?:\/\//.test(endpoint)) {
    return (
      <a href={`${endpoint}${path}`} rel="noreferrer">
        {words}
      </a>
    );
  }
  return (
    <>
      {words} <Id of={path} />
    </>
  );
}
