import { invariant } from '@hubgraph/kernel';
import { addToAccount, applyEntry } from './apply.ts';
import type { LedgerEvent } from './events.ts';
import type { Account } from './types.ts';

/**
 * The account after an event that concerns it: opened, closed, or touched by an entry (an entry that does not touch it
 * leaves it as it is). @throws {HubgraphError} `ERR_INVARIANT` if the account was never opened.
 */
export function evolve(account: Account | undefined, event: LedgerEvent): Account {
  if (event.type === 'AccountOpened') return event.account;
  invariant(account !== undefined, `a ${event.type} on an account that was never opened`);
  if (event.type === 'AccountClosed') return { ...account, status: 'CLOSED' };
  if (event.type === 'PeriodClosed') return account;
  const { accounts } = applyEntry(event);
  const delta = accounts.find(({ path, currency }) => path === account.path && currency === account.currency);
  return delta === undefined ? account : addToAccount(account, delta);
}
