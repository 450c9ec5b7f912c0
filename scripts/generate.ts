// Writes, beside each .graphql file of the dashboard, what it asks for in TypeScript: the types of its answer and
// variables, and its text with the shared fragments that it spreads. An operation that the graph does not have fails.
// A list of all of them says to the gateway which documents are the page's own.
// With --check it only compares, and fails on a difference.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { codegen } from '@graphql-codegen/core';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, print, printSchema, visit } from 'graphql';

const root = join(import.meta.dirname, '..');
const dashboard = join(root, 'packages/dashboard/src');
const shared = join(dashboard, 'graph/fragments.graphql');

const supergraph = readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8');
const api = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
const schema = parse(printSchema(api));
const fragments = new Map(
  parse(readFileSync(shared, 'utf8'))
    .definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    .map((definition) => [definition.name.value, definition]),
);

let differs = false;
const targets: string[] = [];
const files = globSync('**/*.graphql', { cwd: dashboard }).map((file) => join(dashboard, file));
for (const path of files.filter((file) => file !== shared).sort()) {
  const target = path.replace(/\.graphql$/, '.generated.ts');
  targets.push(target);
  put(target, await generated(withFragments(parse(readFileSync(path, 'utf8'))), path));
}
put(join(dashboard, 'graph/documents.generated.ts'), documents());
if (differs) process.exit(1);
console.log(`${files.length - 1} files of operations fit the graph.`);

function put(target: string, text: string): void {
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readOrEmpty(target) !== text) {
    console.error(`${relative(root, target)} does not fit the .graphql files or the graph; run "npm run generate".`);
    differs = true;
  }
}

/** The module that lists what the page asks: nothing else is asked by it. */
function documents(): string {
  const modules = targets.map((target) => {
    const file = relative(join(dashboard, 'graph'), target);
    return { name: relative(dashboard, target).replace(/\W+/g, '_'), from: file.startsWith('.') ? file : `./${file}` };
  });
  return [
    '// Made by "npm run generate"; do not edit.',
    ...modules.map(({ name, from }) => `import * as ${name} from '${from}';`),
    '',
    '/** The texts of all operations of the page: it asks nothing else. */',
    'export const documents: readonly string[] = [',
    ...modules.map(({ name }) => `  ${name},`),
    '].flatMap((operations) => Object.values(operations).map(({ text }) => text));',
    '',
  ].join('\n');
}

async function generated(document: DocumentNode, path: string): Promise<string> {
  const types = await codegen({
    schema,
    schemaAst: api,
    documents: [{ location: path, document }],
    filename: path,
    plugins: [{ 'typescript-operations': {} }],
    pluginMap: { 'typescript-operations': operationTypes },
    config: {
      enumsAsTypes: true,
      immutableTypes: true,
      strictScalars: true,
      useTypeImports: true,
      skipTypename: true,
      scalars: { Day: 'string', DateTime: 'string', ID: 'string' },
    },
  });
  const up = '../'.repeat(relative(dashboard, path).split('/').length - 1) || './';
  const operations = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.name === undefined) return [];
    const name = definition.name.value;
    const kind = definition.operation === 'mutation' ? 'Mutation' : 'Query';
    const needed = fragmentsOf({ kind: Kind.DOCUMENT, definitions: [definition] }, document);
    const text = [definition, ...needed].map(print).join('\n');
    return [
      `export const ${name}: Operation<${name}${kind}, ${name}${kind}Variables> = {\n  name: '${name}',\n  text: ${JSON.stringify(text)},\n};\n`,
    ];
  });
  return `// Made by "npm run generate"; do not edit.\nimport type { Operation } from '${up}graph/operation.ts';\n\n${types.trim()}\n\n${operations.join('\n')}`;
}

/** The document with the shared fragments that it spreads. */
function withFragments(document: DocumentNode): DocumentNode {
  return { ...document, definitions: [...document.definitions, ...missing(document)] };
}

function missing(document: DocumentNode, known: ReadonlySet<string> = new Set()): FragmentDefinitionNode[] {
  const here = new Set(known);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) here.add(definition.name.value);
  }
  const found: FragmentDefinitionNode[] = [];
  for (const name of spreads(document)) {
    const fragment = fragments.get(name);
    if (here.has(name) || fragment === undefined) continue;
    here.add(name);
    found.push(fragment, ...missing({ kind: Kind.DOCUMENT, definitions: [fragment] }, here));
    for (const one of found) here.add(one.name.value);
  }
  return found;
}

/** The fragments that an operation needs, directly or through others. */
function fragmentsOf(operation: DocumentNode, document: DocumentNode): FragmentDefinitionNode[] {
  const all = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const needed = new Map<string, FragmentDefinitionNode>();
  const take = (from: DocumentNode): void => {
    for (const name of spreads(from)) {
      const fragment = all.get(name);
      if (fragment === undefined || needed.has(name)) continue;
      needed.set(name, fragment);
      take({ kind: Kind.DOCUMENT, definitions: [fragment] });
    }
  };
  take(operation);
  return [...needed.values()];
}

function spreads(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, { FragmentSpread: (node) => void names.add(node.name.value) });
  return names;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
