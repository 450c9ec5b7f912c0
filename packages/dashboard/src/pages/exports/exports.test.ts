import { expect, test } from 'vitest';
import type { NodeFiles } from '../../files/node-files.ts';
import { type Answers, graphOf, NO_FILES, show, silent, visitTo } from '../../testing.test-helper.ts';
import { exportedApplications, exportedEntries } from './files.ts';
import { exports } from './page.tsx';

const head = {
  hub: { id: 'cee', name: 'Hub cee', books: { entries: { totalCount: 2 } } },
  applications: { totalCount: 0 },
};
const visit = (answers: Answers) => visitTo('/hubs/cee/exports', { hub: 'cee' }, graphOf(answers));
const down: Answers = { exportHead: () => ({ data: { hub: null, applications: null }, errors: [silent('cee')] }) };

test('every column that a file has is explained', async () => {
  const { text, status } = await show(exports, visit({ exportHead: () => ({ data: head }) }));
  expect(status).toBe(200);
  for (const words of [
    'books.beancount',
    'entry_id Id of the entry',
    'reason Why it was decided so',
    'Entries in the books 2',
  ]) {
    expect(text).toContain(words);
  }
});

test('the files of the node itself stand with size and digest, and lead to the bytes that these are of', async () => {
  const asked: boolean[] = [];
  const files: NodeFiles = {
    ...NO_FILES,
    exports: async (_, make) => {
      asked.push(make);
      return [
        { file: 'activities.xml', seq: 7, sizeBytes: 12_345, sha256: 'ab'.repeat(32) },
        { file: 'books.beancount', seq: 7 },
      ];
    },
  };
  const { html, text } = await show(exports, { ...visit({ exportHead: () => ({ data: head }) }), files });
  expect(html).toContain('href="/exports/cee/7/activities.xml"');
  expect(text).toContain(`12,345 ${'ab'.repeat(32)}`);
  expect(text).toContain('told once it was downloaded');
  const large = { ...head, hub: { ...head.hub, books: { entries: { totalCount: 1_000_000 } } } };
  await show(exports, { ...visit({ exportHead: () => ({ data: large }) }), files });
  expect(asked).toEqual([true, false]);
});

test('of a hub that does not answer there is no file, and a page that says so', async () => {
  for (const page of [exports, exportedEntries]) {
    const { status, text } = await show(page, visit(down));
    expect(status).toBe(503);
    expect(text).toMatch(/cee does not answer/);
  }
});

test('of a hub that there is not there is nothing', async () => {
  const unknown = () => ({ data: { hub: null, applications: null }, errors: [{ code: 'UNKNOWN_HUB' }] });
  expect((await show(exportedEntries, visit({ exportHead: unknown }))).status).toBe(404);
});

test('a hub that falls silent on the way ends the file with a line that says so', async () => {
  const { text } = await show(
    exportedApplications,
    visit({
      exportHead: () => ({ data: head }),
      exportApplications: ({ after }) =>
        after === null
          ? { data: { applications: { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'b' } } } }
          : { data: { applications: null }, errors: [silent('cee')] },
    }),
  );
  expect(text.trimEnd().split('\r\n').at(-1)).toMatch(
    /^INCOMPLETE,This file breaks off after 0 rows: cee did not answer/,
  );
});
