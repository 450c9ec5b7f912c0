/** One commit of a journal as it is stored: the bytes are canonical (RFC 8785) and never rewritten. */
export interface StoredCommit {
  /** From 1, without gaps. */
  readonly seq: number;
  /** The command's idempotency key, unique in the journal. */
  readonly commandId: string;
  /** At most {@link COMMIT_BYTES_MAX} in UTF-8. */
  readonly bytes: string;
  /** SHA-256 of the bytes, 64 hexadecimal digits, where whoever appends has made it already. */
  readonly digest?: string;
}

/** How large one commit may be, in bytes of UTF-8: a document of MongoDB holds 16 MiB with everything around it. */
export const COMMIT_BYTES_MAX = 15 * 1024 * 1024;

/** What may have to go: a text that the journal only knows by the digest of salt and text. */
export interface VaultEntry {
  /** Chosen by the caller; the same key with the same text is the same entry. */
  readonly key: string;
  /** 32 hexadecimal digits of randomness, kept outside the journal, so that the digest says nothing about the text. */
  readonly salt: string;
  readonly text: string;
}

/**
 * Where a node keeps its journal and its vault. Every adapter gives these guarantees, and no more may be relied on.
 *
 * Writing:
 * - `append` writes each commit as a whole or not at all, in order. When it resolves, all are durable: they survive
 *   loss of power, and on several servers the loss of any minority of them.
 * - When it throws, a prefix of the group may be there, or come to be there until somebody else's append of the same
 *   `seq` resolves; never a later commit without the earlier ones. The caller catches up by `range` and decides again.
 * - `seq` and `commandId` are unique. Of two writers that append the same `seq`, at most one succeeds; the other gets
 *   `ERR_STORE_CONFLICT`, and what was first is seen by its next `range`, unless the store is too busy to say so.
 *   A commit that does not follow the newest one is a conflict as well: there are no gaps.
 * - Above {@link COMMIT_BYTES_MAX} a commit is refused (`ERR_STORE_COMMIT_TOO_LARGE`) before anything is written.
 *
 * Reading:
 * - What `range` and `head` show is durable and stays: it is never taken back.
 * - They see everything whose `append` had resolved at this store, and never less than they saw before. What another
 *   writer appended they see soon; certain is it only by a conflict.
 * - `range` gives commits without a gap, from the first that was asked for. Where one is missing and a later one is
 *   there, it is `ERR_STORE_CORRUPTED`, never the later one. It may give fewer than `limit` only at the end.
 * - Bytes that do not match the digest written with them are never returned: `ERR_STORE_CORRUPTED`.
 *
 * Vault:
 * - `vault.put` of a key that exists changes nothing; `vault.erase` is final, and nothing else is lost by it.
 * - The texts given with `append` are in the vault when the commits that cite them are in the journal, and as durable;
 *   a text that no commit cites is harmless. No transaction is needed for it: a store may put them first.
 * - Bytes of an erased entry are overwritten in the embedded store's files, when it is closed at the latest. A database
 *   server lets go of them when its own log and files turn over. Copies elsewhere are not the store's to erase.
 *
 * What a server or disk does not do is `ERR_STORE_UNAVAILABLE`: nobody knows what became of it until the next `range`.
 */
export interface Store {
  /** True where another replica of the node may append to the same journal, so that one has to follow it. */
  readonly isShared: boolean;
  append(commits: readonly StoredCommit[], texts?: readonly VaultEntry[]): Promise<void>;
  /** Up to `limit` commits from `fromSeq` on, in order. */
  range(fromSeq: number, limit: number): Promise<readonly StoredCommit[]>;
  /** The `seq` of the newest commit; 0 for an empty journal. */
  head(): Promise<number>;
  readonly vault: Vault;
  close(): Promise<void>;
}

export interface Vault {
  put(entries: readonly VaultEntry[]): Promise<void>;
  /** The entries that exist, by key. */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>>;
  /**
   * Up to `limit` entries whose key comes after `after`, in an order of the store's own that does not change; fewer only
   * at the end.
   */
  list(after: string, limit: number): Promise<readonly VaultEntry[]>;
  erase(key: string): Promise<void>;
}
