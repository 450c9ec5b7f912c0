import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** How much one operation may ask for. */
export interface CostLimit {
  /** In things: each object that an answer may hold counts one, unless the schema gives it another `@cost`. */
  readonly costMax: number;
  /** How many things a list is taken to have whose size nothing says. */
  readonly listSize: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Refuses an operation that may ask for too much, with the variables that it came with. */
export type CostCheck = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
) => GraphQLError | undefined;

/** What was found for one operation: by the values of the variables on which it depends. */
interface Known {
  readonly names: readonly string[];
  readonly costs: Map<string, number>;
}

const COSTS_MAX = 100;

/**
 * Makes a check of cost: the sizes of lists multiplied along each path. A list has the size that its slicing arguments
 * ask for: those that `@listSize` names, else `first` and `last`, with the schema's defaults.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function costCheck(schema: GraphQLSchema, { costMax, listSize }: CostLimit): CostCheck {
  const known = new WeakMap<OperationDefinitionNode, Known>();
  return (document, operation, variables) => {
    const before = known.get(operation);
    const keyOf = (names: readonly string[]) => JSON.stringify(names.map((name) => variables[name] ?? null));
    let cost = before?.costs.get(keyOf(before.names));
    if (cost === undefined) {
      const count = new Count(schema, document, operation, variables, listSize);
      cost = count.cost();
      const kept = before ?? { names: [...count.names], costs: new Map<string, number>() };
      if (kept.costs.size >= COSTS_MAX) kept.costs.clear();
      kept.costs.set(keyOf(kept.names), cost);
      known.set(operation, kept);
    }
    if (cost <= costMax) return undefined;
    return new GraphQLError(
      `This may ask for ${cost} things, and a request may ask for ${costMax}. Ask for shorter pages, or for less of each thing.`,
      { nodes: [operation], extensions: { code: 'QUERY_COSTS_TOO_MUCH', cost, costMax, http: { status: 400 } } },
    );
  };
}

/** The size that a field gives to lists within what it returns. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: number;
}

const PAGE_LISTS = ['nodes', 'edges'];
const PAGE_ARGUMENTS = ['first', 'last'];

class Count {
  /** The variables that were looked at. */
  readonly names = new Set<string>();
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #variables: Variables;
  readonly #listSize: number;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
    listSize: number,
  ) {
    this.#schema = schema;
    this.#operation = operation;
    this.#variables = variables;
    this.#listSize = listSize;
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(one.name.value, one);
    }
  }

  cost(): number {
    const root = this.#schema.getRootType(this.#operation.operation);
    return this.#selections(this.#operation.selectionSet, root ?? undefined, undefined);
  }

  #selections(set: SelectionSetNode, type: GraphQLCompositeType | undefined, sized: Sized | undefined): number {
    let cost = 0;
    for (const one of set.selections) {
      if (one.kind === Kind.FIELD) cost += this.#field(one, type, sized);
      else if (one.kind === Kind.INLINE_FRAGMENT) {
        const narrower = this.#typeNamed(one.typeCondition?.name.value) ?? type;
        cost += this.#selections(one.selectionSet, narrower, sized);
      } else {
        const fragment = this.#fragments.get(one.name.value);
        if (fragment === undefined) continue;
        cost += this.#selections(fragment.selectionSet, this.#typeNamed(fragment.typeCondition.name.value), sized);
      }
    }
    return cost;
  }

  #field(node: FieldNode, type: GraphQLCompositeType | undefined, sized: Sized | undefined): number {
    const name = node.name.value;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    // Introspection is bounded by the size of the schema.
    if (field === undefined) return 0;
    const named = getNamedType(field.type);
    const inner = isCompositeType(named) ? named : undefined;
    const says = directiveOf(this.#schema, field.astNode?.directives, 'listSize');
    const asked = this.#sizeOf(node, field, says);
    const isList = isListType(getNullableType(field.type));
    const below: Sized | undefined =
      asked === undefined || isList ? undefined : { fields: namesIn(says?.['sizedFields']) ?? PAGE_LISTS, size: asked };
    const size = isList ? ((sized?.fields.includes(name) ? sized.size : undefined) ?? asked ?? this.#listSize) : 1;
    const own = this.#weightOf(field, named) ?? (inner === undefined ? 0 : 1);
    if (size === 0) return 0;
    return size * (own + (node.selectionSet === undefined ? 0 : this.#selections(node.selectionSet, inner, below)));
  }

  #weightOf(field: GraphQLField<unknown, unknown>, type: ReturnType<typeof getNamedType>): number | undefined {
    for (const one of [field, type]) {
      const weight = directiveOf(this.#schema, one?.astNode?.directives, 'cost')?.['weight'];
      if (weight !== undefined) return Math.max(0, Number(weight) || 0);
    }
    return undefined;
  }

  /** What the slicing arguments ask for, the most of them; else what the schema assumes. */
  #sizeOf(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    says: Readonly<Record<string, unknown>> | undefined,
  ): number | undefined {
    const slicing = namesIn(says?.['slicingArguments']) ?? PAGE_ARGUMENTS;
    const given: number[] = [];
    const defaults: number[] = [];
    for (const { name, defaultValue } of field.args) {
      if (!slicing.includes(name)) continue;
      const size = this.#valueOf(node, name);
      if (typeof size === 'number') given.push(size);
      else if (typeof defaultValue === 'number') defaults.push(defaultValue);
    }
    const sizes = given.length > 0 ? given : defaults;
    if (sizes.length > 0) return Math.max(0, ...sizes);
    const assumed = says?.['assumedSize'];
    return typeof assumed === 'number' ? assumed : undefined;
  }

  #valueOf(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((one) => one.name.value === name)?.value;
    if (value?.kind !== Kind.VARIABLE) return value?.kind === Kind.INT ? Number(value.value) : undefined;
    const variable = value.name.value;
    this.names.add(variable);
    const given = this.#variables[variable];
    if (given !== undefined) return given;
    const definition = this.#operation.variableDefinitions?.find((one) => one.variable.name.value === variable);
    return definition?.defaultValue === undefined ? undefined : valueFromASTUntyped(definition.defaultValue);
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function directiveOf(
  schema: GraphQLSchema,
  directives: readonly DirectiveNode[] | undefined,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const definition = directives === undefined || directives.length === 0 ? undefined : schema.getDirective(name);
  return definition ? getDirectiveValues(definition, { directives: directives ?? [] }) : undefined;
}

function namesIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
