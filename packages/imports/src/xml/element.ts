import { unreadable } from '../unreadable.ts';
import type { XmlEvent } from './xml.ts';

/** An element that is held in memory: one balance or one entry, never the whole file. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly children: Element[];
  text: string;
}

const ELEMENTS_MAX = 200_000;

/** Builds one element from the events that follow its opening one. */
export class ElementBuilder {
  readonly root: Element;
  readonly #open: Element[];
  #count = 1;

  constructor(event: Extract<XmlEvent, { type: 'open' }>) {
    this.root = elementOf(event);
    this.#open = [this.root];
  }

  /** True when the element is complete. @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for one that is too large. */
  take(event: XmlEvent): boolean {
    const top = this.#open.at(-1);
    if (top === undefined) return true;
    if (event.type === 'close') {
      top.text = event.text;
      this.#open.pop();
      return this.#open.length === 0;
    }
    this.#count += 1;
    if (this.#count > ELEMENTS_MAX) {
      throw unreadable(`An entry has more than ${ELEMENTS_MAX} elements`, { line: event.line, offsetBytes: 0 });
    }
    const child = elementOf(event);
    top.children.push(child);
    this.#open.push(child);
    return false;
  }
}

function elementOf({ name, attributes, line }: Extract<XmlEvent, { type: 'open' }>): Element {
  return { name, attributes, line, children: [], text: '' };
}

/** All elements at a path below one: `all(entry, 'NtryDtls/TxDtls')`. */
export function all(from: Element | undefined, path: string): Element[] {
  let found = from === undefined ? [] : [from];
  for (const step of path.split('/')) found = found.flatMap(({ children }) => children.filter((c) => c.name === step));
  return found;
}

/** The first element at one of the paths. */
export function first(from: Element | undefined, ...paths: readonly string[]): Element | undefined {
  for (const path of paths) {
    const [found] = all(from, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of the first element at one of the paths that has one. */
export function textAt(from: Element | undefined, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = all(from, path).find(({ text }) => text !== '');
    if (found !== undefined) return found.text;
  }
  return undefined;
}
