import type { Json } from '@hubgraph/kernel';
import type { CsvColumn } from './csv.ts';

/** A column, with what its data dictionary says of it. */
export interface DescribedColumn<Row> extends CsvColumn<Row> {
  readonly about: string;
  /** A type of XML Schema, by its name or with a format. */
  readonly datatype: Json;
  readonly isRequired?: boolean;
}

/** A file of rows, as its dictionary describes it. */
interface DescribedFile {
  readonly file: string;
  readonly columns: readonly DescribedColumn<never>[];
  /** The columns that tell a row from all others. */
  readonly key: readonly string[];
}

/** What stands in the columns of files, in the form of CSV on the Web. @see https://www.w3.org/TR/tabular-metadata/ */
export function dictionary(files: readonly DescribedFile[]): string {
  const tables = files.map(({ file: url, columns, key }) => ({
    url,
    tableSchema: {
      columns: columns.map(({ name, about, datatype, isRequired = false }) => ({
        name,
        titles: name,
        'dc:description': about,
        datatype,
        required: isRequired,
      })),
      primaryKey: key,
    },
  }));
  const text = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    dialect: { header: true, encoding: 'utf-8' },
    tables,
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}
