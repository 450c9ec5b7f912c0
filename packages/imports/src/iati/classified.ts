import { type About, aboutOf } from '../about.ts';
import type { Element } from '../xml/element.ts';

/** SectorVocabulary of the reporting organisation's own codes, which nodes write purposes in. */
const OWN_VOCABULARY = '99';
/** What nodes write where a posting has no purpose. */
const NO_PURPOSE = 'unspecified';

/** The elements that say where and for what an activity or a transaction is. */
export const CLASSIFYING: ReadonlySet<string> = new Set(['recipient-country', 'recipient-region', 'sector']);

/**
 * Where money is spent and for what, where that is one country and one code of the publisher's own: of several, with
 * their percentages, none is chosen. What a transaction says counts before what its activity says.
 */
export function classified(activity: readonly Element[], transaction: readonly Element[]): About | undefined {
  const said = (names: readonly string[]): readonly Element[] => {
    const own = transaction.filter(({ name }) => names.includes(name));
    return own.length > 0 ? own : activity.filter(({ name }) => names.includes(name));
  };
  const [place, ...otherPlaces] = said(['recipient-country', 'recipient-region']);
  const [sector, ...otherSectors] = said(['sector']);
  const country = otherPlaces.length === 0 && place?.name === 'recipient-country' ? whole(place) : undefined;
  const isOwn = sector?.attributes['vocabulary'] === OWN_VOCABULARY && otherSectors.length === 0;
  const purpose = isOwn ? whole(sector) : undefined;
  const known: Readonly<Record<string, string | undefined>> = {
    spent_in: country,
    purpose: purpose === NO_PURPOSE ? undefined : purpose,
  };
  return aboutOf((name) => known[name]);
}

/** Its code, unless it is of a part. */
function whole({ attributes }: Element): string | undefined {
  return Number(attributes['percentage'] ?? '100') === 100 ? attributes['code'] : undefined;
}
