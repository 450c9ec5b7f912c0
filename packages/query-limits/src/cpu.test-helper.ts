/** Processor time of one run in ms: the least of some, since a busy machine adds to a run and takes from none. */
export function cpuMsOf(run: () => void): number {
  const taken = Array.from({ length: 7 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...taken);
}
