/** Whether a figure is what came in, what was spent, or what is owned less what is owed. */
export const figureKinds = ['income', 'spending', 'balance'] as const;

export type FigureKind = (typeof figureKinds)[number];

/** What a figure may be narrowed by, in the order in which it is told. */
export const cutNames = ['node', 'purpose', 'country', 'region', 'decidedIn', 'currency'] as const;

export type CutName = (typeof cutNames)[number];

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

/** The postings in one node's books that a figure is the sum of; undefined where the graph cannot tell them apart. */
export function postingsQuery(kind: FigureKind, cut: Cut): Record<string, string | undefined> | undefined {
  // Which countries a region has is the council's word, and no hub's books know it; a balance is the sum of all entries.
  if (kind === 'balance' || cut.region !== undefined) return undefined;
  return { kind, currency: cut.currency, purpose: cut.purpose, country: cut.country, decidedIn: cut.decidedIn };
}
