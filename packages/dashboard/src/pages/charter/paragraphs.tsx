import { createElement } from 'react';
import { CutOff, InOrder, Written } from '../../components/words.tsx';
import { cut } from '../../i18n/sense.ts';

/** Twice what a hub's node takes for a charter. */
const TEXT_MAX = 100_000;

/** A long text by its paragraphs, in the language that it says it is in. */
export function Paragraphs({ text, language }: { readonly text: string | null; readonly language: string | null }) {
  if (text === null) {
    return (
      <p>
        <Written text={null} />
      </p>
    );
  }
  return (
    <div className="prose" lang={language ?? undefined} dir="auto">
      <InOrder
        of={cut(text, TEXT_MAX)
          .split(/\n{2,}/u)
          .map((paragraph) => createElement('p', null, <Written text={paragraph} />))}
      />
      {text.length > TEXT_MAX && <CutOff at={TEXT_MAX} />}
    </div>
  );
}

/** The beginning of a text, cut at a word; the whole of it if it is short. */
export function beginningOf(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const kept = text.slice(0, lengthMax);
  const space = kept.lastIndexOf(' ');
  return `${(space > lengthMax / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}
