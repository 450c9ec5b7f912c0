import { definitions, Movement, type NodeKindName, seedHistory, seedThread, until } from '@hubgraph/dev-env';
import { generateNodeKeys, logKeysOf, type NodeKeys, signerKeyOf } from '@hubgraph/identity';
import { canonical, dayOf, encode, type Instant, isRejection, newId, sha256 } from '@hubgraph/kernel';
import { conceptsOf, disclosuresOf, keysOf, RunningNode, TextSealer } from '@hubgraph/node';
import { formatNote, signCheckpoint } from '@hubgraph/tlog';
import { settled, world } from '../federation/fixture.test-helper.ts';

/** The nodes of the story, one of each kind. */
export const NODES: Readonly<Record<NodeKindName, string>> = {
  council: 'council',
  trademark: 'trademark',
  fundraising: 'fundraising',
  hub: 'east-africa',
};

/** What other nodes answer. */
const ANSWERED = ['transfer-prepared', 'transfer-accepted', 'transfer-refused', 'transfer-posted', 'settlement-paid'];

type Payload = Readonly<Record<string, unknown>>;
type Input = Record<string, unknown>;

/** Changes what clients send, by the type of input. */
export type Disguise = (inputType: string, input: Payload) => Payload;

const DAY_MS = 86_400_000;
const PERIOD_MS = 401 * DAY_MS;

/**
 * A movement of one hub in which everything happens that a node can write down: the thread, a year of ordinary life, two
 * imports, and all the ends that things come to when they do not go well. Afterwards it is stopped; its folder has it all.
 * @param during called while the nodes still run, when they have come to rest
 */
export async function tellStory(
  folder: string,
  { disguise, during }: { readonly disguise?: Disguise; readonly during?: (movement: Movement) => Promise<void> } = {},
): Promise<Movement> {
  const movement = await Movement.start({ world, port: 0, hubs: 1, folder });
  try {
    const { client } = movement;
    const act = client.act.bind(client);
    client.act = (as, field, inputType, input, selection) =>
      act(as, field, inputType, disguise?.(inputType, input) ?? input, selection);
    await seedThread(movement);
    await seedHistory(movement, () => {}, new AbortController().signal);
    await importFiles(movement);
    await fileTeamBooks(movement);
    await keepBank(movement);
    await endAgreement(movement);
    await settled(movement);
    await during?.(movement);
  } finally {
    await movement.stop();
  }
  // Without its neighbours: nobody answers, and nothing falls due by itself.
  for (const kind of Object.keys(NODES) as NodeKindName[]) {
    const node = await RunningNode.open(world, movement.spec(NODES[kind]).config, definitions[kind]);
    try {
      const teller = new Teller(node);
      await ENDS[kind](teller);
      await findEvidence(teller, keysOf(world, movement.spec(NODES.hub).config));
    } finally {
      await node.stop();
    }
  }
  return movement;
}

/** Gives commands to a node that nobody asks for leave: who may is what other tests are about. */
class Teller {
  readonly node: RunningNode;
  #count = 0;

  constructor(node: RunningNode) {
    this.node = node;
  }

  id(kind: string): string {
    return newId(world, this.node.config.id, kind);
  }

  state<T>(kind: string, isWanted: (state: T) => boolean = () => true): T {
    const rows = this.node.read.rows('SELECT id FROM entity WHERE kind = ? ORDER BY id', kind);
    const states = rows.map(({ id }) => this.node.read.entity<T>(kind, String(id)) as T);
    const found = states.find(isWanted);
    if (found === undefined) throw new Error(`The story needs a ${kind}.`);
    return found;
  }

