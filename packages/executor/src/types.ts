import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { Thing } from './things.ts';

/** Whether a thing says that it is of a type: of that very one, or of one that belongs to it. */
export function isOfType(schema: GraphQLSchema, thing: Thing, condition: string): boolean {
  const name = thing['__typename'];
  return typeof name === 'string' && belongs(schema, name, condition);
}

/** Whether all things of one type are of another; false where one of them does not exist. */
export function belongs(schema: GraphQLSchema, name: string, condition: string): boolean {
  if (name === condition) return true;
  const [type, wider] = [schema.getType(name), schema.getType(condition)];
  return isAbstractType(wider) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wider, type);
}
