import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type HubSchema, readHubSchema } from '../schema/hub-schema.ts';

/**
 * What happens to the part of a hub that still runs an older schema.
 *
 * - `null-there`: it is not asked for the field, which is null in its part; a root field is new there. Nothing breaks.
 * - `null-above`: the field may not be null, so the nearest field above that may be null is null in its part.
 * - `part-missing`: a root field has an argument that must be given, or the field orders or groups rows: nothing of its
 *   part can be asked for.
 * - `refused`: what it may say does not fit the schema any more: its part is refused as malformed.
 */
export type SkewEffect = 'null-there' | 'null-above' | 'part-missing' | 'refused';

/** One place at which a schema differs from an older one so that a hub which runs that feels it. */
export interface SkewChange {
  readonly effect: SkewEffect;
  /** As `Team.motto`. */
  readonly coordinate: string;
  readonly why: string;
}

/** Says for each difference what it does to hubs that still run the older schema, in the order of the schema. */
export function compareHubSchemas(currentSdl: string, olderSdl: string): readonly SkewChange[] {
  const current = readHubSchema(currentSdl);
  const older = readHubSchema(olderSdl);
  const needed = neededByRouter(current);
  const changes: SkewChange[] = [];
  for (const type of Object.values(current.schema.getTypeMap())) {
    const before = older.schema.getType(type.name);
    if (type.name.startsWith('__') || before === undefined) continue;
    if (isEnumType(type) && isEnumType(before)) changes.push(...lostValues(type, before));
    const isComparable = isObjectType(type) || isInterfaceType(type);
    if (!isComparable || !(isObjectType(before) || isInterfaceType(before))) continue;
    const isRoot = type === current.schema.getQueryType() || type === current.schema.getMutationType();
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const change = compareField(coordinate, field, before.getFields()[field.name], isRoot, needed);
      if (change !== undefined) changes.push(change);
    }
  }
  return changes;
}

function compareField(
  coordinate: string,
  field: GraphQLField<unknown, unknown>,
  before: GraphQLField<unknown, unknown> | undefined,
  isRoot: boolean,
  needed: ReadonlyMap<string, string>,
): SkewChange | undefined {
  const isNew = before === undefined;
  const argument = field.args.find(
    ({ name, type }) => isNonNullType(type) && !before?.args.some((one) => one.name === name),
  );
  if (isNew || argument !== undefined) {
    const why = isNew ? 'the older schema does not have it' : `the older schema has no argument ${argument?.name}`;
    if (isRoot) return { effect: isNew ? 'null-there' : 'part-missing', coordinate, why };
    const use = needed.get(coordinate);
    if (use !== undefined) return { effect: 'part-missing', coordinate, why: `${why}, and ${use}` };
    return { effect: isNonNullType(field.type) ? 'null-above' : 'null-there', coordinate, why };
  }
  const misfit = misfitOf(field.type, before.type);
  return misfit === undefined ? undefined : { effect: 'refused', coordinate, why: misfit };
}

/** Why values of the older type may not fit the present one. */
function misfitOf(type: GraphQLOutputType, before: GraphQLOutputType): string | undefined {
  if (isNonNullType(type) && !isNonNullType(before)) return 'it could be null and may not be any more';
  const [now, then] = [isNonNullType(type) ? type.ofType : type, isNonNullType(before) ? before.ofType : before];
  if (isListType(now) && isListType(then)) return misfitOf(now.ofType, then.ofType);
  const isSame = isListType(now) === isListType(then) && getNamedType(now).name === getNamedType(then).name;
  return isSame ? undefined : `it was ${String(before)} and is ${String(type)}`;
}

function lostValues(
  type: { readonly name: string; getValue(name: string): unknown },
  before: { getValues(): readonly { readonly name: string }[] },
): SkewChange[] {
  return before
    .getValues()
    .filter(({ name }) => !type.getValue(name))
    .map(({ name }) => ({
      effect: 'refused' as const,
      coordinate: `${type.name}.${name}`,
      why: 'the older schema has this value, which is none any more',
    }));
}

/** Fields without which the router cannot merge: sort keys, keys of groups. */
function neededByRouter(hub: HubSchema): ReadonlyMap<string, string> {
  const needed = new Map<string, string>();
  for (const [coordinate, rule] of hub.merges) {
    const [parent = '', name = ''] = coordinate.split('.');
    const owner = hub.schema.getType(parent);
    const type = isObjectType(owner) ? getNamedType(owner.getFields()[name]?.type ?? owner) : undefined;
    if (!isObjectType(type)) continue;
    if (rule.by === 'GROUP')
      for (const path of rule.keys) note(needed, type, path, `it groups the rows of ${coordinate}`);
    if (rule.by === 'TOP')
      for (const path of rule.orderBy) note(needed, type, path, `it orders the rows of ${coordinate}`);
    if (rule.by !== 'CONNECTION') continue;
    for (const path of ['id', ...rule.orderBy])
      note(needed, type, `nodes.${path}`, `it orders the rows of ${coordinate}`);
  }
  return needed;
}

function note(needed: Map<string, string>, type: GraphQLObjectType, path: string, use: string): void {
  let at: GraphQLObjectType | undefined = type;
  for (const name of path.split('.')) {
    if (at === undefined) return;
    needed.set(`${at.name}.${name}`, use);
    const inner: unknown = getNamedType(at.getFields()[name]?.type);
    at = isObjectType(inner) ? inner : undefined;
  }
}
