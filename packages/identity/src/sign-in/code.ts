import { type Rejection, reject, type World } from '@hubgraph/kernel';

/** Crockford's base32: no letter that looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const GROUP = /.{4}(?=.)/g;
const WRITTEN_LENGTH_MAX = 200;
const FORM = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** The type of the statement with which a node's operator asks the running node to issue a code. */
export const SIGN_IN_CODE = 'sign-in-code';

/**
 * A new sign-in code as a person sees it: `7KQM-2F9D-…`, seven groups of four. Its 140 random bits cannot be guessed,
 * however many may try at once.
 */
export function drawSignInCode(random: World['random']): string {
  const drawn = Array.from(random.bytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return drawn.replace(GROUP, '$&-');
}

/**
 * The one form of a code as a person typed it: in any case, with or without hyphens and spaces, with O for 0 and I or L
 * for 1. Digests are made of this form.
 */
export function readSignInCode(written: string): string | Rejection<'sign-in-code-is-malformed'> {
  const code = written
    .slice(0, WRITTEN_LENGTH_MAX + 1)
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (written.length <= WRITTEN_LENGTH_MAX && FORM.test(code)) return code;
  return reject('sign-in-code-is-malformed', `A sign-in code has ${LENGTH} letters and digits in groups of four.`);
}
