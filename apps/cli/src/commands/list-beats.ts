import type { Command } from 'commander';
import type { BeatRecord } from '@safe-community/contracts/officers/v1/beat.ts';
import { ListBeatsResponse } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { findHromada } from '@safe-community/territory';
import { hromadaListCommand } from './list-of-hromadas.ts';

const HELP = `
Examples: hromada beats --hromada Вінницька
          hromada beats --oblast Вінницька --retired --json`;

/** `hromada beats` */
export function beatsCommand(): Command {
  return hromadaListCommand({
    name: 'beats',
    description: 'list beats: what one officer is responsible for',
    ended: 'retired',
    help: HELP,
    message: 'ListBeatsResponse',
    type: ListBeatsResponse,
    columns: COLUMNS,
    read: ({ beats }, { includeEnded, ...filter }) => beats.listBeats({ ...filter, includeRetired: includeEnded }),
    rows: ({ beats }) => beats.map(rowOf),
  });
}

const COLUMNS = [{ heading: 'Hromada' }, { heading: 'Beat' }, { heading: 'Covers' }, { heading: 'Id' }] as const;

function rowOf({ beatId, hromadaCode, name, wholeHromada, unitCodes, retiredTime, demonstration }: BeatRecord) {
  const hromada = findHromada(hromadaCode)?.name ?? hromadaCode;
  const marks = `${retiredTime === undefined ? '' : ' (retired)'}${demonstration ? ' *' : ''}`;
  return [hromada, `${name}${marks}`, wholeHromada ? 'the whole hromada' : unitCodes.join(', '), beatId];
}
