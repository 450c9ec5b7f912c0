import { Link } from '../../components/link.tsx';
import { Incomplete } from '../../components/money/absent.tsx';
import { FigureLink, nameOfKey } from '../../components/money/figures.tsx';
import { LineName, MissingFigure, MissingName } from '../../components/money/lines.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amounts, Currency, T, useText } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import { type Cut, type CutName, postingsQuery } from '../../money/cut.ts';
import { type Lens, lensQuery } from '../../money/lens.ts';
import type { EntityLine } from '../../money/lines.ts';
import { type Line, moneyOfKind, rangeOf } from '../../money/sums.ts';
import { useVisit } from '../../visit.tsx';

const UNFOLDED_MAX = 3;

interface FinerProps {
  readonly entries: readonly EntityLine[];
  readonly by: CutName;
  readonly lens: Lens;
  readonly kind: 'income' | 'spending';
  readonly cut: Cut;
  readonly withoutRate: readonly string[];
  /** The nodes whose figures have the filed books of their teams in them, beside their own. */
  readonly withTeams?: ReadonlySet<string>;
  /** How many nodes are not in these lines; those by node have a row for each of them. */
  readonly missing?: number;
}

/** The lines that a figure is the sum of, told apart by one thing: as the books have them, and converted. */
export function Finer(props: FinerProps) {
  const { entries, by, lens, kind, cut, missing = 0 } = props;
  const text = useText();
  const lines = entries.flatMap((entry) => ('line' in entry ? [entry.line] : []));
  const { most } = rangeOf(lines.map((line) => moneyOfKind(line, kind).inReport));
  const hasPostings = by === 'node' && postingsQuery(kind, cut) !== undefined;
  const row = (entry: EntityLine): TableRow =>
    'line' in entry
      ? {
          key: entry.line.key,
          cells: [
            <LineName key="key" line={entry.line} by={by} kinds={[kind]} scale={most} />,
            <Opening key="converted" {...props} line={entry.line} />,
            <Originals key="originals" of={moneyOfKind(entry.line, kind).originals} />,
            ...(hasPostings ? [<Postings key="postings" {...props} line={entry.line} />] : []),
          ],
        }
      : {
          key: entry.node,
          kind: 'missing',
          cells: [
            <MissingName key="key" node={entry.node} reason={entry.reason} />,
            <MissingFigure key="originals" />,
            <MissingFigure key="converted" />,
            ...(hasPostings ? [<MissingFigure key="postings" />] : []),
          ],
        };
  return (
    <>
      <h2>
        <T id={`figure.by.${by}`} />
      </h2>
      <Incomplete count={missing} />
      <Table
        caption={
          <span className="note">
            <T id="figure.caption" currency={<Currency key="currency" code={lens.currency} />} />
          </span>
        }
        label={text(`figure.by.${by}`)}
        columns={[
          { key: 'key', title: <T id={`money.cut.${by}`} /> },
          { key: 'converted', title: <T id="figure.converted" />, isFigure: true },
          { key: 'originals', title: <T id="figure.originals" />, isFigure: true },
          ...(hasPostings ? [{ key: 'postings', title: <T id="figure.postings" />, isSaid: true }] : []),
        ]}
        rows={entries.map(row)}
      />
    </>
  );
}

/** The currencies of the books; many of them fold, so that lines can still be compared by eye. */
function Originals({ of }: { readonly of: readonly Money[] }) {
  if (of.length <= UNFOLDED_MAX) return <Amounts of={of} />;
  return (
    <details>
      <summary>
        <T id="figure.currencies" count={of.length} />
      </summary>
      <Amounts of={of} />
    </details>
  );
}

interface LineProps extends FinerProps {
  readonly line: Line;
}

function Opening({ line, by, lens, kind, cut, withoutRate }: LineProps) {
  const { originals, inReport } = moneyOfKind(line, kind);
  const opens = { lens, kind, cut: { ...cut, [by]: line.key } };
  if (originals.some(({ currency }) => !withoutRate.includes(currency)))
    return <FigureLink {...opens} of={inReport} isBare />;
  return (
    <Link to="/figure" query={{ kind, ...opens.cut, ...lensQuery(lens) }}>
      <T id="figure.noRate" />
    </Link>
  );
}

function Postings({ line, lens, kind, cut, withTeams }: LineProps) {
  const { locale } = useVisit();
  const text = useText();
  const name = nameOfKey(locale, 'node', line.key);
  return (
    <>
      <Link
        className="amount"
        to={`/books/${line.key}/postings`}
        query={{ ...postingsQuery(kind, cut), ...lensQuery(lens) }}
        label={text('figure.postingsOf', { name })}
      >
        <T id="figure.postings" />
      </Link>
      {withTeams?.has(line.key) === true && (
        <span className="line">
          <TeamBooksLink node={line.key} lens={lens} />
        </span>
      )}
    </>
  );
}

/** To what the books of a hub and those that its teams filed add up to. */
export function TeamBooksLink({ node, lens }: { readonly node: string; readonly lens: Lens }) {
  return (
    <Link to={`/books/${node}/teams`} query={lensQuery(lens)}>
      <T id="teamBooks.toList" />
    </Link>
  );
}
