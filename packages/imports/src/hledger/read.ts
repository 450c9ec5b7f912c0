import { encode, isRejection, type Rejection, reject, sha256 } from '@hubgraph/kernel';
import { isOfNode } from '../about.ts';
import type { ImportRow } from '../import-row.ts';
import { type Line, readLines } from '../text.ts';
import { type BalancedEntry, balanceEntry } from './balance-entry.ts';
import { type Block, readBlocks } from './blocks.ts';
import { createDirectives, type Directives } from './directives.ts';
import type { EntryRow, ImportedPosting } from './entry-row.ts';
import { type EntryHeader, parseHeader } from './header.ts';
import type { HledgerOptions } from './options.ts';
import { parsePosting, type WrittenPosting } from './posting.ts';
import type { EntryRejectionCode } from './rejection-code.ts';
import { createRunningBalances, type RunningBalances } from './running-balances.ts';

type Refusal = Rejection<EntryRejectionCode> & { readonly line: number };

/**
 * Reads a double-entry journal as ledger and hledger write it, one transaction at a time: memory holds a transaction,
 * the balance of each account, and a digest of each transaction. A transaction is refused as a whole, once, at its
 * first bad line. Balance assertions are checked in the order of the file, against all amounts that could be read.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` if the file is not UTF-8 or has a line of more than 65,536 characters.
 * @see https://hledger.org/hledger.html#journal
 */
export async function* readHledger(
  input: AsyncIterable<Uint8Array>,
  options: HledgerOptions = {},
): AsyncGenerator<ImportRow<EntryRow, EntryRejectionCode>> {
  const directives = createDirectives(options);
  const balances = createRunningBalances(directives.amounts.commodities);
  const takeSourceId = createSourceIds();
  for await (const block of readBlocks(withFirst(readLines(input), directives))) {
    if (block.kind !== 'entry') {
      for (const refusal of readOther(block, directives)) yield rejected(refusal);
      continue;
    }
    const entry = readEntry(block, directives, balances);
    if ('rejected' in entry) yield rejected(entry);
    else {
      const { line } = block.head;
      const row = toRow(entry, line, takeSourceId);
      yield { kind: 'row', row, at: { line } };
    }
  }
}

async function* withFirst(lines: AsyncIterable<Line>, directives: Directives): AsyncGenerator<Line> {
  for await (const one of lines) {
    if (one.line === 1 && isOfNode(one.text)) directives.beginsAsNode();
    yield one;
  }
}

interface ReadEntry {
  readonly header: EntryHeader;
  readonly balanced: BalancedEntry;
}

function readEntry(block: Block, directives: Directives, balances: RunningBalances): ReadEntry | Refusal {
  const { head, below } = block;
  for (const { text, line } of [head, ...below]) {
    if (CONTROL.test(text)) {
      return at(line, reject('text-is-malformed', 'The line has control characters, which cannot be kept.'));
    }
  }
  const inForce = directives.inForce();
  if (inForce !== undefined) {
    const message = `The transaction stands below "${inForce.word}" of line ${inForce.line}, which is not supported.`;
    return at(head.line, reject('directive-is-not-supported', message));
  }
  const header = parseHeader(head.text, directives.dates());
  const postings: WrittenPosting[] = [];
  let refusal: Refusal | undefined = isRejection(header) ? at(head.line, header) : undefined;
  for (const { text, line } of below) {
    const posting = parsePosting(text, line, directives.amounts);
    if (isRejection(posting)) refusal ??= at(line, posting);
    else postings.push(posting);
  }
  const oneSided = postings.find((posting) => posting.kind === 'one-sided');
  if (oneSided !== undefined) refusal ??= at(oneSided.line, ONE_SIDED);
  const balanced = refusal ?? balanceEntry(postings, directives.amounts.commodities);
  if ('rejected' in balanced || isRejection(header)) {
    for (const { account, amount } of postings) if (amount !== undefined) balances.add({ account, ...amount });
    return refusal ?? at(head.line, balanced as Rejection<EntryRejectionCode>);
  }
  return applyAndCheck(balanced, balances) ?? { header, balanced };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

const ONE_SIDED = reject(
  'one-sided-posting-is-not-supported',
  'A posting in parentheses balances with nothing; take it out, or write it in brackets with its counterpart.',
);

/** Adds all postings to the balances, and returns the first assertion that does not hold. */
function applyAndCheck({ lines }: BalancedEntry, balances: RunningBalances): Refusal | undefined {
  let refusal: Refusal | undefined;
  for (const { written, postings } of lines) {
    for (const posting of postings) balances.add(posting);
    const failure = written.assertion && balances.check(written.account, written.assertion);
    if (failure !== undefined) refusal ??= at(written.line, failure);
  }
  return refusal;
}

function toRow(
  { header, balanced }: ReadEntry,
  line: number,
  takeSourceId: (header: EntryHeader, postings: readonly ImportedPosting[]) => string,
): EntryRow {
  const own = balanced.lines.flatMap(({ postings }) => postings);
  return { sourceId: takeSourceId(header, own), ...header, postings: [...own, ...balanced.trading], line };
}

/**
 * Makes the ids from day and postings; equal transactions of one file are counted. Payee and description stay out:
 * ids are cited in public books, and a digest of a name can be guessed.
 */
function createSourceIds() {
  const timesSeen = new Map<string, number>();
  return ({ day }: EntryHeader, postings: readonly ImportedPosting[]): string => {
    const digest = sha256(encode({ day, postings })).slice(0, 32);
    const ordinal = (timesSeen.get(digest) ?? 0) + 1;
    timesSeen.set(digest, ordinal);
    return `${digest}-${ordinal}`;
  };
}

function* readOther(block: Block, directives: Directives): Generator<Refusal> {
  const { head, below } = block;
  switch (block.kind) {
    case 'periodic':
      yield at(
        head.line,
        reject('periodic-entry-is-not-supported', 'A periodic transaction (~) is a plan, not a fact.'),
      );
      return;
    case 'automated':
      yield at(
        head.line,
        reject(
          'automated-entry-is-not-supported',
          'An automated transaction (=) would add postings; print the journal with them first (hledger print --auto).',
        ),
      );
      return;
    case 'stray':
      yield at(
        head.line,
        reject('line-is-not-understood', 'An indented line belongs to a transaction above it; there is none.'),
      );
      return;
    case 'unended-comment':
      yield at(
        head.line,
        reject('comment-is-not-ended', 'All that follows is a comment; write "end comment" where it ends.'),
      );
      return;
    default: {
      const refusal = directives.take(head.text, head.line);
      if (refusal !== undefined) yield at(head.line, refusal);
      for (const { text, line } of below) {
        const refusalBelow = directives.takeBelow(text, line);
        if (refusalBelow !== undefined) yield at(line, refusalBelow);
      }
    }
  }
}

function at(line: number, rejection: Rejection<EntryRejectionCode>): Refusal {
  return { ...rejection, line };
}

function rejected({ code, message, line }: Refusal): ImportRow<EntryRow, EntryRejectionCode> {
  return { kind: 'rejected', code, message, at: { line } };
}
