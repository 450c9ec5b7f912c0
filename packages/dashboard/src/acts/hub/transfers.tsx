import { T } from '../../components/words.tsx';
import type { GraphAnswer } from '../../graph/graph.ts';
import type { Operation } from '../../graph/operation.ts';
import { currencyName, formatMoney } from '../../i18n/format.ts';
import { isCurrency } from '../../i18n/sense.ts';
import { translate } from '../../i18n/translate.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import { minorOf } from '../../money/sums.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Outcome, outcomeOf, type Permission, tokensOf } from '../act.ts';
import { CHECKED, type Field, moneyIn } from '../field.ts';
import {
  type FundsToUseFragment,
  PrepareSupportTransfer,
  PrepareTransfer,
  SetAcceptanceRule,
  SetSupportAcceptanceRule,
  type TransferDoneFragment,
  TransfersOfHub,
  type TransfersOfHubQuery,
  TransfersOfSupport,
  WhoTakesPart,
  type WhoTakesPartQuery,
} from './transfers.generated.ts';

type Rule = NonNullable<TransfersOfHubQuery['hub']>['acceptanceRule'];
type Fund = FundsToUseFragment['funds']['nodes'][number];
export interface Option {
  readonly value: string;
  readonly text: string;
}

const FROM = ['AUTHORISED', 'LISTED', 'NOBODY'] as const;
const NODE = 'node ';
/** More pages of a hundred hubs are not asked for: a list of a thousand is no choice. */
const PAGES_MAX = 10;

/** A treasurer prepares a transfer to another node. The subject is the node that pays. */
export const prepareTransfer: ActDefinition = {
  name: 'prepareTransfer',
  async prepare(visit, node) {
    const [found, others] = await Promise.all([transfersAt(visit, node), otherNodes(visit, node)]);
    if (found === null) return null;
    const funds = fundOptions(visit, found.funds);
    const currencies = currenciesOf(visit, found.funds);
    return {
      node,
      permission: found.prepare,
      about: (
        <p>
          <T id="act.prepareTransfer.about" node={<bdi key="node">{nameOf(visit, node, found.name)}</bdi>} />
        </p>
      ),
      fields: [
        { kind: 'select', name: 'to', label: 'to', options: others },
        { kind: 'select', name: 'fund', label: 'expenses.field.fund', options: funds },
        { kind: 'select', name: 'currency', label: 'expenses.field.currency', options: currencies },
        { kind: 'amount', name: 'amount', label: 'expenses.field.amount', currency: { chosenIn: 'currency' } },
        {
          kind: 'code',
          name: 'purpose',
          label: 'expenses.field.purpose',
          hint: 'expenses.field.purposeHint',
          lengthMax: 64,
          isOptional: true,
        },
      ],
      defaults: { ...onlyOne('to', others), ...onlyOne('fund', funds), ...onlyOne('currency', currencies) },
      back: `/books/${node}/transfers`,
    };
  },
  carryOut(visit, node, { values, fields, idempotencyKey }) {
    const { to = '', fund = '', purpose } = values;
    const amount = moneyIn(fields, values, 'amount');
    const input = { idempotencyKey, to, fund, amount, ...(purpose ? { purpose } : {}) };
    return sendTransfer(visit, node, [PrepareTransfer, PrepareSupportTransfer], input);
  },
};

/** A treasurer says from whom transfers are taken without asking. The subject is the node that is paid. */
export const setAcceptanceRule: ActDefinition = {
  name: 'setAcceptanceRule',
  async prepare(visit, node) {
    const [found, others] = await Promise.all([transfersAt(visit, node), otherNodes(visit, node)]);
    if (found === null) return null;
    const listed = found.rule?.nodes ?? [];
    // One that is listed and takes no part any more is shown, so that it can be taken off.
    const gone = listed.filter((one) => others.every(({ value }) => value !== one));
    return {
      node,
      permission: found.setRule,
      about: (
        <p>
          <T id="act.setAcceptanceRule.about" node={<bdi key="node">{nameOf(visit, node, found.name)}</bdi>} />
        </p>
      ),
      fields: [
        {
          kind: 'choice',
          name: 'from',
          label: 'from',
          options: FROM.map((value) => ({
            value,
            text: translate(visit.locale, `act.setAcceptanceRule.from${value}`),
          })),
        },
        ...[...others, ...gone.map((value) => ({ value, text: value }))].map(
          ({ value, text }): Field => ({
            kind: 'check',
            name: NODE + value,
            label: 'node',
            values: { name: text },
            isOptional: true,
            group: { name: 'nodes', number: '', label: 'node' },
          }),
        ),
      ],
      defaults: {
        from: found.rule?.from ?? '',
        ...Object.fromEntries(listed.map((one) => [NODE + one, CHECKED])),
      },
      back: `/books/${node}/transfers`,
    };
  },
  async carryOut(visit, node, { values, idempotencyKey }) {
    const from = FROM.find((one) => one === values['from']) ?? 'NOBODY';
    const ticked = Object.keys(values).flatMap((name) => (name.startsWith(NODE) ? [name.slice(NODE.length)] : []));
    // Ticked boxes say nothing where no list is asked for.
    const input = { idempotencyKey, from, nodes: from === 'LISTED' ? ticked : [] };
    const tokens = tokensOf(visit);
    const answer =
      node === SUPPORT_BOOKS
        ? await visit.graph.ask(SetSupportAcceptanceRule, { input }, tokens)
        : await visit.graph.ask(SetAcceptanceRule, { input: { ...input, hub: node } }, tokens);
    return outcomeOf(answer, answer.data?.done, () => `/books/${node}/transfers`);
  },
};

