import type { Command } from 'commander';
import { zoneOffset } from '@safe-community/domain-kit';
import type { ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Findings } from '@safe-community/incident-mapping';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { ACCEPT_KEY, confirmKey, differingKeys } from '../incident-file/confirm-key.ts';
import { incidentRows, type IncidentFile, type ProblemCount } from '../incident-file/incident-rows.ts';
import {
  builtInMapping,
  fitBuiltIn,
  isPlaceTable,
  readMappingFile,
  type ColumnOptions,
  type FilePaths,
  type MappingFile,
} from '../incident-file/mapping-file.ts';
import type { RowTally } from '../row-file/import-row-file.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { CHANNELS } from '../wording/incidents.ts';
import { importWithProgress, printChecked, skippedOf, withImportOptions, type ImportOptions } from './import-rows.ts';
import { say } from '../terminal/language.ts';
import { mustBe } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options extends ImportOptions, Omit<ColumnOptions, 'channel'> {
  readonly mapping: string;
  readonly file?: FilePaths;
  readonly check: boolean;
  readonly acceptRepeatedKeys: boolean;
  readonly channel?: ReportChannel;
}

const HELP = {
  uk: `
Файл відповідності – YAML або JSON; він каже, що означають стовпці вивантаження: його описано в docs/import.md.
Рядок відхиляють, якщо він обрізаний або якщо не зрозуміло його часу, категорії чи місця. Відхилені рядки друкуються з
номером і причинами; решту імпортовано, і код завершення все одно 0. Повторний імпорт файлу або довшого файлу з тими
самими рядками нічого не додає двічі. --check читає каталог служби подій і файли та не надсилає жодного рядка: друкує,
чому рядки відхилено й що додати до файлу відповідності.

Файл відповідності CSV зі стовпцями "place,KATOTTG code" діє разом із вбудованим для викликів на зразок
"EMS: CARDIAC EMERGENCY"; до нього належать параметри стовпців, --delimiter, --time-zone і --channel.

Приклади:
  hromada import incidents requests.csv --mapping requests.yaml --source city-311 --check
  hromada import incidents crashes.csv --mapping crashes.yaml --file casualties=casualties.csv --source crashes
  hromada import incidents calls.csv --mapping townships.csv --source county-911 --time-zone America/New_York`,
  en: `
The mapping is a YAML or JSON file that says what the columns of the export mean: docs/import.md describes it.
A row is rejected if it is truncated, or if its time, category, or place is not understood. Rejected rows are printed
with line and reasons; the others are imported, and the exit code is still 0. Importing a file again, or a longer one
with the same rows, adds nothing twice. --check reads the catalogue of intake and the files, and sends no row: it
prints why rows are rejected, and what to add to the mapping.

A mapping that is a CSV file with the columns "place,KATOTTG code" is used with the built-in mapping for calls such as
"EMS: CARDIAC EMERGENCY"; the options for columns, --delimiter, --time-zone and --channel belong to it.

Examples:
  hromada import incidents requests.csv --mapping requests.yaml --source city-311 --check
  hromada import incidents crashes.csv --mapping crashes.yaml --file casualties=casualties.csv --source crashes
  hromada import incidents calls.csv --mapping townships.csv --source county-911 --time-zone America/New_York`,
};

