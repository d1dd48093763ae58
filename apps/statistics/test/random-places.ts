import { BeatChanged, BeatCreated, BeatRetired } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { beatChanged, beatCreated, beatRetired, type NewEvent } from '@safe-community/events';
import { settlementsOf, starostaDistricts } from '@safe-community/territory';
import fc from 'fast-check';
import { KYIV, VINNYTSIA } from './events.ts';

/** What a report says besides its category and hromada. */
export interface DetailFact {
  readonly settlement: string;
  readonly district: string;
  /** As "fire_object=house". */
  readonly attributes: readonly string[];
}

/** From a day on, a beat covers these units. */
export interface BeatFact {
  readonly kind: 'beat';
  readonly beat: string;
  readonly hromada: string;
  /** None if it is retired. */
  readonly units: readonly string[];
  readonly day: string;
}

/** Two settlements and two districts of a hromada; empty where there are none, and where the report names none. */
function placesIn(hromada: string) {
  return {
    settlements: ['', ...settlementsOf(hromada).map(({ code }) => code)].slice(0, 3),
    districts: ['', ...starostaDistricts(hromada).map(({ code }) => code)].slice(0, 3),
  };
}

const ATTRIBUTES = ['fire_object=house', 'fire_object=forest', 'people_inside=yes'];

/** The detail of a report, once its hromada is known. */
export const detailIn: fc.Arbitrary<((hromada: string) => DetailFact) | undefined> = fc.option(
  fc
    .record({ settlement: fc.nat(2), district: fc.nat(2), attributes: fc.subarray(ATTRIBUTES) })
    .map(({ settlement, district, attributes }) => (hromada: string) => {
      const { settlements, districts } = placesIn(hromada);
      return { settlement: settlements[settlement] ?? '', district: districts[district] ?? '', attributes };
    }),
  { nil: undefined },
);

export function countedByOf({ settlement, district, attributes }: DetailFact): CountedBy {
  const values = Map.groupBy(attributes, (pair) => pair.split('=')[0] ?? '');
  return CountedBy.fromPartial({
    settlementCode: settlement,
    starostaDistrictCode: district,
    attributes: [...values].map(([name, pairs]) => ({
      name,
      value: pairs.map((pair) => pair.split('=')[1]).join(','),
    })),
  });
}

const BEATS = [VINNYTSIA, VINNYTSIA, VINNYTSIA, KYIV].map((hromada, n) => ({
  hromada,
  beat: `b0000000-0000-7000-8000-00000000000${n}`,
}));

/** Of few beats on few days; incidents come on the two days in the middle. */
export function beatFacts(isTest: fc.Arbitrary<boolean>): fc.Arbitrary<BeatFact & { isTest: boolean }> {
  return fc.constantFrom(...BEATS).chain(({ beat, hromada }) => {
    const { settlements, districts } = placesIn(hromada);
    const units = [hromada, ...settlements, ...districts].filter((code) => code !== '');
    return fc.record({
      kind: fc.constant('beat' as const),
      beat: fc.constant(beat),
      hromada: fc.constant(hromada),
      units: fc.subarray(units, { maxLength: 3 }),
      day: fc.constantFrom('2021-11-01', '2021-11-04', '2021-11-05', '2021-11-06'),
      isTest,
    });
  });
}

/** Created on the first day, else changed or retired: all three say what the beat covers from then on. */
export function beatEvent({ beat: beatId, hromada: hromadaCode, units, day }: Omit<BeatFact, 'kind'>): NewEvent {
  // The last moment of the day in Kyiv.
  const time = new Date(`${day}T21:59:59Z`);
  const place = { beatId, hromadaCode, oblastCode: '' };
  const subject = { oblastCode: '', hromadaCode };
  const unitCodes = [...units];
  if (units.length === 0) return beatRetired.create(BeatRetired.fromPartial({ ...place, retiredTime: time }), subject);
  return day === '2021-11-01'
    ? beatCreated.create(BeatCreated.fromPartial({ ...place, unitCodes, createdTime: time }), subject)
    : beatChanged.create(BeatChanged.fromPartial({ ...place, unitCodes, changedTime: time }), subject);
}
