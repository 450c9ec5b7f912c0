import {
  type CurrencyCode,
  type Day,
  isRejection,
  parseAmountMinor,
  parseLeastUnits,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { type CostClass, isResourceCode } from '@hubgraph/ledger';
import { checkText, type TextSealer } from '@hubgraph/node';
import { type BatchContent, type EntryRow, type GrantRow, type GrantTexts, inRow, type PostingAbout } from './rows.ts';

export interface EntryInput {
  readonly sourceId: string;
  readonly day: Day;
  readonly postings: readonly {
    readonly account: string;
    readonly currency: CurrencyCode;
    readonly amountMinor: string;
    readonly purpose?: string | null;
    readonly project?: string | null;
    readonly spentIn?: string | null;
    readonly decidedIn?: string | null;
    readonly costClass?: CostClass | null;
  }[];
}

export interface GrantInput {
  readonly sourceId: string;
  readonly title: string;
  readonly description?: string | null;
  readonly recipientKind: GrantRow['recipientKind'];
  readonly recipientId?: string | null;
  readonly recipientName?: string | null;
  readonly currency: CurrencyCode;
  readonly amountMinor: string;
  readonly awardDay: Day;
  readonly plannedFrom?: Day | null;
  readonly plannedTo?: Day | null;
  readonly country?: string | null;
}

const NAME_LENGTH_MAX = 1_000;
const DESCRIPTION_LENGTH_MAX = 50_000;

/**
 * Rows of entries as they were sent. Of the hub's own books, which say what is declared, resources may be in them, and
 * what postings are about.
 */
export function readEntries(
  inputs: readonly EntryInput[],
  isDeclared?: (code: string) => boolean,
): BatchContent | Rejection {
  const entries: EntryRow[] = [];
  for (const [n, { sourceId, day, postings }] of inputs.entries()) {
    const read: EntryRow['postings'][number][] = [];
    for (const { account, currency, amountMinor: text, ...about } of postings) {
      const amountMinor = amountOf(text, currency, isDeclared);
      if (isRejection(amountMinor)) return inRow(n, amountMinor);
      read.push({ account, currency, amountMinor, ...(isDeclared && aboutOf(about)) });
    }
    entries.push({ sourceId, day, postings: read });
  }
  return { format: 'HLEDGER', entries };
}

/** What is said of a posting, without what is not. */
function aboutOf(given: Omit<EntryInput['postings'][number], 'account' | 'currency' | 'amountMinor'>) {
  const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  return said.length === 0 ? {} : { about: Object.fromEntries(said) as PostingAbout };
}

function amountOf(text: string, code: string, isDeclared?: (code: string) => boolean): bigint | Rejection {
  if (isDeclared === undefined || !isResourceCode(code)) return parseAmountMinor(text, code);
  if (isDeclared(code)) return parseLeastUnits(text);
  return reject('resource-is-unknown', `There is no resource ${code}; declare it first.`);
}

export function readGrants(inputs: readonly GrantInput[]): BatchContent | Rejection {
  const grants: GrantRow[] = [];
  for (const [n, input] of inputs.entries()) {
    const amountMinor = parseAmountMinor(input.amountMinor, input.currency);
    const refusal = isRejection(amountMinor) ? amountMinor : checkTexts(input);
    if (isRejection(amountMinor) || refusal !== undefined) return inRow(n, refusal ?? (amountMinor as Rejection));
    const { sourceId, recipientKind, recipientId, currency, awardDay, plannedFrom, plannedTo, country } = input;
    grants.push({
      sourceId,
      recipientKind,
      ...(recipientId && recipientKind === 'ORGANISATION' ? { recipientId } : {}),
      currency,
      amountMinor,
      awardDay,
      ...(plannedFrom ? { plannedFrom } : {}),
      ...(plannedTo ? { plannedTo } : {}),
      ...(country ? { country } : {}),
    });
  }
  return { format: 'THREE_SIXTY_GIVING', grants };
}

export function sealTexts(inputs: readonly GrantInput[], texts: TextSealer): GrantTexts[] {
  return inputs.map(({ title, description, recipientName, recipientKind }) => ({
    title: texts.seal(title),
    ...(description ? { description: texts.seal(description) } : {}),
    ...(recipientName && recipientKind === 'ORGANISATION' ? { recipientName: texts.seal(recipientName) } : {}),
  }));
}

function checkTexts({ title, description, recipientName }: GrantInput): Rejection | undefined {
  return (
    checkText('title', title, NAME_LENGTH_MAX) ??
    (description ? checkText('description', description, DESCRIPTION_LENGTH_MAX) : undefined) ??
    (recipientName ? checkText('recipientName', recipientName, NAME_LENGTH_MAX) : undefined)
  );
}
