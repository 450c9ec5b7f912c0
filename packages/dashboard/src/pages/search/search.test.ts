import { describe, expect, test } from 'vitest';
import { type Answers, graphOf, show, silent, visitTo } from '../../testing.test-helper.ts';
import { search } from './page.tsx';

const found = (titles: readonly string[], more: object = {}) => ({
  totalCount: titles.length,
  isComplete: true,
  pageInfo: { hasNextPage: false, endCursor: null },
  nodes: titles.map((title, index) => ({
    id: `cee:team:${index}`,
    kind: 'TEAM',
    title,
    snippet: null,
    at: null,
    amount: null,
  })),
  ...more,
});
const hubs = (...ids: readonly string[]) => ({
  hubs: {
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: ids.map((id) => ({ id, name: `Hub ${id}`, status: id === 'new' ? 'PROPOSED' : 'AUTHORISED' })),
  },
});
const everyone: Answers = {
  hubsToSearch: () => ({ data: hubs('andes', 'cee', 'new') }),
  searchCouncil: () => ({ data: { searchCouncil: found([]) } }),
  searchFundraising: () => ({ data: { searchFundraising: found([]) } }),
  searchHub: ({ hub }) => ({ data: { hub: { id: hub, search: found(hub === 'cee' ? ['Village libraries'] : []) } } }),
};
const shown = (address: string, answers: Answers = everyone, asked: string[] = []) =>
  show(search, visitTo(address, {}, graphOf(answers, asked)));

