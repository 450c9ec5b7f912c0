// Compares the present schemas with those of the last releases (gateway/releases/<version>/) and says what would break,
// and for whom: clients that were written for a release, and hubs that still run one.
// With --check it fails on a break that gateway/releases/accepted.json does not name with a reason.
// With --release it keeps the present schemas as those of the version in package.json.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareHubSchemas } from '@hubgraph/hub-router';
import { buildASTSchema, findBreakingChanges, parse } from 'graphql';

const gateway = join(import.meta.dirname, '../gateway');
const releases = join(gateway, 'releases');
const read = (...path: readonly string[]): string => readFileSync(join(gateway, ...path), 'utf8');

if (process.argv.includes('--release')) {
  const { version } = JSON.parse(read('../package.json')) as { version: string };
  mkdirSync(join(releases, version), { recursive: true });
  for (const file of ['hub.graphql', 'supergraph.graphql'])
    copyFileSync(join(gateway, file), join(releases, version, file));
  console.log(`The present schemas are those of ${version}.`);
}

/** What a release is not compared for: how the supergraph is put together is no business of clients. */
const OWN = /^(join__|link__|@join__|@link)/;
const BREAKS: ReadonlySet<string> = new Set(['null-above', 'part-missing', 'refused']);

const acceptedFile = join(releases, 'accepted.json');
const accepted = existsSync(acceptedFile)
  ? (JSON.parse(readFileSync(acceptedFile, 'utf8')) as Readonly<Record<string, string>>)
  : {};
const schemaOf = (sdl: string) => buildASTSchema(parse(sdl), { assumeValidSDL: true });
let broken = 0;
for (const version of readdirSync(releases, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  const { name } = version;
  const forClients = findBreakingChanges(
    schemaOf(read('releases', name, 'supergraph.graphql')),
    schemaOf(read('supergraph.graphql')),
  )
    .map(({ description }) => description)
    .filter((description) => !OWN.test(description) && !/\b(join__|link__)/.test(description))
    .map((description) => `clients of ${name}: ${description}`);
  const changes = compareHubSchemas(read('hub.graphql'), read('releases', name, 'hub.graphql'));
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
