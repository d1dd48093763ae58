import { join } from 'node:path';
import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { importRowFile, type ParserOf } from '../row-file/import-row-file.ts';
import { ownColumns } from '../row-file/mapping.ts';
import { Problem } from '../terminal/problem.ts';
import { FIGURE_FIELDS, STATED_COLUMNS } from './figure-fields.ts';
import { figureParser, type FigureRow } from './parse-figure.ts';

/** The published figures that come with the project; the README beside them says from where. */
export const PUBLISHED_FILE = join(import.meta.dirname, '../../official/figures.csv');

export async function publishedFigures(): Promise<OfficialFigure[]> {
  const rows: FigureRow[] = [];
  const mapping = ownColumns(FIGURE_FIELDS, STATED_COLUMNS);
  const parserOf = keeping(rows, figureParser(mapping));
  await importRowFile(
    { file: PUBLISHED_FILE, delimiter: mapping.delimiter, form: mapping.form, sourceSystem: '', parserOf },
    {
      refused({ line, reasons }) {
        const where = `${PUBLISHED_FILE}:${line}: ${reasons.join('; ')}`;
        throw new Problem({ uk: where, en: where });
      },
      differing: () => undefined,
      progress: () => undefined,
    },
  );
  return rows.map(({ figure }) => figure);
}

/** Keeps the rows that can be read, in place of sending them. */
export function keeping<Row>(rows: Row[], parserOf: ParserOf<Row>): ParserOf<Row> {
  return (header) => {
    const parse = parserOf(header);
    return (record) => {
      const parsed = parse(record);
      if ('row' in parsed) rows.push(parsed.row);
      return parsed;
    };
  };
}
