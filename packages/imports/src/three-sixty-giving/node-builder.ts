import { type JsonNode, pointer } from './json-node.ts';

/** Puts one JSON value together from tokens. */
export interface NodeBuilder {
  open(kind: 'object' | 'list'): void;
  key(key: string): void;
  /** True if the value is complete with this. */
  scalar(value: JsonNode): boolean;
  /** Ends the innermost object or list; true if the value is complete with this. */
  close(): boolean;
  /** The complete value, and the path within it of the first key that an object has twice; begins anew. */
  take(): { node: JsonNode; repeatedKeyPath?: string };
}

type Open = { list: JsonNode[]; path: string } | { object: Map<string, JsonNode>; key: string; path: string };

export function createNodeBuilder(): NodeBuilder {
  const stack: Open[] = [];
  let root: JsonNode = null;
  let repeatedKeyPath: string | undefined;

  function place(value: JsonNode): boolean {
    const parent = stack.at(-1);
    if (parent === undefined) root = value;
    else if ('list' in parent) parent.list.push(value);
    else {
      if (parent.object.has(parent.key)) repeatedKeyPath ??= pointer(parent.path, parent.key);
      parent.object.set(parent.key, value);
    }
    return parent === undefined;
  }

  function pathOfNext(): string {
    const parent = stack.at(-1);
    if (parent === undefined) return '';
    return pointer(parent.path, 'list' in parent ? parent.list.length : parent.key);
  }

  return {
    open(kind) {
      const path = pathOfNext();
      stack.push(kind === 'list' ? { list: [], path } : { object: new Map(), key: '', path });
    },
    key(key) {
      const parent = stack.at(-1);
      if (parent !== undefined && 'object' in parent) parent.key = key;
    },
    scalar: place,
    close() {
      const closed = stack.pop();
      if (closed === undefined) return false;
      return place('list' in closed ? closed.list : closed.object);
    },
    take() {
      const taken = { node: root, ...(repeatedKeyPath === undefined ? {} : { repeatedKeyPath }) };
      root = null;
      repeatedKeyPath = undefined;
      return taken;
    },
  };
}
