import { Command } from 'commander';
import { ListBeatsResponse } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findHromadaByText, findOblastByText } from '../places/find-place.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import type { BeatRecord } from '@safe-community/contracts/officers/v1/beat.ts';

interface Options extends PageOptions {
  readonly oblast?: string;
  readonly hromada?: string;
  readonly retired: boolean;
}

const HELP = `
Examples: hromada beats --hromada Вінницька
          hromada beats --oblast Вінницька --retired --json`;

/** `hromada beats` */
export function beatsCommand(): Command {
  return withPageOptions(
    new Command('beats')
      .description('list beats: what one officer is responsible for')
      .option('--oblast <code or name>', 'only of this oblast')
      .option('--hromada <code or name>', 'only of this hromada')
      .option('--retired', 'also those that are retired', false),
    'ListBeatsResponse',
  )
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listBeats(connection, options)),
    );
}

async function listBeats({ beats }: Connection, options: Options): Promise<void> {
  const { oblast, hromada, retired: includeRetired, pageSize, pageToken } = options;
  const answer = await beats.listBeats({
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    hromadaCode: hromada === undefined ? '' : findHromadaByText(hromada).code,
    includeRetired,
    pageSize,
    pageToken,
  });
  printPage(answer, ListBeatsResponse, options, COLUMNS, answer.beats.map(rowOf));
}

const COLUMNS = [{ heading: 'Hromada' }, { heading: 'Beat' }, { heading: 'Covers' }, { heading: 'Id' }] as const;

function rowOf({ beatId, hromadaCode, name, wholeHromada, unitCodes, retiredTime, demonstration }: BeatRecord) {
  const hromada = findHromada(hromadaCode)?.name ?? hromadaCode;
  const marks = `${retiredTime === undefined ? '' : ' (retired)'}${demonstration ? ' *' : ''}`;
  return [hromada, `${name}${marks}`, wholeHromada ? 'the whole hromada' : unitCodes.join(', '), beatId];
}