type Sent = { readonly done: TransferDoneFragment | null };

/** Sends a step of a transfer to a hub, or to the Basic Support System, which has the same under another name. */
export async function sendTransfer<Input extends object>(
  visit: Visit,
  node: string,
  [ofHub, ofSupport]: readonly [
    Operation<Sent, { readonly input: Input & { readonly hub: string } }>,
    Operation<Sent, { readonly input: Input }>,
  ],
  input: Input,
): Promise<Outcome> {
  const tokens = tokensOf(visit);
  const answer =
    node === SUPPORT_BOOKS
      ? await visit.graph.ask(ofSupport, { input }, tokens)
      : await visit.graph.ask(ofHub, { input: { ...input, hub: node } }, tokens);
  return outcomeOf(answer, answer.data?.done, ({ id }) => `/books/${node}/transfers/${id}`);
}

export interface TransfersHere {
  readonly name: string | null;
  readonly prepare: Permission | null;
  readonly setRule: Permission | null;
  readonly rule: Rule;
  readonly funds: readonly Fund[];
}

/** What one may begin at a node, by which rule it takes transfers, and its open funds; null where there is no such node. */
export async function transfersAt(visit: Visit, node: string): Promise<TransfersHere | null> {
  const tokens = tokensOf(visit);
  if (node === SUPPORT_BOOKS) {
    const { data } = await visit.graph.ask(TransfersOfSupport, {}, tokens);
    if (data?.supportBooks == null) return null;
    const { fundraisingPermissions: may, supportAcceptanceRule: rule, supportBooks: books } = data;
    const { prepareTransfer: prepare = null, setAcceptanceRule: setRule = null } = may ?? {};
    return { name: null, prepare, setRule, rule, funds: openOf(books) };
  }
  const { data } = await visit.graph.ask(TransfersOfHub, { hub: node }, tokens);
  if (data?.hub?.books == null) return null;
  const { name, permissions: may, acceptanceRule: rule, books } = data.hub;
  const { prepareTransfer: prepare = null, setAcceptanceRule: setRule = null } = may ?? {};
  return { name, prepare, setRule, rule, funds: openOf(books) };
}

function openOf({ funds }: FundsToUseFragment): readonly Fund[] {
  return funds.nodes.filter(({ status }) => status !== 'CLOSED');
}

/** Funds by name, with what is free in them. */
export function fundOptions({ locale }: Visit, funds: readonly Fund[]): readonly Option[] {
  return funds.map(({ id, name, code, balances }) => {
    const free = balances.flatMap(({ currency, available }) =>
      isCurrency(currency) && minorOf(available) > 0n ? [formatMoney(locale, available)] : [],
    );
    return { value: id, text: [name ?? code, ...free].join(' · ') };
  });
}

function currenciesOf({ locale }: Visit, funds: readonly Fund[]): readonly Option[] {
  const held = funds.flatMap(({ balances }) => balances.map(({ currency }) => currency));
  return [...new Set(held)]
    .filter(isCurrency)
    .map((value) => ({ value, text: `${currencyName(locale, value)} (${value})` }));
}

/** The nodes with books that the council authorises, but this one. */
async function otherNodes(visit: Visit, node: string): Promise<readonly Option[]> {
  const hubs: Option[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer: GraphAnswer<WhoTakesPartQuery> = await visit.graph.ask(WhoTakesPart, { after }, []);
    if (answer.data === null) break;
    const { nodes, pageInfo } = answer.data.hubs;
    hubs.push(...nodes.map(({ id, name }) => ({ value: id, text: name ?? id })));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  const support = { value: SUPPORT_BOOKS, text: translate(visit.locale, 'node.support') };
  return [...hubs, support].filter(({ value }) => value !== node);
}

function nameOf({ locale }: Visit, node: string, name: string | null): string {
  return node === SUPPORT_BOOKS ? translate(locale, 'node.support') : (name ?? node);
}

/** What is chosen at first where there is no other choice. */
function onlyOne(name: string, options: readonly Option[]): Readonly<Record<string, string>> {
  const [first] = options;
  return options.length === 1 && first !== undefined ? { [name]: first.value } : {};
}
