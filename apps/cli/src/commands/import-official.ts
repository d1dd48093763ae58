import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { SumDifference } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { CallError } from '../connection/call-error.ts';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { FIGURE_FIELDS, STATED_COLUMNS } from '../figure-file/figure-fields.ts';
import { figureParser, type FigureRow } from '../figure-file/parse-figure.ts';
import { keeping, PUBLISHED_FILE } from '../figure-file/published-figures.ts';
import type { RefusedRow } from '../row-file/import-row-file.ts';
import { ownColumns, readMapping } from '../row-file/mapping.ts';
import { differenceNote } from '../scorecard/difference-note.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { importWithProgress, skipping } from './import-rows.ts';
import { say, inEnglishIf } from '../terminal/language.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const MAX_FIGURES = 300;

const HELP = {
  uk: `
Стовпці: ${FIGURE_FIELDS.required.join(', ')};
необов’язкові: ${FIGURE_FIELDS.optional.join(', ')}. Надруковане командою "hromada official --csv" можна прочитати знову. Для файлу з іншими стовпцями
--mapping називає файл YAML або JSON, як для камер.

  series,period_start,period_end,value,qualifier,published,title
  patrol-police-deaths-road,2020-01-01,2020-12-31,3541,exact,2021-01-12,Road accidents of 2020

Ряд (series) має видавця, визначення, одиницю й ліцензію: їх описує один рядок файлу або попередній імпорт; інші рядки
мають лише назву ряду. Описаний ряд не змінюється. qualifier – exact, more_than («понад 70»), about або preliminary;
kind – observed (типово) або target; replaces – день оприлюднення, яке цей рядок уточнює; sentence – речення джерела.

Без файлу імпортуються показники, що є у складі системи.

Імпортують усі рядки або жодного: відхилені друкуються з номером рядка, полем і правилом, а код завершення – 1. Відоме
твердження вдруге не додається. Щонайбільше рядків: ${MAX_FIGURES}.

Приклади: hromada import official figures.csv --check
          hromada import official figures.csv
          hromada import official`,
  en: `
The columns are ${FIGURE_FIELDS.required.join(', ')};
optional: ${FIGURE_FIELDS.optional.join(', ')}. Those of "hromada official --csv" can be read again. For a file with other
columns, --mapping names a YAML or JSON file as for cameras.

  series,period_start,period_end,value,qualifier,published,title
  patrol-police-deaths-road,2020-01-01,2020-12-31,3541,exact,2021-01-12,Road accidents of 2020

A series has a publisher, a definition, a unit, and a licence: one row of the file, or an earlier import, describes it; other
rows only name it. A described series does not change. qualifier is exact, more_than ("over 70"), about, or preliminary;
kind is observed (default) or target; replaces is the day of the statement that this one revises; sentence is the one that
states the figure, in the language of the source.

Without a file, the figures are imported that come with the system.

All rows are imported, or none: rejected rows are printed with line, field, and rule, and the exit code is 1. A statement
that is known is not added again. At most ${MAX_FIGURES} rows.

Examples: hromada import official figures.csv --check
          hromada import official figures.csv
          hromada import official`,
};

interface Options {
  readonly mapping?: string;
  readonly check: boolean;
  readonly json: boolean;
}

/** `hromada import official` */
export function importOfficialCommand(): Command {
  return new SpokenCommand('official')
    .about({ uk: 'імпортує офіційні показники з джерелами', en: 'import official figures with their sources' })
    .names('[csv]', {
      uk: 'показники (CSV; UTF-8, якщо файл відповідності не каже іншого)',
      en: 'the figures (CSV; UTF-8 unless the mapping says otherwise)',
    })
    .takes('--mapping <file>', {
      uk: 'YAML або JSON, що зіставляє інші стовпці з полями',
      en: 'YAML or JSON that maps other columns to fields',
    })
    .takes('--check', { uk: 'лише прочитати файл, нічого не надсилати', en: 'only read the file, send nothing' })
    .takes('--json', {
      uk: 'друкувати кількості й відхилені рядки як JSON',
      en: 'print counts and rejected rows as JSON',
    })
    .explains(HELP)
    .action((file: string | undefined, options: Options, self: Command) =>
      withConnection(self, (connection) => importOfficial(connection, file ?? PUBLISHED_FILE, options)),
    );
}

