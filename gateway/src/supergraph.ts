import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readHubSchema } from '@hubgraph/hub-router';
import { HubgraphError, type World } from '@hubgraph/kernel';
import { type DirectiveNode, type DocumentNode, isInterfaceType, isObjectType, Kind, parse } from 'graphql';

/** What the gateway serves: the composed supergraph, and the hub's own SDL, which says how to route and merge. */
export interface Supergraph {
  /** SHA-256 over both texts, as 64 hexadecimal digits. */
  readonly digest: string;
  readonly supergraphSdl: string;
  readonly hubSdl: string;
}

const FILES = ['supergraph.graphql', 'hub.graphql'] as const;

/** Where they are kept that came with this release. */
export const OWN_FOLDER = join(import.meta.dirname, '..');

/**
 * Reads what is stored in a folder.
 * @throws {HubgraphError} `ERR_SUPERGRAPH_UNUSABLE` where it is not there, is no SDL, or its two files do not belong together.
 */
export function readSupergraph(world: World, folder: string): Supergraph {
  const [supergraphSdl, hubSdl] = FILES.map((file) => textOf(world, join(folder, file))) as [string, string];
  const digest = createHash('sha256').update(`${supergraphSdl.length} `).update(supergraphSdl).update(hubSdl);
  let missing: readonly string[];
  try {
    missing = missingFromHub(parse(supergraphSdl, { noLocation: true }), hubSdl);
  } catch (cause) {
    throw unusable(`${folder} holds no supergraph: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
  if (missing.length > 0) {
    throw unusable(
      `The files ${FILES.join(' and ')} in ${folder} are not of one composition: hubs do not have ${missing.slice(0, 3).join(', ')}. Replace both.`,
    );
  }
  return { digest: digest.digest('hex'), supergraphSdl, hubSdl };
}

/** A text by which a changed file is noticed; the same one for whatever cannot be read. */
export function stampOf(world: World, folder: string): string {
  try {
    return FILES.map((file) => world.disk.sha256(join(folder, file))).join();
  } catch {
    return '';
  }
}

/** @throws {HubgraphError} `ERR_SUPERGRAPH_UNUSABLE` with the reason. */
export function unusable(message: string, cause?: unknown): HubgraphError {
  return new HubgraphError('ERR_SUPERGRAPH_UNUSABLE', message, { cause });
}

function textOf(world: World, path: string): string {
  try {
    return Buffer.from(world.disk.read(path)).toString('utf8');
  } catch (cause) {
    throw unusable(`${path} cannot be read.`, cause);
  }
}

/** The fields that the supergraph would ask hubs for and that the hub's own SDL does not have. */
function missingFromHub({ definitions }: DocumentNode, hubSdl: string): readonly string[] {
  const { schema } = readHubSchema(hubSdl);
  const graph = graphNamed(definitions, 'hub');
  const missing: string[] = [];
  for (const one of definitions) {
    if (one.kind !== Kind.OBJECT_TYPE_DEFINITION && one.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    if (!uses(one.directives, 'join__type').some((type) => type['graph'] === graph)) continue;
    const type = schema.getType(one.name.value);
    const known = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    for (const field of one.fields ?? []) {
      const joins = uses(field.directives, 'join__field');
      const isHubs = joins.length === 0 || joins.some((join) => join['graph'] === graph && join['external'] !== true);
      if (isHubs && known[field.name.value] === undefined) missing.push(`${one.name.value}.${field.name.value}`);
    }
  }
  return missing;
}

/** The supergraph's own name for a subgraph. */
function graphNamed(definitions: DocumentNode['definitions'], name: string): string | undefined {
  for (const one of definitions) {
    if (one.kind !== Kind.ENUM_TYPE_DEFINITION || one.name.value !== 'join__Graph') continue;
    const found = one.values?.find((value) => uses(value.directives, 'join__graph')[0]?.['name'] === name);
    if (found !== undefined) return found.name.value;
  }
  return undefined;
}

/** What each use of a directive says, as far as it says it in words. */
function uses(directives: readonly DirectiveNode[] | undefined, name: string): Record<string, string | boolean>[] {
  return (directives ?? []).flatMap((directive) =>
    directive.name.value !== name
      ? []
      : [
          Object.fromEntries(
            (directive.arguments ?? []).flatMap(({ name: { value: key }, value }) =>
              value.kind === Kind.STRING || value.kind === Kind.ENUM || value.kind === Kind.BOOLEAN
                ? [[key, value.value] as const]
                : [],
            ),
          ),
        ],
  );
}
