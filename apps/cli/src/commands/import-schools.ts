import type { Command } from 'commander';
import { SCHOOL_FIELDS, schoolParser } from '../school-file/parse-school.ts';
import { withMappedImport } from './import-rows.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const HELP = {
  uk: `
Файл відповідності – YAML або JSON, як для камер. Поля: ${SCHOOL_FIELDS.required.join(', ')};
необов’язкове: ${SCHOOL_FIELDS.optional.join(', ')} (true або false).

  { "format": { "delimiter": ";" }, "columns": { "edrpou": "ЄДРПОУ", "name": "Назва", "hromada_code": "Громада" },
    "values": { "hromada_code": { "Вінницька": "UA05020030000031457" } } }

Код із 5–7 цифр отримує нулі, які відкинула електронна таблиця. Рядок, що відрізняється від збереженої школи, замінює її
й рахується як доданий. Відхилені рядки друкуються з номером рядка й причинами; решту імпортовано.

Приклад: hromada import schools schools.csv --mapping mapping.json --source education-register`,
  en: `
The mapping is a YAML or JSON file as for cameras. Fields: ${SCHOOL_FIELDS.required.join(', ')};
optional: ${SCHOOL_FIELDS.optional.join(', ')} (true or false).

  { "format": { "delimiter": ";" }, "columns": { "edrpou": "ЄДРПОУ", "name": "Назва", "hromada_code": "Громада" },
    "values": { "hromada_code": { "Вінницька": "UA05020030000031457" } } }

A code of 5 to 7 digits gets the zeros that a spreadsheet has dropped. A row that differs from the stored school replaces
it, and counts as added. Rejected rows are printed with line and reasons; the others are imported.

Example: hromada import schools schools.csv --mapping mapping.json --source education-register`,
};

/** `hromada import schools` */
export function importSchoolsCommand(): Command {
  return withMappedImport(
    new SpokenCommand('schools').about({
      uk: 'імпортує довідник шкіл за кодом ЄДРПОУ',
      en: 'import the directory of schools by EDRPOU code',
    }),
    { what: { uk: 'школи', en: 'schools' }, fields: SCHOOL_FIELDS, parser: schoolParser },
    ({ schools }) =>
      async (...part) => {
        const answer = await schools.importSchools(...part);
        return { ...answer, added: answer.added + answer.updated };
      },
  ).explains(HELP);
}
