import { hubId, mottoOf, PLACES, placeId, placeName, weightOf } from './schema.ts';

/** What comes back over HTTP. */
export interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly extensions?: {
    readonly hubs?: {
      readonly epoch: number;
      readonly expected: readonly string[];
      readonly ok: readonly string[];
      readonly failed: readonly { readonly hub: string; readonly reason: string }[];
      readonly skewed: readonly string[];
      readonly partial: boolean;
    };
  };
}

type Hubs = NonNullable<NonNullable<GraphAnswer['extensions']>['hubs']>;

/** A question, and what must be true of its answer; `hub` is the one that it is about, if it is about one. */
export interface Question {
  readonly query: string;
  readonly variables: (hub: string) => Readonly<Record<string, unknown>>;
  readonly isOfAll: boolean;
  readonly faults: (data: Readonly<Record<string, unknown>>, hub: string, hubs: Hubs, answer: GraphAnswer) => string[];
}

const sumOf = (ids: readonly string[]): number => ids.reduce((sum, id) => sum + weightOf(Number(id.slice(4))), 0);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly motto: string | null;
}

function rowFaults(row: Row, hub: string, hubs: Hubs): string[] {
  const n = Number(row.id.split(':')[2]);
  const isMottoRight = row.motto === mottoOf(hub) || (row.motto === null && hubs.skewed.includes(hub));
  return row.name === placeName(hub, n) && isMottoRight ? [] : [`${JSON.stringify(row)} is no row of ${hub}`];
}

export const QUESTIONS: readonly Question[] = [
  {
    query: '{ weight(acceptPartial: true) }',
    variables: () => ({}),
    isOfAll: true,
    faults: ({ weight }, _, hubs) =>
      weight === (hubs.ok.length === 0 ? null : sumOf(hubs.ok))
        ? []
        : [`the sum ${weight} is not that of ${hubs.ok.join()}`],
  },
  {
    query: '{ weight }',
    variables: () => ({}),
    isOfAll: true,
    faults({ weight }, _, hubs, { errors }) {
      if (hubs.failed.length === 0) return weight === sumOf(hubs.expected) ? [] : [`the whole sum is ${weight}`];
      const isSaid = errors?.some((one) => one.extensions?.['code'] === 'HUB_UNAVAILABLE') === true;
      return weight === null && isSaid ? [] : [`a partial sum was given as a whole one: ${weight}`];
    },
  },
  {
    query: '{ places(first: 100) { nodes { id name motto } totalCount } }',
    variables: () => ({}),
    isOfAll: true,
    faults({ places }, _, hubs) {
      const page = places as { nodes: Row[]; totalCount: number | null } | null;
      if (page === null) return hubs.ok.length === 0 ? [] : ['the whole list is missing'];
      const given = page.nodes.map(({ id }) => id);
      const right = Array.from({ length: PLACES }, (_, n) => hubs.ok.map((hub) => placeId(hub, n))).flat();
      const count = hubs.failed.length === 0 ? right.length : null;
      return [
        ...(given.join() === right.join() ? [] : [`rows ${given.join()} and not ${right.join()}`]),
        ...(page.totalCount === count ? [] : [`totalCount is ${page.totalCount} and not ${count}`]),
        ...page.nodes.flatMap((row) => rowFaults(row, row.id.split(':')[0] ?? '', hubs)),
      ];
    },
  },
  {
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Place { id name motto } } }',
    variables: (hub) => ({
      r: [hub, hubId(0), hub, hubId(1)].map((one, n) => ({ __typename: 'Place', id: placeId(one, n % PLACES) })),
    }),
    isOfAll: false,
    faults({ _entities: list }, hub, hubs) {
      const rows = list as (Row | null)[];
      return [hub, hubId(0), hub, hubId(1)].flatMap((one, n) => {
        const row = rows[n];
        if (row?.id !== undefined && row.id !== placeId(one, n % PLACES))
          return [`${row.id} stands in another's place`];
        if (hubs.ok.includes(one)) return row ? rowFaults(row, one, hubs) : [`${one} answered and its place is empty`];
        return (row?.name ?? null) === null ? [] : [`${one} did not answer and ${JSON.stringify(row)} is there`];
      });
    },
  },
  {
    query: 'query ($id: ID!) { place(id: $id) { id name motto } }',
    variables: (hub) => ({ id: placeId(hub, 1) }),
    isOfAll: false,
    faults({ place }, hub, hubs) {
      if (!hubs.ok.includes(hub)) return place === null ? [] : ['a place of a hub that did not answer'];
      return place === null ? [`${hub} answered and its place is missing`] : rowFaults(place as Row, hub, hubs);
    },
  },
];

/** What is wrong with an answer: rows that are not so, rows that are missing without a word, hubs that were forgotten. */
export function answerFaults(
  question: Question,
  hub: string,
  answer: GraphAnswer,
  membersAt: ReadonlyMap<number, ReadonlySet<string>>,
): string[] {
  const { data, errors = [], extensions } = answer;
  const hubs = extensions?.hubs;
  if (data === undefined || data === null) return [`no data: ${errors.map(({ message }) => message).join()}`];
  if (hubs === undefined) {
    // Only who asked nobody says nothing of hubs: the one that was meant has left.
    const hasLeft = errors.some((one) => one.extensions?.['code'] === 'UNKNOWN_HUB');
    return hasLeft && !question.isOfAll ? [] : ['it does not say which hubs took part'];
  }
  const members = membersAt.get(hubs.epoch);
  if (members === undefined) return [`an epoch ${hubs.epoch} that never was`];
  const faults: string[] = [];
  const known = [...hubs.ok, ...hubs.failed.map((one) => one.hub)].sort();
  if (known.join() !== [...hubs.expected].sort().join())
    faults.push(`expected ${hubs.expected.join()}, told of ${known.join()}`);
  for (const one of hubs.expected) if (!members.has(one)) faults.push(`${one} was asked and was no member`);
  if (question.isOfAll && hubs.expected.length !== members.size) {
    faults.push(`a silent gap: ${members.size} are members and ${hubs.expected.length} were asked`);
  }
  if (hubs.failed.length > 0 && errors.length === 0) faults.push('somebody is missing and no error says so');
  if (hubs.partial !== hubs.failed.length + hubs.skewed.length > 0) faults.push('partial is not what it says');
  return [...faults, ...question.faults(data, hub, hubs, answer)];
}
