import { Command } from 'commander';
import {
  GetPublicProfileRequest,
  GetPublicProfileResponse,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  weekdayToJSON,
  type OfficeHours,
  type PublicProfile,
} from '@safe-community/contracts/officers/v1/public_profile.ts';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { registryPlaces } from '../places/registry-places.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { pointOption, uuidOption } from './option-values.ts';

interface Options {
  readonly officer?: string;
  readonly settlement: string;
  readonly point?: ReturnType<typeof pointOption>;
  readonly json: boolean;
}

const HELP = `
Name an officer, a hromada, a settlement, or a point. By place, it is the profile of the officer who is responsible there
or, if none is shown, the phone of the police station. The exit code is 1 if there is neither.

Examples: hromada officer profile Вінницька
          hromada officer profile --point 49.2331,28.4682
          hromada officer profile --officer 01a20e69-c127-71a7-801b-25d42575900e --json`;

/** `hromada officer profile` */
export function profileCommand(): Command {
  return new Command('profile')
    .description('show what residents see of an officer: name, duty phone, office hours, languages')
    .argument('[hromada]', 'KATOTTG code or name')
    .option('--officer <officer-id>', 'of this officer', uuidOption)
    .option('--settlement <code>', 'of the officer of this settlement', '')
    .option('--point <latitude,longitude>', 'of the officer of this point', pointOption)
    .option('--json', 'print the message GetPublicProfileResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((hromada: string | undefined, options: Options, command: Command) =>
      withConnection(command, (connection) => showProfile(connection, hromada, options)),
    );
}

async function showProfile(
  connection: Connection,
  hromada: string | undefined,
  { officer, settlement, point, json }: Options,
): Promise<void> {
  const hromadaCode = hromada === undefined ? '' : (await registryPlaces(connection).find(hromada)).code;
  const isPlace = hromadaCode !== '' || settlement !== '' || point !== undefined;
  if (isPlace === (officer !== undefined)) throw new Problem('Name either an officer or a place: see --help.');
  const request = GetPublicProfileRequest.fromPartial({
    officerId: officer ?? '',
    ...(isPlace ? { place: { hromadaCode, settlementCode: settlement, ...(point && { location: point }) } } : {}),
  });
  const answer = await connection.officerRecords.getPublicProfile(request).catch((error: unknown) => {
    if (!isCallError(error) || error.status !== 'NOT_FOUND') throw error;
    throw new Problem('Nothing is published: no profile, and no phone of a station.');
  });
  if (json) printJson(GetPublicProfileResponse.toJSON(answer));
  else for (const line of linesOf(answer)) print(line);
}

function linesOf({ profile, stationPhone, hasFinerBeats }: GetPublicProfileResponse): string[] {
  const note = hasFinerBeats ? ['Note:         parts of the hromada have officers of their own: see --settlement'] : [];
  if (profile !== undefined) return [...profileLines(profile), ...note];
  return [...(stationPhone === '' ? [] : [`Police station: ${stationPhone}`]), ...note];
}

function profileLines(profile: PublicProfile): string[] {
  const { name, photoReference, dutyPhone, officeHours, languages } = profile;
  return [
    name,
    `Duty phone:   ${dutyPhone === '' ? '—' : dutyPhone}`,
    `Office hours: ${officeHours.map(hoursOf).join(', ') || '—'}`,
    `Languages:    ${languages.join(', ') || '—'}`,
    ...(photoReference === '' ? [] : [`Photo:        ${photoReference}`]),
  ];
}

function hoursOf({ weekday, opens, closes }: OfficeHours): string {
  const name = weekdayToJSON(weekday).replace('WEEKDAY_', '').toLowerCase();
  return `${name} ${opens}–${closes}`;
}
