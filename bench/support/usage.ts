import { readFileSync } from 'node:fs';

export const NO_PROC = 'only Linux tells in /proc what another process uses';

/** Linux counts the time of processes in hundredths of a second, whatever its own clock does. */
const MS_PER_TICK = 10;

/** Resident memory of a process in MiB; undefined where the system does not tell. */
export function rssMibOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

/** Processor time that a process has used, its kernel's included; undefined where the system does not tell. */
export function cpuMsOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in parentheses, may hold anything; `utime` and `stime` are the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}
