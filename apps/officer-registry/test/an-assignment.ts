import { isRefused } from '@safe-community/domain-kit';
import type { AssignmentFacts, Wish } from '../src/assignments/assignment.ts';
import type { Beat } from '../src/beats/beat.ts';
import type { Assignment } from '../src/officers/assignment.ts';
import type { OfficerRecord } from '../src/officers/officer.ts';

export const NOW = new Date('2026-01-05T08:00:00Z');
export const BEAT = beatOf('beat');
export const OTHER = beatOf('other');
export const CONTEXT = { now: NOW, newId: () => 'new' };

export function at(hours: number): Date {
  return new Date(NOW.getTime() + hours * 3_600_000);
}

export function wish(more: Partial<Wish> = {}): Wish {
  return { role: 'primary', startsAt: undefined, endsAt: undefined, deputyOrder: 0, ...more };
}

export function facts(more: Partial<AssignmentFacts> = {}): AssignmentFacts {
  const place = { hromadaCode: 'H', starostaDistrictCode: '' };
  return { beat: BEAT, place, officer: officer(), ofBeat: [], checkNotOccupied: () => [], ...more };
}

export function officer(more: Partial<OfficerRecord> = {}): OfficerRecord {
  return {
    officerId: 'an-officer',
    kind: 'community',
    state: 'active',
    serviceNumber: 'POG-0001',
    patrolUnitCode: '',
    registeredAt: new Date(0),
    assignments: [],
    ...more,
  };
}

function beatOf(beatId: string): Beat {
  return {
    beatId,
    hromadaCode: 'H',
    name: beatId,
    isWhole: false,
    unitCodes: ['S'],
    createdAt: new Date(0),
    validFrom: new Date(0),
    retiredAt: undefined,
    version: 1,
  };
}

export function held({ beatId }: Beat, more: Partial<Assignment> = {}): Assignment {
  return {
    assignmentId: `${beatId} ${more.role ?? 'primary'}`,
    officerId: 'an-officer',
    beatId,
    beat: { hromadaCode: 'H', starostaDistrictCode: beatId },
    role: 'primary',
    deputyOrder: 0,
    startsAt: at(-100),
    endsAt: undefined,
    recordedAt: at(-100),
    endReason: undefined,
    ...more,
  };
}

export function resultOf(decision: unknown): string {
  return isRefused(decision) ? decision.reason : 'assigned';
}

export function fieldsOf(decision: unknown): string[] {
  return isRefused(decision) ? decision.violations.map(({ field }) => field) : [];
}
