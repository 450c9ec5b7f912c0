import type { Money } from '../../i18n/format.ts';
import { countryName, currencyName, formatMoney, nameOfCode } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locales.ts';
import { translate } from '../../i18n/translate.ts';
import { type Cut, type CutName, type FigureKind, SUPPORT_BOOKS, UNKNOWN } from '../../money/cut.ts';
import { type Lens, lensQuery } from '../../money/lens.ts';
import { useVisit } from '../../visit.tsx';
import { NodeName } from '../coverage.tsx';
import { Link } from '../link.tsx';
import { Reference } from '../reference.tsx';
import { Amount, Amounts, Bare, Code, Country, Currency, Purpose, T, useText } from '../words.tsx';

/** The name of an entity with books: a hub by its slug, or the Basic Support System, whose books fundraising keeps. */
export function Entity({ id, isPlain = false }: { readonly id: string; readonly isPlain?: boolean }) {
  if (id === SUPPORT_BOOKS) return <T id="node.support" />;
  return isPlain ? <bdi>{id}</bdi> : <NodeName id={id} />;
}

/** What a line is called, as text. */
export function nameOfKey(locale: Locale, name: CutName, key: string): string {
  if (name === 'node') return key === SUPPORT_BOOKS ? translate(locale, 'node.support') : key;
  if (key === UNKNOWN) return translate(locale, 'money.unknown');
  if (name === 'country' || name === 'decidedIn') return countryName(locale, key);
  if (name === 'purpose') return nameOfCode(locale, 'purpose', key);
  if (name === 'currency') return currencyName(locale, key);
  const area = AREAS[name];
  return area === undefined ? key : nameOfCode(locale, area, key);
}

/** Where the names of codes are. */
const AREAS: Readonly<Partial<Record<CutName, string>>> = {
  costClass: 'expenses.costClass',
  fundKind: 'statements.fundKind',
  counterparty: 'books.counterparty',
};

/** What a line is called: purposes, countries and currencies by their names, what else the graph has as it is. */
export function KeyName({ of, name }: { readonly of: string; readonly name: CutName }) {
  if (name === 'node') return <Entity id={of} />;
  if (of === UNKNOWN) return <T id="money.unknown" />;
  if (name === 'country' || name === 'decidedIn') return <Country code={of} />;
  if (name === 'currency') return <Currency code={of} />;
  if (name === 'purpose') return <Purpose code={of} />;
  if (name === 'account') {
    return (
      <code dir="ltr" className="long">
        {of}
      </code>
    );
  }
  if (name === 'team' || name === 'fund' || name === 'allowedBy') return <Reference to={of} />;
  const area = AREAS[name];
  if (area !== undefined) return <Code area={area} code={of} />;
  return <bdi>{of}</bdi>;
}

/** An amount that opens: what it is the sum of is one link away. */
export function FigureLink({
  lens,
  kind,
  cut,
  of,
  isBare = false,
}: {
  readonly lens: Lens;
  readonly kind: FigureKind;
  readonly cut: Cut;
  readonly of: Money;
  /** True where a heading has said the currency: the figure stands without it, so that more fits on a phone. */
  readonly isBare?: boolean;
}) {
  const { locale } = useVisit();
  const text = useText();
  return (
    <Link
      to="/figure"
      query={{ kind, ...cut, ...lensQuery(lens) }}
      label={text(`money.open.${kind}`, { amount: formatMoney(locale, of) })}
    >
      {isBare ? <Bare of={of} /> : <Amount of={of} />}
    </Link>
  );
}

/** A converted amount that opens, and below it what of it could not be converted; a dash where there is nothing. */
export function Converted({
  originals,
  inReport,
  withoutRate,
  isBare = false,
  ...opens
}: {
  readonly originals: readonly Money[];
  readonly inReport: Money;
  readonly withoutRate: readonly string[];
  readonly lens: Lens;
  readonly kind: FigureKind;
  readonly cut: Cut;
  readonly isBare?: boolean;
}) {
  if (originals.length === 0) return <Amounts of={[]} />;
  const left = originals.filter(({ currency }) => withoutRate.includes(currency));
  return (
    <>
      {left.length < originals.length && <FigureLink {...opens} of={inReport} isBare={isBare} />}
      {left.map((money) => (
        <span key={money.currency} className="line">
          <FigureLink {...opens} of={money} />
        </span>
      ))}
    </>
  );
}
