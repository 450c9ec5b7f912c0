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
 * @returns undefined if it answers that it has none, or with what is none.
 * @throws {HubgraphError} with a `NetworkErrorCode` if it does not answer, or fails.
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
  if (answer.status >= 500) throw new HubgraphError('ERR_NETWORK_REFUSED', `${url} failed with ${answer.status}.`);
  return answer.status === 200 ? parseProof(answer.body) : undefined;
}

function parseProof(text: string): readonly Uint8Array[] | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length > HASHES_MAX) return undefined;
  const hashes = lines.map((line) => Uint8Array.from(Buffer.from(line, 'base64')));
  return hashes.every(({ length }) => length === HASH_BYTES) && formatProof(hashes) === text ? hashes : undefined;
}
