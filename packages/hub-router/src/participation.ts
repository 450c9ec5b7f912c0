import type { Slug } from '@hubgraph/kernel';
import type { HubFailure, HubFailureReason } from './errors/failure.ts';

/** Which hubs took part in one request, for `extensions.hubs`. Lists are in the order of the hubs' ids. */
export interface Participation {
  readonly epoch: number;
  /** The hubs that had to answer this request, by the registry. */
  readonly expected: readonly Slug[];
  readonly ok: readonly Slug[];
  readonly failed: readonly { readonly hub: Slug; readonly reason: HubFailureReason }[];
  /** Hubs that were not asked for all that others were, because they run a version that does not know it. */
  readonly skewed: readonly Slug[];
  /** True if any part is missing, or a piece of one. */
  readonly partial: boolean;
}

/** Takes note, through one request, of who was asked and who failed. */
export class Attendance {
  readonly #expected = new Set<Slug>();
  readonly #failed = new Map<Slug, HubFailureReason>();
  readonly #skewed = new Set<Slug>();

  expect(hub: Slug): void {
    this.#expected.add(hub);
  }

  failed({ hub, reason }: HubFailure): void {
    this.#expected.add(hub);
    if (!this.#failed.has(hub)) this.#failed.set(hub, reason);
  }

  skewed(hub: Slug): void {
    this.#skewed.add(hub);
  }

  /** Undefined if no hub was concerned. */
  summary(epoch: number): Participation | undefined {
    const expected = [...this.#expected].sort();
    if (expected.length === 0) return undefined;
    const ok = expected.filter((hub) => !this.#failed.has(hub));
    const failed = [...this.#failed].map(([hub, reason]) => ({ hub, reason })).sort((a, b) => (a.hub < b.hub ? -1 : 1));
    const skewed = [...this.#skewed].sort();
    return { epoch, expected, ok, failed, skewed, partial: failed.length + skewed.length > 0 };
  }
}
