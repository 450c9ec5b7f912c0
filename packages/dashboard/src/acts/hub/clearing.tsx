import { Amount, T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, type Prepared, tokensOf } from '../act.ts';
import { type Field, uploadIn } from '../field.ts';
import { ClearAdvance, ExpenseForm, PublishReceiptCopy, ReturnExpensePayment } from './expenses.generated.ts';
import { onExpense, whereTo } from './expenses.tsx';

/** A treasurer books what was spent of an advance, by its receipts, and what of it came back. */
export const clearAdvance: ActDefinition = {
  name: 'clearAdvance',
  prepare: (visit, id) =>
    onExpense(visit, id, ({ permissions, open, receipted, amount }) => {
      const currency = amount?.currency ?? '';
      const part = (name: string): Field => ({
        kind: 'amount',
        name,
        label: name,
        hint: `${name}Hint`,
        currency,
        isOptional: true,
      });
      return {
        permission: permissions?.clearAdvance ?? null,
        note: open !== null && receipted !== null && (
          <p>
            <T
              id="act.clearAdvance.open"
              open={<Amount key="open" of={open} />}
              receipted={<Amount key="receipted" of={receipted} />}
            />
          </p>
        ),
        fields: [part('spent'), part('returned')],
      };
    }),
  async carryOut(visit, expense, { values: { spent = '0', returned = '0' }, idempotencyKey }) {
    const answer = await visit.graph.ask(
      ClearAdvance,
      { input: { idempotencyKey, expense, spent, returned } },
      tokensOf(visit),
    );
    return outcomeOf(answer, answer.data?.clearAdvance, whereTo);
  },
};

/** A treasurer books that the bank sent a payment back, and why. */
export const returnExpensePayment: ActDefinition = {
  name: 'returnExpensePayment',
  prepare: (visit, id) =>
    onExpense(visit, id, ({ permissions }) => ({
      permission: permissions?.returnPayment ?? null,
      fields: [{ kind: 'longText', name: 'reason', label: 'reason', hint: 'reasonHint', lengthMax: 1_000 }],
    })),
  async carryOut(visit, expense, { values: { reason = '' }, idempotencyKey }) {
    const input = { idempotencyKey, expense, reason };
    const answer = await visit.graph.ask(ReturnExpensePayment, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.returnExpensePayment, whereTo);
  },
};

/** Whoever gave a receipt, or judges, shows everybody a copy of it in which what is private is covered. */
export const publishReceiptCopy: ActDefinition = {
  name: 'publishReceiptCopy',
  prepare: (visit, about) => prepareCopy(visit, about),
  async carryOut(visit, about, { values, idempotencyKey }) {
    const [expense = '', receipt = ''] = about.split(' ');
    const input = { idempotencyKey, expense, receipt, upload: uploadIn(values, 'copy') ?? '' };
    const answer = await visit.graph.ask(PublishReceiptCopy, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.publishReceiptCopy, whereTo);
  },
};

/** The subject is the expense, then one of its receipts. */
async function prepareCopy(visit: Visit, about: string): Promise<Prepared | null> {
  const [id = '', wanted = ''] = about.split(' ');
  const { data } = await visit.graph.ask(ExpenseForm, { expense: id }, tokensOf(visit));
  const receipt = data?.expense?.receipts?.find((one) => one.id === wanted);
  if (receipt === undefined) return null;
  return {
    node: homeOf(id),
    permission: receipt.permissions?.publishCopy ?? null,
    about: (
      <>
        {receipt.amount !== null && (
          <p>
            <T id="grants.receiptOf" amount={<Amount key="amount" of={receipt.amount} />} />
          </p>
        )}
        {receipt.about !== null && (
          <p>
            <Written text={receipt.about} />
          </p>
        )}
        {receipt.copy !== null && (
          <p>
            <T id="act.publishReceiptCopy.another" />
          </p>
        )}
      </>
    ),
    fields: [{ kind: 'file', name: 'copy', label: 'copy', hint: 'copyHint' }],
    back: `/expenses/${id}`,
  };
}
