import { amountValue } from '@hubgraph/books';
import {
  type CurrencyCode,
  type Day,
  dayOf,
  isDay,
  isRejection,
  type Period,
  parsePeriod,
  type Rejection,
  reject,
  sha256,
} from '@hubgraph/kernel';
import {
  type ActRequest,
  actorValue,
  answer,
  badInput,
  checkText,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  moneyValue,
  NO_TEXT,
  type PageArguments,
  pageSize,
  placeAfter,
  probeId,
  type RequestContext,
  unusedWord,
} from '@hubgraph/node';
import { protectedCountriesOf } from '../expenses/rules/views.ts';
import { actor, checkArgument, madeIn, moment } from '../grants/values.ts';
import type { EntryInput } from '../imports/inputs.ts';
import { codeOfName } from '../imports/without-names.ts';
import { ownId } from '../own-id.ts';
import type { TeamState } from '../teams/domain.ts';
import { teamOf } from '../teams/views.ts';
import { type FiledEntry, type FiledPosting, pathOfCode } from './batches.ts';
import { type Consolidated, consolidatedOf, type EntityFigures } from './consolidated.ts';
import type { TeamBooksState, TeamFilingState } from './domain.ts';
import { type BetweenHubAndTeam, betweenOf } from './filed.ts';
import { type FilingMonths, nextBoundary, periodsBefore, type UnfiledStatus } from './periods.ts';
import { eraseDropped, stageBatch } from './staging.ts';
import {
  accountNames,
  type FiledAccount,
  filedAccounts,
  filedEntries,
  filingOf,
  heldOn,
  isThatCounts,
  netAssetsOf,
  newestFiling,
  openingGap,
  plansOf,
  sumsOf,
  teamBooksOf,
  type UnfiledPeriod,
  unfiledOf,
} from './views.ts';

interface Keyed {
  readonly idempotencyKey?: string | null;
}
interface OfTeam extends Keyed {
  readonly team: string;
}
interface RecordInput extends OfTeam {
  readonly legalName: string;
  readonly registration: string;
  readonly since: Day;
  readonly rhythm: keyof typeof MONTHS;
  readonly graceDays: number;
}
interface StartInput extends OfTeam {
  readonly from: Day;
  readonly to: Day;
  readonly fileSha256: string;
  readonly country?: string | null;
  readonly accounts?: readonly AccountInput[] | null;
  readonly reason?: string | null;
}
interface AccountInput {
  readonly name: string;
  readonly isMovement?: boolean | null;
  readonly purpose?: string | null;
  readonly sponsorship?: string | null;
}
interface OfFiling extends Keyed {
  readonly filing: string;
}
interface UnfiledArguments extends PageArguments {
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly status?: UnfiledStatus | null;
}

const MONTHS = { MONTHLY: 1, QUARTERLY: 3, YEARLY: 12 } as const;
const NAME_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 1_000;
const UNFILED_MAX = 100;
const ALWAYS = { from: '0001-01-01', to: '9999-12-31' };

const figureResolvers = {
  income: ({ income }: EntityFigures) => income.map(moneyValue),
  spending: ({ spending }: EntityFigures) => spending.map(moneyValue),
  netAssets: ({ netAssets }: EntityFigures) => netAssets.map(moneyValue),
};

