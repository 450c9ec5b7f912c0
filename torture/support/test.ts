import type { Chance } from './chance.ts';

/** How often something was tried, and how often it went wrong. */
export class Tally {
  tried = 0;
  failed = 0;
  /** What went wrong, the first few times. */
  readonly faults: string[] = [];

  /** Counts one attempt; it failed where something is said of it. */
  count(faults: readonly string[]): void {
    this.tried += 1;
    if (faults.length === 0) return;
    this.failed += 1;
    if (this.faults.length < FAULTS_KEPT) this.faults.push(faults.slice(0, FAULTS_KEPT).join('; '));
  }
}

const FAULTS_KEPT = 5;

/** What one test found; its control does the same without what protects, and must fail. */
export interface Outcome {
  readonly test: Tally;
  readonly control: Tally;
  /** More figures of the same run. */
  readonly note?: string;
}

/** A test that this machine cannot run, and why. */
export interface Skipped {
  readonly skipped: string;
}

export interface Setup {
  /** Many attempts, for a run by hand; otherwise few. */
  readonly isLong: boolean;
  readonly chance: Chance;
  /** Empty, on a disk; removed after the test. */
  readonly folder: string;
  /** Tells on stderr what goes on, and lets signals through between two attempts. */
  progress(done: number, total: number): Promise<void>;
}

export interface Test {
  readonly name: string;
  run(setup: Setup): Promise<Outcome | Skipped>;
}

/** Every file `torture/<name>.torture.ts` exports this. */
export interface Torture {
  readonly tests: readonly Test[];
}
