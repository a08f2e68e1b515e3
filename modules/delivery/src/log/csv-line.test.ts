import { expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

it('puts commas between cells, CRLF at the end, and nothing where there is null', () => {
  expect(csvLine(['a', 1, null, 'b'])).toBe('a,1,,b\r\n');
});

it.each([
  ['say "hi"', '"say ""hi"""'],
  ['a,b', '"a,b"'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
])('quotes %j', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['=a,"b"', '"\'=a,""b"""'],
])('defuses %j, which a spreadsheet would run', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

it('leaves a negative number a number', () => {
  expect(csvLine([-1])).toBe('-1\r\n');
});