type MaybeFiling = Partial<TeamFilingState> & { readonly id: string };

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    teamFiling(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'team-filing');
      return filingOf(context.read, id) ?? null;
    },
  },
  Team: {
    ownBooks: ({ id }: Partial<TeamState>, _: unknown, { read }) => teamBooksOf(read, id ?? '') ?? null,
  },
  TeamPermissions: {
    recordIncorporation: ({ id }: TeamState, _: unknown, { may, node }) =>
      may('RecordIncorporation', {
        ...{ team: id, legalName: NO_TEXT, registration: NO_TEXT, months: 12, graceDays: 1 },
        since: `${dayOf(node.world.clock.now()).slice(0, 4)}-01-01`,
      }),
  },
  Hub: {
    teamBooks(_: unknown, page: PageArguments, { read }) {
      return entityPage<TeamBooksState>(read, { kind: 'team-books', table: 'team_books' }, page);
    },
    consolidatedBooks(_: unknown, { from, to }: Period, { read, node }) {
      const period = parsePeriod(from, to);
      if (isRejection(period)) throw badInput(period);
      return consolidatedOf(read, node.config.id, period, node.world.clock.now());
    },
    unfiledTeamBooks(_: unknown, args: UnfiledArguments, context) {
      const found = unfiledIn(args, context);
      const size = pageSize(args.first);
      const after = placeAfter(args.after, (text) => /^\d{4}-\d{2}-\d{2} \S+$/.test(text));
      const rest = found.filter((one) => placeOf(one) > after);
      const nodes = rest.slice(0, size);
      const last = nodes.at(-1);
      return {
        nodes,
        pageInfo: { hasNextPage: rest.length > size, endCursor: last === undefined ? null : placeOf(last) },
        totalCount: found.length,
      };
    },
  },
  Mutation: {
    recordIncorporation: (_: unknown, { input }: { input: RecordInput }, context) =>
      ofTeam(context, 'RecordIncorporation', input, ({ texts }) => {
        const { legalName, registration, since, rhythm, graceDays } = input;
        return (
          checkText('legalName', legalName, NAME_LENGTH_MAX) ??
          checkText('registration', registration, NAME_LENGTH_MAX) ?? {
            ...{ since, months: MONTHS[rhythm], graceDays },
            ...{ legalName: texts.seal(legalName), registration: texts.seal(registration) },
          }
        );
      }),
    endTeamBooks: (_: unknown, { input }: { input: OfTeam & { until: Day; reason: string } }, context) =>
      ofTeam(
        context,
        'EndTeamBooks',
        input,
        ({ texts }) =>
          checkText('reason', input.reason, REASON_LENGTH_MAX) ?? {
            until: input.until,
            reason: texts.seal(input.reason),
          },
      ),
    async startTeamFiling(_: unknown, { input }: { input: StartInput }, context) {
      const { team, from, to, fileSha256, country, reason } = input;
      const outcome = await context.act({
        type: 'StartTeamFiling',
        input,
        payload: ({ texts, newId }) =>
          ownId(context, team, 'team') ??
          (reason ? checkText('reason', reason, REASON_LENGTH_MAX) : undefined) ?? {
            ...{ filing: newId('team-filing'), team, from, to, fileSha256 },
            ...(country ? { country } : {}),
            ...(reason ? { reason: texts.seal(reason) } : {}),
            accounts: (input.accounts ?? []).map((one) => noteOf(one, context)),
          },
      });
      if (isRejection(outcome) && outcome.code === 'filing-is-open') {
        const open = newestFiling(context.read, team, from);
        if (open?.fileSha256 === fileSha256) return { ...open, __typename: 'TeamFiling' };
      }
      return answer(outcome, 'TeamFiling', (accepted) => filingOf(context.read, madeIn(accepted, 'filing')));
    },
    async stageTeamFiling(
      _: unknown,
      { input }: { input: OfFiling & { batch: number; entries: EntryInput[] } },
      context,
    ) {
      const outcome = await stageBatch(input, context);
      return answer(outcome, 'TeamFiling', () => filingOf(context.read, input.filing));
    },
    async completeTeamFiling(
      _: unknown,
      { input }: { input: OfFiling & { fileSha256: string; batches: number; rows: number } },
      context,
    ) {
      const { filing, fileSha256, batches, rows } = input;
      const payload = () => ownId(context, filing, 'team-filing') ?? { filing, fileSha256, batches, rows };
      const outcome = await context.act({ type: 'CompleteTeamFiling', input, payload });
      return answer(outcome, 'TeamFiling', () => filingOf(context.read, filing));
    },
    async dropTeamFiling(_: unknown, { input }: { input: OfFiling }, context) {
      const { filing } = input;
      const payload = () => ownId(context, filing, 'team-filing') ?? { filing };
      const outcome = await context.act({ type: 'DropTeamFiling', input, payload });
      // Also where it was dropped before: the node may have stopped before all texts were erased.
      const isSettled = !isRejection(outcome) || outcome.code === 'filing-is-dropped';
      if (isSettled && filingOf(context.read, filing)?.status === 'DROPPED') await eraseDropped(filing, context);
      return answer(outcome, 'TeamFiling', () => filingOf(context.read, filing));
    },
  },
  TeamBooks: {
    team: ({ team }: TeamBooksState, _: unknown, { read }) => teamOf(read, team) ?? null,
    legalName: ({ legalName }: TeamBooksState, _: unknown, context) => context.text(legalName),
    registration: ({ registration }: TeamBooksState, _: unknown, context) => context.text(registration),
    until: ({ until }: TeamBooksState) => until ?? null,
    rhythm: ({ months }: TeamBooksState) => rhythmOf(months),
    recordedAt: ({ recordedAt }: TeamBooksState) => dateTime(recordedAt),
    recordedBy: ({ recordedBy }: TeamBooksState, _: unknown, context) => actorValue(recordedBy, context),
    endReason: ({ endReason }: TeamBooksState, _: unknown, context) =>
      endReason === undefined ? null : context.text(endReason),
    unfiled: (plan: TeamBooksState, _: unknown, { read, node }) =>
      unfiledOf(read, plan, node.world.clock.now(), ALWAYS).slice(0, UNFILED_MAX),
    filings: ({ team }: TeamBooksState, page: PageArguments, { read }) =>
      entityPage<TeamFilingState>(
        read,
        { kind: 'team-filing', table: 'team_filing', where: { team }, isNewestFirst: true },
        page,
      ),
    netAssets({ team }: TeamBooksState, { to }: { to: Day }, { read }) {
      if (!isDay(to)) throw badInput(reject('day-is-malformed', 'Write the day like 2026-01-01.'));
      return moneys(netAssetsOf(read, team, to));
    },
    permissions: (plan: TeamBooksState) => plan,
  },
  TeamBooksPermissions: {
    file: (plan: TeamBooksState, _: unknown, context) => {
      const { may, read, node } = context;
      const now = node.world.clock.now();
      const ended = periodsBefore(plan, dayOf(now)).filter(({ to }) => to <= dayOf(now));
      const missing = unfiledOf(read, plan, now, ALWAYS).find(({ status }) => status !== 'RUNNING');
      const { from, to } = missing ?? ended.at(-1) ?? { from: plan.since, to: nextBoundary(plan, plan.since) };
      return may('StartTeamFiling', {
        ...{ filing: probeId('team-filing'), team: plan.team, from, to, fileSha256: sha256(unusedWord(context)) },
        ...{ accounts: [], reason: NO_TEXT },
      });
    },
    end: (plan: TeamBooksState, _: unknown, { may, node }) =>
      may('EndTeamBooks', {
        ...{ team: plan.team, reason: NO_TEXT },
        until: nextBoundary(plan, dayOf(node.world.clock.now())),
      }),
  },
  ConsolidatedBooks: {
    ...figureResolvers,
    eliminated: ({ eliminated }: Consolidated) => eliminated.map(moneyValue),
  },
  EntityFigures: {
    ...figureResolvers,
    team: ({ team }: EntityFigures, _: unknown, { read }: RequestContext) =>
      team === undefined ? null : (teamOf(read, team) ?? null),
  },
  BetweenHubAndTeam: {
    granted: ({ currency, grantedMinor }: BetweenHubAndTeam) => moneyValue({ currency, amountMinor: grantedMinor }),
    received: ({ currency, receivedMinor }: BetweenHubAndTeam) => moneyValue({ currency, amountMinor: receivedMinor }),
    difference: ({ currency, grantedMinor, receivedMinor }: BetweenHubAndTeam) =>
      moneyValue({ currency, amountMinor: grantedMinor - receivedMinor }),
  },
  UnfiledTeamBooks: {
    team: ({ team }: UnfiledPeriod, _: unknown, { read }) => teamOf(read, team) ?? null,
    holdsMoneyOf: ({ team, ...period }: UnfiledPeriod, _: unknown, { read }) =>
      heldOn(read, team, period).flatMap((held) => teamOf(read, held) ?? []),
  },
  TeamFiling: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => filingOf(read, id) ?? { id },
    team: ({ team }: MaybeFiling, _: unknown, { read }) => (team === undefined ? null : (teamOf(read, team) ?? null)),
    status: ({ id, status }: MaybeFiling, _: unknown, { read }) =>
      status === 'FILED' && !isThatCounts(read, id) ? 'REPLACED' : (status ?? null),
    reason: ({ reason }: MaybeFiling, _: unknown, context) => (reason === undefined ? null : context.text(reason)),
    country: ({ country }: MaybeFiling, _: unknown, context) => told(country, context),
    stagedBatches: ({ batches }: MaybeFiling) => batches ?? null,
    stagedRows: ({ rows }: MaybeFiling) => rows ?? null,
    startedAt: ({ startedAt }: MaybeFiling) => moment(startedAt),
    startedBy: ({ startedBy }: MaybeFiling, _: unknown, context) => actor(startedBy, context),
    closedAt: ({ closedAt }: MaybeFiling) => moment(closedAt),
    income: (filing: MaybeFiling, _: unknown, { read }) =>
      shown(filing, () =>
        sumsOf(read, filing.id).map(({ currency, incomeMinor }) => moneyValue({ currency, amountMinor: incomeMinor })),
      ),
    spending: (filing: MaybeFiling, _: unknown, { read }) =>
      shown(filing, () =>
        sumsOf(read, filing.id).map(({ currency, spendingMinor }) =>
          moneyValue({ currency, amountMinor: spendingMinor }),
        ),
      ),
    resourcesReceived: (filing: MaybeFiling, _: unknown, { read }) =>
      shown(filing, () =>
        sumsOf(read, filing.id, 'resources').map(({ currency, incomeMinor }) =>
          amountValue(read, { currency, amountMinor: incomeMinor }),
        ),
      ),
    resourcesGiven: (filing: MaybeFiling, _: unknown, { read }) =>
      shown(filing, () =>
        sumsOf(read, filing.id, 'resources').map(({ currency, spendingMinor }) =>
          amountValue(read, { currency, amountMinor: spendingMinor }),
        ),
      ),
    openingGap: (filing: MaybeFiling, _: unknown, { read }) =>
      shown(filing, (complete) => moneys(openingGap(read, complete))),
    withHub: (filing: MaybeFiling, _: unknown, { read }) => shown(filing, () => betweenOf(read, filing.id)),
    accounts: (filing: MaybeFiling, { first, after }: PageArguments, context) =>
      shown(filing, () => {
        const names = accountNames(context.read, filing.id);
        const [path = '', currency = ''] = placeAfter(after, (text) => /^\S+ \S+$/.test(text)).split(' ');
        return paged(
          pageSize(first),
          (limit) => filedAccounts(context.read, filing.id, [path, currency], limit),
          (account) => `${account.path} ${account.currency}`,
          (account) => accountOf(account, names, context),
        );
      }),
    entries: (filing: MaybeFiling, { first, after }: PageArguments, context) =>
      shown(filing, () => {
        const names = accountNames(context.read, filing.id);
        const [day = '', id = ''] = placeAfter(after, (text) => /^\d{4}-\d{2}-\d{2} \S+$/.test(text)).split(' ');
        return paged(
          pageSize(first),
          (limit) => filedEntries(context.read, filing.id, [day, id], limit),
          (entry) => `${entry.day} ${entry.id}`,
          (entry) => entryOf(entry, names, context),
        );
      }),
    permissions: (filing: MaybeFiling) => (filing.status === undefined ? null : filing),
  },
  TeamFilingPermissions: {
    stage: ({ id, batches, from }: TeamFilingState, _: unknown, context) =>
      context.may('TakeTeamFilingBatch', {
        ...{ filing: id, batch: batches, digest: '', names: {} },
        entries: [{ sourceId: unusedWord(context), day: from, postings: [] }],
      }),
    complete: ({ id, fileSha256, batches, rows }: TeamFilingState, _: unknown, { may }) =>
      may('CompleteTeamFiling', { filing: id, fileSha256, batches, rows }),
    drop: ({ id }: TeamFilingState, _: unknown, { may }) => may('DropTeamFiling', { filing: id }),
  },
};

