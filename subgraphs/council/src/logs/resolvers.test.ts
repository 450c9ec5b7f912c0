import type { LogView, RequestContext } from '@hubgraph/node';
import { expect, test } from 'vitest';
import { resolvers } from './resolvers.ts';

/** What the graph says of a log against which the council's journal holds this. */
function isConsistent(...found: readonly { readonly kind: string; readonly foundBy: string }[]): unknown {
  const context = {
    node: {
      config: { id: 'council' },
      read: {
        rows: () => found.map((_, id) => ({ id: String(id) })),
        entity: (_: string, id: string) => found[Number(id)],
      },
    },
  } as unknown as RequestContext;
  const { isConsistent: resolve } = resolvers['VerifiableLog'] as Record<
    string,
    (view: LogView, given: unknown, context: RequestContext) => unknown
  >;
  return resolve?.({ node: 'cee', log: 'books' } as LogView, {}, context);
}

test.each([
  ['nothing is held against it', true, []],
  ['a hub says that it has no proof', true, [{ kind: 'INCONSISTENT', foundBy: 'asia' }]],
  ['the council found that itself', false, [{ kind: 'INCONSISTENT', foundBy: 'council' }]],
  ['a fork proves itself, whoever found it', false, [{ kind: 'FORK', foundBy: 'asia' }]],
  [
    'one of several counts',
    false,
    [
      { kind: 'INCONSISTENT', foundBy: 'asia' },
      { kind: 'INCONSISTENT', foundBy: 'council' },
    ],
  ],
])('a log is consistent where %s: %s', (_, expected, found) => {
  expect(isConsistent(...found)).toBe(expected);
});
