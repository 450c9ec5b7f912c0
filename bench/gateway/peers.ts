import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { composeServices } from '@apollo/composition';
import { freePorts, realWorld } from '@hubgraph/kernel';
import { forkScript, startScript, stop } from '../support/children.ts';
import { load, percentile } from '../support/load.ts';
import { CAN_PIN, pin } from '../support/pin.ts';
import type { Report } from '../support/report.ts';
import { cpuMsOf, NO_PROC, rssMibOf } from '../support/usage.ts';
import { environment } from './config.ts';
import { type Gateway, installPeers, ours, peers, stock } from './gateways.ts';
import { questions, shop } from './shop.ts';

const CONNECTIONS = 50;
const START_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 60_000;
const ANSWER_BYTES_MAX = 1_048_576;

/** Counts, not seconds: what is compiled as it runs is compiled for all alike. */
const COUNTS = { big: { warmUp: 400, measured: 600 }, small: { warmUp: 3_000, measured: 5_000 } } as const;

type Question = keyof typeof questions;

const world = realWorld();
const { network } = world;

/** The same work by each gateway, the same answers; the figure is the processor time of the gateway's process. */
export async function measurePeers(report: Report): Promise<void> {
  const refusal = report.isShort ? 'a short run installs nothing' : installPeers();
  const supergraph = join(report.folder, 'supergraph.graphql');
  if (!CAN_PIN) report.progress('processes cannot be kept to one processor each here');
  pin(process.pid, 1);
  const subgraphs = forkScript(join(import.meta.dirname, 'subgraphs.ts'), []);
  try {
    pin(subgraphs.pid, 1);
    const port = await new Promise<number>((resolve, reject) => {
      subgraphs.once('message', (said) => resolve(Number(said)));
      subgraphs.once('exit', () => reject(new Error('The subgraphs have ended; what they said is above.')));
    });
    const at = `http://127.0.0.1:${port}`;
    writeFileSync(supergraph, composed(at));
    const first = await measure(report, stock, supergraph, at);
    const compare = async (gateway: Gateway): Promise<void> => {
      const found = await measure(report, gateway, supergraph, at, first.answers);
      for (const name of ['big', 'small'] as const) {
        const [theirs, its] = [first.cpuMs[name], found.cpuMs[name]];
        if (theirs !== undefined && its !== undefined) report.add(`${gateway.name}_${name}_times_apollo`, theirs / its);
      }
    };
    await compare(ours);
    for (const peer of peers) {
      try {
        if (refusal === undefined) await compare(peer);
        else report.skip(`${peer.name}_cpu_ms_per_query`, refusal);
      } catch (error) {
        report.skip(`${peer.name}_cpu_ms_per_query`, String(error).split('\n')[0] ?? 'failed');
      }
    }
  } finally {
    await stop(subgraphs);
  }
}

function composed(at: string): string {
  const services = Object.entries(shop).map(([name, { typeDefs }]) => ({ name, url: `${at}/${name}`, typeDefs }));
  const result = composeServices(services);
  if (result.errors !== undefined) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.supergraphSdl;
}

interface Measured {
  readonly answers: Readonly<Record<Question, unknown>>;
  readonly cpuMs: Readonly<Partial<Record<Question, number>>>;
}

async function measure(
  report: Report,
  gateway: Gateway,
  supergraph: string,
  subgraphs: string,
  expected?: Measured['answers'],
): Promise<Measured> {
  report.progress(gateway.name);
  const [port = 0] = await freePorts(world, 1);
  const child = startScript(gateway.args({ supergraph, subgraphs, port }), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
  pin(child.pid, 0);
  const url = `http://127.0.0.1:${port}/graphql`;
  try {
    await answering(child, url);
    // Threads that it started before it was kept to its processor.
    pin(child.pid, 0);
    const answers = { big: await dataOf(url, 'big'), small: await dataOf(url, 'small') };
    if (expected !== undefined && !isDeepStrictEqual(answers, expected)) {
      throw new Error(`${gateway.name} answers otherwise than ${stock.name}.`);
    }
    const cpuMs: Partial<Record<Question, number>> = {};
    for (const name of ['big', 'small'] as const) {
      const cpu = await measureQuestion(report, gateway, child.pid ?? 0, url, name);
      if (cpu !== undefined) cpuMs[name] = cpu;
    }
    const rss = rssMibOf(child.pid ?? 0);
    if (rss !== undefined) report.add(`${gateway.name}_rss_mib`, rss);
    return { answers, cpuMs };
  } finally {
    await stop(child);
  }
}

async function measureQuestion(report: Report, { name: gateway }: Gateway, pid: number, url: string, name: Question) {
  const whole = (await ask(url, name)).length;
  const work = async () => {
    const body = await ask(url, name);
    if (body.length !== whole) throw new Error(`${gateway} answers ${name} in ${body.length} bytes, not ${whole}.`);
  };
  const { warmUp, measured } = COUNTS[name];
  await load({ clients: CONNECTIONS, seconds: 0, countMin: report.times(warmUp) }, work);
  const before = cpuMsOf(pid);
  const done = await load({ clients: CONNECTIONS, seconds: 0, countMin: report.times(measured) }, work);
  const after = cpuMsOf(pid);
  report.add(`${gateway}_${name}_queries_per_s`, done.perSecond);
  report.add(`${gateway}_${name}_p50_ms`, percentile(done.latenciesMs, 0.5));
  report.add(`${gateway}_${name}_p99_ms`, percentile(done.latenciesMs, 0.99));
  if (gateway === stock.name) report.add(`${name}_answer_bytes`, whole);
  if (before === undefined || after === undefined) {
    report.skip(`${gateway}_${name}_cpu_ms_per_query`, NO_PROC);
    return undefined;
  }
  const cpuMs = (after - before) / done.count;
  report.add(`${gateway}_${name}_cpu_ms_per_query`, cpuMs);
  return cpuMs;
}

async function ask(url: string, name: Question): Promise<string> {
  const { status, body } = await network.request({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodies[name],
    timeoutMs: ANSWER_TIMEOUT_MS,
    sizeBytesMax: ANSWER_BYTES_MAX,
  });
  if (status !== 200) throw new Error(`${url} answered ${status}: ${body.slice(0, 500)}`);
  return body;
}

const bodies: Readonly<Record<Question, string>> = {
  big: JSON.stringify({ query: questions.big }),
  small: JSON.stringify({ query: questions.small }),
};

async function dataOf(url: string, name: Question): Promise<unknown> {
  const { data, errors } = JSON.parse(await ask(url, name)) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await dataOf(url, 'small');
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
