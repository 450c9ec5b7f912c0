import { Link } from '../../components/link.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Country, Day, T, useText } from '../../components/words.tsx';
import type { PageDefinition } from '../../page.ts';
import { emptyOf, Filter } from '../places/filter.tsx';
import { applicationLine, learningLine, Name, teamLine } from '../places/lines.tsx';
import { choiceOf, cutOf } from '../places/paging.ts';
import { listPage } from './list-page.tsx';
import {
  HubGrants,
  HubGrantsOfBefore,
  type HubGrantsOfBeforeQuery,
  HubLearnings,
  HubTeams,
} from './lists.generated.ts';

const TEAM = ['FORMED', 'RECOGNISED'] as const;
const APPLICATION = ['OPEN', 'AWARDED', 'DECLINED'] as const;

/** All teams of a hub. */
export const hubTeams: PageDefinition = {
  path: '/hubs/:hub/teams',
  show(visit) {
    const status = choiceOf(visit, 'status', TEAM);
    return listPage(visit, {
      title: 'places.teams',
      asked: visit.graph.ask(HubTeams, { hub: visit.params['hub'] ?? '', status, ...cutOf(visit) }),
      list: ({ teams }) => teams,
      line: teamLine,
      empty: emptyOf('places.noTeams', status),
      above: () => <Filter area="places.team" choices={TEAM} chosen={status} />,
    });
  },
};

/** All applications to a hub, refused ones like the others. */
export const hubGrants: PageDefinition = {
  path: '/hubs/:hub/grants',
  show(visit) {
    const status = choiceOf(visit, 'status', APPLICATION);
    return listPage(visit, {
      title: 'grants.title',
      asked: visit.graph.ask(HubGrants, { hub: visit.params['hub'] ?? '', status, ...cutOf(visit) }),
      list: ({ applications }) => applications,
      line: (one) => applicationLine(one),
      empty: emptyOf('grants.none', status),
      above: () => <Filter area="grants.status" choices={APPLICATION} chosen={status} />,
    });
  },
};

/** What a hub and its teams learnt. */
export const hubLearnings: PageDefinition = {
  path: '/hubs/:hub/learnings',
  show(visit) {
    const topic = visit.query.get('topic');
    return listPage(visit, {
      title: 'places.learnings',
      asked: visit.graph.ask(HubLearnings, {
        hub: visit.params['hub'] ?? '',
        topics: topic === null ? null : [topic],
        ...cutOf(visit),
      }),
      list: ({ hub }) => hub?.learnings,
      line: learningLine,
      empty: 'places.noLearnings',
    });
  },
};

/** Grants from a hub's records of before it had a node. */
export const hubGrantsBefore: PageDefinition = {
  path: '/hubs/:hub/grants-before',
  show(visit) {
    const year = Number(visit.query.get('year'));
    return listPage(visit, {
      title: 'grants.beforeTitle',
      asked: visit.graph.ask(HubGrantsOfBefore, {
        hub: visit.params['hub'] ?? '',
        year: Number.isInteger(year) && year > 0 && year < 10_000 ? year : null,
        ...cutOf(visit),
      }),
      list: ({ hub }) => hub?.grants,
      line: ({ id, title, amount, recipientKind, recipientName, awardDay, country }) => ({
        key: id,
        title: (
          <Link to={`/grants/${id}`}>
            <Name of={title} />
          </Link>
        ),
        figure: amount !== null && <Amount of={amount} />,
        facts: [
          recipientKind === 'INDIVIDUAL' ? (
            <Code key="to" area="grants.recipient" code="INDIVIDUAL" />
          ) : (
            <Name key="to" of={recipientName} />
          ),
          awardDay !== null && <Day of={awardDay} />,
          country !== null && <Country code={country} />,
        ],
      }),
      empty: 'grants.noneBefore',
      above: ({ hub }) => <Totals of={hub?.grants?.totals ?? []} />,
    });
  },
};

type Total = NonNullable<NonNullable<HubGrantsOfBeforeQuery['hub']>['grants']>['totals'][number];

function Totals({ of }: { readonly of: readonly Total[] }) {
  const text = useText();
  return (
    <>
      <p>
        <T id="grants.beforeText" />
      </p>
      {of.length > 0 && (
        <Table
          caption={<T id="grants.byYear" />}
          label={text('grants.byYear')}
          columns={[
            { key: 'year', title: <T id="grants.year" /> },
            { key: 'count', title: <T id="grants.number" />, isFigure: true },
            { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          ]}
          rows={of.map(({ year, currency, count, amount }) => ({
            key: `${year} ${currency}`,
            cells: [
              <YearLink key="year" year={year} />,
              <Count key="count" of={count} />,
              <Amount key="amount" of={amount} />,
            ],
          }))}
        />
      )}
    </>
  );
}

function YearLink({ year }: { readonly year: number }) {
  return <span>{year}</span>;
}
