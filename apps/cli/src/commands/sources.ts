import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ReportedMatter, type Silence, type Source } from '@safe-community/contracts/statistics/v1/source.ts';
import {
  DeclareSourceResponse,
  EndSourceResponse,
  ListSourcesRequest,
  ListSourcesResponse,
} from '@safe-community/contracts/statistics/v1/source_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { day, flag } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { printJson, printText } from '../terminal/print.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { words, type Words } from '../wording/words.ts';
import { dayOption, jsonOption, textsOption, uuidOption, wholeOption } from './option-values.ts';

const MATTERS = words([
  [ReportedMatter.INCIDENTS, 'incidents', 'події'],
  [ReportedMatter.CASUALTIES, 'casualties', 'загиблі й травмовані'],
  [ReportedMatter.ARRIVALS, 'arrivals', 'прибуття'],
]);

/** `hromada sources …` */
export function sourcesCommand(): Command {
  return group('sources', sourcesListCommand(), declareCommand(), endCommand());
}

function sourcesListCommand(): Command {
  return listCommand({
    name: 'list',
    about: {
      uk: 'хто, про що, звідки й відколи повідомляє; хто замовк',
      en: 'list who reports what, where, and since when, and who is silent',
    },
    help: {
      uk: `Показник повний, якщо джерела повідомляють про все його населення за всі дні; інакше він – «щонайменше» або невідомий.
Джерело, від якого ще нічого не надійшло або яке замовкло, нічого не охоплює.`,
      en: `A figure is complete if sources report for all its people on all its days; otherwise it is "at least" or unknown.
A source of which nothing has arrived yet, or that is silent, covers nothing.`,
    },
    request: ListSourcesRequest,
    response: ListSourcesResponse,
    read: ({ sources }, request) => sources.listSources(request),
    items: ({ sources }) => sources,
    filters: {
      silent: flag('silent', { uk: 'лише ті, що замовкли', en: 'only those that are silent' }),
      onDay: day('day', { uk: 'лише чинні цього дня', en: 'only those that hold on this day' }),
    },
    columns: [
      { uk: 'Джерело', en: 'Source', of: ({ declaration }) => declaration?.source },
      { uk: 'Назва', en: 'Title', of: titleOf, drop: 2 },
      { uk: 'Про що', en: 'Reports', of: ({ declaration }) => namesOf(MATTERS, declaration?.matters), drop: 3 },
      {
        uk: 'Категорії',
        en: 'Categories',
        of: ({ declaration }) => namesOf(CATEGORIES, declaration?.categories),
        drop: 4,
      },
      { uk: 'Де', en: 'Where', of: placesOf, drop: 1 },
      { uk: 'Відколи', en: 'Since', of: ({ declaration }) => declaration?.firstDay },
      { uk: 'До', en: 'Until', of: ({ declaration }) => declaration?.lastDay, drop: 6 },
      { uk: 'Стан', en: 'State', of: ({ silence }) => stateOf(silence) },
      { uk: 'Хто це сказав', en: 'Said by', of: ({ declaration }) => declaration?.saidBy, drop: 5 },
    ],
  });
}

function titleOf({ declaration }: Source): string {
  return say({ uk: declaration?.titleUk ?? '', en: declaration?.titleEn ?? '' });
}

function namesOf({ nameOf }: Words<number>, values: readonly number[] = []): string {
  return values.map(nameOf).join(', ');
}

function placesOf({ declaration }: Source): string {
  const codes = declaration?.territoryCodes ?? [];
  const [first = ''] = codes;
  return codes.length > 1 ? say({ uk: `територій: ${codes.length}`, en: `${codes.length} territories` }) : first;
}

function stateOf(silence: Silence | undefined): string {
  if (silence === undefined) return say({ uk: 'надходить', en: 'arriving' });
  const { since } = silence;
  if (since === '') return say({ uk: 'ще нічого не надійшло', en: 'nothing has arrived yet' });
  return say({ uk: `мовчить із ${since}`, en: `silent since ${since}` });
}

interface Declared {
  readonly titleUk: string;
  readonly titleEn: string;
  readonly matters: readonly ReportedMatter[];
  readonly categories: readonly IncidentCategory[];
  readonly territory: readonly string[];
  readonly from: string;
  readonly lagDays: number;
  readonly saidBy: string;
  readonly json: boolean;
}