  /** `texts` are sealed, and their places are in the payload. */
  async give(
    type: string,
    payload: Payload,
    { texts = {}, at = world.clock.now(), by = 'operator' }: { texts?: Input; at?: Instant; by?: string } = {},
  ): Promise<void> {
    const sealer = new TextSealer(world, this.node.config.id);
    const sealed = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sealer.seal(String(text))]));
    const key = this.#key();
    const command = { ...payload, ...sealed, type, at, by };
    const outcome = await this.node.journal.handle(command, { ...key, texts: sealer.entries });
    if (isRejection(outcome)) throw new Error(`${type}: ${outcome.code}: ${outcome.message}`);
    if (outcome.events.length === 0) throw new Error(`${type} came to nothing.`);
  }

  /** As if another node had stated it. */
  receive(
    type: string,
    about: string,
    payload: Payload,
    issuer = 'fundraising',
    {
      kid = 'key',
      proved,
      cites = [],
    }: { readonly kid?: string | undefined; readonly proved?: unknown; readonly cites?: readonly string[] } = {},
  ): Promise<void> {
    const now = world.clock.now();
    const digest = sha256(`${type} ${about} ${this.#count}`);
    const times = { issuedAt: now, expiresAt: now + DAY_MS };
    const statement = { issuer, type, about, payload, cites, digest, kid, ...times };
    // This node said whatever is cited: how it tells that is tried elsewhere.
    const said = cites.flatMap((cited) => ANSWERED.map((own) => ({ type: own, digest: cited })));
    return this.give(`Receive:${type}`, { statement, jws: '', proved, said }, { by: `node:${issuer}` });
  }

  /** An event that the ledger knows and no command of a node leads to yet. */
  async write(...events: readonly Payload[]): Promise<void> {
    const { store, config, journal } = this.node;
    const seq = (await store.head()) + 1;
    const { commandId, fingerprint } = this.#key();
    const salt = Buffer.from(world.random.bytes(16)).toString('hex');
    const who = disclosuresOf(conceptsOf(this.node.definition));
    const books = events.flatMap(({ type }, n) => (who[String(type)] === 'PUBLIC' ? [n] : []));
    const commit = { at: world.clock.now(), books, by: 'operator', command: 'CloseAccount', commandId, events };
    const bytes = encode({ ...commit, fingerprint, node: config.id, salt, seq, v: 2 });
    await store.append([{ seq, commandId, bytes }]);
    await journal.catchUp();
  }

  #key(): { readonly commandId: string; readonly fingerprint: string } {
    this.#count += 1;
    return { commandId: `operator:story:${this.#count}`, fingerprint: 'story' };
  }
}

interface Named {
  readonly id: string;
}

/** Two trees of one size that a hub signed. */
async function findEvidence(teller: Teller, keys: NodeKeys): Promise<void> {
  const key = signerKeyOf(keys, 'books');
  const notes = [1, 2].map((byte) => {
    const { note } = signCheckpoint({ origin: key.name, size: 7, root: new Uint8Array(32).fill(byte) }, key);
    return formatNote(note);
  });
  const [first, second] = notes;
  const evidence = { node: NODES.hub, log: 'books', kind: 'FORK', first, second };
  const foundBy = teller.node.config.id;
  if (foundBy === NODES.council) await teller.receive('log-evidence', 'log-evidence:1', evidence, NODES.trademark);
  else await teller.give('RecordLogEvidence', { ...evidence, foundBy });
  const before = [{ log: 'books', origin: key.name, signed: 9, left: 7, root: sha256('lost') }];
  await teller.give('BeginLogs', { origin: `${keys.logOrigin}/log-2`, before });
}

/** What every node has: a role that is taken, and sessions that end in each way. */
async function signInAndOut(teller: Teller): Promise<void> {
  const { definition } = teller.node;
  const { id: person } = teller.state<Named>('person');
  const another = { person: teller.id('person') };
  await teller.give('AddPerson', another, { texts: { name: 'Somebody Else' } });
  const role = Object.keys(definition.roles).find((name) => definition.offices?.[name] === undefined);
  await teller.give('GrantRole', { ...another, role });
  await teller.give('RevokeRole', { ...another, role });
  const issue = async (code: string) => {
    await teller.give('IssueSignInCode', { person, codeDigest: sha256(code), lifetimeMinutes: 15 });
  };
  const open = async (code: string) => {
    const session = teller.id('session');
    await issue(code);
    const secretDigest = sha256(`secret of ${code}`);
    await teller.give('SignIn', { codeDigest: sha256(code), session, secretDigest }, { by: person });
    return session;
  };
  await teller.give('SignOut', { session: await open('one') }, { by: person });
  await open('two');
  await issue('three');
  await teller.give('CloseSessions', { person });
}

/** Terms that are over, and one that is ended before. */
async function endMandates(teller: Teller, office: string): Promise<void> {
  const person = teller.id('person');
  await teller.give('AddPerson', { person }, { texts: { name: 'Somebody in Office' } });
  const seat = async (from: string, to: string) => {
    const mandate = teller.id('mandate');
    await teller.give(
      'SeatInOffice',
      { mandate, person, office, from, to },
      { texts: { because: 'They were elected.' } },
    );
    return mandate;
  };
  await seat('2001-01-01', '2002-01-01');
  const mandate = await seat('2020-01-01', '2029-01-01');
  await teller.give('EndMandate', { mandate }, { texts: { reason: 'They moved away.' } });
}

