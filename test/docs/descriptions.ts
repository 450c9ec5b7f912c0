import { createRequire } from 'node:module';
import type { ASTNode, DocumentNode } from 'graphql';
import type { ProjectFile } from './project.ts';

const { parse } = createRequire(import.meta.url)('graphql') as { parse: (source: string) => DocumentNode };

/** What everybody knows: ids, the parts of a connection, the one argument of a mutation. */
const PLAIN_NAMES: ReadonlySet<string> = new Set(['id', 'nodes', 'edges', 'cursor', 'pageInfo', 'totalCount', 'input']);
/** Named after the mutation or the type that they belong to, which is described. */
const PLAIN_TYPES = /(Input|Result|Connection|Edge)$/;

/** Where SDL is composed, or asks rather than defines, or is made up for tests. */
const NOT_WRITTEN_FOR_PEOPLE = ['gateway/', 'packages/dashboard/', 'test/vectors/'];

/** The SDL of nodes, that people write and read. */
export function isSchema(path: string): boolean {
  return path.endsWith('.graphql') && !NOT_WRITTEN_FOR_PEOPLE.some((folder) => path.startsWith(folder));
}

/**
 * The types, fields, arguments and enum values without a description, as `file Type.field(argument)`. A type that
 * several subgraphs share needs its description in one of them only.
 */
export function undescribed(files: readonly ProjectFile[]): readonly string[] {
  const places = files.flatMap(({ path, text }) => placesIn(path, parse(text)));
  const described = new Set(places.filter((place) => place.isDescribed).map((place) => place.name));
  return places
    .filter(({ name, isDescribed }) => !isDescribed && !described.has(name) && !isPlain(name))
    .map(({ path, name }) => `${path} ${name}`);
}

interface Place {
  readonly path: string;
  readonly name: string;
  readonly isDescribed: boolean;
}

function isPlain(name: string): boolean {
  const last = /(\w+)\)?$/.exec(name)?.[1] ?? '';
  return name.includes('.') ? PLAIN_NAMES.has(last) : PLAIN_TYPES.test(name);
}

interface Named {
  readonly name: { readonly value: string };
  readonly description?: unknown;
}
type Parts = ASTNode & {
  readonly name?: { readonly value: string };
  readonly description?: unknown;
  readonly fields?: readonly (Named & { readonly arguments?: readonly Named[] })[];
  readonly values?: readonly Named[];
};

function placesIn(path: string, document: DocumentNode): readonly Place[] {
  return (document.definitions as readonly Parts[]).flatMap((definition) => {
    const type = definition.name?.value;
    if (type === undefined || definition.kind === 'DirectiveDefinition') return [];
    const place = (name: string, node: { readonly description?: unknown }): Place => ({
      path,
      name,
      isDescribed: node.description !== undefined,
    });
    const isExtension = definition.kind.endsWith('Extension');
    return [
      ...(isExtension ? [] : [place(type, definition)]),
      ...(definition.values ?? []).map((value) => place(`${type}.${value.name.value}`, value)),
      ...(definition.fields ?? []).flatMap((field) => [
        place(`${type}.${field.name.value}`, field),
        ...(field.arguments ?? []).map((one) => place(`${type}.${field.name.value}(${one.name.value})`, one)),
      ]),
    ];
  });
}
