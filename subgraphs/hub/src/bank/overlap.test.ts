import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineToImport } from './domain.ts';
import { type Earlier, freshLines } from './overlap.ts';

type Statement = Parameters<typeof freshLines>[0];

const line = (id: string, day: number, amountMinor: bigint, references: readonly string[] = []): LineToImport => ({
  line: id,
  bookedOn: `2026-03-${String(day).padStart(2, '0')}`,
  amountMinor,
  references,
});
const days = (from: number, to: number) => ({
  from: `2026-03-${String(from).padStart(2, '0')}`,
  to: `2026-03-${String(to).padStart(2, '0')}`,
});
const known = (statement: string, ...lines: readonly LineToImport[]): Earlier['lines'] =>
  lines.map(({ line: id, ...rest }) => ({ id, statement, ...rest }));
const outcome = (statement: Statement, { statements, lines }: Earlier): string => {
  const { from, to } = statement;
  const shared = lines.filter(({ bookedOn }) => from <= bookedOn && bookedOn <= to);
  const fresh = freshLines(statement, { statements, lines: shared }, 2);
  return isRejection(fresh)
    ? (fresh.message.split(', and ')[1]?.split(':')[0] ?? '')
    : fresh.map((one) => one.line).join(' ');
};

const GIFT = line('camt:1', 2, 500n, ['ref-1']);
const COFFEE = line('camt:2', 5, -350n);
const FEE = line('camt:3', 31, -450n);
const march: Earlier = {
  statements: [{ id: 'march', ...days(1, 31), openingMinor: 1_000n, closingMinor: 700n }],
  lines: known('march', GIFT, COFFEE, FEE),
};
const inCsv = ({ line: id, ...rest }: LineToImport): LineToImport => ({ ...rest, line: id.replace('camt', 'csv') });
const CSV = [GIFT, COFFEE, FEE].map(inCsv);
const second = line('csv:4', 5, -350n);
const april = line('csv:5', 31, -20n);

describe('a statement of days that came before', () => {
  test.each<readonly [string, string, Statement]>([
    ['the same month in another form', '', { ...days(1, 31), lines: CSV }],
    ['the same month, with balances', '', { ...days(1, 31), openingMinor: 1_000n, closingMinor: 700n, lines: CSV }],
    ['a part of it', '', { ...days(2, 5), lines: CSV.slice(0, 2) }],
    ['more of its last day', 'csv:5', { ...days(5, 31), lines: [...CSV.slice(1), april] }],
    [
      'what follows it',
      'csv:6',
      {
        from: '2026-03-31',
        to: '2026-04-30',
        openingMinor: 700n,
        closingMinor: 690n,
        lines: [line('csv:6', 31, -10n)],
      },
    ],
    [
      'what follows it, and looks like what was before',
      'csv:6',
      {
        from: '2026-03-31',
        to: '2026-04-30',
        openingMinor: 700n,
        closingMinor: 250n,
        lines: [line('csv:6', 31, -450n)],
      },
    ],
    ['all of its last day again', '', { from: '2026-03-31', to: '2026-04-30', lines: [line('csv:6', 31, -450n)] }],
    ['a line that is not in it', 'a line of before is not in it', { ...days(1, 31), lines: CSV.slice(1) }],
    [
      'a line of another day',
      'a line of before is not in it',
      { ...days(1, 31), lines: [...CSV.slice(1), line('csv:1', 3, 500n)] },
    ],
    [
      'a line more on a day that was whole',
      'a line of it is not known',
      { ...days(3, 6), lines: [...CSV.slice(1, 2), line('csv:1', 3, 500n)] },
    ],
    ['a line more that is told by its id', 'csv:9', { ...days(3, 6), lines: [COFFEE, line('csv:9', 5, 500n)] }],
    [
      'one of two coffees',
      'of equal lines it cannot be told which is new',
      { ...days(5, 5), lines: [...CSV.slice(1, 2), second] },
    ],
    [
      'nothing that is known, and no balance',
      'a line of it is not known',
      { ...days(31, 31), lines: [line('csv:7', 31, 7n), ...[]] },
    ],
  ])('%s: %s', (_, expected, statement) => {
    const lacks = expected === 'a line of it is not known' && statement.from === '2026-03-31';
    const earlier = lacks ? { ...march, lines: march.lines.slice(0, 2) } : march;
    expect(outcome(statement, earlier)).toBe(expected);
  });

  test('is told in words: the day, the amount and what to do', () => {
    expect(freshLines({ ...days(1, 31), lines: CSV.slice(1) }, march, 2)).toMatchObject({
      code: 'statement-overlaps-another',
      message:
        'Days of this statement came with another one, and a line of before is not in it: 2026-03-02, 5.00. Import it in the form of before, or from the first day on that is new.',
    });
  });
});

