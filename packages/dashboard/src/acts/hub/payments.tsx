import { dayOf } from '@hubgraph/kernel';
import { Amount, T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, type Prepared, tokensOf } from '../act.ts';
import { moneyIn } from '../field.ts';
import {
  AwardForm,
  type AwardFormQuery,
  CloseAward,
  PayAward,
  PaymentForm,
  type PaymentFormQuery,
  ReportSpending,
  ReturnUnspent,
} from './grants.generated.ts';

type Award = NonNullable<AwardFormQuery['award']>;
type Payment = NonNullable<PaymentFormQuery['payment']>;

/** The treasurer pays what the committee granted, in whole or in part. */
export const payAward: ActDefinition = {
  name: 'payAward',
  prepare: (visit, id) =>
    onAward(visit, id, ({ permissions, amount, unpaid }) => ({
      permission: permissions?.pay ?? null,
      fields: [{ kind: 'amount', name: 'amount', label: 'amount', currency: amount.currency }],
      defaults: { amount: unpaid?.decimal ?? '' },
    })),
  async carryOut(visit, award, { values, fields, idempotencyKey }) {
    const input = { idempotencyKey, award, amount: moneyIn(fields, values, 'amount') };
    const answer = await visit.graph.ask(PayAward, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.payAward, (payment) => `/grants/${payment.award?.application?.id ?? award}`);
  },
};

/** What was granted and not paid is free again. */
export const closeAward: ActDefinition = {
  name: 'closeAward',
  prepare: (visit, id) =>
    onAward(visit, id, ({ permissions }) => ({ permission: permissions?.close ?? null, fields: [] })),
  async carryOut(visit, award, { idempotencyKey }) {
    const answer = await visit.graph.ask(CloseAward, { input: { idempotencyKey, award } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.closeAward, (closed) => `/grants/${closed.application?.id ?? award}`);
  },
};

/** A team reports what it spent, with the digest of the receipt. */
export const reportSpending: ActDefinition = {
  name: 'reportSpending',
  prepare: (visit, id) =>
    onPayment(visit, id, ({ permissions, amount }) => ({
      permission: permissions?.reportSpending ?? null,
      fields: [
        { kind: 'amount', name: 'amount', label: 'amount', currency: amount.currency },
        { kind: 'day', name: 'spentOn', label: 'spentOn' },
        { kind: 'longText', name: 'about', label: 'about', hint: 'aboutHint', lengthMax: 1_000 },
        { kind: 'digest', name: 'contentHash', label: 'contentHash', hint: 'contentHashHint' },
      ],
      defaults: { spentOn: dayOf(visit.now) },
    })),
  async carryOut(visit, payment, { values, fields, idempotencyKey }) {
    const { spentOn = '', about = '', contentHash = '' } = values;
    const input = { idempotencyKey, payment, amount: moneyIn(fields, values, 'amount'), spentOn, about, contentHash };
    const answer = await visit.graph.ask(ReportSpending, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.reportSpending, ({ id }) => `/thread/${id}`);
  },
};

/** The treasurer books what a team sent back. */
export const returnUnspent: ActDefinition = {
  name: 'returnUnspent',
  prepare: (visit, id) =>
    onPayment(visit, id, ({ permissions, amount, unspent }) => ({
      permission: permissions?.returnUnspent ?? null,
      fields: [{ kind: 'amount', name: 'amount', label: 'amount', currency: amount.currency }],
      defaults: { amount: unspent?.decimal ?? '' },
    })),
  async carryOut(visit, payment, { values, fields, idempotencyKey }) {
    const input = { idempotencyKey, payment, amount: moneyIn(fields, values, 'amount') };
    const answer = await visit.graph.ask(ReturnUnspent, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.returnUnspent, ({ id }) => `/thread/${id}`);
  },
};

type Form = Pick<Prepared, 'permission' | 'fields' | 'defaults'>;
type WithAmount<Thing extends { readonly amount: unknown }> = Thing & { readonly amount: NonNullable<Thing['amount']> };

/** What every form about an award shows; null where there is none, or where its hub does not say what it is over. */
async function onAward(visit: Visit, id: string, form: (award: WithAmount<Award>) => Form): Promise<Prepared | null> {
  const award = (await visit.graph.ask(AwardForm, { award: id }, tokensOf(visit))).data?.award;
  if (award?.amount == null) return null;
  const back = `/grants/${award.application?.id ?? id}`;
  return { node: homeOf(id), about: <AboutAward of={award} />, back, ...form({ ...award, amount: award.amount }) };
}

/** As {@link onAward}, for a payment. */
async function onPayment(visit: Visit, id: string, form: (of: WithAmount<Payment>) => Form): Promise<Prepared | null> {
  const payment = (await visit.graph.ask(PaymentForm, { payment: id }, tokensOf(visit))).data?.payment;
  if (payment?.amount == null) return null;
  const back = `/grants/${payment.award?.application?.id ?? id}`;
  return {
    node: homeOf(id),
    about: <AboutPayment of={payment} />,
    back,
    ...form({ ...payment, amount: payment.amount }),
  };
}

function AboutAward({ of }: { readonly of: Award }) {
  return (
    <>
      <p>
        <strong>
          <Written text={of.application?.title ?? null} />
        </strong>
      </p>
      {of.amount !== null && of.unpaid !== null && (
        <p>
          <T
            id="act.payAward.granted"
            team={<bdi key="team">{of.team?.name ?? of.team?.id}</bdi>}
            amount={<Amount key="amount" of={of.amount} />}
            unpaid={<Amount key="unpaid" of={of.unpaid} />}
          />
        </p>
      )}
      <p>
        <Written text={of.reason} />
      </p>
    </>
  );
}

function AboutPayment({ of }: { readonly of: Payment }) {
  return (
    <>
      <p>
        <strong>
          <Written text={of.award?.application?.title ?? null} />
        </strong>
      </p>
      {of.amount !== null && of.unspent !== null && (
        <p>
          <T
            id="act.reportSpending.paid"
            team={<bdi key="team">{of.award?.team?.name ?? of.award?.team?.id}</bdi>}
            amount={<Amount key="amount" of={of.amount} />}
            unspent={<Amount key="unspent" of={of.unspent} />}
          />
        </p>
      )}
    </>
  );
}
