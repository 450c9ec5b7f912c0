import { HubgraphError } from '@hubgraph/kernel';
import type { Event } from './concept.ts';

/** Turns an event of one form into the next one; pure, and never changed once events of the newer form were written. */
export type Upcast = (event: Event) => Event;

/**
 * By type of event: how form 1 becomes form 2, form 2 becomes form 3, … Stored events are never rewritten; an event that
 * is not of form 1 says its form in `v`.
 */
export type Upcasts = Readonly<Record<string, readonly Upcast[]>>;

/** Reads events of every form, and writes those of the newest. */
export class Upcaster {
  readonly #upcasts: Upcasts;

  constructor(upcasts: Upcasts) {
    this.#upcasts = upcasts;
  }

  /** As they are to be stored: with `v` where a type has had other forms. */
  stamp(events: readonly Event[]): readonly Event[] {
    return events.map((event) => {
      const form = this.#formOf(event.type);
      return form === 1 ? event : { ...event, v: form };
    });
  }

  /**
   * As they are understood now.
   * @throws {HubgraphError} `ERR_STORE_TOO_NEW` for a form that this release does not know.
   */
  current(events: readonly Event[]): readonly Event[] {
    return events.map((stored) => {
      const { v = 1, ...event } = stored as Event & { readonly v?: number };
      const newest = this.#formOf(event.type);
      if (v > newest) {
        throw new HubgraphError('ERR_STORE_TOO_NEW', `${event.type} of form ${v} was written by a newer release.`);
      }
      if (newest === 1) return stored;
      return (this.#upcasts[event.type] ?? []).slice(v - 1).reduce((older, upcast) => upcast(older), event as Event);
    });
  }

  #formOf(type: string): number {
    return (this.#upcasts[type]?.length ?? 0) + 1;
  }
}
