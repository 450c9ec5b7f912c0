import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { HubSchema } from '../schema/hub-schema.ts';
import type { GroupRule, MergeRule, PartialRule } from '../schema/rules.ts';
import { isHidden } from './hidden.ts';

/** What a shape needs to know of the whole query. */
export interface ShapeWorld {
  readonly hub: HubSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Where in the rows of a GROUP a selection stands. */
interface WithinGroup {
  readonly rule: GroupRule;
  /** `''` at the row, `'amount.'` one object further in. */
  readonly prefix: string;
}

/** One response key of an object: which field it shows, of what type, how its parts are merged, what is within. */
export interface FieldShape {
  readonly key: string;
  readonly name: string;
  readonly type: GraphQLOutputType;
  readonly rule: MergeRule | undefined;
  readonly partial: PartialRule | undefined;
  /** Asked for the router's own use; never shown. */
  readonly isHidden: boolean;
  /** Within rows of a GROUP: whether it is one of the keys or one of the sums. */
  readonly role: 'key' | 'sum' | undefined;
  readonly inner: Shape | undefined;
}

/**
 * What a selection shows of each object type it can meet. Worked out when first asked for, so that fragments within
 * fragments cost only what an answer really walks through.
 */
export class Shape {
  readonly #world: ShapeWorld;
  readonly #selections: readonly SelectionSetNode[];
  readonly #group: WithinGroup | undefined;
  readonly #byType = new Map<string, ReadonlyMap<string, FieldShape>>();

  constructor(world: ShapeWorld, selections: readonly SelectionSetNode[], group?: WithinGroup) {
    this.#world = world;
    this.#selections = selections;
    this.#group = group;
  }

  /** The fields shown of an object of this type, by response key, in the query's order. */
  of(type: GraphQLObjectType): ReadonlyMap<string, FieldShape> {
    const before = this.#byType.get(type.name);
    if (before !== undefined) return before;
    const found = new Map<string, { name: string; selections: SelectionSetNode[] }>();
    for (const selections of this.#selections) this.#collect(type, selections, found, new Set());
    const fields = new Map<string, FieldShape>();
    for (const [key, { name, selections }] of found) {
      const field = this.#field(type, key, name, selections);
      if (field !== undefined) fields.set(key, field);
    }
    this.#byType.set(type.name, fields);
    return fields;
  }

  #collect(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    found: Map<string, { name: string; selections: SelectionSetNode[] }>,
    visited: Set<string>,
  ): void {
    for (const one of set.selections) {
      if (one.kind === Kind.FIELD) {
        const key = one.alias?.value ?? one.name.value;
        const entry = found.get(key) ?? { name: one.name.value, selections: [] };
        if (one.selectionSet !== undefined) entry.selections.push(one.selectionSet);
        found.set(key, entry);
      } else if (one.kind === Kind.INLINE_FRAGMENT) {
        if (this.#applies(one.typeCondition?.name.value, type)) {
          this.#collect(type, one.selectionSet, found, visited);
        }
      } else if (!visited.has(one.name.value)) {
        visited.add(one.name.value);
        const fragment = this.#world.fragments.get(one.name.value);
        if (fragment !== undefined && this.#applies(fragment.typeCondition.name.value, type)) {
          this.#collect(type, fragment.selectionSet, found, visited);
        }
      }
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const { schema } = this.#world.hub;
    const named = schema.getType(condition);
    return isAbstractType(named) && schema.isSubType(named, type);
  }

  #field(parent: GraphQLObjectType, key: string, name: string, selections: SelectionSetNode[]): FieldShape | undefined {
    const type = name === '__typename' ? TypeNameMetaFieldDef.type : metaOr(name, parent);
    if (type === undefined) return undefined;
    const at = `${parent.name}.${name}`;
    const rule = this.#world.hub.merges.get(at);
    const path = `${this.#group?.prefix ?? ''}${name}`;
    const role = this.#group?.rule.keys.includes(path)
      ? 'key'
      : this.#group?.rule.sums.includes(path)
        ? 'sum'
        : undefined;
    const group: WithinGroup | undefined =
      rule?.by === 'GROUP'
        ? { rule, prefix: '' }
        : this.#group !== undefined && isObjectType(getNamedType(type))
          ? { rule: this.#group.rule, prefix: `${path}.` }
          : undefined;
    return {
      key,
      name,
      type,
      rule,
      partial: this.#world.hub.partials.get(at),
      isHidden: isHidden(key),
      role,
      inner: selections.length === 0 ? undefined : new Shape(this.#world, selections, group),
    };
  }
}

function metaOr(name: string, parent: GraphQLObjectType): GraphQLOutputType | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef.type;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef.type;
  return parent.getFields()[name]?.type;
}
