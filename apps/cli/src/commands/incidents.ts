import type { Command } from 'commander';
import {
  SuggestDuplicatesResponse,
  type LikelyDuplicate,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { Incident } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListIncidentsRequest,
  ListIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  FindReportsByPhoneRequest,
  FindReportsByPhoneResponse,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { MEDICAL_CLASS, POLICE_CLASS } from '@safe-community/incident-mapping/words';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderDetails, renderRows, type Column, type Value } from '../lists/columns.ts';
import { flag, HROMADA, instant, oneOf, repeated, required, text } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand } from '../lists/list.ts';
import { describeHromada } from '../places/find-place.ts';
import { askFor } from '../terminal/ask-for.ts';
import { say, type Text } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { duration } from '../time/show-time.ts';
import { CATEGORIES, CHANNELS, INCIDENT_STATES, URGENCIES } from '../wording/incidents.ts';
import { uuidOption, jsonOption, mustBe, AN_ID } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada incidents …` */
export function incidentsCommand(): Command {
  return group('incidents', incidentsListCommand(), getCommand(), byPhoneCommand(), duplicatesCommand());
}

function incidentsListCommand(): Command {
  return listCommand({
    name: 'list',
    about: { uk: 'перелік подій, спершу нові', en: 'list incidents, newest first' },
    examples: ['incidents list --hromada Вінницька --overdue'],
    request: ListIncidentsRequest,
    response: ListIncidentsResponse,
    read: ({ incidents }, request) => incidents.listIncidents(request),
    items: ({ incidents }) => incidents,
    filters: {
      hromadaCode: HROMADA,
      category: oneOf('category', CATEGORIES, { uk: 'лише цієї категорії', en: 'only of this category' }),
      receivedFrom: instant('from', { uk: 'прийняті від цієї миті', en: 'received at or after' }),
      receivedTo: instant('to', { uk: 'прийняті до цієї миті', en: 'received before' }),
      states: repeated(oneOf('state', INCIDENT_STATES, { uk: 'лише в цьому стані', en: 'only in this state' })),
      unroutedOnly: flag('unrouted', {
        uk: 'лише без відповідального офіцера',
        en: 'only those without a responsible officer',
      }),
      testsOnly: flag('tests', { uk: 'лише перевірки', en: 'only tests' }),
      overdueOnly: flag('overdue', {
        uk: 'лише з простроченим наступним кроком',
        en: 'only those whose next step is overdue',
      }),
    },
    columns: [
      { uk: 'Прийнято (Київ)', en: 'Received (Kyiv)', of: ({ receivedTime }) => receivedTime },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => CATEGORIES.nameOf(category) },
      { uk: 'Громада', en: 'Hromada', of: ({ hromadaCode }) => nameOfHromada(hromadaCode), drop: 1 },
      { uk: 'Стан', en: 'State', of: ({ state }) => INCIDENT_STATES.nameOf(state) },
      { uk: 'Прибуття', en: 'Response', of: (incident) => responseOf(incident), align: 'right', drop: 2 },
      { uk: 'Подія', en: 'Incident', of: ({ incidentId }) => incidentId },
    ],
  });
}

/** How long nobody was there. */
function responseOf({ onSceneTime, receivedTime }: Incident): string {
  if (onSceneTime === undefined || receivedTime === undefined) return '';
  return duration((onSceneTime.getTime() - receivedTime.getTime()) / 1_000);
}

function nameOfHromada(code: string): string {
  return findHromada(code)?.name ?? code;
}

function byPhoneCommand(): Command {
  return listCommand({
    name: 'by-phone',
    about: {
      uk: 'повідомлення з номера телефону, спершу нові',
      en: 'find the reports of a caller by phone number, newest first',
    },
    help: {
      uk: `
Номер запитується або читається зі стандартного вводу: аргументи командного рядка лишаються в історії оболонки й видимі кожному
користувачеві машини. Журнал аудиту записує пошук, його причину та кожне знайдене повідомлення.`,
      en: `
