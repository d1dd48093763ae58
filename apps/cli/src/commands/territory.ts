import { Command } from 'commander';
import { LocatePointResponse } from '@safe-community/contracts/officers/v1/located_point.ts';
import {
  GetHromadaResponse,
  ListHromadasResponse,
  TerritoryStatus,
  type Hromada,
  type TerritoryChange,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { findHromada, findOblast, isKatottg } from '@safe-community/territory';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { registryPlaces } from '../places/registry-places.ts';
import { print, printJson } from '../terminal/print.ts';
import { nameOfCertainty, nameOfChange, nameOfStatus } from '../wording/territory.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { degreesOption, territoryStatusOption } from './option-values.ts';

/** `hromada territory …` */
export function territoryCommand(): Command {
  return new Command('territory')
    .description('list and show hromadas, and find the one at a point')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(locateCommand());
}

interface ListOptions extends PageOptions {
  readonly search: string;
  readonly oblast?: string;
  readonly status?: TerritoryStatus;
  readonly asOf: string;
  readonly merged: boolean;
}

const COLUMNS = [
  { heading: 'Code' },
  { heading: 'Name' },
  { heading: 'Oblast' },
  { heading: 'Centre' },
  { heading: 'Population', align: 'right' },
  { heading: 'Status' },
  { heading: 'Since' },
] as const;

function listCommand(): Command {
  return withPageOptions(
    new Command('list')
      .description('list hromadas and cities with special status, by code')
      .option('--search <text>', 'part of a present or former name, in Ukrainian or Latin letters', '')
      .option('--oblast <code or name>', 'only in this oblast')
      .option(
        '--status <word>',
        'only with this status: controlled, frontline, occupied, liberated',
        territoryStatusOption,
      )
      .option('--as-of <day>', 'what holds on this day, such as 2022-10-15 (default: today)', '')
      .option('--merged', 'also those that were merged by then', false),
    'ListHromadasResponse',
  ).action((options: ListOptions, command: Command) =>
    withConnection(command, async ({ territory }) => {
      const { search, oblast, status, asOf, merged, pageSize, pageToken } = options;
      const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
      const filter = { search, oblastCode, status: status ?? TerritoryStatus.UNSPECIFIED, asOfDate: asOf };
      const rest = { raionCode: '', kind: 0 as const, includeMerged: merged, pageSize, pageToken };
      const answer = await territory.listHromadas({ ...filter, ...rest });
      printPage(answer, ListHromadasResponse, options, COLUMNS, answer.hromadas.map(rowOf));
    }),
  );
}

function rowOf({ code, nameUk, oblastNameUk, centreUk, population, state }: Hromada): string[] {
  const status = state?.successorCode ? `merged into ${state.successorCode}` : nameOfStatus(state?.status);
  const since = state?.mergedSince || state?.statusSince || '—';
  return [code, nameUk, oblastNameUk, centreUk || '—', population === 0 ? '—' : String(population), status, since];
}

interface ShowOptions {
  readonly asOf: string;
  readonly json: boolean;
}

function showCommand(): Command {
  return new Command('show')
    .description('show a hromada with its changes and starosta districts')
    .argument('<hromada>', 'KATOTTG code or name')
    .option('--as-of <day>', 'what holds on this day, such as 2022-10-15 (default: today)', '')
    .option('--json', 'print the message GetHromadaResponse as JSON', false)
    .action((text: string, { asOf, json }: ShowOptions, command: Command) => {
      return withConnection(command, async (connection) => {
        const hromadaCode = isKatottg(text) ? text : (await registryPlaces(connection).find(text)).code;
        const answer = await connection.territory.getHromada({ hromadaCode, asOfDate: asOf });
        if (json) printJson(GetHromadaResponse.toJSON(answer));
        else if (answer.hromada !== undefined) printHromada(answer.hromada, answer);
      });
    });
}

function printHromada(hromada: Hromada, { changes, starostaDistricts, settlements }: GetHromadaResponse): void {
  const { state, population } = hromada;
  const since = state?.statusSince ? ` (${state.statusSinceExact ? 'since' : 'by'} ${state.statusSince})` : '';
  print(`${hromada.nameUk} (${hromada.nameLatin}), ${hromada.code}`);
  print(`Oblast:     ${hromada.oblastNameUk}${hromada.raionNameUk === '' ? '' : `, raion ${hromada.raionNameUk}`}`);
  print(`Centre:     ${hromada.centreUk || '—'}`);
  print(
    `Population: ${population === 0 ? '—' : `${population} (${hromada.populationDate}, ${hromada.populationSource})`}`,
  );
  print(`Status:     ${nameOfStatus(state?.status)}${since}${state?.statusSource ? `: ${state.statusSource}` : ''}`);
  if (state?.successorCode) print(`Merged:     into ${state.successorCode}, since ${state.mergedSince}`);
  print(`Contains:   ${settlements} settlements, ${starostaDistricts.length} starosta districts`);
  for (const change of changes) print(describeChange(change));
}

function describeChange({ kind, effectiveDate, formerNameUk, nameUk, successorCode, source }: TerritoryChange): string {
  const what = nameUk === '' ? successorCode : `${formerNameUk} → ${nameUk}`;
  return `  ${effectiveDate} ${nameOfChange(kind)}${what === '' ? '' : ` ${what}`} (${source})`;
}

function locateCommand(): Command {
  return new Command('locate')
    .description('show the hromada at a point, by the borders of 2020')
    .argument('<latitude>', 'decimal degrees north', degreesOption)
    .argument('<longitude>', 'decimal degrees east', degreesOption)
    .option('--json', 'print the message LocatePointResponse as JSON', false)
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
  if (hromadaCode === '') print(`${findOblast(oblastCode)?.name ?? oblastCode}, ${oblastCode}: hromada unknown`);
  else print(`${nameOf(hromadaCode)}, ${hromadaCode}`);
  print(`Certainty: ${nameOfCertainty(answer.certainty)}`);
  print(`Border:    ${metres} m away${answer.neighbourCode === '' ? '' : `, to ${nameOf(answer.neighbourCode)}`}`);
  print(answer.attribution);
}

function nameOf(code: string): string {
  return findHromada(code)?.name ?? code;
}
