import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { type Piece, readPieces } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import type { JsonNode } from './json-node.ts';
import { createNodeBuilder } from './node-builder.ts';

/** One element of the file's list of grants. */
export interface ListElement {
  readonly node: JsonNode;
  /** `/grants/12`, or `/12` in a bare array. */
  readonly path: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** The path within the element of the first key that an object has twice. */
  readonly repeatedKeyPath?: string;
}

/** A single grant, or what stands around the list, may not be longer: it is held in memory. */
const ELEMENT_CHARS_MAX = 1_048_576;

/**
 * The elements of a bare JSON array or of the array `grants` of a JSON object, one at a time.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` if the text is not JSON, is cut off, or has no such array.
 */
export async function* readElements(input: AsyncIterable<Uint8Array>): AsyncGenerator<ListElement> {
  const tokenize = jsonParser({ packValues: true, streamValues: false });
  const walk = createWalk();
  let last: Piece = { text: '', line: 1, offsetBytes: 0 };
  let charsHeld = 0;
  for await (const piece of readPieces(input)) {
    last = piece;
    charsHeld += piece.text.length;
    for (const token of tokensOf(tokenize, piece)) {
      const element = walk.take(token, piece);
      if (element !== undefined) yield element;
      if (!walk.isInElement()) charsHeld = 0;
    }
    if (charsHeld > ELEMENT_CHARS_MAX) {
      throw unreadable(`A grant, or a text beside the list, has more than ${ELEMENT_CHARS_MAX} characters`, piece);
    }
  }
  walk.end({ line: last.line, offsetBytes: last.offsetBytes + Buffer.byteLength(last.text) });
}

function tokensOf(tokenize: ReturnType<typeof jsonParser>, piece: Piece): readonly Token[] {
  try {
    const tokens = tokenize(piece.text);
    return typeof tokens === 'symbol' ? [] : tokens.values;
  } catch (cause) {
    const to = piece.offsetBytes + Buffer.byteLength(piece.text);
    const reason = cause instanceof Error ? cause.message.replace(/^Parser cannot parse input: /, '') : '';
    throw unreadable(`The file is not JSON: ${reason}, before byte ${to}`, piece, cause);
  }
}

/** Finds the list among the tokens and builds its elements. */
function createWalk() {
  const builder = createNodeBuilder();
  let depth = 0;
  let key = '';
  let hasBegun = false;
  let listPath: string | undefined;
  let listDepth = 0;
  let index = 0;
  let line = 1;
  const isInList = () => listDepth > 0;

  function complete(): ListElement {
    return { ...builder.take(), path: `${listPath}/${index++}`, line };
  }

  function enter(kind: 'object' | 'list', at: Piece): void {
    if (isInList()) {
      if (depth === listDepth) line = at.line;
      builder.open(kind);
    } else if (depth === 0 && kind === 'list') {
      listPath = '';
      listDepth = 1;
    } else if (depth === 1 && key === 'grants') {
      if (kind === 'object') throw unreadable('"grants" is an object, not a list', at);
      if (listPath !== undefined) throw unreadable('The file has "grants" twice', at);
      listPath = '/grants';
      listDepth = 2;
    }
    depth += 1;
    hasBegun = true;
  }

  function leave(): ListElement | undefined {
    depth -= 1;
    if (depth < listDepth) {
      listDepth = 0;
      return undefined;
    }
    return isInList() && builder.close() ? complete() : undefined;
  }

  function scalar(value: JsonNode, at: Piece): ListElement | undefined {
    if (depth === 0) throw unreadable('The file is a single JSON value, not a list of grants', at);
    if (isInList()) {
      if (depth === listDepth) line = at.line;
      return builder.scalar(value) ? complete() : undefined;
    }
    if (depth === 1 && key === 'grants') throw unreadable('"grants" is not a list', at);
    return undefined;
  }

  return {
    isInElement: () => isInList() && depth > listDepth,
    take(token: Token, at: Piece): ListElement | undefined {
      switch (token.name) {
        case 'startObject':
          enter('object', at);
          return undefined;
        case 'startArray':
          enter('list', at);
          return undefined;
        case 'endObject':
        case 'endArray':
          return leave();
        case 'keyValue':
          if (isInList()) builder.key(token.value);
          else if (depth === 1) key = token.value;
          return undefined;
        case 'numberValue':
          return scalar({ numberText: token.value }, at);
        case 'stringValue':
        case 'trueValue':
        case 'falseValue':
        case 'nullValue':
          return scalar(token.value, at);
        default:
          return undefined;
      }
    },
    end(at: { line: number; offsetBytes: number }): void {
      if (!hasBegun) throw unreadable('The file holds no complete JSON value', at);
      if (depth > 0) throw unreadable('The file is cut off, or broken at its end: its JSON does not end', at);
      if (listPath === undefined) throw unreadable('The file is JSON, but has no list "grants"', at);
    },
  };
}
