import { isRejection, type Rejection } from '@hubgraph/kernel';
import {
  decideLinked,
  type LedgerCommand,
  type LedgerEvent,
  type Posting,
  type Slice,
  SliceAhead,
  STANDARD_CHART,
} from '@hubgraph/ledger';

/**
 * Decides several ledger commands as one: all events, or the first refusal and nothing. Each command sees what the ones
 * before it did. Accounts that an entry needs and that are in the standard chart (or below one of `alsoOpen`) are opened
 * on the way.
 * @example `const kept = keep(slice, [{ type: 'PostEntry', … }]); if (isRejection(kept)) return kept;`
 */
export function keep(
  slice: Slice,
  commands: readonly LedgerCommand[],
  alsoOpen: readonly string[] = [],
): readonly LedgerEvent[] | Rejection {
  const ahead = new SliceAhead(slice);
  const events: LedgerEvent[] = [];
  for (const command of commands) {
    const opened = 'postings' in command ? openMissing(ahead, command.postings, command.at, alsoOpen) : [];
    const decision = decideLinked([...opened, command], ahead);
    if (isRejection(decision)) return decision;
    if (commands.length === 1) return decision;
    for (const event of decision) {
      ahead.apply(event);
      events.push(event);
    }
  }
  return events;
}

function openMissing(
  slice: Slice,
  postings: readonly Posting[],
  at: number,
  alsoOpen: readonly string[],
): LedgerCommand[] {
  const missing = postings.filter(({ account, currency }) => slice.account(account, currency) === undefined);
  const commands = new Map<string, LedgerCommand>();
  for (const { account: path, currency } of missing) {
    const line = STANDARD_CHART.find((one) => one.path === path);
    if (line === undefined && !alsoOpen.includes(path)) continue;
    const limit = line?.limit === undefined ? {} : { limit: line.limit };
    commands.set(`${path} ${currency}`, { type: 'OpenAccount', at, path, currency, ...limit });
  }
  return [...commands.values()];
}
