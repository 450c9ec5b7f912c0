import { describe, expect, it } from 'vitest';
import { by, codeOf, expectEvents, FUND, id, TestBooks, typesOf } from '../testing.test-helper.ts';
import {
  type CampaignState,
  decideOpenCampaign,
  decideReceiveDonation,
  type OpenCampaign,
  type ReceiveDonation,
} from './domain.ts';

const campaign: CampaignState = {
  id: id('campaign'),
  name: FUND.name,
  fund: FUND.id,
  openedAt: 0,
  openedBy: 'operator',
};

const open: OpenCampaign = { type: 'OpenCampaign', ...by, campaign: campaign.id, name: FUND.name, fund: FUND.id };

const give: ReceiveDonation = {
  type: 'ReceiveDonation',
  ...by,
  donation: id('donation'),
  campaign: campaign.id,
  currency: 'EUR',
  amountMinor: 12_50n,
  receivedOn: '2026-03-14',
  externalId: 'pay_1',
  donor: { key: 'vault', digest: 'e'.repeat(64) },
};

const given = () => ({ campaign, known: undefined, slice: new TestBooks().slice() });

describe('OpenCampaign', () => {
  it('opens a campaign for a fund', () => {
    expect(decideOpenCampaign(open, { fund: FUND })).toEqual([
      { type: 'CampaignOpened', campaign: campaign.id, name: FUND.name, fund: FUND.id },
    ]);
  });

  it.each([
    ['fund-is-unknown', undefined],
    ['fund-is-closed', { ...FUND, status: 'CLOSED' } as const],
  ])('refuses: %s', (code, fund) => {
    expect(codeOf(decideOpenCampaign(open, { fund }))).toBe(code);
  });
});

describe('ReceiveDonation', () => {
  it('books what came in, in the fund of the campaign', () => {
    const events = expectEvents(decideReceiveDonation(give, given()));
    expect(typesOf(events)).toEqual(['DonationReceived', 'AccountOpened', 'AccountOpened', 'EntryPosted']);
    expect(TestBooks.postings(events)).toEqual(['assets:bank:main 1250', 'income:donations -1250']);
    expect(events.at(-1)).toMatchObject({
      entry: { id: give.donation, cites: { donation: give.donation }, effectiveDay: '2026-03-14', status: 'POSTED' },
    });
    expect(events[0]).toMatchObject({ fund: FUND.id, externalId: 'pay_1' });
  });

  it('holds nothing of the donor but the reference to the vault', () => {
    const text = JSON.stringify(expectEvents(decideReceiveDonation(give, given())), (_, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    expect(text.match(/vault/g)).toHaveLength(1);
  });

  const refusals: [string, Partial<ReceiveDonation>, Partial<ReturnType<typeof given>> | object][] = [
    ['campaign-is-unknown', {}, { campaign: undefined }],
    ['currency-is-unknown', { currency: 'XXX' }, {}],
    ['amount-is-not-positive', { amountMinor: 0n }, {}],
    ['external-id-is-malformed', { externalId: 'two words' }, {}],
    ['donation-exists', {}, { known: id('donation', '1') }],
    ['day-is-malformed', { receivedOn: '2026-02-30' }, {}],
  ];
  it.each(refusals)('refuses: %s', (code, change, state) => {
    expect(codeOf(decideReceiveDonation({ ...give, ...change }, { ...given(), ...state }))).toBe(code);
  });
  it.each(refusals.map(([code], index) => [code, index] as const))(
    'refuses %s before what comes later',
    (code, index) => {
      const [command, state] = refusals.slice(index).reduceRight(
        ([a, b], [, change, more]) => [
          { ...a, ...change },
          { ...b, ...more },
        ],
        [give, given()],
      );
      expect(codeOf(decideReceiveDonation(command, state))).toBe(code);
    },
  );
});
