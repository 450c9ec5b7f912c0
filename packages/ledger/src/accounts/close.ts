import { formatDecimal, reject } from '@hubgraph/kernel';
import type { CloseAccount } from '../commands.ts';
import type { LedgerEvent } from '../events.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Slice } from '../types.ts';

/** Decides on closing an account. */
export function close(command: CloseAccount, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  const { at, path, currency } = command;
  const account = slice.account(path, currency);
  const name = `${path.slice(0, 80)} in ${currency.slice(0, 10)}`;
  if (account === undefined) return reject('account-is-unknown', `There is no account ${name}.`);
  if (account.status === 'CLOSED') return reject('account-is-closed', `The account ${name} was closed.`);
  if (account.debitsPendingMinor !== 0n || account.creditsPendingMinor !== 0n) {
    return reject('account-has-pending-entries', `Pending entries wait on the account ${name}.`);
  }
  const balanceMinor = account.debitsPostedMinor - account.creditsPostedMinor;
  if (balanceMinor !== 0n) {
    return reject(
      'account-balance-is-not-zero',
      `The account ${name} holds ${formatDecimal(balanceMinor, account.exponent)}.`,
    );
  }
  return [{ type: 'AccountClosed', at, path, currency }];
}
