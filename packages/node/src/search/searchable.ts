import type { Reader } from '@hubgraph/journal';
import type { Id, Instant, Money } from '@hubgraph/kernel';
import type { TextRef } from '../texts.ts';

/** A text of the vault, or one that the journal holds in clear. */
export type SearchText = TextRef | string;

/** What of a thing can be found. Everything in it can be read by everybody. */
export interface SearchDocument {
  /** Among equals the newest comes first. */
  readonly at: Instant;
  /** Searched, and shown as the hit's title. */
  readonly title?: SearchText;
  /** Shown as the title without being searched: that of the thing to which this one belongs. */
  readonly under?: SearchText;
  /** Searched; the one that has the words is shown in part. */
  readonly texts: readonly SearchText[];
  /** Searched without being shown: digests, and names of what it belongs to. */
  readonly besides?: readonly (SearchText | undefined)[];
  /** Searched in the forms in which people write amounts, and shown as the hit's amount. */
  readonly amount?: Money;
}

/** Entities that can be found by their words. */
export interface Searchable<S = unknown> {
  /** The value of `SearchKind` in the graph. */
  readonly kind: string;
  /** What these are and whose id a hit has: the description of that value. */
  readonly about: string;
  /** The kind of entity. */
  readonly entity: string;
  /** Raised whenever `document` changes its meaning; the index is then made anew. */
  readonly version: number;
  /** Undefined for what is not to be found (any more). Follows from the entity, and from what never changes. */
  document(state: S, read: Reader, id: Id): SearchDocument | undefined;
}

/** Keeps a concept's own types while the node holds all of them in one list. */
export function defineSearchable<S>(searchable: Searchable<S>): Searchable {
  return searchable as Searchable;
}
