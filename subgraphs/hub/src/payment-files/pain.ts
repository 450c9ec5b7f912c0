import { type CurrencyCode, type Day, formatAmount, type Id, type Instant } from '@hubgraph/kernel';

/** What a bank is told to pay. */
export interface PaymentInstruction {
  readonly file: Id;
  readonly madeAt: Instant;
  readonly executionDay: Day;
  readonly currency: CurrencyCode;
  readonly debtorName: string;
  readonly debtorIban: string;
  readonly payments: readonly {
    readonly payment: Id;
    readonly name: string;
    readonly iban: string;
    readonly amountMinor: bigint;
  }[];
}

const NAME_LENGTH_MAX = 70;

/** Letters that have no decomposition into a Latin letter and marks. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' },
  ...{ ð: 'd', Ð: 'D', þ: 'th', Þ: 'TH', ħ: 'h', Ħ: 'H', ı: 'i', '’': "'", '‘': "'", '–': '-', '—': '-', '&': '+' },
};

/**
 * A text in the letters that every bank takes (a–z, A–Z, 0–9, space and / - ? : ( ) . , ' +): marks are taken off, what
 * has no such letter is left out. Undefined where hardly anything would be left of it.
 * @see EPC217-08, the Latin character set of SEPA
 */
export function bankText(text: string, lengthMax: number = NAME_LENGTH_MAX): string | undefined {
  const letters = [...text]
    .map((char) => LETTERS[char] ?? char)
    .join('')
    .normalize('NFKD');
  const plain = letters
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const written = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const kept = plain.match(/[A-Za-z0-9]/g)?.length ?? 0;
  // A slash at an end, and two of them, stand for something else in messages between banks.
  const safe = plain
    .replace(/\/{2,}/g, '/')
    .replace(/^\/|\/$/g, '')
    .slice(0, lengthMax)
    .trim();
  return kept * 2 < written || kept === 0 ? undefined : safe;
}

/** The last part of an id: 26 capitals and digits, which fits where banks take up to 35. */
function reference(id: Id): string {
  return id.slice(-26);
}

/**
 * The payment file, the same bytes each time. Ids are those of file and payments, so that a bank that is sent it twice
 * knows it again. In EUR it asks for SEPA; in other currencies costs are shared.
 * @see pain.001.001.09, Customer Credit Transfer Initiation
 */
export function painFile(instruction: PaymentInstruction): string {
  const { file, madeAt, executionDay, currency, debtorName, debtorIban, payments } = instruction;
  const sum = formatAmount({ amountMinor: payments.reduce((total, one) => total + one.amountMinor, 0n), currency });
  const name = bankText(debtorName) ?? reference(file);
  const totals = `<NbOfTxs>${payments.length}</NbOfTxs><CtrlSum>${sum}</CtrlSum>`;
  const isEuro = currency === 'EUR';
  const transfers = payments.map(({ payment, name: payee, iban, amountMinor }) =>
    [
      `      <CdtTrfTxInf>`,
      `        <PmtId><InstrId>${reference(payment)}</InstrId><EndToEndId>${reference(payment)}</EndToEndId></PmtId>`,
      `        <Amt><InstdAmt Ccy="${currency}">${formatAmount({ amountMinor, currency })}</InstdAmt></Amt>`,
      `        <Cdtr><Nm>${escaped(bankText(payee) ?? reference(payment))}</Nm></Cdtr>`,
      `        <CdtrAcct><Id><IBAN>${escaped(iban)}</IBAN></Id></CdtrAcct>`,
      `        <RmtInf><Ustrd>${reference(payment)}</Ustrd></RmtInf>`,
      `      </CdtTrfTxInf>`,
    ].join('\n'),
  );
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">`,
    `  <CstmrCdtTrfInitn>`,
    `    <GrpHdr>`,
    `      <MsgId>${reference(file)}</MsgId><CreDtTm>${new Date(madeAt).toISOString()}</CreDtTm>`,
    `      ${totals}`,
    `      <InitgPty><Nm>${escaped(name)}</Nm></InitgPty>`,
    `    </GrpHdr>`,
    `    <PmtInf>`,
    `      <PmtInfId>${reference(file)}-1</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>`,
    `      ${totals}`,
    ...(isEuro ? [`      <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>`] : []),
    `      <ReqdExctnDt><Dt>${executionDay}</Dt></ReqdExctnDt>`,
    `      <Dbtr><Nm>${escaped(name)}</Nm></Dbtr>`,
    `      <DbtrAcct><Id><IBAN>${escaped(debtorIban)}</IBAN></Id><Ccy>${currency}</Ccy></DbtrAcct>`,
    `      <DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>`,
    `      <ChrgBr>${isEuro ? 'SLEV' : 'SHAR'}</ChrgBr>`,
    ...transfers,
    `    </PmtInf>`,
    `  </CstmrCdtTrfInitn>`,
    `</Document>`,
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
