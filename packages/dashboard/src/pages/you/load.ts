import { type Permission, tokensOf } from '../../acts/act.ts';
import type { OfferedAct } from '../../components/acts.tsx';
import type { Visit } from '../../visit.tsx';
import {
  WaitingAtCouncil,
  WaitingAtFundraising,
  WaitingAtHub,
  WaitingAtTrademark,
  type WaitingHereFragment,
} from './waiting.generated.ts';

export type WaitingHere = WaitingHereFragment;

/** What waits at one node for whoever is signed in there; null where the node does not answer. */
export async function waitingAt(visit: Visit, node: string): Promise<WaitingHere | null> {
  const { graph } = visit;
  const tokens = tokensOf(visit);
  switch (node) {
    case 'council':
      return (await graph.ask(WaitingAtCouncil, {}, tokens)).data?.councilAccess ?? null;
    case 'fundraising':
      return (await graph.ask(WaitingAtFundraising, {}, tokens)).data?.fundraisingAccess ?? null;
    case 'trademark':
      return (await graph.ask(WaitingAtTrademark, {}, tokens)).data?.trademarkAccess ?? null;
    default:
      return (await graph.ask(WaitingAtHub, { hub: node }, tokens)).data?.hub?.access ?? null;
  }
}

type Waiting = WaitingHere['waiting']['nodes'][number];

const ACTS: Readonly<Record<Waiting['kind'], string>> = {
  SIGN_AGREEMENT: 'signAgreement',
  RECOGNISE_TEAM: 'recogniseTeam',
  ASSIGN_COACH: 'assignCoach',
  DECIDE_APPLICATION: 'decideApplication',
  PAY_AWARD: 'payAward',
  REPORT_SPENDING: 'reportSpending',
  REVIEW_EXPENSE: 'reviewExpense',
  APPROVE_EXPENSE: 'approveExpense',
  APPROVE_EXPENSE_FOR_TEAM: 'approveExpenseForTeam',
  COMPLETE_EXPENSE: 'editExpense',
  ATTACH_RECEIPT: 'attachReceipt',
  PAY_EXPENSE: 'payExpense',
  CAST_VOTE: 'castVote',
  CLOSE_MOTION: 'closeMotion',
  ALLOCATE: 'allocateFunds',
  DISBURSE: 'disburse',
  OFFER_AGREEMENT: 'offerAgreement',
  DECIDE_TRANSFER: 'acceptTransfer',
  SETTLE_TRANSFER: 'settleTransfer',
  CONFIRM_SETTLEMENT: 'confirmSettlement',
  ACCEPT_SPONSORSHIP: 'acceptSponsorship',
  CONSENT_TO_SPONSORSHIP: 'consentToSponsorship',
  ANSWER_DIRECTION: 'answerDirection',
  FILE_TEAM_BOOKS: 'fileTeamBooks',
  LATE_TEAM_BOOKS: 'fileTeamBooks',
};

/** A transfer has one id in the books of both ends: its forms are told in whose books they act. */
const OF_A_NODE: ReadonlySet<string> = new Set(['DECIDE_TRANSFER', 'SETTLE_TRANSFER', 'CONFIRM_SETTLEMENT']);

/** The form in which it is done, and what the form is about; undefined for a kind that is newer than the page. */
export function formFor(
  { kind, subject, part }: Waiting,
  node: string,
): { readonly act: string; readonly about: string } | undefined {
  const act: string | undefined = ACTS[kind];
  if (act === undefined) return undefined;
  const words = [...(OF_A_NODE.has(kind) ? [node] : []), subject, ...(part === null ? [] : [part])];
  return { act, about: words.join(' ') };
}

const SHOWN_AT_THE_DOOR = 3;

/** The oldest things that wait for whoever is signed in, wherever they are, for the top of the first page. */
export async function offersWaiting(visit: Visit): Promise<readonly OfferedAct[]> {
  const people = visit.signedIn?.people ?? [];
  const lists = await Promise.all(people.map(async ({ node }) => ({ node, here: await waitingAt(visit, node) })));
  return lists
    .flatMap(({ node, here }) => (here?.waiting.nodes ?? []).map((one) => ({ node, one })))
    .sort((a, b) => (a.one.since ?? '').localeCompare(b.one.since ?? ''))
    .flatMap(({ node, one }) => {
      const form = formFor(one, node);
      const name = one.title ?? one.part;
      return form === undefined ? [] : [{ ...form, permission: MAY, ...(name === null ? {} : { name }) }];
    })
    .slice(0, SHOWN_AT_THE_DOOR);
}

/** What waits for somebody is what they may do: the node says nothing else. */
const MAY: Permission = { allowed: true, code: null, reason: null };
