import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, notFound } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { mayActIn } from '@safe-community/security/policy';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { checkPatrolUnitCode, oblastOfPatrolUnit, type FindPatrolUnit } from '../patrol-units/module.ts';
import { oblastOfUnit, type FindUnit } from '../territory/module.ts';
import { endAssignments } from './assignment.store.ts';
import { mainBeat } from './assignment.ts';
import { registeredEvent, stateChangedEvent } from './officer.events.ts';
import { stateNumber, toKind, toState } from './officer.mapping.ts';
import { lockOfficer, officerBatch, saveState } from './officer.store.ts';
import type { OfficerRecord, Versioned } from './officer.ts';
import { withdrawProfile } from './public-profile.store.ts';
import { checkRegistration, register } from './registration.ts';
import { readServicePlace, type Occupation } from './service-place.adapter.ts';
import { placeOf } from './service-place.ts';
import { changeState, checkStep, refuseMoreThanLeave } from './state-change.ts';
import { addToHistory, lastChangedAt } from './state-history.store.ts';

export interface OfficerCommandNeeds {
  readonly keyring: Keyring;
  readonly findPatrolUnit: FindPatrolUnit;
  readonly findUnit: FindUnit;
  /**
   * The in-memory directory of responsible officers. After a refresh, it shows everything that was committed before.
   */
  readonly directory: Occupation & { refresh(): Promise<void> };
}

const { command } = given<OfficerCommandNeeds>();

const registerOfficer = command(OfficerRegistryServiceService.registerOfficer, {
  async parse({ request: { servicePlaceCode, ...request }, fields, clock, deps }) {
    const { fullName, serviceNumber, phone, patrolUnitCode, policeUnitCode } = request;
    const kind = fields.word('kind', toKind, 'kinds');
    const state = fields.word('state', toState, 'states');
    const place = await readServicePlace({ fields, clock, deps }, servicePlaceCode, 'service_place_code');
    const units = { patrolUnitCode, policeUnitCode };
    const registration = { kind, state, fullName, serviceNumber, phone, ...units, place };
    fields.check(checkRegistration(registration, checkPatrolUnitCode));
    return registration;
  },
  gather: async ({ command: { patrolUnitCode }, deps: { findPatrolUnit } }) =>
    patrolUnitCode === '' ? undefined : findPatrolUnit(patrolUnitCode),
  decide: ({ command: registration, gathered: unit, call, now, newId }) =>
    register(registration, unit, { call, now, newId }),
  batch: ({ deps: { keyring } }) => officerBatch(keyring),
  events: ({ saved: registered }) => [registeredEvent(registered)],
  subjects: ({ saved: { officer } }) => [officer.officerId],
  reply: ({ saved: { officer } }) => ({ officerId: officer.officerId }),
});

const changeOfficerState = command(OfficerRegistryServiceService.changeOfficerState, {
  parse({ request: { reason, effectiveTime: effectiveAt }, fields, clock }) {
    const officerId = fields.uuid('officer_id');
    const step = { state: fields.word('state', toState, 'states'), reason, effectiveAt };
    fields.check(checkStep(step, clock.now()));
    return { officerId, step };
  },
  async load({ tx, command: { officerId }, clock }) {
    const officer = await lockOfficer(tx, officerId);
    if (officer === undefined) return notFound('officer');
    const since = (await lastChangedAt(tx, officerId)) ?? officer.registeredAt;
    return { officer, since, oblastCode: await oblastOf(tx, officer, clock.now()) };
  },
  authorizeLoaded: ({ call: { rights }, loaded: { officer }, command: { step } }) =>
    refuseOutside(rights, placeOf(officer.placeCode), 'the officer') ??
    (mayActIn(rights, EVERYWHERE) ? undefined : refuseMoreThanLeave(officer, step)),
  decide({ loaded: { officer, since, oblastCode }, command: { step }, now }) {
    const change = changeState(officer, step, since, now);
    return isRefused(change) ? change : { officer, oblastCode, change, reason: step.reason };
  },
  async save({ tx, change: changed, call, now, newId, deps: { keyring } }) {
    const { officer, change, reason } = changed;
    const { officerId } = officer;
    await saveState(tx, officerId, change.state);
    // Otherwise nobody else could become the primary of the beat.
    if (change.state === 'dismissed') {
      await endAssignments(tx, officerId, change.changedAt, { caller: call.caller.name, recordedAt: now });
      await withdrawProfile(tx, officerId);
    }
    const by = { caller: call.caller.name, actingUser: call.actingUser };
    addToHistory(tx, keyring, { ...change, ...by, changeId: newId(), officerId, recordedAt: now, reason });
    return changed;
  },
  events: ({ saved: { officer, change, oblastCode } }) => [stateChangedEvent(officer, change, oblastCode)],
  subjects: ({ saved: { officer } }) => [officer.officerId],
  reply: ({ saved: { change } }) => ({ state: stateNumber(change.state), changedTime: change.changedAt }),
  // The caller's next read shows the deputy as responsible.
  async afterCommit({ response, deps: { directory } }) {
    await directory.refresh();
    return response;
  },
});

/** The place of nobody in particular: only a grant for the country applies to it. */
const EVERYWHERE = placeOf('');

/** Of the patrol unit, the beat or the place where the officer serves; empty if unknown. */
async function oblastOf(tx: EntityManager, officer: OfficerRecord & Versioned, at: Date): Promise<string> {
  const { patrolUnitCode, assignments, placeCode } = officer;
  if (patrolUnitCode !== '') return oblastOfPatrolUnit(tx, patrolUnitCode);
  const hromadaCode = mainBeat(assignments, at)?.hromadaCode ?? placeCode;
  return hromadaCode === '' ? '' : oblastOfUnit(tx, hromadaCode);
}

export const OFFICER_COMMANDS: readonly Rpc<OfficerCommandNeeds>[] = [registerOfficer, changeOfficerState];
