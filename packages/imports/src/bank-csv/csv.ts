import { readPieces } from '../text.ts';
import { unreadable } from '../unreadable.ts';

/** One row of a CSV file, and the line on which it begins. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
}

const ROW_CHARS_MAX = 65_536;

/**
 * The rows of a CSV file; a cell in double quotes may hold separators, line ends and doubled quotes. Empty lines are
 * passed over.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for a quote in the middle of a cell, one that is not closed, and a row
 * of more than 65,536 characters.
 * @see RFC 4180
 */
export async function* readCsv(
  input: AsyncIterable<Uint8Array>,
  { separator, encoding }: { readonly separator: string; readonly encoding: string },
): AsyncGenerator<CsvRow> {
  let cells: string[] = [];
  let cell = '';
  let state: 'START' | 'PLAIN' | 'QUOTED' | 'QUOTE' = 'START';
  let beginsAt = 1;
  let size = 0;
  let last = { line: 1, offsetBytes: 0 };
  const endCell = (): void => {
    cells.push(cell);
    cell = '';
    state = 'START';
  };
  const endRow = (): CsvRow | undefined => {
    endCell();
    const row = { cells, line: beginsAt };
    cells = [];
    size = 0;
    return row.cells.length === 1 && row.cells[0]?.trim() === '' ? undefined : row;
  };
  for await (const piece of readPieces(inUtf8(input, encoding))) {
    last = piece;
    for (const char of piece.text) {
      if (size === 0) beginsAt = piece.line;
      size += 1;
      if (size > ROW_CHARS_MAX) throw unreadable(`A row has more than ${ROW_CHARS_MAX} characters`, piece);
      if (state === 'QUOTED') {
        if (char === '"') state = 'QUOTE';
        else cell += char;
      } else if (char === '"' && state === 'QUOTE') {
        cell += char;
        state = 'QUOTED';
      } else if (char === '"' && state === 'START') state = 'QUOTED';
      else if (char === separator) endCell();
      else if (char === '\n') {
        const row = endRow();
        if (row !== undefined) yield row;
      } else if (char === '\r') {
        // The line feed after it ends the row.
      } else if (state === 'QUOTE' || char === '"') {
        throw unreadable('A double quote stands in the middle of a cell; double it, and quote the cell', piece);
      } else {
        cell += char;
        state = 'PLAIN';
      }
    }
  }
  if (state === 'QUOTED') throw unreadable('A double quote is not closed', last);
  if (size > 0) {
    const row = endRow();
    if (row !== undefined) yield row;
  }
}

async function* inUtf8(input: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    yield* input;
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of input) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw unreadable(`The file is not in ${encoding}, as the mapping says`, { line: 1, offsetBytes: 0 }, cause);
  }
}
