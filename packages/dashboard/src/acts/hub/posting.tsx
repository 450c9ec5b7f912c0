import { dayOf } from '@hubgraph/kernel';
import { STANDARD_CHART } from '@hubgraph/ledger';
import { T } from '../../components/words.tsx';
import { currencyName, nameOfCode } from '../../i18n/format.ts';
import { isCurrency } from '../../i18n/sense.ts';
import { translate } from '../../i18n/translate.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, type Permission, tokensOf } from '../act.ts';
import { type Field, moneyIn } from '../field.ts';
import {
  PostEntry,
  PostingAtHub,
  PostingAtSupport,
  PostSupportEntry,
  type WhereToPostFragment,
} from './posting.generated.ts';
import { countryOptions } from './teams.tsx';

const COUNTERPARTIES = ['SUPPLIER', 'STAFF', 'PUBLIC', 'TEAM', 'MOVEMENT'] as const;
const COST_CLASSES = ['PROGRAMME', 'STAFF', 'OVERSIGHT', 'SENIOR_MANAGEMENT'] as const;
/** Accounts that are moved by steps of their own: what nodes owe each other, and exchange. */
const KEPT_ELSEWHERE = /^(assets:due-from|liabilities:due-to|equity:trading)(:|$)/;
const FLOW = /^(income|expenses)(:|$)/;

/** A treasurer posts an entry of two lines by hand. The subject is the node whose books these are. */
export const postEntry: ActDefinition = {
  name: 'postEntry',
  async prepare(visit, node) {
    const found = await postingAt(visit, node);
    if (found === null) return null;
    const { accounts, currencies, funds } = optionsOf(visit, found.books, found.currency);
    const named = (area: string, codes: readonly string[]) =>
      codes.map((value) => ({ value, text: nameOfCode(visit.locale, area, value) }));
    const fields: readonly Field[] = [
      { kind: 'code', name: 'kind', label: 'act.bookBankLine.kind', hint: 'kindHint', lengthMax: 40 },
      { kind: 'day', name: 'day', label: 'day' },
      { kind: 'select', name: 'debit', label: 'debit', hint: 'debitHint', options: accounts },
      { kind: 'select', name: 'credit', label: 'credit', hint: 'creditHint', options: accounts },
      { kind: 'select', name: 'fund', label: 'act.bookBankLine.fund', options: funds },
      { kind: 'select', name: 'currency', label: 'expenses.field.currency', options: currencies },
      { kind: 'amount', name: 'amount', label: 'expenses.field.amount', currency: { chosenIn: 'currency' } },
      {
        kind: 'select',
        name: 'counterparty',
        label: 'act.bookBankLine.counterparty',
        options: named('books.counterparty', COUNTERPARTIES),
        isOptional: true,
      },
      {
        kind: 'code',
        name: 'purpose',
        label: 'expenses.field.purpose',
        hint: 'expenses.field.purposeHint',
        lengthMax: 64,
        isOptional: true,
      },
      {
        kind: 'select',
        name: 'spentIn',
        label: 'expenses.field.spentIn',
        options: countryOptions(visit.locale),
        isOptional: true,
      },
      {
        kind: 'select',
        name: 'costClass',
        label: 'expenses.field.costClass',
        options: named('expenses.costClass', COST_CLASSES),
        isOptional: true,
      },
      {
        kind: 'select',
        name: 'team',
        label: 'expenses.field.team',
        options: found.teams.map(({ id, name }) => ({ value: id, text: name ?? id })),
        isOptional: true,
      },
    ];
    return {
      node,
      permission: found.permission,
      about: (
        <p>
          <T id="act.postEntry.about" node={<bdi key="node">{found.name}</bdi>} />
        </p>
      ),
      fields,
      defaults: {
        day: dayOf(visit.now),
        ...(found.currency === null ? {} : { currency: found.currency }),
        ...(funds.length === 1 ? { fund: funds[0]?.value ?? '' } : {}),
      },
      back: `/books/${node}`,
    };
  },
  async carryOut(visit, node, { values, fields, idempotencyKey }) {
    const { kind = '', day: effectiveDay = '', debit = '', credit = '', fund = '', purpose, spentIn, team } = values;
    const amount = moneyIn(fields, values, 'amount');
    const counterparty = COUNTERPARTIES.find((one) => one === values['counterparty']);
    const costClass = COST_CLASSES.find((one) => one === values['costClass']);
    // What money is for and who is at the other end is said of income and expenses.
    const told = (account: string) =>
      FLOW.test(account)
        ? {
            ...(counterparty === undefined ? {} : { counterparty }),
            ...(purpose ? { purpose } : {}),
            ...(spentIn ? { spentIn } : {}),
            ...(team ? { team } : {}),
            ...(costClass !== undefined && account.startsWith('expenses') ? { costClass } : {}),
          }
        : {};
    const postings = [
      { account: debit, fund, debit: amount, ...told(debit) },
      { account: credit, fund, credit: amount, ...told(credit) },
    ];
    const input = { idempotencyKey, kind, effectiveDay, postings };
    const tokens = tokensOf(visit);
    const answer =
      node === SUPPORT_BOOKS
        ? await visit.graph.ask(PostSupportEntry, { input }, tokens)
        : await visit.graph.ask(PostEntry, { input: { ...input, hub: node } }, tokens);
    return outcomeOf(answer, answer.data?.done, ({ id }) => `/books/${node}/entries/${id}`);
  },
};

interface PostingHere {
  readonly name: string;
  readonly permission: Permission | null;
  readonly books: WhereToPostFragment;
  readonly currency: string | null;
  readonly teams: readonly { readonly id: string; readonly name: string | null }[];
}

/** Where one can post in the books of a node, and whether who asks may; null where there are none. */
export async function postingAt(visit: Visit, node: string): Promise<PostingHere | null> {
  const tokens = tokensOf(visit);
  if (node === SUPPORT_BOOKS) {
    const { data } = await visit.graph.ask(PostingAtSupport, {}, tokens);
    if (data?.supportBooks == null) return null;
    const permission = data.fundraisingPermissions?.postEntry ?? null;
    const name = translate(visit.locale, 'node.support');
    return { name, permission, books: data.supportBooks, currency: null, teams: [] };
  }
  const { data } = await visit.graph.ask(PostingAtHub, { hub: node }, tokens);
  if (data?.hub?.books == null) return null;
  const { name, permissions, books, currency } = data.hub;
  const teams = data.teams?.nodes ?? [];
  return { name: name ?? node, permission: permissions?.postEntry ?? null, books, currency, teams };
}

function optionsOf({ locale }: Visit, { accounts, funds }: WhereToPostFragment, currency: string | null) {
  const open = accounts.nodes.filter(({ status }) => status === 'OPEN');
  const paths = [...new Set([...STANDARD_CHART, ...open].map(({ path }) => path))].sort();
  const currencies = [...new Set([...(currency === null ? [] : [currency]), ...open.map((one) => one.currency)])];
  return {
    accounts: paths.filter((path) => !KEPT_ELSEWHERE.test(path)).map((value) => ({ value, text: value })),
    currencies: currencies
      .filter(isCurrency)
      .map((value) => ({ value, text: `${currencyName(locale, value)} (${value})` })),
    funds: funds.nodes
      .filter(({ status }) => status !== 'CLOSED')
      .map(({ id, name, code }) => ({ value: id, text: name ?? code })),
  };
}
