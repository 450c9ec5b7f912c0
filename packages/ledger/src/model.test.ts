import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare, REACHED, sequences } from './sequences.test-helper.ts';

const RUNS = Number(process.env['LEDGER_MODEL_RUNS'] ?? 1_000);

it(`answers and adds up as the reference model does (${RUNS} sequences)`, { timeout: 600_000 }, () => {
  const seed = Number(process.env['FC_SEED'] ?? 20_261_122);
  console.log(`seed ${seed}; repeat with FC_SEED=${seed}`);
  const tried = new Map<string, number>();
  const property = fc.property(sequences, (sent) => {
    const { fault, answers } = compare(sent);
    if (fault !== undefined) throw new Error(fault);
    for (const answer of answers) tried.set(answer, (tried.get(answer) ?? 0) + 1);
  });
  fc.assert(property, { seed, numRuns: RUNS });
  console.log(
    [...tried]
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${code} ${count}`)
      .join(', '),
  );
  for (const code of RUNS < 1_000 ? [] : REACHED)
    expect(tried.get(code) ?? 0, `${code} was never tried`).toBeGreaterThan(0);
});
