import {
  type ExecutionResult,
  executeSync,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  specifiedScalarTypes,
} from 'graphql';
import { jsonOf, quoted } from './json-text.ts';
import type { Path } from './places.ts';
import { type Conditions, collect, type Fragments, type Scope, type Selected } from './selections.ts';
import { isObject, own } from './things.ts';

/** A place in which a value was not what the schema says. */
export interface Misfit {
  readonly message: string;
  readonly path: Path;
}

/** One answer while it is written. */
export interface Writing {
  readonly path: (string | number)[];
  readonly misfits: Misfit[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether one thing may stand in several places: then its text is written once. */
  readonly isShared: boolean;
  readonly known: Map<object, string>[];
}

/** Null, and nothing wrong with it. */
const NULL = 0;
/** Null, and what is wrong was noted. */
const BROKEN = 1;
/** Nothing, where the schema allows no null: what is around it becomes null. */
const NOTHING = 2;

type Written = string | typeof NULL | typeof BROKEN | typeof NOTHING;
type Write = (value: unknown, writing: Writing) => Written;
type WriteThing = (thing: object, writing: Writing) => Written;

/** Writes the data of an answer as JSON; undefined where all of it is null. */
export type Project = (data: object, writing: Writing) => string | undefined;

/**
 * Compiles what is asked to a writer of what was found: it visits each value once, and what stands in several places is
 * written once.
 */
export function compileProjection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  conditions: Conditions,
): Project {
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) throw new Error(`The schema has no ${operation.operation}.`);
  const compiler = new Compiler(schema, operation, fragments, conditions);
  const write = compiler.thing(root, [{ set: operation.selectionSet, type: root }]);
  return (data, writing) => {
    const text = write(data, writing);
    return typeof text === 'string' ? text : undefined;
  };
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Fragments;
  readonly #conditions: Conditions;
  #count = 0;

  constructor(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments, conditions: Conditions) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = fragments;
    this.#conditions = conditions;
  }

  /** Things of one type. */
  thing(type: GraphQLCompositeType, scopes: readonly Scope[]): WriteThing {
    const selected = collect(this.#schema, this.#fragments, this.#conditions, type, scopes);
    const keys = selected.map(({ key }) => key);
    const prefixes = keys.map((key, at) => `${at === 0 ? '{' : ','}${quoted(key)}:`);
    const writers = selected.map((one) => this.#selected(type, one));
    if (keys.length === 0) return () => '{}';
    return (thing, writing) => {
      let text = '';
      for (let at = 0; at < keys.length; at += 1) {
        const key = keys[at] as string;
        writing.path.push(key);
        const written = (writers[at] as WriteThing)(thing, writing);
        writing.path.pop();
        if (written === NOTHING) return BROKEN;
        text += prefixes[at] + (typeof written === 'string' ? written : 'null');
      }
      return `${text}}`;
    };
  }

  #selected(type: GraphQLCompositeType, selected: Selected): WriteThing {
    const { key, name, nodes, field, owner } = selected;
    if (name === '__typename') return this.#typename(type, key);
    if (name === '__schema' || name === '__type') return this.#introspection(selected);
    if (field === undefined) return () => NULL;
    const scopes = nodes.flatMap(({ selectionSet }) => {
      const inner = innermost(field.type);
      return selectionSet === undefined || !isCompositeType(inner) ? [] : [{ set: selectionSet, type: inner }];
    });
    const write = this.#value(field.type, scopes, owner);
    return (thing, writing) => write(own(thing, key) ?? null, writing);
  }

  #typename(type: GraphQLCompositeType, key: string): WriteThing {
    return (thing) => {
      const said = own(thing, key) ?? own(thing, '__typename');
      const found = typeof said === 'string' ? (this.#schema.getType(said) ?? type) : type;
      return isObjectType(found) ? quoted(found.name) : NOTHING;
    };
  }

  /** What the schema says of itself, which needs no subgraph. */
  #introspection({ key, nodes }: Selected): WriteThing {
    const { variableDefinitions } = this.#operation;
    const document = {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...this.#operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
        ...this.#fragments.values(),
      ],
    } as const;
    let known: string | undefined;
    return (_thing, { variables }) => {
      if (known !== undefined) return known;
      const { data, errors }: ExecutionResult = executeSync({
        schema: this.#schema,
        document,
        rootValue: {},
        variableValues: variables,
      });
      if (!data || errors !== undefined) throw new Error(`The schema says nothing of itself: ${String(errors?.[0])}`);
      const text = jsonOf(data[key]);
      if (variableDefinitions === undefined || variableDefinitions.length === 0) known = text;
      return text;
    };
  }

  #value(type: GraphQLOutputType, scopes: readonly Scope[], owner: string): Write {
    if (isNonNullType(type)) {
      const write = this.#value(type.ofType, scopes, owner);
      return (value, writing) => {
        const written = write(value, writing);
        if (typeof written === 'string') return written;
        if (written === NULL) {
          note(writing, `Cannot return null for non-nullable ${placeOf(writing.path, type.ofType, owner)}.`);
        }
        return NOTHING;
      };
    }
    if (isListType(type)) return this.#list(type, scopes, owner);
    return isCompositeType(type) ? this.#composite(type, scopes, owner) : leaf(type, owner);
  }

  #list(type: GraphQLList<GraphQLOutputType>, scopes: readonly Scope[], owner: string): Write {
    const write = this.#value(type.ofType, scopes, owner);
    return (value, writing) => {
      if (value === null) return NULL;
      if (!Array.isArray(value)) return invalid(writing, type, owner);
      let text = '[';
      let isWhole = true;
      for (let at = 0; at < value.length; at += 1) {
        writing.path.push(at);
        const written = write((value[at] as unknown) ?? null, writing);
        writing.path.pop();
        if (written === NOTHING) isWhole = false;
        if (at > 0) text += ',';
        text += typeof written === 'string' ? written : 'null';
      }
      return isWhole ? `${text}]` : BROKEN;
    };
  }

  #composite(type: GraphQLCompositeType, scopes: readonly Scope[], owner: string): Write {
    const id = this.#count++;
    let plain: WriteThing | undefined;
    const byName = new Map<unknown, WriteThing>();
    const writerOf = (name: unknown): WriteThing | undefined => {
      const before = byName.get(name);
      if (before !== undefined || typeof name !== 'string') return before;
      const found = this.#schema.getType(name);
      if (!isCompositeType(found)) return undefined;
      const write = this.thing(found, scopes);
      byName.set(name, write);
      return write;
    };
    return (value, writing) => {
      if (value === null) return NULL;
      if (!isObject(value)) return invalid(writing, type, owner);
      const known = writing.isShared ? knownOf(writing, id) : undefined;
      const before = known?.get(value);
      if (before !== undefined) return before;
      const name = value['__typename'] ?? '';
      if (name === '') plain ??= this.thing(type, scopes);
      const write = name === '' ? plain : writerOf(name);
      if (write === undefined) {
        note(writing, `Invalid __typename found for object at ${placeOf(writing.path, type, owner)}.`);
        return BROKEN;
      }
      const misfits = writing.misfits.length;
      const written = write(value, writing);
      // What is wrong in it is told in each place.
      if (known !== undefined && typeof written === 'string' && writing.misfits.length === misfits) {
        known.set(value, written);
      }
      return written;
    };
  }
}

