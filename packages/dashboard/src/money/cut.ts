/** Whether a figure is what came in, what was spent, or what is owned less what is owed. */
export const figureKinds = ['income', 'spending', 'balance'] as const;

export type FigureKind = (typeof figureKinds)[number];

/** What a figure may be narrowed by, in the order in which it is told. */
export const cutNames = [
  ...(['node', 'purpose', 'country', 'region', 'decidedIn', 'currency', 'costClass', 'fundKind'] as const),
  ...(['counterparty', 'account', 'project', 'team', 'fund', 'allowedBy'] as const),
] as const;

export type CutName = (typeof cutNames)[number];

/** What nodes tell apart only where it is asked for, as the graph names it. */
export const details = {
  counterparty: 'COUNTERPARTY',
  account: 'ACCOUNT',
  project: 'PROJECT',
  team: 'TEAM',
  fund: 'FUND',
  allowedBy: 'ALLOWED_BY',
} as const;

export type DetailName = keyof typeof details;

export const detailNames = Object.keys(details) as DetailName[];

/** True for what is told apart only where it is asked for. */
export function isDetail(name: string | null): name is DetailName {
  return name !== null && Object.hasOwn(details, name);
}

/** Which part of the movement's money a figure is about; what is not named may be anything. */
export type Cut = Readonly<Partial<Record<CutName, string>>>;

/** The key of what the books, or the list of countries, do not say. */
export const UNKNOWN = 'unknown';

/** The node that keeps the books of the Basic Support System. */
export const SUPPORT_BOOKS = 'fundraising';

const LENGTH_MAX = 200;

export function readKind(query: URLSearchParams): FigureKind {
  const kind = query.get('kind');
  return figureKinds.find((one) => one === kind) ?? 'spending';
}

export function readCut(query: URLSearchParams): Cut {
  return Object.fromEntries(
    cutNames.flatMap((name) => {
      const value = query.get(name)?.slice(0, LENGTH_MAX);
      return value ? [[name, value]] : [];
    }),
  );
}

/** What books do not say of these, no filter of postings finds. */
const ALWAYS_SAID = ['account', 'counterparty', 'fund', 'fundKind'] as const;

/** The postings in one node's books that a figure is the sum of; undefined where the graph cannot tell them apart. */
export function postingsQuery(kind: FigureKind, cut: Cut): Record<string, string | undefined> | undefined {
  // Which countries a region has is the council's word, and no hub's books know it; a balance is the sum of all entries.
  if (kind === 'balance' || cut.region !== undefined) return undefined;
  if (ALWAYS_SAID.some((name) => cut[name] === UNKNOWN)) return undefined;
  const { node: _, region: __, ...others } = cut;
  return { kind, ...others };
}

/** The filter of a node's postings, as the graph takes it. */
export function postingFilter({ country, costClass, fundKind, counterparty, ...others }: Omit<Cut, 'node' | 'region'>) {
  return {
    ...others,
    ...(country === undefined ? {} : { spentIn: country }),
    ...(costClass === undefined
      ? {}
      : costClass === UNKNOWN
        ? { withoutCostClass: true }
        : { costClass: costClass as 'PROGRAMME' }),
    ...(fundKind === undefined ? {} : { fundKind: fundKind as 'RESTRICTED' }),
    ...(counterparty === undefined ? {} : { counterparty: counterparty as 'PUBLIC' }),
  };
}
