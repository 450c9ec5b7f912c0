// Compares the present schemas with those of the last releases (gateway/releases/<version>/) and says what would break,
// and for whom: clients that were written for a release, and hubs that still run one.
// With --check it fails on a break that gateway/releases/accepted.json does not name with a reason.
// With --release it keeps the present schemas as those of the version in package.json.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { compareHubSchemas } from '@hubgraph/hub-router';
import { buildSchema, findBreakingChanges, parse, print, printSchema, stripIgnoredCharacters, visit } from 'graphql';

const gateway = join(import.meta.dirname, '../gateway');
const releases = join(gateway, 'releases');
const read = (...path: readonly string[]): string => readFileSync(join(gateway, ...path), 'utf8');

/** What clients see of the supergraph: no client asks how it is put together. */
const api = printSchema(Supergraph.build(read('supergraph.graphql')).apiSchema().toGraphQLJSSchema());
const hub = read('hub.graphql');

/** A schema as far as it is compared: without descriptions, each definition on a line. */
function kept(sdl: string): string {
  const { definitions } = visit(parse(sdl, { noLocation: true }), {
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
  return `${definitions.map((one) => stripIgnoredCharacters(print(one))).join('\n')}\n`;
}

if (process.argv.includes('--release')) {
  const { version } = JSON.parse(read('../package.json')) as { version: string };
  mkdirSync(join(releases, version), { recursive: true });
  for (const [file, sdl] of [['hub.graphql', hub] as const, ['api.graphql', api] as const])
    writeFileSync(join(releases, version, file), kept(sdl));
  console.log(`The present schemas are those of ${version}.`);
}

const BREAKS: ReadonlySet<string> = new Set(['null-above', 'part-missing', 'refused']);

const acceptedFile = join(releases, 'accepted.json');
const accepted = existsSync(acceptedFile)
  ? (JSON.parse(readFileSync(acceptedFile, 'utf8')) as Readonly<Record<string, string>>)
  : {};
let broken = 0;
for (const version of readdirSync(releases, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  const { name } = version;
  const forClients = findBreakingChanges(buildSchema(read('releases', name, 'api.graphql')), buildSchema(api)).map(
    ({ description }) => `clients of ${name}: ${description}`,
  );
  const changes = compareHubSchemas(hub, read('releases', name, 'hub.graphql'));
  const forHubs = changes
    .filter(({ effect }) => BREAKS.has(effect))
    .map(({ effect, coordinate, why }) => `hubs of ${name}: ${coordinate} ${effect}, because ${why}`);
  const added = changes.filter(({ effect }) => effect === 'null-there').length;
  for (const line of [...forClients, ...forHubs]) {
    const reason = accepted[line];
    if (reason === undefined) broken++;
    console.log(reason === undefined ? line : `${line} (accepted: ${reason})`);
  }
  console.log(
    `${name}: ${forClients.length} breaks for clients, ${forHubs.length} for hubs; ${added} fields are null for hubs of ${name}.`,
  );
}
if (broken > 0 && process.argv.includes('--check')) process.exit(1);
