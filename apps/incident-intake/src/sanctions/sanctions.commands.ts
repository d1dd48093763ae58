import { SanctionServiceService as Sanctions } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import {
  invalid,
  isRefused,
  kyivDay,
  notFound,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom, checkStatement, incidentStep, type IncidentCase, type IncidentSteps } from '../incident/module.ts';
import {
  checkArticle,
  checkDailyHours,
  isOverDoubtfulLimit,
  judgeSanction,
  NO_LAW,
  readLaw,
  toSanctionMessage,
  worksRuleOn,
  type Law,
  type SanctionRule,
} from '../law/module.ts';
import { checkOutcome, offenceDay } from './check-outcome.ts';
import { recordedEvent, revokedEvent } from './outcome.events.ts';
import { toOutcome } from './outcome.mapping.ts';
import { amountField, amountOf, isSanction, isWorks, recordOutcome, revokeOutcome, type Outcome } from './outcome.ts';
import { countOutcomes, findOutcome, insertOutcome, markRevoked } from './outcomes.store.ts';

/** Stands for a missing outcome; it is never used. */
const NO_OUTCOME: Outcome = { kind: 'police_register', number: '' };

/** Adds an outcome to an incident. */
const record = incidentStep(Sanctions.recordOutcome, {
  parse({ request: { kind }, fields }) {
    const outcome = kind && toOutcome(kind);
    if (outcome === undefined) {
      fields.check([{ field: 'kind', rule: 'must be one of the outcomes' }]);
      return NO_OUTCOME;
    }
    fields.check(checkOutcome(outcome));
    if ('article' in outcome) fields.check(checkArticle(outcome.article, `${outcome.kind}.article`));
    return outcome;
  },
  load: async ({ tx, incident: { incidentId }, command: outcome }) => ({
    before: await countOutcomes(tx, incidentId),
    law: isSanction(outcome) ? await readLaw(tx) : NO_LAW,
  }),
  decide({ incident, loaded: { before, law }, command: outcome, now, newId }) {
    const judged = judge(outcome, law, incident, kyivDay(now));
    if (isRefused(judged)) return judged;
    const recorded = { outcomeId: newId(), recordedAt: now, revokedAt: undefined, outcome };
    const change = checkRoom('outcomes', before) ?? recordOutcome(incident, recorded);
    return isRefused(change) ? change : { ...change, recorded, judged };
  },
  save: ({ tx, incident, change, deps: { keyring } }) =>
    insertOutcome(tx, keyring, incident.incidentId, change.recorded),
  events: ({ before, change }) => [recordedEvent(before, change.recorded)],
  reply: ({ incident, change: { recorded, judged } }) => ({
    outcomeId: recorded.outcomeId,
    version: incident.version,
    judgedBy: judged.rule && toSanctionMessage(judged.rule),
    noKnownBound: isSanction(recorded.outcome) && judged.rule?.most === undefined,
    outsideUnconfirmedBound: judged.isOutside,
  }),
});

interface Judged {
  readonly rule: SanctionRule | undefined;
  /** Of bounds that are not confirmed. */
  readonly isOutside: boolean;
}

const NOT_JUDGED: Judged = { rule: undefined, isOutside: false };

/** The rule of the day of the offence that allows an outcome, if it is a sanction for which the law has one. */
function judge(outcome: Outcome, law: Law, { occurredAt }: IncidentCase, today: Day): Decision<Judged> {
  if (!('article' in outcome)) return NOT_JUDGED;
  const { day, violations } = offenceDay(outcome, kyivDay(occurredAt), today);
  if (!isSanction(outcome)) return violations.length === 0 ? NOT_JUDGED : invalid(violations);
  const { kind, article, part } = outcome;
  const imposed = { sanction: kind, article, part, day, amount: amountOf(outcome) };
  const judged = judgeSanction(law, imposed, { article: `${kind}.article`, amount: amountField(outcome) });
  const broken: Violation[] = [...violations, ...('field' in judged ? [judged] : [])];
  let isOverLimit = false;
  if (isWorks(outcome)) {
    const [rule, daily] = [worksRuleOn(law, outcome.kind, day), { hours: outcome.hoursPerDay, minor: outcome.minor }];
    broken.push(...checkDailyHours(rule, daily, `${kind}.hours_per_day`));
    isOverLimit = isOverDoubtfulLimit(rule, daily);
  }
  if (broken.length > 0 || 'field' in judged) return invalid(broken);
  return { rule: judged.rule, isOutside: judged.isOutside === true || isOverLimit };
}

/** Marks an outcome as a mistake; it stays visible. */
const revoke = incidentStep(Sanctions.revokeOutcome, {
  parse: ({ fields }) => ({
    outcomeId: fields.uuid('outcome_id'),
    reason: fields.text('reason', checkStatement),
  }),
  reason: ({ reason }) => reason,
  load: async ({ tx, incident: { incidentId }, command: { outcomeId } }) =>
    (await findOutcome(tx, incidentId, outcomeId)) ?? notFound('outcome'),
  decide({ incident, loaded: known, now }) {
    const change = revokeOutcome(incident, known, now);
    return isRefused(change) ? change : { ...change, known };
  },
  save: ({ tx, change, now }) => markRevoked(tx, change.known.outcomeId, now),
  events: ({ before, change, now }) => [revokedEvent(before, change.known, now)],
  reply: ({ incident: { version } }) => ({ version }),
});

export const SANCTION_COMMANDS: readonly Rpc<IncidentSteps>[] = [record, revoke];
