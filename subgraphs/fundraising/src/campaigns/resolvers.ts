import { someFunds } from '@hubgraph/books';
import { dayOf, isRejection } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  checkText,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  moneyValue,
  NO_TEXT,
  NONE_YET,
  type PageArguments,
  peoplePermissions,
  probeId,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import { fundById } from '../funds.ts';
import { type CampaignState, type DonationState, isExternalId } from './domain.ts';
import { newestCampaign } from './views.ts';

interface OpenCampaignInput {
  readonly idempotencyKey?: string;
  readonly name: string;
  readonly fund: string;
}

interface ReceiveDonationInput {
  readonly idempotencyKey?: string;
  readonly campaign: string;
  readonly amount: { readonly decimal: string; readonly currency: string };
  readonly receivedOn: string;
  readonly externalId?: string | null;
  readonly donor?: string | null;
}

const NAME_LENGTH_MAX = 200;
const DONOR_LENGTH_MAX = 500;
const FUNDS_TRIED_MAX = 10;

const campaignById = (id: string, { read }: RequestContext): CampaignState | undefined =>
  read.entity<CampaignState>('campaign', id);
const donationById = (id: string, { read }: RequestContext): DonationState | undefined =>
  read.entity<DonationState>('donation', id);

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    fundraisingPermissions: () => ({}),
    campaign: (_: unknown, { id }: { id: string }, context) => campaignById(id, context),
    campaigns: (_: unknown, given: PageArguments, { read }) => entityPage(read, { kind: 'campaign' }, given),
    donation: (_: unknown, { id }: { id: string }, context) => donationById(id, context),
    donations: (_: unknown, { campaign, ...given }: PageArguments & { campaign?: string }, { read }) =>
      entityPage(read, { kind: 'donation', where: { campaign: campaign ?? undefined } }, given),
  },
  Mutation: {
    async openCampaign(_: unknown, { input }: { input: OpenCampaignInput }, context) {
      const { name, fund } = input;
      const outcome = await context.act({
        type: 'OpenCampaign',
        input,
        payload: ({ texts, newId }) =>
          checkText('name', name, NAME_LENGTH_MAX) ?? { campaign: newId('campaign'), fund, name: texts.seal(name) },
      });
      return answer(outcome, 'Campaign', ({ events }) =>
        campaignById((events[0] as unknown as { campaign: string }).campaign, context),
      );
    },
    async receiveDonation(_: unknown, { input }: { input: ReceiveDonationInput }, context) {
      const { campaign, receivedOn, externalId, donor } = input;
      const outcome = await context.act({
        type: 'ReceiveDonation',
        input,
        payload({ texts, newId }) {
          const money = readMoney(input.amount);
          const refusal = donor ? checkText('donor', donor, DONOR_LENGTH_MAX) : undefined;
          if (isRejection(money) || refusal !== undefined) return isRejection(money) ? money : (refusal ?? {});
          const optional = {
            ...(externalId ? { externalId: knownAgain(externalId, context) } : {}),
            ...(donor ? { donor: texts.seal(donor) } : {}),
          };
          return { donation: newId('donation'), campaign, receivedOn, ...money, ...optional };
        },
      });
      return answer(outcome, 'Donation', ({ events }) =>
        donationById((events[0] as unknown as { donation: string }).donation, context),
      );
    },
  },
  FundraisingPermissions: {
    ...peoplePermissions,
    openCampaign: (_: unknown, __: unknown, { mayWithOneOf, read }) => {
      const funds = someFunds(read, FUNDS_TRIED_MAX);
      const any = { campaign: probeId('campaign'), name: NO_TEXT };
      return mayWithOneOf(
        'OpenCampaign',
        (funds.length > 0 ? funds : [NONE_YET]).map((fund) => ({ ...any, fund })),
      );
    },
    receiveDonation: (_: unknown, __: unknown, context) =>
      context.may('ReceiveDonation', leastDonation(newestCampaign(context.read) ?? NONE_YET, context)),
  },
  CampaignPermissions: {
    receiveDonation: ({ id }: CampaignState, _: unknown, context) =>
      context.may('ReceiveDonation', leastDonation(id, context)),
  },
  Campaign: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => campaignById(id, context) ?? { id },
    permissions: (campaign: Partial<CampaignState>) => (campaign.fund === undefined ? null : campaign),
    name: ({ name }: Partial<CampaignState>, _: unknown, context) => (name === undefined ? null : context.text(name)),
    fund: ({ fund }: Partial<CampaignState>, _: unknown, { read }) => fundById(fund, read),
    openedAt: ({ openedAt }: Partial<CampaignState>) => (openedAt === undefined ? null : dateTime(openedAt)),
    openedBy: ({ openedBy }: Partial<CampaignState>, _: unknown, context) =>
      openedBy === undefined ? null : actorValue(openedBy, context),
    donations: ({ id }: { id: string }, given: PageArguments, { read }) =>
      entityPage(read, { kind: 'donation', where: { campaign: id } }, given),
  },
  Donation: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => donationById(id, context) ?? { id },
    campaign: ({ campaign }: Partial<DonationState>, _: unknown, context) =>
      campaign === undefined ? null : (campaignById(campaign, context) ?? null),
    amount: ({ amountMinor, currency }: Partial<DonationState>) =>
      amountMinor === undefined || currency === undefined ? null : moneyValue({ amountMinor, currency }),
    fund: ({ fund }: Partial<DonationState>, _: unknown, { read }) => fundById(fund, read),
    entryId: ({ id, fund }: Partial<DonationState>) => (fund === undefined ? null : id),
  },
};

function leastDonation(campaign: string, { node }: RequestContext) {
  const receivedOn = dayOf(node.world.clock.now());
  return { donation: probeId('donation'), campaign, currency: 'EUR', amountMinor: 1n, receivedOn };
}

/** Payment processors' ids may hold the donor's address. One that is malformed is refused by its own form. */
function knownAgain(externalId: string, { node }: RequestContext): string {
  return isExternalId(externalId) ? node.pseudonym('payment', externalId) : externalId;
}
