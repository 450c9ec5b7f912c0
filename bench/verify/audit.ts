// Checks the log in a folder from outside and tells what it cost, as JSON; in a process of its own, so that its memory is its own.
import { join } from 'node:path';
import { SeenFile, verifyLog } from '@hubgraph/audit';
import { logKey } from '@hubgraph/audit/testing';
import { realWorld } from '@hubgraph/kernel';
import { verifierKeyOf } from '@hubgraph/tlog';
import { FolderSource } from '../../packages/cli/src/verify/folder-source.ts';

/** What one check of a whole log cost. */
export interface Audited {
  readonly line: string;
  readonly size: number;
  readonly seconds: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
  readonly rssMibMax: number;
}

const [folder = ''] = process.argv.slice(2);
const world = realWorld();
const policy = { logs: [{ key: verifierKeyOf(logKey), url: undefined }], witnesses: [], groups: [], quorum: undefined };
const began = performance.now();
const { line, size } = await verifyLog({
  world,
  books: new FolderSource(join(folder, 'books')),
  policy,
  seen: new SeenFile(world, join(folder, 'seen.json')),
});
const { user, system } = process.cpuUsage();
const audited: Audited = {
  line,
  size,
  seconds: (performance.now() - began) / 1000,
  cpuSeconds: (user + system) / 1e6,
  rssMibMax: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(audited)}\n`);
