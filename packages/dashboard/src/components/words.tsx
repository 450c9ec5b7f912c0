import { createElement, Fragment, type ReactNode } from 'react';
import { TEXT_DIFFERS } from '../graph/texts.ts';
import { hasMessage } from '../i18n/catalogue.ts';
import {
  countryName,
  currencyName,
  formatDay,
  formatDecimal,
  formatMoment,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShare,
  languageName,
  listParts,
  type Money,
} from '../i18n/format.ts';
import { directionOf } from '../i18n/locales.ts';
import {
  asItCame,
  cut,
  isBasisPoints,
  isCalendarDay,
  isCurrency,
  isMoment,
  isMoney,
  isMonth,
  isRate,
} from '../i18n/sense.ts';
import { type RichValue, translate, translateRich, type Value } from '../i18n/translate.ts';
import { useVisit } from '../visit.tsx';

/** A message of the page. Where it is not translated it is shown in English, and marked as being in English. */
export function T({ id, ...values }: { readonly id: string } & Readonly<Record<string, RichValue>>) {
  const { locale } = useVisit();
  const { parts, locale: found } = translateRich(locale, id, values);
  if (found === locale) return parts;
  return (
    <span lang={found} dir={directionOf(found)} className="untranslated">
      {parts}
    </span>
  );
}

/** For attributes: the message as text. */
export function useText(): (id: string, values?: Readonly<Record<string, Value>>) => string {
  const { locale } = useVisit();
  return (id, values) => translate(locale, id, values);
}

/** Things one after the other, with what the language puts between them. */
export function ListOf({ of }: { readonly of: readonly ReactNode[] }) {
  const { locale } = useVisit();
  return (
    <InOrder of={listParts(locale, of.length).map(({ index, text }) => (index === undefined ? text : of[index]))} />
  );
}

/** Parts that stand where they stand: given one by one, they need no keys. */
export function InOrder({ of }: { readonly of: readonly ReactNode[] }) {
  return createElement(Fragment, null, ...of);
}

/** The words for a code of the graph; a code that is newer than the page stands for itself. */
export function Code({ area, code }: { readonly area: string; readonly code: string }) {
  const key = `${area}.${code}`;
  return hasMessage(key) ? <T id={key} /> : <code>{code}</code>;
}

/** What money is for: a code of the books by its name, where it is one of the usual ones. */
export function Purpose({ code }: { readonly code: string }) {
  return <Code area="purpose" code={code} />;
}

/** What a node stated where an amount or a day belongs and that is none: as it came, and marked. */
function Odd({ kind, text }: { readonly kind: 'amount' | 'day'; readonly text: string }) {
  return (
    <span className="odd">
      <T id={`common.odd.${kind}`} value={<bdi key="value">{text}</bdi>} />
    </span>
  );
}

/** An amount of money, exact, with its currency's code; it never breaks and keeps its direction. */
export function Amount({ of }: { readonly of: Money }) {
  const { locale } = useVisit();
  const shown = formatMoney(locale, of);
  return isMoney(of) ? <bdi className="amount">{shown}</bdi> : <Odd kind="amount" text={shown} />;
}

/** An amount without its currency, where a heading or caption has said it: more fits on a phone. */
export function Bare({ of }: { readonly of: Money }) {
  const { locale } = useVisit();
  const shown = formatDecimal(locale, of);
  return isMoney(of) ? <bdi className="amount">{shown}</bdi> : <Odd kind="amount" text={shown} />;
}

/** What one unit of a currency is in another. */
export function Rate({ of, to }: { readonly of: string; readonly to: string }) {
  if (!isRate(of) || !isCurrency(to)) return <Odd kind="amount" text={asItCame(`${asItCame(of)} ${asItCame(to)}`)} />;
  return (
    <bdi className="amount">
      {of} {to}
    </bdi>
  );
}

