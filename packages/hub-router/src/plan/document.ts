import {
  type ArgumentNode,
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parseType,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { KnownSchema } from '../skew/known-schema.ts';
import { type PrunedField, type Pruning, prune } from '../skew/prune.ts';
import { BoundedMap } from './bounded-map.ts';
import { hiddenVariable } from './hidden.ts';
import type { RootField } from './prepare.ts';

/** An argument whose value differs from hub to hub: its name and its GraphQL type, as `[_Any!]!`. */
export interface SplitArgument {
  readonly name: string;
  readonly type: string;
}

/** A root field as one hub is asked for it. */
export interface Share {
  readonly root: RootField;
  readonly split?: SplitArgument;
}

/** A document for one hub: the text, which of the client's variables it uses, and what this hub is not asked for. */
export interface HubDocument {
  readonly text: string;
  readonly variables: readonly string[];
  /** Keys of root fields of which nothing is left. */
  readonly unknown: ReadonlySet<string>;
  readonly pruned: readonly PrunedField[];
}

const DOCUMENTS_MAX = 64;

/** Writes the document that holds some of an operation's root fields, with the fragments and variables they use. */
export class DocumentWriter {
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #schema: GraphQLSchema;
  readonly #written = new BoundedMap<HubDocument>(DOCUMENTS_MAX);
  /** By what a hub knows; gone with it. */
  readonly #forKnown = new WeakMap<KnownSchema, BoundedMap<HubDocument>>();

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = fragments;
  }

  /** @param known what the hub knows, where that is not all of the schema. */
  write(shares: readonly Share[], known?: KnownSchema): HubDocument {
    const written = known === undefined ? this.#written : this.#writtenFor(known);
    const key = shares.map(({ root, split }) => `${root.key}:${split?.name ?? ''}`).join();
    let document = written.get(key);
    if (document === undefined) {
      document = this.#write(shares, known);
      written.set(key, document);
    }
    return document;
  }

  #writtenFor(known: KnownSchema): BoundedMap<HubDocument> {
    const before = this.#forKnown.get(known);
    if (before !== undefined) return before;
    const written = new BoundedMap<HubDocument>(DOCUMENTS_MAX);
    this.#forKnown.set(known, written);
    return written;
  }

  #prune({ root }: Share, known: KnownSchema | undefined): Pruning {
    if (known === undefined) return { node: root.node, pruned: [] };
    const world = { schema: this.#schema, known, fragments: this.#fragments };
    return prune(world, root.parent, root.node, root.key);
  }

  #write(all: readonly Share[], known: KnownSchema | undefined): HubDocument {
    const selections: FieldNode[] = [];
    const shares: Share[] = [];
    const pruned: PrunedField[] = [];
    const unknown = new Set<string>();
    for (const share of all) {
      const left = this.#prune(share, known);
      if (left.node === undefined) unknown.add(share.root.key);
      else {
        shares.push(share);
        pruned.push(...left.pruned);
        selections.push(withSplit(left.node, share.root.key, share.split));
      }
    }
    const variables = new Set<string>();
    const fragments = new Map<string, FragmentDefinitionNode>();
    const pending: (FieldNode | FragmentDefinitionNode)[] = [...selections];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      visit(node, {
        Variable: ({ name }) => void variables.add(name.value),
        FragmentSpread: ({ name }) => {
          const fragment = this.#fragments.get(name.value);
          if (fragment === undefined || fragments.has(name.value)) return;
          fragments.set(name.value, fragment);
          pending.push(fragment);
        },
      });
    }
    const kept = (this.#operation.variableDefinitions ?? []).filter((one) => variables.has(one.variable.name.value));
    const added = shares.flatMap(({ root, split }) => (split === undefined ? [] : [definition(root.key, split)]));
    const operation: OperationDefinitionNode = {
      ...this.#operation,
      directives: [],
      variableDefinitions: [...kept, ...added],
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
    const definitions: DefinitionNode[] = [operation, ...fragments.values()];
    return {
      text: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions })),
      variables: kept.map((one) => one.variable.name.value),
      unknown,
      pruned,
    };
  }
}

function withSplit(node: FieldNode, key: string, split: SplitArgument | undefined): FieldNode {
  if (split === undefined) return node;
  const others = (node.arguments ?? []).filter((one) => one.name.value !== split.name);
  const argument: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: split.name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: hiddenVariable(key) } },
  };
  return { ...node, arguments: [...others, argument] };
}

function definition(key: string, split: SplitArgument): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: hiddenVariable(key) } },
    type: parseType(split.type),
  };
}
