import { expect, test } from 'vitest';
import { ownHub, ownId } from './own-id.ts';

const context = { node: { config: { id: 'cee' } } };
const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

test.each([
  [`cee:team:${ULID}`, undefined],
  [`asia:team:${ULID}`, 'id-is-of-another-hub'],
  [`cee:person:${ULID}`, 'id-is-malformed'],
  [`asia:person:${ULID}`, 'id-is-malformed'],
  ['cee', 'id-is-malformed'],
  [`cee:team:${ULID}:x`, 'id-is-malformed'],
  ['', 'id-is-malformed'],
])('the id %s of a team', (id, code) => {
  expect(ownId(context, id, 'team')?.code).toBe(code);
});

test.each([
  ['cee', undefined],
  ['asia', 'id-is-of-another-hub'],
  ['CEE', 'id-is-malformed'],
  ['', 'id-is-malformed'],
])('the hub %s', (hub, code) => {
  expect(ownHub(context, hub)?.code).toBe(code);
});
