import { Command } from 'commander';
import { CAMERA_FIELDS, cameraParser } from '../camera-file/parse-camera.ts';
import { CUSTODY_FIELDS, custodyParser } from '../camera-file/parse-custody.ts';
import { RECORDING_FIELDS, recordingParser } from '../recording-file/parse-recording.ts';
import { withMappedImport } from './import-rows.ts';

const CAMERAS_HELP = `
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
  ).addHelpText('after', CAMERAS_HELP);
}

const CUSTODY_HELP = `
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
  ).addHelpText('after', CUSTODY_HELP);
}

const RECORDINGS_HELP = `
The mapping is a YAML or JSON file as of "hromada import cameras". Fields: ${RECORDING_FIELDS.required.join(', ')};
optional: ${RECORDING_FIELDS.optional.join(', ')}.
The camera is the one with the serial number and model; without an officer_id, the officer is the one who held it when the
recording began. duration is in seconds or h:mm:ss, clock_offset in seconds by which the clock of the camera was ahead;
times are in "time_zone" (Europe/Kyiv) unless they have an offset.

A recording is identified by source and external_id, or by its digest: importing a file again adds nothing twice. Rejected
rows are printed with line and reasons; the others are imported, and the exit code is still 0.

Example: hromada import recordings export.csv --mapping mapping.json --source vendor-1`;

/** `hromada import recordings` */
export function importRecordingsCommand(): Command {
  return withMappedImport(
    new Command('recordings').description("import the metadata of recordings from a vendor's export"),
    { what: 'recordings', fields: RECORDING_FIELDS, parser: recordingParser },
    ({ recordingImports }) =>
      (...part) =>
        recordingImports.importRecordings(...part),
  ).addHelpText('after', RECORDINGS_HELP);
}
