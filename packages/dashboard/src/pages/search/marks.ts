/** A piece of a text: true where it has one of the words that were looked for. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const IN_WORD = /[\p{L}\p{M}\p{N}]/u;
/** Scripts without spaces between words: a match may begin anywhere. */
const WITHOUT_SPACES =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '');
}

/**
 * Parts a text where the words of a search stand in it, whatever their case and their marks. It only shows what was
 * found: the nodes decide what is.
 */
export function marked(text: string, search: string): readonly Piece[] {
  const words = (fold(search).match(WORD) ?? []).sort((one, other) => other.length - one.length);
  const signs = [...text];
  const folded = signs.map(fold);
  const isFound = new Array<boolean>(signs.length).fill(false);
  for (let start = 0; start < signs.length; start += 1) {
    for (const word of words) {
      const length = matchAt(folded, start, word);
      if (length > 0) isFound.fill(true, start, start + length);
    }
  }
  return joined(signs, isFound);
}

/** How many signs of the text, from this one on, are the word; 0 if they are not. */
function matchAt(folded: readonly string[], start: number, word: string): number {
  const before = folded[start - 1];
  if (before !== undefined && IN_WORD.test(before) && !WITHOUT_SPACES.test(word)) return 0;
  let rest = word;
  let index = start;
  while (rest !== '') {
    const sign = folded[index];
    if (sign === undefined || !rest.startsWith(sign) || (sign === '' && index === start)) return 0;
    rest = rest.slice(sign.length);
    index += 1;
  }
  // Marks that follow belong to the last letter.
  while (folded[index] === '') index += 1;
  return index - start;
}

function joined(signs: readonly string[], isFound: readonly boolean[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, sign] of signs.entries()) {
    const found = isFound[index] ?? false;
    const last = pieces.at(-1);
    if (last !== undefined && last.isFound === found) pieces[pieces.length - 1] = { ...last, text: last.text + sign };
    else pieces.push({ text: sign, isFound: found });
  }
  return pieces;
}