/** Closes the account of everything that is in it: nothing. */
async function closeAccount(teller: Teller): Promise<void> {
  const account = { path: 'assets:till', currency: 'EUR' };
  await teller.give('OpenAccount', account);
  await teller.give('CloseAccount', account);
}

/** A pending entry that is posted in part, and the end of a period. */
async function keepBooks(teller: Teller): Promise<void> {
  const fund = teller.state<Named & { code: string }>('fund', ({ code }) => code === 'general').id;
  const entry = teller.id('entry');
  const line = (account: string, amountMinor: bigint) => ({ account, currency: 'EUR', amountMinor, fund });
  await teller.give('PrepareEntry', {
    ...{ entry, kind: 'loan', effectiveDay: '2026-01-01', expiresAt: world.clock.now() + DAY_MS },
    postings: [line('assets:bank:main', 500n), line('liabilities:payable:services', -500n)],
  });
  const amount = { amountMinor: 300n, currency: 'EUR' };
  await teller.give('PostPendingEntry', { entry, amounts: [amount, amount] });
  const name = { key: teller.id('text'), digest: sha256('story') };
  await teller.give('DeclareResource', { code: 'HOURS', kind: 'STAFF_TIME', exponent: 2, name });
  await teller.give('ClosePeriod', { before: '2015-01-01' });
  await planAhead(teller, fund);
}

/** A plan that is revised, and a part of it that is withdrawn. */
async function planAhead(teller: Teller, fund: string): Promise<void> {
  const [budget, part] = [teller.id('budget'), teller.id('budget')];
  const period = { from: '2031-01-01', to: '2032-01-01' };
  const rent = { code: 'rent', account: 'expenses:services', currency: 'EUR', amountMinor: 10_000n, fund };
  const name = { texts: { name: 'The year after next' } };
  await teller.give('PlanBudget', { budget, ...period, lines: [rent] }, name);
  const all = { purpose: 'education', project: 'camp', team: teller.id('team'), costClass: 'PROGRAMME' };
  const camp = { ...rent, code: 'camp', account: 'expenses:grants', ...all };
  const whose = { budget: part, parent: budget, team: all.team };
  await teller.give('PlanBudget', { ...whose, ...period, lines: [camp] }, name);
  const board = { ...rent, code: 'board', account: 'expenses:oversight', ...all, costClass: 'OVERSIGHT' };
  const lines = [{ ...rent, amountMinor: 12_000n }, board];
  await teller.give('ReviseBudget', { budget, lines }, { texts: { reason: 'The rent goes up.' } });
  await teller.give('WithdrawBudget', { budget: part }, { texts: { reason: 'There will be no camp.' } });
}

/** Files that a bank was told to pay: one that was sent, of which a payment came back, and one that was stopped. */
async function payByFile(teller: Teller): Promise<void> {
  const { id: bankAccount, currency } = teller.state<Named & { currency: string }>('bank-account');
  const text = { key: teller.id('text'), digest: sha256('story') };
  const made = async () => {
    const [file, payment, source] = [teller.id('payment-file'), teller.id('payment-order'), teller.id('entry')];
    const ids = { payment, source, payee: teller.id('payee'), entry: `${payment}/1` };
    const payments = [{ ...ids, name: text, account: text, isBookedHere: false, amountMinor: 100n }];
    const facts = { file, bankAccount, currency, executionDay: '2026-04-03', payments };
    await teller.write({ type: 'PaymentFileMade', ...facts });
    return { file, payment, source };
  };
  const sent = await made();
  await teller.give('ReleasePaymentFile', { file: sent.file }, { by: 'another' });
  await teller.give('ReturnPayment', { payment: sent.payment, reason: 'AC04' });
  const { payment, source } = sent;
  await teller.write({ type: 'PaymentSentBack', payment, source, reason: 'AC04', entry: `${payment}/2` });
  await teller.give('CancelPaymentFile', { file: (await made()).file });
}

/** A hub changes all of its keys. */
async function changeKeys(teller: Teller): Promise<void> {
  const hub = teller.node.nodeInRegistry(NODES.hub);
  const origin = hub?.logs?.books.split('/books+')[0] ?? '';
  const { tokens, statements, ...others } = generateNodeKeys(world, origin);
  const keys = { tokenKey: tokens.publicJwk, statementKey: statements.publicJwk, ...logKeysOf(others) };
  const proved = { issuer: NODES.hub, ...keys };
  await teller.receive('node-keys-changed', 'keys', {}, NODES.hub, { kid: hub?.statementKeys[0]?.kid, proved });
}

