import { unless, type Violation } from '@safe-community/domain-kit';
import { findSettlement, findStarostaDistrict, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { LEVELS, type Level } from '../territory/gazetteer.ts';
import { smallerIn, type Dimension, type Smaller } from './figure.ts';

/** The settlements, starosta districts, or beats of the territories of a request. */
export interface SmallerPlaces {
  readonly smaller: Smaller;
  readonly count: number;
  readonly has: (code: string) => boolean;
}

/** The smaller places of hromadas. @param beats those of the hromadas, also former ones. */
export function smallerPlaces(
  smaller: Smaller,
  hromadaCodes: ReadonlySet<string>,
  beats: ReadonlySet<string>,
): SmallerPlaces {
  const sum = (countOf: (code: string) => number) => [...hromadaCodes].reduce((all, code) => all + countOf(code), 0);
  const isWithin = (code: string | undefined) => code !== undefined && hromadaCodes.has(code);
  switch (smaller) {
    case 'settlement':
      return {
        smaller,
        count: sum((code) => settlementsOf(code).length),
        has: (code) => isWithin(findSettlement(code)?.hromadaCode),
      };
    case 'starosta_district':
      return {
        smaller,
        count: sum((code) => starostaDistricts(code).length),
        has: (code) => isWithin(findStarostaDistrict(code)?.hromadaCode),
      };
    case 'beat':
      return { smaller, count: beats.size, has: (code) => beats.has(code) };
    default:
      return smaller satisfies never;
  }
}

export interface Divided {
  readonly groupBy: readonly Dimension[];
  readonly placeCodes: readonly string[];
  readonly attribute: string;
  readonly codes: readonly string[];
  readonly level: Level | undefined;
}

export interface DividedFacts {
  readonly levelOf: (code: string) => Level | undefined;
  /** Of cities with special status, too. */
  readonly isHromada: (code: string) => boolean;
  /** Undefined if the request does not group by any. */
  readonly places: SmallerPlaces | undefined;
}

const MAX_PLACES = 200;
const ATTRIBUTE_NAME = /^[a-z0-9]+(_[a-z0-9]+)*$/;
const ALONE = ['channel', 'settlement', 'starosta_district', 'beat', 'attribute'] as const satisfies Dimension[];
const NAMES = {
  settlement: 'settlement',
  starosta_district: 'starosta district',
  beat: 'beat',
} as const satisfies Record<Smaller, string>;

/** The violations of what is smaller than a hromada, and of attributes. */
export function checkDivided(request: Divided, { levelOf, isHromada, places }: DividedFacts): Violation[] {
  const { groupBy, placeCodes, attribute, codes, level } = request;
  const smaller = smallerIn(groupBy);
  const tooMany = ALONE.filter((dimension) => groupBy.includes(dimension)).length > 1;
  return [
    ...unless(!tooMany, 'selection.group_by', `must have at most one of ${ALONE.join(', ')}`),
    ...(smaller === undefined
      ? unless(
          placeCodes.length === 0,
          'selection.place_codes',
          'must be empty unless group_by has settlement, starosta_district, or beat',
        )
      : [
          ...checkTerritories(smaller, { codes, level }, { levelOf, isHromada }),
          ...checkPlaces(smaller, placeCodes, places),
        ]),
    ...unless(
      attribute === '' || groupBy.includes('attribute'),
      'selection.attribute',
      'must be empty unless group_by has attribute',
    ),
    ...unless(
      attribute === '' || ATTRIBUTE_NAME.test(attribute),
      'selection.attribute',
      'must be the name of an attribute: a–z and 0–9, words joined by "_"',
    ),
  ];
}

function checkTerritories(
  smaller: Smaller,
  { codes, level }: Pick<Divided, 'codes' | 'level'>,
  { levelOf, isHromada }: Pick<DividedFacts, 'levelOf' | 'isHromada'>,
): Violation[] {
  const rule = `must be raions, hromadas, or cities with special status: figures by ${NAMES[smaller]} are of these`;
  if (codes.length === 0) {
    const isLow = level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf('raion');
    return unless(isLow, 'selection.level', rule);
  }
  return codes.flatMap((code, index) => {
    const isLow = levelOf(code) === 'raion' || levelOf(code) === undefined || isHromada(code);
    return unless(isLow, `selection.territory_codes[${index}]`, rule);
  });
}

function checkPlaces(smaller: Smaller, codes: readonly string[], places: SmallerPlaces | undefined): Violation[] {
  const field = 'selection.place_codes';
  const rule = `must be a known ${NAMES[smaller]} of one of the territories`;
  return [
    ...unless(codes.length <= MAX_PLACES, field, `must be at most ${MAX_PLACES} codes`),
    ...codes
      .slice(0, MAX_PLACES)
      .flatMap((code, index) => unless(places?.has(code) !== false, `${field}[${index}]`, rule)),
  ];
}
