import type { ReactNode } from 'react';
import { Coverage } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Absent, hidesTotals, Incomplete, NotShown } from '../../components/money/absent.tsx';
import { Rates } from '../../components/money/rates.tsx';
import { T, useText } from '../../components/words.tsx';
import { type Lens, lensQuery } from '../../money/lens.ts';
import { ByHub } from './by-hub.tsx';
import { ByKey } from './by-key.tsx';
import { Headline } from './headline.tsx';
import type { MovementQuery } from './movement.generated.ts';
import { OverTime } from './over-time.tsx';
import { Shares } from './shares.tsx';

export type StatementData = NonNullable<NonNullable<MovementQuery['movementFinance']>['statement']>;

/** Everything below the heading: the headline first, then what it is made of. */
export function Statement({
  of,
  lens,
  form,
}: {
  readonly of: StatementData;
  readonly lens: Lens;
  readonly form: ReactNode;
}) {
  const { coverage } = of;
  const isHidden = hidesTotals(lens, coverage);
  const total = (content: ReactNode): ReactNode =>
    isHidden ? (
      <p>
        <NotShown count={coverage.missing.length} />
      </p>
    ) : (
      <>
        <Incomplete count={coverage.missing.length} />
        {content}
      </>
    );
  return (
    <>
      <Absent lens={lens} coverage={coverage} />
      <Headline of={of} lens={lens} />
      <Coverage of={coverage} />
      {form}
      <p>
        <Link to="/statements" query={lensQuery(lens)}>
          <T id="sheets.toPage" />
        </Link>
      </p>
      <Sections />
      <h2 id="time">
        <T id="movement.overTime" />
      </h2>
      {total(<OverTime of={of} lens={lens} />)}
      <h2 id="hubs">
        <T id="movement.byHub" />
      </h2>
      <ByHub of={of} lens={lens} />
      <h2 id="purposes">
        <T id="movement.byPurpose" />
      </h2>
      {total(<ByKey lines={of.byPurpose} by="purpose" withoutRate={of.withoutRate} lens={lens} />)}
      <h2 id="countries">
        <T id="movement.byCountry" />
      </h2>
      {total(<ByKey lines={of.byCountry} by="country" withoutRate={of.withoutRate} lens={lens} />)}
      <h2 id="regions">
        <T id="movement.byRegion" />
      </h2>
      {total(<ByKey lines={of.byRegion} by="region" withoutRate={of.withoutRate} lens={lens} />)}
      <h2 id="classes">
        <T id="movement.byCostClass" />
      </h2>
      {total(<ByKey lines={of.byCostClass} by="costClass" withoutRate={of.withoutRate} lens={lens} />)}
      <h2 id="funds">
        <T id="movement.byFundKind" />
      </h2>
      {total(<ByKey lines={of.byFundKind} by="fundKind" withoutRate={of.withoutRate} lens={lens} />)}
      <h2 id="south">
        <T id="movement.globalSouth" />
      </h2>
      {total(<Shares of={of} />)}
      <h2 id="rates">
        <T id="movement.conversion" />
      </h2>
      {of.conversions.length + of.withoutRate.length === 0 && (
        <p>
          <T id="money.ratesNone" />
        </p>
      )}
      <Rates of={of.conversions} withoutRate={of.withoutRate} currency={lens.currency} />
    </>
  );
}

const SECTIONS = [
  ['time', 'overTime'],
  ['hubs', 'byHub'],
  ['purposes', 'byPurpose'],
  ['countries', 'byCountry'],
  ['regions', 'byRegion'],
  ['classes', 'byCostClass'],
  ['funds', 'byFundKind'],
  ['south', 'globalSouth'],
  ['rates', 'conversion'],
] as const;

function Sections() {
  const text = useText();
  return (
    <nav className="periods" aria-label={text('money.onThisPage')}>
      <ul>
        {SECTIONS.map(([id, message]) => (
          <li key={id}>
            <a href={`#${id}`}>
              <T id={`movement.${message}`} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
