import { Refusal } from '@safe-community/domain-kit';

export const CAMERA_STATES = ['in_stock', 'issued', 'in_repair', 'lost', 'retired'] as const;
export type CameraState = (typeof CAMERA_STATES)[number];

/** What happens to a camera; `register` is the first step of each, and never again. */
export const CAMERA_STEPS = [
  'register',
  'issue',
  'return',
  'transfer',
  'send_to_repair',
  'complete_repair',
  'report_lost',
  'retire',
  'reinstate',
] as const;
export type CameraStep = (typeof CAMERA_STEPS)[number];

/** The steps that each state allows, and the state to which each leads. Every state can be entered and left. */
const STEPS: Readonly<Record<CameraState, Partial<Record<CameraStep, CameraState>>>> = {
  in_stock: {
    issue: 'issued',
    transfer: 'in_stock',
    send_to_repair: 'in_repair',
    report_lost: 'lost',
    retire: 'retired',
  },
  issued: { return: 'in_stock', send_to_repair: 'in_repair', report_lost: 'lost' },
  in_repair: { complete_repair: 'in_stock', report_lost: 'lost', retire: 'retired' },
  lost: { return: 'in_stock', retire: 'retired' },
  retired: { reinstate: 'in_stock' },
};

/** The steps that are legal in a state, in the order of the table. */
export function legalSteps(state: CameraState): CameraStep[] {
  return Object.keys(STEPS[state]) as CameraStep[];
}

/** The state to which a step leads; undefined if it is illegal. */
export function stateAfter(state: CameraState, step: CameraStep): CameraState | undefined {
  return STEPS[state][step];
}

/** Names the state and the steps that it allows, for people and for machines. */
export function illegalStep(state: CameraState, reason = 'STEP_ILLEGAL', problem = `the camera is ${inWords(state)}`) {
  const legal = legalSteps(state).map(inWords);
  return new Refusal('failed-precondition', `${problem}; legal steps: ${legal.join(', ')}`, {
    reason,
    metadata: { state: state.toUpperCase(), legal_steps: legalSteps(state).join(',').toUpperCase() },
  });
}

function inWords(name: string): string {
  return name.replaceAll('_', ' ');
}
