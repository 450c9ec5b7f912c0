import { type Command, defineCommand, defineEntity, type Event, type Upcasts } from '@hubgraph/journal';
import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { FundState } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { untoldCountries } from '../ledger/told.ts';

export interface OpenFund extends Command {
  readonly type: 'OpenFund';
  readonly fund: Id;
  /** How people name it in the books: `general`, `wiki-loves-2026`; unique in the node. */
  readonly code: string;
  readonly name: TextRef;
  /** If not given, it is as restricted as its purposes and countries say. */
  readonly kind?: FundKind;
  /** If given, the fund is restricted: it may only be spent for these purposes. */
  readonly purposes?: readonly string[];
  /** If given, the fund is restricted: it may only be spent in these countries, ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[];
}

/**
 * How free the money of a fund is. `RESTRICTED`: its expenses have one of its purposes, and are spent in one of its
 * countries, where it names any. `RING_FENCED`: that, and nothing goes from it to another fund.
 */
export type FundKind = 'UNRESTRICTED' | 'RESTRICTED' | 'RING_FENCED';

export interface FundOpened extends Event {
  readonly type: 'FundOpened';
  readonly fund: Id;
  readonly code: string;
  readonly name: TextRef;
  readonly kind: FundKind;
  readonly purposes?: readonly string[];
  readonly countries?: readonly string[];
}

/**
 * The countries of a fund, where one of them is protected: who reads the log is told neither which it is, nor that what
 * the fund pays without a country is paid there.
 */
export interface FundCountriesSealed extends Event {
  readonly type: 'FundCountriesSealed';
  readonly fund: Id;
  readonly countries: readonly string[];
}

/** A self-balancing set of accounts: money of one origin or for one end. */
export interface Fund {
  readonly id: Id;
  readonly code: string;
  readonly name: TextRef;
  readonly kind: FundKind;
  readonly purposes?: readonly string[];
  readonly countries?: readonly string[];
  /** True where the log does not say which they are. */
  readonly isCountrySealed?: boolean;
  readonly status: 'OPEN' | 'CLOSED';
  readonly openedAt: number;
}

/** In order of precedence. */
export type FundRejectionCode =
  | 'fund-code-is-malformed'
  | 'fund-code-is-taken'
  | 'purpose-is-malformed'
  | 'country-is-malformed'
  | 'fund-kind-does-not-fit';

/** The fund that takes what nobody restricted. */
export const GENERAL_FUND = 'general';

function decideOpenFund(
  command: OpenFund,
  { isCodeTaken, untold }: { readonly isCodeTaken: boolean; readonly untold: readonly string[] },
): (FundOpened | FundCountriesSealed)[] | Rejection<FundRejectionCode> {
  const { fund, code, name, purposes, countries } = command;
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(code)) {
    return reject('fund-code-is-malformed', 'A code has 2 to 40 small letters, digits and hyphens, as general.');
  }
  if (isCodeTaken) return reject('fund-code-is-taken', `There is a fund ${code} already.`);
  if (purposes?.some((purpose) => !/^[a-z][a-z0-9-]{0,39}$/.test(purpose)) || purposes?.length === 0) {
    return reject('purpose-is-malformed', 'Purposes have small letters, digits and hyphens, as education.');
  }
  if (countries?.some((country) => !/^[A-Z]{2}$/.test(country)) || countries?.length === 0) {
    return reject('country-is-malformed', 'A country is two capital letters, as KE.');
  }
  const isNamed = purposes !== undefined || countries !== undefined;
  const { kind = isNamed ? 'RESTRICTED' : 'UNRESTRICTED' } = command;
  if ((kind === 'UNRESTRICTED') === isNamed && kind !== 'RING_FENCED') {
    return reject(
      'fund-kind-does-not-fit',
      isNamed ? 'A fund with purposes or countries is restricted.' : 'Say for which purposes or countries the fund is.',
    );
  }
  const opened = { type: 'FundOpened', fund, code, name, kind } as const;
  if (!countries?.some((country) => untold.includes(country))) return [{ ...opened, ...restrictions(command) }];
  return [
    { ...opened, ...(purposes === undefined ? {} : { purposes }) },
    { type: 'FundCountriesSealed', fund, countries },
  ];
}

function restrictions({ purposes, countries }: Pick<Fund, 'purposes' | 'countries'>) {
  return { ...(purposes === undefined ? {} : { purposes }), ...(countries === undefined ? {} : { countries }) };
}

/** The first form had no kind, and no countries: a fund was restricted where it had purposes. */
export const upcasts: Upcasts = {
  FundOpened: [
    (event) =>
      ({ ...event, kind: (event as FundOpened).purposes === undefined ? 'UNRESTRICTED' : 'RESTRICTED' }) as FundOpened,
  ],
};

export const fund = defineEntity<Fund, FundOpened | FundCountriesSealed>({
  kind: 'fund',
  concerns: (event) => (event.type === 'FundOpened' || event.type === 'FundCountriesSealed' ? [event.fund] : []),
  evolve(state, { event, at }) {
    if (event.type === 'FundCountriesSealed') {
      if (state === undefined) throw new Error('Countries of a fund that was never opened.');
      return { ...state, countries: event.countries, isCountrySealed: true };
    }
    const { fund: id, code, name, kind } = event;
    return { id, code, name, kind, ...restrictions(event), status: 'OPEN', openedAt: at };
  },
});

export const fundCode = defineEntity<{ readonly fund: Id }, FundOpened>({
  kind: 'fund-code',
  concerns: (event) => (event.type === 'FundOpened' ? [event.code] : []),
  evolve: (_state, { event }) => ({ fund: event.fund }),
});

export const commands = [
  defineCommand<OpenFund, Parameters<typeof decideOpenFund>[1], FundOpened | FundCountriesSealed>({
    type: 'OpenFund',
    load: (read, { fund: id, code }) => ({
      isCodeTaken: read.entity('fund-code', code) !== undefined,
      untold: untoldCountries(read, id.slice(0, id.indexOf(':'))),
    }),
    decide: decideOpenFund,
  }),
];

export function fundStateOf(state: Fund, isCountryUntold: boolean): FundState {
  const { id, code, status, kind } = state;
  return {
    id,
    code,
    status,
    ...restrictions(state),
    ...(isCountryUntold ? { isCountryUntold } : {}),
    ...(kind === 'RING_FENCED' ? { isRingFenced: true } : {}),
  };
}
