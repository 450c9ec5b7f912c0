import { definitions } from '@hubgraph/dev-env';
import { isRejection } from '@hubgraph/kernel';
import { type Actor, authorise, conceptsOf, type Policy, personActor } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';

const OWN = 'a-hub:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const OTHER = 'a-hub:team:01JD3Z7N4QK8R2V6X0Y5ZZZZZZ';

/** Every kind of author there is at a node: nobody, the process, another node, the clock, and each role by itself. */
function authors(roles: readonly string[]): Record<string, Actor> {
  const person = (held: Parameters<typeof personActor>[1]): Actor => personActor('a-hub:person:x', held);
  return {
    anonymous: { kind: 'anonymous', name: 'anonymous', roles: [] },
    'person without a role': person([]),
    ...Object.fromEntries(roles.map((role) => [role, person([{ role }])])),
    ...Object.fromEntries(roles.map((role) => [`${role} of this`, person([{ role, of: OWN }])])),
    ...Object.fromEntries(roles.map((role) => [`${role} of another`, person([{ role, of: OTHER }])])),
    operator: { kind: 'operator', name: 'operator', roles: [{ role: 'operator' }] },
    'another node': { kind: 'node', name: 'node:council', roles: [{ role: 'node' }] },
    'the clock': { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] },
  };
}

/** The fields by which a command names what a role may hold for, all naming the same thing. */
const SCOPE = { team: OWN, scope: { team: OWN } };

describe.each(Object.entries(definitions))('at the %s node', (kind, definition) => {
  const concepts = conceptsOf(definition);
  const policy: Policy = Object.assign({}, ...concepts.map(({ policy: rules, reads }) => ({ ...rules, ...reads })));
  const commands = [
    ...concepts.flatMap((concept) => concept.commands.map((command) => command.type)),
    ...concepts.flatMap((concept) => Object.keys(concept.receives ?? {}).map((type) => `Receive:${type}`)),
    // What is read, and not in the graph.
    ...concepts.flatMap((concept) => Object.keys(concept.reads ?? {})),
  ];

  test('every command has a rule with a reason, and every rule a command', () => {
    expect(Object.keys(policy).sort()).toEqual([...commands].sort());
    for (const [command, rule] of Object.entries(policy)) expect(rule.because, command).toMatch(/^\S.{15,}/);
  });

  test('nobody may do more or less than this table says', async () => {
    const everybody = authors(Object.keys(definition.roles));
    const may = (actor: Actor, type: string): boolean =>
      !isRejection(authorise(policy, actor, { type, ...SCOPE } as { type: string }, SCOPE));
    const rows = [...commands].sort().map((command) => [
      command,
      Object.keys(everybody)
        .filter((name) => may(everybody[name] as Actor, command))
        .join(', '),
    ]);
    const table = [
      '| command | who may, of every kind of author |',
      '| --- | --- |',
      ...rows.map((row) => `| ${row.join(' | ')} |`),
    ];
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot(`./__snapshots__/policy-${kind}.md`);
  });

  test('nobody else may: every cell that the table leaves out is a refusal with a sentence', () => {
    const everybody = authors(Object.keys(definition.roles));
    let refusals = 0;
    for (const type of commands) {
      for (const actor of Object.values(everybody)) {
        const verdict = authorise(policy, actor, { type, ...SCOPE } as { type: string }, SCOPE);
        if (verdict === undefined) continue;
        refusals += 1;
        expect(verdict.code).toBe(actor.kind === 'anonymous' ? 'sign-in-is-needed' : 'role-is-missing');
        expect(verdict.message).toMatch(/[.”"]$/);
      }
    }
    expect(refusals).toBeGreaterThan(commands.length);
  });

  test('a command that no concept knows is refused to everybody', () => {
    for (const actor of Object.values(authors(Object.keys(definition.roles)))) {
      expect(authorise(policy, actor, { type: 'EraseEverything' }, undefined)).toBeDefined();
    }
  });
});
