import { Command } from 'commander';
import { SCHOOL_FIELDS, schoolParser } from '../school-file/parse-school.ts';
import { withMappedImport } from './import-rows.ts';

const HELP = `
The mapping is a YAML or JSON file as for cameras. Fields: ${SCHOOL_FIELDS.required.join(', ')};
optional: ${SCHOOL_FIELDS.optional.join(', ')} (true or false).

  { "format": { "delimiter": ";" }, "columns": { "edrpou": "ЄДРПОУ", "name": "Назва", "hromada_code": "Громада" },
    "values": { "hromada_code": { "Вінницька": "UA05020030000031457" } } }

A code of 5 to 7 digits gets the zeros that a spreadsheet has dropped. A row that differs from the stored school replaces
it, and counts as added. Rejected rows are printed with line and reasons; the others are imported.

Example: hromada import schools schools.csv --mapping mapping.json --source education-register`;

/** `hromada import schools` */
export function importSchoolsCommand(): Command {
  return withMappedImport(
    new Command('schools').description('import the directory of schools by EDRPOU code'),
    { what: 'schools', fields: SCHOOL_FIELDS, parser: schoolParser },
    ({ schools }) =>
      async (...part) => {
        const answer = await schools.importSchools(...part);
        return { ...answer, added: answer.added + answer.updated };
      },
  ).addHelpText('after', HELP);
}
