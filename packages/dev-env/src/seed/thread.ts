import { join } from 'node:path';
import { canonical, dayOf, sha256, splitByWeights } from '@hubgraph/kernel';
import { type DemoHub, demoCharter, demoCountries, demoRates } from '../catalogue.ts';
import type { Movement } from '../movement.ts';
import { until } from './wait.ts';

/** The ids of the things that the example thread goes through. */
export interface ThreadIds {
  readonly motion: string;
  readonly framework: string;
  readonly campaign: string;
  readonly donation: string;
  readonly allocation: string;
  readonly disbursement: string;
  readonly team: string;
  readonly application: string;
  readonly award: string;
  readonly payment: string;
  readonly receipt: string;
}

const DAY_MS = 86_400_000;
const GROUP = 6;
const FILE = 'thread.json';
/** A quarter's end, a half year and a year back: enough for every period that the examples ask for. */
const RATES_DAYS_BACK = [1, 90, 180, 365, 550] as const;
const MEMBERS = ['council/Adaeze Demo', 'council/Bjørn Demo', 'council/Camila Demo'] as const;
const SECRETARY = 'council/Farid Demo';

/**
 * Walks the thread once, as people would: over GraphQL, through the gateway, each with their own token. Every request has
 * a key, so that an interrupted walk can be begun again; a finished one is not repeated.
 */
export async function seedThread(movement: Movement, step: (line: string) => void = () => {}): Promise<ThreadIds> {
  const { world, folder } = movement;
  const path = join(folder, FILE);
  const walk = new Walk(movement);
  if (world.disk.exists(path)) {
    // Hubs that were added since; the others are asked for their status and left alone.
    for (const hub of movement.hubs) {
      if (!(await walk.authorise(hub))) continue;
      await walk.adoptCharter(hub);
      await walk.signAgreement(hub);
    }
    return JSON.parse(Buffer.from(world.disk.read(path)).toString('utf8')) as ThreadIds;
  }

  await walk.adoptCountryList();
  await walk.recordRates();
  step('the council adopted a list of countries and recorded exchange rates');
  for (const hub of movement.hubs) await walk.authorise(hub);
  step(`the council authorised ${movement.hubs.length} hubs`);
  const { framework, motion } = await walk.adoptFramework();
  step('the council adopted an allocation framework');
  await inGroups(movement.hubs, async (hub) => {
    await Promise.all([walk.signAgreement(hub), walk.adoptCharter(hub)]);
  });
  step('trademark agreements are signed and in force, and each hub has a charter');
  const { campaign, donation, fund } = await walk.receiveDonations();
  step('a campaign received donations');
  const { allocation, disbursements } = await walk.allocate(fund);
  step('funds were allocated by the framework, disbursed, and booked on both sides');
  const [first] = movement.hubs;
  if (first === undefined) throw new Error('A movement without hubs has no thread.');
  const spent = await walk.spend(first);
  step(`a team of ${first.id} applied, was paid, reported a receipt and sent back the rest`);

  const ids: ThreadIds = {
    motion,
    framework,
    campaign,
    donation,
    allocation,
    disbursement: found(disbursements[first.id], `the disbursement to ${first.id}`),
    ...spent,
  };
  world.disk.writeAtomically(path, Buffer.from(`${canonical({ ...ids })}\n`));
  return ids;
}

/** When the first walk began, kept beside the data. */
function beganAt({ world, folder }: Movement): number {
  const path = join(folder, 'walk.json');
  if (!world.disk.exists(path)) {
    world.disk.writeAtomically(path, Buffer.from(`${canonical({ began: world.clock.now() })}\n`));
  }
  return (JSON.parse(Buffer.from(world.disk.read(path)).toString('utf8')) as { began: number }).began;
}

