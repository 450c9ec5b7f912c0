import { Code } from './words.tsx';

/** Where a thing stands, in a word; the tone says whether it is open, settled or ended. */
export type Tone = 'open' | 'good' | 'ended' | 'plain';

export function Status({
  area,
  code,
  tone = 'plain',
}: {
  readonly area: string;
  readonly code: string;
  readonly tone?: Tone;
}) {
  return (
    <span className={`status status-${tone}`}>
      <Code area={area} code={code} />
    </span>
  );
}