async function ofTeam(
  context: RequestContext,
  type: string,
  input: OfTeam,
  rest: (tools: Parameters<ActRequest['payload']>[0]) => object | Rejection,
): Promise<object> {
  const { team } = input;
  const outcome = await context.act({
    type,
    input,
    payload(tools) {
      const made = ownId(context, team, 'team') ?? rest(tools);
      return isRejection(made) ? made : { team, ...made };
    },
  });
  return answer(outcome, 'Team', () => teamOf(context.read, team));
}

function noteOf({ name, isMovement, purpose, sponsorship }: AccountInput, { node }: RequestContext) {
  const path = pathOfCode(codeOfName(name, (kind, text) => node.pseudonym(kind, text)));
  if (isRejection(path)) return path;
  const options = { ...(purpose ? { purpose } : {}), ...(sponsorship ? { sponsorship } : {}) };
  return { path, ...(isMovement ? { isMovement } : {}), ...options };
}

function unfiledIn({ from, to, status }: UnfiledArguments, { read, node }: RequestContext): UnfiledPeriod[] {
  for (const day of [from, to]) {
    if (day && !isDay(day)) throw badInput(reject('day-is-malformed', 'Write the day like 2026-01-01.'));
  }
  const now = node.world.clock.now();
  const days = { from: from ?? ALWAYS.from, to: to ?? ALWAYS.to };
  return plansOf(read)
    .flatMap((plan) => unfiledOf(read, plan, now, days))
    .filter((one) => (status ? one.status === status : one.status !== 'RUNNING'))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

function placeOf({ from, team }: UnfiledPeriod): string {
  return `${from} ${team}`;
}

/** What everybody may see of a filing that is complete; null before. */
function shown<T>(filing: MaybeFiling, show: (filing: TeamFilingState) => T): T | null {
  return filing.status === 'FILED' ? show(filing as TeamFilingState) : null;
}

function paged<T>(
  size: number,
  find: (limit: number) => readonly T[],
  place: (one: T) => string,
  show: (one: T) => object,
): object {
  const found = find(size + 1);
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes: nodes.map(show),
    pageInfo: { hasNextPage: found.length > size, endCursor: last === undefined ? null : place(last) },
  };
}

