import { GuaranteeMetric, PromiseState, ReportStatus } from '@safe-community/contracts/officers/v1/accountability.ts';
import { words } from './words.ts';

export const GUARANTEE_METRICS = words([
  [GuaranteeMetric.NAMED_OFFICER, 'named-officer', 'Громади з названим офіцером', 'Hromadas with a named officer'],
  [GuaranteeMetric.REACHABLE, 'reachable', 'Громади зі службовим телефоном', 'Hromadas with a duty phone'],
  [
    GuaranteeMetric.ANSWERED_IN_TIME,
    'answered-in-time',
    'Запитання з вчасною відповіддю',
    'Questions answered in time',
  ],
]);

export const PROMISE_STATES = words([
  [PromiseState.KEPT, 'kept', 'виконано'],
  [PromiseState.BROKEN, 'broken', 'порушено'],
  [PromiseState.PENDING, 'pending', 'строк не минув'],
  [PromiseState.WITHOUT_RULE, 'without-rule', 'без правила'],
]);

export const REPORT_STATUSES = words([
  [ReportStatus.NOT_DUE, 'not-due', 'строк не настав'],
  [ReportStatus.DUE, 'due', 'слід подати'],
  [ReportStatus.OVERDUE, 'overdue', 'прострочено'],
  [ReportStatus.DELIVERED, 'delivered', 'подано'],
]);
