import { isRefused } from '@safe-community/domain-kit';
import { incidentRouted, incidentStateChanged } from '@safe-community/events';
import { expect, test } from 'vitest';
import { eventsOfChange } from './incident.events.ts';
import { reopen } from './steps.ts';
import { isOpen, INCIDENT_STATES } from './states.ts';
import { unmerge } from './merge.ts';
import { reopenReport } from '../follow-up/follow-up.commands.ts';
import { aCase, changeOf, minutes, POLICY } from '../../test/a-case.ts';

const GONE = '019c8a00-0000-7000-8000-00000000000a';
const NEWCOMER = '019c8a00-0000-7000-8000-00000000000b';
const PRIMARY = aCase({ incidentId: '019c8a00-0000-7000-8000-000000000009' });
const CLOSED = aCase({ state: 'closed', responsibleOfficerId: GONE });

test.each([
  ['a dispatcher', () => reopen(CLOSED, NEWCOMER, POLICY, minutes(5))],
  ['the reporter', () => reopenReport(CLOSED, NEWCOMER, POLICY, minutes(5))],
])(
  'an incident that %s reopens is routed to the officer responsible now, with both in the history',
  (_who, reopened) => {
    const { incident, details } = changeOf(reopened());
    expect(incident).toMatchObject({ state: 'reopened', responsibleOfficerId: NEWCOMER });
    expect(details).toMatchObject({ from: GONE, to: NEWCOMER });
  },
);

test('no officer event is published when the officer is the same', () => {
  const { incident, details } = changeOf(reopen(CLOSED, GONE, POLICY, minutes(5)));
  expect([incident.responsibleOfficerId, details]).toEqual([GONE, {}]);
  expect(eventsOfChange(CLOSED, incident, minutes(5)).map(({ type }) => type)).toEqual([incidentStateChanged.type]);
});

test('a reopened incident without a responsible officer is on the list of unrouted ones', () => {
  expect(changeOf(reopen(CLOSED, '', POLICY, minutes(5))).incident.responsibleOfficerId).toBe('');
});

test.each(INCIDENT_STATES.filter((state) => state !== 'duplicate' && state !== 'rejected'))(
  'an incident that is %s again after an unmerge is routed to the officer responsible now, if open',
  (stateBeforeMerge) => {
    const merged = { state: 'duplicate', mergedInto: PRIMARY.incidentId, stateBeforeMerge } as const;
    const back = unmerge(aCase({ ...merged, responsibleOfficerId: GONE }), PRIMARY, NEWCOMER, POLICY, minutes(5));
    if (isRefused(back)) throw new Error(back.message);
    expect(back.duplicate.incident.responsibleOfficerId).toBe(isOpen(stateBeforeMerge) ? NEWCOMER : GONE);
    expect(back.primary.incident).toEqual(PRIMARY);
  },
);

test('the event about the new officer follows the one about the state', () => {
  const { incident } = changeOf(reopen(CLOSED, NEWCOMER, POLICY, minutes(5)));
  const events = eventsOfChange(CLOSED, { ...incident, version: 2 }, minutes(5));
  expect(events.map(({ type }) => type)).toEqual([incidentStateChanged.type, incidentRouted.type]);
  expect(incidentRouted.decode(events[1]?.body ?? Buffer.alloc(0))).toMatchObject({
    formerOfficerId: GONE,
    responsibleOfficerId: NEWCOMER,
    cause: 1,
  });
});
