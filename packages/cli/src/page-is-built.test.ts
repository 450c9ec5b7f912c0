import { expect, test } from 'vitest';
import { assertPageIsBuilt } from './page-is-built.ts';

test('a page that was not built is told in a sentence, with what to do', () => {
  expect(() => assertPageIsBuilt('/nowhere/index.js')).toThrow('run "npm run build" once');
  // The tests begin with a build.
  expect(() => assertPageIsBuilt()).not.toThrow();
});
