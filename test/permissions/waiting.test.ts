import { definitions } from '@hubgraph/dev-env';
import { sha256 } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { Asking, mutation } from './asking.test-helper.ts';

const ACCESS = `viewer { id name roles { role of } }
  waiting(first: $first) { nodes { kind subject part title since } hasMore }`;
const AT_HUB = `query ($of: [_Any!]!, $first: Int) { _entities(representations: $of) { ... on Hub { access { ${ACCESS} } } } }`;
const TRADEMARK = 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

interface Access {
  readonly viewer: { id: string; name: string | null; roles: { role: string; of: string | null }[] } | null;
  readonly waiting: {
    readonly nodes: readonly {
      kind: string;
      subject: string;
      part: string | null;
      title: string | null;
      since: string | null;
    }[];
    readonly hasMore: boolean;
  };
}

async function accessAt(node: Asking, person: string | undefined, first = 20): Promise<Access> {
  const { kind } = node.node.definition;
  if (kind !== 'hub') {
    const source = `query ($first: Int) { access: ${kind}Access { ${ACCESS} } }`;
    return (await node.ask<{ access: Access }>(person, source, { first })).access;
  }
  const of = [{ __typename: 'Hub', id: node.node.config.id }];
  return (await node.ask<{ _entities: [{ access: Access }] }>(person, AT_HUB, { of, first }))._entities[0].access;
}

/** What waits for this person, as `KIND title`. */
async function waits(node: Asking, person: string | undefined): Promise<string[]> {
  const { waiting } = await accessAt(node, person);
  return waiting.nodes.map(({ kind, title }) => `${kind} ${title}`);
}

async function give(node: Asking, person: string, name: string, type: string, input: object, selection?: string) {
  const { made } = await node.ask<{ made: { id: string; code?: string; award?: { id: string } } }>(
    person,
    mutation(name, type, selection),
    { input },
  );
  expect(made.code).toBeUndefined();
  return made;
}

const registered = (hubs: Readonly<Record<string, string>>) => ({
  epoch: 1,
  nodes: Object.entries(hubs).map(([id, status]) => ({
    id,
    kind: 'hub',
    hubKind: 'REGIONAL',
    name: `The hub ${id}`,
    country: 'KE',
    status,
    endpoint: 'http://a.example',
    tokenKeys: [],
    statementKeys: [],
  })),
});

const eur = (decimal: string) => ({ decimal, currency: 'EUR' });

