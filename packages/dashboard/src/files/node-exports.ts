import { HubgraphError } from '@hubgraph/kernel';
import type { Exchange } from './node-files.ts';

const TIMEOUT_MS = 3_000;
const ANSWER_BYTES_MAX = 65_536;
const FILES_MAX = 30;

/** A file that a node gives away, as of a position of its journal. */
export interface NodeExport {
  readonly file: string;
  readonly seq: number;
  /** Both are there where the file was made; its bytes stay as they are. */
  readonly sizeBytes?: number;
  /** 64 hexadecimal digits. */
  readonly sha256?: string;
}

/**
 * What a node says that it gives away; undefined where it does not say. With `make` each file is made now, where it is
 * not there yet, so that its size and digest can be told.
 */
export async function exportsAt(
  endpoint: string | undefined,
  exchange: Exchange,
  make: boolean,
): Promise<readonly NodeExport[] | undefined> {
  if (endpoint === undefined) return undefined;
  const ask = (method: 'GET' | 'HEAD', path: string) =>
    exchange({
      url: `${endpoint}${path}`,
      method,
      // Of what is packed nobody tells the length.
      headers: { 'accept-encoding': 'identity' },
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
    }).catch(noAnswer);
  const answer = await ask('GET', '/exports');
  if (answer?.status !== 200) return undefined;
  const listed = readList(answer.body);
  if (listed === undefined || !make) return listed;
  const told: NodeExport[] = [];
  for (const one of listed) {
    const head = one.sha256 === undefined ? await ask('HEAD', `/exports/${one.seq}/${one.file}`) : undefined;
    const sha256 = /^"([0-9a-f]{64})"$/.exec(head?.headers['etag'] ?? '')?.[1];
    const sizeBytes = Number(head?.headers['content-length'] ?? Number.NaN);
    const isTold = head?.status === 200 && sha256 !== undefined && Number.isSafeInteger(sizeBytes);
    told.push(isTold ? { ...one, sha256, sizeBytes } : one);
  }
  return told;
}

/** Nothing else of what a node answers becomes an address or is shown. */
function readList(body: string): NodeExport[] | undefined {
  let said: { readonly seq?: unknown; readonly files?: unknown };
  try {
    said = JSON.parse(body) as typeof said;
  } catch {
    return undefined;
  }
  const { seq, files } = said ?? {};
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 1 || !Array.isArray(files)) return undefined;
  return files.slice(0, FILES_MAX).flatMap((one: unknown): NodeExport[] => {
    const { file, sizeBytes, sha256 } = (one ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof file !== 'string' || !/^[a-z0-9][a-z0-9.-]{0,79}$/.test(file)) return [];
    const isMade =
      typeof sizeBytes === 'number' &&
      Number.isSafeInteger(sizeBytes) &&
      typeof sha256 === 'string' &&
      /^[0-9a-f]{64}$/.test(sha256);
    return [isMade ? { file, seq, sizeBytes, sha256 } : { file, seq }];
  });
}

/** @throws whatever is no fault of the line: a mistake in the page is not taken for a silent node. */
function noAnswer(error: unknown): undefined {
  if (!(error instanceof HubgraphError)) throw error;
}
