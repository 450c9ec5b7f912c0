import { join } from 'node:path';
import { realWorld } from '@hubgraph/kernel';
import { openSqliteStore } from '@hubgraph/store';
import { openLedger } from './ledger.ts';

/** What opening a journal took, checks and folds included. */
export interface Reopened {
  readonly commits: number;
  readonly seconds: number;
  readonly cpuUs: number;
  readonly rssEarlyMib: number;
  readonly rssLateMib: number;
  readonly digest: string;
}

const [, , folder = ''] = process.argv;
const rssMib = () => process.memoryUsage.rss() / 2 ** 20;
const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
const cpu = process.cpuUsage();
const began = performance.now();
let rssEarlyMib = 0;
const journal = await openLedger(folder, store, {
  onProgress(done, total) {
    if (rssEarlyMib === 0 && done >= total / 10) rssEarlyMib = rssMib();
  },
});
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
const rssLateMib = rssMib();
const found: Reopened = {
  commits: journal.position,
  seconds,
  cpuUs: user + system,
  rssEarlyMib,
  rssLateMib,
  digest: journal.digest(),
};
await journal.close();
await store.close();
process.stdout.write(JSON.stringify(found));
