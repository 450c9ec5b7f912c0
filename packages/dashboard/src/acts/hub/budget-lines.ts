import { currencyExponent } from '@hubgraph/kernel';
import { STANDARD_CHART } from '@hubgraph/ledger';
import { currencyName } from '../../i18n/format.ts';
import { isCurrency } from '../../i18n/sense.ts';
import { translate } from '../../i18n/translate.ts';
import type { Visit } from '../../visit.tsx';
import { type Field, moneyIn, type Values } from '../field.ts';
import type { BudgetToActFragment, WhatToPlanFragment } from './budgets.generated.ts';

type Line = NonNullable<BudgetToActFragment['lines']>[number];

/** What lines can be about. */
export interface Plannable {
  readonly books: WhatToPlanFragment;
  /** The currency of whose books they are; null where it is not known. */
  readonly currency: string | null;
  readonly teams: readonly { readonly id: string; readonly name: string | null }[];
}

const COST_CLASSES = ['PROGRAMME', 'STAFF', 'OVERSIGHT', 'SENIOR_MANAGEMENT'] as const;
/** The key of what the books do not say. */
const UNKNOWN = 'unknown';
/** What each line asks for: four that it needs, and what it may be narrowed by. */
const NEEDED = ['code', 'account', 'amount', 'currency'] as const;
const NARROWED = ['fund', 'purpose', 'project', 'team', 'costClass'] as const;
const LINES_MAX = 200;

/** The fields of some lines: those that there are, and empty ones. Only the first has to be filled in. */
export function lineFields(visit: Visit, of: Plannable, lines: readonly Line[], empty: number): readonly Field[] {
  const options = optionsOf(visit, of, lines);
  const count = Math.min(lines.length + empty, LINES_MAX);
  return Array.from({ length: count }, (_, n) => fieldsOf(n, options)).flat();
}

/** What the fields hold at first. */
export function lineDefaults(lines: readonly Line[], empty: number, currency: string): Values {
  const blank = Array.from({ length: empty }, (_, n) => [`currency${lines.length + n}`, currency]);
  const written = lines.flatMap(({ code, account, planned, ...narrowed }, n) => [
    [`code${n}`, code],
    [`account${n}`, account],
    [`amount${n}`, planned.decimal],
    [`currency${n}`, planned.currency],
    ...NARROWED.map((name) => [`${name}${n}`, narrowed[name] ?? '']),
  ]);
  return Object.fromEntries([...written, ...blank]);
}

/** The lines that were filled in, as the graph takes them. */
export function linesIn(fields: readonly Field[], values: Values) {
  const ordinals = Array.from({ length: LINES_MAX }, (_, n) => n);
  return ordinals.flatMap((n) => {
    const { [`code${n}`]: code, [`account${n}`]: account } = values;
    if (code === undefined || account === undefined) return [];
    const { decimal, currency } = moneyIn(fields, values, `amount${n}`);
    const costClass = COST_CLASSES.find((one) => one === values[`costClass${n}`]);
    const narrowed = (['fund', 'purpose', 'project', 'team'] as const).flatMap((name) => {
      const value = values[`${name}${n}`];
      return value ? [[name, value] as const] : [];
    });
    return [
      {
        ...{ code, account, amount: { decimal: plain(decimal, currency), currency } },
        ...(Object.fromEntries(narrowed) as Readonly<Partial<Record<(typeof narrowed)[number][0], string>>>),
        ...(costClass === undefined ? {} : { costClass }),
      },
    ];
  });
}

/** Hours and the like have places of their own: no more are written than were meant. */
function plain(decimal: string, currency: string): string {
  return currencyExponent(currency) === undefined ? decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : decimal;
}

type Options = Readonly<
  Record<
    'account' | 'currency' | 'fund' | 'team' | 'costClass',
    readonly { readonly value: string; readonly text: string }[]
  >
>;

