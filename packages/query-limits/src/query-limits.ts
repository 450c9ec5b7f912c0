import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Bounds on one operation, checked before it is executed. */
export interface QueryLimits {
  /** The most fields on a path from the root. */
  readonly depthMax: number;
  /** How often one field of one type may stand on a path: lists within themselves multiply. */
  readonly repeatsMax: number;
  /** The most fields of an operation with its fragments written out. */
  readonly fieldsMax: number;
}

/** A validation rule that refuses operations beyond the limits; each operation gets one error at most. */
export function queryLimits(limits: QueryLimits): ValidationRule {
  return (context) => ({
    OperationDefinition(operation) {
      const error = new Walk(context, limits).faultOf(operation);
      if (error !== undefined) context.reportError(error);
    },
  });
}

class Walk {
  readonly #context: ValidationContext;
  readonly #limits: QueryLimits;
  readonly #onPath = new Map<string, number>();
  readonly #openFragments = new Set<string>();
  #fields = 0;

  constructor(context: ValidationContext, limits: QueryLimits) {
    this.#context = context;
    this.#limits = limits;
  }

  faultOf(operation: OperationDefinitionNode): GraphQLError | undefined {
    const root = this.#context.getSchema().getRootType(operation.operation);
    return this.#selections(operation.selectionSet, root ?? undefined, 1);
  }

  #selections(
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType | undefined,
    depth: number,
  ): GraphQLError | undefined {
    for (const one of selections) {
      const fault =
        one.kind === Kind.FIELD
          ? this.#field(one, type, depth)
          : one.kind === Kind.INLINE_FRAGMENT
            ? this.#selections(one.selectionSet, this.#typeNamed(one.typeCondition?.name.value) ?? type, depth)
            : this.#fragment(one.name.value, depth);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #field(node: FieldNode, type: GraphQLCompositeType | undefined, depth: number): GraphQLError | undefined {
    const name = node.name.value;
    if (name.startsWith('__')) return undefined;
    this.#fields += 1;
    const { depthMax, repeatsMax, fieldsMax } = this.#limits;
    if (this.#fields > fieldsMax) {
      return fault(node, 'QUERY_IS_TOO_LARGE', `A query may have ${fieldsMax} fields, with its fragments written out.`);
    }
    if (depth > depthMax) return fault(node, 'QUERY_IS_TOO_DEEP', `A query may be ${depthMax} fields deep.`);
    if (node.selectionSet === undefined) return undefined;
    const coordinate = `${type?.name ?? ''}.${name}`;
    const before = this.#onPath.get(coordinate) ?? 0;
    if (before >= repeatsMax) {
      return fault(node, 'QUERY_REPEATS_ITSELF', `${coordinate} may stand ${repeatsMax} times on one path.`);
    }
    this.#onPath.set(coordinate, before + 1);
    const found = this.#selections(node.selectionSet, innerType(type, name), depth + 1);
    this.#onPath.set(coordinate, before);
    return found;
  }

  #fragment(name: string, depth: number): GraphQLError | undefined {
    const fragment = this.#context.getFragment(name);
    // Fragments that are not there or go in circles are another rule's errors.
    if (!fragment || this.#openFragments.has(name)) return undefined;
    this.#openFragments.add(name);
    const found = this.#selections(fragment.selectionSet, this.#typeNamed(fragment.typeCondition.name.value), depth);
    this.#openFragments.delete(name);
    return found;
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#context.getSchema().getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function innerType(type: GraphQLCompositeType | undefined, field: string): GraphQLCompositeType | undefined {
  const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  const named = found === undefined ? undefined : getNamedType(found.type);
  return isCompositeType(named) ? named : undefined;
}

function fault(node: FieldNode, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { nodes: [node], extensions: { code } });
}
