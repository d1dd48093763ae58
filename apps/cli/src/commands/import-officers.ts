import type { Command } from 'commander';
import { withConnection } from '../connection/with-connection.ts';
import { OFFICER_COLUMNS, officerParser } from '../officer-file/parse-officer.ts';
import { importAndPrint, withImportOptions, type ImportOptions } from './import-rows.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options extends ImportOptions {
  readonly delimiter: string;
}

const HELP = {
  uk: `
Файл має рядок заголовків. Обов’язкові стовпці: ${OFFICER_COLUMNS.slice(0, 5).join(', ')};
необов’язкові: ${OFFICER_COLUMNS.slice(5).join(', ')}.
languages – коди через пробіл; ranks – "code day order", certifications – "code issued [expires]", через ";". Стовпці
profile_ – це те, що офіцер погодився оприлюднити: мешканці бачать це, доки офіцер служить. profile_hours – "weekday
HH:MM-HH:MM", через ";". Відхилені рядки друкуються з номером рядка й причинами; решту імпортовано, і код завершення все
одно 0. Офіцера впізнають за джерелом та external_id: повторний імпорт нічого не додає двічі й нічого не змінює.

Приклад: hromada import officers officers.csv --source kadry`,
  en: `
The file has a header line. Columns: ${OFFICER_COLUMNS.slice(0, 5).join(', ')} are required,
${OFFICER_COLUMNS.slice(5).join(', ')} are not.
languages are codes separated by blanks; ranks are "code day order" and certifications "code issued [expires]", separated
by ";". The columns of profile_ are what the officer agrees to publish: residents see it while the officer is active.
profile_hours are "weekday HH:MM-HH:MM", separated by ";". Rejected rows are printed with line and reasons; the others are
imported, and the exit code is still 0. An officer is identified by source and external_id: importing a file again adds
nothing twice, and changes nothing.

Example: hromada import officers officers.csv --source kadry`,
};

/** `hromada import officers` */
export function importOfficersCommand(): Command {
  return withImportOptions(
    new SpokenCommand('officers').about({
      uk: 'імпортує офіцерів з іншої системи',
      en: 'import officers of another system',
    }),
  )
    .names('<csv>', { uk: 'офіцери (CSV, UTF-8)', en: 'the officers (CSV, UTF-8)' })
    .takes('--delimiter <character>', ',', { uk: 'роздільник стовпців', en: 'column separator' })
    .explains(HELP)
    .action((file: string, options: Options, command: Command) =>
      withConnection(command, ({ officerRecords }) => {
        const { source: sourceSystem, delimiter } = options;
        const parserOf = officerParser();
        return importAndPrint(
          { file, delimiter, sourceSystem, parserOf, send: (...part) => officerRecords.importOfficers(...part) },
          options,
        );
      }),
    );
}