function fieldsOf(n: number, options: Options): readonly Field[] {
  const number = String(n + 1);
  const isOptional = n > 0;
  const group = (label: string, folded = false) => ({
    group: { name: 'budgets.form.line', number, label, ...(folded ? { folded: 'budgets.form.only' } : {}) },
  });
  const isNeededWith = ['code', 'account', 'amount'].map((name) => `${name}${n}`);
  const needed = (name: (typeof NEEDED)[number], short: string) => ({
    ...{ name: `${name}${n}`, label: `budgets.form.of.${name}`, values: { number }, isOptional, isNeededWith },
    ...group(short),
  });
  const narrowed = (name: (typeof NARROWED)[number], short: string) => ({
    ...{ name: `${name}${n}`, label: `budgets.form.of.${name}`, values: { number }, isOptional: true },
    ...group(short, true),
  });
  return [
    {
      ...needed('code', 'budgets.form.code'),
      kind: 'code',
      lengthMax: 40,
      ...(n === 0 ? { hint: 'budgets.form.codeHint' } : {}),
    },
    { ...needed('account', 'budgets.form.account'), kind: 'select', options: options.account },
    {
      ...needed('amount', 'expenses.field.amount'),
      kind: 'amount',
      currency: { chosenIn: `currency${n}` },
    },
    { ...needed('currency', 'expenses.field.currency'), kind: 'select', options: options.currency },
    { ...narrowed('fund', 'budgets.form.fund'), kind: 'select', options: options.fund },
    { ...narrowed('purpose', 'budgets.form.purpose'), kind: 'code', lengthMax: 64 },
    { ...narrowed('project', 'budgets.form.project'), kind: 'text', lengthMax: 128 },
    { ...narrowed('team', 'budgets.form.team'), kind: 'select', options: options.team },
    { ...narrowed('costClass', 'expenses.field.costClass'), kind: 'select', options: options.costClass },
  ];
}

function optionsOf({ locale }: Visit, { books, currency, teams }: Plannable, lines: readonly Line[]): Options {
  const flows = [...STANDARD_CHART, ...books.accounts.nodes.filter(({ status }) => status === 'OPEN')]
    .map(({ path }) => path)
    .filter((path) => /^(income|expenses):/.test(path));
  // What was planned for a class counts what is booked below it.
  const classes = flows.map((path) => path.split(':').slice(0, 2).join(':'));
  const accounts = [...new Set([...flows, ...classes, ...lines.map(({ account }) => account)])].sort();
  const currencies = [
    ...new Set([
      ...(currency === null ? [] : [currency]),
      ...books.accounts.nodes.map((one) => one.currency),
      ...lines.map(({ planned }) => planned.currency),
    ]),
  ];
  const funds = books.funds.nodes.filter(({ status }) => status !== 'CLOSED');
  const named = new Map(teams.map(({ id, name }) => [id, name ?? id]));
  const others = lines.flatMap(({ team }) => (team === null || named.has(team) ? [] : [team]));
  const goneFunds = lines.flatMap(({ fund }) => (fund === null || funds.some(({ id }) => id === fund) ? [] : [fund]));
  return {
    account: accounts.map((value) => ({ value, text: value })),
    currency: currencies.map((value) => ({
      value,
      text: isCurrency(value) ? `${currencyName(locale, value)} (${value})` : value,
    })),
    fund: [
      ...funds.map(({ id, name, code }) => ({ value: id, text: name ?? code })),
      ...[...new Set(goneFunds)].map((value) => ({ value, text: value })),
    ],
    team: [
      ...[...named].map(([value, text]) => ({ value, text })),
      ...[...new Set(others.filter((one) => one !== UNKNOWN))].map((value) => ({ value, text: value })),
      { value: UNKNOWN, text: translate(locale, 'money.unknown') },
    ],
    costClass: COST_CLASSES.map((value) => ({ value, text: translate(locale, `expenses.costClass.${value}`) })),
  };
}
