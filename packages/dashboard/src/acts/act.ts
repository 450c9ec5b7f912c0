import type { ReactNode } from 'react';
import type { GraphAnswer, GraphError } from '../graph/graph.ts';
import type { Visit } from '../visit.tsx';
import type { Field, Values } from './field.ts';

/** Whether one may, as the graph says it of a thing. */
export interface Permission {
  readonly allowed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
}

/** What a form shows before it is filled in. */
export interface Prepared {
  /** The node that decides, by its slug. */
  readonly node: string;
  /** Null where the node that decides did not answer. */
  readonly permission: Permission | null;
  /** What it is about, to be seen while one decides. */
  readonly about: ReactNode;
  readonly fields: readonly Field[];
  /** What the fields hold at first. */
  readonly defaults?: Values;
  /** Where the thing is, on the page: the way out. */
  readonly back: string;
}

/** A form that was filled in and confirmed. */
export interface Filled {
  /** By the name of the field, as {@link readValues} gives them. */
  readonly values: Values;
  /** The fields that were shown: an amount's currency stands there. */
  readonly fields: readonly Field[];
  readonly idempotencyKey: string;
}

/** What became of it. */
export type Outcome =
  /** It was carried out; the address shows what is there now. */
  | { readonly done: string }
  | { readonly refused: { readonly code: string; readonly message: string } }
  /** The session ended meanwhile. */
  | { readonly expired: true }
  /** Nobody knows whether it was carried out; sent again with the same key it is carried out once. */
  | { readonly failed: readonly GraphError[] };

/** One step of the thread that a person can take. Its messages are `act.<name>.…`. */
export interface ActDefinition {
  /** In camelCase, as in its messages; the address has it in kebab-case. */
  readonly name: string;
  /** What it needs to know of the thing it is about; null if there is no such thing. */
  prepare(visit: Visit, subject: string): Promise<Prepared | null>;
  carryOut(visit: Visit, subject: string, filled: Filled): Promise<Outcome>;
}

type Result = { readonly __typename: string; readonly code?: string; readonly message?: string };

/** Reads what a mutation answered; `whereTo` tells where its result is shown. */
export function outcomeOf<R extends Result>(
  { data, errors }: GraphAnswer<unknown>,
  result: R | null | undefined,
  whereTo: (result: Exclude<R, { readonly __typename: 'Refused' }>) => string,
): Outcome {
  if (errors.some(({ code }) => code === 'UNAUTHENTICATED')) return { expired: true };
  if (data === null || result === null || result === undefined) return { failed: errors };
  if (result.__typename === 'Refused') {
    if (result.code === 'sign-in-is-needed') return { expired: true };
    return { refused: { code: result.code ?? '', message: result.message ?? '' } };
  }
  return { done: whereTo(result as Exclude<R, { readonly __typename: 'Refused' }>) };
}

/** The address of an act: `castVote` about a motion is `/act/cast-vote?about=…`. */
export function pathOfAct(name: string): string {
  return `/act/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The same about a thing, as where one goes on. */
export function actAddress(name: string, about: string): string {
  return `${pathOfAct(name)}?${new URLSearchParams({ about })}`;
}

/** What is sent along, so that nodes know who asks. */
export function tokensOf({ signedIn }: Visit): readonly string[] {
  return signedIn?.tokens ?? [];
}

/** A form that is several commands has a key for each: sent again, each is carried out once. */
export function keyFor(key: string, command: string): string {
  return `${key.slice(0, 50)}-${command}`;
}
