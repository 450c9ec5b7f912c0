import { dayOf } from '@hubgraph/kernel';
import type { ReactNode } from 'react';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Status } from '../../components/status.tsx';
import { Amount, Day, Moment, Purpose, T } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import { minorOf, moneyOf, placesOf } from '../../money/sums.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Prepared, pathOfAct, tokensOf } from '../act.ts';
import { moneyIn } from '../field.ts';
import {
  AcceptSupportTransfer,
  AcceptTransfer,
  CancelSupportTransfer,
  CancelTransfer,
  ConfirmSettlement,
  ConfirmSupportSettlement,
  type FundsToUseFragment,
  RefuseSupportTransfer,
  RefuseTransfer,
  SettleSupportTransfer,
  SettleTransfer,
  TransferOfHub,
  TransferOfSupport,
  type TransferToActFragment,
} from './transfers.generated.ts';
import { fundOptions, sendTransfer } from './transfers.tsx';

/** What a payer is told: codes for which the page has words. */
const REASONS = ['not-agreed', 'wrong-amount', 'wrong-purpose', 'sent-twice', 'meant-for-another', 'other'] as const;

/** The treasurer of the payee takes a transfer into the books. The subject of all of these is the node that acts, then the transfer. */
export const acceptTransfer: ActDefinition = {
  name: 'acceptTransfer',
  prepare: (visit, about) =>
    onTransfer(visit, about, ({ permissions }, funds) => {
      const open = funds?.nodes.filter(({ status }) => status !== 'CLOSED') ?? [];
      return {
        permission: permissions?.accept ?? null,
        note: permissions?.refuse?.allowed && (
          <p>
            <T
              id="act.acceptTransfer.orRefuse"
              link={(parts) => (
                <Link key="link" to={pathOfAct('refuseTransfer')} query={{ about }}>
                  {parts}
                </Link>
              )}
            />
          </p>
        ),
        fields: [{ kind: 'select', name: 'fund', label: 'fund', hint: 'fundHint', options: fundOptions(visit, open) }],
        defaults: { fund: open.find(({ code }) => code === 'general')?.id ?? '' },
      };
    }),
  carryOut(visit, about, { values: { fund = '' }, idempotencyKey }) {
    const { node, transfer } = subjectOf(about);
    return sendTransfer(visit, node, [AcceptTransfer, AcceptSupportTransfer], { idempotencyKey, transfer, fund });
  },
};

/** The treasurer of the payee does not take it, and says why. */
export const refuseTransfer: ActDefinition = {
  name: 'refuseTransfer',
  prepare: (visit, about) =>
    onTransfer(visit, about, ({ permissions }) => ({
      permission: permissions?.refuse ?? null,
      fields: [
        {
          kind: 'choice',
          name: 'reasonCode',
          label: 'reason',
          hint: 'reasonHint',
          options: REASONS.map((value) => ({ value, text: translate(visit.locale, `transfers.reasonCode.${value}`) })),
        },
      ],
    })),
  carryOut(visit, about, { values: { reasonCode = '' }, idempotencyKey }) {
    const { node, transfer } = subjectOf(about);
    const input = { idempotencyKey, transfer, reasonCode };
    return sendTransfer(visit, node, [RefuseTransfer, RefuseSupportTransfer], input);
  },
};

/** The treasurer of the payer takes it back, until the payee has accepted. */
export const cancelTransfer: ActDefinition = {
  name: 'cancelTransfer',
  prepare: (visit, about) =>
    onTransfer(visit, about, ({ permissions }) => ({ permission: permissions?.cancel ?? null, fields: [] })),
  carryOut(visit, about, { idempotencyKey }) {
    const { node, transfer } = subjectOf(about);
    return sendTransfer(visit, node, [CancelTransfer, CancelSupportTransfer], { idempotencyKey, transfer });
  },
};

/** The treasurer of the payer books what the bank has paid for it. */
export const settleTransfer: ActDefinition = {
  name: 'settleTransfer',
  prepare: (visit, about) =>
    onTransfer(visit, about, ({ permissions, amount, paid }) => {
      const owed = amount === null ? null : moneyOf(minorOf(amount) - minorOf(paid), amount.currency, placesOf(amount));
      return {
        permission: permissions?.settle ?? null,
        note: owed !== null && (
          <p>
            <T id="act.settleTransfer.owed" amount={<Amount key="amount" of={owed} />} />
          </p>
        ),
        fields: [
          { kind: 'amount', name: 'amount', label: 'amount', currency: amount?.currency ?? '' },
          { kind: 'day', name: 'day', label: 'day', hint: 'dayHint' },
        ],
        defaults: { amount: minorOf(owed) > 0n ? (owed?.decimal ?? '') : '', day: dayOf(visit.now) },
      };
    }),
  carryOut(visit, about, { values, fields, idempotencyKey }) {
    const { node, transfer } = subjectOf(about);
    const amount = moneyIn(fields, values, 'amount');
    const input = { idempotencyKey, transfer, amount, day: values['day'] ?? '' };
    return sendTransfer(visit, node, [SettleTransfer, SettleSupportTransfer], input);
  },
};

