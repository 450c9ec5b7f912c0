import type { NodeKind } from '@hubgraph/identity';
import { dayOf, isRejection, parseId, type Rejection, reject } from '@hubgraph/kernel';
import type { RequestContext } from '../context.ts';
import type { PageArguments } from '../graphql/page.ts';
import type { GraphQLResolverMap } from '../graphql/resolver-map.ts';
import { actorValue, answer, badInput, dateTime, pageSize, placeAfter } from '../graphql/values.ts';
import { NO_TEXT, probeId } from '../permission.ts';
import { checkText } from '../texts.ts';
import { type MandateState, type SeatedInOffice, statusOn } from './domain.ts';
import { fieldNames, permissionsOf } from './schema.ts';
import { type MandateFilter, mandateCount, mandateOf, mandatesBefore } from './views.ts';

interface SeatInput {
  readonly idempotencyKey?: string | null;
  readonly person: string;
  readonly office: string;
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

interface EndInput {
  readonly idempotencyKey?: string | null;
  readonly mandate: string;
  readonly reason: string;
}

interface ListArguments extends PageArguments {
  readonly inOfficeOn?: string | null;
  readonly office?: string | null;
  readonly holder?: string | null;
}

const TEXT_LENGTH_MAX = 400;

async function seat(_: unknown, { input }: { input: SeatInput }, context: RequestContext) {
  const { person, office, from, to, because } = input;
  const outcome = await context.act({
    type: 'SeatInOffice',
    input,
    payload: ({ texts, newId }) =>
      notOfHere(person, 'person', context) ??
      checkText('because', because, TEXT_LENGTH_MAX) ?? {
        mandate: newId('mandate'),
        person,
        office,
        from,
        to,
        because: texts.seal(because),
      },
  });
  return answer(outcome, 'Mandate', ({ events }) => mandateOf(context.read, (events[0] as SeatedInOffice).mandate));
}

async function end(_: unknown, { input }: { input: EndInput }, context: RequestContext) {
  const { mandate, reason } = input;
  const outcome = await context.act({
    type: 'EndMandate',
    input,
    payload: ({ texts }) =>
      notOfHere(mandate, 'mandate', context) ??
      checkText('reason', reason, TEXT_LENGTH_MAX) ?? { mandate, reason: texts.seal(reason) },
  });
  return answer(outcome, 'Mandate', () => mandateOf(context.read, mandate));
}

/** For a term so far ahead that nothing overlaps with it. */
function maySeat(_: unknown, __: unknown, { may, actor, node }: RequestContext) {
  return may('SeatInOffice', {
    mandate: probeId('mandate'),
    person: actor.name,
    office: Object.keys(node.definition.offices ?? {})[0],
    from: '8000-01-01',
    to: '8000-01-02',
    because: NO_TEXT,
  });
}

function one(_: unknown, { id }: { id: string }, context: RequestContext) {
  const refusal = notOfHere(id, 'mandate', context);
  if (refusal !== undefined) throw badInput(refusal);
  return mandateOf(context.read, id);
}

function list(_: unknown, { inOfficeOn, office, holder, first, after }: ListArguments, { read }: RequestContext) {
  const filter: MandateFilter = {
    inOfficeOn: inOfficeOn ?? undefined,
    office: office ?? undefined,
    holder: holder ?? undefined,
  };
  const size = pageSize(first);
  const cursor = placeAfter(after);
  const before = cursor === '' ? undefined : mandateOf(read, cursor);
  if (cursor !== '' && before === undefined) {
    throw badInput(reject('cursor-is-malformed', 'Give the endCursor of the page before as after.'));
  }
  const found = mandatesBefore(read, filter, before, size + 1);
  const nodes = found.slice(0, size);
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor: nodes.at(-1)?.id ?? null },
    totalCount: () => mandateCount(read, filter),
  };
}

/** Refuses an id of another form, kind or node. */
function notOfHere(id: string, kind: string, { node }: RequestContext): Rejection | undefined {
  const parts = parseId(id, kind);
  if (isRejection(parts)) return parts;
  if (parts.home === node.config.id) return undefined;
  return reject('id-is-of-another-hub', `This is the node of ${node.config.id}; ask the node of ${parts.home}.`);
}

/** Resolvers of the mandates of a node of this kind. */
export function mandateResolvers(kind: NodeKind): GraphQLResolverMap<RequestContext> {
  const names = fieldNames(kind);
  const isHub = kind === 'hub';
  return {
    Query: { [names.one]: one, ...(isHub ? {} : { [names.list]: list }) },
    Mutation: { [names.seat]: seat, [names.end]: end },
    ...(isHub ? { Hub: { [names.list]: list } } : {}),
    [permissionsOf(kind)]: { [names.seat]: maySeat },
    MandatePermissions: {
      end: ({ id }: MandateState, _: unknown, { may }) => may('EndMandate', { mandate: id, reason: NO_TEXT }),
    },
    Mandate: {
      holder: ({ holder }: MandateState, _: unknown, context) => actorValue(holder, context),
      status: (mandate: MandateState, _: unknown, { node }) => statusOn(dayOf(node.world.clock.now()), mandate),
      because: ({ because }: MandateState, _: unknown, context) => context.text(because),
      seatedBy: ({ seatedBy }: MandateState, _: unknown, context) => actorValue(seatedBy, context),
      seatedAt: ({ seatedAt }: MandateState) => dateTime(seatedAt),
      endedAt: (mandate: MandateState) => (mandate.status === 'ENDED' ? dateTime(mandate.endedAt) : null),
      endedBy: (mandate: MandateState, _: unknown, context) =>
        mandate.status === 'ENDED' ? actorValue(mandate.endedBy, context) : null,
      endReason: (mandate: MandateState, _: unknown, context) =>
        mandate.status === 'ENDED' ? context.text(mandate.reason) : null,
      permissions: (mandate: MandateState) => mandate,
    },
  };
}
