import type { ReactNode } from 'react';
import { Facts } from '../../components/facts.tsx';
import { Amount, Code, Day, Id, T, Who, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { translate } from '../../i18n/translate.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Outcome, outcomeOf, type Prepared, tokensOf } from '../act.ts';
import type { Field } from '../field.ts';
import {
  ApproveExpense,
  ApproveExpenseForTeam,
  ExpenseForm,
  type ExpenseFormQuery,
  type ExpenseMadeFragment,
  PayExpense,
  RefuseExpense,
  ReviewExpense,
  WithdrawExpense,
} from './expenses.generated.ts';

type Expense = NonNullable<ExpenseFormQuery['expense']>;
type Permissions = NonNullable<Expense['permissions']>;

const REASON: Field = { kind: 'longText', name: 'reason', label: 'reason', hint: 'reasonHint', lengthMax: 1_000 };

/** Somebody says whether all is there that approving needs. */
export const reviewExpense: ActDefinition = {
  name: 'reviewExpense',
  prepare: (visit, id) =>
    onExpense(visit, id, ({ permissions }) => ({
      // Whoever may not find it complete any more may still find that something is missing.
      permission:
        (permissions?.sendBack?.allowed && !permissions.review?.allowed ? permissions.sendBack : permissions?.review) ??
        null,
      fields: [
        {
          kind: 'choice',
          name: 'finding',
          label: 'finding',
          options: findingsFor(permissions).map((value) => ({
            value,
            text: translate(visit.locale, `act.reviewExpense.finding${value}`),
          })),
        },
        { kind: 'longText', name: 'note', label: 'note', hint: 'noteHint', lengthMax: 1_000 },
      ],
    })),
  async carryOut(visit, expense, { values: { finding = '', note = '' }, idempotencyKey }) {
    const input = { idempotencyKey, expense, finding: finding as 'COMPLETE' | 'INCOMPLETE', note };
    const answer = await visit.graph.ask(ReviewExpense, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.reviewExpense, whereTo);
  },
};

/** What was found complete before can only be sent back. */
function findingsFor(permissions: Permissions | null): readonly ('COMPLETE' | 'INCOMPLETE')[] {
  const isOnlySentBack = permissions?.sendBack?.allowed === true && permissions.review?.allowed === false;
  return isOnlySentBack ? ['INCOMPLETE'] : ['COMPLETE', 'INCOMPLETE'];
}

/** One of those whom the hub's rule names approves; the last one needed books it as owed. */
export const approveExpense = step('approveExpense', 'approve', async (visit, input) => {
  const answer = await visit.graph.ask(ApproveExpense, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.approveExpense, whereTo);
});

/** Whoever leads the team whose own fund would pay it lets it be paid; before that nobody of the hub can approve. */
export const approveExpenseForTeam = step('approveExpenseForTeam', 'approveForTeam', async (visit, input) => {
  const answer = await visit.graph.ask(ApproveExpenseForTeam, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.approveExpenseForTeam, whereTo);
});

/** Whoever asked for it takes it back. */
export const withdrawExpense = step('withdrawExpense', 'withdraw', async (visit, input) => {
  const answer = await visit.graph.ask(WithdrawExpense, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.withdrawExpense, whereTo);
});

/** A treasurer books that it was paid from the bank. */
export const payExpense = step('payExpense', 'pay', async (visit, input) => {
  const answer = await visit.graph.ask(PayExpense, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.payExpense, whereTo);
});

/** Somebody who judges says no, and why. */
export const refuseExpense: ActDefinition = {
  name: 'refuseExpense',
  prepare: (visit, id) =>
    onExpense(visit, id, ({ permissions }) => ({ permission: permissions?.refuse ?? null, fields: [REASON] })),
  async carryOut(visit, expense, { values: { reason = '' }, idempotencyKey }) {
    const answer = await visit.graph.ask(
      RefuseExpense,
      { input: { idempotencyKey, expense, reason } },
      tokensOf(visit),
    );
    return outcomeOf(answer, answer.data?.refuseExpense, whereTo);
  },
};

/** A step that needs nothing but that one may. */
function step(
  name: string,
  asked: keyof Permissions,
  carryOut: (visit: Visit, input: { readonly idempotencyKey: string; readonly expense: string }) => Promise<Outcome>,
): ActDefinition {
  return {
    name,
    prepare: (visit, id) =>
      onExpense(visit, id, ({ permissions }) => ({ permission: permissions?.[asked] ?? null, fields: [] })),
    carryOut: (visit, expense, { idempotencyKey }) => carryOut(visit, { idempotencyKey, expense }),
  };
}

export function whereTo({ id }: Extract<ExpenseMadeFragment, { readonly __typename: 'Expense' }>): string {
  return `/expenses/${id}`;
}

/** What every form about an expense shows; null where there is none, or where its hub does not say. */
export async function onExpense(
  visit: Visit,
  id: string,
  form: (expense: Expense) => Pick<Prepared, 'permission' | 'fields' | 'defaults'> & { readonly note?: ReactNode },
): Promise<Prepared | null> {
  const { data } = await visit.graph.ask(ExpenseForm, { expense: id }, tokensOf(visit));
  if (data?.expense == null) return null;
  const { expense } = data;
  const { note, ...prepared } = form(expense);
  const about = (
    <>
      <AboutExpense of={expense} />
      {note}
    </>
  );
  return { node: homeOf(id), about, back: `/expenses/${id}`, ...prepared };
}

function AboutExpense({ of }: { readonly of: Expense }) {
  const { title, about, kind, amount, day, payee, submittedBy, receipts } = of;
  // Who may not read what is written in it may not judge it either; the form says why.
  const isForMe = submittedBy !== null;
  return (
    <>
      <p>
        <strong>
          {isForMe ? <Written text={title} /> : <Code area="expenses.kind" code={kind ?? 'REIMBURSEMENT'} />}
        </strong>
      </p>
      {amount !== null && (
        <p>
          <Amount of={amount} />
        </p>
      )}
      {isForMe && (
        <>
          <p>
            <T
              id="expenses.aboutAsked"
              name={<Who key="who" by={submittedBy} />}
              payee={payee === null ? '–' : <bdi key="payee">{payee.name ?? payee.id}</bdi>}
              day={day === null ? '–' : <Day key="day" of={day} />}
              receipts={receipts?.length ?? 0}
            />
          </p>
          <p>
            <Written text={about} />
          </p>
          {payee?.account != null && (
            <Facts
              of={[
                {
                  term: 'expenses.field.method',
                  value: payee.method !== null && <Code area="expenses.method" code={payee.method} />,
                },
                { term: 'expenses.field.account', value: <Id of={payee.account} /> },
              ]}
            />
          )}
        </>
      )}
    </>
  );
}
