import { isRefused } from '@safe-community/domain-kit';
import { NO_CASUALTIES } from '@safe-community/domain-kit';
import { BUILT_IN } from '../src/catalogue/built-in.ts';
import type { CategoryPolicy } from '../src/catalogue/category-policy.ts';
import { type CaseChange, type IncidentCase, type Responder } from '../src/incident/incident-case.ts';
import { NOTHING_PERSONAL, type Incident } from '../src/incident/incident.ts';
import { VINNYTSIA, VINNYTSIA_OBLAST } from './messages.ts';

export const T0 = new Date('2026-03-01T10:00:00Z');

export function minutes(after: number): Date {
  return new Date(T0.getTime() + after * 60_000);
}

export const POLICY = BUILT_IN.find(({ category }) => category === 'fire') as CategoryPolicy;

/** An incident received at T0, within all rules. */
export function aCase(more: Partial<IncidentCase> = {}): IncidentCase {
  return {
    incidentId: '019c8a00-0000-7000-8000-000000000001',
    version: 1,
    state: 'received',
    stateSince: T0,
    category: 'fire',
    channel: 'phone_101',
    hromadaCode: VINNYTSIA,
    oblastCode: VINNYTSIA_OBLAST,
    starostaDistrictCode: '',
    settlementCode: '',
    occurredAt: T0,
    receivedAt: T0,
    onSceneAt: undefined,
    urgency: 'immediate',
    casualties: NO_CASUALTIES,
    responsibleOfficerId: '',
    responders: [],
    mergedInto: undefined,
    stateBeforeMerge: undefined,
    dueAt: undefined,
    escalationLevel: 0,
    eraseAt: undefined,
    legalHold: false,
    isTest: false,
    reportedAsTest: false,
    erasedAt: undefined,
    countedBy: undefined,
    schoolMatter: undefined,
    targets: [],
    ...more,
  };
}

/** The same with its report: by phone, at a point in Vinnytsia. */
export function anIncident(more: Partial<Incident> = {}): Incident {
  return {
    ...aCase(),
    settlementCode: '',
    hromadaDerived: false,
    source: undefined,
    alerted: [],
    catalogueRevision: 1,
    openLocation: { latitude: 49.2331, longitude: 28.4682 },
    openAttributes: {},
    personal: NOTHING_PERSONAL,
    ...more,
  };
}

/** A unit sent at T0. */
export function aResponder(more: Partial<Responder> = {}): Responder {
  return {
    responderId: 'unit-1',
    kind: 'rescue',
    unit: 'ДПРЧ-1',
    homeHromadaCode: '',
    officerIds: [],
    dispatchedAt: T0,
    ...more,
  };
}

/** The change that resulted from a step. */
export function changeOf(outcome: object): CaseChange {
  if (isRefused(outcome)) throw new Error(outcome.message);
  return outcome as CaseChange;
}

/** Fields of the violations. */
export function fieldsOf(outcome: object): string[] {
  return isRefused(outcome) ? outcome.violations.map(({ field }) => field) : [];
}
