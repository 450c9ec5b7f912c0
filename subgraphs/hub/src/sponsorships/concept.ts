import { fundBalancesOf, fundByCode, GENERAL_FUND, sliceOf } from '@hubgraph/books';
import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { type Id, sha256 } from '@hubgraph/kernel';
import { type Concept, registryOf, sdl } from '@hubgraph/node';
import { acceptStateOf } from '@hubgraph/transfers';
import { NO_PAYOUT } from '../expenses/payees/domain.ts';
import { expenseOf, expensePayoutOf } from '../expenses/requests/views.ts';
import { teamBooksOf, unfiledOf } from '../team-books/views.ts';
import { teamOf } from '../teams/views.ts';
import {
  type ConsentToSponsorship,
  type DeclineSponsorship,
  decideConsentToSponsorship,
  decideDeclineSponsorship,
  decideOfferTeamSponsorship,
  type OfferTeamSponsorship,
  payOut,
} from './by-team.ts';
import {
  type AnswerDirection,
  type DirectPayment,
  decideAnswerDirection,
  decideDirectPayment,
  directionOf,
  hasOpenDirections,
  heldByTeams,
  paymentDirection,
} from './directions.ts';
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
} from './domain.ts';
import { filingsOf, heldOf } from './held.ts';
import { arrivedOf, arrivedParts, arrivedSponsorship, movedTransfer, movingWords, sponsorshipMoved } from './moving.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { type SponsorshipState, sponsoredFund, sponsorship, teamApproval, teamSponsorship } from './state.ts';
import { homeOf } from './terms.ts';
import {
  sponsorshipList,
  sponsorshipOf,
  sponsorshipOfFund,
  sponsorshipOfTeam,
  statementOf,
  teamApprovalOf,
} from './views.ts';
import { waitingSponsorships } from './waiting.ts';

/** Whose team the command is about, for the rules of the policy. */
interface Scoped {
  readonly scope: { readonly team: string | undefined; readonly sponsor?: string };
}

const scopeOf = (found: SponsorshipState | undefined): Scoped => ({
  scope: { team: found?.team, ...(found?.sponsor === undefined ? {} : { sponsor: found.sponsor }) },
});

/** What another offer goes on with: given by another hub, or held at this one before. */
const beforeOf = (read: Reader, continues: Id | undefined) =>
  continues === undefined
    ? { arrived: undefined, before: undefined }
    : { arrived: arrivedOf(read, continues), before: sponsorshipOf(read, continues) };