/** What the bank booked, and statements of parts of it, cut anywhere, in two forms that give ids of their own. */
const history = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 6 }),
    amount: fc.constantFrom(-5n, -3n, 5n),
    text: fc.constantFrom('a', 'b'),
  }),
  { minLength: 1, maxLength: 14, size: 'max' },
);
const cut = fc.record({
  from: fc.nat(13),
  count: fc.nat(14),
  form: fc.constantFrom('camt', 'csv'),
  hasReferences: fc.boolean(),
  hasBalances: fc.boolean(),
});

interface Booked {
  readonly day: number;
  readonly amount: bigint;
  readonly text: string;
}
type Cut = typeof cut extends fc.Arbitrary<infer T> ? T : never;

/** Takes statements one after the other; how often each day and amount was taken, beside how often the bank booked it. */
function take(booked: readonly Booked[], cuts: readonly Cut[], fresh = freshLines) {
  const truth = booked.toSorted((a, b) => a.day - b.day);
  const statements: Earlier['statements'][number][] = [];
  const lines: Earlier['lines'][number][] = [];
  let refused = 0;
  for (const [n, { from: at, count, form, hasReferences, hasBalances }] of cuts.entries()) {
    const first = Math.min(at, truth.length - 1);
    const part = truth.slice(first, first + count + 1);
    const [from = 1, to = 1] = [part[0]?.day, part.at(-1)?.day];
    if (statements.length > 0 && days(from, from).from < (statements[0]?.from ?? '')) continue;
    const openingMinor = truth.slice(0, first).reduce((sum, { amount }) => sum + amount, 0n);
    const closingMinor = part.reduce((sum, { amount }) => sum + amount, openingMinor);
    const times = new Map<string, number>();
    const statement: Statement = {
      ...days(from, to),
      ...(hasBalances ? { openingMinor, closingMinor } : {}),
      lines: part.map(({ day, amount, text }, place) => {
        const said = `${form} ${day} ${amount} ${text}`;
        const time = (times.get(said) ?? 0) + 1;
        times.set(said, time);
        return line(`${said} ${time}`, day, amount, hasReferences ? [`ref-${first + place}`] : []);
      }),
    };
    const overlapping = statements.filter((one) => one.from <= statement.to && one.to >= statement.from);
    const found = fresh(
      statement,
      {
        statements: overlapping,
        lines: lines.filter(({ bookedOn }) => statement.from <= bookedOn && bookedOn <= statement.to),
      },
      2,
    );
    if (isRejection(found)) {
      refused += 1;
      continue;
    }
    statements.push({ id: `${n}`, ...statement });
    // Of an id that is taken the reader of lines makes the next one.
    for (const { line: id, ...rest } of found) {
      const isTaken = lines.some((one) => one.id === id);
      lines.push({ id: isTaken ? `${id} of ${n}` : id, statement: `${n}`, ...rest });
    }
  }
  const counted = (all: readonly string[]) => Map.groupBy(all, (one) => one);
  const taken = counted(lines.map(({ bookedOn, amountMinor }) => `${bookedOn} ${amountMinor}`));
  const real = counted(truth.map(({ day, amount }) => `${days(day, day).from} ${amount}`));
  const tooMany = [...taken].filter(([key, all]) => all.length > (real.get(key)?.length ?? 0)).map(([key]) => key);
  return { tooMany, refused, statements: statements.length };
}

test('whatever is imported in whatever form, nothing is counted twice; and by ids alone much would be', () => {
  const seed = Number(process.env['FC_SEED'] ?? 20_261_122);
  const cuts = fc.array(cut, { minLength: 2, maxLength: 6 });
  const tried = { refused: 0, statements: 0 };
  fc.assert(
    fc.property(history, cuts, (booked, parts) => {
      const { tooMany, refused, statements } = take(booked, parts);
      tried.refused += refused;
      tried.statements += statements;
      expect(tooMany).toEqual([]);
    }),
    { seed, numRuns: 1_000 },
  );
  const byIds: typeof freshLines = ({ lines }, earlier) =>
    lines.filter((one) => !earlier.lines.some(({ id }) => id === one.line));
  const counted = fc
    .sample(fc.tuple(history, cuts), { seed, numRuns: 200 })
    .filter(([booked, parts]) => take(booked, parts, byIds).tooMany.length > 0);
  expect(counted.length).toBeGreaterThan(10);
  expect(tried.statements).toBeGreaterThan(tried.refused);
});
