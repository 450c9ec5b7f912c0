import { until } from '@hubgraph/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayBack, type Fixture, give, LAWYER, today, world } from '../fixture.test-helper.ts';
import { OTHER, twoHubs } from './two-hubs.test-helper.ts';

let fixture: Fixture;
beforeAll(async () => {
  ({ fixture } = await twoHubs());
});
afterAll(() => fixture.end());

describe('without an agreement in force', () => {
  test('no team is recognised: neither before it is signed nor after it has ended', async () => {
    const { movement } = fixture;
    const form = () =>
      movement.client.act(
        `${OTHER}/Lakshmi Demo`,
        'formTeam',
        'FormTeamInput',
        { hub: OTHER, name: 'x', charter: 'x' },
        '... on Team { id }',
      );
    const recognise = (team: string) => give(movement, `${OTHER}/Arjun Demo`, 'recogniseTeam', { team });
    const { data } = await movement.client.ask<{ hub: { trademarkAgreement: { id: string } } }>(
      'query { hub(id: "south-asia") { trademarkAgreement { id } } }',
    );
    const agreement = data?.hub.trademarkAgreement.id;
    expect((await give(movement, LAWYER, 'endTrademarkAgreement', { agreement, reason: 'A test.' })).__typename).toBe(
      'TrademarkAgreement',
    );
    const refusal = await until(world, 'the end reached the hub', async () => {
      const result = await recognise((await form()).id);
      return result.__typename === 'Refused' ? result : undefined;
    });
    const formed = await form();
    expect(refusal.code).toMatch(/agreement/);
    const offered = await movement.client.act(
      LAWYER,
      'offerTrademarkAgreement',
      'OfferTrademarkAgreementInput',
      { hub: OTHER, validFrom: today(), validTo: dayBack(-30), terms: 'x' },
      '... on TrademarkAgreement { id }',
    );
    expect((await recognise(formed.id)).code).toMatch(/agreement/);
    await until(world, 'the offer arrived', async () => {
      const result = await give(movement, `${OTHER}/Meera Demo`, 'signTrademarkAgreement', {
        hub: OTHER,
        agreement: offered.id,
      });
      return result.__typename === 'HubAgreement' ? true : undefined;
    });
    await until(world, 'the agreement is in force', async () => {
      const result = await recognise(formed.id);
      return result.__typename === 'Team' ? true : undefined;
    });
  });
});
