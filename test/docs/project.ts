import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the project: its path from the root, with slashes, and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export const root: string = join(import.meta.dirname, '../..');

/** Every text file that belongs to the project: what git tracks, and what is new and not ignored. */
export function projectFiles(): readonly ProjectFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  return [...new Set(listed.split('\0'))].flatMap((path) => {
    if (path === '' || !existsSync(join(root, path))) return [];
    const text = readFileSync(join(root, path), 'utf8');
    return text.includes('\0') ? [] : [{ path, text }];
  });
}

/** The folders that have a package.json of their own. */
export function workspaceFolders(files: readonly ProjectFile[]): readonly string[] {
  return files.flatMap(({ path }) => /^((?:packages|subgraphs)\/[^/]+|gateway)\/package\.json$/.exec(path)?.[1] ?? []);
}

/** The workspace in which a file lies: `packages/kernel`; undefined for what belongs to the whole project. */
export function workspaceOf(path: string): string | undefined {
  return /^((?:packages|subgraphs)\/[^/]+|gateway)\//.exec(path)?.[1];
}

/** True for TypeScript that runs outside tests. */
export function isSource(path: string): boolean {
  return /\.(tsx?|mjs)$/.test(path) && !isOfTests(path);
}

/** True for tests and for what only tests use. */
export function isOfTests(path: string): boolean {
  return /\.test\.tsx?$|[.-]test-(helper|kit|suite)\.ts$|(^|\/)test-kit\.ts$|(^|\/)(test|testing|scripts)\//.test(path);
}

/** The text with comments blanked out, so that line numbers stay. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{(])\/\/.*$/gm, '$1');
}

/** What a TypeScript file imports, statically or not; types too, unless they are left out. */
export function importsOf(text: string, { withTypes = true }: { withTypes?: boolean } = {}): readonly string[] {
  const code = withoutComments(text);
  const read = withTypes ? code : code.replace(/\b(?:import|export) type\b[^;]*;/g, '');
  const found = read.matchAll(/(?:\bfrom|\bimport\s*\(?)\s*['"]([^'"]+)['"]/g);
  return [...found].map((match) => match[1] ?? '');
}

/** The places that match, as `path:line`, with what was found there. */
export function placesOf({ path, text }: ProjectFile, pattern: RegExp): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = pattern.exec(line)?.[0];
    return found === undefined ? [] : [`${path}:${index + 1} ${found.trim()}`];
  });
}

/** The rows of the tables below a heading of a Markdown text, cell by cell, without their heads. */
export function tableRows(markdown: string, heading: string): readonly (readonly string[])[] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  const isRule = (line: string | undefined): boolean => line !== undefined && /^\|[\s|:-]+\|$/.test(line);
  return rows
    .filter((line, index) => !isRule(line) && !isRule(rows[index + 1]))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The names in backticks of the first cells of these rows. */
export function namesIn(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.flatMap(([first = '']) => [...first.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}
