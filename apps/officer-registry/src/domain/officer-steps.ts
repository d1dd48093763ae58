import type { OfficerKind, OfficerState } from './officer.ts';

type Steps = Readonly<Record<OfficerState, readonly OfficerState[]>>;

const IN_SERVICE = {
  active: ['on_leave', 'suspended', 'dismissed'],
  on_leave: ['active', 'suspended', 'dismissed'],
  suspended: ['active', 'dismissed'],
  // Who comes back is registered anew.
  dismissed: [],
} as const;

const STEPS: Readonly<Record<OfficerKind, Steps>> = {
  community: {
    candidate: ['selection', 'dismissed'],
    selection: ['training', 'dismissed'],
    training: ['active', 'dismissed'],
    ...IN_SERVICE,
  },
  // The programme takes community officers on; how patrol officers become active is the patrol police's own affair.
  patrol: { candidate: ['dismissed'], selection: ['dismissed'], training: ['dismissed'], ...IN_SERVICE },
};

/** The states that an officer may come into next. */
export function legalSteps(kind: OfficerKind, state: OfficerState): readonly OfficerState[] {
  return STEPS[kind][state];
}
