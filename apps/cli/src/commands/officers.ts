import type { Command } from 'commander';
import {
  WatchOfficersResponse,
  ListOfficersRequest,
  ListOfficersResponse,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { ListedOfficer, OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  ListDueErasuresRequest,
  ListDueErasuresResponse,
} from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import { findOblast } from '@safe-community/territory';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { code, day, HROMADA, OBLAST, oneOf, repeated, text, UNIT, uuid, oblastCodeOf } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { print } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { OFFICER_KINDS, OFFICER_STATES } from '../wording/officers.ts';
import { countOption } from './option-values.ts';
import { updateOfficerCommand } from './update-officer.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada officers …` */
export function officersCommand(): Command {
  return group('officers', officersListCommand(), updateOfficerCommand(), watchCommand(), erasuresCommand());
}

function officersListCommand(): Command {
  return listCommand({
    name: 'list',
    about: {
      uk: 'офіцери за місцем, підрозділом, видом, станом і строком посвідчень',
      en: 'list officers by place, unit, kind, state, and expiring certifications',
    },
    help: {
      uk: `
З --oblast, --raion і --hromada вкажіть щонайбільше одне. Кандидата показано там, де він має служити, патрульного – в області
підрозділу. Порядок – за реєстрацією; з --expires-before – за строком дії.`,
      en: `
Of --oblast, --raion and --hromada, give at most one. A candidate is listed where they are to serve, a patrol officer in
the oblast of the unit. The list is in the order of registration; with --expires-before, in the order of expiry.`,
    },
    examples: [
      'officers --oblast Вінницька --state candidate --state training',
      'officers --hromada Вінницька --expires-before 2027-01-01',
    ],
    request: ListOfficersRequest,
    response: ListOfficersResponse,
    read: ({ officerRecords }, request) => officerRecords.listOfficers(request),
    items: ({ officers }) => officers,
    hromadasOf: ({ servicePlaceCode: place }) => (place === '' || findOblast(place) !== undefined ? [] : [place]),
    filters: {
      oblastCode: OBLAST,
      raionCode: code('raion', 'UA05020000000026686', {
        uk: 'лише цього району',
        en: 'only officers who serve in this raion',
      }),
      hromadaCode: HROMADA,
      beatId: uuid('beat', {
        uk: 'лише призначені тепер на цю дільницю',
        en: 'only officers who are assigned to this beat now',
      }),
      starostaDistrictCode: code('district', '0520655500', {
        uk: 'лише з дільниці, що тепер охоплює цей старостинський округ',
        en: 'only officers on the beat that covers this starosta district now',
      }),
      settlementCode: code('settlement', 'UA05020030020063505', {
        uk: 'лише з дільниці, що тепер охоплює цей населений пункт',
        en: 'only officers on the beat that covers this settlement now',
      }),
      patrolUnitCode: UNIT,
      policeUnitCode: text('police-unit-code', 'code', 'vin-1', {
        uk: 'лише офіцери громад і дільничні цього підрозділу поліції',
        en: 'only community and district officers of this police unit',
      }),
      kind: oneOf('kind', OFFICER_KINDS, { uk: 'лише цього виду', en: 'only officers of this kind' }),
      states: repeated(oneOf('state', OFFICER_STATES, { uk: 'лише в цьому стані', en: 'only officers in this state' })),
      certificationExpiresBefore: day('expires-before', {
        uk: 'лише з посвідченням, дія якого спливає до цього дня',
        en: 'only officers with a certification that expires before this day',
      }),
    },
    columns: [
      { uk: 'Ім’я', en: 'Name', of: ({ fullName }) => fullName },
      { uk: 'Вид', en: 'Kind', of: ({ kind }) => OFFICER_KINDS.nameOf(kind), drop: 2 },
      { uk: 'Стан', en: 'State', of: ({ state }) => OFFICER_STATES.nameOf(state) },
      {
        uk: 'Місце',
        en: 'Place',
        of: ({ servicePlaceCode }, names) => findOblast(servicePlaceCode)?.name ?? names.nameOf(servicePlaceCode),
      },
      { uk: 'Підрозділ', en: 'Unit', of: unitOf, drop: 1 },
      { uk: 'Службовий номер', en: 'Service number', of: ({ serviceNumber }) => serviceNumber, drop: 3 },
      { uk: 'Строк дії', en: 'Next expiry', of: ({ nextExpiry }) => nextExpiry, drop: 4 },
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId },
    ],
  });
}

function unitOf({ patrolUnitCode, policeUnitCode }: ListedOfficer): string {
  return patrolUnitCode || policeUnitCode;
}

