import { type Rejection, reject } from '@hubgraph/kernel';
import type { Actor } from './actor.ts';

/**
 * Who may give a command: a role of the node, or a role that holds for one thing only.
 * `{ role: 'team-lead', of: 'team' }` means the leads of the team that the command's (or its object's) `team` names.
 */
export type RoleRule = string | { readonly role: string; readonly of: string };

export interface Rule {
  readonly allow: readonly RoleRule[];
  /** Why these: a sentence for people, with its source where there is one. */
  readonly because: string;
}

/** One concept's rules, by command. A command without a rule is refused to everybody. */
export type Policy = Readonly<Record<string, Rule>>;

export type PolicyRejectionCode = 'sign-in-is-needed' | 'role-is-missing';

/** What a loaded state may say about the things that its object belongs to, for rules with `of`. */
interface Scoped {
  readonly scope?: Readonly<Record<string, string | undefined>>;
}

/**
 * Refuses what the rule does not allow. `operator` is the process that runs the node and `node` another node's verified
 * statement; neither can be claimed over GraphQL.
 */
export function authorise(
  policy: Policy,
  actor: Actor,
  command: { readonly type: string },
  state: unknown,
): Rejection<PolicyRejectionCode> | undefined {
  const rule = policy[command.type];
  const allowed = rule?.allow ?? [];
  if (allowed.some((one) => holds(actor, one, command, state))) return undefined;
  if (actor.kind === 'anonymous') {
    return reject('sign-in-is-needed', `Sign in at this node first. ${rule?.because ?? ''}`.trim());
  }
  const needed = allowed.map((one) => (typeof one === 'string' ? one : `${one.role} of this ${one.of}`)).join(', ');
  return reject(
    'role-is-missing',
    `This needs one of these roles: ${needed || 'none can'}. ${rule?.because ?? ''}`.trim(),
  );
}

/**
 * What is refused whatever the command is about: everything to whoever did not sign in, and what needs a role that holds
 * for the whole node. It costs no look at the views.
 */
export function refusedEarly(policy: Policy, actor: Actor, type: string): Rejection<PolicyRejectionCode> | undefined {
  const needsNoState =
    actor.kind === 'anonymous' || policy[type]?.allow.every((one) => typeof one === 'string') === true;
  return needsNoState ? authorise(policy, actor, { type }, undefined) : undefined;
}

function holds(actor: Actor, rule: RoleRule, command: object, state: unknown): boolean {
  const role = typeof rule === 'string' ? rule : rule.role;
  if (typeof rule === 'string') return actor.roles.some((held) => held.role === role && held.of === undefined);
  const inState = (state as Scoped | undefined)?.scope?.[rule.of];
  const of = inState ?? (command as Readonly<Record<string, unknown>>)[rule.of];
  return of !== undefined && actor.roles.some((held) => held.role === role && held.of === of);
}
