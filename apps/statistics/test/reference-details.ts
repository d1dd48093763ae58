import { createHash } from 'node:crypto';
import { cityOfDistrict } from '@safe-community/territory';
import type { Fact, IncidentFact } from './random-history.ts';
import type { BeatFact } from './random-places.ts';

/** An incident that counts for a territory. */
export interface Placed {
  readonly territory: string;
  readonly incident: IncidentFact;
}

/** One line for each smaller place, and for each attribute, of a territory and day. */
export function detailsOf(placed: readonly Placed[], facts: readonly Fact[]): string[] {
  const ofHromadas = placed.filter(({ territory }) => territory !== 'UA' && !territory.startsWith('UA05000'));
  const inPlaces = ofHromadas.filter(({ incident }) => PUBLIC.includes(incident.category));
  const attributes = placed.filter(
    ({ territory, incident }) => !isSmall(territory) || PUBLIC.includes(incident.category),
  );
  return [
    ...lines('settlement', inPlaces, ({ incident }) => [known(incident)?.settlement ?? '']),
    ...lines('starosta_district', inPlaces, ({ incident }) => [known(incident)?.district ?? '']),
    ...lines('beat', inPlaces, ({ incident }) => [beatOf(incident, facts)]),
    ...lines('attribute', attributes, ({ incident }) => known(incident)?.attributes ?? []),
  ].toSorted();
}

/** Those that are published of the smallest places. */
export const PUBLIC: readonly string[] = ['road_crash', 'fire', 'water', 'gas', 'infrastructure', 'access_barrier'];

/** Whether a territory is a hromada and no oblast. */
export function isSmall(territory: string): boolean {
  return territory !== 'UA' && !/^UA\d{2}0{9}/.test(territory);
}

function lines(what: string, placed: readonly Placed[], keysOf: (one: Placed) => readonly string[]): string[] {
  const keyed = placed.flatMap((one) => keysOf(one).map((key) => ({ ...one, key })));
  const groups = Map.groupBy(keyed, ({ territory, incident, key }) => [what, territory, incident.day, key].join(' '));
  return [...groups].map(([group, all]) => {
    const killed = all.reduce((sum, { incident }) => sum + incident.killed - incident.defendersKilled, 0);
    return [group, all.length, ...(what === 'attribute' ? [killed] : [])].join(' ');
  });
}

function known({ category, detail }: IncidentFact) {
  return category === 'medical' ? undefined : detail;
}

/** The beat of the most specific named place; without one, the only beat of the hromada if it covers all of it. */
function beatOf(incident: IncidentFact, facts: readonly Fact[]): string {
  const { settlement = '', district = '' } = known(incident) ?? {};
  const beats = beatsOn(incident, facts);
  const coveredBy = (unit: string) =>
    unit === '' ? '' : (beats.findLast(({ units }) => units.includes(unit))?.beat ?? '');
  const whole = coveredBy(incident.hromada);
  if (settlement === '' && district === '') return beats.length === 1 ? whole : '';
  return coveredBy(settlement) || coveredBy(cityOf(settlement)) || coveredBy(district) || whole;
}

/** A beat of a city also covers its districts. */
function cityOf(settlement: string): string {
  return settlement === '' ? '' : (cityOfDistrict(settlement) ?? '');
}

/** An assignment of the time before beats had ids says that its beat covers the hromada, since ever. */
function coverageOf(fact: Fact): Omit<BeatFact, 'kind'>[] {
  if (fact.kind === 'beat') return [fact];
  if (fact.kind !== 'assignment') return [];
  const digits = createHash('md5').update(`beat/${fact.hromada}/`).digest('hex');
  const beat = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return [{ beat, hromada: fact.hromada, units: [fact.hromada], day: '1970-01-01' }];
}

function beatsOn({ hromada, day }: IncidentFact, facts: readonly Fact[]) {
  const own = facts.flatMap(coverageOf).filter((fact) => fact.hromada === hromada);
  return [...new Set(own.map(({ beat }) => beat))].toSorted().flatMap((beat) => {
    const past = own.filter((fact) => fact.beat === beat && fact.day <= day);
    const latest = past
      .map((fact) => fact.day)
      .toSorted()
      .at(-1);
    const last = past.findLast((fact) => fact.day === latest);
    return last === undefined || last.units.length === 0 ? [] : [last];
  });
}
