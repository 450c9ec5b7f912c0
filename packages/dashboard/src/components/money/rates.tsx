import type { RateFragment } from '../../pages/figure/figure.generated.ts';
import { Notice } from '../notice.tsx';
import { Table } from '../table.tsx';
import { Currency, Day, Rate, T, useText } from '../words.tsx';

/** At which rates currencies were converted, and which were not. */
export function Rates({
  of,
  withoutRate,
  currency,
}: {
  readonly of: readonly RateFragment[];
  readonly withoutRate: readonly string[];
  readonly currency: string;
}) {
  const text = useText();
  return (
    <>
      {withoutRate.length > 0 && (
        <Notice kind="partial" title={<T id="money.withoutRate" />}>
          <ul>
            {withoutRate.map((code) => (
              <li key={code}>
                <Currency code={code} />
              </li>
            ))}
          </ul>
          <p>
            <T id="money.withoutRateMeans" />
          </p>
        </Notice>
      )}
      {of.length > 0 && (
        <details>
          <summary>
            <T id="money.rates" count={of.length} />
          </summary>
          <p>
            <T id="money.ratesExplained" />
          </p>
          <Table
            caption={<T id="money.ratesCaption" currency={<Currency key="currency" code={currency} />} />}
            label={text('money.ratesLabel')}
            columns={[
              { key: 'from', title: <T id="money.rateFrom" /> },
              { key: 'rate', title: <T id="money.rate" />, isFigure: true },
              { key: 'date', title: <T id="money.rateDay" /> },
              { key: 'source', title: <T id="money.rateSource" /> },
            ]}
            rows={of.map(({ from, to, rate, date, source }) => ({
              key: from,
              cells: [
                <Currency key="from" code={from} />,
                <Rate key="rate" of={rate} to={to} />,
                <Day key="date" of={date} />,
                <bdi key="source">{source}</bdi>,
              ],
            }))}
          />
          <p>
            <T id="money.ratesFile" file={<RatesFile key="file" />} />
          </p>
        </details>
      )}
    </>
  );
}

function RatesFile() {
  return (
    <a href="/exports/council/latest/rates.csv" dir="ltr">
      rates.csv
    </a>
  );
}
