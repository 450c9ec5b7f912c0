import { expect, test } from 'vitest';
import { hubSdl } from '../../test/hub.graphql.ts';
import { compareHubSchemas } from './compare.ts';

/** The schema of the last release: the present one with these replacements. */
function older(...replacements: readonly (readonly [string, string])[]): string {
  let sdl = hubSdl;
  for (const [text, by] of replacements) {
    expect(sdl).toContain(text);
    sdl = sdl.replace(text, by);
  }
  return sdl;
}

const effects = (sdl: string) =>
  compareHubSchemas(hubSdl, sdl).map(({ effect, coordinate }) => `${effect} ${coordinate}`);

test('a schema says nothing against itself', () => {
  expect(compareHubSchemas(hubSdl, hubSdl)).toEqual([]);
});

test.each([
  ['a field that may be null', [['  size: Int\n', '']], ['null-there Team.size']],
  ['a field that may not', [['type Person { name: String! }', 'type Person { n: Int }']], ['null-above Person.name']],
  ['a new argument that may be left out', [['(locale: String)', '']], []],
  [
    'a root field',
    [['  votes: Int @route(by: ALL) @merge(by: SUM) @partial(default: ABORT)\n', '']],
    ['null-there Query.votes'],
  ],
  ['a sort key', [['  name: String\n  size', '  size']], ['part-missing Team.name']],
  ['a key of groups', [['{ day: String! amount', '{ days: String! amount']], ['part-missing MoneyRow.day']],
  [
    'a type',
    [
      ['type NameIsTaken implements Rejection { code: String! message: String! }', ''],
      [' | NameIsTaken', ''],
    ],
    [],
  ],
  ['a type that was another', [['coaches: Int', 'coaches: String']], ['refused People.coaches']],
  ['a list that was none', [['teams: [Team] }', 'teams: Team }']], ['refused Hub.teams']],
  [
    'a field that could be null',
    [['code: String! message: String! }\n\ntype TeamList', 'code: String message: String! }\n\ntype TeamList']],
    ['refused NameIsTaken.code'],
  ],
] as const)('%s', (_, replacements, expected) => {
  expect(effects(older(...replacements))).toEqual(expected);
});

test('a required argument, and a value of an enum that is none any more', () => {
  const enums = (values: string) => `${hubSdl}\nenum Phase { ${values} }\nextend type Team { phase(of: ID!): Phase }`;
  const before = enums('BEGUN ENDED').replace('phase(of: ID!)', 'phase');
  expect(compareHubSchemas(enums('BEGUN'), before)).toEqual([
    { effect: 'null-there', coordinate: 'Team.phase', why: 'the older schema has no argument of' },
    { effect: 'refused', coordinate: 'Phase.ENDED', why: 'the older schema has this value, which is none any more' },
  ]);
});
