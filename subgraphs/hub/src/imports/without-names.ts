import { parseIatiName } from '@hubgraph/exports';
import { isAccountType } from './account-paths.ts';
import type { BatchContent } from './rows.ts';

/** A keyed digest, by which the same text is known again: 64 hexadecimal digits. */
export type Pseudonym = (kind: 'account' | 'source', text: string) => string;

const CODE_LENGTH = 16;

/**
 * The code that stands for an account's name: its first word, which tells its type, stays; a name of that word alone, or of
 * the words of IATI with nothing below or with the identifier of a registered organisation, is its own code.
 */
export function codeOfName(name: string, pseudonym: Pseudonym): string {
  const [type = '', ...others] = name.split(':');
  const iati = parseIatiName(name);
  const isPlain = iati !== undefined && (iati.party === undefined || iati.isRegistered);
  if (others.length === 0 || !isAccountType(type) || isPlain) return name;
  return `${iati?.words ?? type}:${pseudonym('account', name).slice(0, CODE_LENGTH)}`;
}

/**
 * Puts a code in the place of everything in books that people wrote: they name accounts after people, and the ids of a
 * file's transactions are digests of descriptions, which whoever knows day and amount could guess. Only the first word
 * of an account's name, which tells its type, stays, and of activities of IATI the words of that standard and the
 * identifier of a registered organisation. The journal is public and for ever; the names go into the vault.
 * @returns `nameOf` says what the file calls an account.
 */
export function withoutNames(
  content: BatchContent,
  pseudonym: Pseudonym,
): { readonly content: BatchContent; readonly nameOf: ReadonlyMap<string, string> } {
  const nameOf = new Map<string, string>();
  if (content.format !== 'HLEDGER') return { content, nameOf };
  const codes = new Map<string, string>();
  const codeOf = (name: string): string => {
    const known = codes.get(name);
    if (known !== undefined) return known;
    const code = codeOfName(name, pseudonym);
    codes.set(name, code);
    if (code !== name) nameOf.set(code, name);
    return code;
  };
  const entries = content.entries.map(({ sourceId, day, postings }) => ({
    // One that is malformed is refused by its own form.
    sourceId: isSourceId(sourceId) ? pseudonym('source', sourceId) : sourceId,
    day,
    postings: postings.map(({ account, ...money }) => ({ account: codeOf(account), ...money })),
  }));
  return { content: { format: 'HLEDGER', entries }, nameOf };
}

/** 1 to 256 printable ASCII characters without spaces. */
export function isSourceId(text: string): boolean {
  return /^[\x21-\x7e]{1,256}$/.test(text);
}
