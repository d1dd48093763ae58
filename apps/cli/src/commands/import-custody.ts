import { Command } from 'commander';
import { CUSTODY_FIELDS, custodyParser } from '../camera-file/parse-custody.ts';
import { withMappedImport } from './import-rows.ts';

const HELP = `
The mapping is a YAML or JSON file as of "hromada import cameras". Fields: ${CUSTODY_FIELDS.required.join(', ')};
optional: ${CUSTODY_FIELDS.optional.join(', ')}.
Each row is a time in which an officer had a camera and gave it back. The camera is the one with the serial number and model;
it must have been in stock then, so import the cameras with their "registered_time" first, and the recordings afterwards.
Times are in "time_zone" (Europe/Kyiv) unless they have an offset. Who has a camera now belongs to its row in the file of cameras.

Rejected rows are printed with line and reasons; the others are imported, and the exit code is still 0. A row is identified by
source and external_id, or by its content: importing a file again adds nothing twice.

Example: hromada import custody holders.csv --mapping mapping.yaml --source armoury-1`;

/** `hromada import custody` */
export function importCustodyCommand(): Command {
  return withMappedImport(
    new Command('custody').description('import which officers had body cameras before'),
    { what: 'entries', fields: CUSTODY_FIELDS, parser: (mapping) => custodyParser(mapping) },
    ({ cameras }) =>
      (...part) =>
        cameras.importCustody(...part),
  ).addHelpText('after', HELP);
}
