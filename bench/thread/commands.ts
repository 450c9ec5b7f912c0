import { join } from 'node:path';
import { DemoClient, runNode, spawnNode } from '@hubgraph/dev-env';
import { isRejection, newId, realWorld, type World } from '@hubgraph/kernel';
import { type Actor, holdersOf, operator, personActor, type RunningNode, TextSealer } from '@hubgraph/node';
import { adopt } from '../support/children.ts';
import { type Load, load, percentile } from '../support/load.ts';
import type { Report } from '../support/report.ts';
import { cpuMsOf, NO_PROC, rssMibOf } from '../support/usage.ts';
import { flushesPerSecond } from './disk.ts';
import { HUB, loneHub } from './hub.ts';

const CLIENTS = 64;
const WAITING = 256;
/** Whoever forms a team leads it from then on: more people than this bench forms teams for each stay small. */
const PEOPLE_OVER_HTTP = 192;
const PEOPLE_IN_PROCESS = 4_096;
const WARM_UP_S = 1.5;
const MEASURED_S = 5;

/** Durable commands at one hub: over HTTP and without it, one by one and many that wait together. */
export async function measureCommands(report: Report): Promise<void> {
  const world = realWorld();
  const before = flushesPerSecond(report.folder, 1);
  const overHttp = await measureOverHttp(report, world);
  const inProcess = await measureInProcess(report, world);
  const flushes = (before + flushesPerSecond(report.folder, 1)) / 2;
  report.add('fdatasync_per_s', flushes);
  report.add('hub_commands_single_per_s', overHttp.single.perSecond);
  report.add('hub_commands_single_p50_ms', percentile(overHttp.single.latenciesMs, 0.5));
  report.add('hub_commands_single_p99_ms', percentile(overHttp.single.latenciesMs, 0.99));
  report.add('hub_commands_grouped_per_s', overHttp.grouped.perSecond);
  report.add('hub_commands_grouped_p99_ms', percentile(overHttp.grouped.latenciesMs, 0.99));
  report.add('hub_commands_in_process_single_per_s', inProcess.single.perSecond);
  report.add('hub_commands_in_process_grouped_per_s', inProcess.teams.perSecond);
  report.add('post_entries_in_process_grouped_per_s', inProcess.entries.perSecond);
  report.add('commands_single_per_fdatasync', overHttp.single.perSecond / flushes);
  report.add('commands_grouped_per_fdatasync', overHttp.grouped.perSecond / flushes);
  report.add('commands_in_process_single_per_fdatasync', inProcess.single.perSecond / flushes);
  report.add('commands_in_process_grouped_per_fdatasync', inProcess.teams.perSecond / flushes);
  report.add('post_entries_in_process_grouped_per_fdatasync', inProcess.entries.perSecond / flushes);
}

/** A hub in a process of its own, asked at its own `/graphql`. */
async function measureOverHttp(report: Report, world: World): Promise<{ single: Load; grouped: Load }> {
  const people = Array.from({ length: PEOPLE_OVER_HTTP }, (_, index) => `Person ${index}`);
  report.progress('a hub in a process of its own: commands over HTTP');
  const node = await spawnNode(world, loneHub(join(report.folder, 'over-http'), people));
  adopt(node.pid);
  try {
    const client = new DemoClient(world, node.url);
    for (const name of people) await client.token(`${HUB}/${name}`);
    const form = (turn: number) =>
      client.act(
        `${HUB}/${people[turn % people.length]}`,
        'formTeam',
        'FormTeamInput',
        { hub: HUB, name: `Team ${turn}`, charter: 'A team that a benchmark forms.' },
        '... on Team { id }',
      );
    await load({ clients: CLIENTS, seconds: WARM_UP_S }, form);
    const cpuMs = [cpuMsOf(node.pid)];
    const single = await load({ clients: 1, seconds: MEASURED_S }, form);
    cpuMs.push(cpuMsOf(node.pid));
    const grouped = await load({ clients: CLIENTS, seconds: MEASURED_S }, form);
    cpuMs.push(cpuMsOf(node.pid));
    addCpu(report, 'hub_commands_single_cpu_ms_per_command', cpuMs[0], cpuMs[1], single);
    addCpu(report, 'hub_commands_grouped_cpu_ms_per_command', cpuMs[1], cpuMs[2], grouped);
    const rssMib = rssMibOf(node.pid);
    if (rssMib === undefined) report.skip('node_after_commands_rss_mib', NO_PROC);
    else report.add('node_after_commands_rss_mib', rssMib);
    return { single, grouped };
  } finally {
    await node.stop();
  }
}

