import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { rows, type Database } from '@safe-community/database';

/** An existing incident. */
interface SamplePlace {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly responsibleOfficerId: string;
}

const { RECEIVED, REOPENED, TRIAGED, DISPATCHED, EN_ROUTE, ON_SCENE, REJECTED } = IncidentState;
const OPEN = [RECEIVED, REOPENED, TRIAGED, DISPATCHED, EN_ROUTE, ON_SCENE];
const DAY_MS = 24 * 3_600_000;
const HISTORY_DAYS = 700;

/** Typical list filters, for a different place each time. */
export const LIST_KINDS: readonly (readonly [
  kind: string,
  requestOf: (places: readonly SamplePlace[]) => Partial<ListIncidentsRequest>,
])[] = [
  ['all', () => ({})],
  ['hromada', (places) => ({ hromadaCode: one(places).hromadaCode })],
  ['oblast', (places) => ({ oblastCode: one(places).oblastCode })],
  ['officer', (places) => ({ responsibleOfficerId: one(places).responsibleOfficerId })],
  ['category', () => ({ category: one(CATEGORIES) })],
  ['state', () => ({ states: [one(OPEN)] })],
  ['rare state', () => ({ states: [REOPENED] })],
  ['unrouted', () => ({ unroutedOnly: true })],
  ['overdue', () => ({ overdueOnly: true })],
  ['a day long ago', () => day()],
  ['hromada, category', (places) => ({ hromadaCode: one(places).hromadaCode, category: one(CATEGORIES) })],
  ['hromada, open', (places) => ({ hromadaCode: one(places).hromadaCode, states: OPEN })],
  ['hromada, a day', (places) => ({ ...day(), hromadaCode: one(places).hromadaCode })],
  ['hromada, unrouted', (places) => ({ hromadaCode: one(places).hromadaCode, unroutedOnly: true })],
  ['hromada, overdue', (places) => ({ hromadaCode: one(places).hromadaCode, overdueOnly: true })],
  ['oblast, open, category', (places) => ({ ...ofOblast(places), states: OPEN, category: one(CATEGORIES) })],
  ['oblast, rejected', (places) => ({ ...ofOblast(places), states: [REJECTED] })],
  ['oblast, unrouted', (places) => ({ ...ofOblast(places), unroutedOnly: true })],
  ['oblast, overdue', (places) => ({ ...ofOblast(places), overdueOnly: true })],
  ['officer, open', (places) => ({ responsibleOfficerId: one(places).responsibleOfficerId, states: OPEN })],
  ['officer, overdue', (places) => ({ responsibleOfficerId: one(places).responsibleOfficerId, overdueOnly: true })],
  ['unrouted, overdue', () => ({ unroutedOnly: true, overdueOnly: true })],
  ['none: hromada, reopened, rare category', (places) => none(places)],
];

/** Places, weighted by incidents. */
export async function samplePlaces(database: Database): Promise<SamplePlace[]> {
  return rows<SamplePlace>(
    database.em.fork(),
    `select hromada_code as "hromadaCode", oblast_code as "oblastCode", responsible_officer_id as "responsibleOfficerId"
     from incident tablesample system (0.5) where responsible_officer_id is not null limit 20000`,
  );
}

const CATEGORIES = Object.values(IncidentCategory).filter((category) => category > 0);

function ofOblast(places: readonly SamplePlace[]): Partial<ListIncidentsRequest> {
  return { oblastCode: one(places).oblastCode };
}

function none(places: readonly SamplePlace[]): Partial<ListIncidentsRequest> {
  const { hromadaCode } = one(places);
  return { hromadaCode, states: [REOPENED], category: IncidentCategory.ACCESS_BARRIER };
}

function day(): Partial<ListIncidentsRequest> {
  const receivedFrom = new Date(Date.now() - Math.random() * HISTORY_DAYS * DAY_MS);
  return { receivedFrom, receivedTo: new Date(receivedFrom.getTime() + DAY_MS) };
}

function one<T>(values: readonly T[]): T {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}
