import type { Accepted } from '@hubgraph/journal';
import type { CurrencyCode, Rejection } from '@hubgraph/kernel';
import { actorValue, badInput, dateTime, type MoneyValue, moneyValue, type RequestContext } from '@hubgraph/node';
import { ownId } from '../own-id.ts';

/** Money as a client writes it. */
export interface MoneyInput {
  readonly decimal: string;
  readonly currency: string;
}

/** Refuses an argument that is not the id of such a thing of this hub. */
export function checkArgument(context: RequestContext, id: string, kind: string): void {
  const refusal: Rejection | undefined = ownId(context, id, kind);
  if (refusal !== undefined) throw badInput(refusal);
}

/** The id that the first event of a command gives to what it made. */
export function madeIn({ events }: Accepted, name: string): string {
  return String((events[0] as unknown as Readonly<Record<string, unknown>>)[name]);
}

export function money(amountMinor: bigint | undefined, currency: CurrencyCode | undefined): MoneyValue | null {
  return amountMinor === undefined || currency === undefined ? null : moneyValue({ amountMinor, currency });
}

export function moment(instant: number | undefined): string | null {
  return instant === undefined ? null : dateTime(instant);
}

export function actor(by: string | undefined, context: RequestContext) {
  return by === undefined ? null : actorValue(by, context);
}
