import type { Cut } from '../../money/cut.ts';
import type { FigureQuery } from './figure.generated.ts';

/** What the graph says of a figure. */
export type FigureData = NonNullable<NonNullable<FigureQuery['movementFinance']>['statement']>;

/** A figure of one node rests on that node alone. */
export function narrowed(coverage: FigureData['coverage'], { node }: Cut): FigureData['coverage'] {
  if (node === undefined) return coverage;
  const { asked, answered, missing, asOf, missingBooks } = coverage;
  return {
    asked: asked.filter((one) => one === node),
    answered: answered.filter((one) => one === node),
    missing: missing.filter((one) => one.node === node),
    asOf: asOf.filter((one) => one.node === node),
    missingBooks: missingBooks?.filter((one) => one.node === node) ?? null,
  };
}
