import type { SpokenCommand } from '../terminal/spoken-command.ts';
import { type Command } from 'commander';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import {
  importRowFile,
  type RefusedRow,
  type ParserOf,
  type RowFile,
  type RowTally,
  type RowListener,
} from '../row-file/import-row-file.ts';
import { readMapping, type MappedFields, type Mapping } from '../row-file/mapping.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { createProgress } from '../terminal/progress.ts';
import { say, inEnglishIf, type Text } from '../terminal/language.ts';
import { mustBe } from './option-values.ts';

/** The options of every import of rows with a source. */
export interface ImportOptions {
  readonly source: string;
  readonly json: boolean;
}

/** Adds them to a command. */
export function withImportOptions(command: SpokenCommand): SpokenCommand {
  return command
    .takes('--source <system>', systemName, 'csv-import', {
      uk: 'назва джерела: від 2 до 60 знаків a–z, 0–9 і "-"',
      en: 'name of the source: 2 to 60 of a–z, 0–9 and "-"',
    })
    .takes('--json', {
      uk: 'друкувати кількості й відхилені рядки як JSON',
      en: 'print counts and rejected rows as JSON',
    });
}

/** How the rows of a file become rows of an import. */
interface MappedImport<Row> {
  /** The rows: "cameras". */
  readonly what: Text;
  readonly fields: MappedFields;
  readonly parser: (mapping: Mapping) => ParserOf<Row>;
}

interface MappedOptions extends ImportOptions {
  readonly mapping: string;
  readonly check: boolean;
}

/** An import whose columns a mapping file names. */
export function withMappedImport<Row>(
  command: SpokenCommand,
  { what, fields, parser }: MappedImport<Row>,
  sender: (connection: Connection) => NonNullable<RowFile<Row>['send']>,
): SpokenCommand {
  return withImportOptions(command)
    .names('<csv>', {
      uk: `${what.uk} (CSV; UTF-8, якщо файл відповідності не каже іншого)`,
      en: `the ${what.en} (CSV; UTF-8 unless the mapping says otherwise)`,
    })
    .requires('--mapping <file>', {
      uk: 'YAML або JSON, що зіставляє стовпці файлу з полями',
      en: 'YAML or JSON that maps the columns of the file to fields',
    })
    .takes('--check', {
      uk: 'лише прочитати файл і відповідність, нічого не надсилати',
      en: 'only read the file and the mapping, send nothing',
    })
    .action((file: string, options: MappedOptions, self: Command) =>
      withConnection(self, async (connection) => {
        const { source: sourceSystem, check } = options;
        const mapping = await readMapping(options.mapping, fields);
        const { delimiter, form } = mapping;
        const send = check ? undefined : sender(connection);
        const parserOf = skipping(mapping, parser(mapping));
        await importAndPrint({ file, delimiter, form, sourceSystem, parserOf, send }, options);
      }),
    );
}

/** Leaves out the rows that the mapping skips. */
export function skipping<Row>({ skipper }: Mapping, parserOf: ParserOf<Row>): ParserOf<Row> {
  return (header) => {
    const isSkipped = skipper(header);
    const parse = parserOf(header);
    return (record) => (isSkipped(record.cells) ? { skippedLine: record.line } : parse(record));
  };
}

/** Imports a file, and prints its rejected rows and how many rows had which result. */
export async function importAndPrint<Row>(rowFile: RowFile<Row>, options: Pick<ImportOptions, 'json'>): Promise<void> {
  const { tally, refusedRows } = await importWithProgress(rowFile, options);
  // Rows of these imports are added or known.
  const { updated: _, different: __, merged: ___, ...counts } = tally;
  if (options.json) printJson({ ...counts, refusedRows });
  else if (rowFile.send !== undefined) printTally(tally);
  else printChecked(tally);
}

