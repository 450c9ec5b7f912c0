import { expect, test } from 'vitest';
import { countries } from './countries.ts';

test('are the 249 of ISO 3166-1', () => {
  expect(countries).toHaveLength(249);
  expect(countries).toEqual(expect.arrayContaining(['KE', 'PS', 'TL', 'SS', 'AQ', 'BQ']));
  for (const none of ['EU', 'UK', 'XK', 'ZZ', 'AN', 'SU']) expect(countries).not.toContain(none);
});
