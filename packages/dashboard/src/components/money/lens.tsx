import { currencyName } from '../../i18n/format.ts';
import { type Lens, type LensFault, lensQuery } from '../../money/lens.ts';
import { BEGINNING, periodNames, periodOf, YEARS_MAX } from '../../money/period.ts';
import { addressOf, useVisit } from '../../visit.tsx';
import { Link } from '../link.tsx';
import { Notice } from '../notice.tsx';
import { Currency, Day, T, useText } from '../words.tsx';

/** Which days, in which currency: the sentence under the heading. */
export function LensLine({ lens: { period, currency } }: { readonly lens: Lens }) {
  const to = <Day key="to" of={period.to} />;
  const money = <Currency key="currency" code={currency} />;
  return (
    <p className="lens-line">
      {period.from === BEGINNING ? (
        <T id="money.untilIn" to={to} currency={money} />
      ) : (
        <T id="money.periodIn" from={<Day key="from" of={period.from} />} to={to} currency={money} />
      )}
    </p>
  );
}

/** The periods that are one link away. */
export function PeriodLinks({ lens }: { readonly lens: Lens }) {
  const { path, now } = useVisit();
  const text = useText();
  return (
    <nav className="periods" aria-label={text('money.periods')}>
      <ul>
        {periodNames.map((name) => {
          const period = periodOf(name, now);
          return (
            <li key={name}>
              <Link
                to={path}
                query={lensQuery({ ...lens, period })}
                isCurrent={period.from === lens.period.from && period.to === lens.period.to}
              >
                <T id={`money.${name}`} />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Period, currency and partial totals as a form; what it sends is an address. */
export function LensForm({
  lens,
  faults,
  currencies,
}: {
  readonly lens: Lens;
  readonly faults: readonly LensFault[];
  readonly currencies: readonly string[];
}) {
  const visit = useVisit();
  const text = useText();
  const { period, currency, showsPartial } = lens;
  const isAtFault = (...names: LensFault[]): boolean => faults.some((fault) => names.includes(fault));
  return (
    <details className="lens" open={faults.length > 0}>
      <summary>
        <T id="money.other" />
      </summary>
      {faults.map((fault) => (
        <Notice key={fault} kind="refused" title={<T id={`money.fault.${fault}`} years={YEARS_MAX} />} />
      ))}
      <form action={addressOf(visit, visit.path)} method="get" className="inline-form">
        <div className="field">
          <label htmlFor="from">
            <T id="money.from" />
          </label>
          <input
            id="from"
            name="from"
            type="date"
            defaultValue={period.from}
            aria-invalid={isAtFault('from', 'order', 'span') || undefined}
          />
        </div>
        <div className="field">
          <label htmlFor="to">
            <T id="money.to" />
          </label>
          <input
            id="to"
            name="to"
            type="date"
            defaultValue={period.to}
            aria-invalid={isAtFault('to', 'order', 'span', 'ahead') || undefined}
          />
        </div>
        <div className="field">
          <label htmlFor="in">
            <T id="money.currency" />
          </label>
          <select id="in" name="in" defaultValue={currency} aria-invalid={isAtFault('currency') || undefined}>
            {currencies.map((code) => (
              <option key={code} value={code}>
                {text('money.currencyOption', { code, name: currencyName(visit.locale, code) })}
              </option>
            ))}
          </select>
        </div>
        <div className="choice">
          <input id="partial" name="partial" type="checkbox" value="shown" defaultChecked={showsPartial} />
          <label htmlFor="partial">
            <T id="money.partialChoice" />
          </label>
        </div>
        <button type="submit">
          <T id="money.show" />
        </button>
      </form>
    </details>
  );
}
