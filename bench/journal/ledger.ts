import { join } from 'node:path';
import { type Command, defineCommand, defineEntity, type Event, Journal, type JournalOptions } from '@hubgraph/journal';
import { isRejection, realWorld } from '@hubgraph/kernel';
import type { Store } from '@hubgraph/store';

interface Post extends Command {
  readonly type: 'Post';
  readonly account: string;
  readonly amountMinor: bigint;
}
interface Posted extends Event {
  readonly type: 'Posted';
  readonly account: string;
  readonly amountMinor: bigint;
}
interface Account {
  readonly balanceMinor: bigint;
  readonly postings: number;
}

const ACCOUNTS = 1_000;
export const NODE = 'bench';

/** The smallest ledger there is: a command with one public event, decided on the state of one account, folded into it. */
const post = defineCommand<Post, Account | undefined, Posted>({
  type: 'Post',
  load: (read, { account }) => read.entity<Account>('account', account),
  decide: ({ account, amountMinor }) => [{ type: 'Posted', account, amountMinor }],
});
const account = defineEntity<Account, Posted>({
  kind: 'account',
  concerns: (event) => (event.type === 'Posted' ? [event.account] : []),
  evolve: (state, { event }) => ({
    balanceMinor: (state?.balanceMinor ?? 0n) + event.amountMinor,
    postings: (state?.postings ?? 0) + 1,
  }),
});

export function openLedger(folder: string, store: Store, options: Partial<JournalOptions> = {}): Promise<Journal> {
  return Journal.open({
    world: realWorld(),
    node: NODE,
    store,
    viewsPath: join(folder, 'views.db'),
    commands: [post],
    entities: [account],
    projections: [],
    events: { Posted: 'PUBLIC' },
    ...options,
  });
}

/** One command; `turn` tells it from all others of this run. */
export async function postOnce(journal: Journal, turn: number): Promise<void> {
  const command: Post = {
    type: 'Post',
    at: 1_767_225_600_000 + turn,
    by: `${NODE}:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF`,
    account: `account-${turn % ACCOUNTS}`,
    amountMinor: BigInt(100 + (turn % 900)),
  };
  const outcome = await journal.handle(command, { commandId: `post-${turn}`, fingerprint: 'bench' });
  if (isRejection(outcome)) throw new Error(outcome.message);
}
