import type { ReactNode } from 'react';
import { Unavailable } from '../../components/coverage.tsx';
import { Entries, SideBySide } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Purpose, T, useText } from '../../components/words.tsx';
import { applicationLine, learningLine, Name, teamLine } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import type { HubOfItselfQuery } from './hub.generated.ts';

/** What the hub says of itself, as far as it answered. */
export interface OwnPart {
  readonly hub: string;
  readonly of: HubOfItselfQuery | null;
  /** Why it did not answer; undefined if it did. */
  readonly reason: string | undefined;
}

const SHOWN = 4;

/** The newest of a list that the graph gives oldest first; of one that is longer than was asked for, its beginning. */
function newestOf<T>({
  totalCount,
  nodes,
}: {
  readonly totalCount: number;
  readonly nodes: readonly T[];
}): readonly T[] {
  return (totalCount > nodes.length ? nodes : [...nodes].reverse()).slice(0, SHOWN);
}

/** The funds of a hub with what each can spend. */
export function Funds({ hub, of, reason }: OwnPart) {
  const text = useText();
  const funds = of?.hub?.books?.funds;
  if (funds === undefined) return <Unavailable node={hub} reason={reason ?? 'no-data'} />;
  return (
    <Table
      caption={<T id="places.funds" count={funds.totalCount} />}
      label={text('places.funds', { count: funds.totalCount })}
      columns={[
        { key: 'fund', title: <T id="places.fund" /> },
        { key: 'available', title: <T id="places.canSpend" />, isFigure: true },
        { key: 'reserved', title: <T id="places.reserved" />, isFigure: true },
      ]}
      rows={funds.nodes.map(({ id, name, code, status, purposes, balances }) => ({
        key: id,
        cells: [
          <Fund key="fund" name={name} code={code} status={status} purposes={purposes} />,
          <Lines key="available" of={balances.map(({ available }) => available)} />,
          <Lines key="reserved" of={balances.map(({ reserved }) => reserved)} />,
        ],
      }))}
    />
  );
}

function Lines({ of }: { readonly of: readonly Parameters<typeof Amount>[0]['of'][] }) {
  if (of.length === 0) return <span className="none">–</span>;
  return of.map((money) => (
    <span key={money.currency} className="line">
      {money.amountMinor === '0' ? '–' : <Amount of={money} />}
    </span>
  ));
}

function Fund({
  name,
  code,
  status,
  purposes,
}: {
  readonly name: string | null;
  readonly code: string;
  readonly status: string;
  readonly purposes: readonly string[] | null;
}) {
  return (
    <>
      {name === null ? <bdi>{code}</bdi> : <Name of={name} />}{' '}
      {status === 'CLOSED' && <Status area="places.fundStatus" code={status} tone={toneOf(status)} />}
      {purposes !== null && (
        <span className="line soft">
          <T id="places.onlyFor" purposes={<Purposes key="purposes" of={purposes} />} />
        </span>
      )}
    </>
  );
}

function Purposes({ of }: { readonly of: readonly string[] }) {
  return of.map((code, index) => (
    <span key={code}>
      {index > 0 && ', '}
      <Purpose code={code} />
    </span>
  ));
}

/** Its newest teams. */
export function Teams({ hub, of, reason }: OwnPart) {
  const text = useText();
  const teams = of?.teams ?? null;
  if (teams === null) return <Unavailable node={hub} reason={reason ?? 'no-data'} />;
  if (teams.totalCount === 0) return <Nothing id="places.noTeams" />;
  return (
    <>
      <Entries of={newestOf(teams).map(teamLine)} label={text('places.teams')} />
      {teams.totalCount > SHOWN && (
        <Link to={`/hubs/${hub}/teams`}>
          <T id="places.allTeams" count={teams.totalCount} />
        </Link>
      )}
    </>
  );
}

/** What waits for a decision, what was granted, and what was refused and why. */
export function Grants({ hub, of, reason }: OwnPart) {
  const text = useText();
  if (of === null || of.waiting === null || of.granted === null || of.refused === null) {
    return <Unavailable node={hub} reason={reason ?? 'no-data'} />;
  }
  const { waiting, granted, refused } = of;
  const before = of.hub?.grants ?? null;
  const list = (status: string, id: string, count: number): ReactNode => (
    <Link to={`/hubs/${hub}/grants`} query={{ status }}>
      <T id={id} count={count} />
    </Link>
  );
  const all = [...newestOf(waiting), ...newestOf(granted), ...newestOf(refused)];
  return (
    <>
      <SideBySide
        of={[
          list('open', 'grants.countOpen', waiting.totalCount),
          list('awarded', 'grants.countAwarded', granted.totalCount),
          list('declined', 'grants.countDeclined', refused.totalCount),
          before !== null && before.totalCount > 0 && (
            <Link to={`/hubs/${hub}/grants-before`}>
              <T id="grants.countBefore" count={before.totalCount} />
            </Link>
          ),
        ]}
      />
      {all.length === 0 ? (
        <Nothing id="grants.none" />
      ) : (
        <Entries of={all.map((one) => applicationLine(one))} label={text('grants.title')} />
      )}
    </>
  );
}

/** What it and its teams learnt. */
export function Learnings({ hub, of, reason }: OwnPart) {
  const text = useText();
  const learnings = of?.hub?.learnings ?? null;
  if (learnings === null) return <Unavailable node={hub} reason={reason ?? 'no-data'} />;
  if (learnings.totalCount === 0) return <Nothing id="places.noLearnings" />;
  return (
    <>
      <Entries of={learnings.nodes.map(learningLine)} label={text('places.learnings')} />
      {learnings.totalCount > learnings.nodes.length && (
        <Link to={`/hubs/${hub}/learnings`}>
          <T id="places.allLearnings" count={learnings.totalCount} />
        </Link>
      )}
    </>
  );
}

function Nothing({ id }: { readonly id: string }) {
  return (
    <Empty>
      <p>
        <T id={id} />
      </p>
    </Empty>
  );
}
