import { Link } from '../../components/link.tsx';
import { CutFacts } from '../../components/money/cut.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { LensForm } from '../../components/money/lens.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Amount, Day, T } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import { type Cut, type FigureKind, figureKinds, postingFilter, readCut, SUPPORT_BOOKS } from '../../money/cut.ts';
import { type Lens, lensQuery, lensVariables, readLens } from '../../money/lens.ts';
import { BEGINNING } from '../../money/period.ts';
import type { PageDefinition } from '../../page.ts';
import { notFound } from '../problem.tsx';
import { postingsOf } from './ask.ts';
import type { PostingPageFragment } from './books.generated.ts';
import { PostingsTable } from './postings-table.tsx';
import { booksUnavailable } from './unavailable.tsx';

/** The postings to income and expenses of some books that a figure is the sum of, newest first. */
export const postings: PageDefinition = {
  path: '/books/:node/postings',
  async show(visit) {
    const { node = '' } = visit.params;
    const { lens, faults } = readLens(visit.query, visit.now);
    // Whose books is in the path, and which region a country is in no books say.
    const { node: _, region: __, ...cut } = readCut(visit.query);
    const kind = kindOf(visit.query);
    const title = translate(visit.locale, 'books.title');
    if (faults.length > 0) {
      const body = (
        <>
          <h1>
            <T id="books.title" />
          </h1>
          <LensForm lens={lens} faults={faults} currencies={[lens.currency]} />
        </>
      );
      return { status: 400, title, body };
    }
    const { from, to } = lensVariables(lens);
    const where = {
      ...postingFilter(cut),
      ...(kind === undefined ? {} : { kind: kind === 'income' ? ('INCOME' as const) : ('EXPENSE' as const) }),
      from,
      to,
    };
    const found = await postingsOf(visit, node, { where, after: visit.query.get('after') });
    if (found.kind === 'unknown') return notFound(visit);
    if (found.kind === 'unavailable') return booksUnavailable(visit, found);
    return { title, body: <Postings of={found.value} node={node} lens={lens} kind={kind} cut={cut} /> };
  },
};

type PostingKind = Exclude<FigureKind, 'balance'> | undefined;

function kindOf(query: URLSearchParams): PostingKind {
  const kind = figureKinds.find((one) => one === query.get('kind'));
  return kind === 'balance' ? undefined : kind;
}

function Postings({
  of: { nodes, totals, totalCount, pageInfo },
  node,
  lens,
  kind,
  cut,
}: {
  readonly of: PostingPageFragment;
  readonly node: string;
  readonly lens: Lens;
  readonly kind: PostingKind;
  readonly cut: Cut;
}) {
  const { from, to } = lens.period;
  const days = { from: <Day key="from" of={from} />, to: <Day key="to" of={to} /> };
  return (
    <>
      <p className="way">
        <Link to="/figure" query={{ kind: kind ?? 'spending', node, ...cut, ...lensQuery(lens) }}>
          <T id="books.toFigure" />
        </Link>
      </p>
      <h1>
        <T id={`books.heading.${kind ?? 'both'}`} />
      </h1>
      <p className="lens-line">
        {from === BEGINNING ? (
          <T id="books.whoseUntil" node={<Entity key="node" id={node} />} to={days.to} />
        ) : (
          <T id="books.whose" node={<Entity key="node" id={node} />} {...days} />
        )}
      </p>
      <CutFacts cut={cut} />
      {totalCount === 0 ? (
        <Empty>
          <p>
            <T id="books.none" />
          </p>
        </Empty>
      ) : (
        <>
          <p className="adds-up">
            <T id={`books.addUp.${kind ?? 'both'}`} count={totalCount} />
            {totals.map((money) => (
              <strong key={money.currency} className="line">
                <Amount of={money} />
              </strong>
            ))}
          </p>
          <PostingsTable of={nodes} node={node} />
          <Pager page={pageInfo} shown={nodes.length} total={totalCount} />
        </>
      )}
      {node !== SUPPORT_BOOKS && (
        <p>
          <Link to={`/hubs/${node}/exports`}>
            <T id="books.download" />
          </Link>
        </p>
      )}
    </>
  );
}
