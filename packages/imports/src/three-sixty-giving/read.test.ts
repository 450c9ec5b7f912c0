import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { collect, streamOf } from '../testing/streams.ts';
import type { GrantRow } from './grant-row.ts';
import { readThreeSixtyGiving, type ThreeSixtyGivingOptions } from './read.ts';

/** A whole grant with some of its members replaced by JSON text, or left out if the text is empty. */
function grantWith(changes: Readonly<Record<string, string>> = {}): string {
  const members: Record<string, string> = {
    id: '"g-1"',
    title: '"Operating grant"',
    description: '"General support"',
    currency: '"GHS"',
    amountAwarded: '412500.5',
    awardDate: '"2026-07-01"',
    recipientOrganization: '[{"id": "org-17", "name": "Example User Group"}]',
    fundingOrganization: '[{"id": "org-1", "name": "Example Fund"}]',
    ...changes,
  };
  const written = Object.entries(members).filter(([, value]) => value !== '');
  return `{${written.map(([key, value]) => `"${key}": ${value}`).join(', ')}}`;
}

async function read(json: string, options?: ThreeSixtyGivingOptions, chunkBytes?: number) {
  return collect(readThreeSixtyGiving(streamOf(json, chunkBytes), options));
}

async function readOne(changes: Readonly<Record<string, string>>): Promise<GrantRow | undefined> {
  const { read: rows, refused } = await read(`{"grants": [${grantWith(changes)}]}`);
  expect(refused).toEqual([]);
  return rows[0];
}

