import { dayOf } from '@hubgraph/kernel';
import { T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { currencyName } from '../../i18n/format.ts';
import { isCurrency } from '../../i18n/sense.ts';
import { translate } from '../../i18n/translate.ts';
import { minorOf } from '../../money/sums.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Filled, keyFor, type Outcome, outcomeOf, tokensOf } from '../act.ts';
import { type Field, moneyIn, uploadIn, type Values } from '../field.ts';
import {
  AddPayee,
  AttachReceipt,
  EditExpense,
  ExpenseToEdit,
  type ExpenseToEditQuery,
  HubForExpense,
  type HubForExpenseQuery,
  SubmitExpense,
} from './expenses.generated.ts';
import { onExpense, whereTo } from './expenses.tsx';
import { countryOptions } from './teams.tsx';

type Hub = NonNullable<HubForExpenseQuery['hub']>;
type Team = NonNullable<NonNullable<HubForExpenseQuery['teams']>['nodes']>[number];
type Asked = NonNullable<ExpenseToEditQuery['expense']>;

const KINDS = ['REIMBURSEMENT', 'INVOICE', 'ADVANCE', 'STIPEND', 'SITTING_ALLOWANCE'] as const;
const COST_CLASSES = ['PROGRAMME', 'STAFF', 'OVERSIGHT', 'SENIOR_MANAGEMENT'] as const;
const METHODS = ['IBAN', 'MOBILE_MONEY', 'OTHER'] as const;
/** After so many fields comes the photo: what somebody with a receipt in the hand knows stands above it. */
const KNOWN_AT_ONCE = 6;
/** Who is to be paid: whoever asks, or somebody whom the hub has not paid before. */
const ME = 'ME';
const OTHER = 'OTHER';

/** Somebody asks the hub for money: one form for what, for whom, and the photo of the receipt. */
export const submitExpense: ActDefinition = {
  name: 'submitExpense',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(HubForExpense, { hub: id }, tokensOf(visit));
    const hub = data?.hub;
    if (hub == null) return null;
    const asked = contentFields(visit, hub, data?.teams?.nodes ?? []);
    return {
      node: id,
      permission: hub.permissions?.submitExpense ?? null,
      about: (
        <p>
          <T id="act.submitExpense.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: [
        ...asked.slice(0, KNOWN_AT_ONCE),
        {
          kind: 'file',
          name: 'receipt',
          label: 'expenses.field.receipt',
          hint: 'expenses.field.receiptHint',
          isOptional: true,
        },
        ...asked.slice(KNOWN_AT_ONCE),
      ],
      defaults: {
        kind: 'REIMBURSEMENT',
        ...likeliest(hub),
        day: dayOf(visit.now),
        spentIn: hub.country ?? '',
        costClass: 'PROGRAMME',
        payee: ME,
      },
      back: `/hubs/${id}/expenses`,
    };
  },
  async carryOut(visit, hub, filled) {
    const { values, idempotencyKey } = filled;
    const payee = await payeeOf(visit, hub, filled);
    if ('outcome' in payee) return payee.outcome;
    const input = { idempotencyKey, hub, ...contentIn(filled, payee.id) };
    const answer = await visit.graph.ask(SubmitExpense, { input }, tokensOf(visit));
    const outcome = outcomeOf(answer, answer.data?.submitExpense, whereTo);
    const upload = uploadIn(values, 'receipt');
    const made = answer.data?.submitExpense;
    if (!('done' in outcome) || upload === undefined || made?.__typename !== 'Expense') return outcome;
    const given = await attach(visit, made.id, { ...filled, upload, about: values['title'] ?? '' });
    // The request is there: what was refused is the receipt alone, and the request's own page says so.
    return 'refused' in given
      ? { done: `${outcome.done}?${new URLSearchParams({ receipt: given.refused.code })}` }
      : given;
  },
};