/** Amounts of several currencies, one under the other; a dash where there is none. */
export function Amounts({ of }: { readonly of: readonly Money[] }) {
  if (of.length === 0) return <span className="none">–</span>;
  return of.map((money) => (
    <span key={money.currency} className="line">
      <Amount of={money} />
    </span>
  ));
}

export function Share({ basisPoints }: { readonly basisPoints: number }) {
  const { locale } = useVisit();
  const shown = formatShare(locale, basisPoints);
  return isBasisPoints(basisPoints) ? <bdi className="amount">{shown}</bdi> : <Odd kind="amount" text={shown} />;
}

export function Count({ of }: { readonly of: number }) {
  const { locale } = useVisit();
  return <bdi>{formatNumber(locale, of)}</bdi>;
}

/** A day, from its ISO form. */
export function Day({ of }: { readonly of: string }) {
  const { locale } = useVisit();
  const shown = formatDay(locale, of);
  return isCalendarDay(of) ? <time dateTime={of}>{shown}</time> : <Odd kind="day" text={shown} />;
}

export function Month({ of }: { readonly of: string }) {
  const { locale } = useVisit();
  const shown = formatMonth(locale, of);
  return isMonth(of) ? <time dateTime={of}>{shown}</time> : <Odd kind="day" text={shown} />;
}

/** A moment, in UTC. */
export function Moment({ of }: { readonly of: string }) {
  const { locale } = useVisit();
  const shown = formatMoment(locale, of);
  return isMoment(of) ? <time dateTime={of}>{shown}</time> : <Odd kind="day" text={shown} />;
}

export function Country({ code }: { readonly code: string }) {
  const { locale } = useVisit();
  return countryName(locale, code);
}

export function Language({ tag }: { readonly tag: string }) {
  const { locale } = useVisit();
  return languageName(locale, tag);
}

export function Currency({ code }: { readonly code: string }) {
  const { locale } = useVisit();
  return (
    <>
      {currencyName(locale, code)} <bdi>({asItCame(code)})</bdi>
    </>
  );
}

/** Who did something: a person's name, a node, or that the name was erased. */
export function Who({ by }: { readonly by: { readonly id: string; readonly name: string | null } | null }) {
  if (by === null) return <T id="common.unknown" />;
  if (by.name !== null) return <Called of={by.name} />;
  if (by.id.startsWith('node:')) return <T id="common.byNode" node={<bdi key="node">{by.id.slice(5)}</bdi>} />;
  if (by.id === 'operator') return <T id="common.byOperator" />;
  return <T id="common.nameErased" />;
}

/** More of a text stands nowhere in the page: the graph has it. */
const TEXT_MAX = 20_000;
/** More of a name is no name. */
const NAME_MAX = 200;

/** A name or title that somebody wrote, by itself in its direction. */
export function Called({ of }: { readonly of: string }) {
  return of === TEXT_DIFFERS ? <Differing /> : <bdi>{cut(of, NAME_MAX)}</bdi>;
}

/** In the place of a text that its node would not vouch for. */
function Differing() {
  return (
    <em className="differing">
      <T id="common.textDiffers" code={<code key="code">{TEXT_DIFFERS}</code>} />
    </em>
  );
}

/** After the beginning of a text: that it goes on. */
export function CutOff({ at }: { readonly at: number }) {
  return (
    <em className="erased">
      {' '}
      <T id="common.textCut" count={at} />
    </em>
  );
}

/** A text that somebody wrote; its direction follows from its letters. Null where it was erased. */
export function Written({ text }: { readonly text: string | null }) {
  if (text === null) {
    return (
      <em className="erased">
        <T id="common.textErased" />
      </em>
    );
  }
  if (text === TEXT_DIFFERS) return <Differing />;
  const shown = cut(text, TEXT_MAX);
  return (
    <>
      <bdi className="written">{shown}</bdi>
      {shown !== text && <CutOff at={TEXT_MAX} />}
    </>
  );
}

/** An id or a digest, to be compared and copied. */
export function Id({ of }: { readonly of: string }) {
  return (
    <code className="id" dir="ltr" translate="no">
      {of}
    </code>
  );
}
