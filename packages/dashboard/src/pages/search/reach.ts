/** So many words are looked for at once; nodes refuse more. */
export const WORDS_MAX = 16;
const LENGTH_MAX = 200;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The beginning of what was typed that can be looked for at once: as many whole words as the nodes take. */
export function withinReach(text: string): string {
  // As the nodes count: signs part words, and a dictionary parts what is written without spaces.
  const words = [...text.matchAll(WORD)].flatMap(({ 0: run, index }) =>
    [...segmenter.segment(run)].map(({ segment, index: within }) => index + within + segment.length),
  );
  const ends = words.slice(0, WORDS_MAX).filter((end) => end <= LENGTH_MAX);
  const isWhole = ends.length === words.length && text.length <= LENGTH_MAX;
  // One word that is too long by itself is for the nodes to refuse.
  return isWhole ? text : text.slice(0, ends.at(-1) ?? LENGTH_MAX + 1);
}
