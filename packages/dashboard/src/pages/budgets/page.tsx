import { offersOnBudget } from '../../acts/offers-on-budgets.ts';
import { ShareBars } from '../../components/charts/share-bars.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Notice } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Day, Moment, Purpose, Share, T, useText, Who, Written } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { PostingsTable } from '../books/postings-table.tsx';
import { bookPage, nameOfNode } from '../statements/frame.tsx';
import { budgetOf } from './ask.ts';
import type { WholeBudgetFragment } from './budgets.generated.ts';

/** One budget: its lines, what they and its parts add up to, what that includes, and how it came to say so. */
export const budget: PageDefinition = {
  path: '/books/:node/budgets/*',
  offers: offersOnBudget,
  async show(visit) {
    const { node = '', '*': id = '' } = visit.params;
    const name = nameOfNode(visit, node);
    const line = visit.query.get('line');
    const said = await budgetOf(visit, node, id, { line, after: visit.query.get('after') });
    const called = said.value?.name ?? null;
    const title = translate(visit.locale, 'budgets.of', { name: called ?? id, node: name });
    const heading = <Written text={called} />;
    const body = (value: WholeBudgetFragment) => <Whole of={value} node={node} />;
    return bookPage(visit, node, said, { title, heading, body, isInBooks: true });
  },
};

interface OfBudget {
  readonly of: WholeBudgetFragment;
  readonly node: string;
}

function Whole({ of, node }: OfBudget) {
  const { from, to, status, withdrawnBecause, parent, version, rollUp } = of;
  return (
    <>
      <p className="lens-line">
        <T id="budgets.days" from={<Day key="from" of={from} />} to={<Day key="to" of={to} />} />
      </p>
      {status === 'WITHDRAWN' && (
        <Notice kind="refused" title={<T id="budgets.status.WITHDRAWN" />}>
          <p>
            <Written text={withdrawnBecause} />
          </p>
        </Notice>
      )}
      <Facts
        of={[
          { term: 'budgets.version', value: <Count of={version} /> },
          {
            term: 'budgets.partOf',
            value: parent !== null && (
              <Link to={`/books/${node}/budgets/${parent.id}`}>
                <Written text={parent.name} />
              </Link>
            ),
          },
          {
            term: 'statements.asOf',
            value: rollUp !== null && (
              <>
                <Count of={rollUp.asOf.seq} />, <Moment of={rollUp.asOf.at} />
              </>
            ),
          },
        ]}
      />
      <Lines of={of} node={node} />
      <Opened of={of} node={node} />
      <Sums of={of} />
      <Includes of={of} node={node} />
      <Versions of={of} />
    </>
  );
}

/** Plan against actual; a line opens to its postings. */
function Lines({ of: { id, lines }, node }: OfBudget) {
  const text = useText();
  return (
    <Table
      caption={<T id="budgets.lines" />}
      label={text('budgets.lines')}
      columns={[
        { key: 'line', title: <T id="budgets.line" /> },
        { key: 'planned', title: <T id="budgets.planned" />, isFigure: true },
        { key: 'actual', title: <T id="budgets.actual" />, isFigure: true },
        { key: 'pending', title: <T id="budgets.pending" />, isFigure: true },
        { key: 'remaining', title: <T id="budgets.remaining" />, isFigure: true },
      ]}
      rows={(lines ?? []).map((line) => ({
        key: line.code,
        cells: [
          <span key="line">
            <Link to={`/books/${node}/budgets/${id}`} query={{ line: line.code }}>
              <bdi>{line.code}</bdi>
            </Link>
            <span className="line soft">
              <Code area="budgets.kindCode" code={line.kind} /> · <code dir="ltr">{line.account}</code>
              {line.project !== null && (
                <>
                  {' · '}
                  <code dir="ltr">{line.project}</code>
                </>
              )}
              {line.purpose !== null && (
                <>
                  {' · '}
                  <Purpose code={line.purpose} />
                </>
              )}
            </span>
          </span>,
          <Amount key="planned" of={line.planned} />,
          <span key="actual">
            <Amount of={line.actual} />
            <ShareBars
              bars={[{ part: BigInt(line.actual.amountMinor), kind: line.kind === 'INCOME' ? 'in' : 'out' }]}
              of={BigInt(line.planned.amountMinor)}
              isPartOfWhole
            />
            {line.usedBasisPoints !== null && (
              <span className="line soft">
                <Share basisPoints={line.usedBasisPoints} />
              </span>
            )}
          </span>,
          <Amount key="pending" of={line.pending} />,
          <Amount key="remaining" of={line.remaining} />,
        ],
      }))}
    />
  );
}

