import { ratesCsv, ratesDictionary } from '@hubgraph/exports';
import type { ExportDefinition } from '@hubgraph/node';

const DICTIONARY = 'rates.csv-metadata.json';

/** The exchange rates as a file that importing reads again, with what its columns are. */
export const rateExports: readonly ExportDefinition[] = [
  {
    file: 'rates.csv',
    contentType: 'text/csv; charset=utf-8; header=present',
    about: 'Every exchange rate that was recorded, with its day and where it comes from.',
    dictionary: DICTIONARY,
    hasTexts: true,
    write: ratesCsv,
  },
  {
    file: DICTIONARY,
    contentType: 'application/csvm+json',
    about: 'What stands in the columns of rates.csv, in the form of CSV on the Web.',
    hasTexts: false,
    async *write() {
      yield ratesDictionary();
    },
  },
];
