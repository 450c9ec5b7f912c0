import { createRequire } from 'node:module';
import type { QualifiedTag, SAXParser } from 'sax';
import { readPieces } from '../text.ts';
import { unreadable } from '../unreadable.ts';

// The library is CommonJS, and its names are not seen from modules.
const sax = createRequire(import.meta.url)('sax') as typeof import('sax');

const DEPTH_MAX = 40;
const TEXT_CHARS_MAX = 20_000;

/** What an XML file says, in order. Texts come whole, with their surrounding white space taken off. */
export type XmlEvent =
  | {
      readonly type: 'open';
      readonly name: string;
      readonly namespace: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly line: number;
    }
  | { readonly type: 'close'; readonly name: string; readonly text: string; readonly line: number };

/**
 * Reads XML in UTF-8 piece by piece. Document types are refused before anything in them is read, so that a file can
 * name no entities: neither other files nor bombs. Elements are at most 40 deep, a text has at most 20,000 characters.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for what is not well-formed, with its line.
 * @see https://www.w3.org/TR/xml/
 */
export async function* readXml(input: AsyncIterable<Uint8Array>): AsyncGenerator<XmlEvent> {
  const parser: SAXParser = sax.parser(true, { xmlns: true, position: true });
  const events: XmlEvent[] = [];
  const at = { line: 1, offsetBytes: 0 };
  let depth = 0;
  let hasRoot = false;
  let text = '';
  const stop = (what: string): never => {
    throw unreadable(what, at);
  };
  parser.ondoctype = () => stop('The file has a document type, which is not needed');
  parser.onerror = (error) => stop(`The file is not well-formed XML: ${error.message.split('\n')[0]}`);
  const take = (more: string): void => {
    text += more;
    if (text.length > TEXT_CHARS_MAX) stop(`A text has more than ${TEXT_CHARS_MAX} characters`);
    if (CONTROL.test(more)) stop('A text has control characters');
  };
  parser.ontext = take;
  parser.oncdata = take;
  parser.onopentag = (tag) => {
    depth += 1;
    if (depth > DEPTH_MAX) stop(`Elements are more than ${DEPTH_MAX} deep`);
    if (depth === 1 && hasRoot) stop('The file has more than one element at its root');
    hasRoot = true;
    text = '';
    const { local, uri, attributes } = tag as QualifiedTag;
    const plain = Object.fromEntries(Object.values(attributes).map((one) => [one.local, one.value]));
    events.push({ type: 'open', name: local, namespace: uri, attributes: plain, line: at.line });
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    events.push({ type: 'close', name: name.slice(name.indexOf(':') + 1), text: text.trim(), line: at.line });
    text = '';
  };
  for await (const piece of readPieces(input)) {
    at.line = piece.line;
    at.offsetBytes = piece.offsetBytes;
    parser.write(piece.text);
    yield* events.splice(0);
  }
  parser.close();
  if (!hasRoot) stop('The file is empty');
  yield* events.splice(0);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
