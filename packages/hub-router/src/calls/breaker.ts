import type { Instant } from '@hubgraph/kernel';

interface Trouble {
  failures: number;
  openUntil: Instant | undefined;
  /** A probe or a trial is under way; the endpoint is left alone meanwhile. */
  isTrying: boolean;
  /** The last probe was answered: one call may go as a trial. */
  isAnswering: boolean;
}

/** Whether a call may go; `probe`: not this one, but whoever hears it must probe the endpoint on the side. */
export type Leave = 'call' | 'probe' | 'leave-alone';

/**
 * Leaves endpoints alone that keep failing. Closed: calls go. After `failuresMax` failures in a row, open: no calls for
 * `cooldownMs`. Then half-open: a probe of the router's own goes first, so that no client waits for a dead hub; if it
 * is answered, one call may try, which closes the breaker or opens it again.
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

  /**
   * Whether a call may go to this URL now. Each call that may must end in `succeeded`, `failed` or `gaveUp`; each probe
   * in `answered` or `failed`.
   */
  mayCall(url: string, now: Instant): Leave {
    const trouble = this.#troubles.get(url);
    if (trouble?.openUntil === undefined) return 'call';
    if (now < trouble.openUntil || trouble.isTrying) return 'leave-alone';
    trouble.isTrying = true;
    return trouble.isAnswering ? 'call' : 'probe';
  }

  /** A probe was answered, in whatever way a server that works may. */
  answered(url: string): void {
    const trouble = this.#troubles.get(url);
    if (trouble === undefined) return;
    trouble.isTrying = false;
    trouble.isAnswering = true;
  }

  /** The hub answered, were it only with a GraphQL error. */
  succeeded(url: string): void {
    this.#troubles.delete(url);
  }

  /** The hub could not be reached or sent nothing usable. */
  failed(url: string, now: Instant): void {
    const trouble = this.#troubles.get(url) ?? {
      failures: 0,
      openUntil: undefined,
      isTrying: false,
      isAnswering: false,
    };
    this.#troubles.set(url, trouble);
    trouble.failures += 1;
    if (trouble.failures >= this.#failuresMax) trouble.openUntil = now + this.#cooldownMs;
    trouble.isTrying = false;
    trouble.isAnswering = false;
  }

  /** The call says nothing about the hub: the client left or had no time. Another call may try. */
  gaveUp(url: string): void {
    const trouble = this.#troubles.get(url);
    if (trouble !== undefined) trouble.isTrying = false;
  }
}
