import { isDay } from '@hubgraph/kernel';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** A day of the calendar: `2026-03-31`. */
export const dayScalar = textScalar('Day', 'a day, as 2026-03-31', isDay);

/** A moment in UTC: `2026-03-31T09:30:00.000Z`. */
export const dateTimeScalar = textScalar(
  'DateTime',
  'a moment in UTC, as 2026-03-31T09:30:00.000Z',
  (text) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
);

function textScalar(name: string, form: string, isValid: (text: string) => boolean): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`${JSON.stringify(value)?.slice(0, 60)} is not ${form}.`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: String,
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}
