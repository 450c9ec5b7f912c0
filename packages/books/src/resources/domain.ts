import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { type Instant, type Rejection, reject } from '@hubgraph/kernel';
import { isResourceCode, RESOURCE_EXPONENT_MAX, type ResourceKind } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';

/** The treasurer says what else is counted in the books, beside money. */
export interface DeclareResource extends Command {
  readonly type: 'DeclareResource';
  /** As `HOURS`; accounts and entries have it where others have a currency. */
  readonly code: string;
  readonly kind: ResourceKind;
  /** Decimal places of its least unit, for ever: 2 counts hundredths of an hour. */
  readonly exponent: number;
  readonly name: TextRef;
}

export interface ResourceDeclared extends Event {
  readonly type: 'ResourceDeclared';
  readonly code: string;
  readonly kind: ResourceKind;
  readonly exponent: number;
  readonly name: TextRef;
}

/** Something that is counted and is no money: hours, goods in kind, places in trainings, data. */
export interface Resource {
  readonly code: string;
  readonly kind: ResourceKind;
  readonly exponent: number;
  readonly name: TextRef;
  readonly declaredAt: Instant;
}

/** In order of precedence. */
export type ResourceRejectionCode =
  | 'resource-code-is-malformed'
  | 'resource-exponent-is-out-of-range'
  | 'resource-exists-with-different-kind'
  | 'resource-exists-with-different-exponent'
  | 'resource-exists';

export function decideDeclareResource(
  { code, kind, exponent, name }: DeclareResource,
  existing: Resource | undefined,
): ResourceDeclared[] | Rejection<ResourceRejectionCode> {
  if (!isResourceCode(code)) {
    return reject(
      'resource-code-is-malformed',
      'A code has 4 to 16 capital letters, digits and hyphens, begins with a letter and does not end with a hyphen, as HOURS.',
    );
  }
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > RESOURCE_EXPONENT_MAX) {
    return reject(
      'resource-exponent-is-out-of-range',
      `A resource has 0 to ${RESOURCE_EXPONENT_MAX} decimal places, not ${exponent}.`,
    );
  }
  if (existing !== undefined && existing.kind !== kind) {
    return reject('resource-exists-with-different-kind', `${code} is declared as ${existing.kind}, and stays so.`);
  }
  if (existing !== undefined && existing.exponent !== exponent) {
    return reject(
      'resource-exists-with-different-exponent',
      `${code} is declared with ${existing.exponent} decimal places, and stays so.`,
    );
  }
  if (existing !== undefined) return reject('resource-exists', `${code} is declared already; nothing was changed.`);
  return [{ type: 'ResourceDeclared', code, kind, exponent, name }];
}

export const resource = defineEntity<Resource, ResourceDeclared>({
  kind: 'resource',
  concerns: (event) => (event.type === 'ResourceDeclared' ? [event.code] : []),
  evolve: (_state, { event: { type: _, ...facts }, at }) => ({ ...facts, declaredAt: at }),
});

export const commands = [
  defineCommand<DeclareResource, Resource | undefined, ResourceDeclared>({
    type: 'DeclareResource',
    load: (read, { code }) => read.entity<Resource>('resource', code),
    decide: decideDeclareResource,
  }),
];
