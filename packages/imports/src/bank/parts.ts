import type { BankLine, BankStatement } from './bank-row.ts';

/** As much of a statement as is sent at once: whole days, so that a day's lines are counted together. */
export interface BankPart {
  readonly from: string;
  readonly to: string;
  readonly openingMinor?: bigint;
  readonly closingMinor?: bigint;
  readonly lines: readonly BankLine[];
}

const PART_LINES_MAX = 1_000;
const PART_CHARACTERS_MAX = 400_000;

/** Cuts a long statement between days; each part begins with the balance with which the one before it ended. */
export function bankParts(statement: BankStatement, lines: readonly BankLine[]): readonly BankPart[] {
  const sorted = [...lines].sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0));
  const groups: BankLine[][] = [[]];
  let characters = 0;
  for (const day of byDay(sorted)) {
    const size = JSON.stringify(day.map(lineInput)).length;
    const last = groups.at(-1) ?? [];
    if (last.length > 0 && (last.length + day.length > PART_LINES_MAX || characters + size > PART_CHARACTERS_MAX)) {
      groups.push([]);
      characters = 0;
    }
    groups.at(-1)?.push(...day);
    characters += size;
  }
  let balance = statement.openingMinor;
  return groups.map((group, n) => {
    const openingMinor = balance;
    const closingMinor = group.reduce(
      (sum: bigint | undefined, line) => (sum === undefined ? sum : sum + line.amountMinor),
      balance,
    );
    balance = closingMinor;
    return {
      from: n === 0 ? statement.from : (group[0]?.bookedOn ?? statement.from),
      to: n === groups.length - 1 ? statement.to : (group.at(-1)?.bookedOn ?? statement.to),
      ...(openingMinor === undefined || closingMinor === undefined ? {} : { openingMinor, closingMinor }),
      lines: group,
    };
  });
}

function* byDay(lines: readonly BankLine[]): Generator<BankLine[]> {
  let day: BankLine[] = [];
  for (const line of lines) {
    if (day[0] !== undefined && day[0].bookedOn !== line.bookedOn) {
      yield day;
      day = [];
    }
    day.push(line);
  }
  if (day.length > 0) yield day;
}

/** A part as the mutation `importBankStatement` takes it, amounts as text. */
export function bankPartInput({
  from,
  to,
  openingMinor,
  closingMinor,
  lines,
}: BankPart): Readonly<Record<string, unknown>> {
  const balances =
    openingMinor === undefined || closingMinor === undefined
      ? {}
      : { openingMinor: openingMinor.toString(), closingMinor: closingMinor.toString() };
  return { from, to, ...balances, lines: lines.map(lineInput) };
}

function lineInput({ line: _, currency: __, amountMinor, ...line }: BankLine): Readonly<Record<string, unknown>> {
  return { ...line, amountMinor: amountMinor.toString() };
}
