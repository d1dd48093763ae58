import type { Command } from 'commander';
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
import { pointOption, uuidOption, jsonOption } from './option-values.ts';
import { say } from '../terminal/language.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly officer?: string;
  readonly settlement: string;
  readonly point?: ReturnType<typeof pointOption>;
  readonly json: boolean;
}

const HELP = {
  uk: `
Вкажіть офіцера, громаду, населений пункт або точку. За місцем – профіль офіцера, який там відповідає, а якщо його не
показують – телефон поліцейської станції. Код завершення 1, якщо немає ні того, ні того.

Приклади: hromada officer profile Вінницька
          hromada officer profile --point 49.2331,28.4682
          hromada officer profile --officer 01a20e69-c127-71a7-801b-25d42575900e --json`,
  en: `
Name an officer, a hromada, a settlement, or a point. By place, it is the profile of the officer who is responsible there
or, if none is shown, the phone of the police station. The exit code is 1 if there is neither.

Examples: hromada officer profile Вінницька
          hromada officer profile --point 49.2331,28.4682
          hromada officer profile --officer 01a20e69-c127-71a7-801b-25d42575900e --json`,
};

/** `hromada officer profile` */
export function profileCommand(): Command {
  return new SpokenCommand('profile')
    .about({
      uk: 'що мешканці бачать про офіцера: ім’я, службовий телефон, години прийому, мови',
      en: 'show what residents see of an officer: name, duty phone, office hours, languages',
    })
    .names('[hromada]', { uk: 'код КАТОТТГ або назва', en: 'KATOTTG code or name' })
    .takes('--officer <officer-id>', uuidOption, { uk: 'цього офіцера', en: 'of this officer' })
    .takes('--settlement <code>', '', {
      uk: 'офіцера цього населеного пункту',
      en: 'of the officer of this settlement',
    })
    .takes('--point <latitude,longitude>', pointOption, {
      uk: 'офіцера цієї точки',
      en: 'of the officer of this point',
    })
    .addOption(jsonOption('GetPublicProfileResponse'))
    .explains(HELP)
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
  if (isPlace === (officer !== undefined))
    throw new Problem({
      uk: 'Вкажіть або офіцера, або місце: дивіться --help.',
      en: 'Name either an officer or a place: see --help.',
    });
  const request = GetPublicProfileRequest.fromPartial({
    officerId: officer ?? '',
    ...(isPlace ? { place: { hromadaCode, settlementCode: settlement, ...(point && { location: point }) } } : {}),
  });
  const answer = await connection.officerRecords.getPublicProfile(request).catch((error: unknown) => {
    if (!isCallError(error) || error.status !== 'NOT_FOUND') throw error;
    throw new Problem({
      uk: 'Нічого не оприлюднено: ні профілю, ні телефону станції.',
      en: 'Nothing is published: no profile, and no phone of a station.',
    });
  });
  if (json) printJson(GetPublicProfileResponse.toJSON(answer));
  else for (const line of linesOf(answer)) print(line);
}

function linesOf({ profile, stationPhone, hasFinerBeats }: GetPublicProfileResponse): string[] {
  const note = hasFinerBeats
    ? [
        say({
          uk: 'Примітка:      частини громади мають своїх офіцерів: дивіться --settlement',
          en: 'Note:         parts of the hromada have officers of their own: see --settlement',
        }),
      ]
    : [];
  if (profile !== undefined) return [...profileLines(profile), ...note];
  return [
    ...(stationPhone === ''
      ? []
      : [say({ uk: `Поліцейська станція: ${stationPhone}`, en: `Police station: ${stationPhone}` })]),
    ...note,
  ];
}

function profileLines(profile: PublicProfile): string[] {
  const { name, photoReference, dutyPhone, officeHours, languages } = profile;
  return [
    name,
    say({
      uk: `Телефон:       ${dutyPhone === '' ? '—' : dutyPhone}`,
      en: `Duty phone:   ${dutyPhone === '' ? '—' : dutyPhone}`,
    }),
    say({
      uk: `Години роботи: ${officeHours.map(hoursOf).join(', ') || '—'}`,
      en: `Office hours: ${officeHours.map(hoursOf).join(', ') || '—'}`,
    }),
    `Languages:    ${languages.join(', ') || '—'}`,
    ...(photoReference === '' ? [] : [`Photo:        ${photoReference}`]),
  ];
}

function hoursOf({ weekday, opens, closes }: OfficeHours): string {
  const name = weekdayToJSON(weekday).replace('WEEKDAY_', '').toLowerCase();
  return `${name} ${opens}–${closes}`;
}