/** A hub holds a team's money as a fund of its own; the team sees and directs it. */
export const sponsorships: Concept = {
  name: 'sponsorships',
  policy,
  events: {
    SponsorshipOffered: 'SEALED',
    SponsorshipAccepted: 'PUBLIC',
    SponsorshipAgreed: 'SEALED',
    SponsorshipConsented: 'PUBLIC',
    SponsorshipDeclined: 'SEALED',
    PaymentDirected: 'SEALED',
    DirectionAnswered: 'SEALED',
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
        ...beforeOf(read, continues),
      }),
      decide: decideOfferSponsorship,
    }),
    defineCommand<OfferTeamSponsorship, Parameters<typeof decideOfferTeamSponsorship>[1], Event>({
      type: 'OfferTeamSponsorship',
      load: (read, { sponsor, team, continues }) => ({
        sponsor: teamOf(read, sponsor),
        books: teamBooksOf(read, sponsor),
        team: teamOf(read, team),
        ownBooks: teamBooksOf(read, team),
        current: sponsorshipOfTeam(read, team),
        ...beforeOf(read, continues),
      }),
      decide: decideOfferTeamSponsorship,
    }),
    defineCommand<ConsentToSponsorship, Parameters<typeof decideConsentToSponsorship>[1], Event>({
      type: 'ConsentToSponsorship',
      load(read, { sponsorship: id, at }) {
        const found = sponsorshipOf(read, id);
        const { arrived, before } = beforeOf(read, found?.continues);
        const plan = teamBooksOf(read, found?.sponsor ?? '');
        const unfiled = plan === undefined ? [] : unfiledOf(read, plan, at, { from: plan.since, to: '9999-12-31' });
        const held = before && { state: before, balances: fundBalancesOf(read, before.fund ?? '') };
        return {
          sponsorship: found,
          arrived,
          ...{ books: plan, ownBooks: teamBooksOf(read, found?.team ?? '') },
          isLate: unfiled.some(({ status }) => status === 'LATE'),
          payout: () => payOut(held, { home: homeOf(id) ?? '', at, slice: sliceOf(read, at) }),
        };
      },
      decide: decideConsentToSponsorship,
    }),
    defineCommand<DeclineSponsorship, Parameters<typeof decideDeclineSponsorship>[1] & Scoped, Event>({
      type: 'DeclineSponsorship',
      load(read, { sponsorship: id }) {
        const found = sponsorshipOf(read, id);
        return { sponsorship: found, ...scopeOf(found) };
      },
      decide: decideDeclineSponsorship,
    }),
    defineCommand<DirectPayment, Parameters<typeof decideDirectPayment>[1] & Scoped, Event>({
      type: 'DirectPayment',
      load(read, { sponsorship: id }) {
        const found = sponsorshipOf(read, id);
        return { sponsorship: found, ...scopeOf(found) };
      },
      decide: decideDirectPayment,
    }),
    defineCommand<AnswerDirection, Parameters<typeof decideAnswerDirection>[1] & Scoped, Event>({
      type: 'AnswerDirection',
      load(read, { direction: id }) {
        const found = directionOf(read, id);
        return { direction: found, ...scopeOf(sponsorshipOf(read, found?.sponsorship ?? '')) };
      },
      decide: decideAnswerDirection,
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
          ...scopeOf(found),
        };
      },
      decide: decideAcceptSponsorship,
    }),
    defineCommand<BookSponsoredIncome, Parameters<typeof decideBookSponsoredIncome>[1], Event>({
      type: 'BookSponsoredIncome',
      load: (read, { sponsorship: id, at }) => ({
        sponsorship: sponsorshipOf(read, id),
        arrived: arrivedOf(read, sponsorshipOf(read, id)?.continues ?? ''),
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
        const payout = expense === undefined ? NO_PAYOUT : expensePayoutOf(read, expense);
        const approvedTurn = teamApprovalOf(read, id)?.turn;
        return { expense, payout, sponsorship: of, approvedTurn, scope: { team: of?.team } };
      },
      decide: decideApproveExpenseForTeam,
    }),
    defineCommand<EndSponsorship, Ending & Scoped, Event>({
      type: 'EndSponsorship',
      load(read, { sponsorship: id, to, at }) {
        const found = sponsorshipOf(read, id);
        const { lines, text } = found === undefined ? { lines: 0, text: '' } : statementOf(read, found);
        const nodes = registryOf(read)?.registry.nodes ?? [];
        const payer = nodes.find((node) => node.id === homeOf(id));
        const payee = nodes.find((node) => node.id === to);
        return {
          sponsorship: found,
          balances: fundBalancesOf(read, found?.fund ?? ''),
          ...{ lines, statementDigest: sha256(text) },
          prepare: { payer, payee, slice: sliceOf(read, at) },
          ...scopeOf(found),
          ...(found?.sponsor === undefined ? {} : { held: endingOf(read, found, { payee, to, at }) }),
        };
      },
      decide: decideEndSponsorship,
    }),
  ],
  entities: [
    ...[sponsorship, teamSponsorship, sponsoredFund, teamApproval, paymentDirection],
    ...[arrivedSponsorship, movedTransfer],
  ],
  projections: [sponsorshipList, heldByTeams, arrivedParts],
  waiting: waitingSponsorships,
  receives: { 'sponsorship-moved': sponsorshipMoved },
  sends: movingWords,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** What the filed books of a sponsoring team say as it ends. */
function endingOf(
  read: Reader,
  found: SponsorshipState,
  {
    payee,
    to,
    at,
  }: { readonly payee: { readonly status: string } | undefined; readonly to?: string | undefined; readonly at: number },
) {
  return {
    hasMoney: heldOf(read, found, at).balances.some(({ amountMinor }) => amountMinor !== 0n),
    filings: filingsOf(read, found),
    hasOpenDirections: hasOpenDirections(read, found.id),
    isNextKnown: to === homeOf(found.id) || payee?.status === 'authorised',
  };
}
