import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { Code, Count, Day, T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { formatDay } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import { dayBefore } from '../../money/period.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, keyFor, type Outcome, outcomeOf, tokensOf } from '../act.ts';
import type { Field, Values } from '../field.ts';
import { batchesOf, booksIn, DATE_FORMATS } from './books-file.ts';
import {
  CompleteTeamFiling,
  DropTeamFiling,
  EndTeamBooks,
  FilingToDrop,
  RecordIncorporation,
  StageTeamFiling,
  StartTeamFiling,
  TeamToFile,
  type TeamToFileQuery,
} from './team-books.generated.ts';
import { countryOptions } from './teams.tsx';

type Team = NonNullable<TeamToFileQuery['team']>;
type OwnBooks = NonNullable<Team['ownBooks']>;

const RHYTHMS = ['MONTHLY', 'QUARTERLY', 'YEARLY'] as const;
const GRACE_DAYS = ['30', '60', '90', '180'] as const;
/** Before the id of a sponsorship: the field for its accounts. */
const HELD = 'held ';
/** Longer lists of accounts are given by the command line. */
const ACCOUNTS_LENGTH_MAX = 8_000;

/** A team says that it is a legal entity with books of its own. The subject of this and the next ones is the team. */
export const recordIncorporation: ActDefinition = {
  name: 'recordIncorporation',
  async prepare(visit, id) {
    const team = await teamOf(visit, id);
    if (team === null) return null;
    return {
      node: homeOf(id),
      permission: team.permissions?.recordIncorporation ?? null,
      about: <AboutTeam of={team} />,
      fields: [
        { kind: 'text', name: 'legalName', label: 'legalName', lengthMax: 200 },
        { kind: 'text', name: 'registration', label: 'registration', hint: 'registrationHint', lengthMax: 200 },
        { kind: 'day', name: 'since', label: 'since', hint: 'sinceHint' },
        {
          kind: 'choice',
          name: 'rhythm',
          label: 'rhythm',
          options: RHYTHMS.map((value) => ({ value, text: translate(visit.locale, `teamBooks.rhythm.${value}`) })),
        },
        {
          kind: 'select',
          name: 'graceDays',
          label: 'graceDays',
          hint: 'graceDaysHint',
          options: GRACE_DAYS.map((value) => ({ value, text: value })),
        },
      ],
      defaults: { rhythm: 'QUARTERLY', graceDays: '30' },
      back: `/teams/${id}`,
    };
  },
  async carryOut(visit, team, { values, idempotencyKey }) {
    const { legalName = '', registration = '', since = '', graceDays = '30' } = values;
    const rhythm = RHYTHMS.find((one) => one === values['rhythm']) ?? 'QUARTERLY';
    const input = { idempotencyKey, team, legalName, registration, since, rhythm, graceDays: Number(graceDays) };
    const answer = await visit.graph.ask(RecordIncorporation, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.recordIncorporation, () => booksOf(team));
  },
};

/** A team files its books of a period: the file is read here, checked, and sent on once it is confirmed. The subject is the team, then the first day of a period. */
export const fileTeamBooks: ActDefinition = {
  name: 'fileTeamBooks',
  async prepare(visit, about) {
    const [id = '', day = ''] = about.split(' ');
    const team = await teamOf(visit, id);
    if (team?.ownBooks == null) return null;
    const periods = periodsOf(visit, team.ownBooks);
    const likeliest = periods.find(({ value }) => value.startsWith(`${day} `)) ?? periods[0];
    return {
      node: homeOf(id),
      permission: team.ownBooks.permissions?.file ?? null,
      about: <AboutTeam of={team} />,
      fields: [
        { kind: 'select', name: 'period', label: 'period', hint: 'periodHint', options: periods },
        { kind: 'books', name: 'books', label: 'books', hint: 'booksHint', ...READING },
        { kind: 'check', name: READING.skips, label: 'skips', isOptional: true },
        {
          kind: 'longText',
          name: 'movement',
          label: 'movement',
          hint: 'movementHint',
          lengthMax: ACCOUNTS_LENGTH_MAX,
          isOptional: true,
        },
        {
          kind: 'longText',
          name: 'purposes',
          label: 'purposes',
          hint: 'purposesHint',
          lengthMax: ACCOUNTS_LENGTH_MAX,
          isOptional: true,
        },
        ...(team.ownBooks.holds ?? []).map(
          ({ id: held, team: of }): Field => ({
            kind: 'longText',
            name: HELD + held,
            label: 'held',
            values: { team: of?.name ?? held },
            hint: 'heldHint',
            lengthMax: ACCOUNTS_LENGTH_MAX,
            isOptional: true,
          }),
        ),
        {
          kind: 'select',
          name: 'country',
          label: 'expenses.field.spentIn',
          options: countryOptions(visit.locale),
          isOptional: true,
        },
        {
          kind: 'select',
          name: READING.dateFormat,
          label: 'dateFormat',
          options: DATE_FORMATS.map((value) => ({ value, text: value })),
          isOptional: true,
        },
        {
          kind: 'text',
          name: READING.currency,
          label: 'currency',
          hint: 'currencyHint',
          lengthMax: 3,
          isOptional: true,
        },
        { kind: 'longText', name: 'reason', label: 'reason', hint: 'reasonHint', lengthMax: 1_000, isOptional: true },
      ],
      ...(likeliest === undefined ? {} : { defaults: { period: likeliest.value } }),
      back: booksOf(id),
    };
  },
  async carryOut(visit, about, { values, idempotencyKey }) {
    const [team = ''] = about.split(' ');
    const file = booksIn(values['books'] ?? '');
    const accounts = accountsIn(values);
    if (isRejection(accounts)) return { refused: accounts };
    const [from = '', to = ''] = (values['period'] ?? '').split(' ');
    const { country, reason } = values;
    const said = { ...(country ? { country } : {}), ...(reason ? { reason } : {}) };
    const fileSha256 = file?.sha256 ?? '';
    const tokens = tokensOf(visit);
    const start = { idempotencyKey: keyFor(idempotencyKey, 'start'), team, from, to, fileSha256, accounts, ...said };
    const begun = await visit.graph.ask(StartTeamFiling, { input: start }, tokens);
    const filing = begun.data?.startTeamFiling;
    if (filing?.__typename !== 'TeamFiling') return outcomeOf(begun, filing, () => '');
    /** Nothing of it is ever seen: the mended file can be filed at once. */
    const unlessRefused = async (outcome: Outcome): Promise<Outcome> => {
      if ('refused' in outcome) {
        const input = { idempotencyKey: keyFor(idempotencyKey, 'drop'), filing: filing.id };
        await visit.graph.ask(DropTeamFiling, { input }, tokens);
      }
      return outcome;
    };
    const batches = batchesOf(file?.entries ?? []);
    for (const [batch, entries] of batches.entries()) {
      const answer = await visit.graph.ask(StageTeamFiling, { input: { filing: filing.id, batch, entries } }, tokens);
      const outcome = outcomeOf(answer, answer.data?.stageTeamFiling, () => '');
      if (!('done' in outcome)) return unlessRefused(outcome);
    }
    const rows = file?.entries.length ?? 0;
    const input = {
      ...{ idempotencyKey: keyFor(idempotencyKey, 'complete'), filing: filing.id },
      ...{ fileSha256, batches: batches.length, rows },
    };
    const answer = await visit.graph.ask(CompleteTeamFiling, { input }, tokens);
    return unlessRefused(outcomeOf(answer, answer.data?.completeTeamFiling, () => booksOf(team)));
  },
};

/** A filing that is open is given up. The subject is the filing. */
export const dropTeamFiling: ActDefinition = {
  name: 'dropTeamFiling',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(FilingToDrop, { filing: id }, tokensOf(visit));
    const filing = data?.teamFiling;
    if (filing == null) return null;
    const { team, from, to, stagedRows } = filing;
    return {
      node: homeOf(id),
      permission: filing.permissions?.drop ?? null,
      about: (
        <>
          <AboutTeam of={{ name: team?.name ?? null, id: team?.id ?? id }} />
          {from !== null && to !== null && (
            <p>
              <T id="teamBooks.period" from={<Day key="from" of={from} />} to={<Day key="to" of={dayBefore(to)} />} />
            </p>
          )}
          {stagedRows !== null && (
            <p>
              <T id="teamBooks.rows" />: <Count of={stagedRows} />
            </p>
          )}
        </>
      ),
      fields: [],
      back: booksOf(id),
    };
  },
  async carryOut(visit, filing, { idempotencyKey }) {
    const answer = await visit.graph.ask(DropTeamFiling, { input: { idempotencyKey, filing } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.dropTeamFiling, () => booksOf(filing));
  },
};

/** The hub's treasurer says that a team has no books of its own any more. */
export const endTeamBooks: ActDefinition = {
  name: 'endTeamBooks',
  async prepare(visit, id) {
    const team = await teamOf(visit, id);
    if (team?.ownBooks == null) return null;
    return {
      node: homeOf(id),
      permission: team.ownBooks.permissions?.end ?? null,
      about: (
        <>
          <AboutTeam of={team} />
          {team.ownBooks.rhythm !== null && (
            <p>
              <Code area="teamBooks.rhythm" code={team.ownBooks.rhythm} />
            </p>
          )}
        </>
      ),
      fields: [
        { kind: 'day', name: 'until', label: 'until', hint: 'untilHint' },
        { kind: 'longText', name: 'reason', label: 'reason', hint: 'reasonHint', lengthMax: 1_000 },
      ],
      back: booksOf(id),
    };
  },
  async carryOut(visit, team, { values: { until = '', reason = '' }, idempotencyKey }) {
    const answer = await visit.graph.ask(
      EndTeamBooks,
      { input: { idempotencyKey, team, until, reason } },
      tokensOf(visit),
    );
    return outcomeOf(answer, answer.data?.endTeamBooks, () => booksOf(team));
  },
};

/** The fields that say how a file is to be read. */
const READING = { dateFormat: 'dateFormat', currency: 'currency', skips: 'skips' } as const;

function booksOf(id: string): string {
  return `/books/${homeOf(id)}/teams`;
}

async function teamOf(visit: Visit, id: string): Promise<Team | null> {
  const { data } = await visit.graph.ask(TeamToFile, { team: id }, tokensOf(visit));
  return data?.team ?? null;
}

/** Periods that can be filed: what is missing and over, the oldest first; then what was filed, to be filed again. */
function periodsOf({ locale }: Visit, { unfiled, filings }: OwnBooks) {
  const shown = (from: string, to: string, note: string) => ({
    value: `${from} ${to}`,
    text: `${formatDay(locale, from)} – ${formatDay(locale, dayBefore(to))} · ${note}`,
  });
  const missing = (unfiled ?? []).flatMap(({ from, to, status }) =>
    from === null || to === null || status === null || status === 'RUNNING'
      ? []
      : [shown(from, to, translate(locale, `teamBooks.unfiled.${status}`))],
  );
  const filed = (filings?.nodes ?? []).flatMap(({ from, to, status }) =>
    from === null || to === null || status !== 'FILED'
      ? []
      : [shown(from, to, translate(locale, 'teamBooks.filing.FILED'))],
  );
  return [...missing, ...filed];
}

interface AccountNote {
  readonly name: string;
  readonly isMovement: boolean;
  readonly purpose?: string;
  readonly sponsorship?: string;
}

/** What the team says of its accounts: one a line, and what it is for behind a sign of equality; of those whose money it holds, field by field. */
function accountsIn(values: Values): readonly AccountNote[] | Rejection {
  const lines = (text = '') => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const inside = new Set(lines(values['movement']));
  const named = new Map<string, string>();
  for (const line of lines(values['purposes'])) {
    const [, name = '', purpose = ''] = /^(.+?)\s*=\s*(\S+)$/.exec(line) ?? [];
    if (name === '') {
      return reject(
        'account-note-is-unreadable',
        `Write the account, =, and what it is for; this was "${line.slice(0, 80)}".`,
      );
    }
    named.set(name, purpose);
  }
  const held = new Map(
    Object.entries(values).flatMap(([field, text]) =>
      field.startsWith(HELD) ? lines(text).map((name) => [name, field.slice(HELD.length)] as const) : [],
    ),
  );
  return [...new Set([...inside, ...named.keys(), ...held.keys()])].map((name) => {
    const [purpose, sponsorship] = [named.get(name), held.get(name)];
    return {
      ...{ name, isMovement: inside.has(name) },
      ...(purpose === undefined ? {} : { purpose }),
      ...(sponsorship === undefined ? {} : { sponsorship }),
    };
  });
}

function AboutTeam({ of: { id, name } }: { readonly of: { readonly id: string; readonly name: string | null } }) {
  return (
    <p>
      <strong>
        <Written text={name ?? id} />
      </strong>
    </p>
  );
}
