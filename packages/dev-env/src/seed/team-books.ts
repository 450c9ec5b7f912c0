import { sha256 } from '@hubgraph/kernel';
import type { DemoHub } from '../catalogue.ts';
import type { Movement } from '../movement.ts';

const MONTHS = 3;
/** Quarters that have ended; of the last one no books are here. */
const ENDED = 3;

/** A team that is a legal entity: it has filed the books of two quarters, and those of the last one are missing. All is made up. */
export async function seedTeamBooks({ client, world }: Movement, hub: DemoHub, team: string): Promise<void> {
  const act = async (field: string, key: string, input: Readonly<Record<string, unknown>>, type = 'TeamFiling') => {
    const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const keyed = field === 'stageTeamFiling' ? input : { ...input, idempotencyKey: `seed:${field}:${key}` };
    return (await client.act(`${hub.id}/${hub.people.treasurer}`, field, inputType, keyed, `... on ${type} { id }`)).id;
  };
  const now = new Date(world.clock.now());
  const running = now.getUTCFullYear() * 12 + Math.floor(now.getUTCMonth() / MONTHS) * MONTHS;
  const quarter = (ago: number): string => firstOf(running - ago * MONTHS);
  const names = { legalName: 'Wiki Saturdays Association', registration: 'Register of associations, 4711 (made up)' };
  const plan = { since: quarter(ENDED), rhythm: 'QUARTERLY', graceDays: 30 };
  await act('recordIncorporation', 'team', { team, ...names, ...plan }, 'Team');
  for (let ago = ENDED; ago > 1; ago -= 1) {
    const period = { from: quarter(ago), to: quarter(ago - 1) };
    const entries = entriesOf(hub.currency, period.from, ago === ENDED);
    const fileSha256 = sha256(JSON.stringify(entries));
    const accounts = [
      { name: 'Income:Hub', isMovement: true },
      { name: 'Expenses:Rooms', purpose: 'education' },
    ];
    const filing = await act('startTeamFiling', period.from, {
      ...{ team, ...period, fileSha256, accounts, country: hub.country },
    });
    await act('stageTeamFiling', period.from, { filing, batch: 0, entries });
    await act('completeTeamFiling', period.from, { filing, fileSha256, batches: 1, rows: entries.length });
  }
}

function entriesOf(currency: string, day: string, isFirst: boolean): object[] {
  const entry = (sourceId: string, account: string, amountMinor: number) => ({
    ...{ sourceId, day },
    postings: [
      { account: 'Assets:Bank', currency, amountMinor: String(amountMinor) },
      { account, currency, amountMinor: String(-amountMinor) },
    ],
  });
  return [
    ...(isFirst ? [entry('opening', 'Equity:Opening', 250_000)] : []),
    entry('members', 'Income:Members', 90_000),
    entry('hub', 'Income:Hub', 60_000),
    entry('rooms', 'Expenses:Rooms', -70_000),
    entry('fees', 'Expenses:Bank', -1_500),
  ];
}

function firstOf(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
