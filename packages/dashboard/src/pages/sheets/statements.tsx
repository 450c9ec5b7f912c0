import type { ReactNode } from 'react';
import { Coverage } from '../../components/coverage.tsx';
import { Absent, hidesTotals, Incomplete, NotShown } from '../../components/money/absent.tsx';
import { Rates } from '../../components/money/rates.tsx';
import { Empty } from '../../components/notice.tsx';
import { T, useText } from '../../components/words.tsx';
import type { Lens } from '../../money/lens.ts';
import { IncomeOfAll } from './income.tsx';
import type { FlowsInShortFragment, SheetsQuery } from './sheets.generated.ts';
import { CashOfAll, PlanOfAll, PositionOfAll } from './tables.tsx';

type Finance = NonNullable<SheetsQuery['movementFinance']>;

interface StatementsData {
  readonly statement: NonNullable<Finance['statement']>;
  readonly lines: NonNullable<Finance['sheets']>;
  /** Income and spending of the same days a year before; undefined where nobody could say. */
  readonly prior: FlowsInShortFragment | undefined;
}

/** The statements, with what they rest on: who answered and when, whose books are missing, at which rates. */
export function Statements({
  of: { statement, lines, prior },
  lens,
  form,
}: {
  readonly of: StatementsData;
  readonly lens: Lens;
  readonly form: ReactNode;
}) {
  const { coverage } = lines;
  const missing = coverage.missing.length;
  const isHidden = hidesTotals(lens, coverage);
  const isPriorHidden = prior !== undefined && hidesTotals(lens, prior.coverage);
  const conversions = [
    ...new Map([...statement.conversions, ...lines.conversions].map((one) => [one.from, one])).values(),
  ];
  const shared = { lens, isHidden, withoutRate: lines.withoutRate };
  const incomplete = isHidden ? (
    <p>
      <NotShown count={missing} />
    </p>
  ) : (
    <Incomplete count={missing} />
  );
  return (
    <>
      <Absent lens={lens} coverage={coverage} />
      <Coverage of={coverage} />
      {form}
      <Sections />
      <h2 id="income">
        <T id="sheets.income" />
      </h2>
      {incomplete}
      {isPriorHidden && (
        <p>
          <T id="sheets.priorMissing" />
        </p>
      )}
      {!isHidden && <IncomeOfAll of={statement} prior={isPriorHidden ? undefined : prior} lens={lens} />}
      <h2 id="position">
        <T id="sheets.position" />
      </h2>
      {incomplete}
      <PositionOfAll of={lines.position} {...shared} />
      <p className="soft">
        <T id="sheets.ownBooks" />
      </p>
      <h2 id="cash">
        <T id="sheets.cash" />
      </h2>
      {incomplete}
      <CashOfAll of={lines.cashFlow} {...shared} />
      <p className="soft">
        <T id="sheets.withinMeans" />
      </p>
      <h2 id="plan">
        <T id="sheets.plan" />
      </h2>
      <p>
        <T id="sheets.planMeans" />
      </p>
      {incomplete}
      {lines.plan.length === 0 ? (
        <Empty>
          <p>
            <T id="sheets.noPlan" />
          </p>
        </Empty>
      ) : (
        <PlanOfAll of={lines.plan} {...shared} />
      )}
      <h2 id="rates">
        <T id="movement.conversion" />
      </h2>
      <p>
        <T id="sheets.oneRate" />
      </p>
      <Rates
        of={conversions}
        withoutRate={[...new Set([...statement.withoutRate, ...lines.withoutRate])].sort()}
        currency={lens.currency}
      />
    </>
  );
}

const SECTIONS = ['income', 'position', 'cash', 'plan'] as const;

function Sections() {
  const text = useText();
  return (
    <nav className="periods" aria-label={text('money.onThisPage')}>
      <ul>
        {SECTIONS.map((id) => (
          <li key={id}>
            <a href={`#${id}`}>
              <T id={`sheets.${id}`} />
            </a>
          </li>
        ))}
        <li>
          <a href="#rates">
            <T id="movement.conversion" />
          </a>
        </li>
      </ul>
    </nav>
  );
}
