import { Command, InvalidArgumentError } from 'commander';
import {
  SuggestDuplicatesResponse,
  type LikelyDuplicate,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { duration, kyivTime } from '../time/show-time.ts';
import { nameOfState } from '../wording/states.ts';
import { uuidOption } from './option-values.ts';

interface Options {
  readonly reason: string;
  readonly leastScore: number;
  readonly json: boolean;
}

/** `hromada incidents duplicates` */
export function suggestDuplicatesCommand(): Command {
  return new Command('duplicates')
    .description('list likely duplicates of an incident, likeliest first; read-only')
    .argument('<incident-id>', 'UUID', uuidOption)
    .option('--reason <text>', 'the reason for reading it; required for sensitive categories, and recorded', '')
    .option('--least-score <n>', 'minimum likelihood, above 0, at most 1', scoreOption, 0.5)
    .option('--json', 'print the message SuggestDuplicatesResponse as JSON', false)
    .action((incidentId: string, options: Options, command: Command) =>
      withConnection(command, (connection) => suggest(connection, incidentId, options)),
    );
}

async function suggest(
  { duplicates }: Connection,
  incidentId: string,
  { reason, leastScore, json }: Options,
): Promise<void> {
  const answer = await duplicates.suggestDuplicates({ incidentId, reason, leastScore });
  if (json) printJson(SuggestDuplicatesResponse.toJSON(answer));
  else if (answer.likely.length === 0) print('No likely duplicates.');
  else printText(renderTable(COLUMNS, answer.likely.map(rowOf)));
}

const COLUMNS = [
  { heading: 'Likely', align: 'right' },
  { heading: 'Away', align: 'right' },
  { heading: 'Apart', align: 'right' },
  { heading: 'State' },
  { heading: 'Received (Kyiv)' },
  { heading: 'Incident' },
] as const;

function rowOf({ score, distanceMetres, apartSeconds, state, receivedTime, incidentId }: LikelyDuplicate): string[] {
  return [
    `${Math.round(score * 100)} %`,
    distanceMetres < 0 ? '—' : `${Math.round(distanceMetres)} m`,
    duration(apartSeconds),
    nameOfState(state).en,
    kyivTime(receivedTime),
    incidentId,
  ];
}

function scoreOption(text: string): number {
  const score = /^[01](\.\d+)?$/.test(text) ? Number(text) : 0;
  if (score > 0 && score <= 1) return score;
  throw new InvalidArgumentError('It must be a number above 0, at most 1.');
}