function addCpu(
  report: Report,
  metric: string,
  before: number | undefined,
  after: number | undefined,
  { count }: Load,
): void {
  if (before === undefined || after === undefined) report.skip(metric, NO_PROC);
  else report.add(metric, (after - before) / count);
}

/** What the journal and the views do alone: commands given to the node itself, without HTTP, GraphQL and texts. */
async function measureInProcess(report: Report, world: World): Promise<{ single: Load; teams: Load; entries: Load }> {
  report.progress('a hub in this process: commands without HTTP');
  const started = await runNode(world, loneHub(join(report.folder, 'in-process'), ['Treasurer']));
  const { node } = started;
  try {
    const people = await addPeople(node);
    const form = (turn: number) => formTeam(node, people[turn % people.length] ?? operator);
    const post = entryPoster(node);
    await load({ clients: WAITING, seconds: WARM_UP_S / 2 }, form);
    const single = await load({ clients: 1, seconds: MEASURED_S / 2 }, form);
    const teams = await load({ clients: WAITING, seconds: MEASURED_S }, form);
    await load({ clients: WAITING, seconds: WARM_UP_S / 2 }, post);
    const entries = await load({ clients: WAITING, seconds: MEASURED_S }, post);
    return { single, teams, entries };
  } finally {
    await started.stop();
  }
}

async function addPeople(node: RunningNode): Promise<readonly Actor[]> {
  const texts = new TextSealer(node.world, HUB);
  const ids = Array.from({ length: PEOPLE_IN_PROCESS }, () => newId(node.world, HUB, 'person'));
  await Promise.all(ids.map((person) => give(node, operator, 'AddPerson', { person, name: texts.seal('Somebody') })));
  return ids.map((id) => personActor(id, []));
}

function formTeam(node: RunningNode, founder: Actor): Promise<void> {
  const texts = new TextSealer(node.world, HUB);
  const name = texts.seal('A team');
  const charter = texts.seal('A team that a benchmark forms.');
  return give(node, founder, 'FormTeam', { team: newId(node.world, HUB, 'team'), name, charter });
}

/** Gives balanced entries of two postings, as the treasurer, on the days of one month. */
function entryPoster(node: RunningNode): (turn: number) => Promise<void> {
  const fund = String(node.read.row('SELECT id FROM fund')?.['id']);
  const treasurer = personActor(holdersOf(node.read, 'treasurer')[0] ?? '', [{ role: 'treasurer' }]);
  return (turn) => {
    const amountMinor = BigInt(100 + (turn % 9_000));
    const side = { currency: 'EUR', fund };
    return give(node, treasurer, 'PostEntry', {
      entry: newId(node.world, HUB, 'entry'),
      kind: 'donation',
      effectiveDay: `2026-06-${String(1 + (turn % 28)).padStart(2, '0')}`,
      postings: [
        { ...side, account: 'assets:bank:main', amountMinor },
        { ...side, account: 'income:donations', amountMinor: -amountMinor, dimensions: { counterparty: 'PUBLIC' } },
      ],
    });
  };
}

async function give(
  node: RunningNode,
  actor: Actor,
  type: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const key = { commandId: newId(node.world, HUB, 'command'), fingerprint: type };
  const outcome = await node.handle(actor, type, payload, key);
  if (isRejection(outcome)) throw new Error(`${type} was refused: ${outcome.message}`);
}
