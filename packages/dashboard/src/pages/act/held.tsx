import { NodeName, Reason } from '../../components/coverage.tsx';
import { Notice } from '../../components/notice.tsx';
import { T } from '../../components/words.tsx';
import type { MissingNode } from '../../graph/missing.ts';

/** A form whose node does not answer: nothing of it is lost, and one button sends it again under the same key. */
export function Held({
  act,
  sent,
  missing,
}: {
  readonly act: string;
  readonly sent: Readonly<Record<string, string>>;
  readonly missing: readonly MissingNode[];
}) {
  const typed = Object.entries(sent).filter(([name, value]) => name !== 'step' && name !== 'key' && value !== '');
  return (
    <article className="act">
      <h1>
        <T id={`act.${act}.title`} />
      </h1>
      <Notice kind="partial" title={<T id="form.heldTitle" />}>
        <ul>
          {missing.map(({ node, reason }) => (
            <li key={node}>
              <NodeName id={node} />: <Reason code={reason} />
            </li>
          ))}
        </ul>
        <p>
          <T id="form.heldDo" />
        </p>
      </Notice>
      <form method="post" data-line>
        {Object.entries(sent).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p className="actions">
          <button type="submit" className="button-main">
            <T id="form.heldAgain" />
          </button>
        </p>
      </form>
      {typed.length > 0 && (
        <>
          <h2>
            <T id="form.heldTyped" />
          </h2>
          {typed.map(([name, value]) => (
            <p key={name} className="act-about">
              <bdi className="written">{value}</bdi>
            </p>
          ))}
        </>
      )}
    </article>
  );
}
