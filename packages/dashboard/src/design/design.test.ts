import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const src = join(import.meta.dirname, '..');
const styles = globSync('**/*.css', { cwd: src })
  .map((file) => readFileSync(join(src, file), 'utf8'))
  .join('\n');

/** What stands between the braces after each of these words, braces within it included. */
function blocksAfter(words: RegExp, text: string): string[] {
  return [...text.matchAll(words)].map(({ index, 0: { length } }) => {
    const start = text.indexOf('{', index + length - 1) + 1;
    let depth = 1;
    let end = start;
    for (; depth > 0 && end < text.length; end += 1) depth += { '{': 1, '}': -1 }[text[end] ?? ''] ?? 0;
    return text.slice(start, end - 1);
  });
}

/** The colours of the page by their names, each as `#rrggbb`. */
const coloursIn = (block: string): string[] =>
  [...block.matchAll(/(--[\w-]+): #[\da-f]{6};/g)].map(([, name = '']) => name);

// Tests in the browser look at everything in light, and in dark at colours alone: this is why they may.
describe('what is dark', () => {
  const dark = blocksAfter(/prefers-color-scheme[^{]*\{/g, styles);

  test('is said in one place', () => {
    expect(dark).toHaveLength(1);
    expect(styles).not.toContain('light-dark(');
    const scripts = globSync('**/*.{ts,tsx}', { cwd: src, exclude: ['**/*.test.ts'] });
    const names = scripts.filter((file) =>
      /prefers-color-scheme|colorScheme/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(names).toEqual([]);
  });

  test('is another value of each colour, and nothing else', () => {
    const [block = ''] = dark;
    const left = block
      .replaceAll(/--[\w-]+: #[\da-f]{6};/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
    expect(left).toBe(':root { }');
    const [light = ''] = blocksAfter(/:root \{/g, styles);
    expect(coloursIn(block).length).toBeGreaterThan(10);
    expect(coloursIn(block)).toEqual(coloursIn(light));
  });
});
