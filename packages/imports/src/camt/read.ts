import { type Day, isDay, isRejection, parseAmount, type Rejection, reject } from '@hubgraph/kernel';
import type { BankImportRow, BankLine, BankRejectionCode, BankStatement } from '../bank/bank-row.ts';
import { unreadable } from '../unreadable.ts';
import { all, type Element, ElementBuilder, first, textAt } from '../xml/element.ts';
import { readXml } from '../xml/xml.ts';

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])$/;

/** Of a statement these are read; each is held in memory by itself. */
const PARTS: ReadonlySet<string> = new Set(['Id', 'Acct', 'FrToDt', 'Bal', 'Ntry']);

const TEXT_MAX = 1_000;

interface Open {
  readonly ordinal: number;
  readonly line: number;
  id?: string;
  account?: string;
  currency?: string;
  from?: Day;
  to?: Day;
  opening?: Balance;
  closing?: Balance;
  sumMinor: bigint;
  lines: number;
  notBooked: number;
  isBroken: boolean;
}
interface Balance {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly day?: Day;
}
type Refusal = Rejection<BankRejectionCode>;

/**
 * Reads bank statements, camt.053.001.02 to .13: the lines of a statement as they come, then the statement itself, its
 * opening balance and its lines compared with its closing one. An entry of which the bank gives the parts, each with an
 * amount of the same currency, comes as one line for each; what is not booked yet is counted and left out. A
 * statement of which anything was rejected is not to be loaded.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for what is not XML or not a statement.
 * @see https://www.iso20022.org/catalogue-messages, Bank to Customer Cash Management
 */
export async function* readCamt(input: AsyncIterable<Uint8Array>): AsyncGenerator<BankImportRow> {
  const path: string[] = [];
  let statement: Open | undefined;
  let part: ElementBuilder | undefined;
  let statements = 0;
  for await (const event of readXml(input)) {
    if (part !== undefined && statement !== undefined) {
      if (part.take(event)) {
        yield* takePart(statement, part.root);
        part = undefined;
      }
      continue;
    }
    if (event.type === 'close') {
      if (event.name === 'Stmt' && statement !== undefined) {
        yield closeStatement(statement);
        statement = undefined;
      }
      path.pop();
      continue;
    }
    if (path.length === 0 && (event.name !== 'Document' || !NAMESPACE.test(event.namespace))) {
      const found = event.namespace === '' ? event.name : event.namespace;
      throw unreadable(`This is "${found.slice(0, 80)}", not a bank statement (camt.053.001.02 to .13)`, {
        line: event.line,
        offsetBytes: 0,
      });
    }
    const place = path.join('/');
    if (place === 'Document/BkToCstmrStmt/Stmt' && PARTS.has(event.name)) part = new ElementBuilder(event);
    else {
      path.push(event.name);
      if (place === 'Document/BkToCstmrStmt' && event.name === 'Stmt') {
        const counts = { sumMinor: 0n, lines: 0, notBooked: 0, isBroken: false };
        statement = { ordinal: statements, line: event.line, ...counts };
        statements += 1;
      }
    }
  }
  if (statements === 0) throw unreadable('The file has no statement', { line: 1, offsetBytes: 0 });
}

function* takePart(statement: Open, element: Element): Generator<BankImportRow> {
  const refusal = readPart(statement, element);
  if (Array.isArray(refusal)) {
    for (const line of refusal) {
      statement.sumMinor += line.amountMinor;
      statement.lines += 1;
      yield { kind: 'row', row: { type: 'line', line }, at: { line: line.line } };
    }
  } else if (refusal !== undefined) {
    statement.isBroken = true;
    yield rejected(refusal, element.line);
  }
}

function readPart(statement: Open, element: Element): BankLine[] | Refusal | undefined {
  switch (element.name) {
    case 'Id':
      statement.id = element.text;
      return undefined;
    case 'Acct':
      return takeAccount(statement, element);
    case 'FrToDt': {
      const from = dayAt(element, 'FrDtTm', 'FrDt');
      const to = dayAt(element, 'ToDtTm', 'ToDt');
      if (isRejection(from)) return from;
      if (isRejection(to)) return to;
      if (from !== undefined) statement.from = from;
      if (to !== undefined) statement.to = to;
      return undefined;
    }
    case 'Bal':
      return takeBalance(statement, element);
    default:
      return readEntry(statement, element);
  }
}

function takeAccount(statement: Open, element: Element): Refusal | undefined {
  const account = textAt(element, 'Id/IBAN', 'Id/Othr/Id');
  if (account === undefined) return reject('account-is-missing', 'The statement does not say of which account it is.');
  statement.account = account;
  const currency = textAt(element, 'Ccy');
  if (currency !== undefined) statement.currency = currency;
  return undefined;
}

