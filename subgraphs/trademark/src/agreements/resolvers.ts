import { type Day, dayOf, isRejection, parseId } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  badInput,
  checkText,
  dateTime,
  type GraphQLResolverMap,
  NO_TEXT,
  pageSize,
  peoplePermissions,
  placeAfter,
  type RequestContext,
} from '@hubgraph/node';
import { type AgreementState, type AgreementStatus, type EndedAgreement, holdsOn, statusOn } from './domain.ts';
import { isHubAuthorised } from './registry.ts';
import { agreementCount, agreementOf, agreementsAfter, agreementWith } from './views.ts';
import { offers } from './waiting.ts';

interface OfferInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly terms: string;
}

interface EndInput {
  readonly idempotencyKey?: string | null;
  readonly agreement: string;
  readonly reason: string;
}

interface AgreementsArguments {
  readonly hub?: string | null;
  readonly status?: AgreementStatus | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

const TERMS_LENGTH_MAX = 50_000;
const REASON_LENGTH_MAX = 4_000;

/** What an agreement of any status may have; a reference to one that is not known here has its id alone. */
type MaybeAgreement = Pick<AgreementState, 'id'> &
  Partial<Omit<EndedAgreement, 'status'>> & { readonly status?: AgreementState['status'] };

const today = ({ node }: RequestContext): Day => dayOf(node.world.clock.now());

const moment = (instant: number | undefined): string | null => (instant === undefined ? null : dateTime(instant));

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    trademarkPermissions: () => ({}),
    trademarkAgreement(_: unknown, { id }: { id: string }, { read }) {
      const parts = parseId(id, 'agreement');
      if (isRejection(parts)) throw badInput(parts);
      return agreementOf(read, id);
    },
    trademarkAgreements(_: unknown, { hub, status, first, after }: AgreementsArguments, context) {
      const size = pageSize(first);
      const filter = { hub: hub ?? undefined, status: status ?? undefined, today: today(context) };
      const found = agreementsAfter(context.read, filter, placeAfter(after), size + 1);
      const nodes = found.slice(0, size);
      return {
        nodes,
        pageInfo: { hasNextPage: found.length > size, endCursor: nodes.at(-1)?.id ?? null },
        totalCount: () => agreementCount(context.read, filter),
      };
    },
  },
  Mutation: {
    async offerTrademarkAgreement(_: unknown, { input }: { input: OfferInput }, context) {
      const outcome = await context.act({
        type: 'OfferAgreement',
        input,
        payload: ({ texts, newId }) =>
          checkText('terms', input.terms, TERMS_LENGTH_MAX) ?? {
            agreement: newId('agreement'),
            hub: input.hub,
            validFrom: String(input.validFrom),
            validTo: String(input.validTo),
            terms: texts.seal(input.terms),
          },
      });
      return answer(outcome, 'TrademarkAgreement', ({ events }) =>
        agreementOf(context.read, (events[0] as unknown as { agreement: string }).agreement),
      );
    },
    async endTrademarkAgreement(_: unknown, { input }: { input: EndInput }, context) {
      const { agreement, reason } = input;
      const malformed = parseId(agreement, 'agreement');
      const outcome = await context.act({
        type: 'EndAgreement',
        input,
        payload: ({ texts }) =>
          isRejection(malformed)
            ? malformed
            : (checkText('reason', reason, REASON_LENGTH_MAX) ?? { agreement, reason: texts.seal(reason) }),
      });
      return answer(outcome, 'TrademarkAgreement', () => agreementOf(context.read, agreement));
    },
  },
  TrademarkPermissions: peoplePermissions,
  HubTrademarkPermissions: {
    offerAgreement: ({ id }: { id: string }, _: unknown, context) =>
      context.mayWithOneOf('OfferAgreement', offers(context.read, id, today(context))),
  },
  TrademarkAgreementPermissions: {
    end: ({ id }: MaybeAgreement, _: unknown, { may }) => may('EndAgreement', { agreement: id, reason: NO_TEXT }),
  },
  TrademarkAgreement: {
    permissions: (agreement: MaybeAgreement) => (agreement.status === undefined ? null : agreement),
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => agreementOf(read, id) ?? { id },
    hub: ({ hub }: MaybeAgreement) => (hub === undefined ? null : { id: hub }),
    status: ({ status, validTo }: MaybeAgreement, _: unknown, context) =>
      status && validTo ? statusOn(today(context), { status, validTo }) : null,
    terms: ({ terms }: MaybeAgreement, _: unknown, context) => (terms ? context.text(terms) : null),
    termsDigest: ({ terms }: MaybeAgreement) => terms?.digest ?? null,
    offeredBy: ({ offeredBy }: MaybeAgreement, _: unknown, context) =>
      offeredBy ? actorValue(offeredBy, context) : null,
    offeredAt: ({ offeredAt }: MaybeAgreement) => moment(offeredAt),
    signedAt: ({ signedAt }: MaybeAgreement) => moment(signedAt),
    endedAt: ({ endedAt }: MaybeAgreement) => moment(endedAt),
    endedBy: ({ endedBy }: MaybeAgreement, _: unknown, context) => (endedBy ? actorValue(endedBy, context) : null),
    endReason: ({ reason }: MaybeAgreement, _: unknown, context) => (reason ? context.text(reason) : null),
  },
  Hub: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    trademarkPermissions: ({ id }: { id: string }) => ({ id }),
    trademarkAgreement: ({ id }: { id: string }, _: unknown, context) =>
      agreementWith(context.read, id, today(context)) ?? null,
    mayRecogniseTeams({ id }: { id: string }, _: unknown, context) {
      const agreement = agreementWith(context.read, id, today(context));
      return agreement !== undefined && holdsOn(today(context), agreement) && isHubAuthorised(context.read, id);
    },
  },
};
