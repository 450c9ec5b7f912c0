import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RatesRow, readRates } from '@hubgraph/imports';
import { sharedFile } from '@hubgraph/imports/testing';
import { isRejection, newId, realWorld } from '@hubgraph/kernel';
import { commonTypeDefs, type NodeDefinition, personActor, RunningNode, TextSealer } from '@hubgraph/node';
import { expect, test } from 'vitest';
import { rates } from './concept.ts';

const definition: NodeDefinition = {
  kind: 'council',
  roles: { secretary: 'Records.' },
  concepts: [rates],
  typeDefs: commonTypeDefs,
};
const world = realWorld();
const secretary = personActor('council:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF', [{ role: 'secretary' }]);

interface Tables extends AsyncDisposable {
  record(tables: readonly RatesRow[]): Promise<void>;
  exported(file: string): Promise<Buffer>;
}

async function openTables(): Promise<Tables> {
  const folder = mkdtempSync(join(tmpdir(), 'hubgraph-rates-'));
  const place = { host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:1' };
  const council = { id: 'council', endpoint: place.endpoint, statementKeys: [] };
  const node = await RunningNode.open(world, { id: 'council', folder, ...place, council, isDemo: false }, definition);
  return {
    async record(tables) {
      for (const { day: date, source = '', ...table } of tables) {
        const texts = new TextSealer(world, 'council');
        const payload = { ...table, date, source, sourceText: texts.seal(source) };
        const ids = { table: newId(world, 'council', 'rate-table') };
        const outcome = await node.operate(secretary, date, 'RecordRates', { ...payload, ...ids }, texts.entries);
        if (isRejection(outcome)) throw new Error(`${date}: ${outcome.code}`);
      }
    },
    async exported(file) {
      const wanted = node.exports.definition(file);
      const made = wanted && (await node.exports.get(node.journal.position, wanted));
      if (made === undefined || 'rejected' in made) throw new Error(`${file} was not made`);
      return Buffer.concat([...node.exports.bytes(made, 0, made.sizeBytes)]);
    },
    async [Symbol.asyncDispose]() {
      await node.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function read(bytes: AsyncIterable<Uint8Array>, base?: string): Promise<RatesRow[]> {
  const tables: RatesRow[] = [];
  for await (const one of readRates(bytes, { base })) if (one.kind === 'row') tables.push(one.row);
  return tables;
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('exchange rates are given away and taken into a second council, digit for digit', async (context) => {
  const ecb = await read(createReadStream(sharedFile(context, 'fx/ecb-eurofxref-2023-07_2026-10.csv')), 'EUR');
  const imf = await read(createReadStream(sharedFile(context, 'fx/imf-annual-average-per-usd-2015_2024.csv')));
  const odd: RatesRow = { day: '2026-12-01', base: 'EUR', rates: [{ currency: 'KES', perBase: '007.10' }] };
  const tables = [
    ...ecb.slice(0, 5).map((table) => ({ ...table, source: 'European Central Bank, “reference rates”' })),
    ...imf.slice(-1).map((table) => ({ ...table, source: '=IMF(1;\n2)' })),
    { ...odd, source: 'Jürgen' },
  ];
  await using first = await openTables();
  await first.record(tables);
  const given = await first.exported('rates.csv');
  const taken = await read(chunks(given));
  expect(taken).toEqual(tables);
  await using second = await openTables();
  await second.record(taken);
  const again = await second.exported('rates.csv');
  const known = (csv: Buffer): string => csv.toString('utf8').replaceAll(/^\d+,[^,]+,[^,]+,/gm, '');
  expect(known(again)).toBe(known(given));
  expect(known(given)).toContain('2026-10-30,EUR,HUF,366.33,"European');

  const { tables: described } = JSON.parse(String(await first.exported('rates.csv-metadata.json'))) as {
    tables: { url: string; tableSchema: { columns: { name: string }[] } }[];
  };
  const [head = ''] = given.toString('utf8').slice(1).split('\r\n');
  expect(described.map(({ url, tableSchema }) => [url, tableSchema.columns.map(({ name }) => name).join()])).toEqual([
    ['rates.csv', head],
  ]);
});
