import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSchema, undescribed } from './docs/descriptions.ts';
import { errorCodesIn, findingsIn, missingReasonsIn, refusalsIn } from './docs/failures.ts';
import {
  isSource,
  namesIn,
  type ProjectFile,
  projectFiles,
  root,
  tableRows,
  workspaceFolders,
} from './docs/project.ts';
import { rules } from './docs/rules.ts';

const files = projectFiles();
const sources = files.filter(({ path }) => isSource(path));
const workspaces = workspaceFolders(files);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe.each(rules)('$name', (rule) => {
  test('everywhere', () => {
    const visited = files.filter(({ path }) => rule.concerns(path));
    expect(visited.length).toBeGreaterThan(0);
    expect(visited.flatMap((file) => rule.broken(file, files))).toEqual([]);
  });

  test('and the rule can find a fault', () => {
    expect(rule.concerns(rule.control.path)).toBe(true);
    expect(rule.broken(rule.control, [rule.control])).not.toEqual([]);
  });
});

test('every workspace has a README', () => {
  expect(workspaces.length).toBeGreaterThan(0);
  const without = workspaces.filter((folder) => !files.some(({ path }) => path === `${folder}/README.md`));
  expect(without).toEqual([]);
});

describe('every type, field, argument and value of the schema is described', () => {
  const schemas = files.filter(({ path }) => isSchema(path));

  test('in at least one of the files that define it', () => {
    expect(schemas.length).toBeGreaterThan(0);
    expect(undescribed(schemas)).toEqual([]);
  });

  test('and the rule can find a fault', () => {
    const text = 'type A { id: ID! b(c: Int): Int } "Said." type D { "Said." e: F } enum F { G }';
    expect(undescribed([{ path: 'a.graphql', text }])).toEqual(
      ['A', 'A.b', 'A.b(c)', 'F', 'F.G'].map((name) => `a.graphql ${name}`),
    );
    // A type that two subgraphs share is described in one of them.
    const other = { path: 'b.graphql', text: '"Said." type A { "Said." b("Said." c: Int): Int }' };
    expect(undescribed([{ path: 'a.graphql', text: 'type A { b(c: Int): Int }' }, other])).toEqual([]);
  });
});

describe('docs/errors.md and the code know the same', () => {
  const document = read('docs/errors.md');
  const kinds: readonly [string, (files: readonly ProjectFile[]) => ReadonlySet<string>, string][] = [
    ['Refusals', refusalsIn, "return reject('cup-is-empty', 'Fill it.');"],
    ['Error codes', errorCodesIn, "throw new HubgraphError('ERR_CUP_IS_EMPTY', 'Fill it.');"],
    ['Reasons of missing nodes', missingReasonsIn, "export type HubFailureReason = 'cup-empty';"],
    ['Findings of a check of the books', findingsIn, "export type DiscrepancyCode = 'cup-is-empty';"],
  ];

  test.each(kinds)('%s', (heading, find, control) => {
    const written = namesIn(tableRows(document, heading));
    const given = find(sources);
    expect(given.size).toBeGreaterThan(0);
    expect(written.filter((code, index) => written.indexOf(code) !== index)).toEqual([]);
    expect([...given].filter((code) => !written.includes(code))).toEqual([]);
    expect(written.filter((code) => !given.has(code))).toEqual([]);
    expect(find([{ path: 'packages/node/src/a.ts', text: control }]).size).toBe(1);
  });
});

test('docs/dependencies.md has a line for each direct dependency, and no other', () => {
  const given = new Set(
    ['package.json', ...workspaces.map((folder) => `${folder}/package.json`)].flatMap(dependencies),
  );
  const written = namesIn(tableRows(read('docs/dependencies.md'), 'Packages'));
  expect(given.size).toBeGreaterThan(0);
  expect([...given].filter((name) => !written.includes(name))).toEqual([]);
  expect(written.filter((name) => !given.has(name))).toEqual([]);
});

test('docs/dependencies.md has a line for each Go module, and no other', () => {
  const given = [...read('test/interop/go.mod').matchAll(/^\t(\S+) v\S+/gm)].map((match) => match[1] ?? '');
  const written = namesIn(tableRows(read('docs/dependencies.md'), 'Go modules'));
  expect(given.length).toBeGreaterThan(0);
  expect([...written].sort()).toEqual([...given].sort());
});

test('docs/glossary.md has each word once, in the order of the alphabet within its section', () => {
  const sections = read('docs/glossary.md').split(/^## /m).slice(1, -1);
  expect(sections.length).toBeGreaterThan(0);
  const all = sections.flatMap((section) => {
    const words = [...section.matchAll(/^\| \*\*([^*]+)\*\* \|/gm)].map((match) => match[1] ?? '');
    expect(words.length).toBeGreaterThan(0);
    expect(words).toEqual([...words].sort((a, b) => a.localeCompare(b, 'en')));
    return words;
  });
  expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
});

test('links between documents lead somewhere', () => {
  const documents = files.filter(({ path }) => path.endsWith('.md') && !path.includes('__snapshots__'));
  expect(documents.length).toBeGreaterThan(0);
  const known = new Set(files.map(({ path }) => path));
  const isThere = (path: string): boolean =>
    known.has(path) ||
    [...known].some((one) => one.startsWith(`${path}/`)) ||
    (/\.png$/.test(path) && existsSync(join(root, path)));
  const broken = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#\s:]+)(?:#[^)]*)?\)/g)]
      .map((match) => join(path, '..', match[1] ?? '').replace(/\/$/, ''))
      .filter((target) => !isThere(target))
      .map((target) => `${path} → ${target}`),
  );
  expect(broken).toEqual([]);
});

function dependencies(path: string): readonly string[] {
  const manifest = JSON.parse(read(path)) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
    .flatMap((kind) => Object.keys(manifest[kind] ?? {}))
    .filter((name) => !name.startsWith('@hubgraph/'));
}
