import { Command } from 'commander';
import { RECORDING_FIELDS, recordingParser } from '../recording-file/parse-recording.ts';
import { withMappedImport } from './import-rows.ts';

const HELP = `
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
  ).addHelpText('after', HELP);
}
