import { demoCountries, type GraphQLAnswer, type Movement } from '@hubgraph/dev-env';
import { describe, expect, test } from 'vitest';
import type { Fixture } from '../fixture.test-helper.ts';
import {
  complete,
  FIRST_DAY,
  type Flow,
  flows,
  LINE,
  type Line,
  linesOf,
  TOMORROW,
  without,
} from './statement.test-helper.ts';

const ENTRY_FIELDS =
  'id kind reverses reversedBy cites { name value } postings { account amount { amountMinor currency } }';
const FIGURES = `query ($from: Day!, $to: Day!, $by: FinanceDimension!, $where: FinanceFilterInput, $partial: Boolean!) {
  movementFinance(from: $from, to: $to, acceptPartial: $partial) { statement {
    total { ${LINE} } breakdown(by: $by, where: $where) { ${LINE} } byMonth(where: $where) { ${LINE} } } } }`;
const POSTINGS = `postings(where: $where, first: 2, after: $after) {
  totalCount totals { amountMinor currency } pageInfo { hasNextPage endCursor }
  nodes { kind amount { amountMinor currency } entry { id effectiveDay } posting { account purpose team amount { amountMinor currency } } } }`;
const BOOKS_OF_HUB = `query ($node: ID!, $where: PostingFilterInput, $after: String) { hub(id: $node) { books { ${POSTINGS} } } }`;
const BOOKS_OF_SUPPORT = `query ($where: PostingFilterInput, $after: String) { books: supportBooks { ${POSTINGS} } }`;
const ENTRY_OF_HUB = `query ($node: ID!, $id: ID!) { hub(id: $node) { books { entry(id: $id) { ${ENTRY_FIELDS} } } } }`;
const ENTRY_OF_SUPPORT = `query ($id: ID!) { books: supportBooks { entry(id: $id) { ${ENTRY_FIELDS} } } }`;

type Amounts = readonly { readonly amountMinor: string; readonly currency: string }[];
interface PostingPage {
  readonly totalCount: number;
  readonly totals: Amounts;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly {
    readonly kind: string;
    readonly amount: Amounts[number];
    readonly entry: { readonly id: string; readonly effectiveDay: string };
    readonly posting: { readonly account: string; readonly team: string | null; readonly amount: Amounts[number] };
  }[];
}

interface PostingsAnswer {
  readonly books?: { readonly postings: PostingPage };
  readonly hub?: { readonly books: { readonly postings: PostingPage } };
}

async function figures(movement: Movement, by: string, where: object, partial = false) {
  const { data, errors } = await movement.client.ask<{
    movementFinance: { statement: { total: Line; breakdown: Line[]; byMonth: Line[] } };
  }>(FIGURES, { from: FIRST_DAY, to: TOMORROW, by, where, partial });
  const statement = data?.movementFinance.statement;
  if (!statement) throw new Error(JSON.stringify(errors));
  return statement;
}

/** All postings of a node that are so, page by page. */
async function postings(movement: Movement, node: string, where: object) {
  const nodes: PostingPage['nodes'][number][] = [];
  for (let after: string | null = null; ; ) {
    const isSupport = node === 'fundraising';
    const { data, errors }: GraphQLAnswer<PostingsAnswer> = await movement.client.ask(
      isSupport ? BOOKS_OF_SUPPORT : BOOKS_OF_HUB,
      { ...(isSupport ? {} : { node }), where, after },
    );
    const page: PostingPage | undefined = (data?.books ?? data?.hub?.books)?.postings;
    if (page === undefined) throw new Error(JSON.stringify(errors));
    nodes.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) {
      expect(nodes.length).toBe(page.totalCount);
      return { ...page, nodes };
    }
  }
}

async function entryOf(movement: Movement, node: string, id: string) {
  const isSupport = node === 'fundraising';
  type Books = { entry: { id: string; postings: { account: string; amount: Amounts[number] }[] } | null };
  const { data } = await movement.client.ask<{ books?: Books; hub?: { books: Books } }>(
    isSupport ? ENTRY_OF_SUPPORT : ENTRY_OF_HUB,
    isSupport ? { id } : { node, id },
  );
  return (data?.books ?? data?.hub?.books)?.entry;
}

