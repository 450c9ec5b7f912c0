import { dirname, posix } from 'node:path';
import { importsOf, isOfTests, isSource, type ProjectFile, placesOf, withoutComments, workspaceOf } from './project.ts';

/** A rule that every file must keep which it concerns. */
export interface Rule {
  readonly name: string;
  concerns(path: string): boolean;
  /** The places where the file breaks the rule. */
  broken(file: ProjectFile, all: readonly ProjectFile[]): readonly string[];
  /** A file that breaks it, which shows that the rule can find something. */
  readonly control: ProjectFile;
}

const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
/** Runs in browsers, whose clock and network are the only ones there are. */
const isOfBrowsers = (path: string): boolean => path.startsWith('packages/dashboard/src/client/');
const isDomain = (path: string): boolean => path.endsWith('/domain.ts');
const codeOf = (file: ProjectFile): ProjectFile => ({ ...file, text: withoutComments(file.text) });

/** What reaches the outside: a domain knows none of it. */
const OUTSIDE =
  /^node:(fs|http|https|net|tls|dns|child_process|worker_threads|os|process|sqlite|timers|crypto)\b|^@hubgraph\/store$|^undici$|^fastify$/;
const IMPURE = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bsetTimeout\b|\bperformance\.|\bfetch\(/;
const WORLD = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomBytes\b|\brandomUUID\b|(?<![\w.#])fetch\(/;

/** Who may know a subgraph: the environment that starts them all, and what belongs to the whole project. */
const STARTS_SUBGRAPHS = 'packages/dev-env';

export const rules: readonly Rule[] = [
  {
    name: 'dependencies point one way: nothing imports a subgraph but dev-env',
    concerns: (path) => isTypeScript(path) && workspaceOf(path) !== undefined,
    broken: (file) =>
      workspaceOf(file.path) === STARTS_SUBGRAPHS
        ? []
        : importsOf(file.text)
            .filter((name) => name.startsWith('@hubgraph/subgraph-'))
            .map((name) => `${file.path} imports ${name}`),
    control: { path: 'packages/node/src/a.ts', text: "import { hub } from '@hubgraph/subgraph-hub';" },
  },
  {
    name: 'a workspace is entered by its name, not by a path',
    // Tests may play the other side of an exchange.
    concerns: (path) => isTypeScript(path) && !isOfTests(path) && workspaceOf(path) !== undefined,
    broken: ({ path, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('.'))
        .map((name) => posix.join(dirname(path), name))
        .filter((target) => workspaceOf(target) !== workspaceOf(path))
        .map((target) => `${path} imports ${target}`),
    control: { path: 'subgraphs/hub/src/a.ts', text: "import { b } from '../../council/src/b.ts';" },
  },
  {
    name: 'a domain has no clock, no chance, no process',
    concerns: isDomain,
    broken: (file) => placesOf(codeOf(file), IMPURE),
    control: { path: 'subgraphs/hub/src/a/domain.ts', text: 'const at = Date.now();' },
  },
  {
    name: 'a domain and what it imports beside it reach nothing outside',
    concerns: isDomain,
    broken: (file, all) =>
      reachedFrom(file, all).flatMap(({ path, text }) =>
        importsOf(text, { withTypes: false })
          .filter((name) => OUTSIDE.test(name))
          .map((name) => `${file.path} reaches ${name} in ${path}`),
      ),
    control: { path: 'subgraphs/hub/src/a/domain.ts', text: "import { readFileSync } from 'node:fs';" },
  },
  {
    name: 'the environment is read in config.ts only',
    concerns: isSource,
    broken: (file) => (/(^|[/.])config\.ts$/.test(file.path) ? [] : placesOf(codeOf(file), /\bprocess\.env\b/)),
    control: { path: 'packages/node/src/a.ts', text: "const home = process.env['HOME'];" },
  },
  {
    name: 'clock, chance and network come from the world',
    concerns: (path) => isSource(path) && !isOfBrowsers(path),
    broken: (file) => (file.path === 'packages/kernel/src/real-world.ts' ? [] : placesOf(codeOf(file), WORLD)),
    control: { path: 'packages/node/src/a.ts', text: "await fetch('http://cee.invalid');" },
  },
  {
    name: 'nothing is left for later',
    concerns: (path) => path !== 'package-lock.json',
    // In quotes the last of them is the code of ISO 4217 for no currency.
    broken: (file) => placesOf(file, /\bTO[D]O\b|\bFIX[M]E\b|(?<!['"])\bX{3}\b(?!['"])/),
    control: { path: 'packages/node/src/a.ts', text: `// ${'TO'}DO later` },
  },
  {
    name: 'a test that may be skipped says why: "[skipped without …]" in its name, or skip(reason)',
    concerns: isOfTests,
    broken: skippedWithoutReason,
    control: { path: 'test/a.test.ts', text: "test.skip('adds', () => {});" },
  },
  {
    name: 'no paths of one machine, no hosts of package registries',
    concerns: () => true,
    broken: (file) =>
      placesOf(
        file,
        /(?<![\w.])\/(?:work|root|home)\/\w|\bregistry\.(?:npmjs|yarnpkg)|\b(?:npm[m]irror|jf[r]og|arti[f]actory)\b/,
      ),
    control: { path: 'docs/a.md', text: `See /${'home'}/someone/notes.` },
  },
  {
    name: 'the lock file names no host',
    concerns: (path) => path === 'package-lock.json',
    broken: (file) => placesOf(file, /"resolved": "http[^"]*/),
    control: { path: 'package-lock.json', text: `"resolved": "${'http'}://packages.invalid/a.tgz"` },
  },
];

/** The file and all that it reaches by relative imports. */
function reachedFrom(file: ProjectFile, all: readonly ProjectFile[]): readonly ProjectFile[] {
  const byPath = new Map(all.map((one) => [one.path, one]));
  const reached = new Map([[file.path, file]]);
  for (const { path, text } of reached.values()) {
    for (const name of importsOf(text).filter((one) => one.startsWith('.'))) {
      const target = byPath.get(posix.join(dirname(path), name));
      if (target !== undefined) reached.set(target.path, target);
    }
  }
  return [...reached.values()];
}

/** `skip('reason')` is good as it is; `test.skip` and `skipIf` need "[skipped …]" in the name beside them. */
function skippedWithoutReason({ path, text }: ProjectFile): readonly string[] {
  const lines = withoutStrings(text).split('\n');
  const original = text.split('\n');
  return lines.flatMap((line, index) => {
    if (/\b(?:test|it|describe)\.(?:only|todo|fails)\b/.test(line)) return [`${path}:${index + 1} ${line.trim()}`];
    const isSkipped = /\b(?:test|it|describe)\.(?:skip|skipIf|runIf)\b/.test(line);
    const isBare = /\b(?:context|ctx|task)\.skip\(\s*\)/.test(line);
    const near = original.slice(Math.max(0, index - 2), index + 3).join(' ');
    const isExplained = /\[skipped \w+ [^\]]+\]/.test(near);
    return isBare || (isSkipped && !isExplained) ? [`${path}:${index + 1} ${line.trim()}`] : [];
  });
}

function withoutStrings(text: string): string {
  return withoutComments(text).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}
