/** A query or mutation with the types of its answer and its variables, as `npm run generate` writes it. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly text: string;
  /** Never there: it lets the compiler tell which answer belongs to which operation. */
  readonly types?: (variables: Variables) => Data;
}