describe('at a hub', () => {
  test('each thing waits for who can do it, until it is done', async () => {
    await using cee = await Asking.open('cee', definitions.hub);
    const registry = registered({ cee: 'authorised' });
    await cee.happen({ type: 'RegistryReceived', registry, expiresAt: cee.world.now * 2 });
    const board = await cee.person('board-member');
    const staff = await cee.person('staff');
    const member = await cee.person('committee-member');
    const treasurer = await cee.person('treasurer');
    const both = await cee.person('treasurer', 'committee-member');
    const lead = await cee.person();
    const all = { board, staff, member, treasurer, both, lead };
    /** Who has something waiting. */
    const list = async () => {
      const found = await Promise.all(
        Object.entries(all).map(async ([name, person]) => [name, await waits(cee, person)] as const),
      );
      return Object.fromEntries(found.filter(([, waiting]) => waiting.length > 0));
    };
    expect(await list()).toEqual({});

    const content = { hub: 'cee', validFrom: '2026-01-01', validTo: '2027-01-01', termsDigest: 'd'.repeat(64) };
    const offer = { ...content, issuer: 'trademark', statement: 'e'.repeat(64), openUntil: cee.world.now * 2 };
    await cee.happen({ type: 'AgreementOffered', agreement: TRADEMARK, ...offer });
    const over = TRADEMARK.replace(/F$/, 'G');
    await cee.happen({ type: 'AgreementOffered', agreement: over, ...offer, openUntil: 1 });
    expect(await list()).toEqual({ board: ['SIGN_AGREEMENT null'] });
    await give(cee, board, 'signTrademarkAgreement', 'HubAgreement', { hub: 'cee', agreement: TRADEMARK }, 'status');
    expect(await list()).toEqual({});

    const team = (await give(cee, lead, 'formTeam', 'Team', { hub: 'cee', name: 'Evenings', charter: 'We meet.' })).id;
    // Nobody can recognise it while the agreement is not in force.
    expect(await list()).toEqual({});
    await cee.happen({ type: 'AgreementEnteredIntoForce', agreement: TRADEMARK, knownUntil: cee.world.now * 2 });
    expect(await list()).toEqual({ staff: ['RECOGNISE_TEAM Evenings'] });
    await give(cee, staff, 'recogniseTeam', 'Team', { team });
    // Nobody is a coach yet.
    expect(await list()).toEqual({});
    const coach = await cee.person('coach');
    expect(await list()).toEqual({ staff: ['ASSIGN_COACH Evenings'] });
    await give(cee, staff, 'assignCoach', 'Team', { team, coach });
    expect(await list()).toEqual({});

    const plan = { plan: 'Three evenings.', purpose: 'education', spentIn: 'RS' };
    const request = { team, title: 'Tea', amount: eur('5.00'), ...plan };
    const application = (await give(cee, lead, 'applyForFunds', 'Application', request)).id;
    expect(await list()).toEqual({ member: ['DECIDE_APPLICATION Tea'], both: ['DECIDE_APPLICATION Tea'] });

    const fund = (await give(cee, treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' })).id;
    const gift = {
      hub: 'cee',
      kind: 'gift',
      effectiveDay: '2026-03-02',
      postings: [
        { account: 'assets:bank:main', fund, debit: eur('5.00') },
        { account: 'income:donations', fund, credit: eur('5.00'), counterparty: 'PUBLIC' },
      ],
    };
    await give(cee, treasurer, 'postEntry', 'JournalEntry', gift);
    const decision = { application, decision: 'AWARD', reason: 'Good.', draws: [{ fund, amount: eur('5.00') }] };
    const award = (await give(cee, both, 'decideApplication', 'Application', decision, 'award { id }')).award?.id ?? '';
    // Who decided does not pay.
    expect(await list()).toEqual({ treasurer: ['PAY_AWARD Tea'] });

    const payment = (await give(cee, treasurer, 'payAward', 'Payment', { award, amount: eur('3.00') })).id;
    expect(await list()).toEqual({ treasurer: ['PAY_AWARD Tea'], lead: ['REPORT_SPENDING Tea'] });
    const [waiting] = (await accessAt(cee, lead)).waiting.nodes;
    expect(waiting).toMatchObject({ subject: payment, part: null });
    expect(Date.parse(waiting?.since ?? '')).toBeGreaterThan(Date.parse('2026-03-02T09:00:00Z'));
    await give(cee, treasurer, 'payAward', 'Payment', { award, amount: eur('2.00') });
    const report = { payment, contentHash: sha256('tea'), spentOn: '2026-03-02', about: 'Tea.' };
    await give(cee, lead, 'reportSpending', 'Receipt', { ...report, amount: eur('1.00') });
    expect(await list()).toEqual({ lead: ['REPORT_SPENDING Tea', 'REPORT_SPENDING Tea'] });
    await give(cee, treasurer, 'returnUnspent', 'Payment', { payment, amount: eur('2.00') });
    expect(await list()).toEqual({ lead: ['REPORT_SPENDING Tea'] });
  });

  test('tells who asks: name and roles; and nothing to whoever has not signed in', async () => {
    await using cee = await Asking.open('cee', definitions.hub);
    const team = cee.newId('team');
    const person = await cee.person('staff', { role: 'team-lead', of: team });
    expect(await accessAt(cee, person)).toEqual({
      viewer: {
        id: person,
        name: 'Somebody with 2 roles',
        roles: [
          { role: 'staff', of: null },
          { role: 'team-lead', of: team },
        ],
      },
      waiting: { nodes: [], hasMore: false },
    });
    expect(await accessAt(cee, undefined)).toEqual({ viewer: null, waiting: { nodes: [], hasMore: false } });
  });

  test('shows the oldest first, as many as are asked for, and says that there are more', async () => {
    await using cee = await Asking.open('cee', definitions.hub);
    const registry = registered({ cee: 'authorised' });
    await cee.happen({ type: 'RegistryReceived', registry, expiresAt: cee.world.now * 2 });
    const member = await cee.person('committee-member');
    const applied = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        await cee.happen({
          type: 'FundsAppliedFor',
          application: cee.newId('application'),
          team: cee.newId('team'),
          title: { key: 'none', digest: 'none' },
          plan: { key: 'none', digest: 'none' },
          purpose: 'education',
          currency: 'EUR',
          amountMinor: 1n,
          spentIn: 'RS',
        });
      }
    };
    const ids = () => cee.node.read.rows('SELECT id FROM application ORDER BY id').map((row) => String(row['id']));
    const seen = async (first: number) => {
      const { waiting } = await accessAt(cee, member, first);
      return [waiting.nodes.map(({ subject }) => subject), waiting.hasMore];
    };
    await applied(3);
    expect(await seen(2)).toEqual([ids().slice(0, 2), true]);
    expect(await seen(3)).toEqual([ids(), false]);
    expect(await seen(0)).toEqual([[], true]);
    await applied(98);
    // No more than a hundred of a kind are looked at; that there is one more is said.
    expect(await seen(100)).toEqual([ids().slice(0, 100), true]);
    await expect(accessAt(cee, member, 101)).rejects.toThrow('first must be between 0 and 100');
  });
});

