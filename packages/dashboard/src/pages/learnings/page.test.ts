import { describe, expect, test } from 'vitest';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { coverage, MISSING } from '../statement.test-helper.ts';
import { learnings } from './page.tsx';

const one = (hub: string, title: string | null) => ({
  ...{ id: `${hub}:learning:01JD3Z7N4QK8R2V6X0Y5ABCDEF`, status: 'SHARED', title, text: 'Ask readers first.' },
  ...{ topics: ['planning'], team: null, sharedAt: '2026-03-01T10:00:00.000Z', sharedBy: null, hub: { id: hub } },
});
const found = (of: object = {}) => ({
  totalCount: 43,
  pageInfo: { hasNextPage: true, endCursor: 'x' },
  coverage: coverage(),
  nodes: [one('andes', 'Ask first'), one('cee', null)],
  ...of,
});
const show = (of: unknown, query = '', errors: Partial<Answers[string]> = {}) =>
  rendered(learnings, `/learnings${query}`, { Learnings: { data: { learnings: of }, ...(errors as object) } });

describe('what the movement learnt', () => {
  test('is a list over all hubs, page by page; a topic leads to others about the same', async () => {
    const { text, html, asked } = await show(found(), '?after=w');
    expect(asked.get('Learnings')).toEqual({ topics: null, first: 20, after: 'w' });
    expect(text).toMatch(/3 of 3 nodes answered/);
    expect(text).toMatch(/43 learnings .*Ask first .*andes .*planning .*Ask readers first\./);
    expect(html).toContain('href="/en/learnings/andes:learning:01JD3Z7N4QK8R2V6X0Y5ABCDEF"');
    expect(html).toContain('href="/en/learnings?topic=planning"');
    expect(html).toContain('after=x');
    const about = await show(found({ nodes: [] }), '?topic=planning');
    expect(about.asked.get('Learnings')).toMatchObject({ topics: ['planning'] });
    expect(about.text).toMatch(
      /Only about planning .*all topics instead .*Nobody has shared a learning about this yet/,
    );
  });

  test('while a hub is missing shows the others, names it, and does not say how many there are', async () => {
    const { text } = await show(found({ totalCount: null, coverage: coverage([MISSING]) }));
    expect(text).toContain('1 node did not answer');
    expect(text).toContain('cee : It did not answer in time.');
    expect(text).toContain('What they shared is not in this list.');
    expect(text).toContain('Ask first');
    expect(text).not.toContain('learnings.');
    expect(text).not.toMatch(/\d+ learnings/);
  });

  test('of none says who can share one; without an answer, that there is none', async () => {
    expect((await show(found({ nodes: [], totalCount: 0 }))).text).toContain('Nobody has shared a learning here yet');
    const { text } = await show(null, '', { errors: [{ message: '', code: 'HUB_UNAVAILABLE', node: 'andes' }] });
    expect(text).toContain('does not answer');
    const odd = await show(null, '?after=odd', { errors: [{ message: '', code: 'BAD_USER_INPUT' }] });
    expect(odd.html).toContain('href="/en/learnings"');
  });
});
