import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import { buildHubSchema, isResolvableEntity } from './build-schema.ts';
import { fieldPathsOf } from './field-set.ts';
import { directiveOf, directivesOf, intOf, textOf } from './read-directives.ts';
import { type EntityRoute, type MergeRule, mergeRuleOf, type PartialRule, type RootRoute } from './rules.ts';

/** An entity type: its route, and the paths of each of its keys (`[[['id']], [['id'], ['toHub', 'id']]]`). */
export interface HubEntity {
  readonly name: string;
  readonly type: GraphQLObjectType;
  readonly route: EntityRoute | undefined;
  readonly keys: readonly (readonly (readonly string[])[])[];
  /** Names of the fields at the top of any key. */
  readonly keyFields: ReadonlySet<string>;
}

/** A hub's schema together with what its directives say. Coordinates are `Type.field`; types are `Type`. */
export interface HubSchema {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly roots: ReadonlyMap<string, RootRoute>;
  readonly entities: ReadonlyMap<string, HubEntity>;
  readonly merges: ReadonlyMap<string, MergeRule>;
  /** What stands in `@merge(by:)` and is no rule, as `AVERAGE`. */
  readonly unknownMerges: ReadonlyMap<string, string>;
  readonly partials: ReadonlyMap<string, PartialRule>;
}

/** What was read last: routers of one process mostly have one schema, and who checks it reads it too. */
let latest: HubSchema | undefined;

/**
 * Reads a hub's SDL. Says nothing about whether it makes sense: that is `lintHubSchema`'s work.
 * @throws {GraphQLError} if the text is not SDL or names a type that is not there.
 */
export function readHubSchema(sdl: string): HubSchema {
  if (latest?.sdl !== sdl) latest = read(sdl);
  return latest;
}

function read(sdl: string): HubSchema {
  const schema = buildHubSchema(sdl);
  const roots = new Map<string, RootRoute>();
  const entities = new Map<string, HubEntity>();
  const merges = new Map<string, MergeRule>();
  const unknownMerges = new Map<string, string>();
  const partials = new Map<string, PartialRule>();
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const route = rootRouteOf(field);
      if (route !== undefined) roots.set(`${type?.name}.${field.name}`, route);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const entity = entityOf(type);
    if (entity !== undefined) entities.set(type.name, entity);
    setPartial(partials, type.name, directiveOf(nodesOf(type), 'partial'));
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const given = directiveOf([field.astNode], 'merge');
      const rule = mergeRuleOf(given ?? {});
      if (rule !== undefined) merges.set(coordinate, rule);
      else if (given !== undefined) unknownMerges.set(coordinate, textOf(given['by']) ?? '');
      setPartial(partials, coordinate, directiveOf([field.astNode], 'partial'));
    }
  }
  return { sdl, schema, roots, entities, merges, unknownMerges, partials };
}

/** Whether things of this type, or those in this list, are entities whose id says where they are kept. */
export function isKeptById({ entities }: Pick<HubSchema, 'entities'>, type: GraphQLOutputType): boolean {
  const route = entities.get(getNamedType(type).name)?.route;
  return route?.by === 'HOME' && route.field.join('.') === 'id';
}

function rootRouteOf(field: GraphQLField<unknown, unknown>): RootRoute | undefined {
  if (field.name === '_service') return { by: 'ROUTER' };
  if (field.name === '_entities') return { by: 'ENTITIES' };
  const given = directiveOf([field.astNode], 'route');
  const argument = textOf(given?.['argument'])?.split('.');
  if (given?.['by'] === 'ALL') return { by: 'ALL', argument, atMost: intOf(given['atMost']) };
  if ((given?.['by'] !== 'ID' && given?.['by'] !== 'ARGUMENT') || argument === undefined) return undefined;
  const [first, ...others] = argument;
  const type = field.args.find(({ name }) => name === first)?.type;
  const isList = first !== undefined && others.length === 0 && type !== undefined && isListType(getNullableType(type));
  return isList ? { by: 'HOMES', argument: first } : { by: 'HOME', argument };
}

function entityOf(type: GraphQLObjectType): HubEntity | undefined {
  const nodes = nodesOf(type);
  if (!isResolvableEntity(nodes)) return undefined;
  const keys = directivesOf(nodes, 'key')
    .filter((key) => key['resolvable'] !== false)
    .map((key) => fieldPathsOf(textOf(key['fields']) ?? ''));
  const keyFields = new Set(keys.flat().flatMap(([top]) => (top === undefined ? [] : [top])));
  const given = directiveOf(nodes, 'route');
  return { name: type.name, type, route: entityRouteOf(given), keys, keyFields };
}

function entityRouteOf(given: Readonly<Record<string, unknown>> | undefined): EntityRoute | undefined {
  const field = textOf(given?.['field']);
  if (given?.['by'] === 'ALL') return { by: 'ALL', atMost: intOf(given['atMost']) };
  if (given?.['by'] === 'ID') return { by: 'HOME', field: (field ?? 'id').split('.') };
  if (given?.['by'] === 'FIELD' && field !== undefined) return { by: 'HOME', field: field.split('.') };
  return undefined;
}

function setPartial(
  partials: Map<string, PartialRule>,
  place: string,
  given: Readonly<Record<string, unknown>> | undefined,
): void {
  if (given?.['default'] !== 'WARN' && given?.['default'] !== 'ABORT') return;
  partials.set(place, { default: given['default'], acceptArgument: textOf(given['acceptArgument'])?.split('.') });
}

function nodesOf(type: GraphQLObjectType) {
  return [...(type.astNode ? [type.astNode] : []), ...type.extensionASTNodes];
}
