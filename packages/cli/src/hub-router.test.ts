import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readHubs } from './hub-router.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-hubs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cee = { id: 'cee', endpoint: 'https://cee.example/graphql', status: 'authorised' };

function read(value: unknown) {
  const file = join(folder, 'hubs.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readHubs(file);
}

describe('the file with the hubs', () => {
  test('gives a snapshot', () => {
    const hubs = [cee, { ...cee, id: 'asia', replicas: ['http://asia.example/graphql'] }];
    expect(read({ epoch: 3, hubs })).toEqual({ epoch: 3, hubs });
    expect(read({ epoch: 0, hubs: [] }).hubs).toEqual([]);
  });

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['nothing', 'null', '"epoch"'],
    ['no epoch', { hubs: [] }, '"epoch"'],
    ['no hubs', { epoch: 1 }, '"hubs"'],
    ['a hub without an id', { epoch: 1, hubs: [{ ...cee, id: undefined }] }, 'hub 1 is not a slug'],
    ['a hub that is nothing', { epoch: 1, hubs: [cee, null] }, 'hub 2 is not a slug'],
    ['one hub twice', { epoch: 1, hubs: [cee, cee] }, 'cee is in it twice'],
    ['an address that is none', { epoch: 1, hubs: [{ ...cee, endpoint: 'cee' }] }, 'URLs'],
    ['an address of a file', { epoch: 1, hubs: [{ ...cee, endpoint: 'file:///etc/passwd' }] }, 'URLs'],
    ['replicas that are none', { epoch: 1, hubs: [{ ...cee, replicas: 'x' }] }, 'URLs'],
    ['a status that is none', { epoch: 1, hubs: [{ ...cee, status: 'healthy' }] }, '"status"'],
  ])('with %s is refused, and says what is wrong', (_, value, why) => {
    expect(() => read(value)).toThrow(why);
  });
});