/** Transfers with the other node that has books, to every end that they come to, at both ends. */
async function payAndBePaid(teller: Teller, peer: string): Promise<void> {
  const { id: own } = teller.node.config;
  const fund = teller.state<Named & { code: string }>('fund', ({ code }) => code === 'general').id;
  const amount = { currency: 'USD', amountMinor: 700n };
  const said = { currency: 'USD', amountMinor: '700' };
  const prepare = async () => {
    const transfer = teller.id('transfer');
    await teller.give('PrepareTransfer', { transfer, to: peer, fund, ...amount, purpose: 'education' });
    return transfer;
  };
  const hear = (type: string, transfer: string, payload: Payload) =>
    teller.receive(type, transfer, { transfer, ...payload }, peer, { cites: [sha256('what it answers')] });
  await teller.give('CancelTransfer', { transfer: await prepare() });
  await teller.give('ExpireTransfer', { transfer: await prepare() }, { at: world.clock.now() + PERIOD_MS });
  const paid = await prepare();
  await hear('transfer-accepted', paid, said);
  await hear('transfer-booked', paid, { entry: paid });
  await hear('transfer-refused', paid, { ...said, reason: 'not-agreed' });
  const settlement = teller.id('settlement');
  const day = dayOf(world.clock.now());
  await teller.give('SettleTransfer', { settlement, transfer: paid, ...amount, day });
  const answered = [sha256('what it answers')];
  await teller.receive('settlement-arrived', settlement, { settlement, transfer: paid, ...said, day }, peer, {
    cites: answered,
  });
  const offer = async (from: string, nodes: readonly string[] = []) => {
    await teller.give('SetAcceptanceRule', { from, nodes });
    const transfer = newId(world, peer, 'transfer');
    const when = { preparedDay: '2026-01-01', expiresAt: world.clock.now() + DAY_MS };
    await hear('transfer-prepared', transfer, { ...said, to: own, purpose: 'education', ...when });
    return transfer;
  };
  await teller.give('RefuseTransfer', { transfer: await offer('NOBODY'), reasonCode: 'not-agreed' });
  const back = await offer('LISTED', ['andes']);
  await hear('transfer-voided', back, { reason: 'cancelled-by-payer' });
  const taken = await offer('AUTHORISED');
  await hear('transfer-posted', taken, { ...said, day: '2026-01-02', leaf: 7 });
  await hear('transfer-voided', taken, { reason: 'cancelled-by-payer' });
  const stated = newId(world, peer, 'settlement');
  await teller.receive('settlement-paid', stated, { settlement: stated, transfer: taken, ...said, day }, peer);
  await teller.give('ConfirmSettlement', { settlement: stated, day });
}

const ENDS: Readonly<Record<NodeKindName, (teller: Teller) => Promise<void>>> = {
  async council(teller) {
    await signInAndOut(teller);
    const { id: open, electorate } = teller.state<Named & { electorate: string[]; status: string }>(
      'motion',
      ({ status }) => status === 'OPEN',
    );
    await teller.give('CloseMotion', { motion: open });
    await changeKeys(teller);
    const propose = async () => {
      const motion = teller.id('motion');
      const payload = { motion, kind: 'SUSPEND_HUB', subject: NODES.hub };
      await teller.give('ProposeMotion', payload, { texts: { rationale: 'For the story.' } });
      for (const by of electorate) await teller.give('CastVote', { motion, choice: 'YES' }, { by });
      return motion;
    };
    for (const motion of [await propose(), await propose()]) await teller.give('CloseMotion', { motion });
    await endMandates(teller, 'council-member');
  },
  trademark: signInAndOut,
  async fundraising(teller) {
    await signInAndOut(teller);
    await closeAccount(teller);
    await keepBooks(teller);
    const fund = teller.state<Named & { code: string }>('fund', ({ code }) => code === 'general').id;
    const allocation = teller.id('allocation');
    await teller.give('AllocateFunds', { allocation, fund, currency: 'USD', amountMinor: 1_000n });
    for (const [end, afterMs] of [
      ['CancelDisbursement', 0],
      ['ExpireDisbursement', PERIOD_MS],
    ] as const) {
      const disbursement = teller.id('disbursement');
      await teller.give('Disburse', { disbursement, allocation, hub: NODES.hub });
      await teller.give(end, { disbursement }, { at: world.clock.now() + afterMs });
      if (afterMs > 0) continue;
      const lie = { transfer: disbursement, currency: 'USD', amountMinor: '1' };
      await teller.receive('transfer-accepted', disbursement, lie, NODES.hub, { cites: [sha256('never said')] });
    }
    await payAndBePaid(teller, NODES.hub);
  },
  async hub(teller) {
    await signInAndOut(teller);
    await closeAccount(teller);
    await keepBooks(teller);
    await endMandates(teller, 'treasurer');
    await payByFile(teller);
    const learning = teller.state<Named & { sharedBy: string }>('learning');
    await teller.give(
      'WithdrawLearning',
      { learning: learning.id },
      { texts: { reason: 'It was wrong.' }, by: learning.sharedBy },
    );
    await endExpenses(teller);
    await sponsorTeam(teller);
    await sponsorByTeam(teller);
    await endTeamBooks(teller);
    const award = teller.state<Named & { status: string }>('award', ({ status }) => status === 'OPEN').id;
    await teller.give('CloseAward', { award }, { at: world.clock.now() + PERIOD_MS });
    const booked = teller.state<{ transfer: string; preparation: Payload }>('transfer');
    const { allocation, framework, motion } = booked.preparation;
    const receive = (type: string, transfer: string, payload: Payload) =>
      teller.receive(type, transfer, { transfer, ...payload });
    const transfer = () => newId(world, 'fundraising', 'disbursement');
    await receive('transfer-prepared', transfer(), {
      ...{ currency: 'USD', amountMinor: '1000', toHub: 'andes', allocation, framework, motion },
      ...{ preparedDay: '2026-01-01', expiresAt: world.clock.now() + DAY_MS },
    });
    await receive('transfer-voided', transfer(), { reason: 'transfer-was-cancelled' });
    await receive('transfer-voided', booked.transfer, { reason: 'transfer-was-cancelled' });
    await payAndBePaid(teller, NODES.fundraising);
  },
};

