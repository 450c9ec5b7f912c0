import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
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
import { formatAmount, HubgraphError, realWorld } from '@hubgraph/kernel';
import { environmentToken } from '../config.ts';
import { say, UsageError } from '../say.ts';
import { Graph, type GraphOptions, GraphRefusal } from './graph.ts';

export interface BankImportOptions extends Omit<GraphOptions, 'hub'> {
  readonly hub?: string;
  readonly mapping?: string;
}

interface Read {
  readonly sha256: string;
  readonly statements: readonly { readonly statement: BankStatement; readonly lines: readonly BankLine[] }[];
}
interface Answer {
  readonly lineCount: number;
  readonly knownLineCount: number;
}

/**
 * Loads statements of a bank into a hub whose accounts are bound: the whole file is read and checked first, and nothing
 * is sent if anything in it was rejected. What is there already is not taken twice, so that an interrupted import is
 * simply run again.
 */
export async function importBankFile(
  format: 'camt' | 'bank-csv',
  file: string,
  options: BankImportOptions,
): Promise<void> {
  const { hub } = options;
  if (hub === undefined) throw new UsageError('Say whose account this is: --hub SLUG.');
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  const { sha256, statements } = await readAll(rowsOf(format, file, options));
  const graph = new Graph(realWorld(), { ...options, hub }, environmentToken());
  let ordinal = 0;
  for (const { statement, lines } of statements) {
    const { account: accountNumber = '', currency, notBooked } = statement;
    if (accountNumber === '')
      throw new UsageError('The file does not say of which account it is; add "account" to the mapping.');
    const count = { taken: 0, known: 0, partsKnown: 0 };
    for (const part of bankParts(statement, lines)) {
      const input = { hub, accountNumber, currency, fileSha256: sha256, ordinal, ...bankPartInput(part) };
      ordinal += 1;
      const answer = await send(graph, input);
      if (answer === undefined) count.partsKnown += 1;
      count.taken += (answer?.lineCount ?? 0) - (answer?.knownLineCount ?? 0);
      count.known += answer?.knownLineCount ?? part.lines.length;
    }
    const ends =
      statement.closingMinor === undefined
        ? ''
        : `, closing balance ${formatAmount({ amountMinor: statement.closingMinor, currency })} ${currency}`;
    say(`${statement.from} to ${statement.to}: ${count.taken} lines taken, ${count.known} were there already${ends}`);
    if (notBooked > 0) say(`  ${notBooked} entries that the bank has not booked yet were left out`);
  }
}

function rowsOf(format: 'camt' | 'bank-csv', file: string, { mapping }: BankImportOptions) {
  const stream = hashingStream(createReadStream(file));
  if (format === 'camt') return { stream, rows: readCamt(stream) };
  if (mapping === undefined) throw new UsageError('Say how the bank writes its CSV: --mapping FILE.');
  if (!existsSync(mapping)) throw new UsageError(`There is no file ${mapping}.`);
  return { stream, rows: readBankCsv(stream, parseBankCsvMapping(readFileSync(mapping, 'utf8'))) };
}

async function readAll({
  stream,
  rows,
}: {
  stream: ReturnType<typeof hashingStream>;
  rows: AsyncIterable<BankImportRow>;
}): Promise<Read> {
  const statements: { statement: BankStatement; lines: BankLine[] }[] = [];
  let lines: BankLine[] = [];
  let rejected = 0;
  for await (const row of rows) {
    if (row.kind === 'rejected') {
      rejected += 1;
      say(`rejected  line ${row.at.line}: ${row.message} [${row.code}]`);
    } else if (row.row.type === 'line') lines.push(row.row.line);
    else {
      statements.push({ statement: row.row.statement, lines });
      lines = [];
    }
  }
  if (rejected > 0) {
    throw new HubgraphError(
      'ERR_IMPORT_REJECTED',
      `${rejected} lines were rejected and nothing was loaded: half a statement is none.`,
    );
  }
  return { sha256: stream.digest().sha256, statements };
}

async function send(graph: Graph, input: Readonly<Record<string, unknown>>): Promise<Answer | undefined> {
  try {
    const selection = 'lineCount knownLineCount';
    return await graph.mutate<Answer>(
      'importBankStatement',
      'ImportBankStatementInput',
      input,
      selection,
      'BankStatement',
    );
  } catch (error) {
    if (error instanceof GraphRefusal && error.refusal === 'statement-is-imported') return undefined;
    throw error;
  }
}
