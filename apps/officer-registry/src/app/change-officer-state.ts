import { ChangeOfficerStateResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { EntityManager } from '@safe-community/database';
import { notFound, refuseInvalid } from '@safe-community/domain-kit';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { changeState, checkEffectiveTime } from '../domain/change-state.ts';
import { mainBeat, type OfficerRecord, type OfficerState } from '../domain/officer.ts';
import { stateNumber } from './contract-enums.ts';
import { factOfStateChange } from './facts.ts';
import type { Directory, OfficerStore, Origin, PatrolUnitStore, StateHistory, TerritoryStore } from './ports.ts';
import { outcomeOf } from './refusals.ts';
import { builtInUnit } from './territory.ts';

export interface StateChangePorts {
  readonly officers: OfficerStore;
  readonly history: StateHistory;
  readonly patrolUnits: PatrolUnitStore;
  readonly territory: TerritoryStore;
  readonly directory: Directory;
  readonly origin: Origin;
  readonly unitOfWork: UnitOfWork;
}

export interface StateChangeCommand {
  readonly officerId: string;
  readonly state: OfficerState;
  readonly reason: string;
  readonly effectiveAt: Date | undefined;
  /** Who wants it, at the calling system. */
  readonly actingUser: string;
}

/** Moves an officer to another state by a checked command. */
export async function changeOfficerState(
  ports: StateChangePorts,
  key: RequestKey,
  { officerId, state, reason, effectiveAt, actingUser }: StateChangeCommand,
): Promise<ChangeOfficerStateResponse> {
  const { officers, history, directory, origin, unitOfWork } = ports;
  const response = await unitOfWork.run(key, ChangeOfficerStateResponse, async (em) => {
    const officer = await officers.lock(em, officerId);
    if (officer === undefined) throw notFound('officer');
    const since = (await history.lastChangedAt(em, officer.officerId)) ?? officer.registeredAt;
    refuseInvalid(checkEffectiveTime(effectiveAt, since));
    const now = origin.now();
    const change = outcomeOf(changeState(officer, state, effectiveAt, since, now));
    const asked = { changeId: origin.newId(now), caller: key.caller, recordedAt: now, reason, actingUser };
    await history.record(em, { ...change, ...asked, officerId: officer.officerId });
    return {
      response: { state: stateNumber(state), changedTime: change.changedAt },
      about: [officerId],
      events: [factOfStateChange(officer, change, await oblastOf(em, officer, ports))],
    };
  });
  // Whoever has the answer finds the deputy responsible at the next question.
  await directory.refresh();
  return response;
}

/** Of the patrol unit or the beat; empty for a community officer who has none. */
async function oblastOf(
  em: EntityManager,
  { patrolUnitCode, assignments }: OfficerRecord,
  { patrolUnits, territory }: StateChangePorts,
): Promise<string> {
  if (patrolUnitCode !== '') return patrolUnits.oblastOf(em, patrolUnitCode);
  const beat = mainBeat(assignments);
  if (beat === undefined) return '';
  return builtInUnit(beat.hromadaCode)?.oblastCode ?? territory.oblastOf(em, beat.hromadaCode);
}
