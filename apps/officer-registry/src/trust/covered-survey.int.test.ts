import {
  HiddenReason,
  SurveyMethod,
  TrustServiceService,
} from '@safe-community/contracts/officers/v1/trust_service.ts';
import { TerritoryServiceService } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { findHromada } from '@safe-community/territory';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { merge, staffedBeat, unusedHromadas } from '../../test/merged-hromadas.ts';
import { beat, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const TODAY = '2030-05-01';
/** Each survey has its own, so that they are listed in the order of recording. */
let now = new Date(`${TODAY}T08:00:00Z`);
const UNUSED = unusedHromadas().map(({ code }) => code);

let registry: RunningRegistry;
let trust: TestClient<typeof TrustServiceService>;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  trust = testClient(TrustServiceService, registry.port);
  const policy = { validFrom: '2026-01-01', leastEffectiveSample: 30, widestInterval: 0.3, source: 'Наказ № 12' };
  await trust.setDisclosurePolicy({ policy });
});
afterAll(async () => {
  trust.close();
  await registry.stop();
});

let waves = 0;

/** Surveys of a new wave: which hromada, how many of 100 trust, and the last day of fieldwork. */
async function waveOf(...surveys: readonly [hromadaCode: string, trusting: number, fieldworkEnd: string][]) {
  waves += 1;
  const wave = `wave-${waves}`;
  const ids: string[] = [];
  for (const [hromadaCode, trusting, fieldworkEnd] of surveys) {
    const asked = { wave, hromadaCodes: [hromadaCode], sampleSize: 100, trusting, designEffect: 1, fieldworkEnd };
    const made = {
      method: SurveyMethod.ONLINE,
      fieldworkStart: '2030-01-01',
      source: 'Опитування',
    };
    now = new Date(now.getTime() + 1_000);
    ids.push((await trust.recordSurvey({ survey: { ...asked, ...made } })).surveyId);
  }
  return { ids, ...(await trust.getTrust({ wave })) };
}

const peopleOf = (code: string): number => findHromada(code)?.population ?? 0;

test('weighs a survey by the people of staffed beats on its last day, and leaves it out if there are none', async () => {
  const [whole = '', partly = '', later = ''] = UNUSED.splice(0, 3);
  const since = async (hromadaCode: string, startTime: Date) => {
    const { officerId } = await registry.client.registerOfficer();
    await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), startTime });
  };
  await since(whole, new Date('2030-02-01T08:00:00Z'));
  await since(later, new Date('2030-04-10T21:00:00Z'));
  const days = { staffed: '2030-04-11', before: '2030-04-10' };
  const first = await waveOf([whole, 80, days.before], [partly, 50, days.before], [later, 50, days.before]);
  expect(first.uncoveredSurveyIds).toEqual(first.ids.slice(1));
  expect(first.pooled).toMatchObject({ share: { value: 0.8 }, sampleSize: 100, hromadas: 1 });
  expect(first.surveys.map(({ figure }) => figure?.populationCovered)).toEqual([BigInt(peopleOf(whole)), 0n, 0n]);
  const second = await waveOf([whole, 80, days.staffed], [later, 50, days.staffed]);
  const weight = peopleOf(whole) / (peopleOf(whole) + peopleOf(later));
  expect(second.uncoveredSurveyIds).toEqual([]);
  expect(second.pooled?.share?.value).toBeCloseTo(0.8 * weight + 0.5 * (1 - weight), 9);
  const third = await waveOf([later, 50, days.before]);
  expect(third.pooled).toMatchObject({ share: undefined, hidden: HiddenReason.NOBODY_COVERED, sampleSize: 0 });
});

test('people are covered as ListHromadaCoverage says, if the beats are those of today', async () => {
  const [whole = '', partly = ''] = UNUSED.splice(0, 2);
  await staffedBeat(registry.client, whole);
  const { beatId } = await staffedBeat(registry.client, partly, []);
  const { beats } = await registry.client.listBeats({ hromadaCode: partly });
  expect(beats.map((each) => each.beatId)).toEqual([beatId]);
  const { surveys } = await waveOf([whole, 80, TODAY], [partly, 50, TODAY]);
  const { hromadas } = await registry.client.listHromadaCoverage({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500 });
  expect(surveys.map(({ figure }) => figure?.populationCovered)).toEqual(
    [whole, partly].map((code) => BigInt(hromadas.find((row) => row.hromadaCode === code)?.populationCovered ?? -1)),
  );
});

test('the officer of the successor covers a merged hromada from the day of the merger on', async () => {
  const [old = '', last = ''] = UNUSED.splice(0, 2);
  await registry.client.assignOfficer({
    officerId: (await registry.client.registerOfficer()).officerId,
    beat: beat(last),
    startTime: new Date('2030-04-01T08:00:00Z'),
  });
  const territory = testClient(TerritoryServiceService, registry.port);
  await merge(registry.client, territory, old, last, TODAY);
  territory.close();
  const before = await waveOf([old, 80, '2030-04-30'], [last, 60, '2030-04-30']);
  expect(before.uncoveredSurveyIds).toEqual(before.ids.slice(0, 1));
  const after = await waveOf([old, 80, TODAY], [last, 60, TODAY]);
  expect(after.uncoveredSurveyIds).toEqual([]);
  expect(after.surveys.map(({ figure }) => Number(figure?.populationCovered))).toEqual([old, last].map(peopleOf));
});
