import {
  MedicalClass,
  PoliceClass,
  type ExternalClassification,
} from '@safe-community/contracts/incidents/v1/external_class.ts';
import {
  IncidentCategory,
  type Casualties,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { NO_CASUALTIES, zoneOffset } from '@safe-community/domain-kit';
import {
  hromadas,
  locate,
  publishedAsOccupied,
  settlementsOf,
  specialCities,
  starostaDistricts,
  UKRAINE_BOUNDS,
  type Hromada,
  type HromadaKind,
  type Point,
} from '@safe-community/territory';
import { INCIDENT_KINDS, type IncidentKind } from './incident-kinds.ts';
import { drawByWeight, randomOf, type Random } from './random.ts';

export const INCIDENTS = 4_000;
export const DAYS = 30;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Sunday first: weekends bring more. */
const WEEKDAYS = [1.06, 0.95, 0.96, 0.98, 1, 1.12, 1.15];
/** Responses take longer in the country and in the traffic of Kyiv. */
const SLOWER: Readonly<Record<HromadaKind, number>> = { urban: 1, settlement: 1.3, rural: 1.65, 'special-city': 1.1 };
/** Maximum distance from the centre, degrees of latitude: 5 to 11 km. */
const SPREAD: Readonly<Record<HromadaKind, number>> = {
  urban: 0.045,
  settlement: 0.08,
  rural: 0.1,
  'special-city': 0.1,
};
/** Spread of the response times: the slowest tenth takes about twice the median. */
const RESPONSE_SIGMA = 0.55;
const RESPONSE_KNOWN = 0.93;
const OUTCOME_KNOWN = 0.94;
/** Share of the incidents of a hromada with starosta districts that happen in one of these. */
const IN_DISTRICT = 0.35;
/** Share of the other incidents whose settlement or city district is known. */
const IN_SETTLEMENT = 0.5;

/**
 * Invented reports of the 30 days before `anchorDay` (midnight UTC), by time of receipt. The same day gives the same
 * reports. No time is after the anchor: incidents that no responder has reached by then have no arrival.
 */
export function planIncidents(anchorDay: Date): ImportRow[] {
  const anchor = anchorDay.getTime();
  const random = randomOf(`incidents ${anchorDay.toISOString()}`);
  const settlements = randomOf(`settlements ${anchorDay.toISOString()}`);
  const classes = randomOf(`classes ${anchorDay.toISOString()}`);
  const outcomes = randomOf(`outcomes ${anchorDay.toISOString()}`);
  const drawPlace = placeDrawer();
  const drawKind = drawByWeight(INCIDENT_KINDS, ({ weight }) => weight);
  const drawTime = timeDrawer(anchor);
  return Array.from({ length: INCIDENTS }, () => {
    const kind = drawKind(random);
    const place = drawPlace(random);
    const receivedAt = drawTime(random, kind);
    return { kind, place, receivedAt, onSceneAt: arrival(random, kind, place, receivedAt, anchor) };
  })
    .toSorted((a, b) => a.receivedAt - b.receivedAt)
    .map(({ kind, place, receivedAt, onSceneAt }, index) => ({
      rowNumber: index + 1,
      externalId: `demo-${anchorDay.toISOString().slice(0, 10)}-${String(index + 1).padStart(5, '0')}`,
      report: withOutcome(outcomes, withClass(classes, withSettlement(settlements, reportOf(random, kind, place)))),
      receivedTime: new Date(receivedAt),
      onSceneTime: onSceneAt === undefined ? undefined : new Date(onSceneAt),
      course: undefined,
    }));
}

/** Draws a place by its population: nobody reports from where it is occupied. */
export function placeDrawer(isWanted: (place: Hromada) => boolean = () => true): (random: Random) => Hromada {
  const places = [...hromadas(), ...specialCities()].filter(({ code }) => !publishedAsOccupied().has(code));
  return drawByWeight(places.filter(isWanted), ({ population }) => population);
}

/** Draws an instant of the 30 Kyiv days before the anchor day. */
function timeDrawer(anchor: number): (random: Random, kind: IncidentKind) => number {
  const days = Array.from({ length: DAYS }, (_, index) => anchor - (index + 1) * DAY_MS);
  const drawDay = drawByWeight(days, (day) => WEEKDAYS[new Date(day).getUTCDay()] ?? 1);
  return (random, kind) => hourOf(random, kind, drawDay(random));
}

const offsetAt = zoneOffset('Europe/Kyiv');
const hourDrawers = new Map(
  INCIDENT_KINDS.map(({ hours }) => [hours, drawByWeight([...hours.entries()], ([, weight]) => weight)]),
);

/** Draws an instant of a day in Kyiv, which begins at midnight UTC here, by the hours of the kind. */
export function hourOf(random: Random, { hours }: IncidentKind, day: number): number {
  const [hour] = hourDrawers.get(hours)?.(random) ?? [0];
  return day - offsetAt(day) + hour * HOUR_MS + random.int(0, 3_599) * 1_000;
}

/** Log-normal; absent when not recorded, or later than the anchor. */
export function arrival(
  random: Random,
  { responseMinutes }: IncidentKind,
  { kind }: Hromada,
  receivedAt: number,
  anchor: number,
): number | undefined {
  const seconds = responseMinutes * 60 * SLOWER[kind] * Math.exp(RESPONSE_SIGMA * random.normal());
  const onSceneAt = receivedAt + Math.round(seconds) * 1_000;
  return random.chance(RESPONSE_KNOWN) && onSceneAt <= anchor ? onSceneAt : undefined;
}

export function reportOf(random: Random, kind: IncidentKind, place: Hromada): IncidentReport {
  const districts = starostaDistricts(place.code);
  const inDistrict = districts.length > 0 && random.chance(IN_DISTRICT);
  const { words, attributes } = random.pick(kind.cases);
  return {
    category: kind.category,
    channel: random.pick(kind.channels),
    hromadaCode: place.code,
    starostaDistrictCode: inDistrict ? random.pick(districts).code : '',
    settlementCode: '',
    // A sensitive kind has neither text nor point.
    location: words === '' ? undefined : pointNear(random, place),
    occurredTime: undefined,
    description: words,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    reporter: undefined,
    onBehalfOf: undefined,
    attachments: [],
    externalClassification: undefined,
    test: false,
    casualties: casualtiesOf(random, kind),
  };
}

/** Of most incidents without victims somebody has said so; of the others it is not known yet. */
export function withOutcome(random: Random, report: IncidentReport): IncidentReport {
  const isStated = random.chance(OUTCOME_KNOWN);
  return report.casualties === undefined && isStated ? { ...report, casualties: NO_CASUALTIES } : report;
}

/** A sensitive report does not say more than its hromada or starosta district. */
function withSettlement(random: Random, report: IncidentReport): IncidentReport {
  const isKnown = random.chance(IN_SETTLEMENT) && report.location !== undefined && report.starostaDistrictCode === '';
  const settlements = isKnown ? settlementsOf(report.hromadaCode) : [];
  return settlements.length === 0 ? report : { ...report, settlementCode: random.pick(settlements).code };
}

/** As the lines 103 and 102 classify it: the targets of the ambulance depend on that. */
function withClass(random: Random, report: IncidentReport): IncidentReport {
  const classification = (given: Partial<ExternalClassification>): IncidentReport => ({
    ...report,
    externalClassification: { policeClass: 0, medicalClass: 0, codes: [], ...given },
  });
  const { category } = report;
  if (category === IncidentCategory.MEDICAL) return classification({ medicalClass: drawMedicalClass(random) });
  const isOfPolice = category === IncidentCategory.PUBLIC_ORDER || category === IncidentCategory.ROAD_CRASH;
  return isOfPolice ? classification({ policeClass: drawPoliceClass(random) }) : report;
}

/** Weights are plausible, not measured. */
function drawMedicalClass(random: Random): MedicalClass {
  return random.pick([CRITICAL, EMERGENCY, EMERGENCY, EMERGENCY, NON_EMERGENCY, NON_EMERGENCY, NON_PROFILE]);
}

function drawPoliceClass(random: Random): PoliceClass {
  return random.pick([PoliceClass.ALPHA, PoliceClass.BETA, PoliceClass.BETA, PoliceClass.GAMMA, PoliceClass.DELTA]);
}

const { CRITICAL, EMERGENCY, NON_EMERGENCY, NON_PROFILE } = MedicalClass;

/** A point in the hromada; undefined if not even its centre is, by the borders of 2020. */
function pointNear(random: Random, place: Hromada): Point | undefined {
  const [distance, angle] = [SPREAD[place.kind] * Math.sqrt(random.next()), 2 * Math.PI * random.next()];
  const points = [1, 1 / 2, 1 / 4, 1 / 8, 0].map((part) => pointAt(place, distance * part, angle));
  return points.find((point) => locate(point)?.code === place.code);
}

function pointAt({ latitude, longitude }: Hromada, distance: number, angle: number): Point {
  const { south, north, west, east } = UKRAINE_BOUNDS;
  const within = (value: number, least: number, most: number): number =>
    Math.round(Math.min(most, Math.max(least, value)) * 1e5) / 1e5;
  return {
    latitude: within(latitude + distance * Math.sin(angle), south, north),
    longitude: within(longitude + (distance * Math.cos(angle)) / Math.cos((latitude * Math.PI) / 180), west, east),
  };
}

function casualtiesOf(random: Random, { fatal, injuring }: IncidentKind): Casualties | undefined {
  const killed = random.chance(fatal) ? (random.chance(0.12) ? 2 : 1) : 0;
  const injured = random.chance(injuring) ? random.int(1, 3) : 0;
  if (killed + injured === 0) return undefined;
  return {
    killed,
    injured,
    childrenKilled: killed > 0 && random.chance(0.06) ? 1 : 0,
    childrenInjured: injured > 0 && random.chance(0.1) ? 1 : 0,
    defendersKilled: 0,
    defendersInjured: 0,
  };
}
