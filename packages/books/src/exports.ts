import { beancount, dataDictionary, hledger, iati, pendingCsv, postingsCsv } from '@hubgraph/exports';
import type { ExportDefinition } from '@hubgraph/node';

const CSV = 'text/csv; charset=utf-8; header=present';
const TEXT = 'text/plain; charset=utf-8';
const DICTIONARY = 'postings.csv-metadata.json';

/** The books as files: for people's spreadsheets and for the programs that check books. */
export const bookExports: readonly ExportDefinition[] = [
  {
    file: 'postings.csv',
    contentType: CSV,
    about: 'Every posting of the books in the order in which they were posted, with the balance of its account.',
    dictionary: DICTIONARY,
    hasTexts: false,
    write: ({ facts }) => postingsCsv(facts()),
  },
  {
    file: 'pending.csv',
    contentType: CSV,
    about: 'What is reserved and counts for nothing yet.',
    dictionary: DICTIONARY,
    hasTexts: false,
    write: ({ facts }) => pendingCsv(facts()),
  },
  {
    file: DICTIONARY,
    contentType: 'application/csvm+json',
    about: 'What stands in the columns of postings.csv and pending.csv, in the form of CSV on the Web.',
    hasTexts: false,
    async *write() {
      yield dataDictionary();
    },
  },
  {
    file: 'books.beancount',
    contentType: TEXT,
    about: 'The books for Beancount, with balances that bean-check checks.',
    hasTexts: false,
    write: ({ node, seq, facts }) => beancount(node, seq, facts()),
  },
  {
    file: 'books.journal',
    contentType: TEXT,
    about: 'The books for hledger, with balances that it checks.',
    hasTexts: false,
    write: ({ node, seq, facts }) => hledger(node, seq, facts()),
  },
  {
    file: 'activities.xml',
    contentType: 'application/xml; charset=utf-8',
    about: 'Transfers, awards and what each fund took in and spent, as activities of IATI 2.03.',
    hasTexts: false,
    write: ({ node, facts }) => iati(node, facts()),
  },
];
