import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A valid operation that nobody would write. */
export interface Query {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  first: ['2', '6', '$n'],
  least: ['1', '$n'],
  id: ['"b1"', '"t1"', '"m2"', '"none"', '$id'],
  maker: ['"m1"', '$id'],
  name: ['"New \\"name\\""'],
};
const VARIABLES: Readonly<Record<string, string>> = {
  n: 'Int = 3',
  id: 'ID! = "b2"',
  yes: 'Boolean!',
  no: 'Boolean! = false',
};

/** Writes operations from numbers: equal numbers give equal operations. */
export class QueryWriter {
  readonly #schema: GraphQLSchema;
  #state: number;
  /** How many selections there may still be. */
  #left: number;

  constructor(schema: GraphQLSchema, seed: number) {
    this.#schema = schema;
    this.#state = seed >>> 0;
    this.#left = 3 + this.#below(25);
  }

  write(): Query {
    const isMutation = this.#chance(0.1);
    const type = isMutation ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (!type) throw new Error('The schema has no roots.');
    const body = this.#set(type, 0);
    const used = Object.keys(VARIABLES).filter((name) => new RegExp(`\\$${name}\\b`).test(body));
    const list = used.map((name) => `$${name}: ${VARIABLES[name]}`).join(', ');
    const variables: Record<string, unknown> = { yes: this.#chance(0.7) };
    if (this.#chance(0.5)) variables['n'] = this.#below(7);
    if (this.#chance(0.3)) variables['id'] = 't1';
    if (this.#chance(0.3)) variables['no'] = this.#chance(0.5);
    const kind = isMutation ? 'mutation' : 'query';
    return { text: `${kind} Q${list === '' ? '' : `(${list})`} ${body}`, variables };
  }

  /** @param isWidened whether this is in a fragment on an interface of a type that is known: there the stock engine drops narrower ones. */
  #set(type: GraphQLCompositeType, depth: number, isWidened = false): string {
    const selections = [this.#selection(type, depth, isWidened)];
    const more = this.#below(depth === 0 ? 3 : 4);
    for (let n = 0; n < more && this.#left > 0; n += 1) selections.push(this.#selection(type, depth, isWidened));
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number, isWidened: boolean): string {
    this.#left -= 1;
    const dice = this.#below(10);
    if (dice === 0) return this.#chance(0.5) ? `__typename` : `t${this.#below(2)}: __typename`;
    if (isAbstractType(type) && dice < 7 && !isWidened) {
      const [...possible] = this.#schema.getPossibleTypes(type);
      const narrower = this.#one(possible);
      return `... on ${narrower.name}${this.#directive()} ${this.#set(narrower, depth)}`;
    }
    if (isObjectType(type) && dice === 1) {
      const wider = type.getInterfaces()[0] ?? type;
      return `... on ${wider.name}${this.#directive()} ${this.#set(wider, depth, wider !== type)}`;
    }
    if (dice === 2 && depth > 0)
      return `...${this.#directive() || ' @include(if: true)'} ${this.#set(type, depth, isWidened)}`;
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => (depth < 5 && this.#left > 0) || !isCompositeType(getNamedType(field.type)),
    );
    return fields.length === 0 ? '__typename' : this.#field(this.#one(fields), depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given: string[] = [];
    for (const { name, type } of field.args) {
      if (isNonNullType(type) || this.#chance(0.5)) given.push(`${name}: ${this.#one(ARGUMENTS[name] ?? ['null'])}`);
    }
    // Fields of one name and other arguments are not one field.
    const own = given.length > 0 || this.#chance(0.15);
    const alias = own ? `a${this.#below(1_000_000)}_${field.name}: ` : '';
    const inner = getNamedType(field.type);
    const below = isCompositeType(inner) ? ` ${this.#set(inner, depth + 1)}` : '';
    const list = given.length === 0 ? '' : `(${given.join(', ')})`;
    return `${alias}${field.name}${list}${this.#directive()}${below}`;
  }

  #directive(): string {
    if (!this.#chance(0.12)) return '';
    return this.#one([
      ' @skip(if: $no)',
      ' @include(if: $yes)',
      ' @skip(if: true)',
      ' @include(if: $no) @skip(if: $yes)',
    ]);
  }

  #one<T>(all: readonly T[]): T {
    return all[this.#below(all.length)] as T;
  }

  #chance(share: number): boolean {
    return this.#below(1_000) < share * 1_000;
  }

  #below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % count;
  }
}
