import {
  type ArgumentNode,
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parseType,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
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

/** A document for one hub: the text, and which of the client's variables it uses. */
export interface HubDocument {
  readonly text: string;
  readonly variables: readonly string[];
}

const DOCUMENTS_MAX = 64;

/** Writes the document that holds some of an operation's root fields, with the fragments and variables they use. */
export class DocumentWriter {
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #written = new BoundedMap<HubDocument>(DOCUMENTS_MAX);

  constructor(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#operation = operation;
    this.#fragments = fragments;
  }

  write(shares: readonly Share[]): HubDocument {
    const key = shares.map(({ root, split }) => `${root.key}:${split?.name ?? ''}`).join();
    let document = this.#written.get(key);
    if (document === undefined) {
      document = this.#write(shares);
      this.#written.set(key, document);
    }
    return document;
  }

  #write(shares: readonly Share[]): HubDocument {
    const selections = shares.map(({ root, split }) => withSplit(root.node, root.key, split));
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
