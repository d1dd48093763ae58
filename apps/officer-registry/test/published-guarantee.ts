import { GuaranteeMetric, QuestionChannel, RuleKind } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService as Accountability } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { guaranteeMeasured } from '@safe-community/events';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { testClient, type PublishedEvents } from '@safe-community/testkit';
import { publishGuaranteeJob } from '../src/accountability/measured-guarantee.jobs.ts';
import { unitFinder } from '../src/territory/module.ts';
import { VINNYTSIA, VINNYTSKA_OBLAST } from './registry-client.ts';
import type { RunningRegistry } from './running-registry.ts';

const RULE = { kind: RuleKind.ANSWER_WITHIN_HOURS, value: 72, validFrom: '2026-06-10', source: 'Наказ № 12' };
const MEASURED = new Date('2026-06-12T09:30:00Z');

/** Questions of a day with a rule and of one without: answered, late, and pending. */
export async function expectPublishedGuarantee(
  registry: RunningRegistry,
  published: PublishedEvents,
  setNow: (time: Date) => void,
): Promise<void> {
  setNow(MEASURED);
  const calls = testClient(Accountability, registry.port);
  const { officerId } = await registry.client.registerOfficer();
  const asked = async (receivedTime: Date) => {
    const channel = QuestionChannel.ONLINE;
    return calls.recordQuestion({ hromadaCode: VINNYTSIA, channel, receivedTime, reference: '' });
  };
  await calls.setRule({ rule: RULE });
  const { questionId } = await asked(new Date('2026-06-10T08:00:00Z'));
  await calls.answerQuestion({ questionId, officerId, answeredTime: MEASURED });
  await asked(new Date('2026-06-10T08:00:00Z'));
  await asked(new Date('2026-06-09T08:00:00Z'));
  await calls.setRule({ rule: { ...RULE, value: 1, validFrom: '2026-06-12' } });
  await asked(new Date('2026-06-12T08:00:00Z'));
  calls.close();
  const clock = { ...systemClock, now: () => MEASURED };
  const installation = 'demonstration';
  const runtime = createRuntime({ installation, database: registry.database, wakeup: createWakeup(), clock });
  const job = publishGuaranteeJob({
    ...runtime,
    findUnit: unitFinder(registry.database),
    directory: { changes: () => 0 },
  });
  await job.run(new AbortController().signal);
  const of = (day: string, counts: object) => ({
    place: `${VINNYTSKA_OBLAST}.none`,
    message: {
      metric: GuaranteeMetric.ANSWERED_IN_TIME,
      oblastCode: VINNYTSKA_OBLAST,
      day,
      kept: 0,
      broken: 0,
      pending: 0,
      withoutRule: 0,
      ...counts,
      measuredTime: MEASURED,
    },
  });
  await published.expectNewest(guaranteeMeasured, '2026-06-09', of('2026-06-09', { withoutRule: 1 }));
  await published.expectNewest(guaranteeMeasured, '2026-06-10', of('2026-06-10', { kept: 1, pending: 1 }));
  await published.expectNewest(guaranteeMeasured, '2026-06-12', of('2026-06-12', { broken: 1 }));
}
