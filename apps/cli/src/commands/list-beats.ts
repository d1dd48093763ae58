import { Command } from 'commander';
import { ListBeatsResponse, type BeatRecord } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findHromadaByText, findOblastByText } from '../places/find-place.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson } from '../terminal/print.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly oblast?: string;
  readonly hromada?: string;
  readonly retired: boolean;
  readonly pageSize: number;
  readonly pageToken: string;
  readonly json: boolean;
}

const HELP = `
Examples: hromada beats --hromada Вінницька
          hromada beats --oblast Вінницька --retired --json`;

/** `hromada beats` */
export function beatsCommand(): Command {
  return new Command('beats')
    .description('list beats: what one officer is responsible for')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--hromada <code or name>', 'only of this hromada')
    .option('--retired', 'also those that are retired', false)
    .option('--page-size <n>', 'page size, 1 to 500', countOption, 50)
    .option('--page-token <token>', 'continue after the previous page (same filter)', '')
    .option('--json', 'print the message ListBeatsResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listBeats(connection, options)),
    );
}

async function listBeats({ beats }: Connection, options: Options): Promise<void> {
  const { oblast, hromada, retired: includeRetired, pageSize, pageToken, json } = options;
  const answer = await beats.listBeats({
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    hromadaCode: hromada === undefined ? '' : findHromadaByText(hromada).code,
    includeRetired,
    pageSize,
    pageToken,
  });
  if (json) {
    printJson(ListBeatsResponse.toJSON(answer));
    return;
  }
  print(renderTable(COLUMNS, answer.beats.map(rowOf)));
  if (answer.nextPageToken !== '') print(`More results: --page-token ${answer.nextPageToken}`);
}

const COLUMNS = [{ heading: 'Hromada' }, { heading: 'Beat' }, { heading: 'Covers' }, { heading: 'Id' }] as const;

function rowOf({ beatId, hromadaCode, name, wholeHromada, unitCodes, retiredTime, demonstration }: BeatRecord) {
  const hromada = findHromada(hromadaCode)?.name ?? hromadaCode;
  const marks = `${retiredTime === undefined ? '' : ' (retired)'}${demonstration ? ' *' : ''}`;
  return [hromada, `${name}${marks}`, wholeHromada ? 'the whole hromada' : unitCodes.join(', '), beatId];
}
