import { isSource, type ProjectFile, withoutComments } from './project.ts';

const KEBAB = /'([a-z]+(?:-[a-z]+)+)'/g;

/**
 * The refusals that the code can give: what `reject` is called with, what the unions `…RejectionCode` and the tables
 * `…_REJECTIONS` list, and the codes written into answers.
 */
export function refusalsIn(files: readonly ProjectFile[]): ReadonlySet<string> {
  return collect(files, (text) => [
    ...textsIn(text, /(?<![\w.])reject\(\s*([^,]*),/g, KEBAB),
    ...textsIn(text, /\b\w*RejectionCode\s*=([^;]*);/g, KEBAB),
    ...textsIn(text, /\b[A-Z_]*REJECTIONS\s*=\s*\{([^}]*)\}/g, /^\s*'([a-z]+(?:-[a-z]+)+)':/gm),
    ...textsIn(text, /\bcode: ('[a-z]+(?:-[a-z]+)+'),\s*message\b/g, KEBAB),
    ...textsIn(text, /extensions: \{ code: 'BAD_USER_INPUT', reason: ('[a-z-]+')/g, KEBAB),
  ]);
}

/** The codes of errors: `ERR_…` of `HubgraphError`, and the UPPER_SNAKE codes of `extensions.code`. */
export function errorCodesIn(files: readonly ProjectFile[]): ReadonlySet<string> {
  return collect(files, (text) => [
    ...textsIn(text, /('ERR_[A-Z_]+')/g, /'(\w+)'/g),
    ...textsIn(text, /\bcode: ('[A-Z][A-Z_]+')/g, /'(\w+)'/g),
    ...textsIn(text, /\bconst \[?code\b[^=]*=([^;]*);/g, /'([A-Z]+(?:_[A-Z]+)+)'/g),
    ...textsIn(text, /\brouterError\(\s*('[A-Z_]+')/g, /'(\w+)'/g),
    ...textsIn(text, /\b\w*ErrorCode =([^;]*);/g, /'([A-Z]+(?:_[A-Z]+)+)'/g),
    ...textsIn(text, /(?:return|\?) ('HUB_[A-Z_]+')/g, /'(\w+)'/g),
  ]);
}

/** What a check of the books may find. */
export function findingsIn(files: readonly ProjectFile[]): ReadonlySet<string> {
  return collect(files, (text) => textsIn(text, /\bDiscrepancyCode\s*=([^;]*);/g, KEBAB));
}

/** Why a node's part may be missing. */
export function missingReasonsIn(files: readonly ProjectFile[]): ReadonlySet<string> {
  return collect(files, (text) => [
    ...textsIn(text, /\bHubFailureReason =([^;]*);/g, /'([a-z]+(?:-[a-z]+)*)'/g),
    ...textsIn(text, /\bunavailable\(([^;]*)\);/g, /'([a-z]+(?:-[a-z]+)*)'/g),
    ...textsIn(text, /\breason: ('no-[a-z-]+')/g, /'([a-z-]+)'/g),
    ...(/\bHubFailureReason =[^;]*`http-/.test(text) ? ['http-…'] : []),
  ]);
}

function collect(files: readonly ProjectFile[], find: (text: string) => readonly string[]): ReadonlySet<string> {
  return new Set(files.filter(({ path }) => isSource(path)).flatMap(({ text }) => find(withoutComments(text))));
}

/** All that `inner` finds within what `outer` finds. */
function textsIn(text: string, outer: RegExp, inner: RegExp): readonly string[] {
  return [...text.matchAll(outer)].flatMap((found) =>
    [...(found[1] ?? '').matchAll(inner)].map((match) => match[1] ?? ''),
  );
}
