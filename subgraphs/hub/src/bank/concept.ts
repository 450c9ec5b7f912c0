import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, sdl } from '@hubgraph/node';
import {
  type BankEvent,
  type BindBankAccount,
  type BookBankLine,
  bankAccount,
  bankLine,
  bankMatch,
  bankStatement,
  type ConfirmBankMatch,
  decideBindBankAccount,
  decideBookBankLine,
  decideConfirmBankMatch,
  decideImportBankStatement,
  decideUndoBankMatch,
  type ImportBankStatement,
  type MatchSides,
  type StatementsSoFar,
  type UndoBankMatch,
} from './domain.ts';
import { policy, reads } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { bankAccountOf, bankLineOf, bankLists, bankMatchOf, bindingOf, matchSides, statementsSoFar } from './views.ts';

/** What banks say, and which entries of the books it is. */
export const bank: Concept = {
  name: 'bank',
  policy,
  reads,
  events: {
    BankAccountBound: 'SEALED',
    BankStatementImported: 'SEALED',
    BankLineImported: 'SEALED',
    BankMatchConfirmed: 'SEALED',
    BankMatchUndone: 'SEALED',
  },
  commands: [
    defineCommand<BindBankAccount, Parameters<typeof decideBindBankAccount>[1], BankEvent>({
      type: 'BindBankAccount',
      load: bindingOf,
      decide: decideBindBankAccount,
    }),
    defineCommand<ImportBankStatement, StatementsSoFar, BankEvent>({
      type: 'ImportBankStatement',
      load: statementsSoFar,
      decide: decideImportBankStatement,
    }),
    defineCommand<ConfirmBankMatch, MatchSides, BankEvent>({
      type: 'ConfirmBankMatch',
      load: (read, command) => matchSides(read, command.bankAccount),
      decide: decideConfirmBankMatch,
    }),
    defineCommand<UndoBankMatch, Parameters<typeof decideUndoBankMatch>[1], BankEvent>({
      type: 'UndoBankMatch',
      load: (read, command) => ({ match: bankMatchOf(read, command.match) }),
      decide: decideUndoBankMatch,
    }),
    defineCommand<BookBankLine, Parameters<typeof decideBookBankLine>[1], Event>({
      type: 'BookBankLine',
      load(read, command) {
        const line = bankLineOf(read, command.line);
        return { line, account: bankAccountOf(read, line?.bankAccount ?? ''), slice: sliceOf(read, command.at) };
      },
      decide: decideBookBankLine,
    }),
  ],
  entities: [bankAccount, bankStatement, bankLine, bankMatch],
  projections: [bankLists],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
