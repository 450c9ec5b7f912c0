import { expect, test } from 'vitest';
import { readBeancount, readHledger, readPostings } from './index.ts';
import { collect, streamOf } from './testing/streams.ts';

const HEAD = '; The books of east-africa at position 7 of its journal. Debits are positive, credits negative.';
const ABOUT = { purpose: 'education', spentIn: 'KE', costClass: 'STAFF' };

const JOURNAL = [
  '2026-03-01 * (e1) bill  ; seq:4',
  '    expenses:a  1.00 EUR  ; fund:general, purpose:education, spent_in:KE, cost_class:STAFF, team:east:team:1',
  '    assets:b  -1.00 EUR  ; fund:general',
];
const BEANCOUNT = [
  '2099-12-31 * "bill"',
  '  id: "e1"',
  '  day: "2150-01-02"',
  '  Expenses:A  1.00 EUR',
  '    fund: "general"',
  '    purpose: "education"',
  '    spent_in: "KE"',
  '    cost_class: "STAFF"',
  '  Assets:B  -1.00 EUR',
];

test('what postings are about is read from the files of nodes', async () => {
  const journal = await collect(readHledger(streamOf([HEAD, ...JOURNAL].join('\n'))));
  const beancount = await collect(readBeancount(streamOf([HEAD, ...BEANCOUNT].join('\n'))));
  const csv = await collect(
    readPostings(
      streamOf(
        'entry_id,day,account,currency,amount,purpose,project,spent_in,cost_class\n' +
          'e,2026-03-01,expenses:a,EUR,1.00,education,,KE,STAFF\ne,2026-03-01,assets:b,EUR,-1.00,,,,\n',
      ),
    ),
  );
  for (const { read, refused } of [journal, beancount, csv]) {
    expect(refused).toEqual([]);
    expect(read[0]?.postings.map(({ about }) => about)).toEqual([ABOUT, undefined]);
  }
  expect([journal, beancount].map(({ read }) => read[0]?.day)).toEqual(['2026-03-01', '2150-01-02']);
});

test('tags that people wrote are read from no other file', async () => {
  for (const head of ['', '; The books of Ada Example', '; The books of ada at position 7']) {
    const journal = await collect(readHledger(streamOf([head, ...JOURNAL].join('\n'))));
    const beancount = await collect(readBeancount(streamOf([head, ...BEANCOUNT].join('\n'))));
    for (const { read, refused } of [journal, beancount]) {
      expect(refused).toEqual([]);
      expect(read[0]?.postings.map(({ about }) => about)).toEqual([undefined, undefined]);
    }
  }
});

test('what has not the form of a code is left out', async () => {
  const rows = ['e,2026-03-01,expenses:a,EUR,1.00,for Ada,Kenya,MINE', 'e,2026-03-01,assets:b,EUR,-1.00,,,'];
  const head = 'entry_id,day,account,currency,amount,purpose,spent_in,cost_class';
  const { read, refused } = await collect(readPostings(streamOf([head, ...rows].join('\n'))));
  expect(refused).toEqual([]);
  expect(read[0]?.postings.map(({ about }) => about)).toEqual([undefined, undefined]);
});
