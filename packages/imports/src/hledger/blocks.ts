import type { Line } from '../text.ts';

/** Lines that belong together: a line at the margin and the indented ones below it, without comments and blank lines. */
export interface Block {
  readonly kind: 'entry' | 'directive' | 'periodic' | 'automated' | 'stray' | 'unended-comment';
  readonly head: Line;
  readonly below: readonly Line[];
}

/** One transaction is held in memory; this many lines are beyond any. */
const BLOCK_LINES_MAX = 10_000;

/** Groups the lines of a journal; a blank line or the next line at the margin ends a block. */
export async function* readBlocks(lines: AsyncIterable<Line>): AsyncGenerator<Block> {
  let open: { kind: Block['kind']; head: Line; below: Line[] } | undefined;
  let comment: Line | undefined;
  for await (const line of lines) {
    const { text } = line;
    if (comment !== undefined) {
      if (/^end(\s+(comment|test))?\s*$/.test(text)) comment = undefined;
      continue;
    }
    const isBlank = text.trim() === '';
    const isIndented = /^[ \t]/.test(text);
    if (isIndented && !isBlank) {
      if (/^\s+;/.test(text)) continue;
      if (open !== undefined && open.below.length < BLOCK_LINES_MAX) open.below.push(line);
      else yield { kind: 'stray', head: line, below: [] };
      continue;
    }
    if (open !== undefined) yield open;
    open = undefined;
    if (isBlank || /^[;#%|*]/.test(text)) continue;
    if (/^(comment|test)\b/.test(text)) comment = line;
    else open = { kind: kindOf(text), head: line, below: [] };
  }
  if (open !== undefined) yield open;
  if (comment !== undefined) yield { kind: 'unended-comment', head: comment, below: [] };
}

function kindOf(text: string): Block['kind'] {
  if (/^\d/.test(text)) return 'entry';
  if (text.startsWith('~')) return 'periodic';
  return text.startsWith('=') ? 'automated' : 'directive';
}
