import type { ReactNode } from 'react';
import { PeriodLinks } from '../../components/money/lens.tsx';
import { Notice } from '../../components/notice.tsx';
import { Day, T } from '../../components/words.tsx';
import type { Lens, LensFault } from '../../money/lens.ts';
import { BEGINNING, YEARS_MAX } from '../../money/period.ts';
import type { WholePage } from '../../page.ts';
import { addressOf, useVisit } from '../../visit.tsx';

/** Which days, and the ways to others; `keep` goes along with what the form sends. */
export function Days({
  lens,
  faults,
  keep = {},
}: {
  readonly lens: Lens;
  readonly faults: readonly LensFault[];
  readonly keep?: Readonly<Record<string, string>>;
}) {
  const visit = useVisit();
  const { from, to } = lens.period;
  const days = { from: <Day key="from" of={from} />, to: <Day key="to" of={to} /> };
  return (
    <>
      {faults.length === 0 && (
        <p className="lens-line">
          {from === BEGINNING ? <T id="statements.until" to={days.to} /> : <T id="statements.days" {...days} />}
        </p>
      )}
      {Object.keys(keep).length === 0 && <PeriodLinks lens={lens} />}
      <details className="lens" open={faults.length > 0}>
        <summary>
          <T id="statements.otherDays" />
        </summary>
        {faults.map((fault) => (
          <Notice key={fault} kind="refused" title={<T id={`money.fault.${fault}`} years={YEARS_MAX} />} />
        ))}
        <form action={addressOf(visit, visit.path)} method="get" className="inline-form">
          {Object.entries(keep).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {(['from', 'to'] as const).map((name) => (
            <div key={name} className="field">
              <label htmlFor={name}>
                <T id={`money.${name}`} />
              </label>
              <input
                id={name}
                name={name}
                type="date"
                defaultValue={lens.period[name]}
                aria-invalid={faults.length > 0 || undefined}
              />
            </div>
          ))}
          <button type="submit">
            <T id="money.show" />
          </button>
        </form>
      </details>
    </>
  );
}

/** The page where the days that were asked for are none: nothing but its heading, and the way to others. */
export function daysAreWrong({
  title,
  heading,
  days,
}: {
  readonly title: string;
  readonly heading: ReactNode;
  readonly days: ReactNode;
}): WholePage {
  const body = (
    <>
      <h1>{heading}</h1>
      {days}
    </>
  );
  return { status: 400, title, body };
}