/** `hromada import incidents` */
export function importIncidentsCommand(): Command {
  return withImportOptions(new SpokenCommand('incidents'))
    .about({
      uk: 'імпортує події з вивантаження іншої системи',
      en: "import incidents from another system's export",
    })
    .names('<csv>', { uk: 'вивантаження', en: 'the export' })
    .requires('--mapping <file>', {
      uk: 'що означають стовпці: YAML або JSON чи CSV із місцями',
      en: 'what the columns mean: YAML or JSON, or a CSV file of places',
    })
    .takes('--file <name=path>', filePath, {
      uk: 'ще один файл, названий у файлі відповідності; можна повторювати',
      en: 'a further file that the mapping names; repeatable',
    })
    .takes('--check', {
      uk: 'лише прочитати файли й відповідність, нічого не надсилати',
      en: 'only read the files and the mapping, send nothing',
    })
    .takes(ACCEPT_KEY, {
      uk: 'з `repeated: skip` пропускати рядки з відомим ключем, навіть якщо багато з них про інші події',
      en: 'with `repeated: skip`, leave out rows of a known key also if many tell of other incidents',
    })
    .takes('--time-zone <zone>', zone, {
      uk: 'для часу без зміщення, назва IANA (типово: Europe/Kyiv)',
      en: 'for times without an offset, IANA name (default: Europe/Kyiv)',
    })
    .takes('--channel <word>', CHANNELS.parse, {
      uk: 'як отримано повідомлення (типово: system)',
      en: 'how the reports were received (default: system)',
    })
    .takes('--delimiter <character>', { uk: 'роздільник стовпців (типово: ,)', en: 'column separator (default: ,)' })
    .takes('--time-column <name>', {
      uk: 'стовпець: коли отримано повідомлення (типово: received_at)',
      en: 'column: when the report was received (default: received_at)',
    })
    .takes('--category-column <name>', {
      uk: 'стовпець: категорія (типово: category)',
      en: 'column: category (default: category)',
    })
    .takes('--place-column <name>', {
      uk: 'стовпець: місце, як у файлі відповідності (типово: township)',
      en: 'column: place, as in the mapping (default: township)',
    })
    .takes('--latitude-column <name>', {
      uk: 'стовпець: широта, необов’язковий (типово: latitude)',
      en: 'column: degrees north, optional (default: latitude)',
    })
    .takes('--longitude-column <name>', {
      uk: 'стовпець: довгота, необов’язковий (типово: longitude)',
      en: 'column: degrees east, optional (default: longitude)',
    })
    .takes('--on-scene-column <name>', {
      uk: 'стовпець: коли перші сили прибули на місце (типово: немає)',
      en: 'column: when the first responder reached the scene (default: none)',
    })
    .explains(HELP)
    .action((file: string, options: Options, command: Command) =>
      withConnection(command, (connection) => importIncidents(connection, file, options)),
    );
}

const COLUMN_OPTIONS = [
  'timeZone',
  'channel',
  'delimiter',
  'timeColumn',
  'categoryColumn',
  'placeColumn',
  'latitudeColumn',
  'longitudeColumn',
  'onSceneColumn',
] as const;

async function importIncidents(connection: Connection, file: string, options: Options): Promise<void> {
  const isBuiltIn = isPlaceTable(options.mapping);
  const incidentFile: IncidentFile = {
    ...(await mappingOf(options, isBuiltIn)),
    export: file,
    sourceSystem: options.source,
    check: options.check,
    adapt: isBuiltIn ? fitBuiltIn : (mapping) => mapping,
  };
  const { repeated, key = [] } = incidentFile.mapping;
  if (repeated === 'skip' && !options.check && !options.acceptRepeatedKeys) {
    // All rows are read before the first is sent.
    const read = await incidentRows(connection, { ...incidentFile, check: true });
    await importWithProgress(read, { json: false, quiet: true });
    const repeats = read.findings()?.repeats;
    if (repeats !== undefined) await confirmKey(repeats, key);
  }
  const incidents = await incidentRows(connection, incidentFile);
  const { tally, ...listed } = await importWithProgress(incidents, { json: options.json, quiet: options.check });
  const findings = incidents.findings();
  const problems = incidents.problems();
  if (options.json) return printJson({ ...tally, ...(options.check ? { problems } : listed), ...foundOf(findings) });
  if (options.check) printCheck(tally, problems);
  else printImport(tally);
  if (findings !== undefined && findings.repeats.differing > 0) print(differingKeys(findings.repeats, key));
  if (findings !== undefined) printFindings(findings, isBuiltIn);
}

