/** One commit of a journal as it is stored: the bytes are canonical (RFC 8785) and never rewritten. */
export interface StoredCommit {
  /** From 1, without gaps. */
  readonly seq: number;
  /** The command's idempotency key, unique in the journal. */
  readonly commandId: string;
  readonly bytes: string;
}

/** What may have to go: a text that the journal only knows by the digest of salt and text. */
export interface VaultEntry {
  /** Chosen by the caller; the same key with the same text is the same entry. */
  readonly key: string;
  /** 32 hexadecimal digits of randomness, kept outside the journal, so that the digest says nothing about the text. */
  readonly salt: string;
  readonly text: string;
}

/**
 * Where a node keeps its journal and its vault. Every adapter gives these guarantees, and no more may be relied on:
 *
 * - `append` writes each commit as a whole or not at all, in order. When it resolves, all are durable (they survive
 *   power loss). When it throws, a prefix of the group may be there; the caller reads `head` and catches up.
 * - `seq` and `commandId` are unique. Of two writers that append the same `seq`, one gets `ERR_STORE_CONFLICT`.
 * - `range` and `head` see everything that was appended before they were called, by any writer.
 * - Bytes that do not match the digest written with them are never returned: `ERR_STORE_CORRUPTED`.
 * - `vault.put` of a key that exists changes nothing; `vault.erase` is final, and nothing else is lost by it. Its bytes
 *   are overwritten, in the files too, when the store is closed at the latest; copies elsewhere are not its to erase.
 * - The texts given with `append` are in the vault when the commits that cite them are in the journal, and as durable;
 *   a text that no commit cites is harmless. No transaction is needed for it: a store may put them first.
 */
export interface Store {
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
  erase(key: string): Promise<void>;
}
