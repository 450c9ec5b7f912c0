import { pathOfAct } from '../../acts/act.ts';
import { SideBySide } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Table } from '../../components/table.tsx';
import { Bare, Code, Day, Moment, T, useText, Written } from '../../components/words.tsx';
import type { HubBankQuery, LineShownFragment } from './bank.generated.ts';

type Account = NonNullable<NonNullable<HubBankQuery['hub']>['bank']>['accounts'][number];
type Reconciliation = Account['reconciliation'];

/** What the bank booked and the books do not have: each to be matched, or booked from the line. */
export function UnmatchedLines({ of, account }: { readonly of: Reconciliation; readonly account: string }) {
  const text = useText();
  const { nodes, pageInfo } = of.unmatchedLines;
  if (of.unmatchedLineCount === 0) return <AllMatched id="bank.noLines" />;
  return (
    <>
      <Table
        caption={<T id="bank.lines" count={of.unmatchedLineCount} />}
        label={`${text('bank.lines', { count: of.unmatchedLineCount })}, ${account}`}
        columns={[
          { key: 'day', title: <T id="bank.day" /> },
          { key: 'who', title: <T id="bank.who" /> },
          { key: 'about', title: <T id="bank.about" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          { key: 'do', title: <T id="bank.do" />, isSaid: true },
        ]}
        rows={nodes.map((line) => ({
          key: line.id,
          cells: [
            ...said(line),
            <SideBySide
              key="do"
              of={[
                <Link key="match" to={pathOfAct('confirmBankMatch')} query={{ about: line.id }}>
                  {line.proposals?.[0] === undefined ? (
                    <T id="bank.match" />
                  ) : (
                    <T id="bank.matchProposed" count={line.proposals.length} />
                  )}
                </Link>,
                line.kind !== 'OPENING' && (
                  <Link key="book" to={pathOfAct('bookBankLine')} query={{ about: line.id }}>
                    <T id="bank.book" />
                  </Link>
                ),
              ]}
            />,
          ],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} total={of.unmatchedLineCount} name="lines" keep={{ account }} />
    </>
  );
}

/** What the books have and the bank does not. */
export function UnmatchedEntries({
  of,
  hub,
  account,
}: {
  readonly of: Reconciliation;
  readonly hub: string;
  readonly account: string;
}) {
  const text = useText();
  const { nodes, pageInfo } = of.unmatchedEntries;
  if (of.unmatchedEntryCount === 0) return <AllMatched id="bank.noEntries" />;
  return (
    <>
      <Table
        caption={<T id="bank.entries" count={of.unmatchedEntryCount} />}
        label={`${text('bank.entries', { count: of.unmatchedEntryCount })}, ${account}`}
        columns={[
          { key: 'day', title: <T id="bank.day" /> },
          { key: 'entry', title: <T id="bank.entry" />, isSaid: true },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
        ]}
        rows={nodes.map(({ day, amount, entry }) => ({
          key: entry.id,
          cells: [
            <Day key="day" of={day} />,
            <Link key="entry" to={`/books/${hub}/entries/${entry.id}`}>
              <T id="bank.openEntry" kind={<Code key="kind" area="books.kind" code={entry.kind} />} />
            </Link>,
            <Bare key="amount" of={amount} />,
          ],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} total={of.unmatchedEntryCount} name="entries" keep={{ account }} />
    </>
  );
}

/** All that the bank booked, with the entries that each line was matched with, and the way to take that back. */
export function AllLines({
  of: { nodes, pageInfo },
  account,
}: {
  readonly of: Account['lines'];
  readonly account: string;
}) {
  const text = useText();
  if (nodes.length === 0) return null;
  return (
    <details className="more">
      <summary>
        <T id="bank.allLines" />
      </summary>
      <Table
        caption={<T id="bank.allLines" />}
        label={`${text('bank.allLines')}, ${account}`}
        columns={[
          { key: 'day', title: <T id="bank.day" /> },
          { key: 'who', title: <T id="bank.who" /> },
          { key: 'about', title: <T id="bank.about" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          { key: 'match', title: <T id="bank.matchedWith" /> },
        ]}
        rows={nodes.map((line) => ({
          key: line.id,
          cells: [...said(line), line.match === null ? '–' : <Match key="match" of={line.match} />],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} name="matched" keep={{ account }} />
    </details>
  );
}

function Match({ of: { id, entries } }: { readonly of: NonNullable<Account['lines']['nodes'][number]['match']> }) {
  return (
    <span>
      {entries.map((entry, n) => (
        <span key={entry} className="line">
          <Link to={`/books/${entry.split(':')[0]}/entries/${entry}`}>
            <T id="expenses.entry" number={n + 1} />
          </Link>
        </span>
      ))}
      <Link to={pathOfAct('undoBankMatch')} query={{ about: id }}>
        <T id="bank.undo" />
      </Link>
    </span>
  );
}

/** The files that were imported, the oldest first. */
export function Statements({
  of: { nodes, pageInfo },
  account,
}: {
  readonly of: Account['statements'];
  readonly account: string;
}) {
  const text = useText();
  if (nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="bank.noStatements" />
        </p>
      </Empty>
    );
  }
  return (
    <details className="more">
      <summary>
        <T id="bank.statements" />
      </summary>
      <Table
        caption={<T id="bank.statements" />}
        label={`${text('bank.statements')}, ${account}`}
        columns={[
          { key: 'days', title: <T id="bank.days" /> },
          { key: 'lines', title: <T id="bank.lineCount" />, isFigure: true },
          { key: 'closing', title: <T id="bank.closing" />, isFigure: true },
          { key: 'at', title: <T id="bank.importedAt" /> },
        ]}
        rows={nodes.map(({ id, from, to, lineCount, knownLineCount, closing, importedAt }) => ({
          key: id,
          cells: [
            <T key="days" id="bank.fromTo" from={<Day key="from" of={from} />} to={<Day key="to" of={to} />} />,
            <T key="lines" id="bank.linesOf" count={lineCount} known={knownLineCount} />,
            closing === null ? null : <Bare key="closing" of={closing} />,
            <Moment key="at" of={importedAt} />,
          ],
        }))}
      />
      <Pager page={pageInfo} shown={nodes.length} name="statements" keep={{ account }} />
    </details>
  );
}

/** Day, who, what for, how much: as the bank says it. */
function said({ kind, bookedOn, counterpartyName, remittance, amount, returnReason }: LineShownFragment) {
  return [
    <Day key="day" of={bookedOn} />,
    counterpartyName === null ? null : <Written key="who" text={counterpartyName} />,
    kind === 'OPENING' ? (
      <T key="about" id="bank.opening" />
    ) : returnReason !== null ? (
      <T key="about" id="bank.cameBack" reason={<bdi key="reason">{returnReason}</bdi>} />
    ) : remittance === null ? null : (
      <Written key="about" text={remittance} />
    ),
    <Bare key="amount" of={amount} />,
  ];
}

function AllMatched({ id }: { readonly id: string }) {
  return (
    <Empty>
      <p>
        <T id={id} />
      </p>
    </Empty>
  );
}
