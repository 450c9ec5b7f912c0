import { Kind, parse, type SelectionSetNode } from 'graphql';

/** The paths of a federation field set: `id toHub { id }` → `[['id'], ['toHub', 'id']]`; empty if it cannot be read. */
export function fieldPathsOf(fieldSet: string): readonly (readonly string[])[] {
  try {
    const [definition] = parse(`{ ${fieldSet} }`).definitions;
    return definition?.kind === Kind.OPERATION_DEFINITION ? pathsOf(definition.selectionSet) : [];
  } catch {
    return [];
  }
}

function pathsOf(selections: SelectionSetNode): readonly (readonly string[])[] {
  return selections.selections.flatMap((one) => {
    if (one.kind !== Kind.FIELD) return [];
    if (one.selectionSet === undefined) return [[one.name.value]];
    return pathsOf(one.selectionSet).map((path) => [one.name.value, ...path]);
  });
}
