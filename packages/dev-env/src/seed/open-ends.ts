import type { DemoHub } from '../catalogue.ts';
import type { Movement } from '../movement.ts';

const MEMBERS = ['council/Adaeze Demo', 'council/Bjørn Demo'] as const;
const SECRETARY = 'council/Farid Demo';

type Act = (
  as: string,
  field: string,
  key: string,
  input: Readonly<Record<string, unknown>>,
  selection: string,
) => Promise<{ readonly id: string }>;

function acting({ client }: Movement): Act {
  return (as, field, key, input, selection) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    return client.act(as, field, type, { ...input, idempotencyKey: `seed:open:${key}` }, selection);
  };
}

/** What is not done at a hub, so that something waits for its people: for a team of theirs, and from the fund. */
export async function leaveOpenAtHub(movement: Movement, hub: DemoHub, team: string, fund: string): Promise<void> {
  const act = acting(movement);
  const by = (role: keyof DemoHub['people']): string => `${hub.id}/${hub.people[role]}`;
  const usd = (decimal: string) => ({ decimal, currency: 'USD' });
  const formed = {
    hub: hub.id,
    name: `Maps for Everyone ${hub.country}`,
    charter: 'We draw maps that everybody may use. Made up for the demonstration.',
  };
  await act(by('volunteer'), 'formTeam', 'team', formed, '... on Team { id }');
  const wish = { team, purpose: 'education', spentIn: hub.country, plan: 'Made up for the demonstration.' };
  const apply = (key: string, title: string, decimal: string) =>
    act(by('volunteer'), 'applyForFunds', key, { ...wish, title, amount: usd(decimal) }, '... on Application { id }');
  const scanner = await apply('scanner', 'A scanner for the archive', '300.00');
  const decided = await act(
    by('committee'),
    'decideApplication',
    'decision',
    {
      application: scanner.id,
      decision: 'AWARD',
      reason: 'The archive has waited long enough.',
      draws: [{ fund, amount: usd('300.00') }],
    },
    '... on Application { award { id } }',
  );
  const award = (decided as unknown as { award: { id: string } }).award.id;
  await act(by('treasurer'), 'payAward', 'payment', { award, amount: usd('200.00') }, '... on Payment { id }');
  await apply('weekend', 'A weekend of scanning', '120.00');
}

/** A motion that two of three members have voted on: the third may vote, the secretary may close. */
export async function leaveOpenAtCouncil(movement: Movement): Promise<void> {
  const act = acting(movement);
  const countries = [{ country: 'KE', region: 'Africa', isGlobalSouth: true }];
  const list = await act(
    SECRETARY,
    'proposeCountryList',
    'list',
    { version: 'demo-2', source: 'A shorter list, made up for the demonstration', countries },
    '... on CountryList { id }',
  );
  const motion = await act(
    MEMBERS[0],
    'proposeMotion',
    'motion',
    { kind: 'ADOPT_COUNTRY_LIST', subject: list.id, rationale: 'One country is easier to remember than twenty.' },
    '... on Motion { id }',
  );
  for (const member of MEMBERS) {
    await act(member, 'castVote', 'vote', { motion: motion.id, choice: 'NO' }, '... on Motion { id }');
  }
}
