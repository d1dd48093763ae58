import { Command } from 'commander';
import { CAMERA_FIELDS, cameraParser } from '../camera-file/parse-camera.ts';
import { withConnection } from '../connection/with-connection.ts';
import { readMapping } from '../row-file/mapping.ts';
import { importAndPrint, withImportOptions, type ImportOptions } from './import-rows.ts';

interface Options extends ImportOptions {
  readonly mapping: string;
  readonly check: boolean;
}

const HELP = `
The mapping is a JSON file: "columns" names the column of each field, "constants" gives a field the same text in every row,
"values" translates cells, such as names of units to their codes. Fields: ${CAMERA_FIELDS.required.join(', ')};
optional: ${CAMERA_FIELDS.optional.join(', ')}. "delimiter" (,), "days" (yyyy-mm-dd) and "timeZone" say how the file is written.

  { "delimiter": ";", "days": "dd.mm.yyyy", "constants": { "model": "Body 3" },
    "columns": { "serial_number": "Serial", "patrol_unit_code": "Unit", "warranty_until": "Warranty" },
    "values": { "patrol_unit_code": { "Vinnytsia, 1st company": "vinnytsia-1" } } }

The cameras are in the stock of their units. Rejected rows, such as serial numbers that are registered already, are printed
with line and reasons; the others are imported, and the exit code is still 0. A camera is identified by source and
external_id, or by the content of its row: importing a file again adds nothing twice.

Example: hromada import cameras cameras.csv --mapping mapping.json --source vendor-1`;

/** `hromada import cameras` */
export function importCamerasCommand(): Command {
  return withImportOptions(new Command('cameras').description('import body cameras into the stock of units'), 'cameras')
    .argument('<csv>', 'the cameras (CSV, UTF-8)')
    .requiredOption('--mapping <file>', 'JSON that maps the columns of the file to fields')
    .option('--check', 'only read the file and the mapping, send nothing', false)
    .addHelpText('after', HELP)
    .action((file: string, options: Options, command: Command) =>
      withConnection(command, async ({ cameras }) => {
        const { source: sourceSystem, demonstration, check } = options;
        const mapping = await readMapping(options.mapping, CAMERA_FIELDS);
        const parserOf = cameraParser(mapping, demonstration);
        const { delimiter } = mapping;
        const send: typeof cameras.importCameras = (...part) => cameras.importCameras(...part);
        await importAndPrint({ file, delimiter, sourceSystem, parserOf, send: check ? undefined : send }, options);
      }),
    );
}
