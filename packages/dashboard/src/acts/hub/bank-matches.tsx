import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { Amount, Called, Code, Count, Day, Id, ListOf, Moment, T, Who, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { formatDay, formatMoney, nameOfCode } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, type Permission, type Prepared, tokensOf } from '../act.ts';
import type { Field } from '../field.ts';
import {
  BankLineToMatch,
  type BankLineToMatchQuery,
  BankMatchToUndo,
  BookBankLine,
  ConfirmBankMatch,
  type EntryInShortFragment,
  type LineShownFragment,
  UndoBankMatch,
  UnmatchedAtBank,
} from './bank.generated.ts';
import { countryOptions } from './teams.tsx';

type Hub = NonNullable<BankLineToMatchQuery['hub']>;
type Line = NonNullable<NonNullable<Hub['bank']>['line']>;
type Proposal = NonNullable<Line['proposals']>[number];

/** Of what is not matched, all that was ever booked is offered: a line may be much later than its entry. */
const BEGINNING = '1970-01-01';
const DAY_MS = 86_400_000;
/** What a line without any proposal is refused for: that it was asked for no entry says nothing of who asks. */
const ASKED_FOR_NONE = 'match-has-one-side';
/** Entries besides the one that is proposed. */
const MORE_ENTRIES = 3;
const NONE_OF_THEM = 'NONE';
const COUNTERPARTIES = ['SUPPLIER', 'STAFF', 'PUBLIC', 'TEAM', 'MOVEMENT'] as const;

/** A treasurer says that a line of the bank and entries of the books are the same money. */
export const confirmBankMatch: ActDefinition = {
  name: 'confirmBankMatch',
  async prepare(visit, id) {
    const found = await lineFor(visit, id);
    if (found === null) return null;
    const { line } = found;
    const open = await unmatched(visit, line);
    const proposals = line.proposals ?? [];
    return {
      ...aboutLine(line),
      permission: permissionToMatch(line.permissions.match),
      fields: [
        ...(proposals.length === 0 ? [] : [proposalField(visit, proposals)]),
        ...otherEntries(visit, open.entries, proposals.length === 0),
        {
          kind: 'select',
          name: 'line',
          label: 'line',
          hint: 'lineHint',
          options: open.lines
            .filter((one) => one.id !== id)
            .map((one) => ({ value: one.id, text: inShort(visit, one) })),
          isOptional: true,
        },
      ],
      defaults: { proposal: proposals[0] === undefined ? '' : entriesOf(proposals[0]) },
    };
  },
  async carryOut(visit, id, { values, idempotencyKey }) {
    const found = await lineFor(visit, id);
    const { proposal = NONE_OF_THEM, line: other, ...others } = values;
    const input = {
      idempotencyKey,
      bankAccount: found?.line.bankAccount ?? '',
      lines: [id, ...(other === undefined ? [] : [other])],
      entries: [...new Set([...(proposal === NONE_OF_THEM ? [] : proposal.split(' ')), ...Object.values(others)])],
    };
    const answer = await visit.graph.ask(ConfirmBankMatch, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.confirmBankMatch, () => toBank(id));
  },
};

