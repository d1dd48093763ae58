import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { eventually } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { nowIn, queryFigures, refusalOf, scorecardOf, totalsOf } from '../../test/calls.ts';
import {
  arrived,
  assigned,
  casualties,
  corrected,
  issued,
  KYIV,
  listed,
  registered,
  reported,
  restored,
  stateChanged,
  VINNYTSKA,
  withdrawn,
} from '../../test/events.ts';
import type { Producer } from '../../test/running-producer.ts';
import { runWithProducers } from '../../test/running-with-producers.ts';

test('an incident is counted', async () => {
  const { incidents, until } = await run('incidents');
  await incidents.emit([reported()]);
  await until('incidents', 1n);
  await incidents.emit([reported({ casualties: casualties({ killed: 2, defendersKilled: 1 }) })]);
  const counted = await until('incidents', 2n);
  expect(counted).toMatchObject({ incidents: 2n, killed: 1n, defendersKilled: 1n });
});

test('a correction changes the deaths: somebody died in hospital, or did not die', async () => {
  const { incidents, until } = await run('incidents');
  const [former, now] = [casualties({ killed: 1, injured: 2 }), casualties({ killed: 2, injured: 1 })];
  await incidents.emit([reported({ casualties: former })]);
  expect(await until('incidents', 1n)).toMatchObject({ killed: 1n });
  await incidents.emit([corrected({ formerCasualties: former, casualties: now })]);
  expect(await until('incidents', 2n)).toMatchObject({ killed: 2n });
  await incidents.emit([corrected({ formerCasualties: now, casualties: casualties({ injured: 1 }) })]);
  expect(await until('incidents', 3n)).toMatchObject({ incidents: 1n, killed: 0n });
});

test('a withdrawn incident does not count; a restored one counts with the casualties known then', async () => {
  const { incidents, statistics, until } = await run('incidents');
  const [former, now] = [casualties({ killed: 1 }), casualties({ killed: 3 })];
  await incidents.emit([reported({ casualties: former })]);
  await incidents.emit([withdrawn({ casualties: former })]);
  expect(await until('incidents', 2n)).toMatchObject({ incidents: 0n, totals: [], killed: 0n });
  expect(await queryFigures(statistics.client, {})).toMatchObject({ figures: [], nextPageToken: '' });
  const correction = { formerCasualties: former, casualties: now, state: IncidentState.REJECTED };
  await incidents.emit([corrected(correction)]);
  expect(await until('incidents', 3n)).toMatchObject({ killed: 0n });
  await incidents.emit([restored({ casualties: now })]);
  expect(await until('incidents', 4n)).toMatchObject({ incidents: 1n, killed: 3n });
});

test('the response time of a withdrawn incident does not count until it is restored', async () => {
  const { incidents, statistics, until } = await run('incidents');
  const receivedTime = new Date('2021-11-04T10:00:00Z');
  const reached = { receivedTime, onSceneTime: new Date('2021-11-04T10:20:00Z') };
  const arrivals = [...Array.from({ length: 5 }, () => 600), ...Array.from({ length: 6 }, () => 1_200)];
  const all = [reported(), reported(), ...arrivals.map((seconds) => arrived(seconds)), withdrawn(reached)];
  await incidents.emit(all);
  const times = async () => {
    const { figures } = await queryFigures(statistics.client, { measures: ['response_time_p50'] });
    return figures.map(({ value, base }) => [Math.round(value / 100) * 100, base]);
  };
  expect((await until('incidents', 14n)).totals).toMatchObject([{ incidents: 1n, responded: 10n }]);
  expect(await times()).toEqual([[600, 10]]);
  await incidents.emit([restored(reached)]);
  expect((await until('incidents', 15n)).totals).toMatchObject([{ incidents: 2n, responded: 11n }]);
  expect(await times()).toEqual([[1_200, 11]]);
});

test('sensitive incidents and their deaths are in no number of all time', async () => {
  const { incidents, statistics, until } = await run('incidents');
  const violence = { category: IncidentCategory.DOMESTIC_VIOLENCE };
  const school = { category: IncidentCategory.SCHOOL_SAFETY };
  const [killed, more] = [casualties({ killed: 2, defendersKilled: 1 }), casualties({ killed: 5 })];
  await incidents.emit([
    reported({ casualties: casualties({ killed: 1 }) }),
    reported({ ...violence, casualties: killed }),
    reported({ ...school, casualties: killed }),
    corrected({ ...violence, formerCasualties: killed, casualties: more }),
    withdrawn({ ...school, casualties: killed }),
    restored({ ...school, casualties: more }),
    arrived(60, violence),
  ]);
  const counted = await until('incidents', 7n);
  expect(counted).toMatchObject({ incidents: 1n, killed: 1n, defendersKilled: 0n });
  expect(counted.totals).toMatchObject([{ incidents: 1n, responded: 0n }]);
  const { figures } = await queryFigures(statistics.client, { measures: ['incidents', 'killed', 'arrival_time_p50'] });
  expect(figures.map(({ measure, value }) => [measure, value])).toEqual([
    ['incidents', 1],
    ['killed', 1],
  ]);
});

