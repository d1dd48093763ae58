import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import {
  HromadaKind,
  SettlementCategory,
  TerritoryChangeKind,
  TerritoryStatus,
  type Hromada as HromadaMessage,
  type Settlement as SettlementMessage,
  type TerritoryChange as ChangeMessage,
  type TerritoryState as StateMessage,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { transliterate, type Settlement, type StarostaDistrict } from '@safe-community/territory';
import { CHANGE_KINDS, STATUSES, type History, type TerritoryChange } from './history.ts';
import type { Hromada } from './places.ts';

export const { nameOf: toChangeKind, numberOf: changeKindNumber } = enumNames(TerritoryChangeKind, CHANGE_KINDS);
export const { numberOf: statusNumber } = enumNames(TerritoryStatus, STATUSES);
export const { numberOf: certaintyNumber } = enumNames(LocationCertainty, ['inside', 'near_border', 'offshore']);
const KINDS = enumNames(HromadaKind, ['rural', 'settlement', 'urban', 'special_city']);

const CATEGORIES = {
  M: SettlementCategory.CITY,
  X: SettlementCategory.SETTLEMENT,
  T: SettlementCategory.SETTLEMENT,
  C: SettlementCategory.VILLAGE,
  B: SettlementCategory.CITY_DISTRICT,
  K: SettlementCategory.SPECIAL_CITY,
} as const satisfies Record<Settlement['category'], SettlementCategory>;

export function categoryNumber(part: Settlement | StarostaDistrict): SettlementCategory {
  return 'category' in part ? CATEGORIES[part.category] : SettlementCategory.STAROSTA_DISTRICT;
}

export function kindNumber({ builtIn }: Hromada): HromadaKind {
  if (builtIn === undefined) return HromadaKind.UNSPECIFIED;
  return KINDS.numberOf(builtIn.kind === 'special-city' ? 'special_city' : builtIn.kind);
}

export function toHromadaMessage(hromada: Hromada, history: History, day: string): HromadaMessage {
  const { code, builtIn } = hromada;
  const nameUk = history.nameOn(day, code, hromada.name);
  return {
    code,
    nameUk,
    nameLatin: transliterate(nameUk),
    kind: kindNumber(hromada),
    centreUk: builtIn?.centre ?? '',
    oblastCode: hromada.oblastCode,
    oblastNameUk: hromada.oblastName,
    raionCode: hromada.raionCode,
    raionNameUk: hromada.raionName,
    population: builtIn?.population ?? 0,
    populationDate: builtIn?.populationSource.date ?? '',
    populationSource: builtIn?.populationSource.publisher ?? '',
    centroid: builtIn && { latitude: builtIn.latitude, longitude: builtIn.longitude },
    state: toStateMessage(history, day, code),
  };
}

/** A settlement, or a starosta district, which has no category of the codifier. */
export function toSettlementMessage(
  part: Settlement | StarostaDistrict,
  history: History,
  day: string,
): SettlementMessage {
  const { code, hromadaCode = '' } = part;
  const nameUk = history.nameOn(day, code, part.name);
  return {
    code,
    nameUk,
    nameLatin: transliterate(nameUk),
    category: categoryNumber(part),
    hromadaCode: history.currentCode(day, hromadaCode),
    state: toStateMessage(history, day, code, hromadaCode),
  };
}

export function toDistrictMessage({ code, name, hromadaCode }: StarostaDistrict, history: History, day: string) {
  const nameUk = history.nameOn(day, code, name);
  return { code, nameUk, nameLatin: transliterate(nameUk), state: toStateMessage(history, day, code, hromadaCode) };
}

/** @param hromadaCode whose status counts if the unit has none of its own; after a merger, the later status of both. */
export function toStateMessage(history: History, day: string, code: string, hromadaCode = code): StateMessage {
  const own = history.stateOn(day, code);
  const { status, since, until } = history.statusOn(day, code, hromadaCode);
  return {
    status: statusNumber(status),
    statusSince: since?.effectiveOn ?? '',
    statusSinceExact: since?.isExact ?? false,
    statusUntil: until?.effectiveOn ?? '',
    statusSource: since?.source ?? '',
    successorCode: own.merged === undefined ? '' : history.currentCode(day, code),
    mergedSince: own.merged?.effectiveOn ?? '',
  };
}

export function toChangeMessage(change: TerritoryChange): ChangeMessage {
  return {
    code: change.code,
    kind: changeKindNumber(change.kind),
    effectiveDate: change.effectiveOn,
    exact: change.isExact,
    formerNameUk: change.formerName,
    nameUk: change.name,
    successorCode: change.successorCode,
    source: change.source,
    recordedTime: change.recordedAt,
  };
}
