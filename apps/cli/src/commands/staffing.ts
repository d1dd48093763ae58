import type { Command } from 'commander';
import { ListBeatsRequest, ListBeatsResponse } from '@safe-community/contracts/officers/v1/beat_service.ts';
import {
  ListHromadaCoverageRequest,
  ListHromadaCoverageResponse,
  type HromadaCoverage,
} from '@safe-community/contracts/officers/v1/coverage.ts';
import {
  Condition,
  ListStationsRequest,
  ListStationsResponse,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { flag, HROMADA, OBLAST, oneOf } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { CONDITIONS, FUNDINGS, GRADES, HROMADA_ORDERS, LOAD_HELP, ORDER_ABOUT } from '../wording/officers.ts';
import { TERRITORY_STATUSES } from '../wording/territory.ts';

/** `hromada beats` */
export function beatsCommand(): Command {
  return listCommand({
    name: 'beats',
    examples: ['beats --hromada Вінницька', 'beats --oblast Вінницька --retired --json'],
    request: ListBeatsRequest,
    response: ListBeatsResponse,
    read: ({ beats }, request) => beats.listBeats(request),
    items: ({ beats }) => beats,
    hromadasOf: ({ hromadaCode }) => [hromadaCode],
    filters: {
      oblastCode: OBLAST,
      hromadaCode: HROMADA,
      includeRetired: flag('retired', { uk: 'також скасовані', en: 'also those that are retired' }),
    },
    columns: [
      { uk: 'Громада', en: 'Hromada', of: ({ hromadaCode }, names) => names.nameOf(hromadaCode) },
      {
        uk: 'Дільниця',
        en: 'Beat',
        of: ({ name, retiredTime }) =>
          `${name}${retiredTime === undefined ? '' : say({ uk: ' (скасовано)', en: ' (retired)' })}`,
      },
      {
        uk: 'Охоплює',
        en: 'Covers',
        of: ({ wholeHromada, unitCodes }) =>
          wholeHromada ? say({ uk: 'усю громаду', en: 'the whole hromada' }) : unitCodes,
        drop: 1,
      },
      { uk: 'Номер', en: 'Id', of: ({ beatId }) => beatId },
    ],
  });
}

/** `hromada coverage` */
export function coverageCommand(): Command {
  return listCommand({
    name: 'coverage',
    help: LOAD_HELP,
    examples: ['coverage --gaps', 'coverage --by load --gaps', 'coverage --oblast Вінницька --json'],
    request: ListHromadaCoverageRequest,
    response: ListHromadaCoverageResponse,
    read: ({ beats }, request) => beats.listHromadaCoverage(request),
    items: ({ hromadas }) => hromadas,
    filters: {
      oblastCode: OBLAST,
      gapsOnly: flag('gaps', {
        uk: 'лише з вакантною дільницею або меншою кількістю офіцерів, ніж вимагає норматив',
        en: 'only with a vacant beat, or with fewer staffed beats than the norm requires',
      }),
      orderBy: oneOf('by', HROMADA_ORDERS, ORDER_ABOUT),
    },
    columns: [
      { uk: 'Громада', en: 'Hromada', of: ({ name }) => name },
      { uk: 'Населення', en: 'Population', of: ({ population }) => population },
      { uk: 'Охоплено', en: 'Covered', of: ({ populationCovered }) => populationCovered, drop: 2 },
      { uk: 'Дільниць', en: 'Beats', of: ({ beats }) => beats },
      { uk: 'З офіцером', en: 'Staffed', of: ({ staffedBeats }) => staffedBeats, drop: 3 },
      { uk: 'Вакантних', en: 'Vacant', of: ({ vacantBeats }) => vacantBeats },
      { uk: 'Потрібно', en: 'Required', of: ({ requiredBeats }) => requiredBeats },
      { uk: 'Подій', en: 'Incidents', of: ({ load }) => load?.incidents ?? 0n },
      { uk: 'Програма', en: 'Programme', of: programmeOf, drop: 1 },
    ],
  });
}

function programmeOf({ eligible, ineligibleSince, status }: HromadaCoverage): string {
  if (eligible) return say({ uk: 'діє', en: 'applies' });
  const since = ineligibleSince === '' ? '' : say({ uk: ` з ${ineligibleSince}`, en: ` since ${ineligibleSince}` });
  const isNamed = status === TerritoryStatus.FRONTLINE || status === TerritoryStatus.OCCUPIED;
  const reason = isNamed ? ` (${TERRITORY_STATUSES.nameOf(status)})` : '';
  return `${say({ uk: 'не діє', en: 'does not apply' })}${since}${reason}`;
}

/** `hromada stations` */
export function stationsCommand(): Command {
  return listCommand({
    name: 'stations',
    about: {
      uk: 'поліцейські станції: приміщення, доступність, офіцери, телефон, майно, транспорт',
      en: 'list stations of community officers: premises, accessibility, staff, phone, equipment, vehicles',
    },
    examples: ['stations --oblast Вінницька', 'stations --hromada Вінницька --closed --json'],
    request: ListStationsRequest,
    response: ListStationsResponse,
    read: ({ stations }, request) => stations.listStations(request),
    items: ({ stations }) => stations,
    hromadasOf: ({ hromadaCode }) => [hromadaCode],
    filters: {
      oblastCode: OBLAST,
      hromadaCode: HROMADA,
      includeClosed: flag('closed', { uk: 'також закриті', en: 'also those that are closed' }),
    },
    columns: [
      {
        uk: 'Громада',
        en: 'Hromada',
        of: ({ hromadaCode, closedTime }, names) =>
          `${names.nameOf(hromadaCode)}${closedTime === undefined ? '' : say({ uk: ' (закрито)', en: ' (closed)' })}`,
      },
      { uk: 'Адреса', en: 'Address', of: ({ details }) => details?.address },
      {
        uk: 'Утримує',
        en: 'Funded by',
        of: ({ details }) =>
          details && `${FUNDINGS.nameOf(details.funding)} ${say({ uk: 'з', en: 'since' })} ${details.fundedSince}`,
        drop: 6,
      },
      { uk: 'Стан', en: 'Condition', of: ({ details }) => details && CONDITIONS.nameOf(details.condition), drop: 3 },
      {
        uk: 'Доступність',
        en: 'Accessibility',
        of: ({ details }) => details?.accessibility && GRADES.nameOf(details.accessibility.grade),
        drop: 2,
      },
      { uk: 'Офіцерів', en: 'Officers', of: ({ details }) => details?.officerIds.length, drop: 1 },
      { uk: 'Телефон', en: 'Phone', of: ({ details }) => details?.phone },
      {
        uk: 'Майно',
        en: 'Equipment',
        of: ({ details }) => details?.equipment.map((each) => `${each.quantity} × ${each.item}${unlessGood(each)}`),
        drop: 4,
      },
      {
        uk: 'Транспорт',
        en: 'Vehicles',
        of: ({ details }) => details?.vehicles.map((each) => `${each.model}${unlessGood(each)}`),
        drop: 5,
      },
      { uk: 'Станція', en: 'Station', of: ({ stationId }) => stationId },
    ],
  });
}

function unlessGood({ condition }: { readonly condition: Condition }): string {
  return condition === Condition.GOOD ? '' : ` (${CONDITIONS.nameOf(condition)})`;
}
