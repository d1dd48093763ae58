import { expect, test } from 'vitest';
import { EXPIRY_STATES } from '../recordings/recording.ts';
import {
  EXPIRY_STEPS,
  isFinal,
  legalSteps,
  stateAfter,
  type ExpiryState,
  type ExpiryStepKind,
} from './expiry-steps.ts';
import { nextStep, takenBack } from './expiry.ts';
import { refuseRestore } from './hold.ts';

/** The table once more, step by step: from which state to which. */
const LEGAL: Readonly<Record<ExpiryStepKind, readonly (readonly [ExpiryState, ExpiryState])[]>> = {
  announce: [['kept', 'announced']],
  cancel: [['announced', 'kept']],
  expire: [['announced', 'expired']],
  restore: [['expired', 'kept']],
  delete: [['expired', 'deleted']],
};

const ALL = EXPIRY_STATES.flatMap((state) => EXPIRY_STEPS.map((step) => [state, step] as const));

test.each(ALL)('%s: %s', (state, step) => {
  const found = LEGAL[step].find(([from]) => from === state);
  expect(stateAfter(state, step)).toBe(found?.[1]);
  expect(legalSteps(state).includes(step)).toBe(found !== undefined);
});

test('only what was deleted is final', () => {
  expect(EXPIRY_STATES.filter(isFinal)).toEqual(['deleted']);
});

const TODAY = '2026-06-10';
const DAYS = [undefined, '2026-06-09', TODAY, '2026-06-30'];
const TERM = { validFrom: '2020-01-01', noticeDays: 3, restoreDays: 10, source: 'наказ', confirmed: true };

test.each(EXPIRY_STATES)('%s: time takes every legal step and no other', (state) => {
  const taken = DAYS.flatMap((dueOn) =>
    DAYS.flatMap((expiresOn) =>
      DAYS.flatMap((restorableUntil) =>
        [true, false].flatMap((isFrozen) =>
          [TERM, undefined].map(
            (term) => nextStep({ state, dueOn, expiresOn, restorableUntil }, term, TODAY, isFrozen)?.kind,
          ),
        ),
      ),
    ),
  );
  const legal = EXPIRY_STEPS.filter((step) => LEGAL[step].some(([from]) => from === state));
  expect(new Set(taken.filter((kind) => kind !== undefined))).toEqual(new Set(legal));
});

test.each(EXPIRY_STATES)(
  '%s: a freeze takes the step back to a kept recording, and a person only the last',
  (state) => {
    const back = EXPIRY_STEPS.filter((step) => LEGAL[step].some(([from, to]) => from === state && to === 'kept'));
    expect(takenBack({ state }).map(({ step }) => step.kind)).toEqual(back);
    expect(refuseRestore({ state }) === undefined).toBe(back.includes('restore'));
  },
);
