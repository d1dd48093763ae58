import {
  FunnelPosition,
  type ComparedGroup,
  type ComparedTerritory,
  type FunnelLimits,
  type RateEstimate,
} from '@safe-community/contracts/statistics/v1/comparison.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import type { Measure } from '../figures/module.ts';
import { toCoverageMessage } from '../sources/module.ts';
import { judge, type Group, type Limits, type Ranked } from './comparison.ts';

const { numberOf: positionNumber } = enumNames(FunnelPosition, [
  'far_below',
  'below',
  'within',
  'above',
  'far_above',
] as const);

const { numberOf: statusNumber } = enumNames(TerritoryStatus, [
  'controlled',
  'frontline',
  'occupied',
  'liberated',
] as const);

interface Names {
  readonly nameUk: string;
  readonly nameEn: string;
}

export function toTerritoryMessage({ place, rank, isTied }: Ranked, group: Group, names: Names): ComparedTerritory {
  const judged = judge(place, group);
  const { status = 'controlled', since, occupiedHromadas = 0 } = place.control ?? {};
  return {
    ...names,
    code: place.code,
    count: place.count === undefined ? undefined : BigInt(place.count),
    population: place.population === undefined ? undefined : BigInt(place.population),
    rank,
    sharesRank: isTied,
    rate: judged?.rate && toEstimate(judged.rate),
    shrunkenRate: judged?.shrunken && toEstimate(judged.shrunken),
    limits: judged?.limits && toLimits(judged.limits),
    widenedLimits: judged?.widened && toLimits(judged.widened),
    coverage: place.coverage && toCoverageMessage(place.coverage),
    status: statusNumber(status),
    statusSince: since?.date ?? '',
    statusSinceExact: since?.isExact ?? false,
    occupiedHromadas,
    position: judged?.position === undefined ? FunnelPosition.UNSPECIFIED : positionNumber(judged.position),
  };
}

export function toGroupMessage(
  group: Group,
  { nameUk, nameEn }: Measure,
  rest: Pick<ComparedGroup, 'firstDay' | 'lastDay' | 'populationSources' | 'peers'>,
): ComparedGroup {
  return {
    ...rest,
    measureUk: nameUk,
    measureEn: nameEn,
    territories: group.places,
    withoutRate: group.withoutRate,
    incomplete: group.incomplete,
    unknown: group.unknown,
    occupied: group.occupied,
    frontline: group.frontline,
    count: BigInt(group.count),
    population: BigInt(group.population),
    rate: group.rate && toEstimate(group.rate),
    overdispersion: group.spread?.overdispersion,
    betweenVariance: group.betweenVariance,
  };
}

export function toEstimate({ value, low, high }: RateEstimate): RateEstimate {
  return { value, low, high };
}

function toLimits({ inner, outer }: Limits): FunnelLimits {
  return { innerLow: inner.low, innerHigh: inner.high, outerLow: outer.low, outerHigh: outer.high };
}