describe('a search', () => {
  test('that is too long goes on with its beginning, so that no link holds all of it', async () => {
    const { redirect } = await shown(`/search?q=${'a'.repeat(14_000)}`, everyone);
    expect(redirect).toBe(`/en/search?q=${'a'.repeat(250)}`);
  });

  test('at a cursor that is none says that there is no such page', async () => {
    const answers = {
      ...everyone,
      searchHub: () => ({ data: { hub: { id: 'cee', search: null } }, errors: [{ code: 'BAD_USER_INPUT' }] }),
    };
    const { text } = await shown('/search?q=a&node=cee&after=x', answers);
    expect(text).toContain('This list has no such page');
    expect(text).not.toContain('BAD_USER_INPUT');
  });

  test('for nothing explains what can be found, and asks nobody', async () => {
    const asked: string[] = [];
    const { text } = await shown('/search?q=%20', everyone, asked);
    expect(text).toContain('teams, by their name');
    expect(asked).toEqual([]);
  });

  test('shows what each node found, marked, and names in one line who has nothing', async () => {
    const { text, html } = await shown('/search?q=librar');
    expect(html).toContain('Village <mark>librar</mark>ies');
    expect(html).toContain('href="/en/teams/cee:team:0"');
    expect(text).toMatch(/Hub cee 1 found/);
    expect(text).toMatch(/1 thing found; 4 nodes answered\./);
    expect(text).toMatch(/Nothing at: (?=.*Global Council)(?=.*Fundraising)(?=.*andes)/);
    expect(text).not.toContain('new');
  });

  test('names who did not answer, and why', async () => {
    const { text } = await shown('/search?q=librar', {
      ...everyone,
      searchHub: (variables) =>
        variables['hub'] === 'andes'
          ? { data: { hub: { id: 'andes', search: null } }, errors: [silent('andes')] }
          : (everyone['searchHub']?.(variables) ?? { data: null }),
    });
    expect(text).toMatch(/1 node did not answer and may have more andes : It cannot be reached/);
    expect(text).toMatch(/1 thing found; 3 nodes answered/);
  });

  test('says when nothing was found, and what to try', async () => {
    const { text } = await shown('/search?q=zzz', {
      ...everyone,
      searchHub: () => ({ data: { hub: { id: 'x', search: found([]) } } }),
    });
    expect(text).toContain('Nothing was found; 4 nodes answered.');
    expect(text).toContain('All words must be there: try fewer of them');
    expect(text).toContain('grants: what was asked for');
  });

  test('of more words than can be looked for at once says which were', async () => {
    const asked: unknown[] = [];
    const typed = Array.from({ length: 18 }, (_, n) => `w${n}`).join(' ');
    const sought = typed.replace(' w16 w17', '');
    const note = (variables: object) => {
      asked.push(variables);
      return { data: { searchCouncil: found([]) } };
    };
    const { html, text } = await shown(`/search?q=${encodeURIComponent(typed)}`, { ...everyone, searchCouncil: note });
    expect(text).toContain(`That was too long for one search. Looked for: ${sought}`);
    expect(html).toContain(`value="${typed}"`);
    expect(asked).toMatchObject([{ text: sought }]);
    expect((await shown('/search?q=a')).text).not.toContain('too long');
  });

  test('says of each hit what it is before its name, and tells apart two of one title', async () => {
    const receipt = (n: number, decimal: string) => ({
      id: `cee:receipt:${n}`,
      kind: 'RECEIPT',
      title: 'Libraries',
      snippet: `Books ${n}`,
      at: null,
      amount: { amountMinor: decimal.replace('.', ''), currency: 'USD', decimal },
    });
    const nodes = [receipt(1, '10.00'), receipt(2, '20.00')];
    const { text } = await shown('/search?q=libraries&node=cee', {
      searchHub: () => ({ data: { hub: { id: 'cee', search: found([], { totalCount: 2, nodes }) } } }),
    });
    expect(text).toMatch(/receipt Libraries USD 10\.00 Books 1 receipt Libraries USD 20\.00 Books 2/);
  });

  test('goes on without the hubs when the council does not answer', async () => {
    const { text } = await shown('/search?q=a', {
      ...everyone,
      hubsToSearch: () => ({ data: null, errors: [silent('council')] }),
    });
    expect(text).toMatch(/council does not answer/);
    expect(text).toContain('1 node answered');
  });

  test('that the nodes refuse says why, once', async () => {
    const refused = { code: 'BAD_USER_INPUT', reason: 'search-has-too-many-words', node: 'council' };
    const refusing = () => ({ data: null, errors: [refused] });
    const { text } = await shown('/search?q=a', {
      ...everyone,
      searchCouncil: refusing,
      searchFundraising: refusing,
      searchHub: refusing,
    });
    expect(text.match(/Too many words/g)).toHaveLength(1);
    expect(text).not.toContain('nodes answered');
  });

  test('says where a node is still taking up what was written', async () => {
    const behind = { data: { hub: { id: 'cee', search: found([], { isComplete: false }) } } };
    expect((await shown('/search?q=a', { ...everyone, searchHub: () => behind })).text).toContain('there may be more');
  });

  test('of one node shows all of it, page by page', async () => {
    const page = found(['a'], { totalCount: 30, pageInfo: { hasNextPage: true, endCursor: 'next' } });
    const { html } = await shown('/search?q=a&node=cee', {
      searchHub: () => ({ data: { hub: { id: 'cee', search: page } } }),
    });
    expect(html).toContain('/en/search?q=a&amp;node=cee&amp;after=next');
  });

  test('shows markup that somebody wrote or typed as text', async () => {
    const evil = { data: { hub: { id: 'x', search: found(['<img src=x onerror=a>']) } } };
    const { html } = await shown('/search?q=%3Cscript%3E', { ...everyone, searchHub: () => evil });
    expect(html).not.toMatch(/<img|<script/);
  });

  test('asks the hubs that are on later pages of the registry too', async () => {
    const asked: string[] = [];
    const pages: Answers = {
      ...everyone,
      hubsToSearch: ({ after }) => {
        const { hubs: page } = hubs(after === null ? 'andes' : 'cee');
        const pageInfo = { hasNextPage: after === null, endCursor: after === null ? 'b' : null };
        return { data: { hubs: { ...page, pageInfo } } };
      },
    };
    await shown('/search?q=a', pages, asked);
    expect(asked.filter((name) => name === 'SearchHub')).toHaveLength(2);
  });
});