test('what is done with is not even looked at: one payment is found behind more than can be looked at', async () => {
  await using cee = await Asking.open('cee', definitions.hub);
  const team = cee.newId('team');
  const lead = await cee.person({ role: 'team-lead', of: team });
  const award = cee.newId('award');
  const terms = { award, team, purpose: 'education', currency: 'EUR', spentIn: 'RS' };
  const draws = [{ fund: cee.newId('fund'), amountMinor: 1_000n, reservation: 'none' }];
  await cee.happen({ type: 'AwardMade', application: cee.newId('application'), draws, ...terms });
  for (let n = 0; n < 102; n += 1) {
    const payment = cee.newId('payment');
    await cee.happen({ type: 'AwardPaid', payment, amountMinor: 1n, parts: [], ...terms });
    if (n === 101) continue;
    const file = { contentHash: sha256(payment), spentOn: '2026-03-02', about: { key: 'none', digest: 'none' } };
    const spent = { receipt: cee.newId('receipt'), payment, currency: 'EUR', amountMinor: 1n, ...file };
    await cee.happen({ type: 'SpendingReported', ...spent });
  }
  const { waiting } = await accessAt(cee, lead);
  expect(waiting).toMatchObject({ nodes: [{ kind: 'REPORT_SPENDING' }], hasMore: false });
});

