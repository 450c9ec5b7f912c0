import type { EntryRejectionCode } from './hledger/rejection-code.ts';
import type { IatiRejectionCode } from './iati/read.ts';
import type { GrantRejectionCode } from './three-sixty-giving/grant-row.ts';

/** Where in the file something stands. */
export interface ImportPlace {
  /** From 1. */
  readonly line?: number;
  /** A JSON pointer, `/grants/12/amountAwarded` (RFC 6901); in XML an XPath, `/iati-activities/iati-activity[3]`. */
  readonly path?: string;
}

/** Why something in a file was not read; README.md has a sentence for each. */
export type ImportRejectionCode = GrantRejectionCode | EntryRejectionCode | IatiRejectionCode;

/** One thing in a file, in the file's order: read whole, or refused with the place that is to be mended. */
export type ImportRow<T, Code extends string = ImportRejectionCode> =
  | { readonly kind: 'row'; readonly row: T; readonly at: ImportPlace }
  | { readonly kind: 'rejected'; readonly code: Code; readonly message: string; readonly at: ImportPlace };
