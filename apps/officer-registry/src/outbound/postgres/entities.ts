import { defineEntity, p } from '@mikro-orm/postgresql';
import { ASSIGNMENT_ROLES, OFFICER_KINDS, OFFICER_STATES } from '../../domain/officer.ts';

/** An officer; the person is in the ciphertext. */
export const OfficerEntity = defineEntity({
  name: 'OfficerEntity',
  tableName: 'officer',
  properties: {
    officerId: p.uuid().primary(),
    kind: p.enum(OFFICER_KINDS),
    state: p.enum(OFFICER_STATES),
    serviceNumber: p.text(),
    /** None for community officers. */
    patrolUnitCode: p.text().nullable(),
    registeredAt: p.datetime(),
    demonstration: p.boolean(),
    keyId: p.text(),
    wrappedKey: p.blob(),
    ciphertext: p.blob(),
  },
});

/** How an officer came from one state to another; why, and who wanted it, are in the ciphertext. */
export const StateChangeEntity = defineEntity({
  name: 'StateChangeEntity',
  tableName: 'officer_state_change',
  properties: {
    changeId: p.uuid().primary(),
    officerId: p.uuid(),
    formerState: p.enum(OFFICER_STATES),
    state: p.enum(OFFICER_STATES),
    changedAt: p.datetime(),
    /** Name of the calling system. */
    caller: p.text(),
    recordedAt: p.datetime(),
    /** None when neither was given; so are the next two. */
    keyId: p.text().nullable(),
    wrappedKey: p.blob().nullable(),
    ciphertext: p.blob().nullable(),
  },
});

export const AssignmentEntity = defineEntity({
  name: 'AssignmentEntity',
  tableName: 'assignment',
  properties: {
    officerId: p.uuid().primary(),
    hromadaCode: p.text().primary(),
    /** Empty for the hromada as a whole. */
    starostaDistrictCode: p.text().primary(),
    role: p.enum(ASSIGNMENT_ROLES),
    assignedAt: p.datetime(),
  },
});

export const PatrolUnitEntity = defineEntity({
  name: 'PatrolUnitEntity',
  tableName: 'patrol_unit',
  properties: {
    patrolUnitCode: p.text().primary(),
    oblastCode: p.text(),
    nameUk: p.text(),
    nameEn: p.text(),
    demonstration: p.boolean(),
  },
});

export const TerritoryUnitEntity = defineEntity({
  name: 'TerritoryUnitEntity',
  tableName: 'territory_unit',
  properties: {
    code: p.text().primary(),
    name: p.text(),
    category: p.enum(['H', 'K'] as const),
    oblastCode: p.text(),
    raionCode: p.text(),
    listedAt: p.datetime(),
  },
});