function erasuresCommand(): Command {
  return listCommand({
    name: 'erasures',
    about: {
      uk: 'звільнені офіцери, чиї персональні дані слід стерти до дня (нічого не змінює)',
      en: 'list dismissed officers whose personal data is due for erasure by a day (dry run)',
    },
    help: {
      uk: 'Мета має бути з політики, наприклад --purpose inspection.',
      en: 'The purpose must be one of the policy, such as --purpose inspection.',
    },
    examples: ['--purpose inspection officers erasures --by 2030-01-01'],
    request: ListDueErasuresRequest,
    response: ListDueErasuresResponse,
    read: ({ officerRetention }, request) => officerRetention.listDueErasures(request),
    items: ({ erasures }) => erasures,
    filters: { asOfDate: day('by', { uk: 'день (типово: сьогодні)', en: 'the day (default: today)' }) },
    columns: [
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId },
      { uk: 'Звільнено', en: 'Dismissed', of: ({ dismissedOn }) => dismissedOn },
      { uk: 'Стерти', en: 'Due', of: ({ dueOn }) => dueOn },
      {
        uk: 'Стан',
        en: 'State',
        of: ({ held }) => (held ? say({ uk: 'утримується', en: 'held' }) : say({ uk: 'час настав', en: 'due' })),
      },
    ],
  });
}

interface WatchOptions {
  readonly oblast?: string;
  readonly resumeToken: string;
  readonly limit: number;
  readonly json: boolean;
}

const WATCH_HELP = {
  uk: `
Працює до Ctrl-C або до --limit змін. З --json кожен рядок – одне повідомлення, також ті, що лише просувають токен: передайте
останній токен у --resume-token, щоб продовжити без пропусків і повторів.

Приклад: hromada officers watch --oblast Вінницька`,
  en: `
Runs until Ctrl-C, or until --limit changes. With --json, each line is one message, also those that only advance the
token: pass the last token to --resume-token to continue without gaps or repeats.

Example: hromada officers watch --oblast Вінницька`,
};

function watchCommand(): Command {
  return new SpokenCommand('watch')
    .about({
      uk: 'зміни щодо офіцерів, щойно вони стаються, без імен',
      en: 'show changes of officers as they happen, without names',
    })
    .takes('--oblast <code or name>', { uk: 'зміни, що називають цю область', en: 'changes that name this oblast' })
    .takes('--resume-token <token>', '', {
      uk: 'продовжити після цього повідомлення (типово: відтепер)',
      en: 'continue after this message (default: from now on)',
    })
    .takes('--limit <n>', countOption, 0, {
      uk: 'завершити після стількох змін; 0 – ніколи',
      en: 'end after this many changes; 0 never ends',
    })
    .takes('--json', {
      uk: 'друкувати кожне повідомлення WatchOfficersResponse рядком JSON',
      en: 'print each message WatchOfficersResponse as a line of JSON',
    })
    .explains(WATCH_HELP)
    .action((options: WatchOptions, command: Command) =>
      withConnection(command, (connection) => watch(connection, options)),
    );
}

/** The server ends a stream that is an hour old. */
const RESUMABLE = 'STREAM_TOO_OLD';

async function watch({ officerRecords }: Connection, { oblast, limit, json, ...options }: WatchOptions): Promise<void> {
  const oblastCode = await oblastCodeOf(oblast);
  let { resumeToken } = options;
  let shown = 0;
  if (!json) print(lineOf(HEADINGS.map(say)));
  for (;;) {
    try {
      for await (const message of officerRecords.watchOfficers({ resumeToken, oblastCode })) {
        resumeToken = message.resumeToken;
        if (json) print(JSON.stringify(WatchOfficersResponse.toJSON(message)));
        else if (message.change !== undefined) print(lineOf(cellsOf(message.change)));
        if (message.change === undefined) continue;
        shown += 1;
        if (shown === limit) return;
      }
    } catch (error) {
      if (!isCallError(error) || error.details.reason !== RESUMABLE) throw error;
    }
  }
}

const HEADINGS = [
  { uk: 'Час (Київ)', en: 'Time (Kyiv)' },
  { uk: 'Подія', en: 'Event' },
  { uk: 'Вид', en: 'Kind' },
  { uk: 'Стан', en: 'State' },
  { uk: 'Область', en: 'Oblast' },
  { uk: 'Офіцер', en: 'Officer' },
];

/** Widths of the columns before the last one: rows come one by one, so they cannot be measured. */
const WIDTHS = [20, 26, 18, 13, 14] as const;

function lineOf(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(' ');
}

function cellsOf({ changedTime, event, kind, state, oblastCode, officerId }: OfficerChange): string[] {
  return [
    kyivTime(changedTime),
    event,
    kind === 0 ? '—' : OFFICER_KINDS.nameOf(kind),
    state === 0 ? '—' : OFFICER_STATES.nameOf(state),
    findOblast(oblastCode)?.name ?? '—',
    officerId,
  ];
}
