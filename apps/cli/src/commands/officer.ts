import type { Command } from 'commander';
import {
  FindResponsibleOfficerRequest,
  FindResponsibleOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { findSettlement, findStarostaDistrict } from '@safe-community/territory';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findDistrictByText } from '../places/find-place.ts';
import { registryPlaces, type RegistryPlaces } from '../places/registry-places.ts';
import { group } from '../lists/group.ts';
import { renderDetails, type Value } from '../lists/columns.ts';
import { say, type Text } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { ROLES, REASONS } from '../wording/responsibility.ts';
import { CERTAINTIES } from '../wording/territory.ts';
import { changeOfficerStateCommand } from './officer-state.ts';
import { profileCommand } from './officer-profile.ts';
import { instantOption, pointOption, jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly district?: string;
  readonly settlement: string;
  readonly point?: ReturnType<typeof pointOption>;
  readonly at?: Date;
  readonly json: boolean;
}

const HELP = {
  uk: `
Вкажіть громаду, населений пункт або точку. Назви – українськими або латинськими літерами. Якщо назву мають кілька громад,
їх буде перелічено з кодами, а код завершення – 1. Він 1 і тоді, коли не відповідає ніхто. Для майбутньої миті вважаємо, що
офіцери лишаються, як тепер.

Приклади: hromada officer Вінницька
          hromada officer UA05020030000031457 --district Стадницька
          hromada officer --settlement UA05020030020063505 --at 2026-12-15T00:00:00+02:00
          hromada officer --point 49.2331,28.4682`,
  en: `
Name a hromada, a settlement, or a point. Names may be in Ukrainian or Latin letters. If several hromadas share the name,
they are listed with their codes and the exit code is 1. It is also 1 if nobody is responsible. An instant in the future
assumes that officers stay as they are now.

Examples: hromada officer Вінницька
          hromada officer UA05020030000031457 --district Стадницька
          hromada officer --settlement UA05020030020063505 --at 2026-12-15T00:00:00+02:00
          hromada officer --point 49.2331,28.4682`,
};

/** `hromada officer …` */
export function officerCommand(): Command {
  return group('officer', findCommand(), changeOfficerStateCommand(), profileCommand());
}

function findCommand(): Command {
  return new SpokenCommand('find')
    .about({
      uk: 'хто відповідає за громаду або її частину, і чому',
      en: 'show who is responsible for a hromada or a part of it, and why',
    })
    .names('[hromada]', { uk: 'код КАТОТТГ або назва', en: 'KATOTTG code or name' })
    .takes('--district <code or name>', { uk: 'старостинський округ громади', en: 'starosta district of the hromada' })
    .takes('--settlement <code>', '', {
      uk: 'код КАТОТТГ населеного пункту або району міста',
      en: 'KATOTTG code of a settlement or city district',
    })
    .takes('--point <latitude,longitude>', pointOption, {
      uk: 'точка в Україні замість громади',
      en: 'a point in Ukraine instead of a hromada',
    })
    .takes('--at <time>', instantOption, {
      uk: 'на цю мить: 2026-12-15T00:00:00+02:00 (типово: зараз)',
      en: 'at this instant: 2026-12-15T00:00:00+02:00 (default: now)',
    })
    .addOption(jsonOption('FindResponsibleOfficerResponse'))
    .explains(HELP)
    .action((hromada: string | undefined, options: Options, command: Command) =>
      withConnection(command, (connection) => showResponsible(connection, hromada, options)),
    );
}

async function showResponsible(connection: Connection, text: string | undefined, options: Options): Promise<void> {
  const { district, settlement, point, at, json } = options;
  if (text === undefined && settlement === '' && point === undefined) {
    throw new Problem({
      uk: 'Вкажіть громаду, населений пункт або точку: дивіться --help.',
      en: 'Name a hromada, a settlement, or a point: see --help.',
    });
  }
  if (text === undefined && district !== undefined)
    throw new Problem({ uk: 'Вкажіть громаду цього округу.', en: 'Name the hromada of the district.' });
  const places = registryPlaces(connection);
  const hromada = text === undefined ? undefined : await places.find(text);
  const starostaDistrictCode =
    hromada === undefined || district === undefined
      ? ''
      : findDistrictByText(hromada, await places.districtsOf(hromada.code), district).code;
  const request = FindResponsibleOfficerRequest.fromPartial({
    hromadaCode: hromada?.code ?? '',
    starostaDistrictCode,
    settlementCode: settlement,
    ...(point && { location: point }),
    ...(at && { asOfTime: at }),
  });
  const answer = await findResponsible(connection, request, () => placeWords(request, places));
  if (json) return printJson(FindResponsibleOfficerResponse.toJSON(answer));
  const hromadaCode = answer.beat?.hromadaCode ?? '';
  print(answer.officer?.fullName ?? '');
  printText(renderDetails(detailsOf(answer, `${await places.describe(hromadaCode)}, ${hromadaCode}`)));
  if (answer.hasFinerBeats) print(FINER);
}