function knownOf({ known }: Writing, id: number): Map<object, string> {
  const before = known[id];
  if (before !== undefined) return before;
  const texts = new Map<object, string>();
  known[id] = texts;
  return texts;
}

function innermost(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) || isListType(type) ? innermost(type.ofType) : type;
}

const SPECIFIED: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));
const INTEGER = /^-?\d+$/;

function leaf(type: GraphQLLeafType, owner: string): Write {
  const write = leafText(type);
  return (value, writing) => {
    if (value === null) return NULL;
    const text = write(value);
    if (text !== undefined) return text;
    return invalid(writing, type, owner);
  };
}

/** Another kind of value than the type has costs its place, and nothing beside it. */
function invalid(writing: Writing, type: GraphQLOutputType, owner: string): typeof BROKEN {
  note(writing, `Invalid value found for ${placeOf(writing.path, type, owner)}.`);
  return BROKEN;
}

/** The text of a value; undefined for one that the type has not. */
function leafText(type: GraphQLLeafType): (value: unknown) => string | undefined {
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, quoted(name)]));
    return (value) => texts.get(value);
  }
  if (!SPECIFIED.has(type.name)) return jsonOf;
  if (type.name === 'Boolean') return (value) => (typeof value === 'boolean' ? `${value}` : undefined);
  if (type.name === 'Float') return (value) => (isNumber(value) ? `${value}` : undefined);
  const integer = (value: unknown) => (isNumber(value) && INTEGER.test(`${value}`) ? `${value}` : undefined);
  if (type.name === 'Int') return integer;
  const isId = type.name === 'ID';
  return (value) => (typeof value === 'string' ? quoted(value) : isId ? integer(value) : undefined);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function note({ misfits, path }: Writing, message: string): void {
  misfits.push({ message, path: [...path] });
}

function placeOf(path: Path, type: GraphQLOutputType, owner: string): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `array element of type ${type} at index ${last}` : `field ${owner}.${last ?? ''}`;
}
