import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { forkScript, stop } from '../support/children.ts';
import { percentile } from '../support/load.ts';
import { pin } from '../support/pin.ts';
import type { Report } from '../support/report.ts';
import { environment } from './config.ts';
import type { RouterRun, RouterTask } from './router.ts';

const COUNTS = [1, 5, 10, 20] as const;
const MANY = 300;
/** What the slowest of many hubs takes. */
const SLOWEST_MS = 200;

/** What the hub router costs for each further hub, and what dead, slow and many hubs do to those who ask. */
export async function measureHubs(report: Report): Promise<void> {
  const hubs = await started('fake-hubs.ts', [`${SLOWEST_MS}`]);
  const router = await started('router.ts', []);
  try {
    pin(hubs.child.pid, 1);
    pin(router.child.pid, 0);
    const at = (path: string) => `http://127.0.0.1:${String(hubs.said)}/${path}`;
    const healthy = (count: number) => Array.from({ length: count }, (_, n) => at(`hub-${n}`));
    const run = async (task: Omit<RouterTask, 'clients'> & { readonly clients?: number }): Promise<RouterRun> => {
      const answer = heard(router.child);
      router.child.send({ clients: 10, ...task, count: report.times(task.count) } satisfies RouterTask);
      return (await answer) as RouterRun;
    };

    const cpuMs = new Map<number, number>();
    for (const count of COUNTS) {
      report.progress(`hub router: ${count} hubs`);
      await run({ endpoints: healthy(count), count: 300 });
      const { cpuMs: cpu } = await run({ endpoints: healthy(count), count: 700 });
      cpuMs.set(count, cpu);
      report.add(`router_${count}_hubs_cpu_ms_per_query`, cpu);
    }
    const [least, most] = [COUNTS[0], COUNTS[COUNTS.length - 1] ?? 0];
    const more = (cpuMs.get(most) ?? Number.NaN) - (cpuMs.get(least) ?? Number.NaN);
    report.add('router_cpu_ms_per_further_hub', more / (most - least));

    report.progress('hub router: one dead hub of ten');
    const oneDead = [...healthy(9), at('dead')];
    // Its breaker is open when these are through.
    await run({ endpoints: oneDead, count: 50 });
    const rounds: { readonly whole: number; readonly dead: number }[] = [];
    for (let round = 0; round < 3; round += 1) {
      const whole = await run({ endpoints: healthy(10), count: 400 });
      const dead = await run({ endpoints: oneDead, count: 400 });
      rounds.push({ whole: percentile(whole.latenciesMs, 0.99), dead: percentile(dead.latenciesMs, 0.99) });
    }
    const middle = (key: 'whole' | 'dead') =>
      percentile(
        rounds.map((one) => one[key]).sort((a, b) => a - b),
        0.5,
      );
    report.add('router_10_hubs_p99_ms', middle('whole'));
    report.add('router_10_hubs_one_dead_p99_ms', middle('dead'));
    report.add('router_one_dead_of_10_p99_ratio', middle('dead') / middle('whole'));

    report.progress(`hub router: ${MANY} hubs`);
    const slowest = at('slow');
    const alone = await run({ endpoints: [slowest], count: 50, clients: 1 });
    await run({ endpoints: [...healthy(MANY - 1), slowest], count: 10, clients: 1 });
    const many = await run({ endpoints: [...healthy(MANY - 1), slowest], count: 50, clients: 1 });
    report.add('router_slowest_hub_alone_p99_ms', percentile(alone.latenciesMs, 0.99));
    report.add(`router_${MANY}_hubs_p99_ms`, percentile(many.latenciesMs, 0.99));
    report.add(
      `router_${MANY}_hubs_p99_times_slowest`,
      percentile(many.latenciesMs, 0.99) / percentile(alone.latenciesMs, 0.99),
    );

    report.progress('hub router: memory');
    const early = await run({ endpoints: healthy(10), count: 1_000 });
    const late = await run({ endpoints: healthy(10), count: 5_000 });
    report.add('router_heap_after_1000_queries_mib', early.heapMib);
    report.add('router_heap_after_6000_queries_mib', late.heapMib);
  } finally {
    await stop(router.child);
    await stop(hubs.child);
  }
}

async function started(script: string, args: readonly string[]) {
  const child = forkScript(join(import.meta.dirname, script), args, { env: environment });
  return { child, said: await heard(child) };
}

function heard(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('A process of the benchmark has ended; what it said is above.'));
    child.once('exit', ended);
    child.once('message', (said) => {
      child.off('exit', ended);
      resolve(said);
    });
  });
}