/** Expenses that come to nothing, a payment that comes back, an advance that is cleared, and a list of countries. */
async function endExpenses(teller: Teller): Promise<void> {
  interface Asked extends Named {
    readonly kind: string;
    readonly status: string;
    readonly submittedBy: string;
  }
  await teller.give('SetProtectedCountries', { hub: NODES.hub, countries: ['AQ'] });
  const there = { fund: teller.id('fund'), code: 'somewhere', countries: ['AQ'] };
  await teller.give('OpenFund', there, { texts: { name: 'For those who cannot be named' } });
  const { id: payee, addedBy } = teller.state<Named & { addedBy: string }>('payee');
  const details = { name: 'A Person', account: 'In cash' };
  await teller.give('ChangePayee', { payee, method: 'OTHER' }, { texts: details, by: addedBy });
  const expenseOf = (kind: string) => teller.state<Asked>('expense', (asked) => asked.kind === kind);
  const { id: expense } = expenseOf('REIMBURSEMENT');
  await teller.give('ReturnExpensePayment', { expense }, { texts: { reason: 'The account is closed.' } });
  const advance = expenseOf('ADVANCE');
  const file = { expense: advance.id, receipt: teller.id('expense-receipt'), contentHash: sha256('a receipt') };
  const told = { texts: { about: 'Paper.' }, by: advance.submittedBy };
  await teller.give('AttachReceipt', { ...file, amountMinor: 100n }, told);
  const copy = { contentHash: sha256('a copy'), file: { mediaType: 'image/png', sizeBytes: 20 } };
  const { key, digest } = teller.state<{ readonly about: { key: string; digest: string } }>('expense-receipt').about;
  const published = { ...copy, file: { ...copy.file, text: { key, digest } } };
  const given = { expense: advance.id, receipt: file.receipt };
  await teller.give('PublishReceiptCopy', { ...given, ...published }, { by: advance.submittedBy });
  await teller.give('ClearAdvance', { expense: advance.id, spentMinor: 100n, returnedMinor: 100n });
  const room = expenseOf('INVOICE');
  const {
    id: _,
    kind,
    payee: to,
    fund,
    currency,
    amountMinor,
    purpose,
    costClass,
    spentIn,
    day,
  } = {
    ...teller.state<Asked & Readonly<Record<string, unknown>>>('expense', ({ id }) => id === room.id),
  };
  const content = { expense: room.id, kind, payee: to, fund, currency, amountMinor, purpose, costClass, spentIn, day };
  await teller.give('EditExpense', content, { texts: { title: 'A room', about: 'Smaller.' }, by: room.submittedBy });
  await teller.give('RefuseExpense', { expense: room.id }, { texts: { reason: 'There is a free one.' } });
  const meeting = expenseOf('SITTING_ALLOWANCE');
  await teller.give('WithdrawExpense', { expense: meeting.id }, { by: meeting.submittedBy });
}

