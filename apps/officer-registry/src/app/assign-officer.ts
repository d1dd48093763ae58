import { AssignOfficerResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { assign } from '../domain/assign.ts';
import type { Beat } from '../domain/beat.ts';
import type { LargeHromadaPolicy } from '../domain/large-hromada.ts';
import type { AssignmentRole } from '../domain/officer.ts';
import { roleNumber } from './contract-enums.ts';
import { factOfAssignment } from './facts.ts';
import type { Directory, OfficerStore, Origin } from './ports.ts';
import { outcomeOf } from './refusals.ts';
import type { Places } from './territory.ts';

export interface AssignmentPorts {
  readonly officers: OfficerStore;
  readonly directory: Directory;
  readonly largeHromadas: LargeHromadaPolicy;
  readonly origin: Origin;
  readonly unitOfWork: UnitOfWork;
}

export interface AssignmentCommand {
  readonly officerId: string;
  readonly beat: Beat;
  readonly role: AssignmentRole;
}

/** Gives an officer a part on a checked beat; `places` are those that the beat names. */
export async function assignOfficer(
  { officers, directory, largeHromadas, origin, unitOfWork }: AssignmentPorts,
  key: RequestKey,
  { officerId, beat, role }: AssignmentCommand,
  { oblastCode, population }: Places,
): Promise<AssignOfficerResponse> {
  const response = await unitOfWork.run(key, AssignOfficerResponse, async (em) => {
    const officer = await officers.lock(em, officerId);
    if (officer === undefined) throw notFound('officer');
    const facts = { officer, population, primaryOfBeat: await officers.primaryOf(em, beat) };
    const { assignment, changed } = outcomeOf(assign(beat, role, facts, largeHromadas, origin.now()));
    if (changed) await officers.assign(em, officerId, assignment);
    return {
      response: { assignment: { beat, role: roleNumber(role), assignedTime: assignment.assignedAt } },
      about: [officerId],
      events: changed ? [factOfAssignment(officer, assignment, oblastCode)] : [],
    };
  });
  // Whoever has the answer finds the officer responsible at the next question.
  await directory.refresh();
  return response;
}
