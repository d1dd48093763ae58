import { expect, test } from 'vitest';
import { deadlinesBy } from '../deadlines/deadline.ts';
import { FIRST_CALENDAR, FIRST_TERMS } from '../deadlines/first-rules.ts';
import { GIVEN } from '../../test/given-request.ts';
import { appeal, assign, decide, decideAppeal, extend, submit, type FootageRequest } from './footage-request.ts';
import {
  isAppealed,
  isUndecided,
  REQUEST_STEPS,
  stateAfter,
  STATES,
  type RequestStep,
  type State,
} from './request-steps.ts';

/** The table once more, as the contract documents it: the state that each step leads to, or why it is refused. */
const EXPECTED: readonly `${State} ${RequestStep}: ${string}`[] = [
  'received assign: assigned',
  'received extend: received',
  'received decide: REQUEST_NOT_ASSIGNED',
  'received appeal: REQUEST_NOT_DECIDED',
  'received dismiss_appeal: NOT_APPEALED',
  'received uphold_appeal: NOT_APPEALED',
  'assigned assign: assigned',
  'assigned extend: assigned',
  'assigned decide: decided',
  'assigned appeal: REQUEST_NOT_DECIDED',
  'assigned dismiss_appeal: NOT_APPEALED',
  'assigned uphold_appeal: NOT_APPEALED',
  'decided assign: REQUEST_DECIDED',
  'decided extend: REQUEST_DECIDED',
  'decided decide: REQUEST_DECIDED',
  'decided appeal: appealed',
  'decided dismiss_appeal: NOT_APPEALED',
  'decided uphold_appeal: NOT_APPEALED',
  'appealed assign: REQUEST_DECIDED',
  'appealed extend: REQUEST_DECIDED',
  'appealed decide: REQUEST_DECIDED',
  'appealed appeal: APPEALED_ALREADY',
  'appealed dismiss_appeal: appeal_decided',
  'appealed uphold_appeal: assigned',
  'appeal_decided assign: REQUEST_DECIDED',
  'appeal_decided extend: REQUEST_DECIDED',
  'appeal_decided decide: REQUEST_DECIDED',
  'appeal_decided appeal: APPEALED_ALREADY',
  'appeal_decided dismiss_appeal: NOT_APPEALED',
  'appeal_decided uphold_appeal: NOT_APPEALED',
];

const NOW = new Date('2026-08-21T09:00:00Z');
const RULES = deadlinesBy(FIRST_TERMS, FIRST_CALENDAR);
const DESK = { system: 'desk', user: 'olena' };
const HEAD = { system: 'desk', user: 'ivan' };

type Took = FootageRequest | { readonly reason: string };

/** Each step with the etag of the request, so that only its state can refuse it. */
const TAKE: Readonly<Record<RequestStep, (request: FootageRequest, etag: string) => Took>> = {
  assign: (request, etag) => assign(request, etag, 'olena'),
  extend: (request, etag) => extend(request, etag, NOW),
  decide: (request, etag) =>
    decide(request, etag, { outcome: 'refused', redactionRequired: false, decidedBy: DESK }, NOW),
  appeal: (request) => appeal(request, RULES, NOW),
  dismiss_appeal: (request, etag) => decideAppeal(request, etag, { outcome: 'dismissed', by: HEAD }, RULES, NOW),
  uphold_appeal: (request, etag) => decideAppeal(request, etag, { outcome: 'upheld', by: HEAD }, RULES, NOW),
};

function take(request: FootageRequest, step: RequestStep): Took {
  return TAKE[step](request, String(request.version));
}

function after(...steps: readonly RequestStep[]): FootageRequest {
  let took: Took = submit(GIVEN, RULES, { isKnown: true }, 'id', NOW);
  for (const step of steps) {
    if ('reason' in took) throw new Error(`${took.reason} before ${step}`);
    took = take(took, step);
  }
  if ('reason' in took) throw new Error(took.reason);
  return took;
}

const IN_STATE: Readonly<Record<State, FootageRequest>> = {
  received: after(),
  assigned: after('assign'),
  decided: after('assign', 'decide'),
  appealed: after('assign', 'decide', 'appeal'),
  appeal_decided: after('assign', 'decide', 'appeal', 'dismiss_appeal'),
};

test('the list names every state with every step', () => {
  const all = STATES.flatMap((state) => REQUEST_STEPS.map((step) => `${state} ${step}`));
  expect(EXPECTED.map((line) => line.split(':')[0])).toEqual(all);
});

test.each(STATES.flatMap((state) => REQUEST_STEPS.map((step) => [state, step] as const)))('%s: %s', (state, step) => {
  const took = take(IN_STATE[state], step);
  expect(EXPECTED).toContain(`${state} ${step}: ${'reason' in took ? took.reason : took.state}`);
  expect(stateAfter(state, step)).toBe('reason' in took ? undefined : took.state);
});

test('a request awaits its decision, that on its appeal, or none', () => {
  expect(STATES.filter(isUndecided)).toEqual(['received', 'assigned']);
  expect(STATES.filter(isAppealed)).toEqual(['appealed']);
});

test('every step counts as one change', () => {
  expect(STATES.map((state) => IN_STATE[state].version)).toEqual([1, 2, 3, 4, 5]);
});
