import { close } from './accounts/close.ts';
import { open } from './accounts/open.ts';
import type { LedgerCommand } from './commands.ts';
import { enter } from './entries/enter.ts';
import { resolve } from './entries/resolve.ts';
import { reverse } from './entries/reverse.ts';
import type { LedgerEvent } from './events.ts';
import { closePeriod } from './periods/close.ts';
import type { LedgerRejection } from './rejections.ts';
import type { Slice } from './types.ts';

/**
 * Decides on a command, given what the books hold: the events to append (exactly one), or the first rule of
 * `LEDGER_REJECTIONS` that the command breaks. Total and pure: it never throws on any input of these types.
 */
export function decide(command: LedgerCommand, slice: Slice): readonly LedgerEvent[] | LedgerRejection {
  switch (command.type) {
    case 'OpenAccount':
      return open(command, slice);
    case 'CloseAccount':
      return close(command, slice);
    case 'ClosePeriod':
      return closePeriod(command, slice);
    case 'PostEntry':
    case 'PrepareEntry':
      return enter(command, slice);
    case 'PostPending':
    case 'VoidPending':
    case 'ExpirePending':
      return resolve(command, slice);
    case 'ReverseEntry':
      return reverse(command, slice);
  }
}
