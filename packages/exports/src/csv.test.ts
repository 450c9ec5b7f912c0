import { describe, expect, test } from 'vitest';
import { cell, csvBroken, csvHead, csvRow } from './csv.ts';

describe('a cell', () => {
  test.each<[string, string | number | null | undefined, string]>([
    ['is empty for nothing', null, ''],
    ['is empty for what is not there', undefined, ''],
    ['leaves plain text', 'Twelve libraries', 'Twelve libraries'],
    ['leaves whole numbers', 35, '35'],
    ['leaves negative amounts', '-1134000.00', '-1134000.00'],
    ['quotes commas', 'a, b', '"a, b"'],
    ['quotes semicolons, which some spreadsheets split by', 'a;b', '"a;b"'],
    ['doubles quotes', 'say "x"', '"say ""x"""'],
    ['keeps line breaks in quotes', 'a\nb', '"a\nb"'],
    ['quotes blanks at the ends', ' a ', '" a "'],
    ['defuses =', '=1+1', "'=1+1"],
    ['defuses +', '+49 30', "'+49 30"],
    ['defuses -', '-2+3', "'-2+3"],
    ['defuses a minus alone', '-', "'-"],
    ['defuses @', '@SUM(A1)', "'@SUM(A1)"],
    ['defuses a tab', '\t=1', '"\'\t=1"'],
    ['defuses a line break in front', '\n=1', '"\'\n=1"'],
    ['defuses blanks in front of =', '  =1', "'  =1"],
    ['defuses full-width forms', '＝1', "'＝1"],
    ['defuses and quotes', '=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['takes numbers with two points for text', '-1.2.3', "'-1.2.3"],
    ['drops what no text has', 'a\u0000b', 'ab'],
    ['mends half a character', 'a\ud800', 'a\ufffd'],
    ['leaves Arabic', 'مكتبات', 'مكتبات'],
  ])('%s', (_name, value, expected) => {
    expect(cell(value)).toBe(expected);
  });
});

test('a file has a mark, its columns, and rows that end as RFC 4180 says', () => {
  const columns = [
    { name: 'a', value: ({ a }: { a: string }) => a },
    { name: 'b', value: () => null },
  ];
  expect(csvHead(columns)).toBe('\ufeffa,b\r\n');
  expect(csvRow(columns, { a: '=x' })).toBe("'=x,\r\n");
  expect(csvBroken(7, 'cee did not answer.')).toBe(
    'INCOMPLETE,This file breaks off after 7 rows: cee did not answer. Download it again.\r\n',
  );
});
