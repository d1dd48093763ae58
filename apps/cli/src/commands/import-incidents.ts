import { Command, InvalidArgumentError } from 'commander';
import { ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { incidentRows } from '../incident-file/incident-rows.ts';
import { readPlaceMapping } from '../incident-file/place-mapping.ts';
import { print, printJson } from '../terminal/print.ts';
import { localTimes } from '../time/local-time.ts';
import { importWithProgress, printTally, systemName } from './import-rows.ts';
import { channelOption } from './option-values.ts';

interface Options {
  readonly mapping: string;
  readonly source: string;
  readonly timeZone?: (text: string) => Date | undefined;
  readonly channel?: ReportChannel;
  readonly delimiter: string;
  readonly timeColumn: string;
  readonly categoryColumn: string;
  readonly placeColumn: string;
  readonly latitudeColumn: string;
  readonly longitudeColumn: string;
  readonly onSceneColumn?: string;
  readonly demonstration: boolean;
  readonly json: boolean;
}

const HELP = `
Both files have a header line. The mapping file has lines "place,KATOTTG code" and gives the place of a row. A point
outside Ukraine is dropped from its row. A row is rejected if it is truncated, its place is not in the mapping, or its
time or category is invalid. Rejected rows are printed with line and reasons; the others are imported, and the exit code
is still 0. A row is identified by its content: importing the same file again, or a longer one with the same rows, adds
nothing twice.

Example: hromada import incidents calls.csv --mapping townships.csv --source county-911 --time-zone America/New_York`;

/** `hromada import incidents` */
export function importIncidentsCommand(): Command {
  return new Command('incidents')
    .description("import incidents from another system's export")
    .argument('<csv>', 'the export (CSV, UTF-8)')
    .requiredOption('--mapping <file>', 'CSV that maps the places of the export to hromadas')
    .option('--source <system>', 'name of the source: 2 to 60 of a–z, 0–9 and "-"', systemName, 'csv-import')
    .option('--time-zone <zone>', 'for times without an offset, IANA name (default: Europe/Kyiv)', zone)
    .option('--channel <word>', 'how the reports were received (default: system)', channelOption)
    .option('--delimiter <character>', 'column separator', ',')
    .option('--time-column <name>', 'column: when the report was received', 'received_at')
    .option('--category-column <name>', 'column: category', 'category')
    .option('--place-column <name>', 'column: place, as in the mapping', 'township')
    .option('--latitude-column <name>', 'column: degrees north, optional', 'latitude')
    .option('--longitude-column <name>', 'column: degrees east, optional', 'longitude')
    .option('--on-scene-column <name>', 'column: when the first responder reached the scene (default: none)')
    .option('--demonstration', 'mark the rows as demonstration data', false)
    .option('--json', 'print counts and rejected rows as JSON', false)
    .addHelpText('after', HELP)
    .action((file: string, options: Options, command: Command) =>
      withConnection(command, (connection) => importIncidents(connection, file, options)),
    );
}

async function importIncidents(connection: Connection, file: string, options: Options): Promise<void> {
  const incidents = incidentRows(connection, {
    file,
    delimiter: options.delimiter,
    names: columnNames(options),
    sourceSystem: options.source,
    channel: options.channel ?? ReportChannel.SYSTEM,
    demonstration: options.demonstration,
    codeOf: await readPlaceMapping(options.mapping, options.delimiter),
    timeOf: options.timeZone ?? localTimes('Europe/Kyiv'),
  });
  const { tally, refusedRows } = await importWithProgress(incidents, options);
  const pointsLeftOut = incidents.pointsLeftOut();
  if (options.json) return printJson({ ...tally, pointsLeftOut, refusedRows });
  printTally(tally);
  if (pointsLeftOut > 0) print(`${pointsLeftOut} points outside Ukraine were dropped; the mapping gives the place`);
}

function columnNames(options: Options) {
  return {
    time: options.timeColumn,
    category: options.categoryColumn,
    place: options.placeColumn,
    latitude: options.latitudeColumn,
    longitude: options.longitudeColumn,
    ...(options.onSceneColumn === undefined ? {} : { onScene: options.onSceneColumn }),
  };
}

function zone(text: string): (text: string) => Date | undefined {
  try {
    return localTimes(text);
  } catch {
    throw new InvalidArgumentError('It must be the IANA name of a time zone, such as Europe/Kyiv.');
  }
}
