import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { HIDDEN_TYPE, isHidden } from '../plan/hidden.ts';
import type { KnownSchema } from './known-schema.ts';

/** A field that a hub is not asked for, because it does not know it. */
export interface PrunedField {
  /** Response keys from the root field on, without places in lists. */
  readonly path: readonly string[];
  /** The object types that have it there. */
  readonly types: ReadonlySet<string>;
  /** As `Team.motto`. */
  readonly coordinate: string;
}

/** What is left of a root field for one hub; `node` is undefined where nothing is that could be asked. */
export interface Pruning {
  readonly node: FieldNode | undefined;
  readonly pruned: readonly PrunedField[];
}

/** What pruning needs: both schemas, and the query's fragments. */
export interface PruneWorld {
  readonly schema: GraphQLSchema;
  readonly known: KnownSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Fragments are written out for this; beyond so many selections a hub's part is given up instead. */
const SELECTIONS_MAX = 20_000;

class GivenUp extends Error {}

/** A selection set without the field above it cannot be had: what is unknown may not be null, or the router needs it. */
const WITH_PARENT = Symbol('with parent');

/**
 * Takes out of a root field what the hub does not know. Where the schema allows no null, the nearest field above that
 * may be null goes with it.
 */
export function prune(world: PruneWorld, root: GraphQLCompositeType, node: FieldNode, key: string): Pruning {
  const pruner = new Pruner(world);
  try {
    const left = pruner.field(node, root, []);
    return left === undefined || left === WITH_PARENT
      ? { node: undefined, pruned: [] }
      : { node: left, pruned: pruner.pruned.map((one) => ({ ...one, path: [key, ...one.path.slice(1)] })) };
  } catch (error) {
    if (error instanceof GivenUp) return { node: undefined, pruned: [] };
    throw error;
  }
}

class Pruner {
  readonly pruned: PrunedField[] = [];
  readonly #world: PruneWorld;
  #selections = 0;

  constructor(world: PruneWorld) {
    this.#world = world;
  }

  /** What is left of a field; undefined if it was taken out. */
  field(
    node: FieldNode,
    parent: GraphQLCompositeType,
    above: readonly string[],
  ): FieldNode | undefined | typeof WITH_PARENT {
    if (++this.#selections > SELECTIONS_MAX) throw new GivenUp();
    const name = node.name.value;
    if (name === '__typename') return node;
    const key = node.alias?.value ?? name;
    const path = [...above, key];
    const type = 'getFields' in parent ? parent.getFields()[name]?.type : undefined;
    if (type === undefined) return node;
    const takeOut = () => {
      if (isNonNullType(type) || isHidden(key) || above.some(isHidden)) return WITH_PARENT;
      const types = new Set(this.#typesOf(parent));
      this.pruned.push({ path, types, coordinate: `${parent.name}.${name}` });
      return undefined;
    };
    const args = node.arguments?.map((one) => one.name.value) ?? [];
    if (!this.#world.known.hasField(parent.name, name, args)) return takeOut();
    const inner = getNamedType(type);
    if (node.selectionSet === undefined || !isCompositeType(inner)) return node;
    const before = this.pruned.length;
    const selections = this.#set(node.selectionSet, inner, path);
    if (selections !== WITH_PARENT) return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
    this.pruned.length = before;
    return takeOut();
  }

  #set(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    path: readonly string[],
  ): readonly SelectionNode[] | typeof WITH_PARENT {
    const left: SelectionNode[] = [];
    for (const one of selections) {
      const kept = one.kind === Kind.FIELD ? this.field(one, parent, path) : this.#fragment(one, parent, path);
      if (kept === WITH_PARENT) return WITH_PARENT;
      if (kept !== undefined) left.push(kept);
    }
    return left.length > 0 ? left : [TYPE];
  }

  #fragment(
    node: Exclude<SelectionNode, FieldNode>,
    parent: GraphQLCompositeType,
    path: readonly string[],
  ): SelectionNode | undefined | typeof WITH_PARENT {
    const { schema, known, fragments } = this.#world;
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (fragment === undefined) return node;
    const condition = fragment.typeCondition?.name.value;
    // No hub gives an object of a type that it does not know.
    if (condition !== undefined && !known.hasType(condition)) return undefined;
    const named = condition === undefined ? parent : schema.getType(condition);
    if (!isCompositeType(named)) return node;
    const selections = this.#set(fragment.selectionSet, named, path);
    if (selections === WITH_PARENT) return WITH_PARENT;
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(fragment.typeCondition === undefined ? {} : { typeCondition: fragment.typeCondition }),
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
  }

  #typesOf(type: GraphQLCompositeType): readonly string[] {
    if (isObjectType(type)) return [type.name];
    return isAbstractType(type) ? this.#world.schema.getPossibleTypes(type).map(({ name }) => name) : [];
  }
}

/** An object of which nothing else is asked. */
const TYPE: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: HIDDEN_TYPE },
  name: { kind: Kind.NAME, value: '__typename' },
};
