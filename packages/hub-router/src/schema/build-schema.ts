import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';
import { directivesOf } from './read-directives.ts';

/**
 * Builds an executable form of a subgraph's SDL: `extend type Query` without a `type Query` becomes one, definitions of
 * directives are dropped (only their uses are read), and federation's own `_Any`, `_Entity`, `_Service`, `_entities`
 * and `_service` are added where they are not there yet.
 * @throws {GraphQLError} if the text is not SDL or names a type that is not there.
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 */
export function buildHubSchema(sdl: string): GraphQLSchema {
  const document = parse(sdl);
  const definitions = withoutOrphans(document.definitions.filter((one) => one.kind !== Kind.DIRECTIVE_DEFINITION));
  const added = parse(machinery(definitions)).definitions;
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...definitions, ...added] };
  return buildASTSchema(whole, { assumeValidSDL: true });
}

/** True for a type that the gateway may ask for through `_entities`. */
export function isResolvableEntity(nodes: readonly (ObjectTypeDefinitionNode | ObjectTypeExtensionNode)[]) {
  return directivesOf(nodes, 'key').some((key) => key['resolvable'] !== false);
}

function withoutOrphans(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const defined = new Set<string>();
  for (const one of definitions) if (one.kind === Kind.OBJECT_TYPE_DEFINITION) defined.add(one.name.value);
  return definitions.map((one) => {
    if (one.kind !== Kind.OBJECT_TYPE_EXTENSION || defined.has(one.name.value)) return one;
    defined.add(one.name.value);
    return { ...one, kind: Kind.OBJECT_TYPE_DEFINITION };
  });
}

function machinery(definitions: readonly DefinitionNode[]): string {
  const names = new Set(definitions.flatMap((one) => ('name' in one && one.name ? [one.name.value] : [])));
  const objects = new Map<string, (ObjectTypeDefinitionNode | ObjectTypeExtensionNode)[]>();
  for (const one of definitions) {
    if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION) {
      objects.set(one.name.value, [...(objects.get(one.name.value) ?? []), one]);
    }
  }
  const entities = [...objects].filter(([, nodes]) => isResolvableEntity(nodes)).map(([name]) => name);
  const query = queryName(definitions);
  const fields = new Set(
    (objects.get(query) ?? []).flatMap((one) => one.fields ?? []).map((field) => field.name.value),
  );
  const parts: string[] = [];
  if (!names.has('_Any')) parts.push('scalar _Any');
  if (!names.has('_Service')) parts.push('type _Service { sdl: String }');
  if (!names.has('_Entity') && entities.length > 0) parts.push(`union _Entity = ${entities.join(' | ')}`);
  const missing: string[] = [];
  if (!fields.has('_service')) missing.push('_service: _Service!');
  if (!fields.has('_entities') && entities.length > 0) {
    missing.push('_entities(representations: [_Any!]!): [_Entity]!');
  }
  if (missing.length > 0) {
    parts.push(`${objects.has(query) ? 'extend type' : 'type'} ${query} { ${missing.join(' ')} }`);
  }
  return parts.length === 0 ? 'scalar _Unused' : parts.join('\n');
}

function queryName(definitions: readonly DefinitionNode[]): string {
  for (const one of definitions) {
    if (one.kind !== Kind.SCHEMA_DEFINITION && one.kind !== Kind.SCHEMA_EXTENSION) continue;
    const named = one.operationTypes?.find(({ operation }) => operation === 'query');
    if (named !== undefined) return named.type.name.value;
  }
  return 'Query';
}
