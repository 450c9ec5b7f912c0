import { isDay } from '@hubgraph/kernel';
import type { ReactNode } from 'react';
import { type AmountFault, readAmount } from './amount.ts';
import { booksIn } from './hub/books-file.ts';
import { statementIn } from './hub/statement-file.ts';

interface FieldBase {
  /** Its name in the form; also of its messages: `act.<act>.<label>`. */
  readonly name: string;
  /** The message that names it, of this act, or with its area a message of others: `expenses.field.title`. */
  readonly label: string;
  /** What the message needs, as a fund's or a hub's name. */
  readonly values?: Readonly<Record<string, string>>;
  /** The message that says what is wanted. */
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** Others that make this one needed, though it is optional, as soon as one of them is filled in. */
  readonly isNeededWith?: readonly string[];
  /** Fields that follow each other in one group stand together under its name, each by a short label of its own. */
  readonly group?: {
    /** The message that names the group, and which of several like ones it is. */
    readonly name: string;
    readonly number: string;
    /** The message that names the field within it. */
    readonly label: string;
    /** For a field that few need: the message on what it is folded into, with the others of the same. */
    readonly folded?: string;
  };
}

/** What a form asks for. */
export type Field =
  | (FieldBase & { readonly kind: 'text' | 'longText'; readonly lengthMax: number })
  | (FieldBase & { readonly kind: 'code'; readonly lengthMax: number })
  | (FieldBase & {
      readonly kind: 'amount';
      /** The currency, or the one that is chosen in another field. */
      readonly currency: string | { readonly chosenIn: string };
    })
  | (FieldBase & { readonly kind: 'percent' })
  | (FieldBase & { readonly kind: 'day' })
  | (FieldBase & { readonly kind: 'digest' })
  /** A photo or a scan: its value is what {@link sentFile} makes of the file, once the node has it. */
  | (FieldBase & { readonly kind: 'file' })
  /** A file of a bank, read by the page: its value is what was read. The mapping is the field that says how to read a CSV. */
  | (FieldBase & { readonly kind: 'statement'; readonly mapping: string })
  /** A file of books, read by the page: its value is what was read, by what the fields of these names say of it. */
  | (FieldBase & {
      readonly kind: 'books';
      readonly dateFormat: string;
      readonly currency: string;
      readonly skips: string;
    })
  /** Yes, or left out. */
  | (FieldBase & { readonly kind: 'check' })
  | (FieldBase & {
      readonly kind: 'choice' | 'select';
      readonly options: readonly { readonly value: string; readonly text: string; readonly note?: ReactNode }[];
    });

/** The id of the message for a label or hint of a field. */
export function messageFor(act: string, label: string): string {
  return label.includes('.') ? label : `act.${act}.${label}`;
}

/** What was filled in, by the name of the field, as it was typed. */
export type Values = Readonly<Record<string, string>>;

export type FaultCode =
  | 'missing'
  | 'booksEmpty'
  | 'booksMisdated'
  | 'booksMissing'
  | 'booksRejected'
  | 'booksTooLong'
  | 'booksUnreadable'
  | 'fileMissing'
  | 'fileNotSent'
  | 'fileTooLarge'
  | 'fileType'
  | 'mappingMissing'
  | 'mappingUnreadable'
  | 'statementMissing'
  | 'statementRejected'
  | 'statementTooLong'
  | 'statementUnreadable'
  | 'tooLong'
  | 'notAChoice'
  | 'notACode'
  | 'notADay'
  | 'notADigest'
  | 'notAPercentage'
  | AmountFault;

export interface Fault {
  readonly name: string;
  readonly code: FaultCode;
  /** What is wrong in a file, and where, in the words of who read it. */
  readonly says?: string;
}

/** The value of a box that was ticked. */
export const CHECKED = 'yes';

const CODE = /^[a-z0-9][a-z0-9-]*$/;
const SENT_FILE = /^([a-z][a-z0-9-]{2,39}:upload:[0-9A-HJKMNP-TV-Z]{26}) (.{1,100})$/;
const DIGEST = /^[0-9a-f]{64}$/;
/** Something that can be seen: no spaces, no signs without a width, no letters that are blank. */
const VISIBLE = /[^\p{C}\p{Z}\u115f\u1160\u3164\uffa0]/u;
/** Signs that no text needs and that some programs stumble over: control characters but tab and line feed. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/**
 * Checks the form of what was filled in, no rule of the matter: those are the node's. Gives the values as the graph
 * takes them, or the faults in the order of the fields.
 */
