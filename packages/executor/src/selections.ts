import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { belongs } from './types.ts';

/** The fragments of a document, by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Which variables that `@skip` and `@include` look at are true. */
export type Conditions = Readonly<Record<string, boolean>>;

/** A selection set, and the type on which it was written. */
export interface Scope {
  readonly set: SelectionSetNode;
  readonly type: GraphQLCompositeType;
}

/** All that is asked of one type under one key. */
export interface Selected {
  readonly key: string;
  readonly name: string;
  readonly nodes: FieldNode[];
  /** As the type says on which it was first asked; undefined for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  /** The type on which it was first asked. */
  readonly owner: string;
}

/** What is asked of things of one type, in the order in which it is answered. */
export function collect(
  schema: GraphQLSchema,
  fragments: Fragments,
  conditions: Conditions,
  type: GraphQLCompositeType,
  scopes: readonly Scope[],
): readonly Selected[] {
  const found = new Map<string, Selected>();
  const gather = (set: SelectionSetNode, on: GraphQLCompositeType, owner: string): void => {
    for (const one of set.selections) {
      if (!isIncluded(one, conditions)) continue;
      if (one.kind === Kind.FIELD) {
        const key = one.alias?.value ?? one.name.value;
        const before = found.get(key);
        if (before !== undefined) before.nodes.push(one);
        else found.set(key, { key, name: one.name.value, nodes: [one], field: fieldOf(on, one), owner });
        continue;
      }
      const fragment = one.kind === Kind.INLINE_FRAGMENT ? one : fragments.get(one.name.value);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition !== undefined && !belongs(schema, type.name, condition)) continue;
      const narrower = condition === undefined ? on : schema.getType(condition);
      gather(fragment.selectionSet, isCompositeType(narrower) ? narrower : on, condition ?? owner);
    }
  };
  for (const { set, type: on } of scopes) gather(set, on, type.name);
  return [...found.values()];
}

function fieldOf(type: GraphQLCompositeType, node: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
}

function isIncluded({ directives }: SelectionNode, conditions: Conditions): boolean {
  if (directives === undefined || directives.length === 0) return true;
  return !holds(directives, 'skip', conditions, false) && holds(directives, 'include', conditions, true);
}

function holds(directives: readonly DirectiveNode[], name: string, conditions: Conditions, absent: boolean): boolean {
  const value = ifOf(directives, name);
  if (value === undefined) return absent;
  return value.kind === Kind.VARIABLE ? conditions[value.name.value] === true : valueFromASTUntyped(value) === true;
}

function ifOf(directives: readonly DirectiveNode[], name: string) {
  return directives.find((one) => one.name.value === name)?.arguments?.find((one) => one.name.value === 'if')?.value;
}

/** The names of the variables by which an operation is answered in part or whole. */
export function conditionsOf(operation: OperationDefinitionNode, fragments: Fragments): readonly string[] {
  const names = new Set<string>();
  const Directive = ({ name, arguments: given }: DirectiveNode): void => {
    if (name.value !== 'skip' && name.value !== 'include') return;
    for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
  };
  visit(operation, { Directive });
  for (const fragment of fragments.values()) visit(fragment, { Directive });
  // A document may hold fragments of other operations.
  const own = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  return [...names].filter((name) => own.has(name)).sort();
}

/**
 * The values of variables of conditions, with their defaults; an error `BAD_USER_INPUT` where one has none: null may be
 * given for a variable that has a default.
 */
export function valuesOf(
  names: readonly string[],
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Conditions | GraphQLError {
  const values: Record<string, boolean> = {};
  for (const name of names) {
    const definition = variableDefinitions.find(({ variable }) => variable.name.value === name);
    const given = variables[name];
    const value =
      given === undefined && definition?.defaultValue ? valueFromASTUntyped(definition.defaultValue) : given;
    if (typeof value !== 'boolean') {
      const message = `Variable "$${name}" decides what is answered: it must be true or false.`;
      return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
    }
    values[name] = value;
  }
  return values;
}
