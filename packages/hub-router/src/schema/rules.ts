import { intOf, textOf } from './read-directives.ts';

/** How a root field finds its hubs. Paths are of argument names: `['input', 'hub']`. */
export type RootRoute =
  | { readonly by: 'HOME'; readonly argument: readonly string[] }
  /** One hub for each id in a list; the answers come back in the list's order. */
  | { readonly by: 'HOMES'; readonly argument: string }
  | { readonly by: 'ALL'; readonly argument: readonly string[] | undefined; readonly atMost: number | undefined }
  /** Answered by the router itself. */
  | { readonly by: 'ROUTER' }
  | { readonly by: 'ENTITIES' };

/** How an entity type finds its hubs. `field` is a path within a representation: `['toHub', 'id']`. */
export type EntityRoute =
  | { readonly by: 'HOME'; readonly field: readonly string[] }
  | { readonly by: 'ALL'; readonly atMost: number | undefined };

/** How parts become one. Paths within a row are dotted: `amount.currency`. */
export type MergeRule =
  | { readonly by: 'SUM' | 'MIN' | 'MAX' | 'SAME' | 'COVERAGE' }
  | CountRule
  | ConcatRule
  | GroupRule
  | TopRule
  | ConnectionRule;

/** How many there are, added. Things that are counted once each are entities of the type `distinct`, kept by one hub. */
export interface CountRule {
  readonly by: 'COUNT';
  readonly distinct: string | undefined;
}

/** One list after the other. Rows name their hub in the field `own`: a hub speaks for itself alone. */
export interface ConcatRule {
  readonly by: 'CONCAT';
  readonly own: string | undefined;
}

/** Rows with equal keys become one, with the sums added. */
export interface GroupRule {
  readonly by: 'GROUP';
  readonly keys: readonly string[];
  readonly sums: readonly string[];
}

/** Of rows that each stand at one hub, the first in the order of `orderBy`, then hub: as many as `argument` says. */
export interface TopRule {
  readonly by: 'TOP';
  readonly orderBy: readonly string[];
  readonly isDescending: boolean;
  /** The most rows that may be asked for, and how many there are where nobody says. */
  readonly most: number;
  /** Of a root field: the argument that says how many. */
  readonly argument: string | undefined;
  /** What cannot be: the first of groups are not among each hub's first groups. */
  readonly isGrouped: boolean;
}

/** Pages of one list in the order of `orderBy`, then hub, then id. */
export interface ConnectionRule {
  readonly by: 'CONNECTION';
  readonly orderBy: readonly string[];
  readonly isDescending: boolean;
}

/** Whether a value that lacks a hub's part is given (`WARN`) or withheld (`ABORT`). */
export type PartialPolicy = 'WARN' | 'ABORT';

/** Reads the header `hub-partial`: `WARN`, `ABORT` or none, in either case of letters; undefined for anything else. */
export function readPartialPolicy(
  header: string | readonly string[] | undefined,
): { readonly partial?: PartialPolicy } | undefined {
  if (header === undefined) return {};
  const policy = typeof header === 'string' ? header.trim().toUpperCase() : '';
  return policy === 'WARN' || policy === 'ABORT' ? { partial: policy } : undefined;
}

/** The policy as the schema states it. */
export interface PartialRule {
  readonly default: PartialPolicy;
  /** Path of the Boolean argument by which a client accepts a partial value. */
  readonly acceptArgument: readonly string[] | undefined;
}

/** Makes a merge rule from the arguments of `@merge`; undefined if `by` is not one. */
export function mergeRuleOf(given: Readonly<Record<string, unknown>>): MergeRule | undefined {
  switch (given['by']) {
    case 'SUM':
    case 'MIN':
    case 'MAX':
    case 'SAME':
    case 'COVERAGE':
      return { by: given['by'] };
    case 'COUNT':
      return { by: 'COUNT', distinct: textOf(given['distinct']) };
    case 'TOP':
      return {
        by: 'TOP',
        orderBy: texts(given['orderBy']),
        isDescending: given['descending'] === true,
        most: intOf(given['most']) ?? 0,
        argument: textOf(given['argument']),
        isGrouped: given['keys'] !== undefined || given['sums'] !== undefined,
      };
    case 'CONCAT':
      return { by: 'CONCAT', own: textOf(given['own']) };
    case 'GROUP':
      return { by: 'GROUP', keys: texts(given['keys']), sums: texts(given['sums']) };
    case 'CONNECTION':
      return { by: 'CONNECTION', orderBy: texts(given['orderBy']), isDescending: given['descending'] === true };
    default:
      return undefined;
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
