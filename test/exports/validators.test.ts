import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  askBeancount,
  askHledger,
  beancountPython,
  grantFaults,
  hasProgram,
  iatiFaults,
  missing,
  xmlFaults,
} from '@hubgraph/exports/testing';
import { sharedFile } from '@hubgraph/imports/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Sample {
  readonly valid: boolean;
  readonly first_message?: string;
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

test('the code lists and rules of IATI pass the samples that are good, and find in the others what is bad', (context) => {
  const known = samples(sharedFile(context, 'iati/expected.json'), '.xml');
  const standard = dirname(sharedFile(context, 'iati/standard/mapping.xml'));
  if (!hasProgram('xmllint')) return context.skip(missing('xmllint'));
  let found = 0;
  for (const [path, { valid, first_message: message = '', xsd_valid: isOfForm }] of known) {
    if (isOfForm === false) continue;
    const faults = iatiFaults(standard, path, '2027-12-31');
    expect([path, faults.length === 0]).toEqual([path, valid]);
    // `codelist Currency: GHC`, `rule sum {…}`
    const [kind = '', name = ''] = message.split(/[ :]+/);
    for (const fault of faults) expect([path, fault.startsWith(`${kind} ${name}`)]).toEqual([path, true]);
    found += faults.length;
  }
  expect(found).toBeGreaterThanOrEqual(3);
});

test('each rule of IATI that could be about our files is understood, and finds what breaks it', (context) => {
  const standard = dirname(sharedFile(context, 'iati/standard/mapping.xml'));
  const good = readFileSync(sharedFile(context, 'iati/good_activity.xml'), 'utf8');
  if (!hasProgram('xmllint')) return context.skip(missing('xmllint'));
  const faultsOf = (text: string, today = '2027-12-31'): string[] => {
    const path = join(folder, 'spoilt.xml');
    writeFileSync(path, text);
    return iatiFaults(standard, path, today).map((fault) => fault.replace(/^(\w+ \w+).*$/s, '$1'));
  };
  expect(faultsOf(good)).toEqual([]);
  expect(new Set(faultsOf(good, '2026-01-01'))).toEqual(new Set(['rule date_order', 'rule date_now']));
  const spoilt: readonly (readonly [string | RegExp, string, string])[] = [
    ['<transaction-type code="3"/>', '<transaction-type code="99"/>', 'codelist TransactionType'],
    ['role="4"', 'role="5"', 'codelist OrganisationRole'],
    ['code="298"', 'code="380"', 'codelist Region'],
    [/<sector .*\/>/, '', 'rule atleast_one'],
    [' xml:lang="en"', '', 'rule one_or_all'],
    [/(<value currency="GHS".*\n)/, '$1<recipient-country code="GH"/>', 'rule only_one_of'],
    ['2027-06-30" type="3"', '2026-06-30" type="3"', 'rule date_order'],
    ['period-end iso-date="2027-06-30"', 'period-end iso-date="2027-07-02"', 'rule time_limit'],
    ['XM-EXAMPLE-1-GRANT', 'XM/EXAMPLE-1-GRANT', 'rule regex_matches'],
    ['code="15150" percentage="100"', 'code="15150" percentage="99"', 'rule strict_sum'],
    ['vocabulary="1" code="15150"', 'vocabulary="99" code="15150"', 'rule if_then'],
    ['percentage="40"', 'percentage="-40"', 'rule range'],
    [
      '<sector ',
      '<sector vocabulary="98" code="x" percentage="9"><narrative>x</narrative></sector><sector ',
      'rule loop',
    ],
    [/<receiver-org type="22">.*<\/receiver-org>/, '<receiver-org/>', 'rule atleast_one'],
  ];
  for (const [what, by, fault] of spoilt) {
    expect(good.replace(what, by)).not.toBe(good);
    expect([fault, faultsOf(good.replace(what, by)).includes(fault)]).toEqual([fault, true]);
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
