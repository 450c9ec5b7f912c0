import { formatAmount, type Money, type Rejection, reject } from '@hubgraph/kernel';

/** One word of a search, as it is looked up. */
export interface Term {
  /** The word in the form in which texts are compared. */
  readonly folded: string;
  /** Tokens of the index that stand one after the other. */
  readonly tokens: readonly string[];
  /** True where the last token may go on. */
  readonly isPrefix: boolean;
}

export type SearchRejectionCode =
  | 'text-is-malformed'
  | 'text-is-too-long'
  | 'search-has-no-words'
  | 'search-has-too-many-words';

const SEARCH_LENGTH_MAX = 200;
const WORDS_MAX = 16;
const TOKEN_LENGTH_MAX = 64;
const SNIPPET_LENGTH_MAX = 160;
/** How much of a text stands before the word for which it was found. */
const LEAD_LENGTH = 40;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Korean is written with spaces, but what is looked for mostly stands before a particle, without a space. */
const WITHOUT_SPACES =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}';
const RUN = new RegExp(`[${WITHOUT_SPACES}]+|[^${WITHOUT_SPACES}]+`, 'gu');
const STARTS_RUN = new RegExp(`^[${WITHOUT_SPACES}]`, 'u');
/** A character with its marks. */
const UNIT = /\P{M}\p{M}*|\p{M}+/gu;

/** Scripts whose marks people leave out when they type; in others a mark makes another letter. */
const MARKED =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{Mn}+|\u093c/gu;
/** Signs that are not seen, among them those that join or part letters, and the line that draws out Arabic words. */
const UNSEEN = /\p{Cf}|\u0640/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ى: 'ي',
  ة: 'ه',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
/** The Arabic article with what is written together with it. */
const ARTICLE = /^(?:[وبكف]?ال|لل)(?=\p{Script=Arabic}{2})/u;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The form in which texts are compared: small letters, without the marks that people leave out. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(MARKED, '$1')
    .normalize('NFC')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter);
}

/**
 * A text as the index holds it: tokens with a space between them. Of scripts that are written without spaces each
 * character is a token together with the next one, so that every part of a text can be found, wherever a dictionary
 * would part its words.
 */
export function tokensOf(text: string): string {
  return piecesOf(fold(text))
    .flatMap((piece) => (isRun(piece) ? pairs(unitsOf(piece)) : token(piece)))
    .join(' ');
}

/** An amount as people write it, with and without signs between thousands. */
export function amountText(money: Money): string {
  const decimal = formatAmount(money);
  const [whole = '', ...places] = decimal.split('.');
  const grouped = [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...places].join('.');
  return `${money.currency} ${decimal} ${grouped}`;
}

/** Reads what somebody typed; nothing in it is a command to the index. */
export function readSearch(text: string): readonly Term[] | Rejection<SearchRejectionCode> {
  if (!text.isWellFormed()) return reject('text-is-malformed', 'The text holds half a character; send valid Unicode.');
  if (text.length > SEARCH_LENGTH_MAX) {
    return reject('text-is-too-long', `text has ${text.length} characters; ${SEARCH_LENGTH_MAX} are allowed.`);
  }
  const words = piecesOf(fold(text)).flatMap((piece) => (isRun(piece) ? segmentsOf(piece) : piece));
  if (words.length === 0) return reject('search-has-no-words', 'Give at least one word to look for.');
  if (words.length > WORDS_MAX) {
    return reject('search-has-too-many-words', `These are ${words.length} words; look for up to ${WORDS_MAX}.`);
  }
  return words.map((word, index) => termOf(word, index === words.length - 1));
}

/** Stands before each token of a title where titles are looked up alone; no token has it. */
const OF_TITLE = '§';

/** A title's tokens, as they are where titles are looked up alone. */
export function titleTokensOf(title: string): string {
  return tokensOf(title).replace(/\S+/g, (one) => OF_TITLE + one);
}

