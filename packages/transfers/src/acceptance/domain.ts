import { type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { isSlug, type Rejection, reject, type Slug } from '@hubgraph/kernel';

/** From whom a node takes transfers without asking a person. What is not taken so is offered to its treasurer. */
export interface AcceptanceRule {
  /** Every authorised node, only those listed, or nobody. */
  readonly from: 'AUTHORISED' | 'LISTED' | 'NOBODY';
  /** Used by `LISTED`. */
  readonly nodes: readonly Slug[];
}

/** The treasurer says from whom transfers are taken by rule. */
export interface SetAcceptanceRule extends Command, AcceptanceRule {
  readonly type: 'SetAcceptanceRule';
}

/** Transfers that come from now on are taken by this rule. */
export interface AcceptanceRuleSet extends Event, AcceptanceRule {
  readonly type: 'AcceptanceRuleSet';
}

/** In order of precedence. */
export type AcceptanceRejectionCode = 'acceptance-rule-is-malformed' | 'acceptance-rule-has-too-many-nodes';

/** What holds until a rule is set. */
export const DEFAULT_RULE: AcceptanceRule = { from: 'AUTHORISED', nodes: [] };

/** How many nodes a rule may list. */
const NODES_MAX = 500;

const RULE = 'rule';

export function decideSetAcceptanceRule({ from, nodes }: SetAcceptanceRule): readonly AcceptanceRuleSet[] | Rejection {
  const isWhole = from === 'LISTED' ? nodes.length > 0 : nodes.length === 0;
  if (!isWhole || !nodes.every(isSlug)) {
    return reject(
      'acceptance-rule-is-malformed',
      'Only a rule by list has nodes, by their slugs, and it has at least one.',
    );
  }
  if (nodes.length > NODES_MAX) {
    return reject('acceptance-rule-has-too-many-nodes', `A rule lists at most ${NODES_MAX} nodes.`);
  }
  return [{ type: 'AcceptanceRuleSet', from, nodes: [...new Set(nodes)].sort() }];
}

/** True if what this payer prepares is accepted without a person. */
export function isAcceptedByRule({ from, nodes }: AcceptanceRule, payer: Slug): boolean {
  return from === 'AUTHORISED' || (from === 'LISTED' && nodes.includes(payer));
}

/** The rule in force. */
export function ruleOf(read: Reader): AcceptanceRule {
  return read.entity<AcceptanceRule>('acceptance-rule', RULE) ?? DEFAULT_RULE;
}

export const acceptanceRule = defineEntity<AcceptanceRule, AcceptanceRuleSet>({
  kind: 'acceptance-rule',
  concerns: (event) => (event.type === 'AcceptanceRuleSet' ? [RULE] : []),
  evolve: (_state, { event: { from, nodes } }) => ({ from, nodes }),
});

export const acceptanceCommands = [
  defineCommand<SetAcceptanceRule, undefined, AcceptanceRuleSet>({
    type: 'SetAcceptanceRule',
    load: () => undefined,
    decide: decideSetAcceptanceRule,
  }),
];
