import {
  HiddenReason,
  SurveyMethod,
  TrustServiceService as Trust,
} from '@safe-community/contracts/officers/v1/trust_service.ts';
import { trustMeasured } from '@safe-community/events';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { testClient, type PublishedEvents } from '@safe-community/testkit';
import { expect } from 'vitest';
import { publishTrustJob } from '../src/trust/measured-trust.jobs.ts';
import { beat, VINNYTSKA_OBLAST } from './registry-client.ts';
import type { RunningRegistry } from './running-registry.ts';

const BARSKA = 'UA05020010000053508';
const WITHOUT_OFFICER = 'UA05020050000066991';
const POLICY = { validFrom: '2026-01-01', leastEffectiveSample: 30, widestInterval: 0.3, source: 'Наказ № 12' };
const DAYS = { fieldworkStart: '2026-04-01', fieldworkEnd: '2026-04-20' };
const SURVEY = {
  ...DAYS,
  wave: 'spring',
  hromadaCodes: [BARSKA],
  sampleSize: 600,
  trusting: 480,
  designEffect: 2,
  method: SurveyMethod.ONLINE,
  source: 'Опитування',
};
const NOBODY = {
  share: undefined,
  sampleSize: 0,
  effectiveSampleSize: 0,
  population: 0n,
  hromadas: 0,
  populationCovered: 0n,
};
const GONE = { fieldworkStart: '', fieldworkEnd: '', figure: { ...NOBODY, hidden: HiddenReason.SAMPLE_TOO_SMALL } };

/** A survey that is shown, its withdrawal, and a small one whose share is published nowhere. */
export async function expectPublishedTrust(
  registry: RunningRegistry,
  published: PublishedEvents,
  setNow: (time: Date) => void,
): Promise<void> {
  const [first, second, third] = [21, 22, 23].map((day) => new Date(`2026-05-${day}T09:30:00Z`));
  let now = first;
  const clock = { ...systemClock, now: () => now ?? expect.fail() };
  const job = publishTrustJob({
    ...createRuntime({ installation: 'demonstration', database: registry.database, wakeup: createWakeup(), clock }),
    directory: { changes: () => 0 },
  });
  const publishAt = async (time: Date | undefined) => {
    now = time;
    await job.run(new AbortController().signal);
  };
  const { wave } = SURVEY;
  const trust = testClient(Trust, registry.port);
  setNow(first ?? expect.fail());
  const { officerId } = await registry.client.registerOfficer();
  const startTime = new Date('2026-01-01T08:00:00Z');
  await registry.client.assignOfficer({ officerId, beat: beat(BARSKA), startTime });
  await trust.setDisclosurePolicy({ policy: POLICY });
  const { surveyId } = await trust.recordSurvey({ survey: SURVEY });
  const { pooled } = await trust.getTrust({ wave });
  await publishAt(first);
  await trust.withdrawSurvey({ surveyId, reason: 'Помилка у вибірці' });
  await publishAt(second);
  await trust.recordSurvey({ survey: { ...SURVEY, sampleSize: 20, trusting: 7 } });
  await trust.recordSurvey({ survey: { ...SURVEY, hromadaCodes: [WITHOUT_OFFICER] } });
  const { pooled: hidden } = await trust.getTrust({ wave });
  await publishAt(third);
  trust.close();
  expect([pooled?.share?.value, hidden?.share]).toEqual([0.8, undefined]);
  const ofOblast = { wave, oblastCode: VINNYTSKA_OBLAST, uncoveredSurveys: 0 };
  await published.expectWhole(trustMeasured, VINNYTSKA_OBLAST, `${VINNYTSKA_OBLAST}.none`, [
    { ...ofOblast, ...DAYS, surveys: 1, figure: pooled, measuredTime: first },
    { ...ofOblast, ...GONE, surveys: 0, measuredTime: second },
    { ...ofOblast, ...DAYS, surveys: 2, uncoveredSurveys: 1, figure: hidden, measuredTime: third },
  ]);
  const ofCountry = (await published.of(trustMeasured, wave)).filter(({ message }) => message.oblastCode === '');
  expect(ofCountry.map(({ place, message: { figure } }) => [place, figure?.share?.value])).toEqual([
    ['none.none', 0.8],
    ['none.none', undefined],
    ['none.none', undefined],
  ]);
}
