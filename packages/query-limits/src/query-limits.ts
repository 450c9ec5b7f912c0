import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

/** Bounds on one request's document, checked before it is validated. Fragments are counted as if written out. */
export interface QueryLimits {
  /** The most fields on a path from the root. */
  readonly depthMax: number;
  /** How often one field of one type may stand on a path: lists within themselves multiply. */
  readonly repeatsMax: number;
  /** The most fields in all. */
  readonly fieldsMax: number;
  /** The most fields in one selection set: they are compared with each other. */
  readonly breadthMax: number;
  /** The most fields with a name of the client's own. */
  readonly aliasesMax: number;
  /** The most directives, as they are written. */
  readonly directivesMax: number;
}

/** What a document may have too much of. */
type LimitErrorCode =
  | 'QUERY_HAS_TOO_MANY_ALIASES'
  | 'QUERY_HAS_TOO_MANY_DIRECTIVES'
  | 'QUERY_IS_TOO_BROAD'
  | 'QUERY_IS_TOO_DEEP'
  | 'QUERY_IS_TOO_LARGE'
  | 'QUERY_REPEATS_ITSELF';

const NOTHING: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/**
 * A validation rule that refuses documents beyond the limits, with the first error that is found; the other rules then
 * see an empty document, since some of them take time with the square of what they are given.
 */
export function queryLimits(limits: QueryLimits): ValidationRule {
  return (context): ASTVisitor => ({
    Document(document) {
      const error = new Walk(context.getSchema(), document, limits).fault();
      if (error === undefined) return undefined;
      context.reportError(error);
      return NOTHING;
    },
  });
}

/** The code of a limit that stands below the one that servers give to all errors of validation. */
export function limitCodeOf(error: unknown): string | undefined {
  const below = error instanceof GraphQLError ? error.originalError : undefined;
  const code = below instanceof GraphQLError ? below.extensions['code'] : undefined;
  return typeof code === 'string' && code.startsWith('QUERY_') ? code : undefined;
}

/** How many fields a selection set has so far. */
interface Breadth {
  fields: number;
}

class Walk {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #limits: QueryLimits;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #onPath = new Map<string, number>();
  readonly #openFragments = new Set<string>();
  #fields = 0;
  #aliases = 0;

  constructor(schema: GraphQLSchema, document: DocumentNode, limits: QueryLimits) {
    this.#schema = schema;
    this.#document = document;
    this.#limits = limits;
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(one.name.value, one);
    }
  }

  fault(): GraphQLError | undefined {
    const { directivesMax } = this.#limits;
    let directives = 0;
    for (const one of this.#document.definitions) {
      if (one.kind !== Kind.OPERATION_DEFINITION && one.kind !== Kind.FRAGMENT_DEFINITION) continue;
      directives += directivesOf(one);
      if (directives > directivesMax) {
        return fault(one, 'QUERY_HAS_TOO_MANY_DIRECTIVES', `A request may have ${directivesMax} directives.`);
      }
    }
    for (const one of this.#document.definitions) {
      if (one.kind !== Kind.OPERATION_DEFINITION) continue;
      const root = this.#schema.getRootType(one.operation);
      const found = this.#selections(one.selectionSet, root ?? undefined, 1, { fields: 0 });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #selections(
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType | undefined,
    depth: number,
    breadth: Breadth,
  ): GraphQLError | undefined {
    for (const one of selections) {
      let found: GraphQLError | undefined;
      if (one.kind === Kind.FIELD) found = this.#field(one, type, depth, breadth);
      else {
        // A fragment counts too: what spreads nothing but fragments would be walked for ever.
        this.#fields += 1;
        if (this.#fields > this.#limits.fieldsMax) return this.#tooLarge(one);
        found =
          one.kind === Kind.FRAGMENT_SPREAD
            ? this.#fragment(one.name.value, depth, breadth)
            : this.#selections(
                one.selectionSet,
                this.#typeNamed(one.typeCondition?.name.value) ?? type,
                depth,
                breadth,
              );
      }
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #field(
    node: FieldNode,
    type: GraphQLCompositeType | undefined,
    depth: number,
    breadth: Breadth,
  ): GraphQLError | undefined {
    const { depthMax, repeatsMax, fieldsMax, breadthMax, aliasesMax } = this.#limits;
    this.#fields += 1;
    if (this.#fields > fieldsMax) return this.#tooLarge(node);
    breadth.fields += 1;
    if (breadth.fields > breadthMax) {
      return fault(node, 'QUERY_IS_TOO_BROAD', `One thing may be asked for ${breadthMax} fields.`);
    }
    if (node.alias !== undefined) {
      this.#aliases += 1;
      if (this.#aliases > aliasesMax) {
        return fault(node, 'QUERY_HAS_TOO_MANY_ALIASES', `A request may give ${aliasesMax} fields names of its own.`);
      }
    }
    // Within introspection a type is said in terms of types; another rule bounds how deep.
    if (depth > depthMax && type !== undefined) {
      return fault(node, 'QUERY_IS_TOO_DEEP', `A query may be ${depthMax} fields deep.`);
    }
    if (node.selectionSet === undefined) return undefined;
    const name = node.name.value;
    const inner = innerType(type, name);
    const coordinate = `${type?.name ?? ''}.${name}`;
    const before = this.#onPath.get(coordinate) ?? 0;
    if (before >= repeatsMax && type !== undefined) {
      return fault(node, 'QUERY_REPEATS_ITSELF', `${coordinate} may stand ${repeatsMax} times on one path.`);
    }
    this.#onPath.set(coordinate, before + 1);
    const found = this.#selections(node.selectionSet, inner, depth + 1, { fields: 0 });
    this.#onPath.set(coordinate, before);
    return found;
  }

  #fragment(name: string, depth: number, breadth: Breadth): GraphQLError | undefined {
    const fragment = this.#fragments.get(name);
    // Fragments that are not there or go in circles are another rule's errors.
    if (fragment === undefined || this.#openFragments.has(name)) return undefined;
    this.#openFragments.add(name);
    const type = this.#typeNamed(fragment.typeCondition.name.value);
    const found = this.#selections(fragment.selectionSet, type, depth, breadth);
    this.#openFragments.delete(name);
    return found;
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined || name.startsWith('__') ? undefined : this.#schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }

  #tooLarge(node: SelectionSetNode['selections'][number]): GraphQLError {
    const { fieldsMax } = this.#limits;
    return fault(node, 'QUERY_IS_TOO_LARGE', `A query may have ${fieldsMax} fields, with its fragments written out.`);
  }
}

function innerType(type: GraphQLCompositeType | undefined, field: string): GraphQLCompositeType | undefined {
  const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  const named = found === undefined ? undefined : getNamedType(found.type);
  return isCompositeType(named) ? named : undefined;
}

type Definition = OperationDefinitionNode | FragmentDefinitionNode;

function directivesOf(definition: Definition): number {
  const variables = definition.variableDefinitions ?? [];
  const own =
    (definition.directives?.length ?? 0) + variables.reduce((sum, one) => sum + (one.directives?.length ?? 0), 0);
  return own + directivesIn(definition.selectionSet);
}

function directivesIn(set: SelectionSetNode | undefined): number {
  let count = 0;
  for (const one of set?.selections ?? []) {
    count += one.directives?.length ?? 0;
    if (one.kind !== Kind.FRAGMENT_SPREAD) count += directivesIn(one.selectionSet);
  }
  return count;
}

function fault(
  node: Definition | SelectionSetNode['selections'][number],
  code: LimitErrorCode,
  message: string,
): GraphQLError {
  return new GraphQLError(message, { nodes: [node], extensions: { code } });
}