type Names = ReturnType<typeof accountNames>;

function accountOf({ path, currency, amountMinor }: FiledAccount, names: Names, context: RequestContext) {
  return {
    path,
    name: accountName(path, names, context),
    amount: amountValue(context.read, { currency, amountMinor }),
  };
}

function entryOf({ id, day, postings }: FiledEntry, names: Names, context: RequestContext) {
  return { id, day, postings: postings.map((posting) => postingOf(posting, names, context)) };
}

function postingOf(
  { account, currency, amountMinor, dimensions }: FiledPosting,
  names: Names,
  context: RequestContext,
) {
  return {
    account,
    accountName: accountName(account, names, context),
    amount: amountValue(context.read, { currency, amountMinor }),
    counterparty: dimensions?.counterparty ?? null,
    purpose: dimensions?.purpose ?? null,
    spentIn: told(dimensions?.spentIn, context),
  };
}

function accountName(path: string, names: Names, context: RequestContext) {
  const found = names.get(path);
  return found === undefined ? null : context.text(found);
}

function told(country: string | undefined, { read, node }: RequestContext): string | null {
  return country === undefined || protectedCountriesOf(read, node.config.id).includes(country) ? null : country;
}

function moneys(sums: ReadonlyMap<CurrencyCode, bigint>) {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amountMinor]) => moneyValue({ currency, amountMinor }));
}

function rhythmOf(months: FilingMonths): string | null {
  return Object.entries(MONTHS).find(([, value]) => value === months)?.[0] ?? null;
}