/** A team whose money the hub holds for a while, and then another node. */
async function sponsorTeam(teller: Teller): Promise<void> {
  const { id: team } = teller.state<Named>('team');
  const { id: payee } = teller.state<Named>('payee');
  const [sponsorship, fund, expense] = [teller.id('sponsorship'), teller.id('fund'), teller.id('expense')];
  const offer = { sponsorship, team, feeBasisPoints: 500, from: '2026-01-01' };
  await teller.give('OfferSponsorship', offer, { texts: { terms: 'We keep one in twenty.' } });
  await teller.give('AcceptSponsorship', { sponsorship, fund });
  const money = { currency: 'EUR', amountMinor: 10_000n };
  const day = '2026-03-02';
  await teller.give('BookSponsoredIncome', {
    sponsorship,
    entry: teller.id('entry'),
    ...money,
    counterparty: 'PUBLIC',
    day,
  });
  const codes = { kind: 'STIPEND', purpose: 'education', costClass: 'PROGRAMME', spentIn: 'KE', day };
  const asked = { expense, payee, fund, ...money, ...codes };
  await teller.give('SubmitExpense', asked, { texts: { title: 'Evenings', about: 'Three of them.' }, by: 'another' });
  await teller.give('ApproveExpenseForTeam', { expense });
  await teller.give('EndSponsorship', { sponsorship, to: 'fundraising', transfers: [teller.id('transfer')] });
  const idOf = (kind: string) => newId(world, 'andes', kind);
  const given = { sponsorship: idOf('sponsorship'), team: idOf('team'), fund: idOf('fund') };
  const lines = [{ entry: idOf('entry'), currency: 'EUR', amountMinor: '9500' }];
  const statementDigest = sha256(canonical({ ...given, lines }));
  await teller.receive(
    'sponsorship-moved',
    idOf('sponsorship-part'),
    { ...given, statementDigest, part: 0, parts: 1, history: lines, transfers: [idOf('transfer')] },
    'andes',
  );
  const next = teller.id('sponsorship');
  const going = { ...offer, sponsorship: next, continues: given.sponsorship };
  await teller.give('OfferSponsorship', going, { texts: { terms: 'As before.' } });
  await teller.give('AcceptSponsorship', { sponsorship: next, fund: teller.id('fund') });
}

/** A team that files books of its own offers to hold another's money: once in vain, then until it ends. */
async function sponsorByTeam(teller: Teller): Promise<void> {
  const { team: sponsor } = teller.state<{ team: string }>('team-books');
  const { formedBy: by } = teller.state<Named & { formedBy: string }>('team');
  const team = teller.id('team');
  await teller.give('FormTeam', { team }, { texts: { name: 'Mornings', charter: 'We meet early.' }, by });
  const [declined, sponsorship, direction] = [
    teller.id('sponsorship'),
    teller.id('sponsorship'),
    teller.id('direction'),
  ];
  const offer = { sponsor, team, feeBasisPoints: 500, from: TEAMS_PERIOD.from };
  await teller.give(
    'OfferTeamSponsorship',
    { ...offer, sponsorship: declined },
    { texts: { terms: 'One in twenty.' } },
  );
  await teller.give('DeclineSponsorship', { sponsorship: declined }, { texts: { reason: 'Another day.' } });
  await teller.give('OfferTeamSponsorship', { ...offer, sponsorship }, { texts: { terms: 'One in twenty.' } });
  await teller.give('AcceptSponsorship', { sponsorship, fund: teller.id('fund') }, { by: 'another' });
  await teller.give('ConsentToSponsorship', { sponsorship }, { by: 'a-third' });
  const money = { currency: 'EUR', amountMinor: 100n };
  await teller.give(
    'DirectPayment',
    { direction, sponsorship, ...money },
    { texts: { about: 'Rooms.' }, by: 'another' },
  );
  await teller.give('AnswerDirection', { direction, paidOn: TEAMS_PERIOD.from });
  await teller.give('EndSponsorship', { sponsorship, transfers: [] });
}

const TEAMS_BOOKS = sha256('books of a team');
const TEAMS_PERIOD = { from: '2025-01-01', to: '2026-01-01' };

