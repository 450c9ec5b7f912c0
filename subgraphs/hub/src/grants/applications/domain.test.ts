import { isRejection } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { AT, DAY, education, empty, general, id, lead, member, Situation, text } from '../fixtures.test-helper.ts';
import {
  type ApplyForFunds,
  type DecideApplication,
  type Deciding,
  DRAWS_MAX,
  decideApplyForFunds,
  decideDecideApplication,
} from './domain.ts';

const application = id('application');
const award = id('award');
const team = id('team');

const apply: ApplyForFunds = {
  type: 'ApplyForFunds',
  at: AT,
  by: lead,
  application,
  team,
  title: text,
  plan: text,
  purpose: 'education',
  currency: 'EUR',
  amountMinor: 6_000n,
  spentIn: 'KE',
};

const decide: DecideApplication = {
  type: 'DecideApplication',
  at: AT,
  by: member,
  application,
  decision: 'AWARD',
  reason: text,
  award,
  draws: [
    { fund: general, amountMinor: 4_000n },
    { fund: education, amountMinor: 2_000n, currency: 'EUR' },
  ],
};

function applied(change: Partial<ApplyForFunds> = {}): Situation {
  return new Situation().after(lead, decideApplyForFunds({ ...apply, ...change }, { team: { status: 'RECOGNISED' } }));
}

function deciding(situation: Situation, change: Partial<Deciding> = {}): Deciding {
  return { application: situation.application, leads: [lead], country: 'RS', slice: situation.slice(), ...change };
}

describe('a team applies for funds', () => {
  test('and its application is open', () => {
    expect(applied().application).toEqual({
      id: application,
      team,
      title: text,
      plan: text,
      purpose: 'education',
      currency: 'EUR',
      amountMinor: 6_000n,
      spentIn: 'KE',
      status: 'OPEN',
      appliedAt: AT,
      appliedBy: lead,
    });
  });

  // Each row breaks one rule more than the row below it: the first broken rule is the answer.
  const rows: [string, Partial<ApplyForFunds>, { status: string } | undefined][] = [
    ['team-is-unknown', {}, undefined],
    ['team-is-not-recognised', {}, { status: 'FORMED' }],
    ['currency-is-unknown', { currency: 'XXX' }, { status: 'RECOGNISED' }],
    ['amount-is-not-positive', { amountMinor: 0n }, { status: 'RECOGNISED' }],
    ['purpose-is-malformed', { purpose: 'For education' }, { status: 'RECOGNISED' }],
    ['country-is-malformed', { spentIn: 'ke' }, { status: 'RECOGNISED' }],
  ];
  test.each(rows.map(([code, , found], from) => [code, from, found] as const))(
    'or is refused: %s',
    (code, from, found) => {
      const broken = Object.assign({}, ...rows.slice(from).map(([, change]) => change)) as Partial<ApplyForFunds>;
      expect(decideApplyForFunds({ ...apply, ...broken }, { team: found })).toMatchObject({ rejected: true, code });
    },
  );
  test('or is refused: a negative amount', () => {
    const decision = decideApplyForFunds({ ...apply, amountMinor: -1n }, { team: { status: 'RECOGNISED' } });
    expect(decision).toMatchObject({ code: 'amount-is-not-positive' });
  });
});

