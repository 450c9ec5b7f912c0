import { offersOnTransfer } from '../../acts/offers-on-transfers.ts';
import { Unavailable } from '../../components/coverage.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Day, Id, Moment, Purpose, T, useText } from '../../components/words.tsx';
import { assertShown } from '../../graph/missing.ts';
import { hasMessage } from '../../i18n/catalogue.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { Cites, InJournal } from '../books/entry-facts.tsx';
import { EntryPostings } from '../books/entry-postings.tsx';
import type { Said } from '../statements/ask.ts';
import { bookPage, nameOfNode } from '../statements/frame.tsx';
import { type Side, sideOf } from './ask.ts';
import { toneOf } from './tones.ts';
import type { TransferSideFragment } from './transfers.generated.ts';

/** One transfer, as the books of both ends have it: the payer's alone decide. */
export const transfer: PageDefinition = {
  path: '/books/:node/transfers/*',
  offers: offersOnTransfer,
  async show(visit) {
    const { node = '', '*': id = '' } = visit.params;
    const first = await sideOf(visit, node, id);
    const name = nameOfNode(visit, node);
    const title = translate(visit.locale, 'transfers.one', { node: name });
    const heading = <T id="transfers.one" node={<bdi key="node">{name}</bdi>} />;
    const known = first.value?.transfer ?? null;
    // A node that does not know it has nothing to show, as for any id that nobody has.
    const said = { ...first, value: known };
    if (known === null) return bookPage(visit, node, said, { title, heading, body: () => null, isInBooks: true });
    const other = await sideOf(visit, known.peer, id);
    assertShown(other.errors);
    const sides = [
      { node, end: known.end, said: first },
      { node: known.peer, end: known.end === 'PAYER' ? ('PAYEE' as const) : ('PAYER' as const), said: other },
    ].sort((one, another) => (one.end < another.end ? 1 : -1));
    const body = (of: TransferSideFragment) => (
      <>
        <p className="lens-line">
          {of.amount !== null && <Amount of={of.amount} />} <Id of={of.id} />
        </p>
        <Together one={known} other={other.value?.transfer ?? null} />
        <div className="two-sides">
          {sides.map((side) => (
            <section key={side.end} aria-labelledby={side.end}>
              <h2 id={side.end}>
                <T
                  id={side.end === 'PAYER' ? 'transfers.payer' : 'transfers.payee'}
                  node={<Entity key="node" id={side.node} />}
                />
              </h2>
              <OneSide said={side.said} node={side.node} />
            </section>
          ))}
        </div>
        <p>
          <Link to={`/books/${node}/with/${known.peer}`}>
            <T id="transfers.compareWith" node={<Entity key="node" id={known.peer} isPlain />} />
          </Link>
        </p>
      </>
    );
    return bookPage(visit, node, said, { title, heading, body, isInBooks: true });
  },
};

const ENDED: ReadonlySet<string> = new Set(['BOOKED', 'REFUSED', 'VOIDED', 'EXPIRED']);

/** Whether both ends are at the end, as far as both said. */
function Together({ one, other }: { readonly one: TransferSideFragment; readonly other: TransferSideFragment | null }) {
  if (other === null) return <Notice kind="partial" title={<T id="transfers.oneSide" />} />;
  if (one.contradictions.length + other.contradictions.length > 0) {
    return <Notice kind="refused" title={<T id="transfers.contradicted" />} />;
  }
  const isSame =
    one.amount?.amountMinor === other.amount?.amountMinor && one.amount?.currency === other.amount?.currency;
  if (!isSame) return <Notice kind="refused" title={<T id="transfers.differs" />} />;
  const isEnded = ENDED.has(one.status) && ENDED.has(other.status);
  return (
    <Notice kind={isEnded ? 'done' : 'note'} title={<T id={isEnded ? 'transfers.atEnd' : 'transfers.onItsWay'} />} />
  );
}

function OneSide({ said: { value, missing }, node }: { readonly said: Said<Side>; readonly node: string }) {
  if (value === null) return <Unavailable node={node} reason={missing[0]?.reason ?? 'no-data'} />;
  const { transfer, endpoint } = value;
  if (transfer === null) {
    return (
      <Empty>
        <p>
          <T id="transfers.unknownHere" />
        </p>
      </Empty>
    );
  }
  const { status, purpose, begunAt, expiresAt, day, reasonCode, leafAtPayer, paid, arrived, entry } = transfer;
  // A disbursement goes from bank to bank: nothing is owed for it.
  const isOwed = !transfer.isDisbursement;
  return (
    <>
      <Facts
        of={[
          { term: 'books.status', value: <Status area="transfers.status" code={status} tone={toneOf(status)} /> },
          { term: 'transfers.begun', value: <Moment of={begunAt} /> },
          { term: 'transfers.expires', value: expiresAt !== null && <Moment of={expiresAt} /> },
          { term: 'transfers.day', value: day !== null && <Day of={day} /> },
          { term: 'money.cut.purpose', value: purpose !== null && <Purpose code={purpose} /> },
          { term: 'transfers.reason', value: reasonCode !== null && <WhyNot code={reasonCode} /> },
          { term: 'transfers.leaf', value: leafAtPayer !== null && <Count of={leafAtPayer} /> },
          { term: 'transfers.paid', value: isOwed && paid && <Amount of={paid} /> },
          { term: 'transfers.arrived', value: isOwed && arrived && <Amount of={arrived} /> },
        ]}
      />
      {transfer.contradictions.map((digest) => (
        <Notice key={digest} kind="refused" title={<T id="transfers.contradiction" />}>
          <p>
            <Id of={digest} />
          </p>
        </Notice>
      ))}
      <Settlements of={transfer.settlements ?? []} node={node} />
      {entry !== null && (
        <>
          <EntryPostings of={entry.postings} funds={transfer.fund === null ? [] : [transfer.fund]} whose={node} />
          <details className="more">
            <summary>
              <T id="transfers.evidence" />
            </summary>
            <h3>
              <T id="books.restsOn" />
            </h3>
            <Cites of={entry.cites} />
            <InJournal of={entry} node={node} endpoint={endpoint} />
            <p>
              <Link to={`/books/${node}/entries/${entry.id}`}>
                <T id="bank.openEntry" kind={<Code key="kind" area="books.kind" code={entry.kind} />} />
              </Link>
            </p>
          </details>
        </>
      )}
    </>
  );
}

/** Why nothing moved: in words, where the page has some for the code. */
function WhyNot({ code }: { readonly code: string }) {
  const area = hasMessage(`transfers.reasonCode.${code}`) ? 'transfers.reasonCode' : 'refusal';
  return <Code area={area} code={code} />;
}

function Settlements({ of, node }: { readonly of: TransferSideFragment['settlements']; readonly node: string }) {
  const text = useText();
  if (of === null || of.length === 0) return null;
  return (
    <Table
      caption={<T id="transfers.settlements" />}
      label={`${text('transfers.settlements')}, ${node}`}
      columns={[
        { key: 'day', title: <T id="bank.day" /> },
        { key: 'status', title: <T id="books.status" /> },
        { key: 'amount', title: <T id="places.amount" />, isFigure: true },
      ]}
      rows={of.map(({ id, status, day, amount }) => ({
        key: id,
        cells: [
          <Link key="day" to={`/books/${node}/entries/${id}`}>
            <Day of={day} />
          </Link>,
          <Status key="status" area="transfers.settled" code={status} tone={status === 'ARRIVED' ? 'good' : 'open'} />,
          <Amount key="amount" of={amount} />,
        ],
      }))}
    />
  );
}
