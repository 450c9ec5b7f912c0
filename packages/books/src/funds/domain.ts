import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { FundState } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';

export interface OpenFund extends Command {
  readonly type: 'OpenFund';
  readonly fund: Id;
  /** How people name it in the books: `general`, `wiki-loves-2026`; unique in the node. */
  readonly code: string;
  readonly name: TextRef;
  /** If given, the fund is restricted: it may only be spent for these purposes. */
  readonly purposes?: readonly string[];
}

export interface FundOpened extends Event {
  readonly type: 'FundOpened';
  readonly fund: Id;
  readonly code: string;
  readonly name: TextRef;
  readonly purposes?: readonly string[];
}

/** A self-balancing set of accounts: money of one origin or for one end. */
export interface Fund {
  readonly id: Id;
  readonly code: string;
  readonly name: TextRef;
  readonly purposes?: readonly string[];
  readonly status: 'OPEN' | 'CLOSED';
  readonly openedAt: number;
}

/** In order of precedence. */
export type FundRejectionCode = 'fund-code-is-malformed' | 'fund-code-is-taken' | 'purpose-is-malformed';

/** The fund that takes what nobody restricted. */
export const GENERAL_FUND = 'general';

function decideOpenFund(
  command: OpenFund,
  { isCodeTaken }: { readonly isCodeTaken: boolean },
): FundOpened[] | Rejection<FundRejectionCode> {
  const { fund, code, name, purposes } = command;
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(code)) {
    return reject('fund-code-is-malformed', 'A code has 2 to 40 small letters, digits and hyphens, as general.');
  }
  if (isCodeTaken) return reject('fund-code-is-taken', `There is a fund ${code} already.`);
  if (purposes?.some((purpose) => !/^[a-z][a-z0-9-]{0,39}$/.test(purpose)) || purposes?.length === 0) {
    return reject('purpose-is-malformed', 'Purposes have small letters, digits and hyphens, as education.');
  }
  return [{ type: 'FundOpened', fund, code, name, ...(purposes === undefined ? {} : { purposes }) }];
}

export const fund = defineEntity<Fund, FundOpened>({
  kind: 'fund',
  concerns: (event) => (event.type === 'FundOpened' ? [event.fund] : []),
  evolve: (_state, { event, at }) => ({
    id: event.fund,
    code: event.code,
    name: event.name,
    ...(event.purposes === undefined ? {} : { purposes: event.purposes }),
    status: 'OPEN',
    openedAt: at,
  }),
});

export const fundCode = defineEntity<{ readonly fund: Id }, FundOpened>({
  kind: 'fund-code',
  concerns: (event) => (event.type === 'FundOpened' ? [event.code] : []),
  evolve: (_state, { event }) => ({ fund: event.fund }),
});

export const commands = [
  defineCommand<OpenFund, { isCodeTaken: boolean }, FundOpened>({
    type: 'OpenFund',
    load: (read, command) => ({ isCodeTaken: read.entity('fund-code', command.code) !== undefined }),
    decide: decideOpenFund,
  }),
];

export function fundStateOf(state: Fund): FundState {
  return { id: state.id, status: state.status, ...(state.purposes === undefined ? {} : { purposes: state.purposes }) };
}
