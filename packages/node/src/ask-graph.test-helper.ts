import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';

type Read = DocumentNode | readonly GraphQLError[];
const read = new WeakMap<GraphQLSchema, Map<string, Read>>();

/** As `graphql` of graphql-js. A text is read and validated once for each schema, as nodes do: tests ask the same again and again. */
export async function askGraph({
  source,
  ...args
}: Omit<ExecutionArgs, 'document'> & { readonly source: string }): Promise<ExecutionResult> {
  const known = read.get(args.schema) ?? new Map<string, Read>();
  read.set(args.schema, known);
  let document = known.get(source);
  if (document === undefined) {
    document = readFor(args.schema, source);
    known.set(source, document);
  }
  return 'kind' in document ? execute({ ...args, document }) : { errors: document };
}

function readFor(schema: GraphQLSchema, source: string): Read {
  try {
    const document = parse(source);
    const errors = validate(schema, document);
    return errors.length > 0 ? errors : document;
  } catch (error) {
    return [error as GraphQLError];
  }
}
