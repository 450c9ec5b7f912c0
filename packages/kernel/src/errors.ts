/**
 * A failure that is neither a refusal nor a programmer's mistake: I/O, a corrupted file, a peer that answers garbage.
 * `code` is UPPER_SNAKE and is listed in docs/errors.md.
 */
export class HubgraphError extends Error {
  readonly code: string;
  override readonly name: string = 'HubgraphError';

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Stops the program where an invariant does not hold: going on would make it worse. */
export function invariant(holds: boolean, message: string): asserts holds {
  if (!holds) throw new HubgraphError('ERR_INVARIANT', `This must never happen: ${message}`);
}