/** Amounts by currency, without what is zero. */
function added(amounts: Amounts): Record<string, bigint> {
  const result = new Map<string, bigint>();
  for (const { currency, amountMinor } of amounts) {
    result.set(currency, (result.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  return Object.fromEntries([...result].filter(([, amount]) => amount !== 0n).sort());
}

const SIDES = [
  ['income', 'INCOME'],
  ['spending', 'EXPENSE'],
] as const;

/** From the total to purposes, to nodes, to their postings, to the entries; at each step the parts are the whole. */
async function walk(movement: Movement, partial = false): Promise<{ nodes: Set<string>; postings: number }> {
  const nodes = new Set<string>();
  let count = 0;
  const top = await figures(movement, 'PURPOSE', {}, partial);
  for (const [side, kind] of SIDES) {
    expect(added(top.breakdown.flatMap((line) => line[side]))).toEqual(added(top.total[side]));
    for (const { key: purpose, [side]: ofPurpose } of top.breakdown) {
      const { breakdown } = await figures(movement, 'NODE', { purpose }, partial);
      expect(added(breakdown.flatMap((line) => line[side]))).toEqual(added(ofPurpose));
      for (const { key: node, [side]: ofNode } of breakdown) {
        nodes.add(node);
        const found = await postings(movement, node, { kind, purpose, from: FIRST_DAY, to: TOMORROW });
        expect(added(found.totals), `${node} ${purpose} ${kind}`).toEqual(added(ofNode));
        expect(added(found.nodes.map((one) => one.amount))).toEqual(added(ofNode));
        const [first] = found.nodes;
        if (first !== undefined) {
          const entry = await entryOf(movement, node, first.entry.id);
          expect(entry?.postings).toContainEqual({ account: first.posting.account, amount: first.posting.amount });
          expect(added((entry?.postings ?? []).map((one) => one.amount))).toEqual({});
        }
        count += found.nodes.length;
      }
    }
  }
  return { nodes, postings: count };
}

/** Each figure leads to the entries that it is the sum of. */
export function figuresThatAreOpened(seededMovement: () => Fixture): void {
  describe('a figure that is opened', () => {
    test('is by month, and by two dimensions, what the entries say', async () => {
      const known = await flows(seededMovement().movement, FIRST_DAY, TOMORROW);
      const regions = new Map(demoCountries.map((entry) => [entry.country, entry.region]));
      const keys: Record<string, [field: string, key: (flow: Flow) => string]> = {
        NODE: ['node', (flow) => flow.node],
        CURRENCY: ['currency', (flow) => flow.currency],
        PURPOSE: ['purpose', (flow) => flow.purpose],
        COUNTRY: ['country', (flow) => flow.country],
        REGION: ['region', (flow) => regions.get(flow.country) ?? 'unknown'],
        DECIDED_IN: ['decidedIn', (flow) => flow.decidedIn],
      };
      const all = await figures(seededMovement().movement, 'NODE', {});
      expect(all.byMonth).toEqual(linesOf(known.flows, (flow) => flow.month, 'USD'));
      expect(all.byMonth.length).toBeGreaterThan(1);
      for (const [field, key] of Object.values(keys)) {
        const [wanted = ''] = known.flows.map(key).sort().reverse();
        const part = known.flows.filter((flow) => key(flow) === wanted);
        for (const [by, [, keyBy]] of Object.entries(keys)) {
          const { breakdown, byMonth } = await figures(seededMovement().movement, by, { [field]: wanted });
          expect(breakdown, `${field} ${wanted} by ${by}`).toEqual(linesOf(part, keyBy, 'USD'));
          expect(byMonth).toEqual(linesOf(part, (flow) => flow.month, 'USD'));
        }
      }
    });

    test('leads from the total to purposes, nodes, postings and entries, and adds up on the way', async () => {
      const walked = await walk(seededMovement().movement);
      expect([...walked.nodes].sort()).toEqual(
        ['fundraising', ...seededMovement().movement.hubs.map((hub) => hub.id)].sort(),
      );
      expect(walked.postings).toBe((await flows(seededMovement().movement, FIRST_DAY, TOMORROW)).flows.length);
    });

    test('leads there without a hub that is missing, too', async () => {
      await complete(seededMovement().movement);
      const walked = await without(seededMovement().movement, 'andes', () => walk(seededMovement().movement, true));
      expect(walked.nodes.has('andes')).toBe(false);
      expect(walked.nodes.size).toBe(seededMovement().movement.hubs.length);
      await complete(seededMovement().movement);
    });

    test('is told apart by teams, projects, funds, classes and what allowed it too, down to the postings of each node', async () => {
      const source = `query ($from: Day!, $to: Day!, $by: FinanceDimension!, $where: FinanceFilterInput) {
      movementFinance(from: $from, to: $to, details: [TEAM, PROJECT, FUND, ACCOUNT, ALLOWED_BY, COUNTERPARTY]) {
        details statement { total { ${LINE} } breakdown(by: $by, where: $where) { ${LINE} } } } }`;
      type Told = { movementFinance: { statement: { total: Line; breakdown: Line[] } } };
      const told = async (by: string, where: object = {}) => {
        const asked = { from: FIRST_DAY, to: TOMORROW, by, where };
        const { data, errors } = await seededMovement().movement.client.ask<Told>(source, asked);
        if (!data?.movementFinance?.statement) throw new Error(JSON.stringify(errors));
        return data.movementFinance.statement;
      };
      const fields = {
        ...{ TEAM: 'team', PROJECT: 'project', FUND: 'fund', ACCOUNT: 'account', ALLOWED_BY: 'allowedBy' },
        ...{ COUNTERPARTY: 'counterparty', COST_CLASS: 'costClass', FUND_KIND: 'fundKind' },
      };
      for (const [by, field] of Object.entries(fields)) {
        const { total, breakdown } = await told(by);
        expect(added(breakdown.flatMap(({ spending }) => spending)), by).toEqual(added(total.spending));
        expect(added(breakdown.flatMap(({ income }) => income)), by).toEqual(added(total.income));
        const [spent] = breakdown.filter(({ spending }) => spending.length > 0);
        expect(spent, by).toBeDefined();
        if (spent === undefined) continue;
        const ofNodes = (await told('NODE', { [field]: spent.key })).breakdown;
        expect(added(ofNodes.flatMap(({ spending }) => spending))).toEqual(added(spent.spending));
        for (const { key: node, spending } of ofNodes) {
          const isUnsaid = by === 'COST_CLASS' && spent.key === 'unknown';
          const where = { kind: 'EXPENSE', from: FIRST_DAY, to: TOMORROW };
          const found = await postings(seededMovement().movement, node, {
            ...where,
            ...(isUnsaid ? { withoutCostClass: true } : { [field]: spent.key }),
          });
          expect(added(found.totals), `${by} ${spent.key} ${node}`).toEqual(added(spending));
        }
      }
      const { errors } = await seededMovement().movement.client.ask(FIGURES, {
        ...{ from: FIRST_DAY, to: TOMORROW, by: 'TEAM', where: {}, partial: false },
      });
      expect(errors?.map(({ extensions }) => extensions?.['reason'])).toEqual(['detail-was-not-asked-for']);
    });

    test('has a position, a cash flow and plans, which are those of all books, without what moved inside', async () => {
      type Amounts = { amounts: Amount[]; before: Amount[] };
      type Amount = { amountMinor: string; currency: string };
      type OpensAs = { figure: string; isAtEnd: boolean } & Record<
        'fundKind' | 'cashClass' | 'withinMovement',
        unknown
      >;
      type Line = Amounts & { line: string; opensAs: OpensAs; byNode: (Amounts & { node: string })[] };
      type Sheets = { position: Line[]; cashFlow: Line[]; isComplete: boolean; coverage: { asOf: { node: string }[] } };
      const { data, errors } = await seededMovement().movement.client.ask<{ movementFinance: { sheets: Sheets } }>(
        `query ($from: Day!, $to: Day!) { movementFinance(from: $from, to: $to) { sheets { isComplete coverage { asOf { node } }
        plan { line } conversions { from rate date source }
        position { ...L } cashFlow { ...L } } } }
      fragment L on SheetLine { line amounts { ...M } before { ...M } inReport { ...M } beforeInReport { ...M }
        opensAs { figure fundKind cashClass withinMovement isAtEnd } byNode { node amounts { ...M } before { ...M } } }
      fragment M on Money { amountMinor currency }`,
        { from: FIRST_DAY, to: TOMORROW },
      );
      expect(errors ?? []).toEqual([]);
      const sheets = data?.movementFinance.sheets as Sheets;
      expect(sheets.isComplete).toBe(true);
      expect(sheets.coverage.asOf.length).toBe(seededMovement().movement.hubs.length + 1);
      const sum = (lines: readonly Line[], sign: (line: string) => number, of: 'amounts' | 'before' = 'amounts') =>
        added(
          lines.flatMap((one) =>
            one[of].map((money) => ({
              ...money,
              amountMinor: `${BigInt(sign(one.line)) * BigInt(money.amountMinor)}`,
            })),
          ),
        );
      const ofPosition = (line: string) => (line === 'LIABILITIES' || line.startsWith('NET') ? -1 : 1);
      expect(sum(sheets.position, ofPosition)).toEqual({});
      expect(sum(sheets.position, ofPosition, 'before')).toEqual({});
      const flow = (line: string) => (line === 'CASH' ? 0 : line.startsWith('WENT') ? -1 : 1);
      const opening = sum(sheets.cashFlow, (line) => (line === 'CASH' ? 1 : 0), 'before');
      const closing = sum(sheets.cashFlow, (line) => (line === 'CASH' ? 1 : 0));
      const moved = sum(sheets.cashFlow, flow);
      for (const currency of new Set([...Object.keys(closing), ...Object.keys(moved), ...Object.keys(opening)])) {
        expect((opening[currency] ?? 0n) + (moved[currency] ?? 0n), currency).toBe(closing[currency] ?? 0n);
      }
      for (const { line, amounts, byNode } of [...sheets.position, ...sheets.cashFlow]) {
        expect(added(byNode.flatMap((one) => one.amounts)), line).toEqual(added(amounts));
      }
      // Each line opens in the books of a node, to entries that add up to what the line says of it.
      const [{ id: hub } = { id: '' }] = seededMovement().movement.hubs;
      const opened = [...sheets.position, ...sheets.cashFlow].flatMap(({ line, opensAs, byNode }) =>
        (byNode.find(({ node }) => node === hub)?.amounts ?? []).map(({ amountMinor, currency }) => {
          const { figure, isAtEnd, ...narrowed } = opensAs;
          const days = `${isAtEnd ? '' : `from: "${FIRST_DAY}", `}to: "${TOMORROW}"`;
          const parts = Object.entries(narrowed).flatMap(([name, value]) =>
            value === null ? [] : [`${name}: ${value}`],
          );
          return {
            line,
            amountMinor,
            question: `figure(of: { figure: ${figure}, currency: "${currency}", ${[days, ...parts].join(', ')} }, first: 100)
            { amount { amountMinor } nodes { amount { amountMinor } } }`,
          };
        }),
      );
      expect(opened.length).toBeGreaterThan(5);
      type Opened = { amount: { amountMinor: string }; nodes: { amount: { amountMinor: string } }[] };
      const books = await seededMovement().movement.client.ask<{ hub: { books: Readonly<Record<string, Opened>> } }>(
        `{ hub(id: "${hub}") { books { ${opened.map(({ question }, n) => `f${n}: ${question}`).join('\n')} } } }`,
      );
      expect(books.errors ?? []).toEqual([]);
      for (const [n, { line, amountMinor }] of opened.entries()) {
        const { amount, nodes } = books.data?.hub.books[`f${n}`] ?? { amount: undefined, nodes: [] };
        const sum = nodes.reduce((so, one) => so + BigInt(one.amount.amountMinor), 0n);
        expect([line, amount?.amountMinor, `${sum}`]).toEqual([line, amountMinor, amountMinor]);
      }
    });

    test('is what one team got', async () => {
      const { team } = seededMovement().ids;
      const hub = team.split(':')[0] ?? '';
      const found = await postings(seededMovement().movement, hub, { team });
      expect(found.nodes.length).toBeGreaterThan(0);
      expect(found.nodes.map(({ posting }) => posting.team)).toEqual(found.nodes.map(() => team));
      expect(added(found.nodes.map(({ posting }) => posting.amount))).toEqual(
        added(found.totals.map((one) => ({ ...one, amountMinor: `${-BigInt(one.amountMinor)}` }))),
      );
    });
  });
}
