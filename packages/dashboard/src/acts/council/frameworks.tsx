import { Share, T } from '../../components/words.tsx';
import { type ActDefinition, actAddress, outcomeOf, tokensOf } from '../act.ts';
import { basisPointsOf, type Field } from '../field.ts';
import { FrameworkForm, ProposeFramework } from './council.generated.ts';

const SHARE = 'share ';

/** A member puts a framework before the council: which hub gets which part of what is allocated. */
export const proposeFramework: ActDefinition = {
  name: 'proposeFramework',
  async prepare(visit) {
    const { data } = await visit.graph.ask(FrameworkForm, {}, tokensOf(visit));
    const hubs = data?.hubs.nodes ?? [];
    const inForce = data?.allocationFramework;
    const percents = new Map(
      inForce?.shares?.map(({ hub, shareBasisPoints }) => [hub.id, percentOf(shareBasisPoints)]),
    );
    const fields: Field[] = [
      { kind: 'code', name: 'version', label: 'version', hint: 'versionHint', lengthMax: 40 },
      { kind: 'percent', name: 'floor', label: 'floor', hint: 'floorHint' },
      ...hubs.map(
        ({ id, name }): Field => ({
          kind: 'percent',
          name: SHARE + id,
          label: 'share',
          values: { hub: name ?? id },
          isOptional: true,
        }),
      ),
    ];
    return {
      node: 'council',
      permission: data?.councilPermissions?.proposeFramework ?? null,
      about: inForce == null ? <T id="act.proposeFramework.first" /> : <InForce version={inForce.version} />,
      fields,
      defaults: {
        floor: percentOf(inForce?.floorBasisPoints ?? 5_000),
        ...Object.fromEntries([...percents].map(([hub, percent]) => [SHARE + hub, percent])),
      },
      back: '/decisions',
    };
  },
  async carryOut(visit, _, { values, idempotencyKey }) {
    const shares = Object.entries(values).flatMap(([name, percent]) =>
      name.startsWith(SHARE) && basisPointsOf(percent) > 0
        ? [{ hub: name.slice(SHARE.length), shareBasisPoints: basisPointsOf(percent) }]
        : [],
    );
    const { version = '', floor = '0' } = values;
    const input = { idempotencyKey, version, shares, floorBasisPoints: basisPointsOf(floor) };
    const answer = await visit.graph.ask(ProposeFramework, { input }, tokensOf(visit));
    // A framework does nothing until a motion adopts it: that is the next step.
    return outcomeOf(answer, answer.data?.proposeFramework, ({ id }) => actAddress('proposeMotion', id));
  },
};

function InForce({ version }: { readonly version: string | null }) {
  return <T id="act.proposeFramework.inForce" version={<bdi key="version">{version ?? ''}</bdi>} />;
}

function percentOf(basisPoints: number): string {
  return String(basisPoints / 100);
}

/** The shares of a framework, in a line each. */
export function Shares({
  of,
}: {
  readonly of: readonly { readonly hub: { readonly id: string }; readonly shareBasisPoints: number }[];
}) {
  return (
    <ul>
      {of.map(({ hub, shareBasisPoints }) => (
        <li key={hub.id}>
          <bdi>{hub.id}</bdi>: <Share basisPoints={shareBasisPoints} />
        </li>
      ))}
    </ul>
  );
}
