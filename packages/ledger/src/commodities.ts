import { currencyExponent } from '@hubgraph/kernel';
import type { Slice } from './types.ts';

/** What resources are: hours of people, goods and services in kind, places in trainings, data. */
export const RESOURCE_KINDS = ['STAFF_TIME', 'IN_KIND', 'TRAINING', 'DATA'] as const;

/** One of {@link RESOURCE_KINDS}. */
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** The most decimal places of a resource. */
export const RESOURCE_EXPONENT_MAX = 6;

/** True for what can be the code of a resource: 4 to 16 characters, so that it is never a currency of ISO 4217. */
export function isResourceCode(code: string): boolean {
  return /^[A-Z][A-Z0-9-]{2,14}[A-Z0-9]$/.test(code);
}

/** Decimal places of a currency or of a resource that was declared; undefined for any other code. */
export function exponentOf(code: string, slice: Pick<Slice, 'resource'>): number | undefined {
  return isResourceCode(code) ? slice.resource(code)?.exponent : currencyExponent(code);
}
