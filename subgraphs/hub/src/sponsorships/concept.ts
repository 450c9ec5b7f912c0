import { fundBalancesOf, fundByCode, GENERAL_FUND, sliceOf } from '@hubgraph/books';
import { defineCommand, type Event } from '@hubgraph/journal';
import { isRejection, parseId, sha256 } from '@hubgraph/kernel';
import { type Concept, registryOf, sdl } from '@hubgraph/node';
import { acceptStateOf } from '@hubgraph/transfers';
import { expenseOf, expensePayoutOf } from '../expenses/requests/views.ts';
import { teamOf } from '../teams/views.ts';
import {
  type AcceptSponsorship,
  type ApproveExpenseForTeam,
  type BookSponsoredIncome,
  decideAcceptSponsorship,
  decideApproveExpenseForTeam,
  decideBookSponsoredIncome,
  decideEndSponsorship,
  decideOfferSponsorship,
  type Ending,
  type EndSponsorship,
  type OfferSponsorship,
  sponsoredFund,
  sponsorship,
  teamApproval,
  teamSponsorship,
} from './domain.ts';
import { arrivedOf, arrivedParts, arrivedSponsorship, movedTransfer, movingWords, sponsorshipMoved } from './moving.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { approvedTurnOf, sponsorshipOf, sponsorshipOfFund, sponsorshipOfTeam, statementOf } from './views.ts';

/** Whose team the command is about, for the rules of the policy. */
interface Scoped {
  readonly scope: { readonly team: string | undefined };
}

/** A hub holds a team's money as a fund of its own; the team sees and directs it. */
export const sponsorships: Concept = {
  name: 'sponsorships',
  policy,
  events: {
    SponsorshipOffered: 'SEALED',
    SponsorshipAccepted: 'PUBLIC',
    ExpenseApprovedForTeam: 'SEALED',
    SponsorshipEnded: 'PUBLIC',
    SponsorshipArrived: 'SEALED',
  },
  commands: [
    defineCommand<OfferSponsorship, Parameters<typeof decideOfferSponsorship>[1], Event>({
      type: 'OfferSponsorship',
      load: (read, { team, continues }) => ({
        team: teamOf(read, team),
        current: sponsorshipOfTeam(read, team),
        arrived: continues === undefined ? undefined : arrivedOf(read, continues),
      }),
      decide: decideOfferSponsorship,
    }),
    defineCommand<AcceptSponsorship, Parameters<typeof decideAcceptSponsorship>[1] & Scoped, Event>({
      type: 'AcceptSponsorship',
      load(read, { sponsorship: id, at }) {
        const found = sponsorshipOf(read, id);
        return {
          sponsorship: found,
          team: teamOf(read, found?.team ?? ''),
          arrived: found?.continues === undefined ? undefined : arrivedOf(read, found.continues),
          accept: (transfer) => acceptStateOf(read, transfer, at),
          scope: { team: found?.team },
        };
      },
      decide: decideAcceptSponsorship,
    }),
    defineCommand<BookSponsoredIncome, Parameters<typeof decideBookSponsoredIncome>[1], Event>({
      type: 'BookSponsoredIncome',
      load: (read, { sponsorship: id, at }) => ({
        sponsorship: sponsorshipOf(read, id),
        general: fundByCode(read, GENERAL_FUND),
        slice: sliceOf(read, at),
      }),
      decide: decideBookSponsoredIncome,
    }),
    defineCommand<ApproveExpenseForTeam, Parameters<typeof decideApproveExpenseForTeam>[1] & Scoped, Event>({
      type: 'ApproveExpenseForTeam',
      load(read, { expense: id }) {
        const expense = expenseOf(read, id);
        const of = expense === undefined ? undefined : sponsorshipOfFund(read, expense.fund);
        const owners = expense === undefined ? [] : expensePayoutOf(read, expense).owners;
        return { expense, owners, sponsorship: of, approvedTurn: approvedTurnOf(read, id), scope: { team: of?.team } };
      },
      decide: decideApproveExpenseForTeam,
    }),
    defineCommand<EndSponsorship, Ending & Scoped, Event>({
      type: 'EndSponsorship',
      load(read, { sponsorship: id, to, at }) {
        const found = sponsorshipOf(read, id);
        const { lines, text } = found === undefined ? { lines: 0, text: '' } : statementOf(read, found);
        const parts = parseId(id);
        const nodes = registryOf(read)?.registry.nodes ?? [];
        const payer = isRejection(parts) ? undefined : nodes.find((node) => node.id === parts.home);
        return {
          sponsorship: found,
          balances: fundBalancesOf(read, found?.fund ?? ''),
          lines,
          statementDigest: sha256(text),
          prepare: { payer, payee: nodes.find((node) => node.id === to), slice: sliceOf(read, at) },
          scope: { team: found?.team },
        };
      },
      decide: decideEndSponsorship,
    }),
  ],
  entities: [sponsorship, teamSponsorship, sponsoredFund, teamApproval, arrivedSponsorship, movedTransfer],
  projections: [arrivedParts],
  receives: { 'sponsorship-moved': sponsorshipMoved },
  sends: movingWords,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
