import type { Accepted } from '@hubgraph/journal';
import {
  formatAmount,
  HubgraphError,
  isRejection,
  type Money,
  parseAmount,
  parseId,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { PersonState } from '../people/domain.ts';

/** Money as the graph shows it. */
export interface MoneyValue {
  readonly amountMinor: string;
  readonly currency: string;
  readonly decimal: string;
}

export function moneyValue(money: Money): MoneyValue {
  return { amountMinor: money.amountMinor.toString(), currency: money.currency, decimal: formatAmount(money) };
}

/** Reads money as a client wrote it. */
export function readMoney(input: { readonly decimal: string; readonly currency: string }): Money | Rejection {
  const amountMinor = parseAmount(input.decimal, input.currency);
  return isRejection(amountMinor) ? amountMinor : { amountMinor, currency: input.currency };
}

/** A refusal as a member of a result union. */
export function refused(rejection: Rejection): {
  readonly __typename: 'Refused';
  readonly code: string;
  readonly message: string;
} {
  return { __typename: 'Refused', code: rejection.code, message: rejection.message };
}

/**
 * Answers a mutation: the refusal, or what `found` reads from the committed views.
 * @example `return answer(await context.act(…), 'Team', () => context.read.entity('team', id))`
 */
export async function answer<T extends object>(
  outcome: Accepted | Rejection,
  typename: string,
  found: (accepted: Accepted) => T | undefined | Promise<T | undefined>,
): Promise<object> {
  if (isRejection(outcome)) return refused(outcome);
  const value = await found(outcome);
  if (value === undefined) throw new HubgraphError('ERR_INVARIANT', `A ${typename} was committed and cannot be found.`);
  return { ...value, __typename: typename };
}

/** Who acted, with the name from the vault: read when the field is, so that a name that was damaged costs itself alone. */
export function actorValue(by: string, context: RequestContext): { id: string; name: () => Promise<string | null> } {
  return {
    id: by,
    async name() {
      const person = context.read.entity<PersonState>('person', by);
      return person === undefined ? null : context.text(person.name);
    },
  };
}

export function dateTime(instant: number): string {
  return new Date(instant).toISOString();
}

/** An argument that cannot be understood at all: an error of the request, not a refusal of a command. */
export function badInput(rejection: Rejection): GraphQLError {
  return new GraphQLError(rejection.message, { extensions: { code: 'BAD_USER_INPUT', reason: rejection.code } });
}

/**
 * Where a list goes on: the `endCursor` of the page before, or the beginning.
 * @throws {GraphQLError} `BAD_USER_INPUT` for anything else, which would otherwise look like the end of the list.
 */
export function placeAfter(after: string | null | undefined, isPlace: (text: string) => boolean = isId): string {
  if (after === null || after === undefined) return '';
  if (isPlace(after)) return after;
  throw badInput(reject('cursor-is-malformed', 'Give the endCursor of the page before as after.'));
}

function isId(text: string): boolean {
  return !isRejection(parseId(text));
}

/** The largest page of any list. */
export const PAGE_SIZE_MAX = 100;

export function pageSize(first: number | null | undefined): number {
  if (first === null || first === undefined) return 20;
  if (!Number.isInteger(first) || first < 0 || first > PAGE_SIZE_MAX) {
    throw new GraphQLError(`first must be between 0 and ${PAGE_SIZE_MAX}.`, {
      extensions: { code: 'BAD_USER_INPUT', reason: 'page-is-too-large' },
    });
  }
  return first;
}