/** The treasurer of the payee sees it at the bank. The subject is the node, the transfer, then the payment. */
export const confirmSettlement: ActDefinition = {
  name: 'confirmSettlement',
  async prepare(visit, about) {
    const { settlement: wanted } = subjectOf(about);
    let isThere = true;
    const prepared = await onTransfer(visit, about, ({ settlements }) => {
      const payment = settlements.find(({ id }) => id === wanted);
      isThere = payment !== undefined;
      return {
        permission: payment?.permissions?.confirm ?? null,
        note: payment !== undefined && (
          <p>
            <T
              id="act.confirmSettlement.paid"
              amount={<Amount key="amount" of={payment.amount} />}
              day={<Day key="day" of={payment.day} />}
            />
          </p>
        ),
        fields: [{ kind: 'day', name: 'day', label: 'day', hint: 'dayHint' }],
        defaults: { day: dayOf(visit.now) },
      };
    });
    return isThere ? prepared : null;
  },
  carryOut(visit, about, { values: { day = '' }, idempotencyKey }) {
    const { node, settlement } = subjectOf(about);
    const input = { idempotencyKey, settlement, day };
    return sendTransfer(visit, node, [ConfirmSettlement, ConfirmSupportSettlement], input);
  },
};

function subjectOf(about: string): { readonly node: string; readonly transfer: string; readonly settlement: string } {
  const [node = '', transfer = '', settlement = ''] = about.split(' ');
  return { node, transfer, settlement };
}

type Transfer = TransferToActFragment;

/** A transfer as one node has it, for whoever is signed in there; null where the node does not know it. */
export async function transferAt(
  visit: Visit,
  node: string,
  transfer: string,
): Promise<{ readonly transfer: Transfer; readonly funds: FundsToUseFragment['funds'] | null } | null> {
  const tokens = tokensOf(visit);
  if (node === SUPPORT_BOOKS) {
    const { data } = await visit.graph.ask(TransferOfSupport, { transfer }, tokens);
    const found = data?.supportTransfer;
    return found == null ? null : { transfer: found, funds: data?.supportBooks?.funds ?? null };
  }
  const { data } = await visit.graph.ask(TransferOfHub, { hub: node, transfer }, tokens);
  const found = data?.hub?.transfer;
  return found == null ? null : { transfer: found, funds: data?.hub?.books?.funds ?? null };
}

/** What every form about a transfer shows. */
async function onTransfer(
  visit: Visit,
  about: string,
  form: (
    transfer: Transfer,
    funds: FundsToUseFragment['funds'] | null,
  ) => Pick<Prepared, 'permission' | 'fields' | 'defaults'> & { readonly note?: ReactNode },
): Promise<Prepared | null> {
  const { node, transfer: id } = subjectOf(about);
  const found = await transferAt(visit, node, id);
  if (found === null) return null;
  const { note, ...prepared } = form(found.transfer, found.funds);
  return {
    node,
    about: (
      <>
        <AboutTransfer of={found.transfer} />
        {note}
      </>
    ),
    back: `/books/${node}/transfers/${id}`,
    ...prepared,
  };
}

function AboutTransfer({ of }: { readonly of: Transfer }) {
  const { amount, end, peer, status, purpose, expiresAt } = of;
  const isOpen = status === 'PREPARED' || status === 'OFFERED';
  return (
    <>
      <p>
        <strong>{amount !== null && <Amount of={amount} />}</strong>{' '}
        <T id={end === 'PAYER' ? 'transfers.to' : 'transfers.from'} node={<Entity key="node" id={peer} isPlain />} />
      </p>
      <Facts
        of={[
          { term: 'books.status', value: <Status area="transfers.status" code={status} /> },
          { term: 'money.cut.purpose', value: purpose !== null && <Purpose code={purpose} /> },
          { term: 'transfers.expires', value: isOpen && expiresAt !== null && <Moment of={expiresAt} /> },
        ]}
      />
    </>
  );
}
