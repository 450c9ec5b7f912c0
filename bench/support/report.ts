import { cpus, totalmem } from 'node:os';

/** A figure, or why there is none on this machine. */
type Line = { readonly metric: string } & ({ readonly value: number } | { readonly skipped: string });

/** The machine of a run, without its name. */
interface Machine {
  readonly cpus: number;
  readonly model: string;
  readonly memory_gib: number;
  readonly node: string;
  readonly sqlite: string;
}

/** What a run found, as it is written to a file: `{ bench, machine, results }`. */
interface Findings {
  readonly bench: string;
  readonly machine: Machine;
  readonly results: Readonly<Record<string, number>>;
}

/** Every benchmark is a file `bench/<name>.bench.ts` that exports this. */
export interface Benchmark {
  run(report: Report): Promise<void>;
  /** Whether it has a short form, which shows that it runs and measures hardly anything. */
  readonly hasShortForm?: boolean;
}

/** What a short run does of what a whole one does. */
const SHORT = 1 / 20;

/** Takes the figures of one run. */
export class Report {
  readonly bench: string;
  /** An empty folder on the disk that is measured; it is removed after the run. */
  readonly folder: string;
  /** True where it is to be seen that the benchmark runs, not what it measures. */
  readonly isShort: boolean;
  readonly #began = performance.now();
  readonly #lines: Line[] = [];

  constructor(bench: string, folder: string, isShort = false) {
    this.bench = bench;
    this.folder = folder;
    this.isShort = isShort;
  }

  /** How often something is done that a whole run does so often. */
  times(count: number): number {
    return this.isShort ? Math.ceil(count * SHORT) : count;
  }

  /** Records a figure; its name ends in its unit: `fdatasync_per_s`, `node_rss_mib`. */
  add(metric: string, value: number): void {
    if (!Number.isFinite(value)) throw new Error(`${metric} is ${value}, which is no measurement.`);
    if (this.#lines.some((line) => line.metric === metric)) throw new Error(`${metric} was measured twice.`);
    this.#lines.push({ metric, value: rounded(value) });
  }

  /** Says why a figure is not taken. It is in the table and in no file. */
  skip(metric: string, reason: string): void {
    this.#lines.push({ metric, skipped: reason });
  }

  /** Tells on stderr what goes on. */
  progress(line: string): void {
    const elapsedS = ((performance.now() - this.#began) / 1000).toFixed(1);
    process.stderr.write(`${elapsedS.padStart(6)} s  ${line}\n`);
  }

  findings(): Findings {
    const results: Record<string, number> = {};
    for (const line of this.#lines) if ('value' in line) results[line.metric] = line.value;
    return { bench: this.bench, machine: thisMachine(), results };
  }

  /** The figures as a table for people, in the order in which they were taken. */
  table(): string {
    const rows = this.#lines.map((line) => [
      line.metric,
      'value' in line ? `${line.value}` : `skipped: ${line.skipped}`,
    ]);
    const width = Math.max(6, ...rows.map(([metric = '']) => metric.length));
    return [['metric', 'value'], ['-'.repeat(width), '-----'], ...rows]
      .map(([metric = '', value = '']) => `${metric.padEnd(width)}  ${value}`)
      .join('\n');
  }
}

/** Four digits that count are more than any of these figures is good for. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}

function thisMachine(): Machine {
  const processors = cpus();
  return {
    cpus: processors.length,
    model: processors[0]?.model.trim() ?? 'unknown',
    memory_gib: rounded(totalmem() / 2 ** 30),
    node: process.version,
    sqlite: process.versions['sqlite'] ?? 'unknown',
  };
}
