import { type Day, formatDecimal, type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { BankLineState, BankStatementState, ImportBankStatement, LineToImport } from './domain.ts';

/** What came earlier of the days of a statement. */
export interface Earlier {
  /** Those that share a day with it. */
  readonly statements: readonly Pick<BankStatementState, 'id' | 'from' | 'to' | 'openingMinor' | 'closingMinor'>[];
  /** The bank's lines of those days. */
  readonly lines: readonly Pick<BankLineState, 'id' | 'statement' | 'bookedOn' | 'amountMinor' | 'references'>[];
}

type Statement = Pick<ImportBankStatement, 'from' | 'to' | 'openingMinor' | 'closingMinor' | 'lines'>;
type Known = Earlier['lines'][number];

/** The lines of a statement that are new; all others came with an earlier one. */
type Fresh = readonly LineToImport[];

/**
 * Tells the lines of a statement that are new from those that came with an earlier one, in whatever form that was: by
 * their id, else by day, amount and a reference in common, else by day and amount where they are as many. A bank's
 * statement has all of its days, but for the first and the last, of which it may have a part; so what is known of them
 * must be in it, and nothing else. On the days at the ends the balances, or lines that are recognised, prove what is
 * new. What is not proved is refused: a line that is taken twice would be found by nobody.
 */
export function freshLines(
  statement: Statement,
  earlier: Earlier,
  decimals: number,
): Fresh | Rejection<'statement-overlaps-another'> {
  if (earlier.statements.length === 0) return statement.lines;
  const refused = (line: LineToImport | Known, why: string): Rejection<'statement-overlaps-another'> =>
    reject(
      'statement-overlaps-another',
      `Days of this statement came with another one, and ${why}: ${line.bookedOn}, ${formatDecimal(line.amountMinor, decimals)}. Import it in the form of before, or from the first day on that is new.`,
    );
  const place = placeOf(statement, earlier);
  if (place.doubtful !== undefined) return refused(place.doubtful, 'its balances do not tell whether this is in it');
  const pairs = pair(statement.lines, earlier.lines.filter(place.isExpected));
  if (pairs.alike !== undefined) return refused(pairs.alike, 'of equal lines it cannot be told which is new');
  const lost = pairs.missing.find(({ bookedOn }) => !place.mayLack(bookedOn));
  if (lost !== undefined) return refused(lost, 'a line of before is not in it');
  const doubtful = pairs.fresh.find(({ bookedOn }) => {
    if (!earlier.statements.some(({ from, to }) => from <= bookedOn && bookedOn <= to)) return false;
    if (pairs.isDaySure(bookedOn)) return false;
    const isWhole = earlier.statements.some(({ from, to }) => from < bookedOn && bookedOn < to);
    return isWhole || !(place.isProved || pairs.count > 0);
  });
  return doubtful === undefined ? pairs.fresh : refused(doubtful, 'a line of it is not known');
}

/** What balances say of where a statement begins and ends among earlier ones. */
function placeOf({ from, to, openingMinor, closingMinor, lines }: Statement, earlier: Earlier) {
  const { statements } = earlier;
  const begins = ({ from: day, openingMinor: minor }: Earlier['statements'][number]): boolean =>
    day === from && minor !== undefined && minor === openingMinor;
  const ends = ({ to: day, closingMinor: minor }: Earlier['statements'][number]): boolean =>
    day === to && minor !== undefined && minor === closingMinor;
  const before = new Set<Id>();
  const after = new Set<Id>();
  let doubtful: Known | undefined;
  for (const one of statements) {
    const isBefore = one.to === from && one.closingMinor !== undefined && one.closingMinor === openingMinor;
    const isAfter = one.from === to && one.openingMinor !== undefined && one.openingMinor === closingMinor;
    const day = isBefore && !begins(one) ? from : isAfter && !ends(one) ? to : undefined;
    if (day === undefined) continue;
    (day === from && isBefore ? before : after).add(one.id);
    // Lines that come to nothing together could be in both, and the balance would be the same.
    const there = earlier.lines.filter(({ bookedOn }) => bookedOn === day);
    const amounts = [...there, ...lines.filter(({ bookedOn }) => bookedOn === day)].map(
      ({ amountMinor }) => amountMinor,
    );
    const isOneWay = amounts.every((amount) => amount > 0n) || amounts.every((amount) => amount < 0n);
    if (isOneWay) continue;
    doubtful ??= there.find(({ amountMinor }) =>
      lines.some((line) => line.bookedOn === day && line.amountMinor === amountMinor),
    );
  }
  const isFirst = statements.some(begins);
  const isLast = statements.some(ends);
  return {
    doubtful,
    isProved: before.size > 0 || after.size > 0 || isFirst,
    /** Lines of one that ends where this one begins are on the same day, and not in it. */
    isExpected: ({ statement, bookedOn }: Known): boolean =>
      !(bookedOn === from && before.has(statement)) && !(bookedOn === to && after.has(statement)),
    mayLack: (day: Day): boolean => (day === from && isFirst) || (day === to && isLast),
  };
}

interface Pairs {
  readonly fresh: readonly LineToImport[];
  /** Known lines that the statement does not have. */
  readonly missing: readonly Known[];
  /** One of several equal lines of which not all are known, if nothing tells them apart. */
  readonly alike: LineToImport | undefined;
  /** How many were recognised. */
  readonly count: number;
  /** True for a day of which something is known, all of it by its id. */
  isDaySure(day: Day): boolean;
}

function pair(lines: readonly LineToImport[], known: readonly Known[]): Pairs {
  const ids = new Set(lines.map(({ line }) => line));
  const knownIds = new Set(known.map(({ id }) => id));
  const sure = new Map<Day, boolean>();
  for (const { id, bookedOn } of known) sure.set(bookedOn, (sure.get(bookedOn) ?? true) && ids.has(id));
  const groups = new Map<string, { lines: LineToImport[]; known: Known[] }>();
  const groupOf = ({ bookedOn, amountMinor }: LineToImport | Known) => {
    const key = `${bookedOn} ${amountMinor}`;
    const group = groups.get(key) ?? { lines: [], known: [] };
    groups.set(key, group);
    return group;
  };
  for (const line of lines) if (!knownIds.has(line.line)) groupOf(line).lines.push(line);
  for (const line of known) if (!ids.has(line.id)) groupOf(line).known.push(line);
  const fresh = new Set<LineToImport>();
  const missing: Known[] = [];
  let alike: LineToImport | undefined;
  for (const group of groups.values()) {
    const rest = withoutShared(group);
    if (rest.lines.length > rest.known.length) {
      if (rest.known.length > 0) alike ??= rest.lines[0];
      for (const line of rest.lines) fresh.add(line);
    } else missing.push(...rest.known.slice(rest.lines.length));
  }
  return {
    fresh: lines.filter((line) => fresh.has(line)),
    missing,
    alike,
    count: known.length - missing.length,
    isDaySure: (day) => sure.get(day) === true,
  };
}

/** What of a day and an amount is left when those with a reference in common are out. */
function withoutShared({ lines, known }: { readonly lines: LineToImport[]; readonly known: Known[] }) {
  const left = [...lines];
  const unpaired = known.filter(({ references }) => {
    const place = left.findIndex((line) => line.references.some((one) => references.includes(one)));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return { lines: left, known: unpaired };
}