/** Books of a team are begun again and given up, and ended. */
async function endTeamBooks(teller: Teller): Promise<void> {
  const { team } = teller.state<{ team: string }>('team-books');
  const filing = teller.id('team-filing');
  const held = teller.state<Named & { sponsor?: string; status: string }>(
    'sponsorship',
    ({ sponsor, status }) => sponsor !== undefined && status === 'ENDED',
  );
  const accounts = [{ path: 'expenses:own:held', sponsorship: held.id }];
  const facts = { filing, team, ...TEAMS_PERIOD, fileSha256: TEAMS_BOOKS, accounts };
  await teller.give('StartTeamFiling', facts, { texts: { reason: 'A bill was missing.' } });
  await teller.give('DropTeamFiling', { filing });
  await teller.give('EndTeamBooks', { team, until: '2027-01-01' }, { texts: { reason: 'It is no entity any more.' } });
}

/** A team with books of its own files them. */
async function fileTeamBooks({ client, hubs }: Movement): Promise<void> {
  const [{ id: hub, people } = { id: '', people: { treasurer: '' } }] = hubs;
  const act = (field: string, input: Payload, type: string) =>
    client.act(`${hub}/${people.treasurer}`, field, `${capital(field)}Input`, input, `... on ${type} { id }`);
  const teams = await client.ask<{ teams: { nodes: Named[] } }>(`{ teams(hub: "${hub}") { nodes { id } } }`);
  const team = teams.data?.teams.nodes[0]?.id ?? '';
  const plan = { since: TEAMS_PERIOD.from, rhythm: 'YEARLY', graceDays: 90 };
  const names = { legalName: 'Evenings Ltd.', registration: 'Register of companies, 1' };
  await act('recordIncorporation', { team, ...plan, ...names }, 'Team');
  const accounts = [{ name: 'Expenses:Rooms', isMovement: true, purpose: 'education' }];
  const start = { team, ...TEAMS_PERIOD, fileSha256: TEAMS_BOOKS, accounts, country: 'KE' };
  const { id: filing } = await act('startTeamFiling', start, 'TeamFiling');
  const postings = [
    { account: 'Assets:Bank', currency: 'KES', amountMinor: '-100' },
    { account: 'Expenses:Rooms', currency: 'KES', amountMinor: '100' },
  ];
  const entries = [{ sourceId: 'a', day: '2025-03-02', postings }];
  await act('stageTeamFiling', { filing, batch: 0, entries }, 'TeamFiling');
  await act('completeTeamFiling', { filing, fileSha256: TEAMS_BOOKS, batches: 1, rows: 1 }, 'TeamFiling');
}

/** A file of each format, and one that is dropped. */
async function importFiles({ client, hubs }: Movement): Promise<void> {
  const [{ id: hub, people } = { id: '', people: { treasurer: '' } }] = hubs;
  const act = (field: string, input: Payload) =>
    client.act(`${hub}/${people.treasurer}`, field, `${capital(field)}Input`, input, '... on Import { id }');
  const start = async (format: string, file: string, options?: Payload) => {
    const fileSha256 = sha256(file);
    const { id } = await act('startImport', { hub, fileSha256, format, ...(options && { options }) });
    return { import: id, fileSha256 };
  };
  const postings = (amountMinor: string) => [
    { account: 'Expenses:Reimbursements:Somebody', currency: 'USD', amountMinor },
    { account: 'Assets:Bank', currency: 'USD', amountMinor: `-${amountMinor}` },
  ];
  const books = await start('HLEDGER', 'books', { book: 'club-2015', country: 'KE' });
  const entries = ['100', '250'].map((amount, n) => ({
    sourceId: `e${n}`,
    day: '2015-02-05',
    postings: postings(amount),
  }));
  await act('stageImportEntries', { import: books.import, batch: 0, entries });
  await act('completeImport', { ...books, batches: 1, rows: 2 });
  const grant = (n: number, others: Payload) => ({
    ...{
      sourceId: `360G-story-${n}`,
      title: `Grant ${n}`,
      currency: 'GBP',
      amountMinor: '100',
      awardDay: '2014-01-02',
    },
    ...others,
  });
  const recipient = { recipientKind: 'ORGANISATION', recipientId: 'GB-CHC-1', recipientName: 'A charity' };
  const plan = { plannedFrom: '2014-02-01', plannedTo: '2014-03-01', country: 'GB', description: 'For the story.' };
  const grants = await start('THREE_SIXTY_GIVING', 'grants');
  const rows = [
    grant(1, { ...recipient, ...plan }),
    grant(2, { recipientKind: 'INDIVIDUAL', recipientName: 'A person' }),
  ];
  await act('stageImportGrants', { import: grants.import, batch: 0, grants: rows });
  await act('completeImport', { ...grants, batches: 1, rows: 2 });
  const dropped = await start('HLEDGER', 'another file');
  await act('stageImportEntries', { import: dropped.import, batch: 0, entries });
  await act('dropImport', { import: dropped.import });
}

