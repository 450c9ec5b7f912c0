import { Link } from '../../components/link.tsx';
import { Called, Share, T } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import { basisPointsOf } from './money.ts';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** A hub by its name, or by its slug while nobody tells the name. */
export function HubName({ of }: { readonly of: Named }) {
  return (
    <Link to={`/hubs/${of.id}`}>
      <Called of={of.name ?? of.id} />
    </Link>
  );
}

/** A team by its name. */
export function TeamName({ of }: { readonly of: Named | null | undefined }) {
  if (of == null) return <T id="common.unknown" />;
  return (
    <Link to={`/teams/${of.id}`}>{of.name === null ? <T id="common.textErased" /> : <Called of={of.name} />}</Link>
  );
}

/** A fund by its name, or its code where the name was erased. */
export function Fund({ of }: { readonly of: { readonly code: string; readonly name: string | null } | null }) {
  return of === null ? <T id="common.unknown" /> : <Called of={of.name ?? of.code} />;
}

const SUPPORT_NODES: ReadonlySet<string> = new Set(['council', 'trademark', 'fundraising']);

/** A node within a sentence. */
export function NodeWord({ id }: { readonly id: string }) {
  return SUPPORT_NODES.has(id) ? <T id={`node.${id}`} /> : <bdi>{id}</bdi>;
}

/** A part of a whole, in per cent. */
export function PartOf({ minor, whole }: { readonly minor: bigint; readonly whole: bigint }) {
  return <Share basisPoints={basisPointsOf(minor, whole)} />;
}

/** The address of an entry in a node's books. */
export function entryAddress(node: string, entry: string): string {
  return `/books/${node}/entries/${entry}`;
}

/** An amount that is surely there; null otherwise. */
export type MaybeMoney = Money | null;
