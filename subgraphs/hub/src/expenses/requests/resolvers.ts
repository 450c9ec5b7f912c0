import { fundByCode, GENERAL_FUND, someFunds } from '@hubgraph/books';
import { dayOf, isRejection, parseAmount, type Rejection, sha256 } from '@hubgraph/kernel';
import {
  type ActRequest,
  answer,
  checkText,
  dateTime,
  type GraphQLResolverMap,
  NO_TEXT,
  NONE_YET,
  type PageArguments,
  probeId,
  type RequestContext,
  readMoney,
  type TextRef,
} from '@hubgraph/node';
import { actor, checkArgument, type MoneyInput, madeIn, moment, money } from '../../grants/values.ts';
import { ownHub, ownId } from '../../own-id.ts';
import { teamOf } from '../../teams/views.ts';
import { holdsOneOf, payeeOf } from '../payees/views.ts';
import { APPROVERS } from '../rules/seats.ts';
import {
  type Approval,
  type ExpenseContent,
  type ExpenseReceiptState,
  type ExpenseState,
  type Finding,
  openOf,
  type ReceiptFile,
} from './domain.ts';
import { type ExpenseFilter, listed, waiting } from './lists.ts';
import {
  expenseOf,
  expenseReceiptOf,
  isDecided,
  isTold,
  isWithheld,
  leastReceipt,
  nextStepOf,
  readsExpense,
  receiptFileFor,
  unchanged,
} from './views.ts';

interface Keyed {
  readonly idempotencyKey?: string | null;
}
interface ContentInput extends Keyed, Pick<ExpenseContent, 'kind' | 'costClass' | 'purpose' | 'spentIn'> {
  readonly payee: string;
  readonly team?: string | null;
  readonly fund: string;
  readonly amount: MoneyInput;
  readonly day: string;
  readonly title: string;
  readonly about: string;
}
interface OfExpense extends Keyed {
  readonly expense: string;
}
const TITLE_LENGTH_MAX = 160;
const ABOUT_LENGTH_MAX = 4_000;
const NOTE_LENGTH_MAX = 1_000;