/** For the message that nobody is responsible. */
async function placeWords(
  { hromadaCode, settlementCode }: FindResponsibleOfficerRequest,
  places: RegistryPlaces,
): Promise<string> {
  const settlement = findSettlement(settlementCode);
  if (settlement !== undefined) return `${settlement.name} (${settlementCode})`;
  return hromadaCode === ''
    ? say({ uk: 'цього місця', en: 'this place' })
    : `${await places.describe(hromadaCode)} (${hromadaCode})`;
}

async function findResponsible(
  { officers }: Connection,
  request: FindResponsibleOfficerRequest,
  where: () => Promise<string>,
): Promise<FindResponsibleOfficerResponse> {
  try {
    return await officers.findResponsibleOfficer(request);
  } catch (error) {
    if (!isCallError(error) || error.status !== 'NOT_FOUND') throw error;
    if (error.details.reason === 'FINER_PLACE_NEEDED') {
      const place = await where();
      throw new Problem({
        uk: `Офіцерів мають лише частини громади, назвіть одну: --district або --settlement: ${place}.`,
        en: `Only parts of the hromada have an officer, name one with --district or --settlement: ${place}.`,
      });
    }
    if (error.details.reason === 'TERRITORY_OCCUPIED') {
      const place = await where();
      throw new Problem({
        uk: `Територія тимчасово окупована: жоден офіцер не може прибути: ${place}.`,
        en: `Temporarily occupied: no officer can come: ${place}.`,
      });
    }
    if (error.details.reason !== 'NOBODY_RESPONSIBLE') throw error;
    const place = await where();
    throw new Problem(
      request.asOfTime === undefined
        ? { uk: `Відповідального офіцера ще немає: ${place}.`, en: `No responsible officer yet: ${place}.` }
        : { uk: `Відповідального офіцера тоді немає: ${place}.`, en: `No responsible officer then: ${place}.` },
    );
  }
}

const FINER = {
  uk: 'Частини громади мають власних офіцерів: див. --district і --settlement.',
  en: 'Parts of the hromada have officers of their own: see --district and --settlement.',
};

function detailsOf(answer: FindResponsibleOfficerResponse, hromada: string): (readonly [Text, Value])[] {
  const { officer, role, reason, certainty } = answer;
  const metres = Math.round(answer.distanceToBorderMetres);
  const named = CERTAINTIES.nameOf(certainty);
  return [
    [{ uk: 'Телефон', en: 'Phone' }, officer?.phone],
    [{ uk: 'Службовий номер', en: 'Service number' }, officer?.serviceNumber],
    [{ uk: 'Відповідає як', en: 'Responsible as' }, ROLES.nameOf(role)],
    [{ uk: 'Підстава', en: 'Because' }, REASONS.nameOf(reason)],
    [{ uk: 'Дільниця', en: 'Beat' }, describeBeat(answer)],
    [{ uk: 'Громада', en: 'Hromada' }, hromada],
    ...(certainty === 0
      ? []
      : [
          [
            { uk: 'Точка', en: 'Point' },
            say({ uk: `${named}, ${metres} м до межі`, en: `${named}, ${metres} m from the border` }),
          ] as const,
        ]),
  ];
}

function describeBeat({ beat, unitCode }: FindResponsibleOfficerResponse): string {
  const district = findStarostaDistrict(beat?.starostaDistrictCode ?? '');
  if (district !== undefined) {
    const named = `${district.name} (${district.code})`;
    return say({ uk: `старостинський округ ${named}`, en: `starosta district ${named}` });
  }
  if (unitCode === beat?.hromadaCode) return say({ uk: 'уся громада', en: 'the whole hromada' });
  const settlement = findSettlement(unitCode)?.name;
  const part = settlement === undefined ? unitCode : `${settlement} (${unitCode})`;
  return say({ uk: `частини громади, серед них ${part}`, en: `parts of the hromada, among them ${part}` });
}