describe('the committee decides', () => {
  test('to award: the money of every draw is reserved in its fund', () => {
    const situation = applied();
    const decision = decideDecideApplication(decide, deciding(situation));
    situation.after(member, decision);
    expect(situation.application).toMatchObject({
      status: 'AWARDED',
      award,
      decision: { outcome: 'AWARD', reason: text, decidedAt: AT, decidedBy: member },
    });
    expect(situation.award).toMatchObject({
      id: award,
      application,
      team,
      amountMinor: 6_000n,
      paidMinor: 0n,
      status: 'OPEN',
      decidedBy: member,
      draws: [
        { fund: general, amountMinor: 4_000n, paidMinor: 0n, reservation: `${award}/reserve/1/1` },
        { fund: education, amountMinor: 2_000n, paidMinor: 0n, reservation: `${award}/reserve/2/1` },
      ],
    });
    expect(situation.books.fundBalance(general, 'EUR')).toMatchObject({ postedMinor: 10_000n, reservedMinor: 4_000n });
    expect(situation.slice().entry(`${award}/reserve/2/1`)).toMatchObject({
      kind: 'grant',
      status: 'PENDING',
      effectiveDay: DAY,
      cites: { award },
      postings: [
        {
          account: 'expenses:grants',
          amountMinor: 2_000n,
          fund: education,
          dimensions: {
            counterparty: 'TEAM',
            team,
            recipient: team,
            purpose: 'education',
            spentIn: 'KE',
            decidedIn: 'RS',
            allowedBy: award,
          },
        },
        { account: 'assets:bank:main', amountMinor: -2_000n, fund: education },
      ],
    });
  });

  test('to award less than was applied for, before the registry said where the hub is', () => {
    const situation = applied();
    const draws = [{ fund: general, amountMinor: 1n }];
    situation.after(member, decideDecideApplication({ ...decide, draws }, deciding(situation, { country: undefined })));
    expect(situation.award?.amountMinor).toBe(1n);
    expect(situation.award?.terms).not.toHaveProperty('decidedIn');
  });

  test('to decline: no award, nothing reserved', () => {
    const situation = applied();
    situation.after(
      member,
      decideDecideApplication({ ...decide, decision: 'DECLINE', draws: [] }, deciding(situation)),
    );
    expect(situation.application).toMatchObject({ status: 'DECLINED', decision: { outcome: 'DECLINE' } });
    expect(situation.application).not.toHaveProperty('award');
    expect(situation.award).toBeUndefined();
    expect(situation.books.fundBalance(general, 'EUR').reservedMinor).toBe(0n);
  });

  const decided = applied();
  decided.after(member, decideDecideApplication(decide, deciding(decided)));
  const draw = (fund: string, amountMinor: bigint, currency?: string) =>
    currency === undefined ? { fund, amountMinor } : { fund, amountMinor, currency };
  const many = Array.from({ length: DRAWS_MAX + 1 }, (_, n) => draw(id('fund', n), 0n));
  test.each<[string, Partial<DecideApplication>, Partial<Deciding>]>([
    ['application-is-unknown', { by: lead, draws: [] }, { application: undefined }],
    ['application-is-decided', { by: lead, draws: [] }, { application: decided.application }],
    ['decider-is-a-party', { by: lead, draws: [] }, {}],
    ['decider-is-a-party', { by: lead, draws: [] }, { leads: [] }],
    ['decider-is-a-party', { draws: [] }, { leads: [member, lead] }],
    ['decline-has-draws', { decision: 'DECLINE', draws: many }, {}],
    ['draws-are-missing', { draws: [] }, {}],
    ['draws-are-too-many', { draws: [...many, ...many] }, {}],
    ['fund-is-listed-twice', { draws: [draw(general, 0n), draw(general, 1n, 'USD')] }, {}],
    ['amount-is-not-positive', { draws: [draw(general, 0n), draw(education, 9_999n, 'USD')] }, {}],
    ['amount-is-not-positive', { draws: [draw(general, 7_000n), draw(education, -1_000n)] }, {}],
    ['currency-differs', { draws: [draw(general, 9_999n, 'USD')] }, {}],
    ['award-exceeds-application', { draws: [draw(id('fund', 9), 6_001n)] }, {}],
    ['fund-is-unknown', { draws: [draw(id('fund', 9), 6_000n)] }, {}],
    ['fund-is-overdrawn', { draws: [draw(education, 5_001n)] }, {}],
    ['fund-is-overdrawn', { draws: [draw(general, 1n), draw(empty, 1n)] }, {}],
  ])('or is refused: %s', (code, change, state) => {
    expect(decideDecideApplication({ ...decide, ...change }, deciding(applied(), state))).toMatchObject({ code });
  });

  test('or is refused: purpose-is-not-allowed-by-fund', () => {
    const decision = decideDecideApplication(decide, deciding(applied({ purpose: 'travel' })));
    expect(decision).toMatchObject({ code: 'purpose-is-not-allowed-by-fund' });
  });

  test('on two applications, but promises no money twice', () => {
    const situation = applied();
    situation.after(member, decideDecideApplication(decide, deciding(situation)));
    const open = applied({ application: id('application', 2), amountMinor: 6_001n }).application;
    const again = { ...decide, application: id('application', 2), award: id('award', 2) };
    const refused = decideDecideApplication(
      { ...again, draws: [draw(general, 6_001n)] },
      deciding(situation, { application: open }),
    );
    expect(refused).toMatchObject({ code: 'fund-is-overdrawn' });
    const allowed = decideDecideApplication(
      { ...again, draws: [draw(general, 6_000n)] },
      deciding(situation, { application: open }),
    );
    expect(isRejection(allowed)).toBe(false);
  });
});
