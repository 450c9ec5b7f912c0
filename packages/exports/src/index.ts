export { beancount, beancountAccount, pathOfBeancountAccount } from './beancount.ts';
export { type CsvColumn, csvBroken, csvHead, csvRow } from './csv.ts';
export type { Fact } from './fact.ts';
export { hledger } from './hledger.ts';
export { iati } from './iati.ts';
export { parseIatiName } from './iati-accounts.ts';
export { dataDictionary, pendingCsv, postingsCsv } from './postings.ts';
export { ratesCsv, ratesDictionary } from './rates.ts';
export { threeSixtyGiving } from './three-sixty-giving.ts';