/** Adds the values of a list of words to those before. */
function listOf<Value extends number>({ parse }: Words<Value>) {
  return (given: string, before: readonly Value[] = []): readonly Value[] => [
    ...before,
    ...given.split(',').map(parse),
  ];
}

function declareCommand(): Command {
  return new SpokenCommand('declare')
    .about({
      uk: 'записати, що від певного дня джерело повідомляє про все назване',
      en: 'declare that from a day on a source reports all of this',
    })
    .names('<source>', {
      uk: 'ім’я, під яким надходять повідомлення: системи або source_system імпорту',
      en: 'the name by which its reports arrive: of the system, or the source_system of imports',
    })
    .requires('--title-uk <text>', { uk: 'назва українською', en: 'its title in Ukrainian' })
    .requires('--title-en <text>', { uk: 'назва англійською', en: 'its title in English' })
    .requires('--matters <list>', listOf(MATTERS), {
      uk: `через кому: ${MATTERS.all.join(', ')}`,
      en: `separated by commas: ${MATTERS.all.join(', ')}`,
    })
    .requires('--categories <list>', listOf(CATEGORIES), {
      uk: `через кому: ${CATEGORIES.all.join(', ')}`,
      en: `separated by commas: ${CATEGORIES.all.join(', ')}`,
    })
    .requires('--territory <code>', textsOption, {
      uk: 'UA, код області, району або громади; можна кілька разів',
      en: 'UA, or the code of an oblast, raion, or hromada; repeatable',
    })
    .requires('--from <day>', dayOption, { uk: 'перший день', en: 'the first day' })
    .takes('--lag-days <n>', wholeOption(0, 400), 0, {
      uk: 'через скільки днів дані за день стають повними',
      en: 'after how many days a day is reported in full',
    })
    .requires('--said-by <text>', { uk: 'хто й де це сказав', en: 'who said so, and where' })
    .addOption(jsonOption('DeclareSourceResponse'))
    .action((source: string, options: Declared, command: Command) =>
      withConnection(command, (connection) => declare(connection, source, options)),
    );
}

async function declare({ sources }: Connection, source: string, options: Declared): Promise<void> {
  const { titleUk, titleEn, matters, categories, territory, from, lagDays, saidBy, json } = options;
  const answer = await sources.declareSource({
    requestId: randomUUID(),
    declaration: {
      source,
      titleUk,
      titleEn,
      matters: [...matters],
      categories: [...categories],
      territoryCodes: [...territory],
      firstDay: from,
      lastDay: '',
      lagDays,
      saidBy,
    },
  });
  if (json) return printJson(DeclareSourceResponse.toJSON(answer));
  const id = answer.source?.declarationId ?? '';
  printText(say({ uk: `Записано: ${source} з ${from} (${id}).`, en: `Declared: ${source} from ${from} (${id}).` }));
}

interface Ended {
  readonly last: string;
  readonly saidBy: string;
  readonly json: boolean;
}

function endCommand(): Command {
  return new SpokenCommand('end')
    .about({
      uk: 'записати останній день, про який повідомлено повністю',
      en: 'record the last day that is reported in full',
    })
    .names('<declaration>', uuidOption, { uk: 'UUID зі списку (--json)', en: 'UUID from the list (--json)' })
    .requires('--last <day>', dayOption, { uk: 'останній день', en: 'the last day of which all is reported' })
    .requires('--said-by <text>', { uk: 'хто й де це сказав', en: 'who said so, and where' })
    .addOption(jsonOption('EndSourceResponse'))
    .action((declarationId: string, { last, saidBy, json }: Ended, command: Command) =>
      withConnection(command, async ({ sources }) => {
        const answer = await sources.endSource({ requestId: randomUUID(), declarationId, lastDay: last, saidBy });
        if (json) return printJson(EndSourceResponse.toJSON(answer));
        const source = answer.source?.declaration?.source ?? '';
        printText(say({ uk: `Завершено: ${source} ${last}.`, en: `Ended: ${source} on ${last}.` }));
      }),
    );
}
