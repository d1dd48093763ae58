import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { AssignOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { inventProfile, inventRecord } from './contacts.ts';
import { defineDistricts } from './define-districts.ts';
import { importPeople, type NewPerson } from './import-people.ts';
import { inParallel } from './in-parallel.ts';
import { randomOf, shuffled } from './random.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';
import { districtOf, isWhole, type PlannedBeat, type PlannedOfficer, type Staffing } from './staffing.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;
const DAY_MS = 24 * 3_600_000;
/** Days before the anchor day: the incidents are of the last 30. */
const SERVING_FOR = 60;
/** Days after the anchor day. */
const EXCHANGE_IN = 14;

/** The officers as the registry knows them. */
export interface Staffed {
  readonly idOf: (serviceNumber: string) => string;
  /** How many of them have a public profile. */
  readonly profiles: number;
}

/**
 * Imports invented officers, gives each a beat, and says which villages some districts have. Two officers will exchange
 * their beats two weeks after the anchor day.
 */
export async function setUpStaffing(
  connection: Connection,
  anchorDay: Date,
  { officers, beats, exchange }: Staffing,
): Promise<Staffed> {
  const people = officers.map((officer) => toPerson(officer, anchorDay));
  const idOf = await importPeople(connection, 'officers', people);
  // Writes to one hromada wait for each other, so its beats must not be neighbours in the list.
  const inAnyOrder = shuffled(beats, randomOf('order of the beats'));
  const startTime = new Date(anchorDay.getTime() - SERVING_FOR * DAY_MS);
  const beatIds = await createParts(connection, inAnyOrder, startTime);
  const exchangeTime = new Date(anchorDay.getTime() + EXCHANGE_IN * DAY_MS);
  const assign = assignment(connection, { idOf, beatIds, startTime });
  await inParallel(inAnyOrder, AT_ONCE, async (beat) => {
    const { primary, district } = beat;
    const endTime = beat === exchange?.[0] ? exchangeTime : undefined;
    if (primary !== undefined) await assign(beat, primary, { role: AssignmentRole.PRIMARY, endTime });
    if (district !== undefined) await assign(beat, district, { role: AssignmentRole.DISTRICT });
  });
  await inParallel(inAnyOrder, AT_ONCE, async (beat) => {
    for (const [index, deputy] of beat.deputies.entries()) {
      await assign(beat, deputy, { role: AssignmentRole.DEPUTY, deputyOrder: index + 1 });
    }
  });
  await defineDistricts(connection, beats, startTime);
  if (exchange !== undefined) await planExchange(connection, exchange, { idOf, beatIds, exchangeTime, assign });
  return { idOf, profiles: people.filter(({ publicProfile }) => publicProfile !== undefined).length };
}

interface Exchanging extends Ids {
  readonly exchangeTime: Date;
  readonly assign: ReturnType<typeof assignment>;
}

async function planExchange(
  connection: Connection,
  [whole, part]: NonNullable<Staffing['exchange']>,
  { idOf, beatIds, exchangeTime, assign }: Exchanging,
): Promise<void> {
  if (whole.primary === undefined || part.primary === undefined) return;
  // The officer of the whole hromada takes over the part, and its former officer follows there.
  const handOver = {
    requestId: requestIdOf(`hand over ${keyOf(part)}`),
    beatId: beatIds.get(part) ?? '',
    officerId: idOf(whole.primary.serviceNumber),
    startTime: exchangeTime,
  };
  await retryTransient(() => connection.assignments.handOverBeat(handOver));
  await assign(whole, part.primary, { role: AssignmentRole.PRIMARY, startTime: exchangeTime });
}

/** Candidates have no rank yet. Who is on leave has nothing to publish: the deputy answers. */
function toPerson(officer: PlannedOfficer, anchorDay: Date): NewPerson {
  const { hromadaCode, ...person } = officer;
  const serves = officer.state === OfficerState.ACTIVE || officer.state === OfficerState.ON_LEAVE;
  const record = serves ? { record: inventRecord(officer, anchorDay) } : {};
  const profile = officer.state === OfficerState.ACTIVE ? { publicProfile: inventProfile(officer) } : {};
  return { ...person, servicePlaceCode: hromadaCode, policeUnitCode: policeUnitOf(hromadaCode), ...record, ...profile };
}

/** An invented police body for each raion; that of the oblast where the raion is not known. */
function policeUnitOf(hromadaCode: string): string {
  const { raionCode = '', oblastCode = '' } = findHromada(hromadaCode) ?? {};
  return `demo-${(raionCode || oblastCode).slice(2, 7) || 'kyiv'}`;
}

interface Ids {
  readonly idOf: (serviceNumber: string) => string;
  readonly beatIds: ReadonlyMap<PlannedBeat, string>;
}

/** Assigns officers, from the start unless the duty has another one. */
function assignment({ officers }: Connection, { idOf, beatIds, startTime }: Ids & { readonly startTime: Date }) {
  return async (
    beat: PlannedBeat,
    { serviceNumber }: PlannedOfficer,
    duty: Partial<AssignOfficerRequest>,
  ): Promise<void> => {
    const request = AssignOfficerRequest.fromPartial({
      requestId: requestIdOf(`assign ${serviceNumber} to ${keyOf(beat)} ${duty.role}`),
      officerId: idOf(serviceNumber),
      ...(isCreatedByAssignment(beat) ? { beat: placeOf(beat) } : { beatId: beatIds.get(beat) ?? '' }),
      startTime,
      ...duty,
    });
    await retryTransient(() => officers.assignOfficer(request));
  };
}

/** The first officer of a whole hromada, or of a starosta district of a large one, creates the beat. */
function isCreatedByAssignment(beat: PlannedBeat): boolean {
  return isWhole(beat) || (districtOf(beat) !== '' && beat.primary !== undefined);
}

function placeOf(beat: PlannedBeat) {
  return { hromadaCode: beat.hromadaCode, starostaDistrictCode: districtOf(beat) };
}

/** Creates the other beats. Returns their ids. */
async function createParts(
  { beats: service }: Connection,
  beats: readonly PlannedBeat[],
  validFromTime: Date,
): Promise<ReadonlyMap<PlannedBeat, string>> {
  const parts = beats.filter((beat) => !isCreatedByAssignment(beat));
  const created = await inParallel(parts, AT_ONCE, async (beat) => {
    const { hromadaCode, name, unitCodes } = beat;
    const request = {
      requestId: requestIdOf(`beat ${keyOf(beat)}`),
      hromadaCode,
      name,
      unitCodes: [...unitCodes],
      validFromTime,
    };
    const response = await retryTransient(() => service.createBeat(request));
    return [beat, response.beat?.beatId ?? ''] as const;
  });
  return new Map(created);
}

function keyOf({ hromadaCode, unitCodes }: PlannedBeat): string {
  return `${hromadaCode}/${unitCodes[0] ?? ''}`;
}
