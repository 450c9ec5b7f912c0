import type { Slug } from '@hubgraph/kernel';
import type { HubFailure } from '../errors/failure.ts';
import type { RouterError } from '../errors/router-error.ts';
import type { PartialPolicy } from '../schema/rules.ts';

/** One hub's part of a value. */
export interface Given {
  readonly hub: Slug;
  readonly value: unknown;
}

/** Who should have given a part, who did not, and where errors go. */
export interface Gathering {
  readonly expected: readonly Slug[];
  readonly missing: readonly HubFailure[];
  readonly acceptsPartial: boolean;
  /** What the client says of all values that lack a part. */
  readonly partial: PartialPolicy | undefined;
  /** Of a root field by TOP: how many rows the client asked for. */
  readonly rowsMax?: number | undefined;
  readonly say: (error: RouterError) => void;
}

/** A merged value, or a sentence that says why there is none. */
export type Merged = { readonly value: unknown } | { readonly fault: string };
