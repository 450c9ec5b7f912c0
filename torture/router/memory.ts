import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { realWorld } from '@hubgraph/kernel';
import { forkScript, stop } from '../../bench/support/children.ts';
import type { HubEntry } from '../../packages/hub-router/src/index.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { QUESTIONS } from './judge.ts';
import { GARBAGE, hubId, type Mood } from './schema.ts';
import type { ServedTask } from './served.ts';

const HUBS = 5;
const CLIENTS = 16;
const LASTS_MS = { short: 15_000, long: 20 * 60_000 };
const CONTROL_MS = 10_000;
const LOOKS = 24;
/** Makes a query large to remember and cheap to answer. */
const LONG = 'x'.repeat(40_000);
/** Few, so that the router has all that it may remember before it is looked at. */
const PLANS_MAX = 20;
/** What the heap may be more at the end than it was after a third of the time. */
const MORE_MIB = 2;

/** Heaps of the router, in MiB, at equal distances of time, and how often it was asked. */
interface Run {
  readonly heaps: readonly number[];
  readonly asked: number;
}

async function load({ chance, progress }: Setup, lastsMs: number, plansMax: number): Promise<Run> {
  const { network } = realWorld();
  const children: ChildProcess[] = [];
  const started = (script: string, args: readonly string[]): ChildProcess => {
    const child = forkScript(join(import.meta.dirname, script), args);
    children.push(child);
    return child;
  };
  try {
    const hubs = Array.from({ length: HUBS }, (_, n) => started('hub.ts', [hubId(n), String(n)]));
    const entries = await Promise.all(
      hubs.map(async (hub, n): Promise<HubEntry> => {
        const [{ port }] = (await once(hub, 'message')) as [{ port: number }];
        return { id: hubId(n), endpoint: `http://127.0.0.1:${port}/graphql`, status: 'authorised' };
      }),
    );
    const router = started('served.ts', []);
    router.send({ hubs: entries, plansMax } satisfies ServedTask);
    const [{ url }] = (await once(router, 'message')) as [{ url: string }];
    const look = async (): Promise<number> => {
      router.send('look');
      const [{ heapMib }] = (await once(router, 'message')) as [{ heapMib: number }];
      return heapMib;
    };

    const until = performance.now() + lastsMs;
    let asked = 0;
    const client = async (): Promise<void> => {
      while (performance.now() < until) {
        const { query, variables } = chance.of(QUESTIONS);
        asked += 1;
        // Half of them are new to the router, and some clients leave before they are answered.
        const isNew = chance(2) === 0;
        const text = isNew ? `${query} # ${asked} ${LONG}` : query;
        const body = { query: text, variables: variables(hubId(chance(HUBS))) };
        const signal = chance(10) === 0 ? { signal: AbortSignal.timeout(1 + chance(5)) } : {};
        const headers = { 'content-type': 'application/json' };
        const bounds = { timeoutMs: 30_000, sizeBytesMax: 1_000_000 };
        try {
          await network.request({ url, method: 'POST', headers, body: JSON.stringify(body), ...bounds, ...signal });
        } catch {
          // Who left hears nothing.
        }
      }
    };
    const disturb = async (): Promise<void> => {
      while (performance.now() < until) {
        const moods: readonly Mood[] = [
          { garbage: chance.of(GARBAGE) },
          { delayMs: chance(60) },
          { isOlder: true },
          {},
        ];
        chance.of(hubs).send(chance.of(moods));
        await after(100);
      }
    };
    const heaps: number[] = [];
    const watch = async (): Promise<void> => {
      for (let count = 1; count <= LOOKS; count += 1) {
        await after(until - performance.now() - lastsMs * (1 - (count - 0.5) / LOOKS));
        heaps.push(await look());
        void progress(Math.round(lastsMs - (until - performance.now())), lastsMs);
      }
    };
    await Promise.all([...Array.from({ length: CLIENTS }, client), disturb(), watch()]);
    return { heaps, asked };
  } finally {
    await Promise.all(children.map(stop));
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, Math.max(0, ms)));
}

/** The heap after a third of the time, and at the end: the middle of some looks each, since what is under way differs. */
function compared({ heaps }: Run) {
  const third = LOOKS / 3;
  const middle = (some: readonly number[]) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN;
  return { early: middle(heaps.slice(third, third * 1.5)), late: middle(heaps.slice(-third / 2)) };
}

function judged(run: Run): Tally {
  const { early, late } = compared(run);
  const tally = new Tally();
  const grew = `the heap grew from ${early.toFixed(1)} to ${late.toFixed(1)} MiB over ${run.asked} queries`;
  tally.count(late - early <= MORE_MIB ? [] : [grew]);
  return tally;
}

export const memoryTest: Test = {
  name: 'memory under load',
  async run(setup) {
    const run = await load(setup, LASTS_MS[setup.isLong ? 'long' : 'short'], PLANS_MAX);
    const control = await load(setup, CONTROL_MS, Number.MAX_SAFE_INTEGER);
    const { early, late } = compared(run);
    return {
      test: judged(run),
      control: judged(control),
      note: `${run.asked} queries; heap ${early.toFixed(1)} MiB after a third, ${late.toFixed(1)} MiB at the end`,
    };
  },
};
