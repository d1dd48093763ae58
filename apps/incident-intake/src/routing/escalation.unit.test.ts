import { expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { CATEGORIES, type Category } from '../catalogue/module.ts';
import { dueTime, OPEN_STATES, type IncidentCase, type IncidentState } from '../incident/module.ts';
import { escalate, MAX_ESCALATIONS, recipientsAt, type Recipient } from './escalation.ts';

const MINUTE = 60_000;
const DUE = new Date('2026-11-24T10:00:00Z');
const NOW = new Date('2026-11-24T12:00:00Z');
const [RESPONSIBLE, DEPUTY] = ['r', 'd'];

const both = { responsible: true, deputy: true };
const nobody = { responsible: false, deputy: false };
const all = ['responsible_officer', 'deputy_officer', 'community_head', 'police_unit_head', 'oblast_duty_office'];

test.each<[level: number, category: Category, there: typeof both, recipients: string[]]>([
  [1, 'fire', both, ['responsible_officer']],
  [1, 'fire', nobody, ['community_head']],
  [2, 'fire', both, ['responsible_officer', 'deputy_officer', 'community_head']],
  [2, 'fire', { ...both, deputy: false }, ['responsible_officer', 'community_head']],
  [2, 'fire', nobody, ['community_head']],
  [3, 'fire', both, all.slice(0, 4)],
  [4, 'fire', both, all],
  [5, 'fire', both, all],
  [5, 'fire', nobody, ['community_head', 'police_unit_head', 'oblast_duty_office']],
  [1, 'domestic_violence', both, ['responsible_officer']],
  [1, 'domestic_violence', nobody, ['police_unit_head']],
  [2, 'domestic_violence', both, ['responsible_officer', 'deputy_officer']],
  [2, 'domestic_violence', nobody, ['police_unit_head']],
  [3, 'domestic_violence', both, ['responsible_officer', 'deputy_officer', 'police_unit_head']],
  [4, 'domestic_violence', both, ['responsible_officer', 'deputy_officer', 'police_unit_head', 'oblast_duty_office']],
])('level %i of %s, given %o, notifies %o', (level, category, there, recipients) => {
  expect(recipientsAt(level, category, there)).toEqual(recipients);
});

const everyCase = CATEGORIES.flatMap((category) =>
  [true, false].flatMap((responsible) =>
    [true, false].flatMap((deputy) => [1, 2, 3, 4, 5].map((level) => ({ category, level, responsible, deputy }))),
  ),
);

test('every level notifies somebody, and all recipients of the level before', () => {
  for (const { category, level, ...there } of everyCase) {
    const recipients = recipientsAt(level, category, there);
    expect(recipients).not.toEqual([]);
    const before = level === 1 ? [] : recipientsAt(level - 1, category, there);
    expect(recipients).toEqual(expect.arrayContaining(before));
  }
});

test('the head of the community is never notified of domestic violence', () => {
  const recipients = everyCase
    .filter(({ category }) => category === 'domestic_violence')
    .flatMap(({ category, level, ...there }): Recipient[] => recipientsAt(level, category, there));
  expect(recipients).not.toContain('community_head');
});

function late(more: Partial<IncidentCase> = {}): IncidentCase {
  return {
    incidentId: '019e0000-0000-7000-8000-000000000000',
    version: 1,
    state: 'received',
    stateSince: DUE,
    category: 'fire',
    channel: 'phone_101',
    hromadaCode: 'UA05020030000031457',
    oblastCode: 'UA05000000000010236',
    starostaDistrictCode: '',
    settlementCode: '',
    occurredAt: DUE,
    receivedAt: DUE,
    onSceneAt: undefined,
    urgency: 'immediate',
    casualties: {
      killed: 0,
      injured: 0,
      childrenKilled: 0,
      childrenInjured: 0,
      defendersKilled: 0,
      defendersInjured: 0,
    },
    responsibleOfficerId: RESPONSIBLE,
    responders: [],
    mergedInto: undefined,
    stateBeforeMerge: undefined,
    dueAt: DUE,
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

const FIRE = BUILT_IN.find(({ category }) => category === 'fire')!;

/** Escalates now, with the expected time of the policy restarted. */
function escalateNow(incident: IncidentCase, deputyOfficerId: string) {
  const dueAgainAt = dueTime(FIRE, { ...incident, stateSince: NOW });
  return escalate(incident, { deputyOfficerId, dueAgainAt, now: NOW });
}

test('the expected time starts again from now, however overdue it is', () => {
  const { change, dueAt, officerIds } = escalateNow(late(), DEPUTY);
  expect(dueAt).toEqual(DUE);
  expect(officerIds).toEqual([RESPONSIBLE]);
  expect(change.incident).toMatchObject({ escalationLevel: 1, dueAt: new Date(NOW.getTime() + 2 * MINUTE) });
  expect(change).toMatchObject({ kind: 'escalated', happenedAt: NOW });
  expect(change.incident).toMatchObject({ state: 'received', stateSince: DUE });
});

test('names the ids of the officers among the recipients only', () => {
  const idsAt = (level: number, more: Partial<IncidentCase>, deputy = DEPUTY) =>
    escalateNow(late({ escalationLevel: level - 1, ...more }), deputy).officerIds;
  expect(idsAt(2, {})).toEqual([RESPONSIBLE, DEPUTY]);
  expect(idsAt(4, {}, '')).toEqual([RESPONSIBLE]);
  expect(idsAt(4, { responsibleOfficerId: '' }, '')).toEqual([]);
});

test('after the last level nothing is due and the level does not change', () => {
  const last = late({ escalationLevel: MAX_ESCALATIONS - 1 });
  expect(escalateNow(last, DEPUTY).change.incident).toMatchObject({
    escalationLevel: MAX_ESCALATIONS,
    dueAt: undefined,
  });
});

test('each open state has its missed step, and its expected time restarts', () => {
  const missed = (state: IncidentState) => {
    const { change, missed: step } = escalateNow(late({ state }), '');
    return [step, (Number(change.incident.dueAt) - NOW.getTime()) / MINUTE];
  };
  expect(Object.fromEntries(OPEN_STATES.map((state) => [state, missed(state)]))).toEqual({
    received: ['triaged', 2],
    reopened: ['triaged', 2],
    triaged: ['dispatched', 2],
    dispatched: ['on_scene', 15],
    en_route: ['on_scene', 15],
    on_scene: ['resolved', 24 * 60],
  });
  expect(() => missed('closed')).toThrow('nothing is due in the state closed');
});
