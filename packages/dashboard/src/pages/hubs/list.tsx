import { NodeName, Reason } from '../../components/coverage.tsx';
import { Entries } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amounts, Code, Count, Country, Language, ListOf, Moment, T, useText } from '../../components/words.tsx';
import { type MissingNode, reasonOf } from '../../graph/missing.ts';
import type { Money } from '../../i18n/format.ts';
import { hasOddMoney } from '../../i18n/sense.ts';
import { minorOf, sumByCurrency } from '../../money/sums.ts';
import { emptyOf } from '../places/filter.tsx';
import { Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import type { HubsOfThemselvesQuery, HubsQuery } from './hubs.generated.ts';

type Listed = HubsQuery['hubs']['nodes'][number];
type Own = HubsOfThemselvesQuery['hubs']['nodes'][number];

/** The hubs as the council's registry has them. */
export function HubList({ hubs, status }: { readonly hubs: readonly Listed[]; readonly status: string | null }) {
  const text = useText();
  if (hubs.length === 0) {
    return (
      <Empty>
        <p>
          <T id={emptyOf('places.noHubs', status)} />
        </p>
      </Empty>
    );
  }
  return (
    <Entries
      label={text('places.hubs')}
      of={hubs.map(({ id, name, kind, status, country, languages, since }) => ({
        key: id,
        title: (
          <Link to={`/hubs/${id}`}>
            <Name of={name} />
          </Link>
        ),
        status: status !== null && <Status area="places.hubStatus" code={status} tone={toneOf(status)} />,
        facts: [
          kind !== null && <Code area="places.kind" code={kind} />,
          country !== null && <Country code={country} />,
          <Languages key="languages" of={languages ?? []} />,
          since !== null && <T id="places.since" moment={<Moment key="since" of={since} />} />,
        ],
      }))}
    />
  );
}

/** Languages by name. */
export function Languages({ of }: { readonly of: readonly string[] }) {
  return <ListOf of={of.map((tag) => <Language key={tag} tag={tag} />)} />;
}

/** What each hub says of itself, asked just now: a hub that did not answer keeps its row. */
export function OwnWords({
  hubs,
  missing,
}: {
  readonly hubs: readonly Own[];
  readonly missing: readonly MissingNode[];
}) {
  const text = useText();
  const columns = [
    { key: 'hub', title: <T id="places.hub" /> },
    { key: 'teams', title: <T id="places.teams" />, isFigure: true },
    { key: 'funds', title: <T id="places.canSpend" />, isFigure: true },
  ];
  return (
    <Table
      caption={<T id="places.ownWords" />}
      label={text('places.ownWords')}
      columns={columns}
      rows={hubs.map(({ id, status, teams, books }) => {
        const name = <NodeName key="hub" id={id} />;
        if (status === 'PROPOSED') return { key: id, cells: [name, <T key="none" id="places.noNodeYet" />, null] };
        if (teams === null || books === null) {
          const why = <Reason key="why" code={reasonOf(missing, id) ?? 'no-data'} />;
          return { key: id, kind: 'missing' as const, cells: [name, null, why] };
        }
        if (hasOddMoney(books)) {
          return { key: id, kind: 'missing' as const, cells: [name, null, <Reason key="why" code="malformed" />] };
        }
        const { nodes, pageInfo } = books.funds;
        const funds = pageInfo.hasNextPage ? (
          <T key="funds" id="places.manyFunds" />
        ) : (
          <Amounts
            key="funds"
            of={added(nodes.flatMap(({ balances }) => balances.map(({ available }) => available)))}
          />
        );
        return { key: id, cells: [name, <Count key="teams" of={teams.totalCount} />, funds] };
      })}
    />
  );
}

/** Amounts added up by currency, exactly; what comes to nothing is left out. */
export function added(amounts: readonly Money[]): readonly Money[] {
  return sumByCurrency(amounts).filter((sum) => minorOf(sum) !== 0n);
}