/** The booked balances: OPBD or, where it is missing, PRCD (the closing one of the statement before); CLBD. */
function takeBalance(statement: Open, element: Element): Refusal | undefined {
  const code = textAt(element, 'Tp/CdOrPrtry/Cd');
  if (code !== 'OPBD' && code !== 'PRCD' && code !== 'CLBD') return undefined;
  const amount = signedAmount(statement, element);
  if (isRejection(amount)) return amount;
  const day = dayAt(element, 'Dt/Dt', 'Dt/DtTm');
  if (isRejection(day)) return day;
  const balance = { ...amount, ...(day === undefined ? {} : { day }) };
  if (code === 'CLBD') statement.closing = balance;
  else if (code === 'OPBD' || statement.opening === undefined) statement.opening = balance;
  return undefined;
}

function readEntry(statement: Open, entry: Element): BankLine[] | Refusal | undefined {
  const status = textAt(entry, 'Sts/Cd', 'Sts');
  if (status !== undefined && status !== 'BOOK') {
    statement.notBooked += 1;
    return undefined;
  }
  const amount = signedAmount(statement, entry);
  if (isRejection(amount)) return amount;
  if (amount.amountMinor === 0n) return reject('amount-is-zero', 'An entry of zero moves nothing.');
  const bookedOn = dayAt(entry, 'BookgDt/Dt', 'BookgDt/DtTm');
  if (isRejection(bookedOn)) return bookedOn;
  if (bookedOn === undefined) return reject('date-is-missing', 'The entry has no day of booking.');
  const valueOn = dayAt(entry, 'ValDt/Dt', 'ValDt/DtTm');
  if (isRejection(valueOn)) return valueOn;
  const about = textAt(entry, 'AddtlNtryInf');
  const line: BankLine = {
    bookedOn,
    ...(valueOn && { valueOn }),
    ...amount,
    ...given('bankReference', textAt(entry, 'AcctSvcrRef', 'NtryRef')),
    ...(textAt(entry, 'RvslInd') === 'true' ? { isReversal: true } : {}),
    line: entry.line,
  };
  const details = all(entry, 'NtryDtls/TxDtls');
  if (details.length <= 1) return [{ ...line, ...detailsOf(details[0], amount.amountMinor > 0n, about) }];
  const parts = partsOf(details, amount, textAt(entry, 'CdtDbtInd') === 'DBIT');
  if (isRejection(parts)) return parts;
  if (parts === undefined) return [{ ...line, ...given('remittance', about) }];
  return details.map((detail, n): BankLine => {
    const amountMinor = parts[n] ?? 0n;
    const own = detailsOf(detail, amountMinor > 0n, about);
    const reference = line.bankReference ?? own.bankReference;
    return { ...line, ...own, amountMinor, ...(reference && { bankReference: `${reference}/${n + 1}` }) };
  });
}

/** The amounts of a batch's parts; undefined where one has none, or one of another currency: then it stays one line. */
function partsOf(
  details: readonly Element[],
  whole: { readonly amountMinor: bigint; readonly currency: string },
  isDebit: boolean,
): readonly bigint[] | Refusal | undefined {
  const parts: bigint[] = [];
  for (const detail of details) {
    const element = first(detail, 'Amt', 'AmtDtls/TxAmt/Amt');
    if (element === undefined || element.attributes['Ccy'] !== whole.currency) return undefined;
    const magnitude = amountOf(element);
    if (isRejection(magnitude)) return magnitude;
    const direction = textAt(detail, 'CdtDbtInd');
    parts.push((direction === undefined ? isDebit : direction === 'DBIT') ? -magnitude : magnitude);
  }
  const sum = parts.reduce((a, b) => a + b, 0n);
  if (sum === whole.amountMinor && parts.every((part) => part !== 0n)) return parts;
  return reject(
    'batch-does-not-add-up',
    `The parts of the entry come to ${sum} minor units, not ${whole.amountMinor}.`,
  );
}

function detailsOf(detail: Element | undefined, isCredit: boolean, about: string | undefined): Partial<BankLine> {
  const [party, account] = isCredit ? ['Dbtr', 'DbtrAcct'] : ['Cdtr', 'CdtrAcct'];
  const endToEnd = textAt(detail, 'Refs/EndToEndId');
  const free = all(detail, 'RmtInf/Ustrd').map(({ text }) => text);
  const structured = textAt(detail, 'RmtInf/Strd/CdtrRefInf/Ref');
  const written = [...free, ...(structured === undefined ? [] : [structured])].join(' ').trim();
  return {
    ...given('bankReference', textAt(detail, 'Refs/AcctSvcrRef')),
    ...given('paymentReference', endToEnd === 'NOTPROVIDED' ? undefined : endToEnd),
    ...given('counterpartyName', textAt(detail, `RltdPties/${party}/Nm`, `RltdPties/${party}/Pty/Nm`)),
    ...given('counterpartyAccount', textAt(detail, `RltdPties/${account}/Id/IBAN`, `RltdPties/${account}/Id/Othr/Id`)),
    ...given('remittance', written === '' ? about : written),
    ...given('returnReason', textAt(detail, 'RtrInf/Rsn/Cd')),
  };
}

