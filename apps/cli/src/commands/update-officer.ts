import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { OfficerUpdate, UpdateOfficerResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { PersonnelRecord } from '@safe-community/contracts/officers/v1/officer_record.ts';
import { PublicProfile } from '@safe-community/contracts/officers/v1/public_profile.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { registryPlaces } from '../places/registry-places.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { uuidOption, jsonOption, AN_ID } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface UpdateOptions {
  readonly fullName?: string;
  readonly phone?: string;
  readonly serviceNumber?: string;
  readonly place?: string;
  readonly patrolUnit?: string;
  readonly policeUnitCode?: string;
  readonly policeUnit?: string;
  readonly languages?: string;
  readonly profile?: string;
  readonly withdrawProfile: boolean;
  readonly etag?: string;
  readonly json: boolean;
}

const UPDATE_HELP = {
  uk: `
Змінюється лише вказане; порожній текст вилучає значення. --profile називає файл із повідомленням PublicProfile як JSON і
оприлюднює його за згодою офіцера. З --etag зміну відхилять, якщо дані офіцера відтоді змінилися.

Приклади: hromada officers update 01a20e69-c127-71a7-801b-25d42575900e --phone +380501112233
          hromada officers update 01a20e69-c127-71a7-801b-25d42575900e --patrol-unit kyiv --etag 3`,
  en: `
Only what you give is changed; an empty text removes a value. --profile names a file with the message PublicProfile as
JSON, and publishes it with the consent of the officer. With --etag, the update is rejected if the officer has changed
since.

Examples: hromada officers update 01a20e69-c127-71a7-801b-25d42575900e --phone +380501112233
          hromada officers update 01a20e69-c127-71a7-801b-25d42575900e --patrol-unit kyiv --etag 3`,
};

/** `hromada officers update` */
export function updateOfficerCommand(): Command {
  return new SpokenCommand('update')
    .about({
      uk: 'змінює дані офіцера: ім’я, телефон, службовий номер, місце, підрозділ, особову картку, профіль',
      en: 'change data of an officer: name, phone, service number, place, patrol unit, record, public profile',
    })
    .names('<officer-id>', uuidOption, AN_ID)
    .takes('--full-name <text>', { uk: 'прізвище, ім’я, по батькові', en: 'full name' })
    .takes('--phone <number>', { uk: 'службовий телефон, +380…', en: 'official phone, +380…' })
    .takes('--service-number <text>', { uk: 'номер жетона', en: 'service number' })
    .takes('--place <code or name>', {
      uk: 'громада, де служить офіцер; не для патрульного',
      en: 'hromada where the officer serves; not of a patrol officer',
    })
    .takes('--patrol-unit <code>', {
      uk: 'патрульний підрозділ, для патрульного',
      en: 'patrol unit, of a patrol officer',
    })
    .takes('--police-unit-code <code>', {
      uk: 'код підрозділу поліції, для офіцера громади або дільничного',
      en: 'code of the police unit, of a community or district officer',
    })
    .takes('--police-unit <text>', {
      uk: 'назва підрозділу поліції в особовій справі',
      en: 'name of the police unit in the personnel record',
    })
    .takes('--languages <codes>', {
      uk: 'мови в особовій справі: "uk crh"',
      en: 'languages in the personnel record: "uk crh"',
    })
    .takes('--profile <file>', { uk: 'оприлюднити цей профіль', en: 'publish this profile' })
    .takes('--withdraw-profile', { uk: 'зняти оприлюднений профіль', en: 'withdraw the public profile' })
    .takes('--etag <etag>', {
      uk: 'версії, яку ви прочитали (типово: поточної)',
      en: 'of the version that you have read (default: the current one)',
    })
    .addOption(jsonOption('UpdateOfficerResponse'))
    .explains(UPDATE_HELP)
    .action((officerId: string, options: UpdateOptions, command: Command) =>
      withConnection(command, (connection) => updateOfficer(connection, officerId, options)),
    );
}

async function updateOfficer(connection: Connection, officerId: string, options: UpdateOptions): Promise<void> {
  const { officers, officerRecords } = connection;
  const { place } = options;
  const { updateMask, officer } = updateOf(options);
  if (updateMask.length === 0)
    throw new Problem({
      uk: 'Вкажіть хоча б одне значення, яке змінити: дивіться --help.',
      en: 'Give at least one value to change: see --help.',
    });
  if (place) officer.servicePlaceCode = (await registryPlaces(connection).find(place)).code;
  const etag = options.etag ?? (await officers.getOfficer({ officerId })).officer?.etag ?? '';
  const answer = await officerRecords.updateOfficer({ requestId: randomUUID(), officerId, etag, updateMask, officer });
  if (options.json) printJson(UpdateOfficerResponse.toJSON(answer));
  else
    print({
      uk: `Офіцер ${officerId}: змінено ${updateMask.join(', ')}, etag ${answer.etag}`,
      en: `Officer ${officerId}: ${updateMask.join(', ')} updated, etag ${answer.etag}`,
    });
}

/** The mask names what the options give. */
function updateOf(options: UpdateOptions): { readonly updateMask: string[]; readonly officer: OfficerUpdate } {
  const { fullName, phone, serviceNumber, place, languages, profile, withdrawProfile } = options;
  const { patrolUnit, policeUnitCode, policeUnit } = options;
  if (profile !== undefined && withdrawProfile)
    throw new Problem({
      uk: 'Вкажіть --profile або --withdraw-profile, а не обидва.',
      en: 'Give --profile or --withdraw-profile, not both.',
    });
  const given: Readonly<Record<string, boolean>> = {
    full_name: fullName !== undefined,
    phone: phone !== undefined,
    service_number: serviceNumber !== undefined,
    service_place_code: place !== undefined,
    patrol_unit_code: patrolUnit !== undefined,
    police_unit_code: policeUnitCode !== undefined,
    'record.police_unit': policeUnit !== undefined,
    'record.languages': languages !== undefined,
    public_profile: profile !== undefined || withdrawProfile,
  };
  return {
    updateMask: Object.entries(given).flatMap(([path, isGiven]) => (isGiven ? [path] : [])),
    officer: {
      ...OfficerUpdate.fromPartial({}),
      fullName: fullName ?? '',
      phone: phone ?? '',
      serviceNumber: serviceNumber ?? '',
      patrolUnitCode: patrolUnit ?? '',
      policeUnitCode: policeUnitCode ?? '',
      record: PersonnelRecord.fromPartial({
        policeUnit: policeUnit ?? '',
        languages: languages?.split(/\s+/).filter((code) => code !== '') ?? [],
      }),
      publicProfile: profile === undefined ? undefined : readProfile(profile),
    },
  };
}

function readProfile(file: string): PublicProfile {
  try {
    return PublicProfile.fromJSON(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Problem({
      uk: `${file} не вдається прочитати як повідомлення PublicProfile: ${(error as Error).message}`,
      en: `${file} cannot be read as the message PublicProfile: ${(error as Error).message}`,
    });
  }
}
