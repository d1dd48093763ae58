import { expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { CATEGORIES, type Category } from '../catalogue/category.ts';
import type { IncidentCase } from '../incident/incident-case.ts';
import { OPEN_STATES, type IncidentState } from '../incident/states.ts';
import { escalate, MOST_ESCALATIONS, toldAt, type Recipient } from './escalation.ts';

const MINUTE = 60_000;
const DUE = new Date('2026-11-24T10:00:00Z');
const NOW = new Date('2026-11-24T12:00:00Z');
const [RESPONSIBLE, DEPUTY] = ['r', 'd'];

const both = { responsible: true, deputy: true };
const nobody = { responsible: false, deputy: false };
const all = ['responsible_officer', 'deputy_officer', 'community_head', 'police_unit_head', 'oblast_duty_office'];

test.each<[level: number, category: Category, there: typeof both, told: string[]]>([
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
])('level %i of %s, given %o, is told to %o', (level, category, there, told) => {
  expect(toldAt(level, category, there)).toEqual(told);
});

const everyCase = CATEGORIES.flatMap((category) =>
  [true, false].flatMap((responsible) =>
    [true, false].flatMap((deputy) => [1, 2, 3, 4, 5].map((level) => ({ category, level, responsible, deputy }))),
  ),
);

test('somebody is always told, and whoever was told once is told again', () => {
  for (const { category, level, ...there } of everyCase) {
    const told = toldAt(level, category, there);
    expect(told).not.toEqual([]);
    const before = level === 1 ? [] : toldAt(level - 1, category, there);
    expect(told).toEqual(expect.arrayContaining(before));
  }
});

test('the head of the community never learns of domestic violence', () => {
  const told = everyCase
    .filter(({ category }) => category === 'domestic_violence')
    .flatMap(({ category, level, ...there }): Recipient[] => toldAt(level, category, there));
  expect(told).not.toContain('community_head');
});

function late(more: Partial<IncidentCase> = {}): IncidentCase {
  return {
    incidentId: '019e0000-0000-7000-8000-000000000000',
    version: 1,
    state: 'received',
    stateSince: DUE,
    category: 'fire',
    hromadaCode: 'UA05020030000031457',
    oblastCode: 'UA05000000000010236',
    starostaDistrictCode: '',
    occurredAt: DUE,
    receivedAt: DUE,
    onSceneAt: undefined,
    demonstration: false,
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
    synthetic: false,
    erasedAt: undefined,
    ...more,
  };
}

const FIRE = BUILT_IN.find(({ category }) => category === 'fire')!;

test('the expected time is given again from now, however late it is', () => {
  const { change, dueAt, toldOfficerIds } = escalate(late(), DEPUTY, FIRE, NOW);
  expect(dueAt).toEqual(DUE);
  expect(toldOfficerIds).toEqual([RESPONSIBLE]);
  expect(change.incident).toMatchObject({ escalationLevel: 1, dueAt: new Date(NOW.getTime() + 2 * MINUTE) });
  expect(change).toMatchObject({ kind: 'escalated', happenedAt: NOW });
  expect(change.incident).toMatchObject({ state: 'received', stateSince: DUE });
});

test('the ids of the officers among those told are named, no others', () => {
  const told = (level: number, more: Partial<IncidentCase>, deputy = DEPUTY) =>
    escalate(late({ escalationLevel: level - 1, ...more }), deputy, FIRE, NOW).toldOfficerIds;
  expect(told(2, {})).toEqual([RESPONSIBLE, DEPUTY]);
  expect(told(4, {}, '')).toEqual([RESPONSIBLE]);
  expect(told(4, { responsibleOfficerId: '' }, '')).toEqual([]);
});

test('after the last level nothing is due any more, and the level stays', () => {
  const last = late({ escalationLevel: MOST_ESCALATIONS - 1 });
  expect(escalate(last, DEPUTY, FIRE, NOW).change.incident).toMatchObject({
    escalationLevel: MOST_ESCALATIONS,
    dueAt: undefined,
  });
});

test('each open state says which step is late, and the same time runs again', () => {
  const missed = (state: IncidentState) => {
    const { change, missed: step } = escalate(late({ state }), '', FIRE, NOW);
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