function given<Name extends keyof BankLine>(name: Name, text: string | undefined): { readonly [N in Name]?: string } {
  return (text === undefined ? {} : { [name]: text.slice(0, TEXT_MAX) }) as { readonly [N in Name]?: string };
}

function signedAmount(
  statement: Open,
  element: Element,
): { readonly amountMinor: bigint; readonly currency: string } | Refusal {
  const amount = first(element, 'Amt');
  if (amount === undefined) return reject('amount-is-missing', 'There is no amount.');
  const magnitude = amountOf(amount);
  if (isRejection(magnitude)) return magnitude;
  const currency = amount.attributes['Ccy'] ?? '';
  statement.currency ??= currency;
  if (currency !== statement.currency) {
    return reject('currency-differs', `The account is in ${statement.currency}; the amount is in ${currency}.`);
  }
  const direction = textAt(element, 'CdtDbtInd');
  if (direction !== 'CRDT' && direction !== 'DBIT') {
    return reject('direction-is-missing', 'The amount does not say whether it came in (CRDT) or went out (DBIT).');
  }
  return { amountMinor: direction === 'DBIT' ? -magnitude : magnitude, currency };
}

/** Decimal text to minor units; amounts of ISO 20022 have no sign, and may begin or end with the point. */
function amountOf({ text, attributes }: Element): bigint | Refusal {
  const currency = attributes['Ccy'];
  if (currency === undefined) return reject('currency-is-missing', `The amount ${text.slice(0, 40)} has no currency.`);
  if (!/^\+?(\d+(\.\d*)?|\.\d+)$/.test(text)) {
    return reject('amount-is-malformed', `"${text.slice(0, 40)}" is not an amount; write it like 1250.50.`);
  }
  const [whole = '', fraction = ''] = text.replace('+', '').split('.');
  const amount = parseAmount(`${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`, currency);
  if (!isRejection(amount)) return amount;
  return reject(amount.code === 'amount-is-not-a-decimal' ? 'amount-is-malformed' : amount.code, amount.message);
}

/** The day of a date or of a moment; a moment keeps the day on which its writer was. */
function dayAt(element: Element, ...paths: readonly string[]): Day | Refusal | undefined {
  const text = textAt(element, ...paths);
  if (text === undefined) return undefined;
  const day = text.slice(0, 10);
  if (isDay(day) && /^.{10}($|T|Z|[+-]\d\d:\d\d$)/.test(text)) return day;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(day);
  return isDate
    ? reject('date-is-not-in-the-calendar', `The calendar has no ${day}.`)
    : reject('date-is-malformed', `"${text.slice(0, 40)}" is not a date; write it like 2026-03-31.`);
}

function closeStatement(open: Open): BankImportRow {
  const { ordinal, id, account, currency, opening, closing, sumMinor, lines, notBooked } = open;
  const refusal = ((): Refusal | undefined => {
    if (account === undefined)
      return reject('account-is-missing', 'The statement does not say of which account it is.');
    if (opening === undefined || closing === undefined) {
      return reject('balance-is-missing', 'The statement lacks its opening (OPBD, PRCD) or closing (CLBD) balance.');
    }
    if (!open.isBroken && opening.amountMinor + sumMinor !== closing.amountMinor) {
      const difference = closing.amountMinor - opening.amountMinor - sumMinor;
      return reject(
        'balances-do-not-add-up',
        `Opening balance and lines miss the closing balance by ${difference} minor units.`,
      );
    }
    return undefined;
  })();
  if (refusal !== undefined || opening === undefined || closing === undefined) {
    return rejected(refusal ?? reject('balance-is-missing', 'A balance is missing.'), open.line);
  }
  const from = open.from ?? opening.day;
  const to = open.to ?? closing.day ?? from;
  if (from === undefined || to === undefined) {
    return rejected(reject('date-is-missing', 'Neither period nor balances of the statement have a day.'), open.line);
  }
  if (to < from) {
    const message = `The statement ends on ${to}, before it begins on ${from}.`;
    return rejected(reject('statement-ends-before-it-begins', message), open.line);
  }
  const balances = { openingMinor: opening.amountMinor, closingMinor: closing.amountMinor };
  const statement: BankStatement = {
    ordinal,
    ...(id && { statementId: id.slice(0, TEXT_MAX) }),
    ...(account && { account }),
    currency: currency ?? '',
    from,
    to,
    ...balances,
    lines,
    notBooked,
  };
  return { kind: 'row', row: { type: 'statement', statement }, at: { line: open.line } };
}

function rejected({ code, message }: Refusal, line: number): BankImportRow {
  return { kind: 'rejected', code, message, at: { line } };
}
