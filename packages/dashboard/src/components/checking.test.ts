import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { commandsFor } from './checking.ts';

const asked = { hub: 'cee', endpoint: 'https://cee.example', council: 'http://127.0.0.1:4001' };

describe('the commands that check a hub', () => {
  test('name the council, the hub, and the file that goes from one to the other', () => {
    expect(commandsFor(asked)).toEqual({
      install: 'npm ci',
      policy: 'npx hubgraph policy http://127.0.0.1:4001 cee > cee.policy',
      verify: 'npx hubgraph verify https://cee.example --policy cee.policy',
    });
  });

  test.each([
    ['a hub that is no id', { hub: 'cee; true' }],
    ['an endpoint that is no address', { endpoint: 'cee.example' }],
    ['an endpoint of another kind', { endpoint: 'javascript:alert(1)' }],
    ['a council without an address', { council: '' }],
  ])('are not shown for %s', (_, change) => {
    expect(commandsFor({ ...asked, ...change })).toBeUndefined();
  });

  test.each([
    'https://cee.example/$(touch%20x)',
    'https://cee.example/;id',
    "https://cee.example/';id;'",
    'https://cee.example/`id`|id&&id',
    'https://cee.example/\n\u202eid',
    'https://[::1]:4000/?a=$HOME&b=*',
  ])('let a shell run nothing of what a hub calls its address: %s', (endpoint) => {
    const { verify = '' } = commandsFor({ ...asked, endpoint }) ?? {};
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${verify}`], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');
    expect(words).toHaveLength(6);
    expect(words[3]).toBe(new URL(endpoint).href.replaceAll("'", '%27'));
    expect(verify).not.toMatch(/[\u202e\n]/);
  });
});
