import { isRejection, parseId } from '@hubgraph/kernel';
import type { OfferedAct } from '../components/acts.tsx';
import type { Visit } from '../visit.tsx';
import { tokensOf } from './act.ts';
import { entryToAct, permissionToClose } from './hub/books.tsx';
import { postingAt } from './hub/posting.tsx';
import {
  AgreementAtHub,
  OffersAtBank,
  OffersAtExpenses,
  OffersAtHub,
  OffersOnAllocation,
  OffersOnApplication,
  OffersOnDisbursement,
  OffersOnExpense,
  OffersOnMotion,
  OffersOnTeam,
} from './offers.generated.ts';
import { sponsorshipsOffered } from './offers-on-sponsorships.ts';

type Offers = Promise<readonly OfferedAct[]>;

/** What whoever is signed in may do with a motion. */
export async function offersOnMotion(visit: Visit): Offers {
  const about = visit.params['motion'] ?? '';
  const { data } = await visit.graph.ask(OffersOnMotion, { motion: about }, tokensOf(visit));
  const permissions = data?.motion?.permissions;
  return [
    { act: 'castVote', about, permission: permissions?.castVote },
    { act: 'closeMotion', about, permission: permissions?.close },
  ];
}

/** At a hub; its newest agreement that is offered is the one to sign. */
export async function offersAtHub(visit: Visit): Offers {
  const hub = visit.params['hub'] ?? '';
  const agreements = await visit.graph.ask(AgreementAtHub, { hub });
  const offered = agreements.data?.trademarkAgreements.nodes.findLast(({ status }) => status === 'OFFERED')?.id;
  const { data } = await visit.graph.ask(OffersAtHub, { hub, agreement: offered ?? '' }, tokensOf(visit));
  return [
    { act: 'formTeam', about: hub, permission: data?.hub?.permissions?.formTeam },
    ...(offered === undefined
      ? []
      : [{ act: 'signAgreement', about: offered, permission: data?.hub?.permissions?.signTrademarkAgreement }]),
    { act: 'offerAgreement', about: hub, permission: data?.hub?.trademarkPermissions?.offerAgreement },
    { act: 'proposeMotion', about: hub, permission: data?.councilPermissions?.proposeMotion },
  ];
}

/** With a team: what it is recognised for is offered only once it is. */
export async function offersOnTeam(visit: Visit): Offers {
  const about = visit.params['team'] ?? '';
  const { data } = await visit.graph.ask(OffersOnTeam, { team: about }, tokensOf(visit));
  const permissions = data?.team?.permissions;
  return [
    data?.team?.status === 'FORMED'
      ? { act: 'recogniseTeam', about, permission: permissions?.recognise }
      : { act: 'applyForFunds', about, permission: permissions?.applyForFunds },
    { act: 'assignCoach', about, permission: permissions?.assignCoach },
    data?.team?.ownBooks == null
      ? { act: 'recordIncorporation', about, permission: permissions?.recordIncorporation }
      : { act: 'fileTeamBooks', about, permission: data.team.ownBooks.permissions?.file },
    ...(await sponsorshipsOffered(visit, about)),
  ];
}

/** With an application, then with what was granted and paid on it. */
export async function offersOnApplication(visit: Visit): Offers {
  const about = visit.params['grant'] ?? '';
  const { data } = await visit.graph.ask(OffersOnApplication, { application: about }, tokensOf(visit));
  const award = data?.application?.award;
  if (award == null) return [{ act: 'decideApplication', about, permission: data?.application?.permissions?.decide }];
  const payments = (award.payments ?? []).flatMap(({ id, permissions }) => [
    { act: 'reportSpending', about: id, permission: permissions?.reportSpending },
    { act: 'returnUnspent', about: id, permission: permissions?.returnUnspent },
  ]);
  return [
    { act: 'payAward', about: award.id, permission: award.permissions?.pay },
    { act: 'closeAward', about: award.id, permission: award.permissions?.close },
    ...payments,
  ];
}

/** Beside the list of a hub's expenses. */
export async function offersAtExpenses(visit: Visit): Offers {
  const about = visit.params['hub'] ?? '';
  const { data } = await visit.graph.ask(OffersAtExpenses, { hub: about }, tokensOf(visit));
  const hub = data?.hub;
  const me = hub?.payeeForMe;
  return [
    { act: 'submitExpense', about, permission: hub?.permissions?.submitExpense },
    ...(me == null ? [] : [{ act: 'changePayee', about: me.id, permission: me.permissions?.change }]),
    { act: 'setApprovalRule', about, permission: hub?.permissions?.setApprovalRule },
    { act: 'setProtectedCountries', about, permission: hub?.permissions?.setProtectedCountries },
  ];
}