/** An expense, or the id of one that there is not. */
type MaybeExpense = Partial<ExpenseState> & { readonly id: string };

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    expense(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'expense');
      return expenseOf(context.read, id);
    },
  },
  Hub: {
    expenses: (_: unknown, { where, ...page }: PageArguments & { where?: ExpenseFilter | null }, context) =>
      where?.waitsForMe ? waiting(where, page, context) : listed(where ?? {}, page, context),
  },
  HubPermissions: {
    submitExpense: (_: unknown, __: unknown, context) => {
      const { mayWithOneOf, read, node } = context;
      const funds = someFunds(read, 1);
      const payee = read.row('SELECT id FROM payee ORDER BY id LIMIT 1')?.['id'];
      const fund = fundByCode(read, GENERAL_FUND)?.id ?? funds[0] ?? NONE_YET;
      const day = dayOf(node.world.clock.now());
      return mayWithOneOf('SubmitExpense', [
        { ...ANY_CONTENT, expense: probeId('expense'), payee: String(payee ?? NONE_YET), fund, day },
      ]);
    },
  },
  Mutation: {
    async submitExpense(_: unknown, { input }: { input: ContentInput & { readonly hub: string } }, context) {
      const outcome = await context.act({
        type: 'SubmitExpense',
        input,
        payload(tools) {
          const refusal = ownHub(context, input.hub) ?? checkContent(input, context);
          const content = refusal ?? contentOf(input, tools);
          return isRejection(content) ? content : { expense: tools.timelessId('expense'), ...content };
        },
      });
      return answer(outcome, 'Expense', (accepted) => expenseOf(context.read, madeIn(accepted, 'expense')));
    },
    editExpense: (_: unknown, { input }: { input: ContentInput & OfExpense }, context) =>
      step(context, 'EditExpense', input, (tools) => checkContent(input, context) ?? contentOf(input, tools)),
    reviewExpense: (_: unknown, { input }: { input: OfExpense & { finding: Finding; note: string } }, context) =>
      step(
        context,
        'ReviewExpense',
        input,
        ({ texts }) =>
          checkText('note', input.note, NOTE_LENGTH_MAX) ?? { finding: input.finding, note: texts.seal(input.note) },
      ),
    approveExpense: (_: unknown, { input }: { input: OfExpense }, context) =>
      step(context, 'ApproveExpense', input, () => ({})),
    refuseExpense: (_: unknown, { input }: { input: OfExpense & { reason: string } }, context) =>
      step(context, 'RefuseExpense', input, reasonIn(input)),
    withdrawExpense: (_: unknown, { input }: { input: OfExpense }, context) =>
      step(context, 'WithdrawExpense', input, () => ({})),
    payExpense: (_: unknown, { input }: { input: OfExpense }, context) =>
      step(context, 'PayExpense', input, () => ({})),
    returnExpensePayment: (_: unknown, { input }: { input: OfExpense & { reason: string } }, context) =>
      step(context, 'ReturnExpensePayment', input, reasonIn(input)),
    attachReceipt: (
      _: unknown,
      {
        input,
      }: {
        input: OfExpense & { contentHash?: string | null; upload?: string | null; amount: MoneyInput; about: string };
      },
      context,
    ) =>
      step(context, 'AttachReceipt', input, (tools) => {
        const { contentHash, upload, about } = input;
        const amount = checkText('about', about, NOTE_LENGTH_MAX) ?? readMoney(input.amount);
        if (isRejection(amount)) return amount;
        const given = upload ? taken(upload, context, tools) : { contentHash: contentHash ?? '' };
        if (isRejection(given)) return given;
        return { receipt: tools.timelessId('expense-receipt'), about: tools.texts.seal(about), ...given, ...amount };
      }),
    publishReceiptCopy: (_: unknown, { input }: { input: OfExpense & { receipt: string; upload: string } }, context) =>
      step(context, 'PublishReceiptCopy', input, (tools) => {
        const refusal = ownId(context, input.receipt, 'expense-receipt');
        const given = refusal ?? taken(input.upload, context, tools);
        return isRejection(given) ? given : { receipt: input.receipt, ...given };
      }),
    clearAdvance: (_: unknown, { input }: { input: OfExpense & { spent: string; returned: string } }, context) =>
      step(context, 'ClearAdvance', input, () => {
        const currency = expenseOf(context.read, input.expense)?.currency ?? 'EUR';
        const spentMinor = parseAmount(input.spent, currency);
        if (isRejection(spentMinor)) return spentMinor;
        const returnedMinor = parseAmount(input.returned, currency);
        return isRejection(returnedMinor) ? returnedMinor : { spentMinor, returnedMinor };
      }),
  },
  Expense: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => expenseOf(read, id) ?? { id },
    title: (expense: MaybeExpense, _: unknown, context) => textFor(expense, expense.title, context),
    about: (expense: MaybeExpense, _: unknown, context) => textFor(expense, expense.about, context),
    amount: ({ amountMinor, currency }: MaybeExpense) => money(amountMinor, currency),
    fund: ({ fund }: MaybeExpense, _: unknown, { read }) =>
      fund === undefined ? null : (read.entity('fund', fund) ?? null),
    day: (expense: MaybeExpense, _: unknown, context) => (isOpenTo(expense, context) ? expense.day : null),
    spentIn: (expense: MaybeExpense, _: unknown, context) => (isOpenTo(expense, context) ? expense.spentIn : null),
    team: (expense: MaybeExpense, _: unknown, context) =>
      isOpenTo(expense, context) && expense.team !== undefined ? (teamOf(context.read, expense.team) ?? null) : null,
    payee: (expense: MaybeExpense, _: unknown, context) =>
      isOpenTo(expense, context) ? (payeeOf(context.read, expense.payee) ?? null) : null,
    isWithheld: (expense: MaybeExpense, _: unknown, context) =>
      isKnown(expense) && (isDecided(expense) || holdsOneOf(context.actor, APPROVERS))
        ? isWithheld(context.read, expense)
        : null,
    submittedBy: (expense: MaybeExpense, _: unknown, context) =>
      reads(expense, context) ? actor(expense.submittedBy, context) : null,
    submittedAt: (expense: MaybeExpense, _: unknown, context) =>
      isOpenTo(expense, context) ? moment(expense.submittedAt) : null,
    review: (expense: MaybeExpense, _: unknown, context) =>
      reads(expense, context) && expense.review !== undefined
        ? { finding: expense.review.finding, ...remark(expense.review, context) }
        : null,
    approvals: (expense: MaybeExpense, _: unknown, context) =>
      reads(expense, context)
        ? expense.approvals.map(({ by, roles, at }: Approval) => ({ by: actor(by, context), roles, at: dateTime(at) }))
        : null,
    next: (expense: MaybeExpense, _: unknown, { read, node }) =>
      isKnown(expense) ? (nextStepOf(read, node.config.id, expense) ?? null) : null,
    refusal: (expense: MaybeExpense, _: unknown, context) =>
      reads(expense, context) && expense.refusal !== undefined ? remark(expense.refusal, context) : null,
    returnedPayment: (expense: MaybeExpense, _: unknown, context) =>
      reads(expense, context) && expense.returned !== undefined ? remark(expense.returned, context) : null,
    receipts: ({ receipts }: MaybeExpense, _: unknown, { read }) =>
      receipts?.flatMap((id) => expenseReceiptOf(read, id) ?? []) ?? null,
    receipted: ({ receiptedMinor, currency }: MaybeExpense) => money(receiptedMinor, currency),
    open: (expense: MaybeExpense) =>
      isKnown(expense) && expense.kind === 'ADVANCE' ? money(openOf(expense), expense.currency) : null,
    hub: (_: unknown, __: unknown, { node }) => ({ id: node.config.id }),
    permissions: (expense: MaybeExpense) => (isKnown(expense) ? expense : null),
  },
  ExpenseReceipt: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => expenseReceiptOf(read, id) ?? { id },
    expense: ({ expense }: Partial<ExpenseReceiptState>, _: unknown, { read }) =>
      expense === undefined ? null : (expenseOf(read, expense) ?? null),
    amount: ({ amountMinor, currency }: Partial<ExpenseReceiptState>) => money(amountMinor, currency),
    original({ id, expense, file }: Partial<ExpenseReceiptState>, _: unknown, context) {
      const of = expense === undefined ? undefined : expenseOf(context.read, expense);
      const isReadable = of !== undefined && file !== undefined && reads(of, context);
      return isReadable ? fileValue(file, `/files/${id}`, context) : null;
    },
    permissions: (receipt: Partial<ExpenseReceiptState>) => (receipt.expense === undefined ? null : receipt),
    copy: ({ id, copy }: Partial<ExpenseReceiptState>, _: unknown, context) => {
      const isReadable = receiptFileFor(context.read, context.actor, `${id}~copy`) !== undefined;
      return copy !== undefined && isReadable ? fileValue(copy, `/files/${id}~copy`, context) : null;
    },
    about({ expense, about }: Partial<ExpenseReceiptState>, _: unknown, context) {
      const of = expense === undefined ? undefined : expenseOf(context.read, expense);
      return of === undefined ? null : textFor(of, about, context);
    },
    attachedAt({ expense, attachedAt }: Partial<ExpenseReceiptState>, _: unknown, context) {
      const of = expense === undefined ? undefined : expenseOf(context.read, expense);
      return of !== undefined && isOpenTo(of, context) ? moment(attachedAt) : null;
    },
  },
  ExpenseReceiptPermissions: {
    publishCopy: ({ id, expense }: ExpenseReceiptState, _: unknown, { may }) => {
      const file = { text: NO_TEXT, mediaType: 'image/png', sizeBytes: 1 };
      return may('PublishReceiptCopy', { expense, receipt: id, contentHash: NO_TEXT.digest, file });
    },
  },
  ExpensePermissions: {
    edit: (expense: ExpenseState, _: unknown, { may }) => may('EditExpense', unchanged(expense)),
    review: ({ id }: ExpenseState, _: unknown, { may }) =>
      may('ReviewExpense', { expense: id, finding: 'COMPLETE', note: NO_TEXT }),
    sendBack: ({ id }: ExpenseState, _: unknown, { may }) =>
      may('ReviewExpense', { expense: id, finding: 'INCOMPLETE', note: NO_TEXT }),
    approve: ({ id }: ExpenseState, _: unknown, { may }) => may('ApproveExpense', { expense: id }),
    refuse: ({ id }: ExpenseState, _: unknown, { may }) => may('RefuseExpense', { expense: id, reason: NO_TEXT }),
    withdraw: ({ id }: ExpenseState, _: unknown, { may }) => may('WithdrawExpense', { expense: id }),
    pay: ({ id }: ExpenseState, _: unknown, { may }) => may('PayExpense', { expense: id }),
    returnPayment: ({ id }: ExpenseState, _: unknown, { may }) =>
      may('ReturnExpensePayment', { expense: id, reason: NO_TEXT }),
    attachReceipt: ({ id }: ExpenseState, _: unknown, { may }) => may('AttachReceipt', leastReceipt(id)),
    clearAdvance: ({ id }: ExpenseState, _: unknown, { mayWithOneOf }) =>
      mayWithOneOf('ClearAdvance', [
        { expense: id, spentMinor: 0n, returnedMinor: 1n },
        { expense: id, spentMinor: 1n, returnedMinor: 0n },
      ]),
  },
};

