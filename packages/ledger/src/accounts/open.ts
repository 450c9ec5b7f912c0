import { reject } from '@hubgraph/kernel';
import { typeOfPath } from '../chart.ts';
import type { OpenAccount } from '../commands.ts';
import { exponentOf, isResourceCode } from '../commodities.ts';
import { checkPath } from '../entries/check-form.ts';
import type { LedgerEvent } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Slice } from '../types.ts';

/** Decides on opening an account. */
export function open(command: OpenAccount, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  const { at, path, currency, limit, name } = command;
  const exponent = exponentOf(currency, slice);
  if (exponent === undefined && isResourceCode(currency)) {
    return reject('resource-is-unknown', `There is no resource ${currency}; declare it first.`);
  }
  if (exponent === undefined) {
    return reject('currency-is-unknown', `"${currency.slice(0, 10)}" is not a currency of ISO 4217.`);
  }
  const type = typeOfPath(path);
  if (type === undefined) return checkPath(path) ?? [];
  const existing = slice.account(path, currency);
  if (existing?.status === 'CLOSED') {
    return reject('account-is-closed', `The account ${path} in ${currency} was closed and stays closed.`);
  }
  if (existing !== undefined && existing.limit !== limit) {
    return reject(
      'account-exists-with-different-limit',
      `The account ${path} in ${currency} is open with ${existing.limit ?? 'no limit'}.`,
    );
  }
  if (existing !== undefined) return reject('account-exists', `The account ${path} in ${currency} is open.`);
  return [
    {
      type: 'AccountOpened',
      at,
      account: {
        path,
        type,
        currency,
        exponent,
        ...(limit === undefined ? {} : { limit }),
        ...(name === undefined ? {} : { name }),
        status: 'OPEN',
        debitsPendingMinor: 0n,
        debitsPostedMinor: 0n,
        creditsPendingMinor: 0n,
        creditsPostedMinor: 0n,
      },
    },
  ];
}
