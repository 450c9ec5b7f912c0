import type { PageDefinition } from '../../page.ts';
import { decision } from '../decision/page.tsx';
import { decisions } from '../decisions/page.tsx';
import { grant } from '../grant/page.tsx';
import { hub } from '../hub/page.tsx';
import { hubGrants, hubGrantsBefore, hubLearnings, hubTeams } from '../hub-lists/pages.tsx';
import { hubs } from '../hubs/page.tsx';
import { team } from '../team/page.tsx';

/** Hubs with what belongs to them, and the council's decisions. */
export const places: readonly PageDefinition[] = [
  hubs,
  hub,
  hubTeams,
  hubGrants,
  hubGrantsBefore,
  hubLearnings,
  team,
  grant,
  decisions,
  decision,
];
