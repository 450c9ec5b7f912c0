import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type HubSchema, isKeptById } from '../schema/hub-schema.ts';
import { HIDDEN_TYPE, hiddenKey } from './hidden.ts';

/** Names of the variables on which `@skip` and `@include` depend, sorted. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      const value = isCondition(node) ? node.arguments?.[0]?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/**
 * Settles `@skip` and `@include` by the values given, and adds what the router needs to read the answers: the type of
 * objects behind interfaces and unions, and the keys of rows that are to be grouped or put in order.
 */
export function rewrite(
  document: DocumentNode,
  hub: HubSchema,
  conditions: Readonly<Record<string, unknown>>,
): DocumentNode {
  const settled = visit(document, {
    Field: (node) => settle(node, conditions),
    InlineFragment: (node) => settle(node, conditions),
    FragmentSpread: (node) => settle(node, conditions),
    SelectionSet: {
      leave: (node) => (node.selections.length > 0 ? undefined : { ...node, selections: [typeField()] }),
    },
  });
  const types = new TypeInfo(hub.schema);
  return visit(
    settled,
    visitWithTypeInfo(types, {
      Field: {
        leave(node) {
          const type = types.getType();
          if (node.selectionSet === undefined || !type) return undefined;
          const added: SelectionNode[] = [];
          if (isAbstractType(getNamedType(type))) added.push(typeField());
          const rule = hub.merges.get(`${types.getParentType()?.name}.${node.name.value}`);
          if (rule?.by === 'GROUP' || rule?.by === 'TOP') {
            const paths = rule.by === 'GROUP' ? rule.keys : rule.orderBy;
            for (const [index, path] of paths.entries()) added.push(keyField(hiddenKey(index), path));
            if (rule.by === 'TOP' && isKeptById(hub, type)) added.push(field('id', hiddenKey(paths.length)));
          }
          if (rule?.by === 'CONNECTION') {
            added.push(placesField(hiddenKey(0), rule.orderBy));
            // Only who may read backwards asks whether there are rows before; older schemas do not know.
            const mayBeBackward = node.arguments?.some(({ name }) => name.value === 'last') === true;
            const more = [field('hasNextPage'), ...(mayBeBackward ? [field('hasPreviousPage')] : [])];
            added.push(field('pageInfo', hiddenKey(1), more));
          }
          return added.length === 0 ? undefined : { ...node, selectionSet: extended(node.selectionSet, added) };
        },
      },
    }),
  );
}

function settle<Node extends SelectionNode>(node: Node, conditions: Readonly<Record<string, unknown>>) {
  const directives = node.directives ?? [];
  if (!directives.some(isCondition)) return undefined;
  for (const one of directives.filter(isCondition)) {
    const given = one.arguments?.[0]?.value;
    const value =
      given?.kind === Kind.VARIABLE
        ? conditions[given.name.value] === true
        : given?.kind === Kind.BOOLEAN && given.value;
    if (value === (one.name.value === 'skip')) return null;
  }
  return { ...node, directives: directives.filter((one) => !isCondition(one)) };
}

function isCondition(node: DirectiveNode): boolean {
  return node.name.value === 'skip' || node.name.value === 'include';
}

function extended(set: SelectionSetNode, added: readonly SelectionNode[]): SelectionSetNode {
  return { ...set, selections: [...set.selections, ...added] };
}

function typeField(): FieldNode {
  return field('__typename', HIDDEN_TYPE);
}

function keyField(alias: string, path: string): FieldNode {
  const [first = path, ...others] = path.split('.');
  const inner = others.reduceRight<FieldNode[]>((within, name) => [field(name, undefined, within)], []);
  return field(first, alias, inner);
}

/** The id and the sort keys of each row: `nodes { k0: id k1: name }`. */
function placesField(alias: string, orderBy: readonly string[]): FieldNode {
  const keys = orderBy.map((path, index) => keyField(`k${index + 1}`, path));
  return field('nodes', alias, [field('id', 'k0'), ...keys]);
}

function field(name: string, alias?: string, inner: readonly FieldNode[] = []): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias === undefined ? {} : { alias: { kind: Kind.NAME, value: alias } }),
    ...(inner.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }),
  };
}