/** Whoever asked says it anew, where something was missing or wrong. */
export const editExpense: ActDefinition = {
  name: 'editExpense',
  async prepare(visit, id) {
    const node = homeOf(id);
    const variables = { expense: id, hub: node };
    const { data } = await visit.graph.ask(ExpenseToEdit, variables, tokensOf(visit));
    if (data?.expense == null || data.hub === null) return null;
    const { expense, hub } = data;
    return {
      node,
      permission: expense.permissions?.edit ?? null,
      about: expense.review?.finding === 'INCOMPLETE' && (
        <>
          <p>
            <T id="act.editExpense.missing" />
          </p>
          <blockquote>
            <Written text={expense.review.note} />
          </blockquote>
        </>
      ),
      fields: contentFields(visit, hub, data.teams?.nodes ?? []),
      defaults: valuesOf(expense),
      back: `/expenses/${id}`,
    };
  },
  async carryOut(visit, expense, filled) {
    const payee = await payeeOf(visit, homeOf(expense), filled);
    if ('outcome' in payee) return payee.outcome;
    const input = { idempotencyKey: filled.idempotencyKey, expense, ...contentIn(filled, payee.id) };
    const answer = await visit.graph.ask(EditExpense, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.editExpense, whereTo);
  },
};

/** Whoever asked, or is paid, gives a receipt. */
export const attachReceipt: ActDefinition = {
  name: 'attachReceipt',
  prepare: (visit, id) =>
    onExpense(visit, id, ({ permissions, amount }) => ({
      permission: permissions?.attachReceipt ?? null,
      fields: [
        { kind: 'file', name: 'receipt', label: 'expenses.field.receipt', hint: 'expenses.field.receiptHint' },
        { kind: 'amount', name: 'amount', label: 'amount', currency: amount?.currency ?? '' },
        { kind: 'longText', name: 'about', label: 'what', hint: 'expenses.field.aboutHint', lengthMax: 1_000 },
      ],
      defaults: { amount: amount?.decimal ?? '' },
    })),
  carryOut(visit, expense, filled) {
    const { values } = filled;
    const upload = uploadIn(values, 'receipt') ?? '';
    return attach(visit, expense, { ...filled, upload, about: values['about'] ?? '' });
  },
};

async function attach(
  visit: Visit,
  expense: string,
  { values, fields, idempotencyKey, upload, about }: Filled & { readonly upload: string; readonly about: string },
): Promise<Outcome> {
  const amount = moneyIn(fields, values, 'amount');
  const input = { idempotencyKey: keyFor(idempotencyKey, 'receipt'), expense, upload, amount, about };
  const answer = await visit.graph.ask(AttachReceipt, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.attachReceipt, whereTo);
}

type Payee = { readonly id: string } | { readonly outcome: Outcome };

/** The pseudonym of who is to be paid; who is not known to the hub yet is added first. */
async function payeeOf(visit: Visit, hub: string, { values, idempotencyKey }: Filled): Promise<Payee> {
  const { payee = ME, payeeName: name = '', account = '' } = values;
  if (payee !== ME && payee !== OTHER) return { id: payee };
  if (payee === ME) {
    const { data } = await visit.graph.ask(HubForExpense, { hub }, tokensOf(visit));
    const mine = data?.hub?.payeeForMe?.id;
    if (mine !== undefined) return { id: mine };
  }
  const method = METHODS.find((one) => one === values['method']) ?? 'OTHER';
  const input = { idempotencyKey: keyFor(idempotencyKey, 'payee'), hub, isSelf: payee === ME, name, method, account };
  const answer = await visit.graph.ask(AddPayee, { input }, tokensOf(visit));
  const added = answer.data?.addPayee;
  if (added?.__typename === 'Payee') return { id: added.id };
  return { outcome: outcomeOf(answer, added, () => '') };
}

function contentIn({ values, fields }: Filled, payee: string) {
  const { kind, costClass, fund = '', purpose = '', spentIn = '', day = '', title = '', about = '', team } = values;
  return {
    payee,
    kind: KINDS.find((one) => one === kind) ?? 'REIMBURSEMENT',
    costClass: COST_CLASSES.find((one) => one === costClass) ?? 'PROGRAMME',
    fund,
    purpose,
    spentIn,
    day,
    title,
    about,
    amount: moneyIn(fields, values, 'amount'),
    ...(team ? { team } : {}),
  };
}

function valuesOf({ kind, title, about, amount, day, spentIn, purpose, costClass, fund, team, payee }: Asked): Values {
  return {
    kind: kind ?? '',
    title: title ?? '',
    about: about ?? '',
    currency: amount?.currency ?? '',
    amount: amount?.decimal ?? '',
    day: day ?? '',
    spentIn: spentIn ?? '',
    purpose: purpose ?? '',
    costClass: costClass ?? '',
    fund: fund?.id ?? '',
    team: team?.id ?? '',
    payee: payee?.isMe ? ME : (payee?.id ?? ''),
  };
}

