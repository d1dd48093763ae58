import { Command } from 'commander';
import { DeadLetter, DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { SERVICES, type ServiceName } from '@safe-community/local-stack';
import type { Connection } from '../connection/connect-services.ts';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { letterStateOption, wordOfState } from '../dead-letters/letter-states.ts';
import { readLetters } from '../dead-letters/read-letters.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly state: DeadLetterState;
  readonly type: string;
  readonly limit: number;
  readonly json: boolean;
}

interface Found {
  readonly service: ServiceName;
  readonly letter: DeadLetter;
}

/** `hromada dead-letters list` */
export function listDeadLettersCommand(): Command {
  return new Command('list')
    .description('list dead letters of all services, or of one')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--state <word>', 'waiting, redriven, discarded, all', letterStateOption, DeadLetterState.WAITING)
    .option('--type <type>', 'only events of this type', '')
    .option('--limit <n>', 'maximum per service', countOption, 1_000)
    .option('--json', 'print messages DeadLetter as JSON, each with its service', false)
    .action((service: ServiceName | undefined, options: Options, command: Command) =>
      withConnection(command, (connection) => list(connection, service, options)),
    );
}

async function list(connection: Connection, service: ServiceName | undefined, options: Options): Promise<void> {
  const services = service === undefined ? SERVICES : [service];
  const found = (await Promise.all(services.map((name) => lettersIn(connection, name, options)))).flat();
  if (options.json) printJson(found.map(({ service: of, letter }) => ({ service: of, ...toJson(letter) })));
  else if (found.length === 0) print('No dead letters found.');
  else printText(renderTable(COLUMNS, found.map(rowOf)));
}

function toJson(letter: DeadLetter): object {
  return DeadLetter.toJSON(letter) as object;
}

async function lettersIn(connection: Connection, service: ServiceName, options: Options): Promise<Found[]> {
  const { state, type: eventType, limit } = options;
  const found: Found[] = [];
  for await (const letter of readLetters(namedService(connection, service).deadLetters, { state, eventType })) {
    if (found.length === limit) break;
    found.push({ service, letter });
  }
  return found;
}

const COLUMNS = [
  { heading: 'Service' },
  { heading: 'Letter', align: 'right' },
  { heading: 'Event' },
  { heading: 'Position', align: 'right' },
  { heading: 'Failure' },
  { heading: 'Tries', align: 'right' },
  { heading: 'Last tried (Kyiv)' },
  { heading: 'State' },
] as const;

function rowOf({ service, letter }: Found): string[] {
  const { letterId, eventType, position, failure, tries, lastTriedTime, state } = letter;
  return [
    service,
    String(letterId),
    eventType,
    String(position),
    failure,
    String(tries),
    kyivTime(lastTriedTime),
    wordOfState(state),
  ];
}
