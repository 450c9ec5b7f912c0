import type { Slug } from '@hubgraph/kernel';
import type { HubFailure, HubFailureReason } from './errors/failure.ts';

/** Which hubs took part in one request, for `extensions.hubs`. Lists are in the order of the hubs' ids. */
export interface Participation {
  readonly epoch: number;
  /** The hubs that had to answer this request, by the registry. */
  readonly expected: readonly Slug[];
  readonly ok: readonly Slug[];
  readonly failed: readonly { readonly hub: Slug; readonly reason: HubFailureReason }[];
  /** True if any part is missing. */
  readonly partial: boolean;
}

/** Takes note, through one request, of who was asked and who failed. */
export class Attendance {
  readonly #expected = new Set<Slug>();
  readonly #failed = new Map<Slug, HubFailureReason>();

  expect(hub: Slug): void {
    this.#expected.add(hub);
  }

  failed({ hub, reason }: HubFailure): void {
    if (!this.#failed.has(hub)) this.#failed.set(hub, reason);
  }

  /** Undefined if no hub was concerned. */
  summary(epoch: number): Participation | undefined {
    const expected = [...this.#expected].sort();
    if (expected.length === 0) return undefined;
    const ok = expected.filter((hub) => !this.#failed.has(hub));
    const failed = [...this.#failed].map(([hub, reason]) => ({ hub, reason })).sort((a, b) => (a.hub < b.hub ? -1 : 1));
    return { epoch, expected, ok, failed, partial: failed.length > 0 };
  }
}
