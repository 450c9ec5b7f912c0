import { Unavailable } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Country, Moment, Share, T, useText } from '../../components/words.tsx';
import { Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import type { AllocationsByQuery, DecisionQuery } from './decision.generated.ts';

type MotionData = NonNullable<DecisionQuery['motion']>;
type Allocations = NonNullable<NonNullable<AllocationsByQuery['allocationFramework']>['allocations']>;

/** The shares that a framework gives to the hubs, and the floor that it keeps. */
export function Framework({ of }: { readonly of: NonNullable<MotionData['framework']> }) {
  const text = useText();
  const { floorBasisPoints, globalSouthBasisPoints, countryList, shares } = of;
  return (
    <>
      {floorBasisPoints !== null && globalSouthBasisPoints !== null && (
        <p>
          <T
            id="decisions.floor"
            floor={<Share key="floor" basisPoints={floorBasisPoints} />}
            south={<Share key="south" basisPoints={globalSouthBasisPoints} />}
          />{' '}
          {countryList?.motion != null && (
            <Link to={`/decisions/${countryList.motion.id}`}>
              <T id="decisions.byList" version={<bdi key="version">{countryList.version}</bdi>} />
            </Link>
          )}
        </p>
      )}
      <Table
        caption={<T id="decisions.shares" />}
        label={text('decisions.shares')}
        columns={[
          { key: 'hub', title: <T id="places.hub" /> },
          { key: 'share', title: <T id="decisions.share" />, isFigure: true },
        ]}
        rows={(shares ?? []).map(({ hub, shareBasisPoints }) => ({
          key: hub.id,
          cells: [
            <Link key="hub" to={`/hubs/${hub.id}`}>
              <Name of={hub.name ?? hub.id} />
            </Link>,
            <Share key="share" basisPoints={shareBasisPoints} />,
          ],
        }))}
      />
    </>
  );
}

/** The money that was split by a framework. */
export function AllocationsMade({
  of,
  reason,
}: {
  readonly of: Allocations | null;
  readonly reason: string | undefined;
}) {
  const text = useText();
  if (of === null) return <Unavailable node="fundraising" reason={reason ?? 'no-data'} />;
  if (of.nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="decisions.noAllocations" />
        </p>
      </Empty>
    );
  }
  return of.nodes.map(({ id, madeAt, amount, parts }) => (
    <div key={id} id={id}>
      <Table
        caption={
          <T
            id="decisions.allocation"
            amount={amount !== null && <Amount key="amount" of={amount} />}
            moment={madeAt !== null && <Moment key="at" of={madeAt} />}
          />
        }
        label={text('decisions.allocations')}
        columns={[
          { key: 'hub', title: <T id="places.hub" /> },
          { key: 'status', title: <T id="decisions.paidOut" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
        ]}
        rows={(parts ?? []).map(({ hub, amount: part, disbursement }) => ({
          key: hub.id,
          cells: [
            <Link key="hub" to={`/hubs/${hub.id}`}>
              <bdi>{hub.id}</bdi>
            </Link>,
            disbursement === null ? (
              <T key="status" id="decisions.notPaidYet" />
            ) : (
              <Link key="status" to={`/thread/${disbursement.id}`}>
                <Status
                  area="places.transfer"
                  code={disbursement.status ?? ''}
                  tone={toneOf(disbursement.status ?? '')}
                />
              </Link>
            ),
            <Amount key="amount" of={part} />,
          ],
        }))}
      />
    </div>
  ));
}

/** Which countries a list counts as Global South. */
export function Countries({ of }: { readonly of: NonNullable<MotionData['countryList']> }) {
  const text = useText();
  return (
    <>
      <p>
        <T id="decisions.source" source={<bdi key="source">{of.source}</bdi>} />
      </p>
      <Table
        caption={<T id="decisions.countries" count={(of.countries ?? []).length} />}
        label={text('decisions.countries', { count: (of.countries ?? []).length })}
        columns={[
          { key: 'country', title: <T id="decisions.country" /> },
          { key: 'region', title: <T id="decisions.region" /> },
          { key: 'south', title: <T id="decisions.globalSouth" /> },
        ]}
        rows={(of.countries ?? []).map(({ country, region, isGlobalSouth }) => ({
          key: country,
          cells: [
            <Country key="country" code={country} />,
            <bdi key="region">{region}</bdi>,
            <T key="south" id={isGlobalSouth ? 'decisions.yes' : 'decisions.no'} />,
          ],
        }))}
      />
    </>
  );
}
