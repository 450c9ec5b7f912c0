import { type DocumentNode, type FieldDefinitionNode, GraphQLError, Kind, parse } from 'graphql';

/** What a hub's own SDL says that it can be asked; read for one purpose, to leave out what it does not know. */
export interface KnownSchema {
  /** The SDL itself, so that one that did not change need not be read again. */
  readonly sdl: string;
  hasType(name: string): boolean;
  /** Whether a type has a field that takes all of these arguments. */
  hasField(type: string, field: string, args: readonly string[]): boolean;
}

const SDL_TOKENS_MAX = 200_000;

/** What every subgraph has and no SDL of one says. */
const FEDERATED: ReadonlySet<string> = new Set(['_entities', '_service']);

/** Reads a hub's SDL; undefined if it is none. It is as hostile as all that a hub says, and never executed. */
export function readKnownSchema(sdl: string): KnownSchema | undefined {
  let document: DocumentNode;
  try {
    document = parse(sdl, { maxTokens: SDL_TOKENS_MAX, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
  const types = new Map<string, Map<string, ReadonlySet<string>>>();
  for (const one of document.definitions) {
    if (!('name' in one) || one.name === undefined) continue;
    if (one.kind === Kind.DIRECTIVE_DEFINITION || one.kind === Kind.FRAGMENT_DEFINITION) continue;
    const fields = types.get(one.name.value) ?? new Map<string, ReadonlySet<string>>();
    types.set(one.name.value, fields);
    for (const field of fieldsOf(one)) {
      fields.set(field.name.value, new Set(field.arguments?.map(({ name }) => name.value)));
    }
  }
  return {
    sdl,
    hasType: (name) => types.has(name),
    hasField(type, field, args) {
      if (type === 'Query' && FEDERATED.has(field)) return true;
      const known = types.get(type)?.get(field);
      return known !== undefined && args.every((one) => known.has(one));
    },
  };
}

function fieldsOf(definition: DocumentNode['definitions'][number]): readonly FieldDefinitionNode[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return definition.fields ?? [];
    default:
      return [];
  }
}
