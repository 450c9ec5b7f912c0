import { CheckSteps } from '../../components/check-steps.tsx';
import { commandsFor } from '../../components/checking.ts';
import { NodeName, Unavailable } from '../../components/coverage.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Code, Count, Id, ListOf, Moment, T, useText } from '../../components/words.tsx';
import type { HubLogQuery } from './hub.generated.ts';

type NodeLog = NonNullable<NonNullable<HubLogQuery['hub']>['log']>;
type LogSeen = NodeLog['books'];

/** The hub's logs as others see them: how far they are, who has witnessed it, and what speaks against them. */
export function Log({
  of,
  reason,
  endpoint,
  council,
}: {
  readonly of: NodeLog | null;
  /** Why the council did not say. */
  readonly reason: string | undefined;
  readonly endpoint: string | null;
  /** The council's own endpoint. */
  readonly council: string | null;
}) {
  const text = useText();
  if (reason !== undefined) return <Unavailable node="council" reason={reason} />;
  if (of === null) {
    return (
      <Empty>
        <p>
          <T id="log.none" />
        </p>
      </Empty>
    );
  }
  const commands = endpoint === null || council === null ? undefined : commandsFor({ hub: of.node, endpoint, council });
  const logs = [
    ['books', of.books],
    ['cases', of.cases],
  ] as const;
  return (
    <>
      <p>
        <T id="log.text" />
      </p>
      <Table
        caption={<T id="log.caption" />}
        label={text('log.caption')}
        columns={[
          { key: 'log', title: <T id="log.log" /> },
          { key: 'status', title: <T id="log.status" /> },
          { key: 'witnesses', title: <T id="log.witnesses" /> },
          { key: 'asOf', title: <T id="log.asOf" /> },
          { key: 'size', title: <T id="log.size" />, isFigure: true },
        ]}
        rows={logs.map(([name, log]) => ({
          key: name,
          cells: [
            <Code key="log" area="log.name" code={name} />,
            <Status key="status" area="log.is" code={statusOf(log)} tone={log.isWitnessed ? 'good' : 'open'} />,
            log.witnesses.length > 0 && (
              <ListOf key="witnesses" of={log.witnesses.map(({ node }) => <NodeName key={node} id={node} />)} />
            ),
            log.asOf !== null && <Moment key="asOf" of={log.asOf} />,
            log.size !== null && <Count key="size" of={log.size} />,
          ],
        }))}
      />
      {[false, true].map((isResolved) =>
        logs.map(([name, { evidence }]) => (
          <Against
            key={name}
            name={name}
            of={evidence.filter((one) => one.isResolved === isResolved)}
            isResolved={isResolved}
          />
        )),
      )}
      {logs.some(([, { fault, asOf }]) => fault !== null && asOf !== null) && (
        <p className="soft">
          <T id="log.older" />
        </p>
      )}
      {commands !== undefined && (
        <details>
          <summary>
            <T id="log.check" />
          </summary>
          <p>
            <T id="log.checkText" />
          </p>
          <CheckSteps of={commands} />
        </details>
      )}
    </>
  );
}

function statusOf({ isWitnessed, asOf }: LogSeen): string {
  return asOf === null ? 'UNSEEN' : isWitnessed ? 'WITNESSED' : 'UNWITNESSED';
}

/** What is said of each kind as long as it is not resolved. */
const UNRESOLVED: Readonly<Record<string, 'log.neverResolved' | 'log.stillLost'>> = {
  FORK: 'log.neverResolved',
  LOST: 'log.stillLost',
};

/** What speaks against a log, or what spoke against it until it was resolved. */
function Against({
  name,
  of,
  isResolved,
}: {
  readonly name: string;
  readonly of: LogSeen['evidence'];
  readonly isResolved: boolean;
}) {
  if (of.length === 0) return null;
  const log = <Code key="log" area="log.name" code={name} />;
  const title = isResolved ? <T id="log.wasAgainst" log={log} /> : <T id="log.against" log={log} />;
  return (
    <Notice kind={isResolved ? 'done' : 'failed'} title={title}>
      <ul>
        {of.map(({ id, kind, foundBy, at, resolvedAt }) => (
          <li key={id}>
            <Code area="log.evidence" code={kind} />{' '}
            <T id="log.foundBy" node={<NodeName key="node" id={foundBy} />} moment={<Moment key="moment" of={at} />} />{' '}
            {isResolved ? (
              resolvedAt !== null && <T id="log.resolved" moment={<Moment key="moment" of={resolvedAt} />} />
            ) : (
              <strong>
                <T id={UNRESOLVED[kind] ?? 'log.unresolved'} />
              </strong>
            )}{' '}
            <Id of={id} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