export function readValues(
  fields: readonly Field[],
  given: Values,
): { readonly values: Values } | { readonly faults: readonly Fault[] } {
  const values: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const field of fields) {
    const text = (given[field.name] ?? '').replaceAll('\r\n', '\n').replace(CONTROLS, '').trim();
    if (!VISIBLE.test(text)) {
      const isNeeded = field.isNeededWith?.some((name) => VISIBLE.test(given[name] ?? ''));
      if (!field.isOptional || isNeeded) faults.push({ name: field.name, code: 'missing' });
      continue;
    }
    const read = readOne(field, text, given);
    if ('code' in read) faults.push({ name: field.name, code: read.code });
    else values[field.name] = read.value;
  }
  return faults.length > 0 ? { faults } : { values };
}

function readOne(field: Field, text: string, given: Values): { readonly value: string } | { readonly code: FaultCode } {
  switch (field.kind) {
    case 'text':
      return text.length > field.lengthMax ? { code: 'tooLong' } : { value: text.replace(/\s+/g, ' ') };
    case 'longText':
      return text.length > field.lengthMax ? { code: 'tooLong' } : { value: text };
    case 'code':
      if (text.length > field.lengthMax) return { code: 'tooLong' };
      return CODE.test(text) ? { value: text } : { code: 'notACode' };
    case 'amount': {
      const amount = readAmount(text, currencyOf(field, given));
      return 'fault' in amount ? { code: amount.fault } : { value: amount.decimal };
    }
    case 'percent':
      return /^\d{1,3}([.,]\d{1,2})?$/.test(text) && Number(text.replace(',', '.')) <= 100
        ? { value: text.replace(',', '.') }
        : { code: 'notAPercentage' };
    case 'day':
      return isDay(text) ? { value: text } : { code: 'notADay' };
    case 'digest':
      return DIGEST.test(text.toLowerCase()) ? { value: text.toLowerCase() } : { code: 'notADigest' };
    case 'file':
      return SENT_FILE.test(text) ? { value: text } : { code: 'fileMissing' };
    case 'statement':
      return statementIn(text) === undefined ? { code: 'statementMissing' } : { value: text };
    case 'books':
      return booksIn(text) === undefined ? { code: 'booksMissing' } : { value: text };
    case 'check':
      return text === CHECKED ? { value: text } : { code: 'notAChoice' };
    case 'choice':
    case 'select':
      return field.options.some(({ value }) => value === text) ? { value: text } : { code: 'notAChoice' };
  }
}

/** The value of a field for a file that its node has: the id there, then what the sender calls it. */
export function sentFile(upload: string, name: string): string {
  return `${upload} ${name}`;
}

/** The id of the file of a field; undefined where none was given. */
export function uploadIn(values: Values, name: string): string | undefined {
  return SENT_FILE.exec(values[name] ?? '')?.[1];
}

/** What the sender calls the file of a field; undefined where none was given. */
export function fileNameIn(value: string): string | undefined {
  return SENT_FILE.exec(value)?.[2];
}

/** The currency of an amount, as it is fixed or was chosen. */
export function currencyOf({ currency }: Extract<Field, { readonly kind: 'amount' }>, given: Values): string {
  return typeof currency === 'string' ? currency : (given[currency.chosenIn] ?? '');
}

/**
 * The amount that was read from a field, as the graph takes it.
 * @throws {Error} where there is no such field, or it was left empty: a mistake in the form.
 */
export function moneyIn(
  fields: readonly Field[],
  values: Values,
  name: string,
): { readonly decimal: string; readonly currency: string } {
  const field = fields.find((one) => one.name === name);
  const decimal = values[name];
  if (field?.kind !== 'amount' || decimal === undefined) throw new Error(`No amount was read from ${name}.`);
  return { decimal, currency: currencyOf(field, values) };
}

/** Basis points of a percentage that was read: 12.5 is 1250. */
export function basisPointsOf(percent: string): number {
  const [whole = '0', part = ''] = percent.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0').slice(0, 2));
}
