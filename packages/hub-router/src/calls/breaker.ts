import type { Instant } from '@hubgraph/kernel';

interface Trouble {
  failures: number;
  openUntil: Instant | undefined;
  isProbing: boolean;
}

/**
 * Leaves endpoints alone that keep failing. Closed: calls go. After `failuresMax` failures in a row, open: no calls for
 * `cooldownMs`. Then half-open: one call may try; it closes the breaker or opens it again.
 * @see https://martinfowler.com/bliki/CircuitBreaker.html
 */
export class Breaker {
  readonly #failuresMax: number;
  readonly #cooldownMs: number;
  readonly #troubles = new Map<string, Trouble>();

  constructor(failuresMax: number, cooldownMs: number) {
    this.#failuresMax = failuresMax;
    this.#cooldownMs = cooldownMs;
  }

  /** Whether a call may go to this URL now. Each call that may must end in `succeeded`, `failed` or `gaveUp`. */
  mayCall(url: string, now: Instant): boolean {
    const trouble = this.#troubles.get(url);
    if (trouble?.openUntil === undefined) return true;
    if (now < trouble.openUntil || trouble.isProbing) return false;
    trouble.isProbing = true;
    return true;
  }

  /** The hub answered, were it only with a GraphQL error. */
  succeeded(url: string): void {
    this.#troubles.delete(url);
  }

  /** The hub could not be reached or sent nothing usable. */
  failed(url: string, now: Instant): void {
    const trouble = this.#troubles.get(url) ?? { failures: 0, openUntil: undefined, isProbing: false };
    this.#troubles.set(url, trouble);
    trouble.failures += 1;
    if (trouble.failures >= this.#failuresMax) trouble.openUntil = now + this.#cooldownMs;
    trouble.isProbing = false;
  }

  /** The call says nothing about the hub: the client left or had no time. A probe may be tried again. */
  gaveUp(url: string): void {
    const trouble = this.#troubles.get(url);
    if (trouble !== undefined) trouble.isProbing = false;
  }
}
