import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  askBeancount,
  askHledger,
  beancountPython,
  grantFaults,
  hasProgram,
  missing,
  xmlFaults,
} from '@hubgraph/exports/testing';
import { sharedFile } from '@hubgraph/imports/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Sample {
  readonly valid: boolean;
  readonly xsd_valid?: boolean;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-validators-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Samples of a folder, each with whether it should pass. */
function samples(expected: string, ending: string): readonly [path: string, sample: Sample][] {
  const all = JSON.parse(readFileSync(expected, 'utf8')) as Readonly<Record<string, Sample>>;
  const found = Object.entries(all).filter(([name]) => name.endsWith(ending));
  expect(new Set(found.map(([, { valid }]) => valid)).size).toBe(2);
  return found.map(([name, sample]) => [join(dirname(expected), name), sample]);
}

test('Beancount passes the samples that are good, and no other', (context) => {
  const known = samples(sharedFile(context, 'ledger/expected.json'), '.beancount');
  const python = beancountPython();
  if (python === undefined) return context.skip(missing('Beancount'));
  const paths = known.map(([path]) => path);
  expect(askBeancount(python, paths).map(({ faults }, n) => [paths[n], faults.length === 0])).toEqual(
    known.map(([path, { valid }]) => [path, valid]),
  );
});

test('hledger passes the samples that are good, and no other', (context) => {
  const known = samples(sharedFile(context, 'ledger/expected.json'), '.journal');
  if (!hasProgram('hledger')) return context.skip(missing('hledger'));
  for (const [path, { valid }] of known) {
    const [checked] = askHledger([path], join(folder, 'all.journal'));
    expect([path, checked?.faults.length === 0]).toEqual([path, valid]);
  }
});

test('xmllint passes the samples that are good by the schema of IATI, and no other', (context) => {
  const known = samples(sharedFile(context, 'iati/expected.json'), '.xml');
  const schema = sharedFile(context, 'iati/standard/iati-activities-schema.xsd');
  if (!hasProgram('xmllint')) return context.skip(missing('xmllint'));
  for (const [path, sample] of known) {
    expect([path, xmlFaults(schema, path) === '']).toEqual([path, sample.xsd_valid]);
  }
});

test('the schema of 360Giving passes the samples that are good, and no other', (context) => {
  const known = samples(sharedFile(context, '360giving/expected.json'), '.json');
  const faults = grantFaults(dirname(sharedFile(context, '360giving/standard/schema/360-giving-schema.json')));
  for (const [path, { valid }] of known) {
    const found = faults(JSON.parse(readFileSync(path, 'utf8')));
    expect([path, found.length === 0]).toEqual([path, valid]);
  }
});
