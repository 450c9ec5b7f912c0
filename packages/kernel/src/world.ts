import type { HubgraphError } from './errors.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/**
 * Everything that a node may ask of the outside: time, chance, other nodes, files. Passed in at the start and used
 * instead of `Date`, `crypto`, `fetch` and `fs`, so that a whole movement can be simulated deterministically.
 */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly disk: Disk;
}

export interface Clock {
  now(): Instant;
  /** Calls `run` once after `delayMs`; the function returned cancels it. Never keeps the process alive. */
  after(delayMs: number, run: () => void): () => void;
}

export interface Random {
  bytes(count: number): Uint8Array;
}

export interface NetworkRequest {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Limit on the whole exchange. */
  readonly timeoutMs: number;
  /** Limit on the answer's body; a longer one is cut off and refused. */
  readonly sizeBytesMax: number;
  /** How the body's bytes become text: UTF-8 if absent; `latin1` gives one character for each byte, for what is no text. */
  readonly encoding?: 'utf8' | 'latin1';
  readonly signal?: AbortSignal;
}

export interface NetworkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What went wrong on the way: one of these, as the `code` of the error that `request` throws. */
export type NetworkErrorCode = 'ERR_NETWORK_REFUSED' | 'ERR_NETWORK_TIMEOUT' | 'ERR_NETWORK_TOO_LARGE';

export interface Network {
  /** @throws {HubgraphError} with a {@link NetworkErrorCode}; an HTTP status is an answer, never an error. */
  request(request: NetworkRequest): Promise<NetworkResponse>;
}

export interface Disk {
  /** Makes the folder and those above it. */
  makeFolder(path: string): void;
  exists(path: string): boolean;
  read(path: string): Uint8Array;
  /** SHA-256 of a file of any size, as 64 lower-case hexadecimal digits. */
  sha256(path: string): string;
  /** The whole file or nothing of it is there after a crash (write beside it, fsync, rename). */
  writeAtomically(path: string, bytes: Uint8Array, options?: { mode?: number }): void;
  remove(path: string): void;
  /** The path that SQLite is to open for this file: the path itself, or `:memory:` in a simulation. */
  database(path: string): string;
}

/** Kept for documentation: what {@link Network.request} throws. */
export type NetworkError = HubgraphError & { readonly code: NetworkErrorCode };
