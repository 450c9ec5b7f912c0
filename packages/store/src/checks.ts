import { HubgraphError, sha256 } from '@hubgraph/kernel';
import { COMMIT_BYTES_MAX, type StoredCommit } from './port.ts';

/** A commit as it lies in a store, with the digest that was written beside it. */
export interface KeptCommit extends StoredCommit {
  readonly digest: string;
}

/**
 * The commit with the digest of its bytes.
 * @throws {HubgraphError} `ERR_STORE_COMMIT_TOO_LARGE`
 */
export function kept(commit: StoredCommit): KeptCommit {
  const { seq, commandId, bytes, digest = sha256(bytes) } = commit;
  // A character of UTF-16 has three bytes at most.
  const size = bytes.length * 3 > COMMIT_BYTES_MAX ? Buffer.byteLength(bytes) : 0;
  if (size > COMMIT_BYTES_MAX) {
    throw new HubgraphError(
      'ERR_STORE_COMMIT_TOO_LARGE',
      `Commit ${seq} has ${size} bytes; ${COMMIT_BYTES_MAX} are allowed. Do it in smaller parts.`,
    );
  }
  return { seq, commandId, digest, bytes };
}

/**
 * A commit that is what was written.
 * @throws {HubgraphError} `ERR_STORE_CORRUPTED`
 */
export function unspoilt({ seq, commandId, digest, bytes }: KeptCommit): StoredCommit {
  if (sha256(bytes) !== digest) {
    throw new HubgraphError('ERR_STORE_CORRUPTED', `Commit ${seq} does not match the digest that was written with it.`);
  }
  return { seq, commandId, bytes };
}

/**
 * What was read, if it goes from `fromSeq` on without a gap.
 * @throws {HubgraphError} `ERR_STORE_CORRUPTED` where a commit is missing or is there twice.
 */
export function withoutGap(fromSeq: number, commits: readonly StoredCommit[]): readonly StoredCommit[] {
  for (const [index, { seq }] of commits.entries()) {
    if (seq !== fromSeq + index) {
      throw new HubgraphError(
        'ERR_STORE_CORRUPTED',
        `Commit ${fromSeq + index} is ${seq < fromSeq + index ? 'doubled' : 'missing'}: where it should be there is commit ${seq}.`,
      );
    }
  }
  return commits;
}

/**
 * Checks that a group follows the newest commit, one after the other.
 * @throws {HubgraphError} `ERR_STORE_CONFLICT`
 */
export function checkFollows(head: number, commits: readonly StoredCommit[]): void {
  for (const [index, { seq }] of commits.entries()) {
    if (seq !== head + 1 + index) {
      throw new HubgraphError('ERR_STORE_CONFLICT', `Commit ${seq} does not follow commit ${head + index}.`);
    }
  }
}
