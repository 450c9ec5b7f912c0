import { sha256 } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { type AdoptHubCharter, decideAdoptHubCharter, evolveHubCharter } from './domain.ts';

const command: AdoptHubCharter = {
  type: 'AdoptHubCharter',
  charter: 'cee:hub-charter:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
  version: '2026-1',
  language: 'sr',
  text: { key: 'cee:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'a'.repeat(64) },
  textDigest: sha256('We support teams.'),
  at: Date.parse('2026-03-01T12:00:00Z'),
  by: 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
};
const adopt = (change: Partial<AdoptHubCharter> = {}, isVersionTaken = false) =>
  decideAdoptHubCharter({ ...command, ...change }, { isVersionTaken });

describe('a charter', () => {
  test('is adopted, with the digest by which a copy is checked', () => {
    const { at, by, type: _, ...said } = command;
    const events = adopt();
    expect(events).toEqual([{ type: 'HubCharterAdopted', ...said }]);
    if ('code' in events || events[0] === undefined) return expect.fail('refused');
    const { charter: id, ...kept } = said;
    const state = evolveHubCharter(undefined, events[0], at, by);
    expect(state).toEqual({ id, ...kept, adoptedAt: at, adoptedBy: by });
    const [event] = events;
    expect(() => evolveHubCharter(state, event, at, by)).toThrow();
  });

  // Each row breaks its rule and all rules after it.
  test.each<[string, ReturnType<typeof adopt>]>([
    ['charter-version-is-malformed', adopt({ version: '', language: '' }, true)],
    ['charter-version-is-malformed', adopt({ version: 'Two' })],
    ['charter-version-is-malformed', adopt({ version: '-2' })],
    ['charter-version-is-malformed', adopt({ version: '2026.' })],
    ['charter-version-is-malformed', adopt({ version: '1'.repeat(41) })],
    ['language-is-malformed', adopt({ language: '' }, true)],
    ['language-is-malformed', adopt({ language: 'English' })],
    ['language-is-malformed', adopt({ language: 'en_GB' })],
    ['language-is-malformed', adopt({ language: `en-${'x-'.repeat(20)}a` })],
    ['charter-version-exists', adopt({}, true)],
  ])('is refused: %s', (code, outcome) => {
    expect(outcome).toMatchObject({ rejected: true, code });
  });

  test.each([
    ['sw', 'sw'],
    ['ZH-hant', 'zh-Hant'],
    ['pt-br', 'pt-BR'],
    ['tet', 'tet'],
  ])('may be in the language %s', (language, kept) => {
    expect(adopt({ language })).toMatchObject([{ language: kept }]);
  });
  test.each(['1', '2026-1', 'first', '1'.repeat(40)])('may be the version %s', (version) => {
    expect(adopt({ version })).toMatchObject([{ version }]);
  });
});
