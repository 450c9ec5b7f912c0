import type { CsvColumn } from '@hubgraph/exports';
import type { ExportMoney } from './entry.ts';

/** An application with what became of it, as the exports need it. */
export interface ExportApplication {
  readonly id: string;
  readonly title: string | null;
  readonly plan: string | null;
  readonly purpose: string | null;
  readonly spentIn: string | null;
  readonly status: string | null;
  readonly appliedAt: string | null;
  readonly amount: ExportMoney | null;
  readonly team: { readonly id: string; readonly name: string | null } | null;
  readonly decision: {
    readonly outcome: string;
    readonly reason: string | null;
    readonly decidedAt: string;
  } | null;
  readonly award: {
    readonly id: string;
    readonly status: string | null;
    readonly amount: ExportMoney | null;
    readonly paid: ExportMoney | null;
  } | null;
}

/** The columns of applications.csv: one row an application, the refused ones like the others. */
export const applicationColumns: readonly CsvColumn<ExportApplication>[] = [
  { name: 'application_id', value: ({ id }) => id },
  { name: 'status', value: ({ status }) => status },
  { name: 'applied_at', value: ({ appliedAt }) => appliedAt },
  { name: 'team_id', value: ({ team }) => team?.id },
  { name: 'team', value: ({ team }) => team?.name },
  { name: 'title', value: ({ title }) => title },
  { name: 'plan', value: ({ plan }) => plan },
  { name: 'purpose', value: ({ purpose }) => purpose },
  { name: 'spent_in', value: ({ spentIn }) => spentIn },
  { name: 'currency', value: ({ amount }) => amount?.currency },
  { name: 'amount_applied_for', value: ({ amount }) => amount?.decimal },
  { name: 'decided_at', value: ({ decision }) => decision?.decidedAt },
  { name: 'outcome', value: ({ decision }) => decision?.outcome },
  { name: 'reason', value: ({ decision }) => decision?.reason },
  { name: 'award_id', value: ({ award }) => award?.id },
  { name: 'amount_awarded', value: ({ award }) => award?.amount?.decimal },
  { name: 'amount_paid', value: ({ award }) => award?.paid?.decimal },
];

/** The hub that gives, as the file names it. */
export interface Funder {
  readonly id: string;
  readonly name: string | null;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const ERASED = 'The text was erased.';

type Member = readonly [name: string, json: string | undefined];

const text = (value: string | null | undefined): string | undefined =>
  value === null || value === undefined ? undefined : JSON.stringify(value.toWellFormed());

/** Decimal text as a JSON number, digit for digit: a floating number in between could change it. */
function number(money: ExportMoney | null | undefined): string | undefined {
  if (money === null || money === undefined) return undefined;
  if (!DECIMAL.test(money.decimal)) throw new Error(`"${money.decimal}" is no amount.`);
  return money.decimal;
}

function object(members: readonly Member[]): string {
  const known = members.filter(([, json]) => json !== undefined);
  return `{${known.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

/**
 * One award as a grant of the 360Giving standard.
 * @see https://standard.threesixtygiving.org/en/latest/technical/grants-schema/
 */
export function grantJson(of: ExportApplication, funder: Funder): string {
  const { id, title, plan, purpose, spentIn, amount, team, decision, award } = of;
  return object([
    ['id', text(award?.id ?? id)],
    ['title', text(title ?? ERASED)],
    ['description', text(plan ?? ERASED)],
    ['currency', text(award?.amount?.currency ?? amount?.currency)],
    ['amountAppliedFor', number(amount)],
    ['amountAwarded', number(award?.amount)],
    ['amountDisbursed', number(award?.paid)],
    ['awardDate', text(decision?.decidedAt)],
    [
      'recipientOrganization',
      team === null
        ? undefined
        : `[${object([
            ['id', text(team.id)],
            ['name', text(team.name ?? team.id)],
          ])}]`,
    ],
    [
      'fundingOrganization',
      `[${object([
        ['id', text(funder.id)],
        ['name', text(funder.name ?? funder.id)],
      ])}]`,
    ],
    ['beneficiaryLocation', spentIn === null ? undefined : `[${object([['countryCode', text(spentIn)]])}]`],
    [
      'classifications',
      purpose === null
        ? undefined
        : `[${object([
            ['vocabulary', text('purpose')],
            ['code', text(purpose)],
            ['title', text(purpose)],
          ])}]`,
    ],
    ['hubgraph:application', text(id)],
    ['hubgraph:reason', text(decision?.reason)],
    ['hubgraph:status', text(award?.status)],
  ]);
}
