import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSpec } from './node.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-spec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'node.json');
const config = {
  id: 'east-africa',
  folder: '/var/lib/hubgraph/east-africa',
  host: '127.0.0.1',
  port: 4104,
  endpoint: 'https://node.east-africa.example',
  council: { id: 'council', endpoint: 'https://council.example', statementKeys: [] },
  isDemo: false,
};
const read = (store: unknown) => {
  const text = JSON.stringify({ kind: 'hub', config: { ...config, store }, setup: { people: [], funds: [] } });
  writeFileSync(file, text);
  return readSpec(file).config.store;
};

describe('where the file of a node says that it keeps its journal', () => {
  test.each([
    [undefined],
    [{ kind: 'sqlite' }],
    [{ kind: 'mongodb', uri: 'mongodb://db.example:27017/?replicaSet=rs' }],
    [{ kind: 'mongodb', uri: 'mongodb+srv://user:secret@db.example', database: 'east_africa' }],
  ])('is taken: %j', (store) => expect(read(store)).toEqual(store));

  test.each([
    [null],
    ['mongodb://db.example'],
    [{}],
    [{ kind: 'postgres', uri: 'postgres://db.example' }],
    [{ kind: 'mongodb' }],
    [{ kind: 'mongodb', uri: '' }],
    [{ kind: 'mongodb', uri: 'https://db.example' }],
    [{ kind: 'mongodb', uri: 'mongodb://db.example', database: 'a.b' }],
    [{ kind: 'mongodb', uri: 'mongodb://db.example', database: '' }],
    [{ kind: 'mongodb', url: 'mongodb://db.example' }],
    [{ kind: 'mongodb', uri: 'mongodb://db.example', w: 1 }],
    [{ kind: 'sqlite', uri: 'mongodb://db.example' }],
  ])('is refused, without repeating what may be secret: %j', (store) => {
    let told: unknown;
    try {
      read(store);
    } catch (error) {
      told = error;
    }
    expect(told).toMatchObject({ code: 'ERR_CONFIG_UNREADABLE' });
    expect(String(told)).not.toContain('db.example');
  });
});
