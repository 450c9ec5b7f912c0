import { HubgraphError } from '@hubgraph/kernel';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { HubEntity, HubSchema } from './hub-schema.ts';
import { lintMerged } from './lint-merge.ts';
import { directiveOf } from './read-directives.ts';
import type { EntityRoute, RootRoute } from './rules.ts';

/** What can be wrong with a hub's schema. */
export type HubSchemaFault =
  | 'root-field-has-no-route'
  | 'route-argument-is-unknown'
  | 'route-does-not-fit'
  | 'root-field-is-not-nullable'
  | 'mutation-has-several-homes'
  | 'entity-has-no-route'
  | 'route-field-is-not-in-every-key'
  | 'entity-field-is-not-nullable'
  | 'merged-field-is-not-nullable'
  | 'merge-rule-is-missing'
  | 'merge-rule-does-not-fit'
  | 'merge-is-not-associative';

/** One fault, at `Type` or `Type.field`, and what to do about it. */
export interface HubSchemaProblem {
  readonly at: string;
  readonly fault: HubSchemaFault;
  readonly message: string;
}

/** Thrown where a router is made from a schema that it cannot route or merge. */
export class HubSchemaError extends HubgraphError {
  override readonly name = 'HubSchemaError';
  readonly problems: readonly HubSchemaProblem[];

  constructor(problems: readonly HubSchemaProblem[]) {
    super('ERR_HUB_SCHEMA', problems.map(({ at, message }) => `${at}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/**
 * Finds what would make answers wrong: fields without a route, parts without a merge rule, and places where one
 * missing hub would take more than its own part with it because a type is not nullable.
 */
export function lintHubSchema(hub: HubSchema): readonly HubSchemaProblem[] {
  const problems: HubSchemaProblem[] = [];
  const say = (at: string, fault: HubSchemaFault, message: string) => problems.push({ at, fault, message });
  for (const root of [hub.schema.getQueryType(), hub.schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      lintRoot(hub, `${root?.name}.${field.name}`, field, root === hub.schema.getMutationType(), say);
    }
  }
  for (const entity of hub.entities.values()) lintEntity(hub, entity, say);
  return problems.filter(
    (one, index) => problems.findIndex((other) => other.at === one.at && other.fault === one.fault) === index,
  );
}

/** Takes note of a fault. */
export type Say = (at: string, fault: HubSchemaFault, message: string) => void;

function lintRoot(
  hub: HubSchema,
  at: string,
  field: GraphQLField<unknown, unknown>,
  isMutation: boolean,
  say: Say,
): void {
  const route = hub.roots.get(at);
  if (route === undefined) {
    say(at, 'root-field-has-no-route', 'Say with @route which hub answers.');
    return;
  }
  if (route.by === 'ROUTER' || route.by === 'ENTITIES') return;
  if (isMutation && route.by !== 'HOME') {
    say(at, 'mutation-has-several-homes', 'A mutation goes to one hub: route it by one id or one hub.');
  }
  if (isNonNullType(field.type)) {
    say(at, 'root-field-is-not-nullable', 'Make it nullable: its hub may be down.');
  }
  if (route.by === 'HOME') lintArgument(at, field.args, route.argument, false, say);
  if (route.by === 'HOMES') {
    const list = getNullableType(field.type);
    if (!isListType(list) || isNonNullType(list.ofType)) {
      say(at, 'route-does-not-fit', 'A field routed by several ids is a list of nullable things, one for each id.');
    }
  }
  const given = directiveOf([field.astNode], 'route')?.['atMost'];
  if (given !== undefined) lintCap(at, route, say);
  if (route.by === 'ALL') {
    if (route.argument !== undefined) lintArgument(at, field.args, route.argument, true, say);
    lintMerged(hub, at, field, say);
  }
}

/** A cap on the hubs that are asked must be a number above 0, and stand where several are. */
function lintCap(at: string, route: RootRoute | EntityRoute, say: Say): void {
  if (route.by === 'ALL' && (route.atMost ?? 0) > 0) return;
  say(at, 'route-does-not-fit', 'atMost is a whole number above 0, for what is routed by ALL.');
}

function lintArgument(
  at: string,
  args: readonly GraphQLArgument[],
  path: readonly string[],
  isList: boolean,
  say: Say,
): void {
  const [first, ...others] = path;
  let type: GraphQLInputType | undefined = args.find(({ name }) => name === first)?.type;
  for (const name of others) {
    const inner = type === undefined ? undefined : getNullableType(type);
    type = isInputObjectType(inner) ? inner.getFields()[name]?.type : undefined;
  }
  if (type === undefined) {
    say(at, 'route-argument-is-unknown', `There is no argument "${path.join('.')}".`);
    return;
  }
  if (isListType(getNullableType(type)) !== isList || !['ID', 'String'].includes(getNamedType(type).name)) {
    say(at, 'route-does-not-fit', `"${path.join('.')}" must be ${isList ? 'a list of IDs' : 'an ID'}.`);
  }
}

function lintEntity(hub: HubSchema, entity: HubEntity, say: Say): void {
  const { route } = entity;
  if (route === undefined) {
    say(entity.name, 'entity-has-no-route', 'Say with @route which hub keeps it.');
    return;
  }
  const given = directiveOf([entity.type.astNode, ...entity.type.extensionASTNodes], 'route')?.['atMost'];
  if (given !== undefined) lintCap(entity.name, route, say);
  if (route.by === 'HOME') {
    const path = route.field.join('.');
    if (!entity.keys.every((key) => key.some((one) => one.join('.') === path))) {
      say(entity.name, 'route-field-is-not-in-every-key', `Every @key needs "${path}", which names the hub.`);
    }
  }
  for (const field of Object.values(entity.type.getFields())) {
    if (entity.keyFields.has(field.name)) continue;
    const at = `${entity.name}.${field.name}`;
    const isCoverage = hub.merges.get(at)?.by === 'COVERAGE';
    if (isNonNullType(field.type) && !isCoverage) {
      say(at, 'entity-field-is-not-nullable', 'Make it nullable: its hub may be down, and the id must survive.');
    }
    if (route.by === 'ALL') lintMerged(hub, at, field, say);
  }
}
