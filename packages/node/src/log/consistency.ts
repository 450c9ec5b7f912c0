import { HubgraphError, type World } from '@hubgraph/kernel';
import { HASH_BYTES } from '@hubgraph/tlog';

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 16_384;
/** A tree of 2^53 leaves needs no more. */
const HASHES_MAX = 63;

/** The text of a proof: its hashes in base64, one a line. */
export function formatProof(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
}

/**
 * Asks a log for the proof that its tree of `from` leaves is a prefix of that of `to`.
 * @param url what the log's paths begin with: `https://node.cee.example/log/books`.
 * @returns undefined if it says that it has none, or gives what is none.
 * @throws {HubgraphError} with a `NetworkErrorCode` if it says neither: somebody in between may have answered.
 */
export async function askConsistency(
  { network }: Pick<World, 'network'>,
  url: string,
  from: number,
  to: number,
): Promise<readonly Uint8Array[] | undefined> {
  const answer = await network.request({
    url: `${url}/consistency/${from}/${to}`,
    method: 'GET',
    timeoutMs: TIMEOUT_MS,
    sizeBytesMax: ANSWER_BYTES_MAX,
  });
  if (answer.status === 200) return parseProof(answer.body);
  if (answer.status === 404 && answer.body.includes('"tree-is-missing"')) return undefined;
  throw new HubgraphError('ERR_NETWORK_REFUSED', `${url} answered ${answer.status}.`);
}

function parseProof(text: string): readonly Uint8Array[] | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length > HASHES_MAX) return undefined;
  const hashes = lines.map((line) => Uint8Array.from(Buffer.from(line, 'base64')));
  return hashes.every(({ length }) => length === HASH_BYTES) && formatProof(hashes) === text ? hashes : undefined;
}