const ANY_CONTENT = {
  kind: 'REIMBURSEMENT',
  currency: 'EUR',
  amountMinor: 1n,
  purpose: 'any',
  costClass: 'PROGRAMME',
  spentIn: 'KE',
  title: NO_TEXT,
  about: NO_TEXT,
};

function fileValue(file: ReceiptFile & { readonly contentHash?: string }, path: string, { node }: RequestContext) {
  return { ...file, contentHash: file.contentHash ?? null, url: `${node.config.endpoint}${path}` };
}

type Tools = Parameters<ActRequest['payload']>[0];

/** One step of an expense: checks the id, makes the rest of the command, answers with the expense. */
async function step(
  context: RequestContext,
  type: string,
  input: OfExpense,
  rest: (tools: Tools) => object | Rejection,
): Promise<object> {
  const { expense } = input;
  const outcome = await context.act({
    type,
    input,
    payload(tools) {
      const made = ownId(context, expense, 'expense') ?? rest(tools);
      return isRejection(made) ? made : { expense, ...made };
    },
  });
  return answer(outcome, 'Expense', () => expenseOf(context.read, expense));
}

/** A file that was sent before; its bytes go into the vault. */
function taken(upload: string, { node, actor: asking }: RequestContext, { texts }: Tools) {
  const file = node.uploads.take(asking.name, upload);
  if (isRejection(file)) return file;
  const { bytes, mediaType } = file;
  const text = texts.seal(Buffer.from(bytes).toString('base64'));
  return { contentHash: sha256(bytes), file: { text, mediaType, sizeBytes: bytes.length } };
}