/** A statement of the bank: a line that is matched, taken back and matched again, and a fee that is booked. */
async function keepBank({ client, hubs }: Movement): Promise<void> {
  const [{ id: hub, people } = { id: '', people: { treasurer: '' } }] = hubs;
  const act = (field: string, input: Payload, selection: string) =>
    client.act(`${hub}/${people.treasurer}`, field, `${capital(field)}Input`, input, selection);
  const { id: fund } = await act('openFund', { hub, code: 'bank-story', name: 'Bank' }, '... on Fund { id }');
  const bank = { hub, currency: 'CHF' };
  const account = { path: 'assets:bank:story', currency: 'CHF' };
  await act('openAccount', { hub, ...account }, '... on LedgerAccount { path }');
  const money = (decimal: string) => ({ decimal, currency: 'CHF' });
  const { id: entry } = await act(
    'postEntry',
    {
      ...{ hub, kind: 'gift', effectiveDay: '2026-03-02' },
      postings: [
        { account: account.path, fund, debit: money('5.00') },
        { account: 'income:donations', fund, credit: money('5.00'), counterparty: 'PUBLIC' },
      ],
    },
    '... on JournalEntry { id }',
  );
  const number = { accountNumber: 'CH93 0076 2011 6238 5295 7' };
  const { id: bankAccount } = await act(
    'bindBankAccount',
    { ...bank, ...number, ledgerAccount: account.path },
    '... on BankAccount { id }',
  );
  const gift = {
    ...{ bookedOn: '2026-03-02', valueOn: '2026-03-03', amountMinor: '500', bankReference: 'B1' },
    ...{ paymentReference: 'GIFT-2026', counterpartyName: 'A giver', counterpartyAccount: 'CH1' },
    ...{ remittance: 'For the story', isReversal: true, returnReason: 'AC04' },
  };
  const fee = { bookedOn: '2026-03-31', amountMinor: '-100' };
  const march = { fileSha256: sha256('march'), ordinal: 0, from: '2026-03-01', to: '2026-03-31' };
  const statement = { ...bank, ...number, ...march, openingMinor: '0', closingMinor: '400', lines: [gift, fee] };
  await act('importBankStatement', statement, '... on BankStatement { id }');
  const asked = `{ hub(id: "${hub}") { bank { account(id: "${bankAccount}") { lines { nodes { id amount { amountMinor } } } } } } }`;
  interface Answer {
    readonly hub: { readonly bank: { readonly account: { readonly lines: { readonly nodes: readonly Line[] } } } };
  }
  interface Line {
    readonly id: string;
    readonly amount: { readonly amountMinor: string };
  }
  const { data } = await client.ask<Answer>(asked, {}, `${hub}/${people.treasurer}`);
  const line = (amountMinor: string) =>
    data?.hub.bank.account.lines.nodes.find(({ amount }) => amount.amountMinor === amountMinor)?.id;
  const sides = { bankAccount, lines: [line('500')], entries: [entry] };
  const { id: match } = await act('confirmBankMatch', sides, '... on BankMatch { id }');
  await act('undoBankMatch', { match }, '... on BankMatch { id }');
  await act('confirmBankMatch', sides, '... on BankMatch { id }');
  const booked = { line: line('-100'), kind: 'fee', account: 'expenses:services', fund, counterparty: 'SUPPLIER' };
  await act('bookBankLine', booked, '... on BankMatch { id }');
}

/** The Basic Support System takes the marks back, and the hub learns of it. */
async function endAgreement({ client }: Movement): Promise<void> {
  const asked = `{ hub(id: "${NODES.hub}") { trademarkAgreement { id } mayRecogniseTeams } }`;
  interface Answer {
    readonly hub: { readonly trademarkAgreement: { readonly id: string } | null; readonly mayRecogniseTeams: boolean };
  }
  const { data } = await client.ask<Answer>(asked);
  const input = { agreement: data?.hub.trademarkAgreement?.id, reason: 'For the story.' };
  await client.act(
    'trademark/Greta Demo',
    'endTrademarkAgreement',
    'EndTrademarkAgreementInput',
    input,
    '... on TrademarkAgreement { id }',
  );
  await until(world, 'the hub knows that its agreement ended', async () =>
    (await client.ask<Answer>(asked)).data?.hub.mayRecogniseTeams ? undefined : true,
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
