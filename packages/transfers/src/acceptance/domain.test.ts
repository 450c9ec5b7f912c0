import { isRejection } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import { type AcceptanceRule, DEFAULT_RULE, decideSetAcceptanceRule, isAcceptedByRule } from './domain.ts';

const set = (rule: AcceptanceRule) =>
  decideSetAcceptanceRule({ type: 'SetAcceptanceRule', at: 0, by: 'cee:person:1', ...rule });

describe('the rule by which transfers are taken', () => {
  it.each([
    ['everybody until one is set', DEFAULT_RULE, true, true],
    ['those that are listed', { from: 'LISTED', nodes: ['andes'] }, true, false],
    ['nobody', { from: 'NOBODY', nodes: [] }, false, false],
  ] as const)('takes them from %s', (_, rule, andes, north) => {
    expect([isAcceptedByRule(rule, 'andes'), isAcceptedByRule(rule, 'north')]).toEqual([andes, north]);
  });

  it('lists each node once, in order', () => {
    expect(set({ from: 'LISTED', nodes: ['north', 'andes', 'north'] })).toMatchObject([{ nodes: ['andes', 'north'] }]);
  });

  it.each([
    ['acceptance-rule-is-malformed', { from: 'LISTED', nodes: [] }],
    ['acceptance-rule-is-malformed', { from: 'AUTHORISED', nodes: ['andes'] }],
    ['acceptance-rule-is-malformed', { from: 'LISTED', nodes: Array.from({ length: 501 }, () => 'The Andes') }],
    ['acceptance-rule-has-too-many-nodes', { from: 'LISTED', nodes: Array.from({ length: 501 }, (_, n) => `hub${n}`) }],
  ] as const)('is refused: %s', (code, rule) => {
    const decision = set(rule);
    expect(isRejection(decision) ? decision.code : decision).toBe(code);
  });
});