test('shows officers, cameras and incidents together', async () => {
  const { officers, incidents, cameras, statistics, until } = await run('officers', 'incidents', 'cameras');
  const [primary, former, patrol, cadet, second] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await cameras.emit([issued(patrol), issued(patrol), issued(cadet), issued(second)]);
  await incidents.emit([
    reported({ category: IncidentCategory.FIRE, casualties: casualties({ killed: 3 }) }),
    reported(),
    arrived(600),
    reported(),
    arrived(1_200),
  ]);
  await officers.emit([
    registered(patrol),
    registered(second),
    registered(cadet, { state: OfficerState.TRAINING }),
    registered(primary, { kind: OfficerKind.COMMUNITY }),
    assigned(former),
    assigned(primary),
    assigned(former, { beat: { hromadaCode: KYIV, starostaDistrictCode: '' } }),
    assigned(randomUUID(), { role: AssignmentRole.DEPUTY }),
  ]);
  await until('cameras', 4n);
  await until('incidents', 5n);
  const { card, totals } = await until('officers', 8n);
  expect(nowIn(card)).toEqual({ assigned: 2, covered: 1, strength: 2, equipped: 2 });
  expect(totals).toMatchObject([
    { category: IncidentCategory.FIRE, incidents: 1n, killed: 3n, responded: 0n },
    { category: IncidentCategory.ROAD_CRASH, incidents: 2n, killed: 0n, responded: 2n },
  ]);
  expect(card.progress).toEqual([
    { producer: 'officers', position: 8n },
    { producer: 'incidents', position: 5n },
    { producer: 'cameras', position: 4n },
  ]);
  // Of the country, and of no earlier day of knowledge.
  for (const request of [{ territoryCode: VINNYTSKA }, { knownOn: kyivDay(new Date()) }]) {
    const other = nowIn(await scorecardOf(statistics.client, request));
    expect(other).toEqual({ assigned: undefined, covered: undefined, strength: undefined, equipped: undefined });
  }
});

test('a dismissed officer does not count; a primary on leave does, a patrol officer on leave or suspended does not', async () => {
  const { officers, cameras, until } = await run('officers', 'cameras');
  const [primary, patrol, recruit] = [randomUUID(), randomUUID(), randomUUID()];
  const ofPatrol = { kind: OfficerKind.PATROL };
  await cameras.emit([issued(patrol)]);
  await until('cameras', 1n);
  await officers.emit([registered(patrol), registered(recruit, { state: OfficerState.TRAINING }), assigned(primary)]);
  let position = 3n;
  const countedAfter = async (officerId: string, state: OfficerState, more = {}) => {
    await officers.emit([stateChanged(officerId, { state, ...more })]);
    const { assigned: onBeats, covered, strength, equipped } = nowIn((await until('officers', (position += 1n))).card);
    return [onBeats, covered, strength, equipped];
  };
  expect(await countedAfter(primary, OfficerState.ON_LEAVE)).toEqual([1, 1, 1, 1]);
  expect(await countedAfter(primary, OfficerState.SUSPENDED)).toEqual([0, 0, 1, 1]);
  expect(await countedAfter(primary, OfficerState.ACTIVE)).toEqual([1, 1, 1, 1]);
  expect(await countedAfter(primary, OfficerState.DISMISSED)).toEqual([0, 0, 1, 1]);
  expect(await countedAfter(patrol, OfficerState.ON_LEAVE, ofPatrol)).toEqual([0, 0, 0, 0]);
  expect(await countedAfter(patrol, OfficerState.ACTIVE, ofPatrol)).toEqual([0, 0, 1, 1]);
  expect(await countedAfter(recruit, OfficerState.ACTIVE, ofPatrol)).toEqual([0, 0, 2, 1]);
  expect(await countedAfter(patrol, OfficerState.SUSPENDED, ofPatrol)).toEqual([0, 0, 1, 0]);
  expect(await countedAfter(patrol, OfficerState.DISMISSED, ofPatrol)).toEqual([0, 0, 1, 0]);
});

