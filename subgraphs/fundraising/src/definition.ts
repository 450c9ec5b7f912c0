import { booksConcept } from '@hubgraph/books';
import { commonTypeDefs, type NodeDefinition } from '@hubgraph/node';
import { transfersConcept } from '@hubgraph/transfers';
import { allocations } from './allocations/concept.ts';
import { campaigns } from './campaigns/concept.ts';
import { disbursements } from './disbursements/concept.ts';
import { disbursementsAsTransfers } from './disbursements/transfers.ts';
import { frameworks } from './frameworks/concept.ts';
import { roles } from './roles.ts';
import { tracing } from './tracing/concept.ts';

/** The fundraising node of the Basic Support System: campaigns, donations, allocations by framework, disbursements. */
export const fundraising: NodeDefinition = {
  kind: 'fundraising',
  roles,
  concepts: [
    booksConcept({ root: 'support' }),
    campaigns,
    frameworks,
    allocations,
    disbursements,
    transfersConcept({ root: 'support', elsewhere: { disbursement: disbursementsAsTransfers } }),
    tracing,
  ],
  typeDefs: commonTypeDefs,
};