describe('a grant', () => {
  it('is read with all that it has', async () => {
    const row = await readOne({
      plannedDates:
        '[{"startDate": "2026-07-01", "endDate": "2027-06-30"}, {"startDate": "2026-06", "endDate": "2026-12"}]',
      beneficiaryLocation: '[{"name": "Ghana", "countryCode": "GH"}, {"countryCode": "GH"}]',
      grantProgramme: '[{"code": "E", "title": "Education"}]',
    });
    expect(row).toEqual({
      sourceId: 'g-1',
      title: 'Operating grant',
      description: 'General support',
      currency: 'GHS',
      amountMinor: 41250050n,
      awardDay: '2026-07-01',
      plannedFrom: '2026-06-01',
      plannedTo: '2027-06-30',
      recipientKind: 'organisation',
      recipientId: 'org-17',
      recipientName: 'Example User Group',
      funderId: 'org-1',
      funderName: 'Example Fund',
      country: 'GH',
      programme: 'Education',
    });
  });

  it('may be without description, funder, plan, place and programme; null is absent', async () => {
    const row = await readOne({ description: '', fundingOrganization: '', plannedDates: 'null', grantProgramme: '[]' });
    expect(row).toEqual({
      sourceId: 'g-1',
      title: 'Operating grant',
      description: '',
      currency: 'GHS',
      amountMinor: 41250050n,
      awardDay: '2026-07-01',
      recipientKind: 'organisation',
      recipientId: 'org-17',
      recipientName: 'Example User Group',
    });
  });

  it('of zero is a grant', async () => {
    expect((await readOne({ amountAwarded: '0' }))?.amountMinor).toBe(0n);
  });

  it('to a person comes without the name', async () => {
    const row = await readOne({
      recipientOrganization: '',
      recipientIndividual: '{"id": "person-9", "name": "Ada Example"}',
    });
    expect(row).toMatchObject({ recipientKind: 'individual', recipientId: 'person-9' });
    expect(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('Ada');
  });

  it.each([
    [
      'its own country before the place that benefits',
      '[{"id": "o", "countryCode": "KE"}]',
      '[{"countryCode": "GH"}]',
      'KE',
    ],
    ['its location', '[{"id": "o", "location": [{"countryCode": "TZ"}]}]', '[{"countryCode": "GH"}]', 'TZ'],
    ['no country if several benefit', '[{"id": "o"}]', '[{"countryCode": "GH"}, {"countryCode": "KE"}]', undefined],
    ['no country from free text', '[{"id": "o", "addressCountry": "UK"}]', 'null', undefined],
  ])('has of the recipient %s', async (_, recipientOrganization, beneficiaryLocation, country) => {
    expect((await readOne({ recipientOrganization, beneficiaryLocation }))?.country).toBe(country);
  });
});

const REFUSED: readonly [changes: Readonly<Record<string, string>>, code: string, path: string][] = [
  [{ id: '' }, 'id-is-missing', '/id'],
  [{ id: 'null' }, 'id-is-missing', '/id'],
  [{ id: '" "' }, 'id-is-missing', '/id'],
  [{ id: '17' }, 'field-has-the-wrong-type', '/id'],
  [{ title: '""' }, 'title-is-missing', '/title'],
  [{ title: '"\\ud800"' }, 'text-is-malformed', '/title'],
  [{ description: '"a\\u0000b"' }, 'text-is-malformed', '/description'],
  [{ currency: '' }, 'currency-is-missing', '/currency'],
  [{ currency: '"XBR"' }, 'currency-is-unknown', '/currency'],
  [{ currency: '"gbp"' }, 'currency-is-unknown', '/currency'],
  [{ currency: '"XAU"' }, 'currency-is-unknown', '/currency'],
  [{ amountAwarded: '' }, 'amount-is-missing', '/amountAwarded'],
  [{ amountAwarded: '"412,500"' }, 'amount-is-not-a-number', '/amountAwarded'],
  [{ amountAwarded: '"412500"' }, 'amount-is-not-a-number', '/amountAwarded'],
  [{ amountAwarded: '[1]' }, 'amount-is-not-a-number', '/amountAwarded'],
  [{ amountAwarded: 'true' }, 'amount-is-not-a-number', '/amountAwarded'],
  [{ amountAwarded: '0.005' }, 'amount-has-a-fraction', '/amountAwarded'],
  [{ amountAwarded: '1e40' }, 'amount-is-too-large', '/amountAwarded'],
  [{ amountAwarded: '-1' }, 'amount-is-negative', '/amountAwarded'],
  [{ awardDate: '' }, 'date-is-missing', '/awardDate'],
  [{ awardDate: '"15/08/2026"' }, 'date-format-is-not-stated', '/awardDate'],
  [{ awardDate: '"2026-02-29"' }, 'date-is-not-in-the-calendar', '/awardDate'],
  [{ awardDate: '"last summer"' }, 'date-is-malformed', '/awardDate'],
  [{ plannedDates: '{}' }, 'field-has-the-wrong-type', '/plannedDates'],
  [{ plannedDates: '[{}, 3]' }, 'field-has-the-wrong-type', '/plannedDates/1'],
  [{ plannedDates: '[{"endDate": "1/2/2015"}]' }, 'date-format-is-not-stated', '/plannedDates/0/endDate'],
  [
    { plannedDates: '[{"startDate": "2015-02", "endDate": "2015-01"}]' },
    'planned-dates-are-reversed',
    '/plannedDates/0',
  ],
  [{ recipientOrganization: '' }, 'recipient-is-missing', '/recipientOrganization'],
  [{ recipientOrganization: '[]' }, 'recipient-is-missing', '/recipientOrganization'],
  [{ recipientOrganization: '[{"id": "", "name": null}]' }, 'recipient-is-missing', '/recipientOrganization'],
  [{ recipientOrganization: '[{"id": "a"}, {"id": "b"}]' }, 'recipient-is-ambiguous', '/recipientOrganization'],
  [{ recipientIndividual: '{"id": "p"}' }, 'recipient-is-ambiguous', '/recipientOrganization'],
  [{ recipientOrganization: '', recipientIndividual: '[]' }, 'field-has-the-wrong-type', '/recipientIndividual'],
  [{ recipientOrganization: '[{"name": 5}]' }, 'field-has-the-wrong-type', '/recipientOrganization/0/name'],
  [{ beneficiaryLocation: '[{"countryCode": "Ghana"}]' }, 'country-is-malformed', '/beneficiaryLocation/0/countryCode'],
  [{ 'a/b~c': '{"x": 1, "x": 2}' }, 'key-is-repeated', '/a~1b~0c/x'],
];

describe('a grant is refused, at its place, and the next one read', () => {
  it.each(REFUSED)('%j: %s', async (changes, code, path) => {
    const json = `{"grants": [\n${grantWith(changes)},\n${grantWith({ id: '"g-2"' })}\n]}`;
    const { read: rows, refused } = await read(json);
    expect(refused).toEqual([
      {
        kind: 'rejected',
        code,
        message: expect.stringMatching(/.{10,}\.$/),
        at: { line: 2, path: `/grants/0${path}` },
      },
    ]);
    expect(rows.map((row) => row.sourceId)).toEqual(['g-2']);
  });

  it('if it is not an object', async () => {
    const { refused } = await read('[1, "x", null, [], true]');
    expect(refused.map(({ code, at }) => [code, at.path])).toEqual(
      [0, 1, 2, 3, 4].map((index) => ['grant-is-not-an-object', `/${index}`]),
    );
  });

  it('if its id came before, even on a grant that was refused', async () => {
    const { read: rows, refused } = await read(`[${grantWith({ currency: '' })}, ${grantWith()}, ${grantWith()}]`);
    expect(rows).toEqual([]);
    expect(refused.map(({ code, at }) => [code, at.path])).toEqual([
      ['currency-is-missing', '/0/currency'],
      ['id-is-repeated', '/1/id'],
      ['id-is-repeated', '/2/id'],
    ]);
  });

  it('if a key stands twice: neither amount is taken', async () => {
    const { refused } = await read(`[${grantWith().replace('{', '{"amountAwarded": 1, ')}]`);
    expect(refused.map(({ code, at }) => [code, at.path])).toEqual([['key-is-repeated', '/0/amountAwarded']]);
  });
});

describe('dates with the year at the end', () => {
  it.each([
    ['DD/MM/YYYY', '2014-06-05'],
    ['MM/DD/YYYY', '2014-05-06'],
  ] as const)('are read as %s if that is said, beside ISO dates', async (dateFormat, awardDay) => {
    const json = `[${grantWith({ awardDate: '"05/06/2014"' })}, ${grantWith({ id: '"g-2"' })}]`;
    const { read: rows } = await read(json, { dateFormat });
    expect(rows.map((row) => row.awardDay)).toEqual([awardDay, '2026-07-01']);
  });
});

describe('a number is taken as written', () => {
  it.each([
    ['115795635.69', 11579563569n],
    ['1e3', 100000n],
    ['0.1', 10n],
    ['12345678901234567.89', 1234567890123456789n],
    ['9007199254740993', 900719925474099300n],
  ])('%s', async (amountAwarded, amountMinor) => {
    for (const chunkBytes of [1, 7, 65_536]) {
      const { read: rows } = await read(`[${grantWith({ currency: '"GBP"', amountAwarded })}]`, {}, chunkBytes);
      expect(rows.map((row) => row.amountMinor)).toEqual([amountMinor]);
    }
  });
});

it('other members of the file are passed over, also those that hold "grants"', async () => {
  const json = `{"version": "1.4", "meta": {"grants": [1], "n": [[{}]]}, "grants": [${grantWith()}], "after": [{"grants": 2}]}`;
  const { read: rows, refused } = await read(json, {}, 3);
  expect(refused).toEqual([]);
  expect(rows).toHaveLength(1);
});

it('an empty list has no grants, and that is no error', async () => {
  expect(await read('{"grants": []}')).toEqual({ read: [], refused: [] });
  expect(await read('\uFEFF[]')).toEqual({ read: [], refused: [] });
});

const good = grantWith();
const UNREADABLE: readonly [json: string, message: RegExp][] = [
  ['', /holds no complete JSON value \(line 1, byte 0\)/],
  ['   \n ', /holds no complete JSON value/],
  ['{"grants": [', /cut off.*\(line 1, byte 12\)/],
  [`{"grants": [${good}`, /cut off/],
  [`{"grants": [${good}]`, /cut off/],
  [`[${good.slice(0, -30)}`, /cut off/],
  [`[\n${good}\n${good}]`, /not JSON: .*\(line 3, byte/],
  [`[${good},]`, /not JSON/],
  [`[${good}] x`, /not JSON/],
  [`[${good}][]`, /not JSON/],
  [`[${good}}`, /not JSON/],
  [`{"grants": {}}`, /"grants" is an object/],
  [`{"grants": 3}`, /"grants" is not a list/],
  [`{"grants": [], "grants": []}`, /"grants" twice/],
  [`{"gifts": []}`, /has no list "grants"/],
  ['"grants"', /single JSON value/],
  ['<html>', /not JSON/],
  ['\uFEFF[', /line 1, byte 4\)/],
  ['id,title\n1,x', /not JSON|single JSON value/],
  [`[{"amountAwarded": 01}]`, /not JSON/],
  [`[{"amountAwarded": 1.}]`, /not JSON/],
  [`[{"amountAwarded": .5}]`, /not JSON/],
  [`[{"amountAwarded": +1}]`, /not JSON/],
  [`[{"amountAwarded": NaN}]`, /not JSON/],
  [`[{"amountAwarded": 0x10}]`, /not JSON/],
  [`[{'id': 1}]`, /not JSON/],
  ['[{"id": "a\nb"}]', /broken at its end/],
  ['[{"id": "a\nb"}, {"id": "more than a token"}]', /not JSON.*line 2/],
  ['[{"id": "\\x41"}]', /not JSON/],
  [`[{"title": "${'x'.repeat(1_100_000)}"}]`, /more than 1048576 characters/],
  [`{"${'x'.repeat(1_100_000)}": 1}`, /more than 1048576 characters/],
];

describe('a file is unreadable', () => {
  for (const [json, message] of UNREADABLE) {
    it(json.length > 70 ? `${json.slice(0, 40)} … ${json.slice(-20)}` : json, async () => {
      for (const chunkBytes of json.length > 1_000 ? [65_536] : [1, 65_536]) {
        await expect(read(json, {}, chunkBytes)).rejects.toThrow(
          expect.objectContaining({ code: 'ERR_IMPORT_UNREADABLE', message: expect.stringMatching(message) }),
        );
      }
    });
  }

  it('but what came before the fault has been read', async () => {
    const rows = readThreeSixtyGiving(streamOf(`[\n${good},\n?`));
    expect(await rows.next()).toMatchObject({ value: { kind: 'row', at: { line: 2, path: '/0' } } });
    await expect(rows.next()).rejects.toThrow(/line 3/);
  });
});

it('a long file of many grants is read with the memory of one', async () => {
  const one = grantWith({ description: `"${'lorem '.repeat(1_500)}"` });
  async function* endless() {
    yield Buffer.from('[');
    for (let index = 0; index < 10_000; index += 1) {
      yield Buffer.from(`${index === 0 ? '' : ','}${one.replace('g-1', `g-${index}`)}`);
    }
    yield Buffer.from(']');
  }
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  let count = 0;
  let heapBytesEarly = 0;
  let heapBytesLate = 0;
  for await (const row of readThreeSixtyGiving(endless())) {
    if (row.kind === 'row') count += 1;
    if (count !== 100 && count !== 9_900) continue;
    collectGarbage();
    if (count === 100) heapBytesEarly = process.memoryUsage().heapUsed;
    else heapBytesLate = process.memoryUsage().heapUsed;
  }
  expect(count).toBe(10_000);
  // 90 MB went through; the digests of the ids remain.
  expect(heapBytesLate - heapBytesEarly).toBeLessThan(5_000_000);
});
