const LENGTH_MAX = 1_000;
/** What a terminal does not show but obeys, and what ends a line or turns it round. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A sentence as one line of at most 1,000 letters, whatever a log or a node put into it: `�` where nothing would show. */
export function inOneLine(text: string): string {
  const shown = text.slice(0, LENGTH_MAX + 1).replaceAll(UNSHOWN, '\u{FFFD}');
  return shown.length > LENGTH_MAX ? `${shown.slice(0, LENGTH_MAX)}…` : shown;
}