describe('at the nodes of the Basic Support System', () => {
  test('votes wait for each member once, and for the secretary when the quorum is reached', async () => {
    await using council = await Asking.open('council', definitions.council);
    const one = await council.person('council-member');
    const two = await council.person('council-member', 'secretary');
    const three = await council.person('council-member');
    const secretary = await council.person('secretary');
    const countries = [{ country: 'KE', region: 'Africa', isGlobalSouth: true }];
    const proposed = { version: '2026-1', source: 'a test', countries };
    const list = (await give(council, secretary, 'proposeCountryList', 'CountryList', proposed)).id;
    expect(await waits(council, one)).toEqual([]);
    const moved = { kind: 'ADOPT_COUNTRY_LIST', subject: list, rationale: 'It is time.' };
    const motion = (await give(council, one, 'proposeMotion', 'Motion', moved)).id;
    const late = await council.person('council-member');
    const vote = ['CAST_VOTE 2026-1'];
    expect([await waits(council, one), await waits(council, late), await waits(council, secretary)]).toEqual([
      vote,
      [],
      [],
    ]);
    await give(council, one, 'castVote', 'Motion', { motion, choice: 'NO' });
    expect([await waits(council, one), await waits(council, two), await waits(council, secretary)]).toEqual([
      [],
      vote,
      [],
    ]);
    await give(council, two, 'castVote', 'Motion', { motion, choice: 'YES' });
    const close = ['CLOSE_MOTION 2026-1'];
    // Members may close a vote too; it is the secretary who is expected to.
    expect([
      await waits(council, one),
      await waits(council, two),
      await waits(council, three),
      await waits(council, secretary),
    ]).toEqual([[], close, vote, close]);
    await give(council, secretary, 'closeMotion', 'Motion', { motion });
    expect([await waits(council, three), await waits(council, secretary)]).toEqual([[], []]);
  });

  test('money waits to be allocated once a framework is in force, and each part to be paid', async () => {
    await using node = await Asking.open('fundraising', definitions.fundraising);
    const treasurer = await node.person('treasurer');
    const fundraiser = await node.person('fundraiser');
    const fund = (await give(node, treasurer, 'openSupportFund', 'Fund', { code: 'general', name: 'General' })).id;
    const bound = { code: 'bound', name: 'Bound', purposes: ['education'] };
    const restricted = (await give(node, treasurer, 'openSupportFund', 'Fund', bound)).id;
    for (const into of [fund, restricted]) {
      const campaign = (await give(node, fundraiser, 'openCampaign', 'Campaign', { name: 'Knowledge', fund: into })).id;
      const donation = { campaign, amount: eur('10.00'), receivedOn: '2026-03-01' };
      await give(node, fundraiser, 'receiveDonation', 'Donation', donation);
    }
    expect(await waits(node, treasurer)).toEqual([]);
    const motion = 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
    const framework = motion.replace('motion', 'framework');
    const list = motion.replace('motion', 'country-list');
    const taken = { version: 'a', motion, adoptedAt: 1 };
    const shares = ['andes', 'cee'].map((hub) => ({ hub, shareBasisPoints: 5_000 }));
    const floor = { floorBasisPoints: 5_000, countryList: list };
    await node.happen({ type: 'FrameworkTaken', framework, ...taken, shares, ...floor });
    await node.happen({
      type: 'CountryListTaken',
      list,
      ...taken,
      countries: [{ country: 'KE', isGlobalSouth: true }],
    });
    const registry = registered({ andes: 'authorised', cee: 'authorised' });
    await node.happen({ type: 'RegistryReceived', registry, expiresAt: node.world.now * 2 });
    expect((await accessAt(node, treasurer)).waiting.nodes).toEqual([
      { kind: 'ALLOCATE', subject: fund, part: 'EUR', title: 'General', since: null },
    ]);
    expect(await waits(node, fundraiser)).toEqual([]);

    const allocation = (await give(node, treasurer, 'allocateFunds', 'Allocation', { fund, amount: eur('10.00') })).id;
    const parts = (await accessAt(node, treasurer)).waiting.nodes;
    expect(parts.map(({ kind, subject, part, title }) => [kind, subject, part, title])).toEqual([
      ['DISBURSE', allocation, 'andes', 'The hub andes'],
      ['DISBURSE', allocation, 'cee', 'The hub cee'],
    ]);
    const prepared = await give(node, treasurer, 'disburse', 'Disbursement', { allocation, hub: 'andes' });
    expect(await waits(node, treasurer)).toEqual(['DISBURSE The hub cee']);
    await give(node, treasurer, 'cancelDisbursement', 'Disbursement', { disbursement: prepared.id });
    expect(await waits(node, treasurer)).toEqual(['DISBURSE The hub andes', 'DISBURSE The hub cee']);
  });

  test('authorised hubs without an agreement wait for a legal officer', async () => {
    await using node = await Asking.open('trademark', definitions.trademark);
    const officer = await node.person('legal-officer');
    const registry = registered({ andes: 'authorised', asia: 'suspended', cee: 'authorised' });
    await node.happen({ type: 'RegistryReceived', registry, expiresAt: node.world.now * 2 });
    expect(await waits(node, officer)).toEqual(['OFFER_AGREEMENT The hub andes', 'OFFER_AGREEMENT The hub cee']);
    const period = { validFrom: '2026-06-01', validTo: '2026-07-01' };
    const offer = { hub: 'andes', ...period, terms: 'The marks may be used.' };
    const { id } = await give(node, officer, 'offerTrademarkAgreement', 'TrademarkAgreement', offer);
    expect(await waits(node, officer)).toEqual(['OFFER_AGREEMENT The hub cee']);
    await give(node, officer, 'endTrademarkAgreement', 'TrademarkAgreement', { agreement: id, reason: 'A mistake.' });
    expect(await waits(node, officer)).toEqual(['OFFER_AGREEMENT The hub andes', 'OFFER_AGREEMENT The hub cee']);
    await give(node, officer, 'offerTrademarkAgreement', 'TrademarkAgreement', offer);
    node.world.now = Date.parse('2026-07-01T00:00:00Z');
    expect(await waits(node, officer)).toEqual(['OFFER_AGREEMENT The hub andes', 'OFFER_AGREEMENT The hub cee']);
  });
});
