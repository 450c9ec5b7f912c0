import { resourceOf } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { type Id, isRejection, type Rejection, type Slug, sha256 } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  dateTime,
  type GraphQLResolverMap,
  moneyValue,
  NO_TEXT,
  pageSize,
  placeAfter,
  probeId,
  type RequestContext,
  unusedWord,
} from '@hubgraph/node';
import { ownHub, ownId } from '../own-id.ts';
import { DEFAULT_BOOK, type ImportedGrant, type ImportFormat, type ImportStarted, type ImportState } from './domain.ts';
import { type EntryInput, type GrantInput, readEntries, readGrants } from './inputs.ts';
import { eraseStaged, stageBatch } from './staging.ts';
import { type GrantFilter, type GrantTotal, grantsAfter, grantTotals, importOf, startOf } from './views.ts';

interface StartImportInput {
  readonly idempotencyKey?: string;
  readonly hub: Slug;
  readonly fileSha256: string;
  readonly format: ImportFormat;
  readonly options?: { readonly book?: string | null; readonly country?: string | null } | null;
}
interface BatchInput {
  readonly import: Id;
  readonly batch: number;
}
interface CloseInput {
  readonly idempotencyKey?: string;
  readonly import: Id;
}
interface CompleteImportInput extends CloseInput {
  readonly fileSha256: string;
  readonly batches: number;
  readonly rows: number;
}
interface GrantsArgs {
  readonly year?: number | null;
  readonly currency?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    import: (_: unknown, { id }: { id: Id }, { read }) => importOf(read, id) ?? null,
    grant: (_: unknown, { id }: { id: Id }, { read }) => read.entity<ImportedGrant>('grant', id) ?? null,
  },
  HubPermissions: {
    startImport(_: unknown, __: unknown, context) {
      const source = { hub: context.node.config.id, fileSha256: sha256(unusedWord(context)) };
      return context.may('StartImport', {
        ...source,
        format: 'THREE_SIXTY_GIVING',
        fund: probeId('fund'),
        fundName: NO_TEXT,
      });
    },
  },
  Mutation: {
    async startImport(_: unknown, { input }: { input: StartImportInput }, context) {
      const { hub, fileSha256, format, options } = input;
      const book = options?.book ?? (format === 'HLEDGER' ? DEFAULT_BOOK : undefined);
      const country = options?.country;
      const source = { hub, fileSha256, format, ...(book && { book }), ...(country && { country }) };
      const outcome = await context.act({
        type: 'StartImport',
        input,
        payload: ({ texts, newId }) =>
          ownHub(context, hub) ?? { ...source, fund: newId('fund'), fundName: texts.seal(book ?? DEFAULT_BOOK) },
      });
      if (isRejection(outcome) && outcome.code === 'import-is-open') {
        return { ...startOf(context.read, source).existing, __typename: 'Import' };
      }
      return answer(outcome, 'Import', ({ events }) => importOf(context.read, startedIn(events)));
    },
    async stageImportEntries(_: unknown, { input }: { input: BatchInput & { entries: EntryInput[] } }, context) {
      const { import: id, batch, entries } = input;
      const content = readEntries(entries, (code) => resourceOf(context.read, code) !== undefined);
      const outcome = await stageBatch({ import: id, batch, content, sent: entries, grants: [] }, context);
      return answer(outcome, 'Import', () => importOf(context.read, id));
    },
    async stageImportGrants(_: unknown, { input }: { input: BatchInput & { grants: GrantInput[] } }, context) {
      const { import: id, batch, grants } = input;
      const outcome = await stageBatch(
        { import: id, batch, content: readGrants(grants), sent: grants, grants },
        context,
      );
      return answer(outcome, 'Import', () => importOf(context.read, id));
    },
    async completeImport(_: unknown, { input }: { input: CompleteImportInput }, context) {
      const { import: id, fileSha256, batches, rows } = input;
      const payload = () => ownId(context, id, 'import') ?? { import: id, fileSha256, batches, rows };
      const outcome = await context.act({ type: 'CompleteImport', input, payload });
      return answer(outcome, 'Import', () => importOf(context.read, id));
    },
    async dropImport(_: unknown, { input }: { input: CloseInput }, context) {
      const { import: id } = input;
      const payload = () => ownId(context, id, 'import') ?? { import: id };
      const outcome = await context.act({ type: 'DropImport', input, payload });
      // Also where it was dropped before: the node may have stopped before all texts were erased.
      if (isDropped(outcome, id, context)) await eraseStaged(id, context);
      return answer(outcome, 'Import', () => importOf(context.read, id));
    },
  },
  Import: {
    stagedBatches: ({ batches }: ImportState) => batches,
    stagedRows: ({ rows }: ImportState) => rows,
    startedAt: ({ startedAt }: ImportState) => dateTime(startedAt),
    startedBy: ({ startedBy }: ImportState, _: unknown, context) => actorValue(startedBy, context),
    closedAt: ({ closedAt }: ImportState) => (closedAt === undefined ? null : dateTime(closedAt)),
  },
  Grant: {
    __resolveReference: ({ id }: { id: Id }, { read }: RequestContext) =>
      read.entity<ImportedGrant>('grant', id) ?? { id },
    title: ({ title }: Partial<ImportedGrant>, _: unknown, context) => (title ? context.text(title) : null),
    description: ({ description }: Partial<ImportedGrant>, _: unknown, context) =>
      description ? context.text(description) : null,
    recipientName: ({ recipientName }: Partial<ImportedGrant>, _: unknown, context) =>
      recipientName ? context.text(recipientName) : null,
    amount: ({ amountMinor, currency }: Partial<ImportedGrant>) =>
      amountMinor === undefined || currency === undefined ? null : moneyValue({ amountMinor, currency }),
  },
  GrantTotal: {
    amount: (total: GrantTotal) => moneyValue(total),
  },
  Hub: {
    grants({ id }: { id: Slug }, args: GrantsArgs, { read, node }) {
      if (id !== node.config.id) return null;
      const filter: GrantFilter = { year: args.year ?? undefined, currency: args.currency ?? undefined };
      const size = pageSize(args.first);
      const found = grantsAfter(read, filter, placeIn(args.after), size + 1);
      const nodes = found.slice(0, size);
      const last = nodes.at(-1);
      const totals = () => grantTotals(read, filter);
      return {
        nodes,
        pageInfo: { hasNextPage: found.length > size, endCursor: last ? `${last.awardDay} ${last.id}` : null },
        totalCount: () => totals().reduce((sum, { count }) => sum + count, 0),
        totals,
      };
    },
  },
};

function startedIn(events: readonly Event[]): Id {
  const started = (events as readonly ImportStarted[]).find(({ type }) => type === 'ImportStarted');
  return started?.import ?? '';
}

function isDropped(outcome: object | Rejection, id: Id, { read }: RequestContext): boolean {
  const isSettled = !isRejection(outcome) || outcome.code === 'import-is-dropped';
  return isSettled && importOf(read, id)?.status === 'DROPPED';
}

function placeIn(after: string | null | undefined): [string, string] {
  const [day = '', id = ''] = placeAfter(after, (text) => /^\d{4}-\d{2}-\d{2} \S+$/.test(text)).split(' ');
  return [day, id];
}
