import type { Slug } from '@hubgraph/kernel';
import type { HubError } from '../answers/hub-errors.ts';
import type { HubFailure } from '../errors/failure.ts';
import type { Path, RouterError } from '../errors/router-error.ts';
import type { Share } from '../plan/document.ts';
import type { HubEntry } from '../snapshot.ts';

/** What one hub is asked for one root field: the share, and the value of the argument that is split, if one is. */
export interface Assignment {
  readonly hub: HubEntry;
  readonly share: Share;
  readonly splitValue?: unknown;
}

/** What one hub gave for one root field. */
export type Part =
  | { readonly hub: Slug; readonly value: unknown; readonly errors: readonly HubError[] }
  | { readonly hub: Slug; readonly failure: HubFailure };

/** A value with the errors that belong to it. */
export interface Finished {
  readonly value: unknown;
  readonly errors: readonly RouterError[];
  /** Hubs that answered but gave nothing for their part. */
  readonly failures: readonly HubFailure[];
}

/** One root field on its way: who is asked, how a hub's answer is read, and what becomes of the parts. */
export interface Task {
  readonly key: string;
  readonly assignments: readonly Assignment[];
  /**
   * Checks and copies what a hub gave.
   * @throws {Malformed}
   */
  readonly read: (value: unknown, hub: Slug) => unknown;
  readonly finish: (parts: ReadonlyMap<Slug, Part>) => Finished;
}

/** A task that asks nobody. */
export function settled(key: string, value: unknown, errors: readonly RouterError[] = []): Task {
  const finished: Finished = { value, errors, failures: [] };
  return { key, assignments: [], read: () => undefined, finish: () => finished };
}

/** A hub's error as the client sees it, at its place in the whole answer. */
export function passedOn(error: HubError, hub: Slug, path: Path): RouterError {
  return { message: error.message, path, extensions: { ...error.more, code: error.code, hub } };
}

/** The part of a hub that was not even asked, which never happens unless a share was lost. */
export function isFailed(part: Part | undefined): part is Extract<Part, { failure: HubFailure }> {
  return part !== undefined && 'failure' in part;
}
