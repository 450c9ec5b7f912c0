import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readGatewayConfig } from './gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-gateway-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = {
  id: 'gateway',
  host: '127.0.0.1',
  port: 4000,
  folder: '/var/lib/hubgraph/gateway',
  publicUrl: 'https://graph.example',
  council: { id: 'council', endpoint: 'https://council.example', statementKeys: [] },
};

function read(value: unknown) {
  const file = join(folder, 'gateway.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readGatewayConfig(file);
}

describe('the file that describes a gateway', () => {
  test('gives a configuration with limits, and never a demonstration', () => {
    expect(read(whole)).toMatchObject({ ...whole, isDemo: false, requestTimeoutMs: 10_000 });
    expect(read({ ...whole, isDemo: true }).isDemo).toBe(false);
  });

  test.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['no port', { ...whole, port: '4000' }],
    ['no folder', { ...whole, folder: undefined }],
    ['no council', { ...whole, council: undefined }],
    ['no keys', { ...whole, council: { ...whole.council, statementKeys: {} } }],
    ['a switch that is neither on nor off', { ...whole, onlyTrusted: 'no' }],
    ['an engine that there is not', { ...whole, engine: 'rust' }],
    ['an address that is none', { ...whole, publicUrl: 'graph.example' }],
  ])('with %s is refused', (_, value) => {
    expect(() => read(value)).toThrow('cannot be read as the description of a gateway');
  });
});
