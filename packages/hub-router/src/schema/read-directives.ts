import type { ConstDirectiveNode, ConstValueNode } from 'graphql';

interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** A directive's arguments as plain values (enum names as text); undefined if it is not there. */
export function directiveOf(
  nodes: readonly (WithDirectives | null | undefined)[],
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  return directivesOf(nodes, name)[0];
}

/** The same for a directive that may be repeated, as `@key`. */
export function directivesOf(
  nodes: readonly (WithDirectives | null | undefined)[],
  name: string,
): Readonly<Record<string, unknown>>[] {
  return nodes
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries((directive.arguments ?? []).map((one) => [one.name.value, plain(one.value)])),
    );
}

/** A text argument's value, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A whole number written as an argument, or undefined. */
export function intOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function plain(node: ConstValueNode): unknown {
  switch (node.kind) {
    case 'ListValue':
      return node.values.map(plain);
    case 'NullValue':
      return null;
    case 'ObjectValue':
      return undefined;
    default:
      return node.value;
  }
}