/** A line for which there is no entry, as a fee, is booked from the line. */
export const bookBankLine: ActDefinition = {
  name: 'bookBankLine',
  async prepare(visit, id) {
    const found = await lineFor(visit, id);
    if (found === null) return null;
    const { line, hub } = found;
    const isFee = line.amount.amountMinor.startsWith('-');
    const usual = isFee ? 'expenses:services' : 'income:other';
    const accounts = (hub.books?.accounts.nodes ?? []).filter(
      ({ path, currency, status }) =>
        /^(?:income|expenses):/.test(path) && currency === line.amount.currency && status === 'OPEN',
    );
    return {
      ...aboutLine(line),
      permission: line.permissions.book,
      fields: [
        {
          kind: 'choice',
          name: 'kind',
          label: 'kind',
          options: ['fee', 'interest', 'other'].map((value) => ({
            value,
            text: translate(visit.locale, `act.bookBankLine.kind-${value}`),
          })),
        },
        {
          kind: 'select',
          name: 'account',
          label: 'account',
          options: [...new Set([usual, ...accounts.map(({ path }) => path)])].map((value) => ({ value, text: value })),
        },
        {
          kind: 'select',
          name: 'fund',
          label: 'fund',
          options: (hub.books?.funds.nodes ?? [])
            .filter(({ status }) => status !== 'CLOSED')
            .map(({ id: value, name, code }) => ({ value, text: name ?? code })),
        },
        {
          kind: 'select',
          name: 'counterparty',
          label: 'counterparty',
          options: COUNTERPARTIES.map((value) => ({
            value,
            text: nameOfCode(visit.locale, 'books.counterparty', value),
          })),
        },
        { kind: 'code', name: 'purpose', label: 'expenses.field.purpose', lengthMax: 40, isOptional: true },
        {
          kind: 'select',
          name: 'spentIn',
          label: 'expenses.field.spentIn',
          options: countryOptions(visit.locale),
          isOptional: true,
        },
      ],
      defaults: { kind: isFee ? 'fee' : 'interest', account: usual, counterparty: isFee ? 'SUPPLIER' : 'PUBLIC' },
    };
  },
  async carryOut(visit, line, { values, idempotencyKey }) {
    const { kind = '', account = '', fund = '', purpose, spentIn } = values;
    const input = {
      ...{ idempotencyKey, line, kind, account, fund },
      counterparty: COUNTERPARTIES.find((one) => one === values['counterparty']) ?? 'SUPPLIER',
      ...(purpose === undefined ? {} : { purpose }),
      ...(spentIn === undefined ? {} : { spentIn }),
    };
    const answer = await visit.graph.ask(BookBankLine, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.bookBankLine, () => toBank(line));
  },
};

/** A treasurer takes a match back: both ends are open again. */
export const undoBankMatch: ActDefinition = {
  name: 'undoBankMatch',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(BankMatchToUndo, { hub: homeOf(id), match: id }, tokensOf(visit));
    const match = data?.hub?.bank?.match;
    if (match == null) return null;
    return {
      node: homeOf(id),
      permission: match.permissions.undo,
      about: (
        <>
          <p>
            <T
              id="act.undoBankMatch.about"
              lines={match.lines.length}
              moment={<Moment key="moment" of={match.confirmedAt} />}
              name={<Who key="who" by={match.confirmedBy} />}
            />
          </p>
          <ul>
            {match.entries.map((entry, n) => (
              <li key={entry}>
                <Link to={`/books/${homeOf(id)}/entries/${entry}`}>
                  <T id="expenses.entry" number={n + 1} />
                </Link>
              </li>
            ))}
          </ul>
        </>
      ),
      fields: [],
      back: toBank(id),
    };
  },
  async carryOut(visit, match, { idempotencyKey }) {
    const answer = await visit.graph.ask(UndoBankMatch, { input: { idempotencyKey, match } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.undoBankMatch, () => toBank(match));
  },
};

function toBank(id: string): string {
  return `/hubs/${homeOf(id)}/bank`;
}

async function lineFor(visit: Visit, id: string): Promise<{ readonly hub: Hub; readonly line: Line } | null> {
  const { data } = await visit.graph.ask(BankLineToMatch, { hub: homeOf(id), line: id }, tokensOf(visit));
  const line = data?.hub?.bank?.line;
  return data?.hub == null || line == null ? null : { hub: data.hub, line };
}

async function unmatched(visit: Visit, { id, bankAccount }: Line) {
  const to = new Date(visit.now + DAY_MS).toISOString().slice(0, 10);
  const variables = { hub: homeOf(id), account: bankAccount, from: BEGINNING, to };
  const { data } = await visit.graph.ask(UnmatchedAtBank, variables, tokensOf(visit));
  const found = data?.hub?.bank?.account?.reconciliation;
  return { lines: found?.unmatchedLines.nodes ?? [], entries: found?.unmatchedEntries.nodes ?? [] };
}