/** @throws {Error} if it is not there, saying what. */
function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demonstration needs ${what}, and it is not there.`);
  return value;
}

/** A few at a time: a movement of hundreds of hubs must not ask itself everything at once. */
async function inGroups<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += GROUP) await Promise.all(items.slice(from, from + GROUP).map(work));
}

class Walk {
  readonly #movement: Movement;
  /** The first walk's moment: one that goes on the day after asks for the same as before. */
  readonly #began: number;

  constructor(movement: Movement) {
    this.#movement = movement;
    this.#began = beganAt(movement);
  }

  async adoptCountryList(): Promise<void> {
    const list = await this.#act(
      SECRETARY,
      'proposeCountryList',
      'ProposeCountryListInput',
      'country-list',
      {
        version: 'demo-1',
        source: 'Made up for the demonstration',
        countries: demoCountries,
      },
      '... on CountryList { id }',
    );
    await this.#carry('ADOPT_COUNTRY_LIST', list.id, 'Spending is to be judged by a list that everybody can read.');
  }

  async recordRates(): Promise<void> {
    for (const daysBack of RATES_DAYS_BACK) {
      const date = this.#day(daysBack);
      await this.#act(
        SECRETARY,
        'recordRates',
        'RecordRatesInput',
        `rates:${daysBack}`,
        { ...demoRates, date },
        '... on RateTable { id }',
      );
    }
  }

  /** True if it was not authorised before. */
  async authorise(hub: DemoHub): Promise<boolean> {
    const { id, name, kind, country, currency, languages } = hub;
    const { client, world } = this.#movement;
    const status = async (): Promise<string | undefined> =>
      (await client.ask<{ hub: { status: string } | null }>('query ($id: ID!) { hub(id: $id) { status } }', { id }))
        .data?.hub?.status;
    const before = await status();
    if (before === 'AUTHORISED') return false;
    if (before === undefined) {
      const { endpoint } = this.#movement.spec(id).config;
      const proof = await world.network.request({
        url: `${endpoint}/.well-known/key-possession`,
        method: 'GET',
        timeoutMs: 5_000,
        sizeBytesMax: 65_536,
      });
      // Without a key: the proof is another one each time, and whether it was proposed before was asked above.
      const input = { id, name, kind, country, currency, languages, endpoint, keyPossession: proof.body };
      await client.act('council/Esi Demo', 'proposeHub', 'ProposeHubInput', input, '... on Hub { id }');
    }
    await this.#carry('AUTHORISE_HUB', id, `The communities that ${name} speaks for asked for it.`);
    return true;
  }

  async adoptFramework(): Promise<{ framework: string; motion: string }> {
    const { hubs } = this.#movement;
    const parts = splitByWeights(
      10_000n,
      hubs.map((hub) => BigInt(hub.weight)),
    );
    const shares = hubs.map((hub, index) => ({ hub: hub.id, shareBasisPoints: Number(parts[index]) }));
    const framework = await this.#act(
      MEMBERS[0],
      'proposeFramework',
      'ProposeFrameworkInput',
      'framework',
      {
        version: 'demo-1',
        shares,
        floorBasisPoints: 5_000,
      },
      '... on AllocationFramework { id }',
    );
    const motion = await this.#carry(
      'ADOPT_FRAMEWORK',
      framework.id,
      'Half or more is to be spent and decided in the Global South.',
    );
    return { framework: framework.id, motion };
  }

  /** The board says in plain words what the hub is there for. */
  async adoptCharter(hub: DemoHub): Promise<void> {
    await until(this.#movement.world, `${hub.id} can be reached`, () =>
      this.#act(
        `${hub.id}/${hub.people.board}`,
        'adoptHubCharter',
        'AdoptHubCharterInput',
        'charter',
        { hub: hub.id, version: 'demo-1', language: 'en', text: demoCharter(hub) },
        '... on HubCharter { id }',
      ),
    );
  }

  async signAgreement(hub: DemoHub): Promise<void> {
    const { world, client } = this.#movement;
    const offered = await until(world, `trademark knows that ${hub.id} is authorised`, () =>
      this.#act(
        'trademark/Greta Demo',
        'offerTrademarkAgreement',
        'OfferTrademarkAgreementInput',
        `agreement:${hub.id}`,
        {
          hub: hub.id,
          validFrom: this.#day(0),
          validTo: this.#day(-730),
          terms: `${hub.name} may use the marks for its work and let the teams that it recognises use them.`,
        },
        '... on TrademarkAgreement { id }',
      ),
    );
    await until(world, `the offer reached ${hub.id}`, () =>
      this.#act(
        `${hub.id}/${hub.people.board}`,
        'signTrademarkAgreement',
        'SignTrademarkAgreementInput',
        'sign',
        {
          hub: hub.id,
          agreement: offered.id,
        },
        '... on HubAgreement { status }',
      ),
    );
    await until(world, `the agreement of ${hub.id} is in force`, async () => {
      const { data } = await client.ask<{ hub: { mayRecogniseTeams: boolean } }>(
        'query ($id: ID!) { hub(id: $id) { mayRecogniseTeams } }',
        { id: hub.id },
      );
      return data?.hub.mayRecogniseTeams ? true : undefined;
    });
  }

  async receiveDonations(): Promise<{ campaign: string; donation: string; fund: string }> {
    const { data } = await this.#movement.client.ask<{
      supportBooks: { funds: { nodes: { id: string; code: string }[] } };
    }>('{ supportBooks { funds { nodes { id code } } } }');
    const general = data?.supportBooks.funds.nodes.find((one) => one.code === 'general');
    const fund = found(general, 'the general fund of the support system').id;
    const campaign = await this.#act(
      'fundraising/Hugo Demo',
      'openCampaign',
      'OpenCampaignInput',
      'campaign',
      {
        name: 'Knowledge for everyone (demonstration)',
        fund,
      },
      '... on Campaign { id }',
    );
    const amounts = ['25.00', '100.00', '60000.00', '15000.00', '40000.00', '5000.00', '12.50', '80000.00'];
    const donations: string[] = [];
    for (const [index, decimal] of amounts.entries()) {
      const donation = await this.#act(
        'fundraising/Hugo Demo',
        'receiveDonation',
        'ReceiveDonationInput',
        `donation:${index}`,
        {
          campaign: campaign.id,
          amount: { decimal, currency: 'USD' },
          receivedOn: this.#day(40 - index),
          externalId: `demo-${index}`,
          donor: `Donor ${index} (made up)`,
        },
        '... on Donation { id }',
      );
      donations.push(donation.id);
    }
    return { campaign: campaign.id, donation: found(donations[2], 'the third donation'), fund };
  }

  async allocate(fund: string): Promise<{ allocation: string; disbursements: Record<string, string> }> {
    const { world, client, hubs } = this.#movement;
    const treasurer = 'fundraising/Ines Demo';
    const allocation = await until(world, 'fundraising knows the framework in force', () =>
      this.#act(
        treasurer,
        'allocateFunds',
        'AllocateFundsInput',
        'allocation',
        {
          fund,
          amount: { decimal: '150000.00', currency: 'USD' },
        },
        '... on Allocation { id }',
      ),
    );
    const disbursements: Record<string, string> = {};
    await inGroups(hubs, async (hub) => {
      const { id } = await until(world, `the disbursement to ${hub.id} is prepared`, () =>
        this.#act(
          treasurer,
          'disburse',
          'DisburseInput',
          `disburse:${hub.id}`,
          { allocation: allocation.id, hub: hub.id },
          '... on Disbursement { id }',
        ),
      );
      disbursements[hub.id] = id;
      await until(world, `${hub.id} booked its disbursement`, async () => {
        const { data } = await client.ask<{ disbursement: { status: string } }>(
          'query ($id: ID!) { disbursement(id: $id) { status } }',
          { id },
        );
        return data?.disbursement.status === 'BOOKED' ? true : undefined;
      });
    });
    return { allocation: allocation.id, disbursements };
  }

  async spend(hub: DemoHub): Promise<Pick<ThreadIds, 'team' | 'application' | 'award' | 'payment' | 'receipt'>> {
    const { people, id, country } = hub;
    const as = (name: string): string => `${id}/${name}`;
    const { client, world } = this.#movement;
    const formed = await this.#act(
      as(people.volunteer),
      'formTeam',
      'FormTeamInput',
      'team',
      {
        hub: id,
        name: 'Libraries on the Move',
        charter: 'We bring free knowledge to village libraries and learn what their readers miss.',
      },
      '... on Team { id }',
    );
    const coach = await client.person(as(people.coach));
    await until(world, `the agreement reached ${id}`, () =>
      this.#act(
        as(people.staff),
        'recogniseTeam',
        'RecogniseTeamInput',
        'recognise',
        { team: formed.id },
        '... on Team { id }',
      ),
    );
    await this.#act(
      as(people.staff),
      'assignCoach',
      'AssignCoachInput',
      'coach',
      { team: formed.id, coach: coach.id },
      '... on Team { id }',
    );
    const usd = (decimal: string) => ({ decimal, currency: 'USD' });
    const application = await this.#act(
      as(people.volunteer),
      'applyForFunds',
      'ApplyForFundsInput',
      'application',
      {
        team: formed.id,
        title: 'Twelve village libraries',
        plan: 'Offline readers, training for twelve librarians, travel.',
        purpose: 'education',
        amount: usd('4800.00'),
        spentIn: country,
      },
      '... on Application { id }',
    );
    const fund = await this.#generalFund(id);
    await this.#localGift(hub, fund);
    const decided = await this.#act(
      as(people.committee),
      'decideApplication',
      'DecideApplicationInput',
      'decision',
      {
        application: application.id,
        decision: 'AWARD',
        reason: 'The plan reaches readers whom nobody else reaches, and the budget is plain.',
        draws: [{ fund, amount: usd('4500.00') }],
      },
      '... on Application { award { id } }',
    );
    const award = (decided as unknown as { award: { id: string } }).award.id;
    const payment = await this.#act(
      as(people.treasurer),
      'payAward',
      'PayAwardInput',
      'payment',
      {
        award,
        amount: usd('3000.00'),
      },
      '... on Payment { id }',
    );
    const receipt = await this.#act(
      as(people.volunteer),
      'reportSpending',
      'ReportSpendingInput',
      'receipt',
      {
        payment: payment.id,
        amount: usd('2650.00'),
        contentHash: sha256('A made-up receipt of the demonstration: offline readers, 12 pieces.'),
        spentOn: this.#day(0),
        about: 'Offline readers, twelve pieces, and training.',
      },
      '... on Receipt { id }',
    );
    await this.#act(
      as(people.treasurer),
      'returnUnspent',
      'ReturnUnspentInput',
      'return',
      {
        payment: payment.id,
        amount: usd('350.00'),
      },
      '... on Payment { id }',
    );
    return { team: formed.id, application: application.id, award, payment: payment.id, receipt: receipt.id };
  }

  /** A gift from nearby into the same fund, so that what is paid from it comes from two sources, pro rata. */
  async #localGift(hub: DemoHub, fund: string): Promise<void> {
    const amount = { decimal: '500.00', currency: 'USD' };
    await this.#act(
      `${hub.id}/${hub.people.treasurer}`,
      'postEntry',
      'PostEntryInput',
      'gift',
      {
        hub: hub.id,
        kind: 'local-donation',
        effectiveDay: this.#day(0),
        postings: [
          { account: 'assets:bank:main', fund, debit: amount },
          { account: 'income:donations', fund, credit: amount, counterparty: 'PUBLIC', purpose: 'general' },
        ],
      },
      '... on JournalEntry { id }',
    );
  }

  async #generalFund(hub: string): Promise<string> {
    const { data } = await this.#movement.client.ask<{
      hub: { books: { funds: { nodes: { id: string; code: string }[] } } };
    }>('query ($id: ID!) { hub(id: $id) { books { funds { nodes { id code } } } } }', { id: hub });
    return found(
      data?.hub.books.funds.nodes.find((one) => one.code === 'general'),
      `the general fund of ${hub}`,
    ).id;
  }

  /** Moves something, votes for it, closes the vote; returns the motion. */
  async #carry(kind: string, subject: string, rationale: string): Promise<string> {
    const key = `${kind}:${subject}`;
    const motion = await this.#act(
      MEMBERS[0],
      'proposeMotion',
      'ProposeMotionInput',
      key,
      { kind, subject, rationale },
      '... on Motion { id }',
    );
    for (const member of MEMBERS) {
      await this.#act(
        member,
        'castVote',
        'CastVoteInput',
        `vote:${key}`,
        { motion: motion.id, choice: 'YES' },
        '... on Motion { id }',
      );
    }
    await this.#act(
      SECRETARY,
      'closeMotion',
      'CloseMotionInput',
      `close:${key}`,
      { motion: motion.id },
      '... on Motion { id }',
    );
    return motion.id;
  }

  #act(
    as: string,
    field: string,
    inputType: string,
    key: string,
    input: Readonly<Record<string, unknown>>,
    selection: string,
  ): Promise<{ readonly id: string }> {
    const idempotencyKey = `seed:${key}`;
    return this.#movement.client.act(as, field, inputType, { ...input, idempotencyKey }, selection);
  }

  #day(daysBack: number): string {
    return dayOf(this.#began - daysBack * DAY_MS);
  }
}
