import { SurveyMethod, TrustServiceService as Trust } from '@safe-community/contracts/officers/v1/trust_service.ts';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime } from '@safe-community/service-kit';
import { testClient } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry } from '../../test/running-registry.ts';
import { publishTrustJob } from './measured-trust.jobs.ts';

test('the job looks again when writes have settled, and not before', async () => {
  const registry = await runRegistry();
  const trust = testClient(Trust, registry.port);
  onTestFinished(async () => {
    trust.close();
    await registry.stop();
  });
  let writes = 0;
  const runtime = createRuntime({ ...registry, installation: 'demonstration', wakeup: createWakeup() });
  const job = publishTrustJob({ ...runtime, directory: { changes: () => 0 }, writes: { settled: () => writes } });
  const publishes = async () => (await job.run(new AbortController().signal)) > 0;
  const survey = {
    hromadaCodes: [VINNYTSIA],
    sampleSize: 600,
    trusting: 480,
    designEffect: 2,
    method: SurveyMethod.TELEPHONE,
    fieldworkStart: '2026-04-01',
    fieldworkEnd: '2026-04-20',
    source: 'Опитування',
  };
  await trust.recordSurvey({ survey: { ...survey, wave: 'spring' } });
  expect([await publishes(), await publishes()]).toEqual([true, false]);
  await trust.recordSurvey({ survey: { ...survey, wave: 'summer' } });
  expect(await publishes()).toBe(false);
  writes += 1;
  expect([await publishes(), await publishes()]).toEqual([true, false]);
});
