import { Link } from '../../components/link.tsx';
import { Reference } from '../../components/reference.tsx';
import { Table } from '../../components/table.tsx';
import { Count, Day, Id, T, useText } from '../../components/words.tsx';
import type { CheckLine } from './check-lines.ts';
import type { Entries } from './entries.ts';
import { entryAddress, NodeWord } from './names.tsx';

const LINES_MAX = 16;

/** How to check it: the book entries, where they stand in the journals, and the ids to ask the graph for. */
export function Check({
  lines,
  entries,
  ids,
}: {
  readonly lines: readonly CheckLine[];
  readonly entries: Entries;
  readonly ids: readonly string[];
}) {
  const text = useText();
  return (
    <>
      <h2 id="check">
        <T id="thread.check" />
      </h2>
      <p>
        <T id="thread.checkText" />
      </p>
      {lines.length > 0 && (
        <Table
          caption={<T id="thread.tableEntries" />}
          label={text('thread.tableEntries')}
          columns={[
            { key: 'what', title: <T id="thread.entry" /> },
            { key: 'books', title: <T id="thread.books" /> },
            { key: 'day', title: <T id="thread.day" /> },
            { key: 'position', title: <T id="thread.position" />, isFigure: true },
            { key: 'id', title: <T id="thread.id" /> },
          ]}
          rows={lines.slice(0, LINES_MAX).map(({ node, entry, what }) => {
            const found = entries.get(`${node} ${entry}`);
            return {
              key: `${node} ${entry}`,
              ...(found === undefined ? { kind: 'missing' as const } : {}),
              cells: [
                <Link key="link" to={entryAddress(node, entry)}>
                  <T id={what} />
                </Link>,
                <NodeWord key="node" id={node} />,
                found === undefined ? <T key="day" id="thread.noEntry" /> : <Day key="day" of={found.effectiveDay} />,
                found === undefined ? null : <Count key="seq" of={found.seq} />,
                <Id key="id" of={entry} />,
              ],
            };
          })}
        />
      )}
      <details>
        <summary>
          <T id="thread.ids" />
        </summary>
        <ul>
          {[...new Set(ids)].map((id) => (
            <li key={id}>
              <Reference to={id} />
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
