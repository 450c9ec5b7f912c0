import { GraphUnavailableError } from '../../graph/graph.ts';
import { isCurrency } from '../../i18n/sense.ts';
import { type Lens, lensVariables } from '../../money/lens.ts';
import type { Visit } from '../../visit.tsx';
import { Currencies } from './movement.generated.ts';

/** The currencies that there are rates for at the end of the period; where nobody can tell, the one that was asked for. */
export async function currenciesOf({ graph }: Visit, lens: Lens, isReadable = true): Promise<readonly string[]> {
  try {
    const { data } = await graph.ask(Currencies, { before: isReadable ? lensVariables(lens).to : null });
    const table = data?.exchangeRates;
    const known = table ? [table.base, ...table.rates.map(({ currency }) => currency)] : [];
    // One node's nonsense is no choice: whoever took it would be told that it is no currency.
    return [...new Set([...known.filter(isCurrency), lens.currency])].sort();
  } catch (error) {
    if (error instanceof GraphUnavailableError) return [lens.currency];
    throw error;
  }
}
