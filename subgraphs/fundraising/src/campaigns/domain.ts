import { type Fund, keep, sliceOf } from '@hubgraph/books';
import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { currencyExponent, type Day, type Id, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';

export interface OpenCampaign extends Command {
  readonly type: 'OpenCampaign';
  readonly campaign: Id;
  readonly name: TextRef;
  /** The fund of this node that its donations join. */
  readonly fund: Id;
}
export interface ReceiveDonation extends Command {
  readonly type: 'ReceiveDonation';
  /** Also the id of the entry in the books. */
  readonly donation: Id;
  readonly campaign: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly receivedOn: Day;
  /** A keyed digest of the payment processor's own id of the payment, so that what it tells twice is booked once. */
  readonly externalId?: string;
  /** Whatever tells the fundraisers who gave it: in the vault, and in no answer of any query. */
  readonly donor?: TextRef;
}

export interface CampaignOpened extends Event {
  readonly type: 'CampaignOpened';
  readonly campaign: Id;
  readonly name: TextRef;
  readonly fund: Id;
}
export interface DonationReceived extends Event {
  readonly type: 'DonationReceived';
  readonly donation: Id;
  readonly campaign: Id;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly receivedOn: Day;
  readonly externalId?: string;
  readonly donor?: TextRef;
}
export type CampaignEvent = CampaignOpened | DonationReceived;

export interface CampaignState {
  readonly id: Id;
  readonly name: TextRef;
  readonly fund: Id;
  readonly openedAt: number;
  readonly openedBy: string;
}

export interface DonationState {
  readonly id: Id;
  readonly campaign: Id;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly receivedOn: Day;
  readonly donor?: TextRef;
  readonly seq: number;
}

/** In order of precedence; after these come the ledger's own. */
export type CampaignRejectionCode =
  | 'fund-is-unknown'
  | 'fund-is-closed'
  | 'campaign-is-unknown'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'external-id-is-malformed'
  | 'day-is-in-the-future'
  | 'donation-exists';

export function decideOpenCampaign(
  command: OpenCampaign,
  { fund }: { readonly fund: Fund | undefined },
): CampaignEvent[] | Rejection<CampaignRejectionCode> {
  if (fund === undefined) return reject('fund-is-unknown', `There is no fund ${command.fund} here.`);
  if (fund.status === 'CLOSED') return reject('fund-is-closed', `The fund ${fund.code} takes nothing more.`);
  return [{ type: 'CampaignOpened', campaign: command.campaign, name: command.name, fund: fund.id }];
}

export function decideReceiveDonation(
  command: ReceiveDonation,
  state: { readonly campaign: CampaignState | undefined; readonly known: Id | undefined; readonly slice: Slice },
): readonly Event[] | Rejection {
  const { campaign, known, slice } = state;
  const { at, donation, currency, amountMinor, receivedOn, externalId, donor } = command;
  if (campaign === undefined) return reject('campaign-is-unknown', `There is no campaign ${command.campaign}.`);
  if (currencyExponent(currency) === undefined) {
    return reject('currency-is-unknown', `${currency} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'A donation is more than nothing.');
  if (externalId !== undefined && !isExternalId(externalId)) {
    return reject('external-id-is-malformed', 'An external id has 1 to 128 printable ASCII characters, no spaces.');
  }
  if (receivedOn > slice.today) {
    return reject('day-is-in-the-future', `It cannot have come in on ${receivedOn}; today is ${slice.today}.`);
  }
  if (known !== undefined) return reject('donation-exists', `This payment is here as ${known}.`);
  const { fund } = campaign;
  const dimensions = { counterparty: 'PUBLIC', project: campaign.id } as const;
  const kept = keep(slice, [
    {
      type: 'PostEntry',
      at,
      id: donation,
      kind: 'donation',
      effectiveDay: receivedOn,
      postings: [
        { account: 'assets:bank:main', currency, amountMinor, fund },
        { account: 'income:donations', currency, amountMinor: -amountMinor, fund, dimensions },
      ],
      cites: { donation },
    },
  ]);
  if (isRejection(kept)) return kept;
  const received: DonationReceived = {
    type: 'DonationReceived',
    donation,
    campaign: campaign.id,
    fund,
    currency,
    amountMinor,
    receivedOn,
    ...(externalId === undefined ? {} : { externalId }),
    ...(donor === undefined ? {} : { donor }),
  };
  return [received, ...kept];
}

/** 1 to 128 printable ASCII characters, no spaces. */
export function isExternalId(text: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(text);
}

export const campaign = defineEntity<CampaignState, CampaignEvent>({
  kind: 'campaign',
  concerns: (event) => (event.type === 'CampaignOpened' ? [event.campaign] : []),
  evolve(state, { event, at, by }) {
    if (event.type === 'CampaignOpened') {
      return { id: event.campaign, name: event.name, fund: event.fund, openedAt: at, openedBy: by };
    }
    if (state === undefined) throw new Error('A donation to a campaign that was never opened.');
    return state;
  },
});

export const donation = defineEntity<DonationState, DonationReceived>({
  kind: 'donation',
  concerns: (event) => (event.type === 'DonationReceived' ? [event.donation] : []),
  evolve: (_state, { event, seq }) => ({
    id: event.donation,
    campaign: event.campaign,
    fund: event.fund,
    currency: event.currency,
    amountMinor: event.amountMinor,
    receivedOn: event.receivedOn,
    ...(event.donor === undefined ? {} : { donor: event.donor }),
    seq,
  }),
});

export const donationExternalId = defineEntity<{ readonly donation: Id }, DonationReceived>({
  kind: 'donation-external-id',
  concerns: (event) => (event.type === 'DonationReceived' && event.externalId !== undefined ? [event.externalId] : []),
  evolve: (_state, { event }) => ({ donation: event.donation }),
});

export const commands = [
  defineCommand<OpenCampaign, { fund: Fund | undefined }, CampaignEvent>({
    type: 'OpenCampaign',
    load: (read, command) => ({ fund: read.entity<Fund>('fund', command.fund) }),
    decide: decideOpenCampaign,
  }),
  defineCommand<ReceiveDonation, Parameters<typeof decideReceiveDonation>[1], Event>({
    type: 'ReceiveDonation',
    load: (read, { campaign, externalId, at }) => ({
      campaign: read.entity<CampaignState>('campaign', campaign),
      known:
        externalId === undefined
          ? undefined
          : read.entity<{ donation: Id }>('donation-external-id', externalId)?.donation,
      slice: sliceOf(read, at),
    }),
    decide: decideReceiveDonation,
  }),
];