/** Beside the books of a node. */
export async function offersAtBooks(visit: Visit): Offers {
  const about = visit.params['node'] ?? '';
  const [posting, permission] = await Promise.all([postingAt(visit, about), permissionToClose(visit, about)]);
  return [
    { act: 'postEntry', about, permission: posting?.permission },
    { act: 'closePeriod', about, permission },
  ];
}

/** With an entry of some books. */
export async function offersOnEntry(visit: Visit): Offers {
  const { node = '', '*': id = '' } = visit.params;
  const entry = await entryToAct(visit, node, id);
  const about = `${node} ${id}`;
  if (entry?.status === 'PENDING') {
    return [
      { act: 'postPendingEntry', about, permission: entry.permissions?.post },
      { act: 'voidPendingEntry', about, permission: entry.permissions?.void },
    ];
  }
  return [{ act: 'reverseEntry', about, permission: entry?.permissions?.reverse }];
}

/** Beside what the bank says; each account makes files of its own. */
export async function offersAtBank(visit: Visit): Offers {
  const about = visit.params['hub'] ?? '';
  const { data } = await visit.graph.ask(OffersAtBank, { hub: about }, tokensOf(visit));
  const hub = data?.hub;
  const accounts = hub?.bank?.accounts ?? [];
  const bind = { act: 'bindBankAccount', about, permission: hub?.permissions?.bindBankAccount };
  if (accounts.length === 0) return [bind];
  return [
    { act: 'importBankStatement', about, permission: hub?.permissions?.importBankStatement },
    ...accounts.map(({ id, ledgerAccount, permissions }) => ({
      act: 'makePaymentFile',
      about: id,
      permission: permissions?.makePaymentFile,
      ...(accounts.length === 1 ? {} : { name: ledgerAccount }),
    })),
    bind,
  ];
}

/** What is told to those who lead no team, or another one: it is no step of theirs. */
const NOT_OF_ONES_TEAM: ReadonlySet<string> = new Set([
  'role-is-missing',
  'sign-in-is-needed',
  'expense-is-not-of-the-team',
]);

/** With an expense, in the order of its steps. */
export async function offersOnExpense(visit: Visit): Offers {
  const about = visit.params['expense'] ?? '';
  const { data } = await visit.graph.ask(OffersOnExpense, { expense: about }, tokensOf(visit));
  const permissions = data?.expense?.permissions;
  const payee = data?.expense?.payee;
  const mayReview = permissions?.review?.allowed === true;
  const forTeam = permissions?.approveForTeam;
  const review = { act: 'reviewExpense', about, permission: mayReview ? permissions?.review : permissions?.sendBack };
  return [
    ...(mayReview ? [review] : []),
    ...(NOT_OF_ONES_TEAM.has(forTeam?.code ?? '')
      ? []
      : [{ act: 'approveExpenseForTeam', about, permission: forTeam }]),
    { act: 'approveExpense', about, permission: permissions?.approve },
    { act: 'payExpense', about, permission: permissions?.pay },
    ...(mayReview ? [] : [review]),
    { act: 'refuseExpense', about, permission: permissions?.refuse },
    { act: 'attachReceipt', about, permission: permissions?.attachReceipt },
    { act: 'editExpense', about, permission: permissions?.edit },
    { act: 'returnExpensePayment', about, permission: permissions?.returnPayment },
    ...(data?.expense?.kind === 'ADVANCE'
      ? [{ act: 'clearAdvance', about, permission: permissions?.clearAdvance }]
      : []),
    { act: 'withdrawExpense', about, permission: permissions?.withdraw },
    ...(payee == null || payee.permissions?.change?.allowed !== true
      ? []
      : [
          {
            act: 'changePayee',
            about: payee.id,
            permission: payee.permissions.change,
            ...(payee.name === null ? {} : { name: payee.name }),
          },
        ]),
    ...(data?.expense?.receipts ?? []).map(({ id, about: what, permissions: may }, n) => ({
      act: 'publishReceiptCopy',
      about: `${about} ${id}`,
      permission: may?.publishCopy,
      name: what ?? String(n + 1),
    })),
  ];
}

/** With what a thread begins at, where that can be acted upon: an allocation's parts, a payment to a hub on its way. */
export async function offersOnThread(visit: Visit): Offers {
  const about = visit.params['id'] ?? '';
  const id = parseId(about);
  if (isRejection(id)) return [];
  if (id.kind === 'allocation') {
    const { data } = await visit.graph.ask(OffersOnAllocation, { allocation: about }, tokensOf(visit));
    return (data?.allocation?.parts ?? []).map(({ hub, permissions }) => ({
      act: 'disburse',
      about: `${about} ${hub.id}`,
      permission: permissions?.disburse,
      name: hub.name ?? hub.id,
    }));
  }
  if (id.kind !== 'disbursement') return [];
  const { data } = await visit.graph.ask(OffersOnDisbursement, { disbursement: about }, tokensOf(visit));
  return [{ act: 'cancelDisbursement', about, permission: data?.disbursement?.permissions?.cancel }];
}
