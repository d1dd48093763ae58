import { Refusal, unless, type Violation } from '@safe-community/domain-kit';
import type { Report } from './report.ts';

const RULE = 'must be set only by a system that is registered to send tests';

/** Who sends a report. */
interface Sender {
  readonly sendsTests: boolean;
}

/** The violation of a row that says that it is a test. */
export function checkTest({ isTest }: Pick<Report, 'isTest'>, { sendsTests }: Sender): Violation[] {
  return unless(!isTest || sendsTests, 'report.test', RULE);
}

/** Refuses a report that says that it is a test: otherwise any system could hide real ones. */
export function refuseTest(report: Pick<Report, 'isTest'>, sender: Sender): Refusal | undefined {
  if (checkTest(report, sender).length === 0) return undefined;
  return new Refusal('permission-denied', `report.test ${RULE}`, { reason: 'TESTS_NOT_GRANTED' });
}
