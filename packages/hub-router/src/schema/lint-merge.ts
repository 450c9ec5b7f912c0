import {
  type GraphQLField,
  type GraphQLOutputType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { HubSchema } from './hub-schema.ts';
import type { Say } from './lint.ts';
import type { ConnectionRule, CountRule, GroupRule, TopRule } from './rules.ts';

/** Checks that a field whose parts come from several hubs can be merged, and so on for the fields within it. */
export function lintMerged(
  hub: HubSchema,
  at: string,
  field: GraphQLField<unknown, unknown>,
  say: Say,
  seen: ReadonlySet<string> = new Set(),
): void {
  if (seen.has(at)) return;
  const rule = hub.merges.get(at);
  const type = getNullableType(field.type);
  const misfit = (message: string) => say(at, 'merge-rule-does-not-fit', message);
  if (isNonNullType(field.type) && rule?.by !== 'COVERAGE') {
    say(at, 'merged-field-is-not-nullable', 'Make it nullable: a part of it may be missing.');
  }
  switch (rule?.by) {
    case undefined:
      if (hub.unknownMerges.has(at)) {
        lintUnknown(at, hub.unknownMerges.get(at) ?? '', say);
        return;
      }
      if (isObjectType(type)) {
        for (const inner of Object.values(type.getFields())) {
          lintMerged(hub, `${type.name}.${inner.name}`, inner, say, new Set([...seen, at]));
        }
      } else say(at, 'merge-rule-is-missing', 'Say with @merge how parts become one.');
      return;
    case 'SUM':
      if (!isLeafType(type) || !isSummable(type)) misfit('SUM is for Int and for numbers in text.');
      lintName(at, field.name, say);
      return;
    case 'COUNT':
      if (!isLeafType(type) || !isSummable(type)) misfit('COUNT is for Int and for whole numbers in text.');
      lintCount(hub, at, field.name, rule, say);
      return;
    case 'TOP':
      lintTop(hub, at, field, rule, say);
      return;
    case 'MIN':
    case 'MAX':
    case 'SAME':
      if (!isLeafType(type)) misfit(`${rule.by} is for scalars and enums.`);
      return;
    case 'CONCAT':
      if (!isListType(type)) misfit('CONCAT is for lists.');
      return;
    case 'COVERAGE':
      if (!isObjectType(type)) misfit('COVERAGE is for an object type.');
      return;
    case 'GROUP':
      lintGroup(hub, at, type, rule, say);
      return;
    case 'CONNECTION':
      lintConnection(hub, at, field, rule, say);
      return;
  }
}

/** Rules that are often wished for and that no parts give: what to do instead. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/^(AVERAGE|AVG|MEAN|RATIO)$/, 'Give the sum and the count, each with its rule, and let who asks divide them.'],
  [/^(MEDIAN|MODE|PERCENTILE|QUANTILE)/, 'Give counts by range, merged by GROUP, and let who asks read it from them.'],
  [/^(DISTINCT|UNIQUE)/, 'Use COUNT, with distinct naming the entity type, each of whose things one hub keeps.'],
  [/^(FIRST|LAST|ANY)$/, 'Use TOP or MIN and MAX, which do not depend on who answers first.'],
];

function lintUnknown(at: string, by: string, say: Say): void {
  const [, instead] = INSTEAD.find(([names]) => names.test(by)) ?? [];
  if (instead === undefined) say(at, 'merge-rule-does-not-fit', `There is no rule ${by}.`);
  else say(at, 'merge-is-not-associative', `${by} of all is not had from the hubs' own. ${instead}`);
}

/** The first word of a name that says that its values cannot be added. */
const NOT_ADDED = /^(average|avg|mean|median|percentile|ratio|distinct|unique)(?![a-z])/;

function lintName(at: string, name: string, say: Say): void {
  const [word] = NOT_ADDED.exec(name) ?? [];
  if (word !== undefined) lintUnknown(at, word.toUpperCase(), say);
}

function lintCount(hub: HubSchema, at: string, name: string, { distinct }: CountRule, say: Say): void {
  if (distinct === undefined) {
    lintName(at, name, say);
    return;
  }
  const route = hub.entities.get(distinct)?.route;
  if (route?.by === 'HOME') return;
  const message = `Things of "${distinct}" are not kept by one hub each, and two may count the same one.`;
  say(at, 'merge-is-not-associative', message);
}

function lintTop(hub: HubSchema, at: string, field: GraphQLField<unknown, unknown>, rule: TopRule, say: Say): void {
  const misfit = (message: string) => say(at, 'merge-rule-does-not-fit', message);
  if (rule.isGrouped) {
    const message =
      "The first of all groups need not be among a hub's first. Use GROUP, and let who asks take the first.";
    say(at, 'merge-is-not-associative', message);
  }
  const type = getNullableType(field.type);
  const row = isListType(type) ? getNullableType(type.ofType) : undefined;
  if (!isObjectType(row)) {
    misfit('TOP is for lists of objects.');
    return;
  }
  if (rule.orderBy.length === 0) misfit('TOP needs orderBy.');
  for (const path of rule.orderBy) {
    if (!isLeafType(leafAt(row, path.split('.')))) misfit(`Rows have no scalar at "${path}".`);
  }
  if (rule.most < 1) misfit('TOP needs most: a whole number above 0.');
  const sizes = field.args.filter((one) => String(getNullableType(one.type)) === 'Int').map(({ name }) => name);
  if (rule.argument !== undefined && (!sizes.includes(rule.argument) || hub.roots.get(at)?.by !== 'ALL')) {
    misfit(`"${rule.argument}" must be an argument Int of a root field.`);
  }
}

function lintGroup(hub: HubSchema, at: string, type: GraphQLOutputType, rule: GroupRule, say: Say): void {
  const row = isListType(type) ? getNullableType(type.ofType) : undefined;
  if (!isObjectType(row)) {
    say(at, 'merge-rule-does-not-fit', 'GROUP is for lists of objects.');
    return;
  }
  for (const path of [...rule.keys, ...rule.sums]) {
    const leaf = leafAt(row, path.split('.'));
    const isSum = rule.sums.includes(path);
    if (leaf === undefined || !isLeafType(leaf) || (isSum && !isSummable(leaf))) {
      say(at, 'merge-rule-does-not-fit', `Rows have no ${isSum ? 'number' : 'scalar'} at "${path}".`);
    }
  }
  const visit = (inner: GraphQLOutputType, prefix: string, depth: number) => {
    const object = getNullableType(inner);
    if (!isObjectType(object) || depth > 8) return;
    for (const field of Object.values(object.getFields())) {
      const path = `${prefix}${field.name}`;
      if (rule.keys.includes(path) || rule.sums.includes(path)) continue;
      if ([...rule.keys, ...rule.sums].some((one) => one.startsWith(`${path}.`))) {
        visit(field.type, `${path}.`, depth + 1);
      } else lintMerged(hub, `${object.name}.${field.name}`, field, say);
    }
  };
  visit(row, '', 0);
}

/** Fields of a connection that the router writes itself. */
const WRITTEN: ReadonlySet<string> = new Set(['nodes', 'edges', 'pageInfo', 'totalCount']);

function lintConnection(
  hub: HubSchema,
  at: string,
  field: GraphQLField<unknown, unknown>,
  rule: ConnectionRule,
  say: Say,
): void {
  const misfit = (message: string) => say(at, 'merge-rule-does-not-fit', message);
  const type = getNullableType(field.type);
  const fields = isObjectType(type) ? type.getFields() : {};
  const list = fields['nodes'] === undefined ? undefined : getNullableType(fields['nodes'].type);
  const row = isListType(list) ? getNullableType(list.ofType) : undefined;
  const args = new Map(field.args.map((one) => [one.name, String(getNullableType(one.type))]));
  if (hub.roots.get(at)?.by !== 'ALL') misfit('CONNECTION is for root fields that all hubs answer.');
  if (!isObjectType(row) || !isObjectType(type) || leafAt(type, ['pageInfo', 'hasNextPage']) === undefined) {
    misfit('CONNECTION is for a type with nodes and pageInfo { hasNextPage }.');
    return;
  }
  if (args.get('first') !== 'Int' || !args.has('after')) misfit('CONNECTION needs first: Int and after.');
  const isBackward = args.has('last') || args.has('before');
  const hasPrevious = leafAt(type, ['pageInfo', 'hasPreviousPage']) !== undefined;
  if (isBackward && (args.get('last') !== 'Int' || !args.has('before') || !hasPrevious)) {
    misfit('To be read backward, CONNECTION needs last: Int, before and pageInfo { hasPreviousPage }.');
  }
  if (fields['totalCount'] !== undefined && isNonNullType(fields['totalCount'].type)) {
    say(`${type.name}.totalCount`, 'merged-field-is-not-nullable', 'Make it nullable: a part of it may be missing.');
  }
  for (const path of ['id', ...rule.orderBy]) {
    if (!isLeafType(leafAt(row, path.split('.')))) misfit(`Nodes have no scalar at "${path}".`);
  }
  for (const inner of Object.values(fields)) {
    if (!WRITTEN.has(inner.name)) lintMerged(hub, `${type.name}.${inner.name}`, inner, say);
  }
}

function leafAt(type: GraphQLOutputType, path: readonly string[]): GraphQLOutputType | undefined {
  let at: GraphQLOutputType | undefined = type;
  for (const name of path) {
    const inner: GraphQLOutputType | undefined = at === undefined ? undefined : getNullableType(at);
    at = isObjectType(inner) ? inner.getFields()[name]?.type : undefined;
  }
  return at === undefined ? undefined : getNullableType(at);
}

function isSummable(type: GraphQLOutputType): boolean {
  return isScalarType(type) && type.name !== 'Float' && type.name !== 'Boolean';
}
