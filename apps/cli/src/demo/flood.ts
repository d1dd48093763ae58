import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { findHromada, type Hromada } from '@safe-community/territory';
import { arrival, hourOf, INCIDENTS, DAYS, placeDrawer, reportOf, withOutcome } from './incidents.ts';
import { INCIDENT_KINDS, type IncidentKind } from './incident-kinds.ts';
import { randomOf } from './random.ts';

/** A baseline of unusual days needs two years. */
export const HISTORY_DAYS = 740;
const DAY_MS = 24 * 3_600_000;
/** Halych, on the Dniester: a place with high water every year. */
const FLOODED = 'UA26040090000025932';
const USUAL_REPORTS = 45;
const FLOOD_REPORTS = 36;
/** Before the anchor day. */
const FLOOD_DAYS_AGO = 9;
/** In larger places, all incidents of a day of the last month would be unusual beside a history of water alone. */
const MAX_PEOPLE = 50_000;

/**
 * Invented reports of water: as many a day as in the last 30 days, for the two years before, and one flood in one hromada nine
 * days before `anchorDay` (midnight UTC). It is the unusual day of the demonstration: a history of all kinds would take a
 * hundred thousand reports. The same day gives the same reports.
 */
export function planFlood(anchorDay: Date): ImportRow[] {
  const anchor = anchorDay.getTime();
  const random = randomOf(`flood ${anchorDay.toISOString()}`);
  const outcomes = randomOf(`outcomes of the flood ${anchorDay.toISOString()}`);
  const drawPlace = placeDrawer(({ population }) => population < MAX_PEOPLE);
  const reports = Math.round((INCIDENTS * WATER.weight * HISTORY_DAYS) / (WEIGHTS * DAYS));
  const inHistory = () => anchor - (DAYS + random.int(1, HISTORY_DAYS)) * DAY_MS;
  const planned = [
    ...Array.from({ length: reports }, () => ({ day: inHistory(), place: drawPlace(random), kind: WATER })),
    ...Array.from({ length: USUAL_REPORTS }, () => ({ day: inHistory(), place: HALYCH, kind: FLOOD })),
    ...Array.from({ length: FLOOD_REPORTS }, () => ({
      day: anchor - FLOOD_DAYS_AGO * DAY_MS,
      place: HALYCH,
      kind: FLOOD,
    })),
  ];
  return planned
    .map(({ day, place, kind }) => ({ receivedAt: hourOf(random, kind, day), place, kind }))
    .toSorted((a, b) => a.receivedAt - b.receivedAt)
    .map(({ receivedAt, place, kind }, index) => {
      const onSceneAt = arrival(random, kind, place, receivedAt, anchor);
      return {
        rowNumber: index + 1,
        externalId: `demo-flood-${anchorDay.toISOString().slice(0, 10)}-${String(index + 1).padStart(4, '0')}`,
        report: withOutcome(outcomes, reportOf(random, kind, place)),
        receivedTime: new Date(receivedAt),
        onSceneTime: onSceneAt === undefined ? undefined : new Date(onSceneAt),
        course: undefined,
      };
    });
}

const WEIGHTS = INCIDENT_KINDS.reduce((sum, { weight }) => sum + weight, 0);
const WATER: IncidentKind = kindOf(IncidentCategory.WATER);
const FLOOD: IncidentKind = {
  ...WATER,
  fatal: 0,
  cases: ['Підтоплення подвір’я', 'Вода в підвалі', 'Вода на дорозі після зливи'].map((words) => ({
    words,
    attributes: { water_kind: 'flood' },
  })),
};
const HALYCH = placeOf(FLOODED);

function kindOf(category: IncidentCategory): IncidentKind {
  const kind = INCIDENT_KINDS.find((each) => each.category === category);
  if (kind === undefined) throw new Error('the demonstration has no such kind of incident');
  return kind;
}

function placeOf(code: string): Hromada {
  const place = findHromada(code);
  if (place === undefined) throw new Error(`${code} is no hromada`);
  return place;
}
