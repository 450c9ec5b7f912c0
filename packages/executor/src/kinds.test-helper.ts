import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Null in the place of each value that is of another kind than was asked for: no list for a list, no thing for a thing.
 * A thing without anything says its type, where there is but one.
 */
export function ofTheirKinds(schema: GraphQLSchema, document: DocumentNode, data: unknown): unknown {
  // Fields under one key have lists and things in the same places, whatever the types are that they were asked of.
  const types = new Map<string, GraphQLOutputType>();
  const info = new TypeInfo(schema);
  const keys: string[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter({ alias, name }) {
          keys.push((alias ?? name).value);
          const type = info.getType();
          if (type) types.set(keys.join(), type);
        },
        leave() {
          keys.pop();
        },
      },
    }),
  );
  const walk = (value: unknown, type: GraphQLOutputType, path: string): unknown => {
    if (isNonNullType(type)) return walk(value, type.ofType, path);
    if (value === null || value === undefined) return value;
    if (isListType(type)) return Array.isArray(value) ? value.map((one) => walk(one, type.ofType, path)) : null;
    if (!isCompositeType(type)) return value;
    const thing = inThing(value, path);
    return isObjectType(type) && JSON.stringify(thing) === '{}' ? { __typename: type.name } : thing;
  };
  const inThing = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const at = path === '' ? key : `${path},${key}`;
        const type = types.get(at);
        return [key, type === undefined ? inner : walk(inner, type, at)];
      }),
    );
  };
  return inThing(data, '');
}