function mappingOf(options: Options, isBuiltIn: boolean): Promise<MappingFile> {
  const { channel, ...rest } = options;
  if (isBuiltIn) {
    const word = channel === undefined ? {} : { channel: CHANNELS.wordOf(channel) };
    return builtInMapping(options.mapping, { ...rest, ...word });
  }
  const given = COLUMN_OPTIONS.filter((name) => options[name] !== undefined);
  if (given.length > 0) {
    const names = given.map((name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    throw new Problem(
      {
        uk: `${names.join(', ')}: напишіть це натомість у файлі відповідності.`,
        en: `${names.join(', ')}: write this into the mapping file instead.`,
      },
      2,
    );
  }
  return readMappingFile(options.mapping, options.file ?? {});
}

function foundOf(findings: Findings | undefined) {
  return {
    pointsLeftOut: findings?.droppedPoints ?? 0,
    unusedRows: findings?.unusedRows ?? 0,
    repeatedKeys: { rows: findings?.repeats.rows ?? 0, differing: findings?.repeats.differing ?? 0 },
    unmapped: findings?.values ?? [],
    suggestion: findings?.suggestion() ?? '',
  };
}

function printImport(tally: RowTally): void {
  const { rows, added, updated, alreadyKnown, different, refused } = tally;
  print({
    uk: `Прочитано рядків: ${rows}; додано ${added}, оновлено ${updated}, без змін ${alreadyKnown}, відмінних ${different}, ${skippedOf(tally)}${refused} відхилено`,
    en: `${rows} rows read: ${added} added, ${updated} updated, ${alreadyKnown} unchanged, ${different} different, ${skippedOf(tally)}${refused} rejected`,
  });
}

function printCheck(tally: RowTally, problems: readonly ProblemCount[]): void {
  printChecked(tally);
  for (const { field, rule, rows: count, lines, sample } of problems) {
    const of = count > lines.length ? `${lines.join(', ')}, …` : lines.join(', ');
    const [uk, en] = sample === '' ? ['', ''] : [`; «${sample}»`, `; “${sample}”`];
    print({
      uk: `Відхилено ${count}: ${field} ${rule} (рядок ${of}${uk})`,
      en: `${count} rejected: ${field} ${rule} (line ${of}${en})`,
    });
  }
}

function printFindings(findings: Findings, isBuiltIn: boolean): void {
  const { droppedPoints, unusedRows, values } = findings;
  if (droppedPoints > 0)
    print({
      uk: `Координат поза Україною відкинуто: ${droppedPoints}; місце дає файл відповідності`,
      en: `${droppedPoints} points outside Ukraine were dropped; the mapping gives the place`,
    });
  if (unusedRows > 0)
    print({
      uk: `Рядків інших файлів, що не належать жодному рядку вивантаження: ${unusedRows}`,
      en: `${unusedRows} rows of further files belong to no row of the export`,
    });
  const suggestion = findings.suggestion();
  // The built-in mapping is not a file to add to.
  if (suggestion === '' || isBuiltIn) return;
  printText(
    say({
      uk: `Значень, яких немає у файлі відповідності: ${values.length}. Виправте й додайте:

${suggestion.trimEnd()}`,
      en: `${values.length} values are not in the mapping. Correct and add:\n\n${suggestion.trimEnd()}`,
    }),
  );
}

function filePath(text: string, before: FilePaths = {}): FilePaths {
  const [, name = '', path = ''] = /^([a-z][a-z0-9_-]*)=(.+)$/.exec(text) ?? [];
  if (name === '')
    throw mustBe({
      uk: 'назва з файлу відповідності та шлях: casualties=casualties.csv',
      en: 'a name of the mapping and a path: casualties=casualties.csv',
    });
  return { ...before, [name]: path };
}

function zone(text: string): string {
  try {
    zoneOffset(text);
    return text;
  } catch {
    throw mustBe({
      uk: 'назва часового поясу IANA, як-от Europe/Kyiv',
      en: 'the IANA name of a time zone, such as Europe/Kyiv',
    });
  }
}
