import { HubgraphError, isRejection, parseId } from '@hubgraph/kernel';
import { exportsAt, type NodeExport } from './node-exports.ts';

/** The largest file that nodes take. */
export const FILE_BYTES_MAX = 8 * 1_048_576;
/** A photo of a phone goes to a node in some pieces: one that is lost is sent again, and not all of it. */
const PIECE_BYTES = 1_048_576;
const TIMEOUT_MS = 20_000;
const TRIES = 3;
const ANSWER_BYTES_MAX = 65_536;
const CHUNK = 'application/offset+octet-stream';

/** One HTTP request to a node. */
export type Exchange = (request: {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  readonly sizeBytesMax: number;
  readonly encoding?: 'latin1';
}) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }>;

/** What became of a file that was sent: its id at the node, the node's refusal, or no answer. */
export type Taken =
  | { readonly upload: string }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly failed: true };

/** How far a file has come at its node, or why nobody knows. */
export type Reached =
  | { readonly offset: number }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly failed: true };

/** Files of people at their nodes, which the graph does not carry. */
export interface NodeFiles {
  /** Sends a file before the form that is about it. */
  send(node: string, token: string, bytes: Uint8Array): Promise<Taken>;
  /** Begins a file that comes in pieces, of so many bytes in all. */
  begin(node: string, token: string, sizeBytes: number): Promise<Taken>;
  /** Sends a piece that begins at an offset; where it failed, {@link reached} says from where to go on. */
  append(node: string, token: string, upload: string, offset: number, piece: Uint8Array): Promise<Reached>;
  reached(node: string, token: string, upload: string): Promise<Reached>;
  /** A file that a node keeps; undefined where there is none for who asks. */
  read(
    node: string,
    token: string | undefined,
    id: string,
  ): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | { readonly failed: true } | undefined>;
  /** What a node gives away to everybody; undefined where it does not say. `make` makes what was not asked for before. */
  exports(node: string, make: boolean): Promise<readonly NodeExport[] | undefined>;
}

/**
 * Files at the nodes that a registry names.
 *
 * @see https://tus.io/protocols/resumable-upload (1.0.0)
 */
export function nodeFiles(endpointOf: (node: string) => string | undefined, exchange: Exchange): NodeFiles {
  const ask = async (
    node: string,
    token: string,
    method: 'HEAD' | 'PATCH' | 'POST',
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ) => {
    const endpoint = endpointOf(node);
    if (endpoint === undefined) return undefined;
    return exchange({
      url: `${endpoint}/uploads${path}`,
      method,
      headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers },
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
      ...(body === undefined ? {} : { body }),
    }).catch(noAnswer);
  };
  const begin: NodeFiles['begin'] = async (node, token, sizeBytes) => {
    const begun = await ask(node, token, 'POST', '', { 'upload-length': String(sizeBytes) });
    if (begun?.status !== 201) return refusalIn(begun?.body ?? '');
    const upload = begun.headers['location']?.split('/').at(-1) ?? '';
    const id = parseId(upload);
    // Nothing else of what a node answers becomes an address.
    return isRejection(id) || id.kind !== 'upload' ? { failed: true } : { upload };
  };
  const append: NodeFiles['append'] = async (node, token, upload, offset, piece) => {
    const place = { 'upload-offset': String(offset), 'content-type': CHUNK };
    const sent = await ask(node, token, 'PATCH', `/${upload}`, place, piece);
    if (sent?.status === 204) return { offset: offset + piece.length };
    // What is lost says nothing, and 409 says that more or less is there: how far it came is asked for.
    if (sent === undefined || sent.status === 409) return { failed: true };
    return refusalIn(sent.body);
  };
  return {
    begin,
    append,
    async send(node, token, bytes) {
      const begun = await begin(node, token, bytes.length);
      if (!('upload' in begun)) return begun;
      const { upload } = begun;
      for (let offset = 0, lost = 0; offset < bytes.length; ) {
        const piece = bytes.subarray(offset, offset + PIECE_BYTES);
        const sent = await append(node, token, upload, offset, piece);
        if ('refused' in sent) return sent;
        if ('offset' in sent && sent.offset === offset + piece.length) {
          offset = sent.offset;
          continue;
        }
        lost += 1;
        if (lost >= TRIES) return { failed: true };
        const told = 'offset' in sent ? sent : await this.reached(node, token, upload);
        if (!('offset' in told) || told.offset > bytes.length) return { failed: true };
        offset = told.offset;
      }
      return { upload };
    },
    async reached(node, token, upload) {
      const told = await ask(node, token, 'HEAD', `/${upload}`);
      const offset = offsetIn(told);
      return offset === undefined ? { failed: true } : { offset };
    },
    async read(node, token, id) {
      const endpoint = endpointOf(node);
      if (endpoint === undefined) return { failed: true };
      const answer = await exchange({
        url: `${endpoint}/files/${id}`,
        method: 'GET',
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax: FILE_BYTES_MAX,
        encoding: 'latin1',
      }).catch(noAnswer);
      if (answer === undefined || answer.status >= 500) return { failed: true };
      if (answer.status !== 200) return undefined;
      const mediaType = answer.headers['content-type']?.split(';')[0]?.trim() ?? '';
      return { mediaType, bytes: Buffer.from(answer.body, 'latin1') };
    },
    exports: (node, make) => exportsAt(endpointOf(node), exchange, make),
  };
}

/**
 * What stands for an answer that did not come.
 * @throws whatever is no fault of the line: a mistake in the page is not taken for a silent node.
 */
function noAnswer(error: unknown): undefined {
  if (!(error instanceof HubgraphError)) throw error;
}

function offsetIn(answer: Awaited<ReturnType<Exchange>> | undefined): number | undefined {
  const offset = Number(answer?.status === 200 ? answer.headers['upload-offset'] : Number.NaN);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : undefined;
}

function refusalIn(
  body: string,
): { readonly refused: { readonly code: string; readonly message: string } } | { readonly failed: true } {
  try {
    const { code, message } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    if (typeof code === 'string' && typeof message === 'string') return { refused: { code, message } };
  } catch {
    // Not a node's refusal, but something on the way.
  }
  return { failed: true };
}

/** True for what begins as a file that nodes take: JPEG, PNG, WebP, PDF. Better told before the form is sent on. */
export function isPhotoOrScan(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  return /^(?:ffd8ff|89504e470d0a1a0a|52494646.{8}57454250|255044462d)/.test(head);
}
