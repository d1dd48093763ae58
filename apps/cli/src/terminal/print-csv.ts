import { guardFormula } from '@safe-community/domain-kit/plain';
import { printText } from './print.ts';

/** Prints a heading and rows as CSV (RFC 4180). An absent value is an empty cell, never 0. */
export function printCsv(heading: readonly string[], rows: readonly (readonly Cell[])[]): void {
  for (const row of [heading, ...rows]) printText(row.map(csvCell).join(','));
}

type Cell = string | number | bigint | boolean | undefined;

function csvCell(value: Cell): string {
  const text = typeof value === 'string' ? guardFormula(value) : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
