import { dayOf } from '@hubgraph/kernel';
import { Amount, Day, Id, T, Who } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { formatDay, formatMoney, nameOfCode } from '../../i18n/format.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Outcome, outcomeOf, type Prepared, tokensOf } from '../act.ts';
import { CHECKED, type Field } from '../field.ts';
import {
  CancelPaymentFile,
  type FileOfPaymentsFragment,
  MakePaymentFile,
  PaymentFileShown,
  ReleasePaymentFile,
  ReturnPayment,
  WhatToPay,
} from './payment-files.generated.ts';

const IBAN = 'IBAN';

/** A treasurer makes a file of payments that are booked, for the bank to carry out. */
export const makePaymentFile: ActDefinition = {
  name: 'makePaymentFile',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(WhatToPay, { hub: homeOf(id), account: id }, tokensOf(visit));
    const account = data?.hub?.bank?.account;
    if (account == null) return null;
    const payees = data?.hub?.payees?.nodes ?? [];
    const nameOf = (payee: string) => payees.find((one) => one.id === payee)?.name ?? payee;
    const payable = account.payable ?? [];
    // Of the others somebody has to say whom they pay.
    const knownFirst = payable.toSorted((one, other) => Number(one.payee === null) - Number(other.payee === null));
    const options = payees
      .filter(({ method }) => method === IBAN)
      .map(({ id: value, name }) => ({ value, text: name ?? value }));
    return {
      node: homeOf(id),
      permission: account.permissions?.makePaymentFile ?? null,
      about: (
        <>
          <p>
            <T
              id="act.makePaymentFile.about"
              account={<Id key="account" of={account.accountNumber ?? account.ledgerAccount} />}
            />
          </p>
          {payable.length === 0 && (
            <p>
              <T id="act.makePaymentFile.none" />
            </p>
          )}
        </>
      ),
      fields: [
        { kind: 'day', name: 'executionDay', label: 'executionDay' },
        ...knownFirst.flatMap(({ entry, amount, payee }, n): Field[] => {
          const { locale } = visit;
          const what = [
            formatMoney(locale, amount),
            ...(payee === null ? [] : [nameOf(payee)]),
            formatDay(locale, entry.effectiveDay),
            nameOfCode(locale, 'books.kind', entry.kind),
          ].join(' · ');
          const group = (label: string) =>
            payee === null ? { group: { name: 'one', number: String(n + 1), label } } : {};
          const pay: Field = {
            ...{ kind: 'check', name: entry.id, label: 'pay', values: { what }, isOptional: true },
            ...group('pay'),
          };
          const to: Field = {
            kind: 'select',
            name: `${entry.id} payee`,
            label: 'payee',
            values: { what },
            options,
            isOptional: true,
            ...group('expenses.field.payee'),
          };
          return payee === null ? [pay, to] : [pay];
        }),
      ],
      defaults: {
        executionDay: dayOf(visit.now),
        ...Object.fromEntries(payable.flatMap(({ entry, payee }) => (payee === null ? [] : [[entry.id, CHECKED]]))),
      },
      back: bankOf(id),
    };
  },
  async carryOut(visit, bankAccount, { values, idempotencyKey }) {
    const variables = { hub: homeOf(bankAccount), account: bankAccount };
    const { data } = await visit.graph.ask(WhatToPay, variables, tokensOf(visit));
    const payments = (data?.hub?.bank?.account?.payable ?? []).flatMap(({ entry: { id: entry }, payee }) =>
      values[entry] === CHECKED ? [{ entry, payee: payee ?? values[`${entry} payee`] ?? '' }] : [],
    );
    const input = { idempotencyKey, bankAccount, executionDay: values['executionDay'] ?? '', payments };
    const answer = await visit.graph.ask(MakePaymentFile, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.makePaymentFile, () => bankOf(bankAccount));
  },
};

/** A second person lets a file go to the bank. */
export const releasePaymentFile = withFile('releasePaymentFile', 'release', async (visit, input) => {
  const answer = await visit.graph.ask(ReleasePaymentFile, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.releasePaymentFile, () => bankOf(input.file));
});

/** Somebody stops a file before it is released. */
export const cancelPaymentFile = withFile('cancelPaymentFile', 'cancel', async (visit, input) => {
  const answer = await visit.graph.ask(CancelPaymentFile, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.cancelPaymentFile, () => bankOf(input.file));
});

/** A treasurer books that the money of one payment of a file came back. The subject is the file, then the payment. */
export const returnPayment: ActDefinition = {
  name: 'returnPayment',
  async prepare(visit, about) {
    const [id = '', wanted = ''] = about.split(' ');
    const file = await fileFor(visit, id);
    const payment = file?.payments.find((one) => one.id === wanted);
    if (file === null || payment === undefined) return null;
    return {
      node: homeOf(id),
      permission: payment.permissions.return,
      about: (
        <p>
          <strong>
            <Amount of={payment.amount} />
          </strong>
          , <Day of={file.executionDay} />
        </p>
      ),
      fields: [{ kind: 'text', name: 'returnReason', label: 'reason', hint: 'reasonHint', lengthMax: 4 }],
      back: bankOf(id),
    };
  },
  async carryOut(visit, about, { values, idempotencyKey }) {
    const [, payment = ''] = about.split(' ');
    const input = { idempotencyKey, payment, returnReason: (values['returnReason'] ?? '').toUpperCase() };
    const answer = await visit.graph.ask(ReturnPayment, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.returnPayment, () => bankOf(payment));
  },
};

function bankOf(id: string): string {
  return `/hubs/${homeOf(id)}/bank`;
}

async function fileFor(visit: Visit, id: string): Promise<FileOfPaymentsFragment | null> {
  const { data } = await visit.graph.ask(PaymentFileShown, { hub: homeOf(id), file: id }, tokensOf(visit));
  return data?.hub?.bank?.paymentFile ?? null;
}

/** A step with a whole file that needs nothing but that one may. */
function withFile(
  name: string,
  asked: 'release' | 'cancel',
  carryOut: (visit: Visit, input: { readonly idempotencyKey: string; readonly file: string }) => Promise<Outcome>,
): ActDefinition {
  return {
    name,
    async prepare(visit, id): Promise<Prepared | null> {
      const file = await fileFor(visit, id);
      if (file === null) return null;
      return {
        node: homeOf(id),
        permission: file.permissions[asked],
        about: <AboutFile of={file} />,
        fields: [],
        back: bankOf(id),
      };
    },
    carryOut: (visit, file, { idempotencyKey }) => carryOut(visit, { idempotencyKey, file }),
  };
}

function AboutFile({ of: { total, executionDay, payments, madeBy } }: { readonly of: FileOfPaymentsFragment }) {
  return (
    <p>
      <T
        id="bank.file"
        amount={<Amount key="amount" of={total} />}
        day={<Day key="day" of={executionDay} />}
        count={payments.length}
        name={<Who key="who" by={madeBy} />}
      />
    </p>
  );
}
