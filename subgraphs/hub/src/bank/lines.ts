import { canonical, type Id, isRejection, parseAmountMinor, type Rejection, type Slug } from '@hubgraph/kernel';
import type { TextSealer } from '@hubgraph/node';
import { derivedId } from '../imports/derived-id.ts';
import type { LineToImport } from './domain.ts';
import { referenceWords } from './proposals.ts';

/** A line as a client sends it. */
export interface BankLineInput {
  readonly bookedOn: string;
  readonly valueOn?: string | null;
  readonly amountMinor: string;
  readonly bankReference?: string | null;
  readonly paymentReference?: string | null;
  readonly counterpartyName?: string | null;
  readonly counterpartyAccount?: string | null;
  readonly remittance?: string | null;
  readonly isReversal?: boolean | null;
  readonly returnReason?: string | null;
}

/** What people wrote in a line: one text of the vault, so that all of it is erased at once. */
export type LineDetails = Partial<Record<(typeof DETAILS)[number], string>>;

const DETAILS = ['bankReference', 'paymentReference', 'counterpartyName', 'counterpartyAccount', 'remittance'] as const;
const DETAIL_LENGTH_MAX = 1_000;

interface Reading {
  readonly hub: Slug;
  readonly bankAccount: Id;
  readonly currency: string;
  pseudonym(kind: string, text: string): string;
}

/** A line, what people wrote in it, and the ids that lines equal to it have. */
export interface ReadLine {
  readonly line: LineToImport;
  readonly details: LineDetails;
  /** From 1. */
  idOf(time: number): Id;
}

/**
 * Gives each line the id that follows from what the bank says of it: its reference, day and amount; where it has no
 * reference, everything that stands in it. Equal lines of one statement are counted, so that two coffees on one day are
 * two lines, and the same two when they come again. Ids are keyed digests: nothing can be guessed from them.
 */
export function readLines(inputs: readonly BankLineInput[], reading: Reading): readonly ReadLine[] | Rejection {
  const { hub, bankAccount, currency, pseudonym } = reading;
  const times = new Map<string, number>();
  const lines: ReadLine[] = [];
  for (const [n, input] of inputs.entries()) {
    const amountMinor = parseAmountMinor(input.amountMinor, currency);
    if (isRejection(amountMinor)) return { ...amountMinor, message: `Line ${n + 1}: ${amountMinor.message}` };
    const details = detailsOf(input);
    const { bookedOn, valueOn, isReversal, returnReason } = input;
    const place = { bookedOn, amountMinor: amountMinor.toString(), currency };
    const said = details.bankReference === undefined ? details : { bankReference: details.bankReference };
    const digest = pseudonym('bank-line', canonical({ ...place, ...said }));
    const time = (times.get(digest) ?? 0) + 1;
    times.set(digest, time);
    const idOf = (count: number): Id => derivedId(hub, 'bank-line', [bankAccount, digest, count]);
    const line: LineToImport = {
      line: idOf(time),
      bookedOn,
      ...(valueOn && { valueOn }),
      amountMinor,
      references: referenceWords(details.paymentReference, details.remittance).map((word) =>
        pseudonym('bank-reference', word),
      ),
      ...(isReversal ? { isReversal } : {}),
      ...(returnReason ? { returnReason } : {}),
    };
    lines.push({ line, details, idOf });
  }
  return lines;
}

/**
 * Seals what people wrote in lines that are new; of all others it is in the vault already. Where another statement of a
 * day had an equal line, which is not this one, this one takes the next id.
 */
export function sealLines(
  lines: readonly ReadLine[],
  isFresh: (line: LineToImport) => boolean,
  { texts, isKnown }: { readonly texts: TextSealer; isKnown(line: Id): boolean },
): readonly LineToImport[] {
  const given = new Set<Id>();
  return lines.map(({ line, details, idOf }) => {
    if (!isFresh(line)) return line;
    let id = line.line;
    for (let time = 1; isKnown(id) || given.has(id); time += 1) id = idOf(time);
    given.add(id);
    const isEmpty = Object.keys(details).length === 0;
    return { ...line, line: id, ...(isEmpty ? {} : { details: texts.seal(JSON.stringify(details)) }) };
  });
}

function detailsOf(input: BankLineInput): LineDetails {
  const details: LineDetails = {};
  for (const name of DETAILS) {
    const text = input[name]?.trim().slice(0, DETAIL_LENGTH_MAX);
    if (text) details[name] = text;
  }
  return details;
}

/** An account number as it is compared: without spaces, in capitals. */
export function plainNumber(number: string): string {
  return number.replace(/\s/g, '').toUpperCase();
}
