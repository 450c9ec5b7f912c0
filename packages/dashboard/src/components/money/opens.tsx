import { formatMoney, type Money } from '../../i18n/format.ts';
import { isMoney } from '../../i18n/sense.ts';
import { type Opened, openedQuery } from '../../money/opened.ts';
import type { Period } from '../../money/period.ts';
import { useVisit } from '../../visit.tsx';
import { Link } from '../link.tsx';
import { Amount, Bare, useText } from '../words.tsx';

/** An amount of one node's statements that opens the entries behind it; as it is, where there are no days to open. */
export function Opens({
  of,
  node,
  opened,
  days,
  isBare = true,
}: {
  readonly of: Money;
  readonly node: string;
  readonly opened: Opened;
  /** Undefined where nothing is before; all days where the books' whole time is meant. */
  readonly days: Period | 'all' | undefined;
  /** True where a heading has said the currency. */
  readonly isBare?: boolean;
}) {
  const { locale } = useVisit();
  const text = useText();
  const amount = isBare ? <Bare of={of} /> : <Amount of={of} />;
  if (days === undefined || !isMoney(of)) return amount;
  return (
    <Link
      to={`/books/${node}/figure`}
      query={{ ...openedQuery(opened), ...(days === 'all' ? {} : { from: days.from, to: days.to }) }}
      label={text('statements.open', { amount: formatMoney(locale, of) })}
    >
      {amount}
    </Link>
  );
}
