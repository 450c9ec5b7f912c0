import { afterEach, expect, it, type TestContext, vi } from 'vitest';
import { sharedFile } from './shared-data.ts';

afterEach(() => void vi.unstubAllEnvs());

const context = {
  skip(reason: string): never {
    throw new Error(`skipped: ${reason}`);
  },
} as unknown as TestContext;

it('a data file that is not there is the stated reason for a skip', () => {
  vi.stubEnv('CI', '');
  expect(() => sharedFile(context, 'no-such-file')).toThrow(/^skipped: .*no-such-file is not on this machine$/);
});

it('a data file that is not there is a failure in CI', () => {
  vi.stubEnv('CI', 'true');
  expect(() => sharedFile(context, 'no-such-file')).toThrow(/^.*no-such-file is missing; in CI it has to be there\.$/);
});
