import type { Command } from 'commander';
import type { BeatRecord } from '@safe-community/contracts/officers/v1/beat.ts';
import { ListBeatsResponse } from '@safe-community/contracts/officers/v1/beat_service.ts';
import type { PlaceNames } from '../places/registry-places.ts';
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
    items: ({ beats }) => beats,
    row: rowOf,
  });
}

const COLUMNS = [{ heading: 'Hromada' }, { heading: 'Beat' }, { heading: 'Covers' }, { heading: 'Id' }] as const;

function rowOf(beat: BeatRecord, places: PlaceNames): string[] {
  const { beatId, hromadaCode, name, wholeHromada, unitCodes, retiredTime, demonstration } = beat;
  const hromada = places.nameOf(hromadaCode);
  const marks = `${retiredTime === undefined ? '' : ' (retired)'}${demonstration ? ' *' : ''}`;
  return [hromada, `${name}${marks}`, wholeHromada ? 'the whole hromada' : unitCodes.join(', '), beatId];
}
