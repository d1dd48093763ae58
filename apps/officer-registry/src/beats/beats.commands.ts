import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { isRefused, notFound, Refusal } from '@safe-community/domain-kit';
import { mayActIn } from '@safe-community/security/policy';
import { command, type Rpc } from '@safe-community/service-kit';
import {
  assign,
  assignedEvent,
  lockOfficer,
  primaryOf,
  saveAssignment,
  settleOfficer,
  toAssignmentMessage,
  toRole,
  type LargeHromadaPolicy,
} from '../officers/module.ts';
import { checkBeat } from './beat.ts';
import type { Directory } from './directory.adapter.ts';
import { placesOf } from './places.adapter.ts';

export interface BeatCommandNeeds {
  readonly directory: Directory;
  readonly largeHromadas: LargeHromadaPolicy;
}

export function beatCommands(needs: BeatCommandNeeds): Rpc[] {
  return [assignOfficer(needs)];
}

const NO_BEAT = { hromadaCode: '', starostaDistrictCode: '' };

function assignOfficer({ directory, largeHromadas }: BeatCommandNeeds): Rpc {
  return command(OfficerRegistryServiceService.assignOfficer, {
    async parse({ beat = NO_BEAT }, fields) {
      const officerId = fields.uuid('officer_id');
      const places = await placesOf(beat, directory);
      fields.check(checkBeat(beat, places, 'beat.'));
      return { officerId, beat, places, role: fields.word('role', toRole, 'roles') };
    },
    authorize: ({ rights }, { beat: { hromadaCode }, places: { oblastCode } }) =>
      mayActIn(rights, { hromadaCode, oblastCode }) ? undefined : outsideTerritory(),
    async load(tx, { officerId, beat, places: { population } }) {
      const officer = await lockOfficer(tx, officerId);
      return officer === undefined
        ? notFound('officer')
        : { officer, population, primaryOfBeat: await primaryOf(tx, beat) };
    },
    decide: (facts, { beat, role, places: { oblastCode } }, { now }) => {
      const assigned = assign(beat, role, facts, largeHromadas, now);
      return isRefused(assigned) ? assigned : { ...assigned, officer: facts.officer, oblastCode };
    },
    async save(tx, assigned) {
      const { officer, assignment } = assigned;
      if (assigned.changed) {
        await saveAssignment(tx, officer.officerId, assignment);
        await settleOfficer(tx, officer.officerId, assignment.beat.hromadaCode);
      }
      return assigned;
    },
    events: ({ officer, assignment, changed, oblastCode }) =>
      changed ? [assignedEvent(officer, assignment, oblastCode)] : [],
    about: ({ officer }) => [officer.officerId],
    reply: ({ assignment }) => ({ assignment: toAssignmentMessage(assignment) }),
    // The caller's next read shows the officer as responsible.
    async complete(response) {
      await directory.refresh();
      return response;
    },
  });
}

function outsideTerritory(): Refusal {
  return new Refusal('permission-denied', 'the beat is outside of the territory for which the scope is held', {
    reason: 'OUTSIDE_TERRITORY',
  });
}
