import { unreadable } from './unreadable.ts';

/** Text that ends with a line feed or after {@link PIECE_CHARS_MAX}, and where in the file it begins. */
export interface Piece {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly offsetBytes: number;
}

/** One line without its end. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

const PIECE_CHARS_MAX = 4_096;
const LINE_CHARS_MAX = 65_536;

/**
 * Decodes UTF-8 strictly and cuts it into pieces, so that an error can name its line. A byte-order mark at the start is
 * dropped.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` at the first byte that is not UTF-8.
 */
export async function* readPieces(input: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const at = { line: 1, offsetBytes: 0 };
  // Bytes given to the decoder, the end of which may be an unfinished character that it holds back.
  let unfinished: Uint8Array = new Uint8Array();
  for await (const chunk of input) {
    const bytes = Buffer.concat([unfinished, chunk]);
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw notUtf8(bytes, at, cause);
    }
    unfinished = bytes.subarray(Buffer.byteLength(text));
    yield* cut(text, at);
  }
  if (unfinished.length > 0) throw unreadable('The file ends within a character of UTF-8', at);
}

/**
 * The lines of a text, without their ends (LF or CR LF).
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` on a line of more than 65,536 characters, and as {@link readPieces}.
 */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let begun = '';
  let line = 1;
  for await (const piece of readPieces(input)) {
    begun += piece.text;
    line = piece.line;
    if (begun.length > LINE_CHARS_MAX) {
      throw unreadable(`A line has more than ${LINE_CHARS_MAX} characters; this is not a journal`, piece);
    }
    if (!begun.endsWith('\n')) continue;
    yield { text: begun.replace(/\r?\n$/, ''), line };
    begun = '';
  }
  if (begun !== '') yield { text: begun.replace(/\r$/, ''), line };
}

function* cut(text: string, at: { line: number; offsetBytes: number }): Generator<Piece> {
  let from = 0;
  if (at.offsetBytes === 0 && text.startsWith('\uFEFF')) {
    from = 1;
    at.offsetBytes = 3;
  }
  while (from < text.length) {
    const lineFeed = text.indexOf('\n', from);
    let to = lineFeed === -1 ? text.length : lineFeed + 1;
    if (to - from > PIECE_CHARS_MAX) to = from + PIECE_CHARS_MAX;
    // Never between the halves of a surrogate pair: halves have another length in bytes than the whole.
    if (to < text.length && (text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to -= 1;
    const piece = { text: text.slice(from, to), line: at.line, offsetBytes: at.offsetBytes };
    at.offsetBytes += Buffer.byteLength(piece.text);
    if (piece.text.endsWith('\n')) at.line += 1;
    from = to;
    yield piece;
  }
}

function notUtf8(bytes: Uint8Array, from: { line: number; offsetBytes: number }, cause: unknown) {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (beginsAsUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  const line = from.line + bytes.subarray(0, good).filter((byte) => byte === 0x0a).length;
  const value = (bytes[good] ?? 0).toString(16).padStart(2, '0');
  return unreadable(
    `The byte 0x${value} is not UTF-8; save the file as UTF-8`,
    { line, offsetBytes: from.offsetBytes + good },
    cause,
  );
}

function beginsAsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
