import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CodeList {
  readonly complete: boolean;
  readonly codes: readonly string[];
  readonly withdrawn: readonly string[];
}

interface Case {
  readonly condition?: string;
  readonly paths?: readonly string[];
  readonly excluded?: readonly string[];
  readonly one?: string;
  readonly all?: string;
  readonly date?: string;
  readonly less?: string;
  readonly more?: string;
  readonly start?: string;
  readonly end?: string;
  readonly regex?: string;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly if?: string;
  readonly then?: string;
  readonly foreach?: string;
  readonly do?: Rules;
}

type Rules = Readonly<Record<string, { readonly cases: readonly Case[] }>>;

/** What may not be found in a file: its name, and what counts it. */
interface Check {
  readonly name: string;
  readonly xpath: string;
}

/**
 * What is against a file by the code lists and the rules of IATI, which no schema can say. `folder` is the standard's:
 * `mapping.xml`, `codelists/codelists.json`, `rulesets/standard_py.json`. xmllint does the counting. A rule that is
 * not understood here is a fault where the file has anything that it is about.
 * @see https://github.com/IATI/IATI-Rulesets
 */
export function iatiFaults(folder: string, path: string, today: string): readonly string[] {
  const checks = [...codeListChecks(folder), ...ruleChecks(folder, today)];
  return asked(checks).flatMap((some) => {
    const counts = execFileSync(
      'xmllint',
      ['--nonet', '--xpath', `concat(${some.map(({ xpath }) => `count(${xpath}),' '`).join(',')},'')`, path],
      { encoding: 'utf8' },
    )
      .trim()
      .split(/\s+/);
    if (counts.length !== some.length) throw new Error(`${counts.length} answers to ${some.length} questions`);
    return some.flatMap(({ name }, n) => (counts[n] === '0' ? [] : [`${name} (${counts[n]})`]));
  });
}

/** So many at once as a command line takes. */
function asked(checks: readonly Check[]): Check[][] {
  const groups: Check[][] = [[]];
  let length = 0;
  for (const check of checks) {
    length += check.xpath.length + 20;
    if (length > 100_000) {
      groups.push([]);
      length = check.xpath.length + 20;
    }
    groups.at(-1)?.push(check);
  }
  return groups;
}

function codeListChecks(folder: string): Check[] {
  const lists = JSON.parse(readFileSync(join(folder, 'codelists/codelists.json'), 'utf8')) as Readonly<
    Record<string, CodeList>
  >;
  const mapping = readFileSync(join(folder, 'mapping.xml'), 'utf8');
  const checks: Check[] = [];
  for (const [, inner = ''] of mapping.matchAll(/<mapping>(.*?)<\/mapping>/gs)) {
    const path = /<path>(.*?)<\/path>/.exec(inner)?.[1] ?? '';
    const list = /<codelist ref="(.*?)"/.exec(inner)?.[1] ?? '';
    const condition = /<condition>(.*?)<\/condition>/s.exec(inner)?.[1];
    const { [list]: codes } = lists;
    if (codes === undefined || !codes.complete) continue;
    const all = `'|${codes.codes.filter((code) => !codes.withdrawn.includes(code)).join('|')}|'`;
    const bad = `[not(contains(${all}, concat('|', ., '|')))]`;
    const [, element = '', leaf = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
    const where = condition === undefined ? '' : `[${condition.replaceAll('&apos;', "'").replaceAll('&quot;', '"')}]`;
    checks.push({ name: `codelist ${list}: ${path}`, xpath: `${element}${where}/${leaf}${bad}` });
  }
  return checks;
}

function ruleChecks(folder: string, today: string): Check[] {
  const rules = JSON.parse(readFileSync(join(folder, 'rulesets/standard_py.json'), 'utf8')) as Readonly<
    Record<string, Rules>
  >;
  return Object.entries(rules).flatMap(([context, kinds]) => checksOf(context, kinds, today));
}

function checksOf(context: string, kinds: Rules, today: string): Check[] {
  return Object.entries(kinds).flatMap(([kind, { cases }]) =>
    cases.flatMap((one) => {
      const name = `rule ${kind} ${context} ${JSON.stringify(one)}`;
      return violations(kind, one, today, context).map((xpath) => ({ name, xpath }));
    }),
  );
}

/** What a rule must not find. */
function violations(kind: string, one: Case, today: string, context: string): string[] {
  const paths = one.paths ?? [];
  const at = (test: string): string => `${context}${one.condition === undefined ? '' : `[${one.condition}]`}[${test}]`;
  switch (kind) {
    case 'atleast_one':
      return [at(`not(${paths.join(' or ')})`)];
    case 'one_or_all':
      return [at(`not(${one.one}) and ${LACKING[one.all ?? ''] ?? 'true()'}`)];
    case 'only_one_of':
      return [at(`(${one.excluded?.join(' or ')}) and (${paths.join(' or ')})`)];
    case 'date_now':
      return [at(`${numberOf(one.date ?? '')} > ${today.replaceAll('-', '')}`)];
    case 'date_order':
      return [at(`${numberOf(one.less ?? '')} > ${numberOf(one.more ?? '', today)}`)];
    case 'time_limit':
      // A year, in numbers like 20260331.
      return [at(`${numberOf(one.end ?? '')} - ${numberOf(one.start ?? '')} > 10000`)];
    case 'regex_matches':
      if (one.regex !== '[^\\/\\&\\|\\?]+') return [context];
      return paths.map((path) => `${context}/${path}[translate(., '/&|?', '') != string(.) or . = '']`);
    case 'sum':
    case 'strict_sum':
      return [`${at(paths.join(' or '))}[round(100 * sum(${paths.join(' | ')})) != ${100 * (one.sum ?? 100)}]`];
    case 'range':
      return paths.map((path) => `${context}/${path}[not(number(.) >= ${one.min} and number(.) <= ${one.max})]`);
    case 'if_then':
      return [at(`(${one.if}) and not(${one.then})`)];
    case 'loop':
      // Of the standard's rules one is repeated: for each vocabulary of sectors.
      return VOCABULARIES.flatMap((code) =>
        checksOf(context, JSON.parse(JSON.stringify(one.do).replaceAll('$1', code)) as Rules, today).map(
          ({ xpath }) => xpath,
        ),
      );
    default:
      return [context];
  }
}

/** Of IATI's list SectorVocabulary, all but the first. */
const VOCABULARIES = ['2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '98', '99'];

const LACKING: Readonly<Record<string, string>> = {
  lang: './/narrative[not(@xml:lang)]',
  sector: '(not(transaction) or transaction[not(sector)])',
  currency: './/value[not(@currency)]',
};

/** A day as a number, which XPath can compare; what is not there is no number and before nothing. */
function numberOf(path: string, today?: string): string {
  return path === 'NOW' ? String(today).replaceAll('-', '') : `number(translate(substring(${path}, 1, 10), '-', ''))`;
}
