import { sha256 } from '@hubgraph/kernel';

/** Two notes that a log signed and that do not go together. */
export interface Evidence {
  /** See {@link evidenceId}. */
  readonly id: string;
  readonly origin: string;
  /** `FORK`: two roots at one size, which proves itself. `INCONSISTENT`: the second does not continue the first. */
  readonly kind: 'FORK' | 'INCONSISTENT';
  readonly first: string;
  readonly second: string;
}

/** The name of two notes that do not go together: a digest of both, and of whose word it is where they prove nothing. */
export function evidenceId(first: string, second: string, foundBy?: string): string {
  return sha256([first, second, ...(foundBy === undefined ? [] : [foundBy])].join('\n'));
}
