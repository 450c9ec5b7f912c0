import { offersAtTeamBooks } from '../../acts/offers-on-team-books.ts';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amounts, Count, Day, Id, T, useText, Written } from '../../components/words.tsx';
import { missingNodes } from '../../graph/missing.ts';
import type { Money } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import { type Lens, lensQuery, lensVariables, readLens } from '../../money/lens.ts';
import { dayBefore } from '../../money/period.ts';
import type { PageDefinition } from '../../page.ts';
import { Name } from '../places/lines.tsx';
import { Days, daysAreWrong } from '../statements/days.tsx';
import { bookPage } from '../statements/frame.tsx';
import { TeamBooks, type TeamBooksQuery } from './team-books.generated.ts';

type Hub = NonNullable<TeamBooksQuery['hub']>;
type Consolidated = NonNullable<Hub['consolidatedBooks']>;
type Books = NonNullable<Hub['teamBooks']>;
type Filing = NonNullable<Books['nodes'][number]['filings']>['nodes'][number];
type Team = Books['nodes'][number]['team'];

/** The own books of a hub's incorporated teams: beside the hub's, what is missing, and what was filed. */
export const teamBooks: PageDefinition = {
  path: '/books/:node/teams',
  offers: offersAtTeamBooks,
  async show(visit) {
    const { node = '' } = visit.params;
    const { lens, faults } = readLens(visit.query, visit.now);
    const title = translate(visit.locale, 'teamBooks.title', { node });
    const heading = <T id="teamBooks.title" node={<bdi key="node">{node}</bdi>} />;
    const days = <Days lens={lens} faults={faults} />;
    if (faults.length > 0) return daysAreWrong({ title, heading, days });
    const { from, to } = lensVariables(lens);
    const asked = { hub: node, from, to, after: visit.query.get('after') };
    const { data, errors } = await visit.graph.ask(TeamBooks, asked);
    const { consolidatedBooks: figures = null, teamBooks: books = null } = data?.hub ?? {};
    const value = figures === null || books === null ? null : { figures, books };
    return bookPage(
      visit,
      node,
      { value, missing: missingNodes(errors), errors },
      {
        ...{ title, heading, isInBooks: true },
        body: (found: { readonly figures: Consolidated; readonly books: Books }) => (
          <>
            <p>
              <T id="teamBooks.explained" />
            </p>
            {days}
            <Missing of={found.figures.missing ?? []} />
            <Together of={found.figures} node={node} lens={lens} />
            <Filed of={found.books} />
          </>
        ),
      },
    );
  },
};

function TeamName({ of }: { readonly of: Team }) {
  if (of === null) return null;
  return (
    <Link to={`/teams/${of.id}`}>
      <Name of={of.name} />
    </Link>
  );
}