async function importOfficial({ statistics }: Connection, file: string, options: Options): Promise<void> {
  const { mapping: mappingFile, check, json } = options;
  const mapping =
    mappingFile === undefined
      ? ownColumns(FIGURE_FIELDS, STATED_COLUMNS)
      : await readMapping(mappingFile, FIGURE_FIELDS);
  const rows: FigureRow[] = [];
  // Nothing is sent before each row is known to be readable.
  const { tally, refusedRows } = await importWithProgress<FigureRow>(
    {
      file,
      delimiter: mapping.delimiter,
      form: mapping.form,
      sourceSystem: '',
      parserOf: keeping(rows, skipping(mapping, figureParser(mapping))),
    },
    { json },
  );
  const counts = { rows: tally.rows, skipped: tally.skipped };
  if (tally.refused > 0) return refuse(counts, refusedRows, tally.refused, json);
  if (rows.length === 0)
    throw new Problem({ uk: `${file}: немає рядків для імпорту.`, en: `${file} has no row to import.` });
  if (rows.length > MAX_FIGURES) {
    throw new Problem({
      uk: `${file}: рядків для імпорту – ${rows.length}, дозволено щонайбільше ${MAX_FIGURES}; розділіть файл.`,
      en: `${file} has ${rows.length} rows to import, at most are ${MAX_FIGURES}: split it.`,
    });
  }
  if (check) return json ? printJson({ ...counts, refused: 0, refusedRows: [] }) : printReadable(rows.length);
  const figures = rows.map(({ figure }) => figure);
  try {
    const answer = await statistics.importOfficialFigures({ requestId: randomUUID(), figures });
    const { added, revised, earlier, unchanged, differences } = answer;
    if (json) {
      const imported = {
        added,
        revised,
        earlier,
        unchanged,
        differences: differences.map((each) => SumDifference.toJSON(each)),
      };
      return printJson({ ...counts, ...imported, refused: 0, refusedRows: [] });
    }
    print({
      uk: `Прочитано рядків: ${tally.rows}; додано ${added}, уточнено ${revised}, ранніших ${earlier}, уже відомих ${unchanged}`,
      en: `${tally.rows} rows read: ${added} added, ${revised} revised, ${earlier} earlier, ${unchanged} already known`,
    });
    for (const note of differences.flatMap((difference) => differenceNote({ difference }))) print(note);
  } catch (error) {
    const refused = isCallError(error) ? await inEnglishIf(json, async () => refusedIn(error, rows)) : [];
    if (refused.length === 0) throw error;
    if (!json)
      for (const { line, reasons } of refused)
        print({
          uk: `рядок ${line} відхилено: ${reasons.join('; ')}`,
          en: `line ${line} rejected: ${reasons.join('; ')}`,
        });
    refuse(counts, json ? refused : [], refused.length, json);
  }
}

function printReadable(rows: number): void {
  print({ uk: `Прочитано рядків: ${rows}; усі можна надіслати`, en: `${rows} rows read: all can be sent` });
}

/** The rows are printed before, or as JSON. */
function refuse(
  counts: { readonly rows: number; readonly skipped: number },
  refusedRows: readonly RefusedRow[],
  refused: number,
  json: boolean,
): never {
  if (json) printJson({ ...counts, refused, refusedRows });
  throw new Problem({
    uk: `Відхилено рядків: ${refused} з ${counts.rows}; нічого не імпортовано.`,
    en: `${refused} of ${counts.rows} rows rejected: nothing was imported.`,
  });
}

/** The rows that the service names as "figures[3].provenance.link" or "figures[3].series.unit", in the words of the file. */
function refusedIn({ details }: CallError, rows: readonly FigureRow[]): RefusedRow[] {
  const lineOf = (index: string | undefined): number => rows[Number(index)]?.line ?? 0;
  const named = details.violations.flatMap(({ field, description }) => {
    const [, index, place = ''] = /^figures\[(\d+)\]\.?(?:provenance\.?|series\.)?(.*)$/.exec(field) ?? [];
    const column = place === 'id' ? 'series' : place;
    // Another figure of the request is another line of the file.
    const rule = description.replace(/figures\[(\d+)\]/g, (_, other: string) =>
      say({ uk: `рядок ${lineOf(other)}`, en: `line ${lineOf(other)}` }),
    );
    return index === undefined ? [] : [{ line: lineOf(index), reason: `${column} ${rule}`.trim() }];
  });
  return [...Map.groupBy(named, ({ line }) => line)]
    .map(([line, all]) => ({ line, reasons: all.map(({ reason }) => reason) }))
    .toSorted((a, b) => a.line - b.line);
}
