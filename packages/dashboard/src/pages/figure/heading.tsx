import { nameOfKey } from '../../components/money/figures.tsx';
import { T } from '../../components/words.tsx';
import { hasMessage } from '../../i18n/catalogue.ts';
import { formatList } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locales.ts';
import { translate } from '../../i18n/translate.ts';
import { type Cut, type CutName, detailNames, type FigureKind, UNKNOWN } from '../../money/cut.ts';
import { useVisit } from '../../visit.tsx';

/** Which part of a narrowed figure names it: what money is for tells most. */
const ORDER = [
  ...(['purpose', 'country', 'region', 'decidedIn', 'node', 'currency', 'costClass', 'fundKind'] as const),
  ...detailNames,
] as const;

interface Named {
  /** The message; one of `figure.of` takes the name of the part. */
  readonly id: string;
  readonly by?: CutName;
  readonly key?: string;
  /** The parts that the message does not say. */
  readonly others: readonly (readonly [CutName, string])[];
}

function named(kind: FigureKind, cut: Cut): Named {
  const parts = ORDER.flatMap((by) => (cut[by] === undefined ? [] : [[by, cut[by]] as const]));
  const messageFor = ([by, key]: readonly [CutName, string]): string =>
    `figure.${key === UNKNOWN ? 'unknown' : 'of'}.${kind}.${by}`;
  const first = parts.find((part) => hasMessage(messageFor(part)));
  if (first === undefined) return { id: `figure.title.${kind}`, others: parts };
  const others = parts.filter((part) => part !== first);
  return { id: messageFor(first), by: first[0], key: first[1], others };
}

const listOf = (locale: Locale, others: Named['others']): string =>
  formatList(
    locale,
    others.map(([by, key]) => nameOfKey(locale, by, key)),
  );

/** What a figure is of, for the title of the document: with everything that it is narrowed to. */
export function titleOf(locale: Locale, kind: FigureKind, cut: Cut): string {
  const { id, by, key, others } = named(kind, cut);
  const title = translate(locale, id, by && key ? { name: nameOfKey(locale, by, key) } : {});
  return others.length === 0
    ? title
    : translate(locale, 'figure.titleNarrowed', { title, parts: listOf(locale, others) });
}

/** What a figure is of: in the heading, and where it is narrowed further, in a sentence below. */
export function Heading({ kind, cut }: { readonly kind: FigureKind; readonly cut: Cut }) {
  const { locale } = useVisit();
  const { id, by, key, others } = named(kind, cut);
  return (
    <>
      <h1>
        <T id={id} name={by && key && <bdi key="name">{nameOfKey(locale, by, key)}</bdi>} />
      </h1>
      {others.length > 0 && (
        <p>
          <T id="figure.narrowed" parts={<bdi key="parts">{listOf(locale, others)}</bdi>} />
        </p>
      )}
    </>
  );
}