function PeriodOf({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  if (from === null || to === null) return null;
  return <T id="teamBooks.period" from={<Day key="from" of={from} />} to={<Day key="to" of={dayBefore(to)} />} />;
}

function Missing({ of }: { readonly of: NonNullable<Consolidated['missing']> }) {
  const text = useText();
  return (
    <>
      <h2>
        <T id="teamBooks.missing" />
      </h2>
      {of.length === 0 ? (
        <Empty>
          <p>
            <T id="teamBooks.noneMissing" />
          </p>
        </Empty>
      ) : (
        <Table
          caption={<T id="teamBooks.tooSmall" />}
          label={text('teamBooks.missing')}
          columns={[
            { key: 'team', title: <T id="teamBooks.team" /> },
            { key: 'period', title: <T id="teamBooks.days" /> },
            { key: 'dueBy', title: <T id="teamBooks.dueBy" /> },
            { key: 'status', title: <T id="teamBooks.status" /> },
          ]}
          rows={of.map(({ team, from, to, dueBy, status }) => ({
            key: `${team?.id} ${from}`,
            cells: [
              <TeamName key="team" of={team} />,
              <PeriodOf key="period" from={from} to={to} />,
              dueBy === null ? null : <Day key="dueBy" of={dueBy} />,
              status === null ? null : (
                <Status key="status" area="teamBooks.unfiled" code={status} tone={UNFILED[status]} />
              ),
            ],
          }))}
        />
      )}
    </>
  );
}

const UNFILED = { RUNNING: 'plain', DUE: 'open', LATE: 'open' } as const;
const FILING = { OPEN: 'open', FILED: 'good', REPLACED: 'ended', DROPPED: 'ended' } as const;

function Together({ of, node, lens }: { readonly of: Consolidated; readonly node: string; readonly lens: Lens }) {
  const text = useText();
  const opened = (kind: 'income' | 'spending', amounts: readonly Money[] | null) => (
    <Link key={kind} to={`/books/${node}/postings`} query={{ kind, ...lensQuery(lens) }}>
      <Some of={amounts} />
    </Link>
  );
  const figures = ({ income, spending, netAssets }: Pick<Consolidated, 'income' | 'spending' | 'netAssets'>) => [
    <Some key="income" of={income} />,
    <Some key="spending" of={spending} />,
    <Some key="netAssets" of={netAssets} />,
  ];
  return (
    <>
      <h2>
        <T id="teamBooks.together" />
      </h2>
      <Table
        caption={<T id="teamBooks.countedOnce" />}
        label={text('teamBooks.together')}
        columns={[
          { key: 'entity', title: <T id="teamBooks.entity" /> },
          { key: 'income', title: <T id="teamBooks.income" />, isFigure: true },
          { key: 'spending', title: <T id="teamBooks.spending" />, isFigure: true },
          { key: 'netAssets', title: <T id="teamBooks.netAssets" />, isFigure: true },
        ]}
        rows={[
          ...(of.entities ?? []).map((one) =>
            one.team === null
              ? {
                  key: 'hub',
                  cells: [
                    <T key="hub" id="teamBooks.hub" />,
                    opened('income', one.income),
                    opened('spending', one.spending),
                    <Some key="netAssets" of={one.netAssets} />,
                  ],
                }
              : { key: one.team.id, cells: [<TeamName key="team" of={one.team} />, ...figures(one)] },
          ),
          {
            key: 'eliminated',
            cells: [<T key="name" id="teamBooks.eliminated" />, null, <Some key="spending" of={of.eliminated} />, null],
          },
          { key: 'all', cells: [<T key="name" id="teamBooks.all" />, ...figures(of)] },
        ]}
      />
    </>
  );
}

function Some({ of }: { readonly of: readonly Money[] | null }) {
  return of === null || of.length === 0 ? <span className="none">–</span> : <Amounts of={of} />;
}

function Filed({ of: { nodes, pageInfo, totalCount } }: { readonly of: Books }) {
  return (
    <>
      <h2>
        <T id="teamBooks.filed" />
      </h2>
      {nodes.length === 0 && (
        <Empty>
          <p>
            <T id="teamBooks.none" />
          </p>
        </Empty>
      )}
      {nodes.map(({ team, legalName, filings }) => (
        <section key={team?.id}>
          <h3>
            <TeamName of={team} />
          </h3>
          <p>
            <Written text={legalName} />
          </p>
          <Filings of={filings?.nodes ?? []} />
        </section>
      ))}
      <Pager page={pageInfo} shown={nodes.length} total={totalCount} />
    </>
  );
}

function Filings({ of }: { readonly of: readonly Filing[] }) {
  const text = useText();
  if (of.length === 0) {
    return (
      <Empty>
        <p>
          <T id="teamBooks.noneFiled" />
        </p>
      </Empty>
    );
  }
  return (
    <Table
      label={text('teamBooks.filed')}
      caption={<T id="teamBooks.newest" />}
      columns={[
        { key: 'period', title: <T id="teamBooks.days" /> },
        { key: 'status', title: <T id="teamBooks.status" /> },
        { key: 'rows', title: <T id="teamBooks.rows" />, isFigure: true },
        { key: 'income', title: <T id="teamBooks.income" />, isFigure: true },
        { key: 'spending', title: <T id="teamBooks.spending" />, isFigure: true },
        { key: 'gap', title: <T id="teamBooks.gap" />, isFigure: true },
        { key: 'difference', title: <T id="teamBooks.difference" />, isFigure: true },
        { key: 'file', title: <T id="teamBooks.file" /> },
      ]}
      rows={of.map((one) => ({
        key: one.id,
        cells: [
          <PeriodOf key="period" from={one.from} to={one.to} />,
          <StatusOf key="status" of={one} />,
          one.stagedRows === null ? null : <Count key="rows" of={one.stagedRows} />,
          <Some key="income" of={one.income} />,
          <Some key="spending" of={one.spending} />,
          <Some key="gap" of={one.openingGap} />,
          <Some key="difference" of={differencesOf(one)} />,
          one.fileSha256 === null ? null : <Id key="file" of={one.fileSha256} />,
        ],
      }))}
    />
  );
}

function StatusOf({ of: { status, version, reason } }: { readonly of: Filing }) {
  return (
    <>
      {status !== null && <Status area="teamBooks.filing" code={status} tone={FILING[status]} />}
      {version !== null && version > 1 && (
        <span className="line">
          <T id="teamBooks.again" version={<Count key="version" of={version} />} /> <Written text={reason} />
        </span>
      )}
    </>
  );
}

function differencesOf({ withHub }: Filing): Money[] {
  return (withHub ?? []).flatMap(({ difference }) =>
    difference === null || difference.amountMinor === '0' ? [] : [difference],
  );
}
