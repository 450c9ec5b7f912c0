/** Code of IATI's list TransactionType, by the word that accounts of imported activities are called. */
const CODES: Readonly<Record<string, string>> = {
  'incoming-funds': '1',
  'outgoing-commitments': '2',
  disbursements: '3',
  expenditure: '4',
  interest: '5',
  reimbursements: '7',
  'incoming-commitments': '11',
  'outgoing-pledges': '12',
  'incoming-pledges': '13',
};
/** The accounts at the other side of the entries. */
const OTHERS: readonly string[] = ['cash', 'promises'];

/** An identifier of an organisation as registers give it: never a name that somebody wrote. @see http://org-id.guide */
const REGISTERED = /^[A-Z]{2}-[A-Z0-9]{1,20}-[A-Za-z0-9.-]{1,60}$/;

/** What an account of imported activities says by its name. */
export interface IatiName {
  /** All that is of the standard: `Expenses:IATI:Disbursements`. */
  readonly words: string;
  /** What is below, where there is something. */
  readonly party?: string;
  /** True where the party is the identifier of an organisation. */
  readonly isRegistered: boolean;
}

/** Reads what the reader of IATI calls an account: `Expenses:IATI:Disbursements:XM-EXAMPLE-1`; undefined for any other. */
export function parseIatiName(name: string): IatiName | undefined {
  const [, words, word = '', party] =
    /^((?:Assets|Equity|Income|Expenses):IATI:([A-Za-z-]+))(?::(.+))?$/.exec(name) ?? [];
  const known = word.toLowerCase();
  if (words === undefined || (!Object.hasOwn(CODES, known) && !OTHERS.includes(known))) return undefined;
  return party === undefined ? { words, isRegistered: false } : { words, party, isRegistered: REGISTERED.test(party) };
}

/** An account of the books into which activities were imported. */
export interface IatiAccount {
  /** Of IATI's list TransactionType. */
  readonly code: string;
  /** True where credits are positive: money and promises that come in. */
  readonly isComing: boolean;
  /** The organisation at the other end, where its identifier is known. */
  readonly org?: string;
}

/** What the path of an account says: `expenses:club:iati:disbursements:xm-example-1`; undefined where it is none of these. */
export function iatiAccount(path: string): IatiAccount | undefined {
  const [, word = '', party] =
    /^(?:equity|income|expenses):[a-z0-9-]+:iati:([a-z-]+)(?::([a-z0-9-]+))?$/.exec(path) ?? [];
  const code = Object.hasOwn(CODES, word) ? CODES[word] : undefined;
  if (code === undefined) return undefined;
  const org = party?.toUpperCase();
  const isComing = word.startsWith('incoming');
  return org !== undefined && REGISTERED.test(org) ? { code, isComing, org } : { code, isComing };
}
