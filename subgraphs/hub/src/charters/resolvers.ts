import { reject, sha256 } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  badInput,
  checkText,
  dateTime,
  type GraphQLResolverMap,
  NO_TEXT,
  type PageArguments,
  pageSize,
  placeAfter,
  probeId,
  type RequestContext,
  unusedWord,
} from '@hubgraph/node';
import { ownHub, ownId } from '../own-id.ts';
import type { HubCharterAdopted, HubCharterState } from './domain.ts';
import { charterCount, charterInForce, charterOf, chartersBefore } from './views.ts';

interface AdoptInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly version: string;
  readonly language: string;
  readonly text: string;
}

const TEXT_LENGTH_MAX = 50_000;

/** A charter, or the id of one that there is not. */
type MaybeCharter = Partial<HubCharterState>;

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    hubCharter(_: unknown, { id }: { id: string }, context) {
      const refusal = ownId(context, id, 'hub-charter');
      if (refusal !== undefined) throw badInput(refusal);
      return charterOf(context.read, id);
    },
  },
  Mutation: {
    async adoptHubCharter(_: unknown, { input }: { input: AdoptInput }, context) {
      const { hub, version, language, text } = input;
      const outcome = await context.act({
        type: 'AdoptHubCharter',
        input,
        payload: ({ texts, newId }) =>
          ownHub(context, hub) ??
          checkText('text', text, TEXT_LENGTH_MAX) ?? {
            charter: newId('hub-charter'),
            version,
            language,
            text: texts.seal(text),
            textDigest: sha256(text),
          },
      });
      return answer(outcome, 'HubCharter', ({ events }) =>
        charterOf(context.read, (events[0] as HubCharterAdopted).charter),
      );
    },
  },
  Hub: {
    charter: (_: unknown, __: unknown, { read }) => charterInForce(read) ?? null,
    charters: (_: unknown, page: PageArguments, context) => connection(page, context),
  },
  HubPermissions: {
    adoptHubCharter: (_: unknown, __: unknown, context) =>
      context.may('AdoptHubCharter', {
        charter: probeId('hub-charter'),
        version: unusedWord(context),
        language: 'en',
        text: NO_TEXT,
        textDigest: NO_TEXT.digest,
      }),
  },
  HubCharter: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => charterOf(read, id) ?? { id },
    text: ({ text }: MaybeCharter, _: unknown, context) => (text === undefined ? null : context.text(text)),
    digest: ({ textDigest }: MaybeCharter) => textDigest ?? null,
    adoptedAt: ({ adoptedAt }: MaybeCharter) => (adoptedAt === undefined ? null : dateTime(adoptedAt)),
    adoptedBy: ({ adoptedBy }: MaybeCharter, _: unknown, context) =>
      adoptedBy === undefined ? null : actorValue(adoptedBy, context),
    isInForce: ({ id, adoptedAt }: MaybeCharter, _: unknown, { read }) =>
      adoptedAt === undefined ? null : charterInForce(read)?.id === id,
    hub: (_: unknown, __: unknown, { node }) => ({ id: node.config.id }),
  },
};

function connection({ first, after }: PageArguments, { read }: RequestContext) {
  const size = pageSize(first);
  const before = placeAfter(after) || undefined;
  if (before !== undefined && charterOf(read, before) === undefined) {
    throw badInput(reject('cursor-is-malformed', 'Give the endCursor of the page before as after.'));
  }
  const found = chartersBefore(read, before, size + 1);
  const nodes = found.slice(0, size);
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor: nodes.at(-1)?.id ?? null },
    totalCount: () => charterCount(read),
  };
}
