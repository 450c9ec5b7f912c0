/** A seed for a random run; printed, so that the run can be repeated with `SEED=… vitest run`. */
export function newSeed(name: string): number {
  const seed = Number(process.env['SEED'] ?? Date.now()) | 0;
  console.info(`${name}: SEED=${seed}`);
  return seed;
}
