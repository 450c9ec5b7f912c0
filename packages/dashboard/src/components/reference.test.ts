import { expect, test } from 'vitest';
import { pathOfId } from './reference.tsx';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

test.each([
  [`cee:payment:${ULID}`, `/thread/cee:payment:${ULID}`],
  [`fundraising:disbursement:${ULID}`, `/thread/fundraising:disbursement:${ULID}`],
  [`cee:application:${ULID}`, `/grants/cee:application:${ULID}`],
  [`council:motion:${ULID}`, `/decisions/council:motion:${ULID}`],
  [`east-africa:team:${ULID}`, `/teams/east-africa:team:${ULID}`],
  [`cee:entry:${ULID}`, `/books/cee/entries/cee:entry:${ULID}`],
  [`cee:award:${ULID}`, `/thread/cee:award:${ULID}`],
  [`council:framework:${ULID}`, undefined],
  [`cee:payment:${ULID}/1`, undefined],
  ['https://example.org/cee:payment', undefined],
  ['//example.org', undefined],
  ['', undefined],
])('%s has its page at %s', (id, path) => {
  expect(pathOfId(id)).toBe(path);
});
