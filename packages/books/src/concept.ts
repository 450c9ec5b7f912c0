import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Concept, type GraphQLResolverMap, type RequestContext, sdl } from '@hubgraph/node';
import { commands as budgetCommands } from './budgets/commands.ts';
import { budget } from './budgets/domain.ts';
import { budgetMutations, mayPlan } from './budgets/mutations.ts';
import { budgetResolvers } from './budgets/resolvers.ts';
import { budgetList, budgetOf } from './budgets/views.ts';
import { bookExports } from './exports.ts';
import type { FiledBooks } from './finance/cells.ts';
import { financeResolvers } from './finance/resolvers.ts';
import { financeTypeDefs } from './finance/type-defs.ts';
import { type Fund, fund, fundCode, commands as fundCommands, upcasts as fundUpcasts } from './funds/domain.ts';
import { fundList } from './funds/views.ts';
import { isOwnEntry, commands as ledgerCommands } from './ledger/domain.ts';
import { overdue } from './ledger/lists.ts';
import { BOOKS, ledgerProjection } from './ledger/views.ts';
import { mutations } from './mutations.ts';
import { bookPermissions } from './permissions.ts';
import { policyOf } from './policy.ts';
import { postingsOf, resolvers } from './resolvers.ts';
import { resource, commands as resourceCommands } from './resources/domain.ts';
import { resourceResolvers } from './resources/resolvers.ts';
import { resourceList } from './resources/views.ts';

/**
 * Whose books these are. A hub's are at `Hub.books`, and its SDL uses the directives of the hub router, which the hub's
 * own SDL must define, as must `type Hub`. Those of the Basic Support System are at `Query.supportBooks`. Root fields
 * differ because in federation one subgraph alone may answer each.
 */
export interface BooksOptions {
  readonly root: 'hub' | 'support';
  /** The books of other legal entities that are filed with the node; it states them beside its own. */
  readonly filed?: FiledBooks;
}

/** The books of a node: funds, accounts, entries, and the node's part of movement-wide figures. */
export function booksConcept({ root, filed }: BooksOptions): Concept {
  const roots = root === 'hub' ? hubRoots : supportRoots;
  const finance = financeResolvers(root === 'hub' ? 'hubs' : 'support', filed);
  return {
    name: 'books',
    policy: policyOf(root),
    events: {
      FundOpened: 'PUBLIC',
      ...(root === 'hub' ? ({ FundCountriesSealed: 'SEALED' } as const) : {}),
      AccountOpened: 'PUBLIC',
      AccountClosed: 'PUBLIC',
      EntryPosted: 'PUBLIC',
      EntryPrepared: 'PUBLIC',
      PendingPosted: 'PUBLIC',
      PendingVoided: 'PUBLIC',
      PendingExpired: 'PUBLIC',
      PeriodClosed: 'PUBLIC',
      ResourceDeclared: 'PUBLIC',
      BudgetPlanned: 'PUBLIC',
      BudgetRevised: 'PUBLIC',
      BudgetWithdrawn: 'PUBLIC',
    },
    upcasts: fundUpcasts,
    commands: [...fundCommands, ...resourceCommands, ...ledgerCommands, ...budgetCommands],
    entities: [fund, fundCode, resource, budget],
    projections: [ledgerProjection, fundList, resourceList, budgetList],
    exports: bookExports,
    due: (read, now) =>
      overdue(read, now)
        .filter(isOwnEntry)
        .map((entry) => ({ commandId: `expire:${entry}`, type: 'ExpireEntry', payload: { entry } })),
    typeDefs: [
      sdl(import.meta.dirname),
      sdl(join(import.meta.dirname, 'resources')),
      sdl(join(import.meta.dirname, 'statements')),
      sdl(join(import.meta.dirname, 'budgets')),
      financeTypeDefs,
      readFileSync(join(import.meta.dirname, `${root}.graphql`), 'utf8'),
    ].join('\n'),
    resolvers: { ...resolvers, ...resourceResolvers, ...budgetResolvers(postingsOf), ...finance, ...roots },
  };
}

const fundById = (_: unknown, { id }: { id: string }, { read }: RequestContext) =>
  read.entity<Fund>('fund', id) ?? null;

const budgetById = (_: unknown, { id }: { id: string }, { read }: RequestContext) => budgetOf(read, id) ?? null;

const permissions = { ...bookPermissions, planBudget: mayPlan };

const hubRoots: GraphQLResolverMap<RequestContext> = {
  Query: { fund: fundById, budget: budgetById },
  Mutation: { ...mutations, ...budgetMutations },
  HubPermissions: permissions,
  Hub: {
    books: ({ id }: { id: string }, _: unknown, { node }) => (id === node.config.id ? BOOKS : null),
  },
};

const supportRoots: GraphQLResolverMap<RequestContext> = {
  Query: { supportBooks: () => BOOKS, supportFund: fundById, supportBudget: budgetById },
  Mutation: {
    openSupportFund: mutations.openFund,
    declareSupportResource: mutations.declareResource,
    openSupportAccount: mutations.openAccount,
    closeSupportAccount: mutations.closeAccount,
    closeSupportPeriod: mutations.closePeriod,
    postSupportEntry: mutations.postEntry,
    postSupportEntries: mutations.postEntries,
    prepareSupportEntry: mutations.prepareEntry,
    postPendingSupportEntry: mutations.postPendingEntry,
    voidPendingSupportEntry: mutations.voidPendingEntry,
    exchangeSupportMoney: mutations.exchangeMoney,
    reverseSupportEntry: mutations.reverseEntry,
    planSupportBudget: budgetMutations.planBudget,
    reviseSupportBudget: budgetMutations.reviseBudget,
    withdrawSupportBudget: budgetMutations.withdrawBudget,
  },
  FundraisingPermissions: permissions,
};