function printTally(tally: RowTally): void {
  const { rows, added, alreadyKnown, refused } = tally;
  print({
    uk: `Прочитано рядків: ${rows}; додано ${added}, уже відомих ${alreadyKnown}, ${skippedOf(tally)}${refused} відхилено`,
    en: `${rows} rows read: ${added} added, ${alreadyKnown} already known, ${skippedOf(tally)}${refused} rejected`,
  });
}

/** Of a file that was read and not sent. */
export function printChecked({ rows, skipped, merged, refused }: RowTally): void {
  const sent = rows - skipped - merged - refused;
  print({
    uk: `Прочитано рядків: ${rows}; можна надіслати ${sent}, ${skippedOf({ skipped, merged })}${refused} відхилено`,
    en: `${rows} rows read: ${sent} can be sent, ${skippedOf({ skipped, merged })}${refused} rejected`,
  });
}

/** Rows that the mapping leaves out or merges, as part of a line about all rows; empty without any. */
export function skippedOf({ skipped, merged }: Pick<RowTally, 'skipped' | 'merged'>): string {
  return [
    merged > 0 ? say({ uk: `об’єднано ${merged}, `, en: `${merged} merged, ` }) : '',
    skipped > 0 ? say({ uk: `пропущено ${skipped}, `, en: `${skipped} skipped, ` }) : '',
  ].join('');
}

export function printRejected({ line, reasons }: RefusedRow): void {
  const why = reasons.join('; ');
  print({ uk: `рядок ${line} відхилено: ${why}`, en: `line ${line} rejected: ${why}` });
}

interface Imported {
  readonly tally: RowTally;
  /** Both empty without `json`. */
  readonly refusedRows: readonly RefusedRow[];
  readonly differentRows: readonly RefusedRow[];
}

/** Imports a file and shows the progress. Prints each rejected row unless `quiet`, or with `json` returns them. */
export async function importWithProgress<Row>(
  rowFile: RowFile<Row>,
  { json, quiet = false }: Pick<ImportOptions, 'json'> & { readonly quiet?: boolean },
): Promise<Imported> {
  const refusedRows: RefusedRow[] = [];
  const differentRows: RefusedRow[] = [];
  const progress = createProgress();
  const verb = rowFile.send === undefined ? READ : SENT;
  try {
    const listener: RowListener = {
      refused(row) {
        if (quiet) return;
        if (json) refusedRows.push(row);
        else
          print({
            uk: `рядок ${row.line} відхилено: ${row.reasons.join('; ')}`,
            en: `line ${row.line} rejected: ${row.reasons.join('; ')}`,
          });
      },
      differing(row) {
        if (json) differentRows.push(row);
        else
          print({
            uk: `рядок ${row.line} відрізняється: ${row.reasons.join('; ')}`,
            en: `line ${row.line} differs: ${row.reasons.join('; ')}`,
          });
      },
      progress: ({ rows }) => progress.update(say({ uk: `${verb.uk}: ${rows}`, en: `${rows} rows ${verb.en}` })),
    };
    const tally = await inEnglishIf(json, () => importRowFile(rowFile, listener));
    return { tally, refusedRows, differentRows };
  } catch (error) {
    if (!isCallError(error)) throw error;
    throw new Problem({
      uk: `${error.message}\nЧастину файлу могло бути імпортовано. Виконайте команду ще раз: нічого не додається двічі.`,
      en: `${error.message}\nPart of the file may have been imported. Run the command again: nothing is added twice.`,
    });
  } finally {
    progress.done();
  }
}

/** The parser of the option. */
function systemName(text: string): string {
  if (!/^[a-z0-9-]{2,60}$/.test(text))
    throw mustBe({ uk: 'від 2 до 60 знаків a–z, 0–9 і "-"', en: '2 to 60 of a–z, 0–9 and "-"' });
  return text;
}

const READ = { uk: 'Прочитано рядків', en: 'read' };
const SENT = { uk: 'Прочитано й надіслано рядків', en: 'read and sent' };