Prompts for the phone number, or reads it from standard input: command-line arguments stay in the shell history and are
visible to every user of the machine. The audit records the search, its reason, and each report that it returns.`,
    },
    request: FindReportsByPhoneRequest,
    response: FindReportsByPhoneResponse,
    read: ({ reporterSearch }, request) => reporterSearch.findReportsByPhone(request),
    items: ({ reports }) => reports,
    filters: {
      reason: required(
        text('reason', 'text', 'complaint 17', {
          uk: 'причина пошуку, 3–200 знаків; записується',
          en: 'the reason for the search, 3 to 200 characters; recorded',
        }),
      ),
    },
    complete: async (request) => ({ ...request, phone: await askFor(say({ uk: 'Телефон: ', en: 'Phone: ' })) }),
    columns: [
      { uk: 'Прийнято (Київ)', en: 'Received (Kyiv)', of: ({ receivedTime }) => receivedTime },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => CATEGORIES.nameOf(category) },
      { uk: 'Громада', en: 'Hromada', of: ({ hromadaCode }) => nameOfHromada(hromadaCode), drop: 1 },
      { uk: 'Стан', en: 'State', of: ({ state }) => INCIDENT_STATES.nameOf(state) },
      { uk: 'Подія', en: 'Incident', of: ({ incidentId }) => incidentId },
    ],
  });
}

interface GetOptions {
  readonly reason: string;
  readonly json: boolean;
}

function getCommand(): Command {
  return new SpokenCommand('get')
    .about({ uk: 'дані події, зокрема персональні', en: 'show one incident, including personal data' })
    .names('<incident-id>', AN_ID)
    .takes('--reason <text>', '', {
      uk: 'для чого ви це читаєте; обов’язково для чутливих категорій, причину записують',
      en: 'the reason for reading it; required for sensitive categories, and recorded',
    })
    .addOption(jsonOption('Incident'))
    .action((incidentId: string, { reason, json }: GetOptions, command: Command) =>
      withConnection(command, async ({ incidents }) => {
        const { incident } = await incidents.getIncident({ incidentId, reason });
        if (incident === undefined) throw new Error('the response of incident-intake has no incident');
        if (json) printJson(Incident.toJSON(incident));
        else printText(renderDetails(detailsOf(incident).filter(([, value]) => isKnown(value))));
      }),
    );
}

function isKnown(value: Value): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function detailsOf(incident: Incident): (readonly [Text, Value])[] {
  const { category, state, location, casualties, reporter, hromadaCode } = incident;
  const hromada = findHromada(hromadaCode);
  const killed = casualties?.killed ?? 0;
  const injured = casualties?.injured ?? 0;
  return [
    [{ uk: 'Подія', en: 'Incident' }, incident.incidentId],
    [{ uk: 'Категорія', en: 'Category' }, CATEGORIES.nameOf(category)],
    [
      { uk: 'Стан', en: 'State' },
      `${INCIDENT_STATES.nameOf(state)}, ${say({ uk: 'версія', en: 'version' })} ${incident.version}`,
    ],
    [{ uk: 'Терміновість', en: 'Urgency' }, URGENCIES.nameOf(incident.urgency)],
    [{ uk: 'Наступне до', en: 'Next by' }, incident.dueTime],
    [{ uk: 'Канал', en: 'Channel' }, CHANNELS.nameOf(incident.channel)],
    [{ uk: 'Місце', en: 'Place' }, hromada === undefined ? hromadaCode : `${describeHromada(hromada)}, ${hromadaCode}`],
    [{ uk: 'Округ', en: 'District' }, incident.starostaDistrictCode],
    [{ uk: 'Точка', en: 'Point' }, location && `${location.latitude}, ${location.longitude}`],
    [{ uk: 'Сталося', en: 'Occurred' }, incident.occurredTime],
    [{ uk: 'Прийнято', en: 'Received' }, incident.receivedTime],
    [{ uk: 'На місці', en: 'On scene' }, incident.onSceneTime],
    [
      { uk: 'Постраждалі', en: 'Casualties' },
      casualties &&
        say({ uk: `загинуло: ${killed}, травмовано: ${injured}`, en: `${killed} killed, ${injured} injured` }),
    ],
    [
      { uk: 'Відповідає', en: 'Responsible' },
      incident.responsibleOfficerId || say({ uk: 'ще ніхто', en: 'nobody yet' }),
    ],
    [{ uk: 'Ознаки', en: 'Attributes' }, incident.attributes.map(({ name, value }) => `${name}=${value}`)],
    [{ uk: 'Класи', en: 'Classes' }, classesOf(incident)],
    [{ uk: 'Опис', en: 'Description' }, incident.description],
    [{ uk: 'Заявник', en: 'Reporter' }, reporter && [reporter.fullName, reporter.phone].filter((part) => part !== '')],
    [{ uk: 'Додано згодом', en: 'Added later' }, incident.additions.map(({ text: added }) => added).join(' · ')],
    [{ uk: 'Об’єднано з', en: 'Merged into' }, incident.mergedIntoIncidentId],
    [{ uk: 'Дублікати', en: 'Duplicates' }, incident.mergedReports.map(({ incidentId }) => incidentId)],
    [{ uk: 'Джерело', en: 'Source' }, incident.sourceSystem && `${incident.sourceSystem}, ${incident.externalId}`],
  ];
}

/** "103 critical, resolution-1031 3.1" */
function classesOf({ externalClassification }: Incident): string | undefined {
  if (externalClassification === undefined) return undefined;
  const { policeClass, medicalClass, codes } = externalClassification;
  return [
    policeClass === 0 ? '' : `102 ${POLICE_CLASS.nameOf(policeClass)}`,
    medicalClass === 0 ? '' : `103 ${MEDICAL_CLASS.nameOf(medicalClass)}`,
    ...codes.map(({ classifier, code }) => `${classifier} ${code}`),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

interface DuplicateOptions {
  readonly reason: string;
  readonly leastScore: number;
  readonly json: boolean;
}

function duplicatesCommand(): Command {
  return new SpokenCommand('duplicates')
    .about({
      uk: 'імовірні дублікати події, спершу найімовірніші; нічого не змінює',
      en: 'list likely duplicates of an incident, likeliest first; read-only',
    })
    .names('<incident-id>', uuidOption, AN_ID)
    .takes('--reason <text>', '', {
      uk: 'для чого ви це читаєте; обов’язково для чутливих категорій, причину записують',
      en: 'the reason for reading it; required for sensitive categories, and recorded',
    })
    .takes('--least-score <n>', scoreOption, 0.5, {
      uk: 'найменша ймовірність, більше 0, щонайбільше 1',
      en: 'minimum likelihood, above 0, at most 1',
    })
    .addOption(jsonOption('SuggestDuplicatesResponse'))
    .action((incidentId: string, options: DuplicateOptions, command: Command) =>
      withConnection(command, (connection) => suggest(connection, incidentId, options)),
    );
}

async function suggest(
  { duplicates }: Connection,
  incidentId: string,
  { reason, leastScore, json }: DuplicateOptions,
): Promise<void> {
  const answer = await duplicates.suggestDuplicates({ incidentId, reason, leastScore });
  if (json) printJson(SuggestDuplicatesResponse.toJSON(answer));
  else if (answer.likely.length === 0) print({ uk: 'Імовірних дублікатів немає.', en: 'No likely duplicates.' });
  else printText(renderRows(DUPLICATES, answer.likely));
}

const DUPLICATES: readonly Column<LikelyDuplicate>[] = [
  { uk: 'Імовірність', en: 'Likely', of: ({ score }) => `${Math.round(score * 100)} %`, align: 'right' },
  {
    uk: 'Відстань',
    en: 'Away',
    of: ({ distanceMetres: metres }) => (metres < 0 ? '' : `${Math.round(metres)} ${say({ uk: 'м', en: 'm' })}`),
    align: 'right',
  },
  { uk: 'Між ними', en: 'Apart', of: ({ apartSeconds }) => duration(apartSeconds), align: 'right' },
  { uk: 'Стан', en: 'State', of: ({ state }) => INCIDENT_STATES.nameOf(state) },
  { uk: 'Прийнято (Київ)', en: 'Received (Kyiv)', of: ({ receivedTime }) => receivedTime },
  { uk: 'Подія', en: 'Incident', of: ({ incidentId }) => incidentId },
];

function scoreOption(text: string): number {
  const score = /^[01](\.\d+)?$/.test(text) ? Number(text) : 0;
  if (score > 0 && score <= 1) return score;
  throw mustBe({ uk: 'число більше 0, щонайбільше 1', en: 'a number above 0, at most 1' });
}
