import { Amount, Amounts, T } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';

/** A sum in the report currency, and beside it in the currencies of the books, as it stands there. */
export function Sum({
  originals,
  inReport,
  withoutRate,
  missing,
}: {
  readonly originals: readonly Money[];
  readonly inReport: Money;
  readonly withoutRate: readonly string[];
  /** How many nodes are not in it. */
  readonly missing: number;
}) {
  const converted = originals.filter(({ currency }) => !withoutRate.includes(currency));
  return (
    <dl className="headline">
      {converted.length > 0 && (
        <div>
          <dt>
            <T id="figure.converted" />
          </dt>
          <dd className="headline-figure">
            <Amount of={inReport} />
          </dd>
          <dd className="soft">
            {missing > 0 && (
              <strong>
                <T id="money.incomplete" count={missing} />{' '}
              </strong>
            )}
            {converted.length < originals.length && <T id="figure.notAllConverted" />}
          </dd>
        </div>
      )}
      <div>
        <dt>
          <T id="figure.originals" />
        </dt>
        <dd>
          <Amounts of={originals} />
        </dd>
      </div>
    </dl>
  );
}
