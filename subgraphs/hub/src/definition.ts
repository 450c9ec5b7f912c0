import { booksConcept } from '@hubgraph/books';
import { hubRouterDirectives } from '@hubgraph/hub-router';
import { commonTypeDefs, type NodeDefinition } from '@hubgraph/node';
import { transfersConcept } from '@hubgraph/transfers';
import { agreements } from './agreements/concept.ts';
import { bank } from './bank/concept.ts';
import { charters } from './charters/concept.ts';
import { disbursements } from './disbursements/concept.ts';
import { expenses } from './expenses/concept.ts';
import { grants } from './grants/concept.ts';
import { hubProfile } from './hub-profile/concept.ts';
import { imports } from './imports/concept.ts';
import { learnings } from './learnings/concept.ts';
import { paymentFiles } from './payment-files/concept.ts';
import { offices, roles } from './roles.ts';
import { sponsorships } from './sponsorships/concept.ts';
import { teamBooks } from './team-books/concept.ts';
import { filedByTeams } from './team-books/filed.ts';
import { teams } from './teams/concept.ts';
import { tracing } from './tracing/concept.ts';

/** A hub's node: its teams, coaches, funds, grants and books. All hubs run this, over their own data. */
export const hub: NodeDefinition = {
  kind: 'hub',
  roles,
  offices,
  concepts: [
    hubProfile,
    charters,
    agreements,
    teams,
    learnings,
    booksConcept({ root: 'hub', filed: filedByTeams }),
    transfersConcept({ root: 'hub' }),
    disbursements,
    ...grants,
    ...expenses,
    tracing,
    imports,
    bank,
    paymentFiles,
    sponsorships,
    teamBooks,
  ],
  typeDefs: `${commonTypeDefs}\n${hubRouterDirectives.replaceAll('@federation__inaccessible', '@inaccessible')}`,
};
