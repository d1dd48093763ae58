import type { Officer } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { BatchFindResponsibleOfficersRequest } from '@safe-community/contracts/officers/v1/responsibility.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inventProfile } from './contacts.ts';
import { inParallel } from './in-parallel.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';
import { districtOf, isWhole, type PlannedBeat, type PlannedOfficer, type Staffing } from './staffing.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;
/** As many as BatchFindResponsibleOfficers accepts. */
const PLACES_PER_CALL = 1_000;

/**
 * Publishes how residents reach each invented officer who is responsible somewhere now. A repeated run changes nothing.
 * Returns how many there are.
 */
export async function publishProfiles(connection: Connection, { officers, beats }: Staffing): Promise<number> {
  const planned = new Map(officers.map((officer) => [officer.serviceNumber, officer]));
  const serving = (await findServing(connection, beats)).flatMap((officer) => {
    const person = officer.demonstration ? planned.get(officer.serviceNumber) : undefined;
    return person === undefined ? [] : [{ officer, person }];
  });
  await inParallel(serving, AT_ONCE, (one) => publish(connection, one));
  return serving.length;
}

/** With their etags. */
async function findServing({ officers }: Connection, beats: readonly PlannedBeat[]): Promise<Officer[]> {
  const found = new Map<string, Officer>();
  for (let from = 0; from < beats.length; from += PLACES_PER_CALL) {
    const places = beats.slice(from, from + PLACES_PER_CALL).map(placeOf);
    const request = BatchFindResponsibleOfficersRequest.fromPartial({ places });
    const { results } = await retryTransient(() => officers.batchFindResponsibleOfficers(request));
    for (const { found: one } of results) if (one?.officer) found.set(one.officer.officerId, one.officer);
  }
  return [...found.values()];
}

function placeOf(beat: PlannedBeat) {
  const { hromadaCode, unitCodes } = beat;
  if (isWhole(beat)) return { hromadaCode };
  const starostaDistrictCode = districtOf(beat);
  return starostaDistrictCode === ''
    ? { hromadaCode, settlementCode: unitCodes[0] ?? '' }
    : { hromadaCode, starostaDistrictCode };
}

interface Serving {
  readonly officer: Officer;
  readonly person: PlannedOfficer;
}

/** The etag changes with the profile; one that is published is sent again under another id, and changes nothing. */
async function publish({ officerRecords }: Connection, { officer: { officerId, etag }, person }: Serving) {
  const request = {
    requestId: requestIdOf(`profile ${officerId} ${etag}`),
    officerId,
    etag,
    updateMask: ['public_profile'],
    officer: OfficerUpdate.fromPartial({ publicProfile: inventProfile(person) }),
  };
  await retryTransient(() => officerRecords.updateOfficer(request));
}