/** The terms as the index asks for them: each in quotes, so that no sign has a meaning. */
export function matchOf(terms: readonly Term[], where: 'title' | 'anywhere'): string {
  const mark = where === 'title' ? OF_TITLE : '';
  const quoted = ({ tokens }: Term) => `"${tokens.map((one) => mark + one).join(' ')}"`;
  return terms.map((term) => quoted(term) + (term.isPrefix ? ' *' : '')).join(' AND ');
}

/** The part of the first of these texts in which one of the words stands, as plain text; undefined if there is no text. */
export function snippetOf(texts: readonly string[], terms: readonly Term[]): string | undefined {
  const lines = texts.map(plain).filter((text) => text !== '');
  for (const line of lines) {
    const place = placeIn(line, terms);
    if (place !== undefined) return cut(line, place);
  }
  return lines[0] === undefined ? undefined : cut(lines[0], 0);
}

function termOf(word: string, isLast: boolean): Term {
  if (!isRun(word)) return { folded: withoutArticle(word), tokens: [token(word)], isPrefix: isLast };
  const units = unitsOf(word);
  // One character alone is the beginning of a pair.
  return units.length === 1
    ? { folded: word, tokens: units, isPrefix: true }
    : { folded: word, tokens: pairs(units).slice(0, -1), isPrefix: false };
}

function piecesOf(folded: string): readonly string[] {
  return [...folded.matchAll(WORD)].flatMap(([word]) => word.match(RUN) ?? []);
}

function isRun(piece: string): boolean {
  return STARTS_RUN.test(piece);
}

/** The words of a run by the dictionary; characters that it leaves alone beside each other are mostly a name. */
function segmentsOf(run: string): readonly string[] {
  const words: string[] = [];
  let wasAlone = false;
  for (const { segment } of segmenter.segment(run)) {
    const isAlone = unitsOf(segment).length === 1;
    if (isAlone && wasAlone) words.push((words.pop() ?? '') + segment);
    else words.push(segment);
    wasAlone = isAlone;
  }
  return words;
}

function unitsOf(run: string): readonly string[] {
  return run.match(UNIT) ?? [];
}

function pairs(units: readonly string[]): string[] {
  return units.map((unit, index) => unit + (units[index + 1] ?? ''));
}

function token(word: string): string {
  const whole = withoutArticle(word);
  return whole.length <= TOKEN_LENGTH_MAX ? whole : [...whole].slice(0, TOKEN_LENGTH_MAX).join('');
}

function withoutArticle(word: string): string {
  return word.replace(ARTICLE, '');
}

function placeIn(line: string, terms: readonly Term[]): number | undefined {
  const folded = fold(line);
  const places = terms.flatMap((term) => {
    // Letters, marks and digits only: nothing in it means anything in a pattern.
    const before = isRun(term.folded) ? '' : '(?<![\\p{L}\\p{M}\\p{N}])';
    const found = folded.search(new RegExp(before + term.folded, 'u'));
    const place = found < 0 ? folded.indexOf(term.folded) : found;
    return place < 0 ? [] : [place];
  });
  // Folding may change the length a little.
  return places.length === 0 ? undefined : Math.floor((Math.min(...places) * line.length) / folded.length);
}

function plain(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
}

/** At most so many characters around a place, between words where there are spaces near. */
function cut(line: string, place: number): string {
  if (line.length <= SNIPPET_LENGTH_MAX) return line;
  let from = Math.min(Math.max(0, place - LEAD_LENGTH), line.length - SNIPPET_LENGTH_MAX + 2);
  if (from > 0) {
    const space = line.indexOf(' ', from);
    if (space >= 0 && space < from + LEAD_LENGTH / 2) from = space + 1;
  }
  let to = Math.min(line.length, from + SNIPPET_LENGTH_MAX - 2);
  if (to < line.length) {
    const space = line.lastIndexOf(' ', to);
    if (space > to - LEAD_LENGTH / 2) to = space;
  }
  const part = line
    .slice(from, to)
    .replace(/^[\udc00-\udfff]/, '')
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/^\p{M}+/u, '');
  return `${from > 0 ? '…' : ''}${part}${to < line.length ? '…' : ''}`;
}
