import type { Instant, Rejection } from '@hubgraph/kernel';
import type { Reader, Writer } from './views.ts';

/** A fact, in the past tense. Amounts are `bigint` in fields whose name ends in `Minor`; no names of people, no free text. */
export interface Event {
  readonly type: string;
}

/** An event with its place: who caused it, when, in which commit. */
export interface Recorded<E extends Event = Event> {
  readonly event: E;
  readonly at: Instant;
  /** `cee:person:01J…`, `node:council` or `operator`. */
  readonly by: string;
  readonly seq: number;
  readonly commandId: string;
}

/** A wish. Time, author and new ids are data in it, so that deciding needs no clock and no chance. */
export interface Command {
  readonly type: string;
  readonly at: Instant;
  readonly by: string;
}

/**
 * How a command is decided. `load` reads the slice of the views that the decision needs; `decide` is pure and total:
 * it answers with events, or with the refusal that comes first in the documented order.
 */
export interface CommandDefinition<C extends Command = Command, S = unknown, E extends Event = Event> {
  readonly type: C['type'];
  load(read: Reader, command: C): S;
  decide(command: C, state: S): readonly E[] | Rejection;
  /** Commits of one stage stay invisible until an event `StageReleased { stage }` makes all of them visible at once. */
  stage?(command: C): string;
}

/** A thing with an id whose state is the fold of its events. */
export interface EntityDefinition<S = unknown, E extends Event = Event> {
  /** As in its ids: `team` in `cee:team:01J…`. */
  readonly kind: string;
  /** The ids that the event concerns: none, one or several. */
  concerns(event: E): readonly string[];
  evolve(state: S | undefined, recorded: Recorded<E>, id: string): S;
}

/** What queries read beside the entities: tables of its own, filled event by event, rebuilt at will. */
export interface Projection {
  readonly name: string;
  /** Raised whenever `fold` changes its meaning; a change of `schema` is noticed by itself. */
  readonly version: number;
  readonly schema: readonly string[];
  fold(recorded: Recorded, views: Writer): void;
}

/** Makes the staged commits of an import visible, all at once. */
export interface StageReleased extends Event {
  readonly type: 'StageReleased';
  readonly stage: string;
}

/** Lets a concept keep its own types while the engine holds them all in one list. */
export function defineCommand<C extends Command, S, E extends Event>(
  definition: CommandDefinition<C, S, E>,
): CommandDefinition {
  return definition as unknown as CommandDefinition;
}

/** As {@link defineCommand}, for entities. */
export function defineEntity<S, E extends Event>(definition: EntityDefinition<S, E>): EntityDefinition {
  return definition as unknown as EntityDefinition;
}
