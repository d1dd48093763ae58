import { Command } from 'commander';
import { CAMERA_FIELDS, cameraParser } from '../camera-file/parse-camera.ts';
import { withMappedImport } from './import-rows.ts';

const HELP = `
The mapping is a YAML or JSON file: "columns" names the column of each field, "constants" gives a field the same text in every row,
"values" translates cells, such as names of units to their codes. Fields: ${CAMERA_FIELDS.required.join(', ')};
optional: ${CAMERA_FIELDS.optional.join(', ')}. "days" is yyyy-mm-dd unless given; "format" (delimiter, encoding, skip_lines, header), "time_zone",
"time_format" and "skip" are as in mappings of incidents (docs/import.md).

  { "format": { "delimiter": ";" }, "days": "dd.mm.yyyy", "constants": { "model": "Body 3" },
    "columns": { "serial_number": "Serial", "patrol_unit_code": "Unit", "warranty_until": "Warranty" },
    "values": { "patrol_unit_code": { "Vinnytsia, 1st company": "patrol-05" } } }

The cameras are in the stock of their units from now on, or from "registered_time" on, a time in the past. With an "officer_id", the
officer has the camera since "issued_time"; the registry must know the officer as an active one of the unit. "delivery_id" (a column, or a constant for the whole file) counts them to a delivery
of a wave, within its accepted split. Rejected rows, such as serial numbers that are registered already, are printed
with line and reasons; the others are imported, and the exit code is still 0. A camera is identified by source and
external_id, or by the content of its row: importing a file again adds nothing twice.

Example: hromada import cameras cameras.csv --mapping mapping.json --source vendor-1`;

/** `hromada import cameras` */
export function importCamerasCommand(): Command {
  return withMappedImport(
    new Command('cameras').description('import body cameras that are in the stock of units or with officers'),
    { what: 'cameras', fields: CAMERA_FIELDS, parser: cameraParser },
    ({ cameras }) =>
      (...part) =>
        cameras.importCameras(...part),
  ).addHelpText('after', HELP);
}