test('the next primary of a beat replaces the dismissed one', async () => {
  const { officers, until } = await run('officers');
  const [former, next] = [randomUUID(), randomUUID()];
  await officers.emit([assigned(former), stateChanged(former), assigned(next)]);
  const { card } = await until('officers', 3n);
  expect(nowIn(card)).toMatchObject({ assigned: 1, covered: 1 });
});

test('a change to a state of a later version becomes a dead letter', async () => {
  const { officers, until } = await run('officers');
  const primary = randomUUID();
  await officers.emit([assigned(primary), stateChanged(primary, { state: 99 as never })]);
  expect(nowIn((await until('officers', 2n)).card)).toMatchObject({ assigned: 1 });
});

test('skips the events of a test in every figure', async () => {
  const { officers, incidents, cameras, until } = await run('officers', 'incidents', 'cameras');
  const ofTest = { isTest: true };
  const [officerId, kept] = [randomUUID(), randomUUID()];
  await incidents.emit([reported(), arrived(60), corrected({ casualties: casualties({ killed: 1 }) })], ofTest);
  await officers.emit([registered(officerId), assigned(randomUUID())], ofTest);
  await officers.emit([registered(kept)]);
  await officers.emit([stateChanged(kept, { kind: OfficerKind.PATROL })], ofTest);
  await cameras.emit([issued(officerId)], ofTest);
  await until('incidents', 3n);
  await until('cameras', 1n);
  const { card, ...counted } = await until('officers', 4n);
  expect(counted).toMatchObject({ incidents: 0n, totals: [] });
  expect(nowIn(card)).toEqual({ assigned: 0, covered: 0, strength: 1, equipped: 0 });
});

test('an event that cannot be counted becomes a dead letter; those around it count', async () => {
  const { incidents, statistics, until } = await run('incidents');
  const unknown = reported({ category: 99 as never });
  const tooEarly = arrived(-1);
  await incidents.emit([reported(), unknown, tooEarly, reported({ receivedTime: undefined }), reported()]);
  expect((await until('incidents', 5n)).incidents).toBe(2n);
  const found = await statistics.database.em.fork().execute('select position, reason from dead_letter order by 1');
  expect(found).toEqual([
    { position: '2', reason: 'UncountableEvent' },
    { position: '3', reason: 'UncountableEvent' },
    { position: '4', reason: 'UncountableEvent' },
  ]);
});

test('figures can be queried for a hromada that the registry listed', async () => {
  const { officers, statistics, until } = await run('officers');
  const hromada = 'UA01080010000054893';
  const asked = { territoryCodes: [hromada] };
  expect((await refusalOf(queryFigures(statistics.client, asked))).code).toBe(status.INVALID_ARGUMENT);
  await officers.emit([listed(hromada)]);
  await until('officers', 1n);
  expect(await queryFigures(statistics.client, asked)).toMatchObject({ figures: [], nextPageToken: '' });
});

test('a restart in the middle loses nothing and counts nothing twice', async () => {
  const { incidents, statistics, until } = await run('incidents');
  const emitHalf = async (): Promise<void> => {
    for (let batch = 0; batch < 20; batch += 1) {
      await incidents.emit(Array.from({ length: 25 }, (_, n) => (n % 5 === 0 ? arrived(300) : reported())));
    }
  };
  const emitting = emitHalf();
  await eventually(async () => expect((await totalsOf(statistics.client)).incidents).toBeGreaterThan(0n));
  const restarting = statistics.restart();
  await Promise.all([emitting, emitHalf()]);
  await restarting;
  const counted = await until('incidents', 1_000n);
  expect(counted.totals).toMatchObject([{ incidents: 800n, responded: 200n }]);
});

test('reads events that the broker lost from the ledger of the producer', async () => {
  const { nats, incidents, until } = await run('incidents');
  await incidents.emit(Array.from({ length: 100 }, () => reported()));
  await until('incidents', 100n);
  await nats.kill();
  await incidents.emit(Array.from({ length: 100 }, () => reported()));
  await nats.wipe();
  await incidents.emit(Array.from({ length: 100 }, () => reported()));
  expect((await until('incidents', 300n)).incidents).toBe(300n);
});

/** The service with the producers that a test needs. All of them stop after the test. */
async function run(...domains: Producer[]) {
  const running = await runWithProducers(domains);
  onTestFinished(() => running.stop());
  return { ...running, ...running.producers };
}
