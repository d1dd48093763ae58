import type { Command } from 'commander';
import { LocatePointResponse } from '@safe-community/contracts/officers/v1/located_point.ts';
import {
  GetHromadaResponse,
  ListHromadasRequest,
  ListHromadasResponse,
  TerritoryStatus,
  type Hromada,
  type TerritoryChange,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { findHromada, findOblast, isKatottg } from '@safe-community/territory';
import { withConnection } from '../connection/with-connection.ts';
import { registryPlaces } from '../places/registry-places.ts';
import { renderDetails } from '../lists/columns.ts';
import { day, flag, OBLAST, oneOf, text } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand } from '../lists/list.ts';
import { whole } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { CERTAINTIES, TERRITORY_CHANGES, TERRITORY_STATUSES } from '../wording/territory.ts';
import { degreesOption, jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada territory …` */
export function territoryCommand(): Command {
  return group('territory', territoryListCommand(), showCommand(), locateCommand());
}

function territoryListCommand(): Command {
  return listCommand({
    name: 'list',
    about: {
      uk: 'громади та міста зі спеціальним статусом, за кодом',
      en: 'list hromadas and cities with special status, by code',
    },
    request: ListHromadasRequest,
    response: ListHromadasResponse,
    read: ({ territory }, request) => territory.listHromadas(request),
    items: ({ hromadas }) => hromadas,
    filters: {
      search: text('search', 'text', 'вінн', {
        uk: 'частина теперішньої або колишньої назви, українською чи латиницею',
        en: 'part of a present or former name, in Ukrainian or Latin letters',
      }),
      oblastCode: OBLAST,
      status: oneOf('status', TERRITORY_STATUSES, { uk: 'лише з цим статусом', en: 'only with this status' }),
      asOfDate: day('as-of', {
        uk: 'чинне цього дня (типово: сьогодні)',
        en: 'what holds on this day (default: today)',
      }),
      includeMerged: flag('merged', { uk: 'також приєднані до того часу', en: 'also those that were merged by then' }),
    },
    columns: [
      { uk: 'Код', en: 'Code', of: ({ code }) => code },
      { uk: 'Назва', en: 'Name', of: ({ nameUk }) => nameUk },
      { uk: 'Область', en: 'Oblast', of: ({ oblastNameUk }) => oblastNameUk },
      { uk: 'Центр', en: 'Centre', of: ({ centreUk }) => centreUk, drop: 2 },
      { uk: 'Населення', en: 'Population', of: ({ population }) => (population === 0 ? undefined : population) },
      {
        uk: 'Статус',
        en: 'Status',
        of: ({ state }) =>
          state?.successorCode
            ? say({ uk: `приєднано до ${state.successorCode}`, en: `merged into ${state.successorCode}` })
            : statusOf(state?.status),
      },
      { uk: 'З', en: 'Since', of: ({ state }) => state?.mergedSince || state?.statusSince, drop: 1 },
    ],
  });
}

function statusOf(status: TerritoryStatus | undefined): string {
  return TERRITORY_STATUSES.nameOf(status ?? TerritoryStatus.UNSPECIFIED);
}

interface ShowOptions {
  readonly asOf: string;
  readonly json: boolean;
}

function showCommand(): Command {
  return new SpokenCommand('show')
    .about({
      uk: 'дані громади з її змінами та старостинськими округами',
      en: 'show a hromada with its changes and starosta districts',
    })
    .names('<hromada>', { uk: 'код КАТОТТГ або назва', en: 'KATOTTG code or name' })
    .takes('--as-of <day>', '', {
      uk: 'чинне цього дня, як-от 2022-10-15 (типово: сьогодні)',
      en: 'what holds on this day, such as 2022-10-15 (default: today)',
    })
    .addOption(jsonOption('GetHromadaResponse'))
    .action((named: string, { asOf, json }: ShowOptions, command: Command) => {
      return withConnection(command, async (connection) => {
        const hromadaCode = isKatottg(named) ? named : (await registryPlaces(connection).find(named)).code;
        const answer = await connection.territory.getHromada({ hromadaCode, asOfDate: asOf });
        if (json) printJson(GetHromadaResponse.toJSON(answer));
        else if (answer.hromada !== undefined) printHromada(answer.hromada, answer);
      });
    });
}

function printHromada(hromada: Hromada, { changes, starostaDistricts, settlements }: GetHromadaResponse): void {
  const { state, population } = hromada;
  const from = state?.statusSinceExact ? say({ uk: 'з', en: 'since' }) : say({ uk: 'не пізніше', en: 'by' });
  const since = state?.statusSince ? ` (${from} ${state.statusSince})` : '';
  const raion =
    hromada.raionNameUk === ''
      ? ''
      : say({ uk: `, ${hromada.raionNameUk} район`, en: `, raion ${hromada.raionNameUk}` });
  const districts = starostaDistricts.length;
  print(`${hromada.nameUk} (${hromada.nameLatin}), ${hromada.code}`);
  printText(
    renderDetails([
      [{ uk: 'Область', en: 'Oblast' }, `${hromada.oblastNameUk}${raion}`],
      [{ uk: 'Центр', en: 'Centre' }, hromada.centreUk],
      [
        { uk: 'Населення', en: 'Population' },
        population === 0 ? '' : `${whole(population)} (${hromada.populationDate}, ${hromada.populationSource})`,
      ],
      [
        { uk: 'Статус', en: 'Status' },
        `${statusOf(state?.status)}${since}${state?.statusSource ? `: ${state.statusSource}` : ''}`,
      ],
      ...(state?.successorCode
        ? [[{ uk: 'Приєднано до', en: 'Merged into' }, `${state.successorCode}, ${state.mergedSince}`] as const]
        : []),
      [
        { uk: 'Містить', en: 'Contains' },
        say({
          uk: `населених пунктів: ${settlements}, старостинських округів: ${districts}`,
          en: `${settlements} settlements, ${districts} starosta districts`,
        }),
      ],
    ]),
  );
  for (const change of changes) print(describeChange(change));
}

function describeChange({ kind, effectiveDate, formerNameUk, nameUk, successorCode, source }: TerritoryChange): string {
  const what = nameUk === '' ? successorCode : `${formerNameUk} → ${nameUk}`;
  return `  ${effectiveDate} ${TERRITORY_CHANGES.nameOf(kind)}${what === '' ? '' : ` ${what}`} (${source})`;
}

function locateCommand(): Command {
  return new SpokenCommand('locate')
    .about({
      uk: 'громада за координатами, за межами 2020 року',
      en: 'show the hromada at a point, by the borders of 2020',
    })
    .names('<latitude>', degreesOption, { uk: 'широта в градусах', en: 'decimal degrees north' })
    .names('<longitude>', degreesOption, { uk: 'довгота в градусах', en: 'decimal degrees east' })
    .addOption(jsonOption('LocatePointResponse'))
    .action((latitude: number, longitude: number, { json }: { readonly json: boolean }, command: Command) =>
      withConnection(command, async ({ territory }) => {
        const answer = await territory.locatePoint({ point: { latitude, longitude } });
        if (json) printJson(LocatePointResponse.toJSON(answer));
        else printLocated(answer);
      }),
    );
}

function printLocated(answer: LocatePointResponse): void {
  const metres = Math.round(answer.distanceToBorderMetres);
  const { hromadaCode, oblastCode } = answer;
  const unknown = say({ uk: 'громада невідома', en: 'hromada unknown' });
  if (hromadaCode === '') print(`${findOblast(oblastCode)?.name ?? oblastCode}, ${oblastCode}: ${unknown}`);
  else print(`${nameOf(hromadaCode)}, ${hromadaCode}`);
  const neighbour = answer.neighbourCode === '' ? '' : `: ${nameOf(answer.neighbourCode)}`;
  printText(
    renderDetails([
      [{ uk: 'Певність', en: 'Certainty' }, CERTAINTIES.nameOf(answer.certainty)],
      [{ uk: 'Межа', en: 'Border' }, say({ uk: `за ${metres} м${neighbour}`, en: `${metres} m away${neighbour}` })],
    ]),
  );
  print(answer.attribution);
}

function nameOf(code: string): string {
  return findHromada(code)?.name ?? code;
}
