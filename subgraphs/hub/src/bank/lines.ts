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
  readonly texts: TextSealer;
  pseudonym(kind: string, text: string): string;
  isKnown(line: Id): boolean;
}

/**
 * Gives each line the id that follows from what the bank says of it: its reference, days and amount; where it has no
 * reference, everything that stands in it. Equal lines of one statement are counted, so that two coffees on one day are
 * two lines, and the same two when they come again. Ids are keyed digests: nothing can be guessed from them.
 */
export function readLines(inputs: readonly BankLineInput[], reading: Reading): readonly LineToImport[] | Rejection {
  const { hub, bankAccount, currency, texts, pseudonym, isKnown } = reading;
  const times = new Map<string, number>();
  const lines: LineToImport[] = [];
  for (const [n, input] of inputs.entries()) {
    const amountMinor = parseAmountMinor(input.amountMinor, currency);
    if (isRejection(amountMinor)) return { ...amountMinor, message: `Line ${n + 1}: ${amountMinor.message}` };
    const details = detailsOf(input);
    const { bookedOn, valueOn, isReversal, returnReason } = input;
    const place = { bookedOn, valueOn: valueOn ?? '', amountMinor: amountMinor.toString(), currency };
    const said = details.bankReference === undefined ? details : { bankReference: details.bankReference };
    const digest = pseudonym('bank-line', canonical({ ...place, ...said }));
    const time = (times.get(digest) ?? 0) + 1;
    times.set(digest, time);
    const line = derivedId(hub, 'bank-line', [bankAccount, digest, time]);
    const isEmpty = Object.keys(details).length === 0;
    lines.push({
      line,
      bookedOn,
      ...(valueOn && { valueOn }),
      amountMinor,
      references: referenceWords(details.paymentReference, details.remittance).map((word) =>
        pseudonym('bank-reference', word),
      ),
      ...(isReversal ? { isReversal } : {}),
      ...(returnReason ? { returnReason } : {}),
      ...(isEmpty || isKnown(line) ? {} : { details: texts.seal(JSON.stringify(details)) }),
    });
  }
  return lines;
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
