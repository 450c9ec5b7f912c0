import { Written } from '../../components/words.tsx';

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
      {text.split(/\n{2,}/u).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: static HTML; the paragraphs of a text have a fixed order.
        <p key={index}>
          <Written text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** The beginning of a text, cut at a word; the whole of it if it is short. */
export function beginningOf(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const cut = text.slice(0, lengthMax);
  const space = cut.lastIndexOf(' ');
  return `${(space > lengthMax / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
