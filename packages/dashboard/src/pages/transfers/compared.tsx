import { Coverage } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Notice } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Day, Id, T, useText } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import { lensQuery, lensVariables, readLens } from '../../money/lens.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf, useVisit } from '../../visit.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Days } from '../statements/days.tsx';
import { nameOfNode } from '../statements/frame.tsx';
import { BooksCompared, type BooksComparedQuery } from './transfers.generated.ts';

type Result = NonNullable<NonNullable<BooksComparedQuery['reconciliation']>['result']>;

/** The books of two nodes side by side: no difference, or which transfers. */
export const compared: PageDefinition = {
  path: '/books/:node/with/:peer',
  async show(visit) {
    const { node = '', peer = '' } = visit.params;
    const { lens, faults } = readLens(visit.query, visit.now);
    const [a, b] = [nameOfNode(visit, node), nameOfNode(visit, peer)];
    const title = translate(visit.locale, 'transfers.twoBooks', { a, b });
    const { from, to } = lensVariables(lens);
    const after = visit.query.get('after');
    const answer =
      faults.length > 0 ? null : await visit.graph.ask(BooksCompared, { a: node, b: peer, from, to, after });
    const result = answer?.data?.reconciliation?.result ?? null;
    const isRefused = answer?.errors.some(({ code }) => code === 'BAD_USER_INPUT') ?? true;
    return {
      ...(result === null ? { status: isRefused ? (400 as const) : (503 as const) } : {}),
      title,
      body: (
        <article>
          <Crumbs
            of={[{ to: `/books/${node}/transfers`, name: <T key="transfers" id="transfers.title" node={a} /> }]}
          />
          <h1>
            <T id="transfers.twoBooks" a={<bdi key="a">{a}</bdi>} b={<bdi key="b">{b}</bdi>} />
          </h1>
          <Days lens={lens} faults={faults} />
          {result !== null ? (
            <Compared of={result} node={node} peer={peer} query={lensQuery(lens)} />
          ) : isRefused ? (
            <Notice kind="refused" title={<T id="transfers.notComparable" />} />
          ) : (
            <Notice kind="partial" title={<T id="transfers.noAnswer" />}>
              <p>
                <T id="coverage.tryAgain" />
              </p>
            </Notice>
          )}
        </article>
      ),
    };
  },
};

function Compared({
  of,
  node,
  peer,
  query,
}: {
  readonly of: Result;
  readonly node: string;
  readonly peer: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}) {
  const visit = useVisit();
  const text = useText();
  const to = (id: string, at = node) => (
    <Link key="id" to={`/books/${at}/transfers/${id}`}>
      <Id of={id} />
    </Link>
  );
  const names = { a: <Entity key="a" id={node} isPlain />, b: <Entity key="b" id={peer} isPlain /> };
  const only = [...of.onlyInA.map((id) => ({ id, at: node })), ...of.onlyInB.map((id) => ({ id, at: peer }))];
  return (
    <>
      <Notice
        kind={of.isWithoutDifference ? 'done' : 'refused'}
        title={<T id={of.isWithoutDifference ? 'transfers.noDifference' : 'transfers.difference'} />}
      >
        <p>
          <T id="transfers.matched" count={<Count key="count" of={of.matched} />} />
        </p>
      </Notice>
      {(only.length > 0 || of.differs.length > 0) && (
        <Table
          caption={<T id="transfers.difference" />}
          label={text('transfers.difference')}
          columns={[
            { key: 'id', title: <T id="transfers.transfer" /> },
            { key: 'what', title: <T id="bank.what" /> },
            { key: 'a', title: names.a },
            { key: 'b', title: names.b },
          ]}
          rows={[
            ...only.map(({ id, at }) => ({
              key: id,
              cells: [
                to(id, at),
                <T key="what" id="transfers.onlyIn" node={<Entity key="node" id={at} isPlain />} />,
                at === node ? '✓' : '–',
                at === node ? '–' : '✓',
              ],
            })),
            ...of.differs.map(({ id, what, a, b }) => ({
              key: `${id} ${what}`,
              cells: [
                to(id),
                <Code key="what" area="transfers.what" code={what} />,
                <bdi key="a">{a ?? '–'}</bdi>,
                <bdi key="b">{b ?? '–'}</bdi>,
              ],
            })),
          ]}
        />
      )}
      {of.open.length > 0 && (
        <Table
          caption={<T id="transfers.openCount" count={<Count key="count" of={of.open.length} />} />}
          label={text('transfers.open')}
          columns={[
            { key: 'id', title: <T id="transfers.transfer" /> },
            { key: 'missing', title: <T id="transfers.missing" /> },
          ]}
          rows={of.open.map(({ id, missing }) => ({
            key: id,
            cells: [to(id), <Code key="missing" area="transfers.missingCode" code={missing} />],
          }))}
        />
      )}
      {of.days.length > 0 && (
        <Table
          caption={<T id="transfers.daysDiffer" />}
          label={text('transfers.daysDiffer')}
          columns={[
            { key: 'day', title: <T id="bank.day" /> },
            { key: 'a', title: names.a, isFigure: true },
            { key: 'b', title: names.b, isFigure: true },
          ]}
          rows={of.days.map(({ day, movedInA, movedInB }) => ({
            key: day,
            cells: [<Day key="day" of={day} />, <Count key="a" of={movedInA} />, <Count key="b" of={movedInB} />],
          }))}
        />
      )}
      {of.owed.length > 0 && (
        <Table
          caption={<T id="transfers.owed" />}
          label={text('transfers.owed')}
          columns={[
            { key: 'who', title: <T id="transfers.whoOwes" /> },
            { key: 'owed', title: <T id="transfers.owesSays" />, isFigure: true },
            { key: 'due', title: <T id="transfers.dueSays" />, isFigure: true },
          ]}
          rows={of.owed.map(({ from, to, owed, due }) => ({
            key: `${from} ${to} ${owed.currency}`,
            cells: [
              <span key="who">
                <Entity id={from} isPlain /> → <Entity id={to} isPlain />
              </span>,
              <Amount key="owed" of={owed} />,
              <Amount key="due" of={due} />,
            ],
          }))}
        />
      )}
      <Coverage of={of.coverage} />
      {of.endCursor !== null && (
        <p>
          <a className="button" href={addressOf(visit, visit.path, { ...query, after: of.endCursor })}>
            <T id="common.nextPage" />
          </a>
        </p>
      )}
    </>
  );
}