type Fund = NonNullable<Hub['books']>['funds']['nodes'][number];

function availableIn(currency: string | null, { balances }: Fund): bigint {
  const available = balances.find((one) => one.currency === currency)?.available;
  return available === undefined ? 0n : minorOf(available);
}

function openFunds(hub: Hub): readonly Fund[] {
  return (hub.books?.funds.nodes ?? []).filter(({ status }) => status !== 'CLOSED');
}

/** The currency of the hub's books, or one that it has money in; and the fund that has most of it. */
function likeliest(hub: Hub): { readonly currency: string; readonly fund: string } {
  const funds = openFunds(hub);
  const held = funds.flatMap((fund) => fund.balances.map((one) => one.currency));
  const own = [hub.currency, ...held].find((one) => funds.some((fund) => availableIn(one, fund) > 0n));
  const currency = own ?? hub.currency ?? '';
  const most = funds.reduce<Fund | undefined>(
    (best, fund) => (best !== undefined && availableIn(currency, best) >= availableIn(currency, fund) ? best : fund),
    undefined,
  );
  return { currency, fund: most?.id ?? '' };
}

/** What both forms ask for: first what somebody with a receipt in the hand knows, then where it belongs. */
function contentFields(visit: Visit, hub: Hub, teams: readonly Team[]): readonly Field[] {
  const named = (area: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, text: translate(visit.locale, `expenses.${area}.${value}`) }));
  const currencies = [
    ...new Set([hub.currency, ...openFunds(hub).flatMap((fund) => fund.balances.map((one) => one.currency))]),
  ];
  const others = (hub.payees?.nodes ?? []).filter(({ isMe }) => !isMe);
  const isKnown = hub.payeeForMe !== null || others.length > 0;
  return [
    { kind: 'select', name: 'kind', label: 'expenses.field.kind', options: named('kind', KINDS) },
    { kind: 'text', name: 'title', label: 'expenses.field.title', lengthMax: 160 },
    {
      kind: 'longText',
      name: 'about',
      label: 'expenses.field.about',
      hint: 'expenses.field.aboutHint',
      lengthMax: 4_000,
    },
    {
      kind: 'select',
      name: 'currency',
      label: 'expenses.field.currency',
      options: currencies
        .filter(isCurrency)
        .map((value) => ({ value, text: `${currencyName(visit.locale, value)} (${value})` })),
    },
    { kind: 'amount', name: 'amount', label: 'expenses.field.amount', currency: { chosenIn: 'currency' } },
    { kind: 'day', name: 'day', label: 'expenses.field.day' },
    { kind: 'select', name: 'spentIn', label: 'expenses.field.spentIn', options: countryOptions(visit.locale) },
    {
      kind: 'code',
      name: 'purpose',
      label: 'expenses.field.purpose',
      hint: 'expenses.field.purposeHint',
      lengthMax: 40,
    },
    { kind: 'select', name: 'costClass', label: 'expenses.field.costClass', options: named('costClass', COST_CLASSES) },
    {
      kind: 'select',
      name: 'fund',
      label: 'expenses.field.fund',
      options: openFunds(hub).map(({ id, name, code }) => ({ value: id, text: name ?? code })),
    },
    {
      kind: 'select',
      name: 'team',
      label: 'expenses.field.team',
      isOptional: true,
      options: teams.map(({ id, name }) => ({ value: id, text: name ?? id })),
    },
    {
      kind: 'select',
      name: 'payee',
      label: 'expenses.field.payee',
      options: [
        { value: ME, text: translate(visit.locale, 'expenses.field.payeeMe') },
        ...others.map(({ id, name }) => ({ value: id, text: name ?? id })),
        { value: OTHER, text: translate(visit.locale, 'expenses.field.payeeOther') },
      ],
    },
    {
      kind: 'text',
      name: 'payeeName',
      label: 'expenses.field.payeeName',
      hint: 'expenses.field.payeeNameHint',
      isOptional: isKnown,
      lengthMax: 140,
    },
    {
      kind: 'select',
      name: 'method',
      label: 'expenses.field.method',
      isOptional: isKnown,
      options: named('method', METHODS),
    },
    {
      kind: 'text',
      name: 'account',
      label: 'expenses.field.account',
      hint: 'expenses.field.accountHint',
      isOptional: isKnown,
      lengthMax: 200,
    },
  ];
}