function reasonIn({ reason }: { readonly reason: string }): (tools: Tools) => object | Rejection {
  return ({ texts }) => checkText('reason', reason, NOTE_LENGTH_MAX) ?? { reason: texts.seal(reason) };
}

function checkContent(
  { payee, team, fund, title, about }: ContentInput,
  context: RequestContext,
): Rejection | undefined {
  return (
    ownId(context, payee, 'payee') ??
    ownId(context, fund, 'fund') ??
    (team ? ownId(context, team, 'team') : undefined) ??
    checkText('title', title, TITLE_LENGTH_MAX) ??
    checkText('about', about, ABOUT_LENGTH_MAX)
  );
}

function contentOf(input: ContentInput, { texts }: Tools): Omit<ExpenseContent, 'team'> | Rejection {
  const { kind, payee, team, fund, purpose, costClass, spentIn, day, title, about } = input;
  const amount = readMoney(input.amount);
  if (isRejection(amount)) return amount;
  const codes = { kind, payee, fund, purpose, costClass, spentIn, day: String(day), ...amount };
  return { ...codes, ...(team ? { team } : {}), title: texts.seal(title), about: texts.seal(about) };
}

function isKnown(expense: MaybeExpense): expense is ExpenseState {
  return expense.status !== undefined;
}

/** True if who asks may read what is written in it. */
function reads(expense: MaybeExpense, { actor: asking, read }: RequestContext): expense is ExpenseState {
  return isKnown(expense) && readsExpense(read, asking, expense);
}

/** True if who asks may be told whom and where it concerns. */
function isOpenTo(expense: MaybeExpense, context: RequestContext): expense is ExpenseState {
  return isKnown(expense) && (isTold(context.read, expense) || reads(expense, context));
}

function textFor(expense: MaybeExpense, text: TextRef | undefined, context: RequestContext) {
  return text !== undefined && reads(expense, context) ? context.text(text) : null;
}

function remark(
  { text, at, by }: { readonly text: TextRef; readonly at: number; readonly by: string },
  context: RequestContext,
) {
  return { note: context.text(text), reason: context.text(text), by: actor(by, context), at: dateTime(at) };
}
