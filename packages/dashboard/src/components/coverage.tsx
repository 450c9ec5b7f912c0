import { hasMessage } from '../i18n/catalogue.ts';
import { isMoment } from '../i18n/sense.ts';
import { dayBefore } from '../money/period.ts';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { Table } from './table.tsx';
import { Called, Count, Day, Id, Moment, T, useText } from './words.tsx';

/** Which nodes a figure rests on, as the graph says. */
export interface CoverageData {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly missing: readonly { readonly node: string; readonly reason: string }[];
  readonly asOf: readonly { readonly node: string; readonly seq: number; readonly at: string }[];
  /** Books of incorporated teams that a node should have and has not; absent where nothing is said of them. */
  readonly missingBooks?: readonly MissingBooksData[] | null;
}

interface MissingBooksData {
  readonly node: string;
  readonly team: string;
  readonly from: string;
  readonly to: string;
  readonly status: 'RUNNING' | 'DUE' | 'LATE';
}

const SUPPORT: ReadonlySet<string> = new Set(['council', 'trademark', 'fundraising']);

/** The name of a node: a hub's links to its page. */
export function NodeName({ id }: { readonly id: string }) {
  if (SUPPORT.has(id)) return <T id={`node.${id}`} />;
  return (
    <Link to={`/hubs/${id}`}>
      <bdi>{id}</bdi>
    </Link>
  );
}

/** The name of a node where it cannot be a link: within one, on a button. */
export function NodeLabel({ id }: { readonly id: string }) {
  return SUPPORT.has(id) ? <T id={`node.${id}`} /> : <bdi>{id}</bdi>;
}

/** Why a node did not answer, in words. */
export function Reason({ code }: { readonly code: string }) {
  const key = `reason.${code}`;
  return hasMessage(key) ? <T id={key} /> : <T id="reason.other" code={<code key="code">{code}</code>} />;
}

/** The earliest moment of the answers; what is no moment is none of them. */
export function oldestOf({ asOf }: Pick<CoverageData, 'asOf'>): string | undefined {
  return asOf
    .map(({ at }) => at)
    .filter(isMoment)
    .sort()[0];
}

/** The line under a figure: how many nodes answered, as of when; opened, each node with its position. */
export function Coverage({ of }: { readonly of: CoverageData }) {
  const text = useText();
  const oldest = oldestOf(of);
  return (
    <details className="coverage">
      <summary>
        <T id="coverage.line" answered={of.answered.length} asked={of.asked.length} />
        {oldest !== undefined && (
          <>
            {' '}
            <T id="coverage.asOf" moment={<Moment key="moment" of={oldest} />} />
          </>
        )}
      </summary>
      <p>
        <T id="coverage.explained" />
      </p>
      <Table
        caption={<T id="coverage.caption" />}
        label={text('coverage.caption')}
        columns={[
          { key: 'node', title: <T id="coverage.node" /> },
          { key: 'position', title: <T id="coverage.position" />, isFigure: true },
          { key: 'at', title: <T id="coverage.at" /> },
        ]}
        rows={[
          ...of.asOf.map(({ node, seq, at }) => ({
            key: node,
            cells: [<NodeName key="node" id={node} />, <Count key="position" of={seq} />, <Moment key="at" of={at} />],
          })),
          ...of.missing.map(({ node, reason }) => ({
            key: node,
            kind: 'missing' as const,
            cells: [<MissingNode key="node" id={node} reason={reason} />, null, <T key="at" id="money.missing" />],
          })),
        ]}
      />
    </details>
  );
}

function MissingNode({ id, reason }: { readonly id: string; readonly reason: string }) {
  return (
    <>
      <NodeName id={id} />
      <span className="line">
        <Reason code={reason} />
      </span>
    </>
  );
}

/** Above partial figures: who is missing, and what that means. */
export function Missing({ of }: { readonly of: Pick<CoverageData, 'missing'> }) {
  if (of.missing.length === 0) return null;
  return (
    <Notice kind="partial" title={<T id="coverage.missing" count={of.missing.length} />}>
      <ul>
        {of.missing.map(({ node, reason }) => (
          <li key={node}>
            <NodeName id={node} />: <Reason code={reason} />
          </li>
        ))}
      </ul>
      <p>
        <T id="coverage.tooSmall" />
      </p>
    </Notice>
  );
}

/** Above figures that lack the books of teams whose period has ended: whose, and how late they are. */
export function MissingBooks({ of: { missingBooks } }: { readonly of: Pick<CoverageData, 'missingBooks'> }) {
  const due = (missingBooks ?? []).filter(({ status }) => status !== 'RUNNING');
  if (due.length === 0) return null;
  return (
    <Notice kind="partial" title={<T id="coverage.booksMissing" />}>
      <ul>
        {due.slice(0, BOOKS_SHOWN_MAX).map(({ node, team, from, to, status }) => (
          <li key={`${team} ${from}`}>
            <Link to={`/books/${node}/teams`} query={{ from, to: dayBefore(to) }}>
              <Called of={team} />
            </Link>
            : <T id="teamBooks.period" from={<Day key="from" of={from} />} to={<Day key="to" of={dayBefore(to)} />} />,{' '}
            <T id={`teamBooks.unfiled.${status}`} />
          </li>
        ))}
      </ul>
      <p>
        <T id="teamBooks.tooSmall" />
      </p>
    </Notice>
  );
}

const BOOKS_SHOWN_MAX = 20;

/** Where what a hub would have said belongs, when it did not answer. */
export function Unavailable({ node, reason }: { readonly node: string; readonly reason?: string }) {
  return (
    <Notice kind="partial" title={<T id="coverage.unavailable" node={<Id key="node" of={node} />} />}>
      <p>
        {reason !== undefined && (
          <>
            <Reason code={reason} />{' '}
          </>
        )}
        <T id="coverage.tryAgain" />
      </p>
    </Notice>
  );
}