function Opened({ of: { opened = null }, node }: OfBudget) {
  const [line] = opened ?? [];
  if (line === undefined || line.postings === null) return null;
  const { nodes, pageInfo, totalCount } = line.postings;
  return (
    <section aria-labelledby="postings">
      <h2 id="postings">
        <T id="budgets.postingsOf" line={<bdi key="line">{line.code}</bdi>} />
      </h2>
      {nodes.length === 0 ? (
        <p>
          <T id="budgets.nothingBooked" />
        </p>
      ) : (
        <PostingsTable of={nodes} node={node} />
      )}
      <Pager page={pageInfo} shown={nodes.length} total={totalCount} />
    </section>
  );
}

function Sums({ of: { rollUp } }: Pick<OfBudget, 'of'>) {
  const text = useText();
  if (rollUp === null) return null;
  return (
    <>
      <Table
        caption={<T id="budgets.together" />}
        label={text('budgets.together')}
        columns={[
          { key: 'kind', title: <T id="budgets.kind" /> },
          { key: 'planned', title: <T id="budgets.planned" />, isFigure: true },
          { key: 'actual', title: <T id="budgets.actual" />, isFigure: true },
          { key: 'pending', title: <T id="budgets.pending" />, isFigure: true },
          { key: 'remaining', title: <T id="budgets.remaining" />, isFigure: true },
        ]}
        rows={rollUp.sums.map(({ kind, currency, ...amounts }) => ({
          key: `${kind} ${currency}`,
          cells: [
            <Code key="kind" area="budgets.kindCode" code={kind} />,
            ...(['planned', 'actual', 'pending', 'remaining'] as const).map((what) => (
              <Amount key={what} of={amounts[what]} />
            )),
          ],
        }))}
      />
      {rollUp.notPlanned.length > 0 && (
        <Table
          caption={<T id="budgets.notPlanned" />}
          label={text('budgets.notPlanned')}
          columns={[
            { key: 'kind', title: <T id="budgets.kind" /> },
            { key: 'amount', title: <T id="budgets.actual" />, isFigure: true },
          ]}
          rows={rollUp.notPlanned.map(({ kind, amount }) => ({
            key: `${kind} ${amount.currency}`,
            cells: [<Code key="kind" area="budgets.kindCode" code={kind} />, <Amount key="amount" of={amount} />],
          }))}
        />
      )}
    </>
  );
}

/** Which budgets and lines the sums are made of, and which were withdrawn. */
function Includes({ of: { rollUp }, node }: OfBudget) {
  if (rollUp === null) return null;
  const { includes, withdrawn } = rollUp;
  const parts = [
    { title: 'budgets.includes', of: includes },
    { title: 'budgets.leavesOut', of: withdrawn },
  ].filter(({ of }) => of.length > 0);
  return parts.map(({ title, of }) => (
    <section key={title}>
      <h2>
        <T id={title} />
      </h2>
      <ul>
        {of.map(({ budget, name, lines }) => (
          <li key={budget}>
            <Link to={`/books/${node}/budgets/${budget}`}>
              <Written text={name} />
            </Link>
            <span className="line soft">
              <bdi>{lines.join(', ')}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Versions({ of: { versions } }: Pick<OfBudget, 'of'>) {
  const text = useText();
  return (
    <Table
      caption={<T id="budgets.versions" />}
      label={text('budgets.versions')}
      columns={[
        { key: 'version', title: <T id="budgets.version" /> },
        { key: 'at', title: <T id="budgets.saidAt" /> },
        { key: 'by', title: <T id="budgets.saidBy" /> },
        { key: 'reason', title: <T id="budgets.reason" /> },
      ]}
      rows={(versions ?? []).map(({ version, at, by, reason }) => ({
        key: String(version),
        cells: [
          <Count key="version" of={version} />,
          <Moment key="at" of={at} />,
          <Who key="by" by={by} />,
          version === 1 ? null : <Written key="reason" text={reason} />,
        ],
      }))}
    />
  );
}
