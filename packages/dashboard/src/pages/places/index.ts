import type { PageDefinition } from '../../page.ts';
import { paymentFile } from '../bank/file.ts';
import { bank } from '../bank/page.tsx';
import { campaign } from '../campaign/page.tsx';
import { charter } from '../charter/page.tsx';
import { decision } from '../decision/page.tsx';
import { decisions } from '../decisions/page.tsx';
import { receiptFile } from '../expenses/file.ts';
import { hubExpenses } from '../expenses/list.tsx';
import { expense } from '../expenses/page.tsx';
import { exportedApplications, exportedEntries, exportedGrants, exportedJournal } from '../exports/files.ts';
import { exports } from '../exports/page.tsx';
import { framework } from '../framework/page.tsx';
import { grant } from '../grant/page.tsx';
import { hub } from '../hub/page.tsx';
import { hubGrants, hubGrantsBefore, hubLearnings, hubTeams } from '../hub-lists/pages.tsx';
import { hubs } from '../hubs/page.tsx';
import { learning } from '../learning/page.tsx';
import { learnings } from '../learnings/page.tsx';
import { search } from '../search/page.tsx';
import { team } from '../team/page.tsx';

/** Hubs with what belongs to them, and the council's decisions. */
export const places: readonly PageDefinition[] = [
  hubs,
  hub,
  hubTeams,
  hubGrants,
  hubGrantsBefore,
  hubLearnings,
  bank,
  hubExpenses,
  expense,
  paymentFile,
  receiptFile,
  team,
  grant,
  decisions,
  decision,
  framework,
  campaign,
  learnings,
  learning,
  charter,
  search,
  exports,
  exportedEntries,
  exportedJournal,
  exportedApplications,
  exportedGrants,
];
