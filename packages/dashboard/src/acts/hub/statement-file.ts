import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  type BankImportRow,
  type BankLine,
  type BankStatement,
  bankPartInput,
  bankParts,
  hashingStream,
  parseBankCsvMapping,
  readBankCsv,
  readCamt,
} from '@hubgraph/imports';
import { formatAmount, HubgraphError } from '@hubgraph/kernel';
import type { FaultCode } from '../field.ts';

/** One part of a file as the graph takes it, but for the hub, the file's digest, its place in it and the key. */
export interface StatementPart {
  readonly accountNumber: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly openingMinor?: string;
  readonly closingMinor?: string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** What was read from a file of a bank: it goes with the form until it is confirmed, and is kept nowhere. */
export interface StatementFile {
  readonly sha256: string;
  readonly parts: readonly StatementPart[];
}

/** What became of a file: the value of its field, or what is wrong with it and where, in the reader's own words. */
export type StatementRead =
  | { readonly value: string }
  | { readonly fault: { readonly code: FaultCode; readonly says?: string } };

/** As much as goes along in a form. Longer ones are imported by the command line, in parts. */
const VALUE_LENGTH_MAX = 400_000;
const TEXT_BYTES_MAX = 16 * 1_048_576;
const VALUE = /^([\w-]+) (.{1,100})$/;

/**
 * Reads the file of a bank, camt.053 or a CSV whose mapping says how the bank writes it. A file of which anything is
 * rejected is not taken: half a statement is none.
 */
export async function readStatementFile(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  mapping: string,
): Promise<StatementRead> {
  const isXml = /^\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString('utf8').replace('\ufeff', ''));
  if (!isXml && mapping.trim() === '') return { fault: { code: 'mappingMissing' } };
  try {
    const file = await readAll(bytes, isXml ? undefined : mapping);
    if ('says' in file) return { fault: { code: 'statementRejected', says: file.says } };
    const packed = deflateRawSync(JSON.stringify(file)).toString('base64url');
    return packed.length > VALUE_LENGTH_MAX ? { fault: { code: 'statementTooLong' } } : { value: `${packed} ${name}` };
  } catch (error) {
    if (!(error instanceof HubgraphError)) throw error;
    const code = error.code === 'ERR_IMPORT_MAPPING' ? 'mappingUnreadable' : 'statementUnreadable';
    return { fault: { code, says: error.message } };
  }
}

async function readAll(
  bytes: Uint8Array,
  mapping: string | undefined,
): Promise<StatementFile | { readonly says: string }> {
  const stream = hashingStream(
    (async function* () {
      yield bytes;
    })(),
  );
  const rows = mapping === undefined ? readCamt(stream) : readBankCsv(stream, parseBankCsvMapping(mapping));
  const parts: StatementPart[] = [];
  let lines: BankLine[] = [];
  for await (const row of rows as AsyncIterable<BankImportRow>) {
    if (row.kind === 'rejected') return { says: `${row.at.line}: ${row.message}` };
    if (row.row.type === 'line') lines.push(row.row.line);
    else {
      parts.push(...partsOf(row.row.statement, lines));
      lines = [];
    }
  }
  return { sha256: stream.digest().sha256, parts };
}

function partsOf(statement: BankStatement, lines: readonly BankLine[]): readonly StatementPart[] {
  const { account: accountNumber = '', currency } = statement;
  return bankParts(statement, lines).map(
    (part) => ({ accountNumber, currency, ...bankPartInput(part) }) as StatementPart,
  );
}

/** What stands in the value of a field; undefined for what no file made. */
export function statementIn(value: string): (StatementFile & { readonly name: string }) | undefined {
  const [, packed = '', name = ''] = VALUE.exec(value) ?? [];
  if (packed === '') return undefined;
  try {
    const text = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: TEXT_BYTES_MAX }).toString('utf8');
    const { sha256, parts } = JSON.parse(text) as StatementFile;
    return typeof sha256 === 'string' && Array.isArray(parts) ? { sha256, parts, name } : undefined;
  } catch {
    // Somebody changed what the page had given the form: it is asked for once more.
    return undefined;
  }
}

/** What a file holds, to be read before it is confirmed: `march.xml: DE89…, 2026-03-01 – 2026-03-31, 12, 1488.50 EUR`. */
export function statementInShort(value: string): string {
  const file = statementIn(value);
  if (file === undefined) return value;
  const parts = file.parts.map(({ accountNumber, from, to, lines, closingMinor, currency }) => {
    const closing =
      closingMinor === undefined
        ? []
        : [`= ${formatAmount({ amountMinor: BigInt(closingMinor), currency })} ${currency}`];
    return [accountNumber, `${from} – ${to}`, `× ${lines.length}`, ...closing].join(', ');
  });
  return [file.name, ...parts].join('\n');
}
