import { dayOf } from '@hubgraph/kernel';
import { Amount, T, Written } from '../../components/words.tsx';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { homeOf } from '../home.ts';
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
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(AwardForm, { award: id }, tokensOf(visit));
    const award = data?.award;
    if (award == null) return null;
    return {
      node: homeOf(id),
      permission: award.permissions?.pay ?? null,
      about: <AboutAward of={award} />,
      fields: [{ kind: 'amount', name: 'amount', label: 'amount', currency: award.amount?.currency ?? 'USD' }],
      defaults: { amount: award.unpaid?.decimal ?? '' },
      back: `/grants/${award.application?.id ?? id}`,
    };
  },
  async carryOut(visit, award, { amount = '' }, idempotencyKey) {
    const { data } = await visit.graph.ask(AwardForm, { award }, tokensOf(visit));
    const currency = data?.award?.amount?.currency ?? 'USD';
    const input = { idempotencyKey, award, amount: { decimal: amount, currency } };
    const answer = await visit.graph.ask(PayAward, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.payAward, (payment) => `/grants/${payment.award?.application?.id ?? award}`);
  },
};

/** What was granted and not paid is free again. */
export const closeAward: ActDefinition = {
  name: 'closeAward',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(AwardForm, { award: id }, tokensOf(visit));
    const award = data?.award;
    if (award == null) return null;
    return {
      node: homeOf(id),
      permission: award.permissions?.close ?? null,
      about: <AboutAward of={award} />,
      fields: [],
      back: `/grants/${award.application?.id ?? id}`,
    };
  },
  async carryOut(visit, award, _, idempotencyKey) {
    const answer = await visit.graph.ask(CloseAward, { input: { idempotencyKey, award } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.closeAward, (closed) => `/grants/${closed.application?.id ?? award}`);
  },
};

/** A team reports what it spent, with the digest of the receipt. */
export const reportSpending: ActDefinition = {
  name: 'reportSpending',
  async prepare(visit, id) {
    const payment = await paymentOf(visit, id);
    if (payment == null) return null;
    return {
      node: homeOf(id),
      permission: payment.permissions?.reportSpending ?? null,
      about: <AboutPayment of={payment} />,
      fields: [
        { kind: 'amount', name: 'amount', label: 'amount', currency: payment.amount?.currency ?? 'USD' },
        { kind: 'day', name: 'spentOn', label: 'spentOn' },
        { kind: 'longText', name: 'about', label: 'about', hint: 'aboutHint', lengthMax: 1_000 },
        { kind: 'digest', name: 'contentHash', label: 'contentHash', hint: 'contentHashHint' },
      ],
      defaults: { spentOn: dayOf(visit.now) },
      back: `/grants/${payment.award?.application?.id ?? id}`,
    };
  },
  async carryOut(visit, payment, values, idempotencyKey) {
    const { amount = '', spentOn = '', about = '', contentHash = '' } = values;
    const currency = (await paymentOf(visit, payment))?.amount?.currency ?? 'USD';
    const input = { idempotencyKey, payment, amount: { decimal: amount, currency }, spentOn, about, contentHash };
    const answer = await visit.graph.ask(ReportSpending, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.reportSpending, ({ id }) => `/thread/${id}`);
  },
};

/** The treasurer books what a team sent back. */
export const returnUnspent: ActDefinition = {
  name: 'returnUnspent',
  async prepare(visit, id) {
    const payment = await paymentOf(visit, id);
    if (payment == null) return null;
    return {
      node: homeOf(id),
      permission: payment.permissions?.returnUnspent ?? null,
      about: <AboutPayment of={payment} />,
      fields: [{ kind: 'amount', name: 'amount', label: 'amount', currency: payment.amount?.currency ?? 'USD' }],
      defaults: { amount: payment.unspent?.decimal ?? '' },
      back: `/grants/${payment.award?.application?.id ?? id}`,
    };
  },
  async carryOut(visit, payment, { amount = '' }, idempotencyKey) {
    const currency = (await paymentOf(visit, payment))?.amount?.currency ?? 'USD';
    const input = { idempotencyKey, payment, amount: { decimal: amount, currency } };
    const answer = await visit.graph.ask(ReturnUnspent, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.returnUnspent, ({ id }) => `/thread/${id}`);
  },
};

async function paymentOf(visit: Parameters<ActDefinition['prepare']>[0], payment: string) {
  return (await visit.graph.ask(PaymentForm, { payment }, tokensOf(visit))).data?.payment;
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