function permissionToMatch(permission: Permission): Permission {
  return permission.code === ASKED_FOR_NONE ? { allowed: true, code: null, reason: null } : permission;
}

function aboutLine(line: Line): Pick<Prepared, 'node' | 'about' | 'back'> {
  return { node: homeOf(line.id), about: <LineWords of={line} />, back: toBank(line.id) };
}

/** What the bank says of a line. */
function LineWords({ of }: { readonly of: LineShownFragment }): ReactNode {
  return (
    <>
      <p>
        <strong>
          <Amount of={of.amount} />
        </strong>
        , <Day of={of.bookedOn} />
      </p>
      {of.counterpartyName !== null && (
        <p>
          <Called of={of.counterpartyName} /> {of.counterpartyAccount !== null && <Id of={of.counterpartyAccount} />}
        </p>
      )}
      {of.remittance !== null && (
        <p>
          <Written text={of.remittance} />
        </p>
      )}
    </>
  );
}

function entriesOf({ entries }: Proposal): string {
  return entries.map(({ id }) => id).join(' ');
}

function entryInShort({ locale }: Visit, { kind, effectiveDay }: EntryInShortFragment): string {
  return `${formatDay(locale, effectiveDay)}, ${nameOfCode(locale, 'books.kind', kind)}`;
}

function inShort({ locale }: Visit, { bookedOn, amount, counterpartyName, remittance }: LineShownFragment): string {
  const said = [counterpartyName, remittance].filter((one) => one !== null).join(', ');
  return [formatDay(locale, bookedOn), formatMoney(locale, amount), said.slice(0, 60)]
    .filter((one) => one !== '')
    .join(' · ');
}

function proposalField(visit: Visit, proposals: readonly Proposal[]): Field {
  return {
    kind: 'choice',
    name: 'proposal',
    label: 'proposal',
    options: [
      ...proposals.map((one) => ({
        value: entriesOf(one),
        text: one.entries.map((entry) => entryInShort(visit, entry)).join('; '),
        note: <WhyProposed key={entriesOf(one)} of={one} />,
      })),
      { value: NONE_OF_THEM, text: translate(visit.locale, 'act.confirmBankMatch.none') },
    ],
  };
}

/** How far apart they are is said in days. */
const SAID_BY_DAYS: ReadonlySet<string> = new Set(['SAME_DAY', 'DAYS_APART']);

/** What speaks for a proposal. */
function WhyProposed({ of: { score, reasons, daysApart, entries } }: { readonly of: Proposal }) {
  return (
    <span className="line soft">
      <T
        id="bank.score"
        score={<Count key="score" of={score} />}
        reasons={
          <ListOf
            key="reasons"
            of={reasons
              .filter((reason) => !SAID_BY_DAYS.has(reason))
              .map((reason) => <Code key={reason} area="bank.reason" code={reason} />)}
          />
        }
        days={daysApart}
      />{' '}
      {entries.map(({ id, kind }) => (
        <Link key={id} to={`/books/${homeOf(id)}/entries/${id}`}>
          <T id="bank.openEntry" kind={<Code key="kind" area="books.kind" code={kind} />} />
        </Link>
      ))}
    </span>
  );
}

function otherEntries(
  visit: Visit,
  open: readonly { readonly amount: Parameters<typeof formatMoney>[1]; readonly entry: EntryInShortFragment }[],
  isNeeded: boolean,
): readonly Field[] {
  const options = open.map(({ amount, entry }) => ({
    value: entry.id,
    text: `${entryInShort(visit, entry)} · ${formatMoney(visit.locale, amount)}`,
  }));
  return Array.from({ length: MORE_ENTRIES }, (_, n) => ({
    kind: 'select',
    name: `entry${n}`,
    label: n === 0 && isNeeded ? 'entry' : 'another',
    options,
    isOptional: n > 0 || !isNeeded,
  }));
}
