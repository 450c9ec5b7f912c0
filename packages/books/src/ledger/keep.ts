import { isRejection, type Rejection } from '@hubgraph/kernel';
import {
  decide,
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
  const [only] = commands;
  if (only !== undefined && commands.length === 1) return decideOpening(only, slice, alsoOpen);
  const ahead = new SliceAhead(slice);
  const events: LedgerEvent[] = [];
  for (const command of commands) {
    const decision = decideOpening(command, ahead, alsoOpen);
    if (isRejection(decision)) return decision;
    for (const event of decision) {
      ahead.apply(event);
      events.push(event);
    }
  }
  return events;
}

/** Decides one command, and opens before it what it needs. */
function decideOpening(
  command: LedgerCommand,
  slice: Slice,
  alsoOpen: readonly string[],
): readonly LedgerEvent[] | Rejection {
  const isMissing = ({ account, currency }: Posting): boolean => slice.account(account, currency) === undefined;
  if (!('postings' in command) || !command.postings.some(isMissing)) return decide(command, slice);
  return decideLinked([...openMissing(slice, command.postings, command.at, alsoOpen), command], slice);
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
