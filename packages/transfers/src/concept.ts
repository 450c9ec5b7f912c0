import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Concept, sdl } from '@hubgraph/node';
import { acceptanceCommands, acceptanceRule } from './acceptance/domain.ts';
import { answersWith } from './paying/answers.ts';
import { paidTransfer, payingCommands } from './paying/domain.ts';
import { wordsOf } from './paying/statements.ts';
import { policy } from './policy.ts';
import { receivedTransfer } from './receiving/domain.ts';
import { answersOf, receives, receivingCommands } from './receiving/statements.ts';
import { reconciliationResolvers } from './reconciliation/resolvers.ts';
import { reconciliationTypeDefs } from './reconciliation/type-defs.ts';
import { resolversFor, rootsFor } from './resolvers.ts';
import {
  settledTransfer,
  settlement,
  settlementsReceived,
  settlementWordsOf,
  settlingCommands,
} from './settling/domain.ts';
import { type Elsewhere, overdue, transferList } from './views.ts';
import { waitingTransfers } from './waiting.ts';

/** Whose transfers these are: a hub's are at `Hub`, those of the Basic Support System at `Query.support…`. */
export interface TransfersOptions {
  readonly root: 'hub' | 'support';
  /** Payments that are transfers under another name at their payer, by the kind of their ids. */
  readonly elsewhere?: Elsewhere;
}

/** Money between this node's books and those of others. It needs the books, and to be paid a fund `general`. */
export function transfersConcept({ root, elsewhere = {} }: TransfersOptions): Concept {
  const answers = Object.fromEntries(Object.entries(elsewhere).map(([kind, one]) => [kind, one.answers]));
  return {
    name: 'transfers',
    policy,
    events: {
      TransferPrepared: 'PUBLIC',
      TransferPosted: 'PUBLIC',
      TransferConfirmed: 'PUBLIC',
      TransferReleased: 'PUBLIC',
      TransferExpired: 'PUBLIC',
      AnswerContradicted: 'PUBLIC',
      TransferOffered: 'PUBLIC',
      TransferAccepted: 'PUBLIC',
      TransferRefused: 'PUBLIC',
      TransferBooked: 'PUBLIC',
      TransferVoided: 'PUBLIC',
      TransferContradicted: 'PUBLIC',
      AcceptanceRuleSet: 'PUBLIC',
      SettlementPaid: 'PUBLIC',
      SettlementStated: 'PUBLIC',
      SettlementArrived: 'PUBLIC',
      SettlementConfirmed: 'PUBLIC',
    },
    commands: [...payingCommands, ...receivingCommands, ...settlingCommands, ...acceptanceCommands],
    entities: [receivedTransfer, paidTransfer, settlement, settledTransfer, acceptanceRule],
    projections: [transferList(elsewhere)],
    receives: { ...receives, ...answersWith(answers), ...settlementsReceived },
    sends: (recorded, read) => [
      ...wordsOf(recorded, read),
      ...answersOf(recorded, read),
      ...settlementWordsOf(recorded.event, recorded.at),
    ],
    waiting: waitingTransfers(elsewhere),
    due: (read, now) =>
      overdue(read, now).map((id) => ({
        commandId: `expire:${id}`,
        type: 'ExpireTransfer',
        payload: { transfer: id },
      })),
    typeDefs: [
      sdl(import.meta.dirname),
      reconciliationTypeDefs,
      readFileSync(join(import.meta.dirname, `${root}.graphql`), 'utf8'),
    ].join('\n'),
    resolvers: {
      ...resolversFor(elsewhere),
      ...rootsFor(root, elsewhere),
      ...reconciliationResolvers(root, elsewhere),
    },
  };
}
