import { createElement } from 'react';
import { expect, test } from 'vitest';
import type { GrowingPage } from '../page.ts';
import { all, graphOf, visitTo } from '../testing.test-helper.ts';
import { documentOf, documentParts } from './document.tsx';

const visit = visitTo('/hubs', {}, graphOf({}));
const assets = { styles: '', script: '/s.js' } as Parameters<typeof documentOf>[1];
const INCOMPLETE = '<meta name="hubgraph-incomplete">';

function Broken(): never {
  throw new Error('broken part');
}

async function shown(parts: GrowingPage['parts'], head: GrowingPage['head'] = createElement('h1', null, 'Head')) {
  const errors: unknown[] = [];
  const failed = (error: unknown) => {
    errors.push(String(error));
    return createElement('p', null, 'ended');
  };
  const page = { title: 'Hubs', head, loading: 'Wait', parts };
  return { html: (await all(documentParts(visit, assets, page, [], failed))).join(''), errors };
}

test('a part that cannot be shown costs only itself, and the page says that it is not whole', async () => {
  const { html, errors } = await shown(
    (async function* () {
      yield createElement('p', null, 'one');
      yield createElement(Broken);
      yield createElement('p', null, 'three');
    })(),
  );
  expect(html).toMatch(/<p>one<\/p>.*One part of this page could not be shown.*<p>three<\/p>/);
  expect(html).not.toContain('ended');
  expect(html.endsWith('</html>')).toBe(true);
  expect(html.indexOf(INCOMPLETE)).toBeGreaterThan(html.indexOf('<p>three</p>'));
  expect(errors).toEqual(['Error: broken part']);
});

test('a head that cannot be shown costs only itself', async () => {
  const { html } = await shown(
    (async function* () {
      yield createElement('p', null, 'one');
    })(),
    createElement(Broken),
  );
  expect(html).toMatch(/One part of this page could not be shown.*<p>one<\/p>/);
  expect(html).toContain(INCOMPLETE);
});

test('where the next part does not come, the page ends with a sentence', async () => {
  const { html } = await shown(
    (async function* () {
      yield createElement('p', null, 'one');
      throw new Error('no answer');
    })(),
  );
  expect(html).toMatch(/<p>one<\/p><p>ended<\/p>/);
  expect(html).toContain(INCOMPLETE);
});

test('a page that is whole says nothing of the kind, whatever its texts say', async () => {
  const { html } = await shown(
    (async function* () {
      yield createElement('p', null, INCOMPLETE);
    })(),
  );
  expect(html).not.toContain(INCOMPLETE);
});

test('a title turns nothing around and breaks no line', () => {
  const html = documentOf(visit, assets, { title: '\u202eHub\u2067 of\n\u0000all\u2028', body: null }, []);
  expect(/<title>(.*?)<\/title>/s.exec(html)?.[1]).toBe('Hub of all – Hubgraph');
  const long = documentOf(visit, assets, { title: 'x'.repeat(50_000), body: null }, []);
  expect(/<title>(.*?)<\/title>/s.exec(long)?.[1]?.length).toBeLessThan(320);
});
