import { tokensOf } from '../../acts/act.ts';
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
  CAST_VOTE: 'castVote',
  CLOSE_MOTION: 'closeMotion',
  ALLOCATE: 'allocateFunds',
  DISBURSE: 'disburse',
  OFFER_AGREEMENT: 'offerAgreement',
};

/** The form in which it is done, and what the form is about; undefined where the page has none. */
export function formFor({
  kind,
  subject,
  part,
}: Waiting): { readonly act: string; readonly about: string } | undefined {
  const act = ACTS[kind];
  return act === undefined ? undefined : { act, about: part === null ? subject : `${subject} ${part}` };
}
