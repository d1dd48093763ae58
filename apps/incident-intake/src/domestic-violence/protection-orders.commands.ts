import { DomesticViolenceServiceService as Violence } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { checkDay, checkOptionalDay, isRefused, type Day, type Decision } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom } from '../incident/module.ts';
import { orderRuleOn, readMeasures, type OrderKind } from '../law/module.ts';
import { insertOrder, insertStep } from './case-orders.store.ts';
import { caseStep, type CaseStep, type CaseSteps, type SavingPart } from './case-step.commands.ts';
import { countSteps, takeStep, type OrderChange } from './order-step.ts';
import {
  checkDecisionNumber,
  continueOrder,
  extendRestraining,
  issueDay,
  issueOrder,
  restrainingOrder,
  type OrderToRecord,
} from './protection-order.ts';
import type { OrderStep, OrderTerms, ProtectionOrder } from './recorded-order.ts';
import { extendedEvent, orderRecordedEvent, restrainingEvent, stepEvent } from './order.events.ts';
import { toAppealBody, toEndReason, warningNumber } from './order.mapping.ts';
import { offenderBirthDate, type ViolenceCase } from './violence-case.ts';
import { readTerms } from './violence.mapping.ts';

/** Records an urgent prohibition order of the police, also late and for an offender whose age is unknown. */
const issueProtectionOrder = caseStep(Violence.issueProtectionOrder, {
  parse: ({ request, fields }) => ({
    terms: readTerms(request, fields),
    issuedDate: fields.text('issued_date', checkOptionalDay),
  }),
  isJudged: true,
  asksElsewhere: true,
  decide(step) {
    const { terms, issuedDate } = step.command;
    const issuedOn = issueDay(issuedDate, terms.validFrom, step.now);
    return recorded(step.violence, issueOrder(toRecord(step, 'urgent', terms, issuedOn)));
  },
  save: saveOrder,
  events: ({ part: order, incident }) => [orderRecordedEvent(order, incident)],
  reply: replyOf,
});

/** Records how a court extended the protection, in the measures of an urgent order. */
const extendByCourt = caseStep(Violence.extendByCourt, {
  parse({ request, fields }) {
    const extendsOrderId = fields.uuid('order_id');
    const terms = readTerms(request, fields);
    return { terms, court: { number: fields.text('court_decision', checkDecisionNumber), extendsOrderId } };
  },
  isJudged: true,
  decide(step) {
    const { terms, court } = step.command;
    const order = toRecord(step, 'restraining', terms, issueDay('', terms.validFrom, step.now));
    return recorded(step.violence, continueOrder(order, court));
  },
  save: saveOrder,
  events: ({ part: order, incident }) => [orderRecordedEvent(order, incident)],
  reply: ({ version, part: { orderId } }) => ({ version, orderId }),
});

/** Records a restraining order of a court, which needs no earlier order. */
const recordRestrainingOrder = caseStep(Orders.recordRestrainingOrder, {
  parse: ({ request: { measures }, fields }) => ({
    number: fields.text('court_decision', checkDecisionNumber),
    issuedOn: fields.text('issued_date', checkDay),
    terms: {
      measures: readMeasures(measures, 'measures', fields),
      validFrom: fields.time('valid_from'),
      validTo: fields.time('valid_to'),
    },
  }),
  isJudged: true,
  decide(step) {
    const { number, issuedOn, terms } = step.command;
    return recorded(step.violence, restrainingOrder(toRecord(step, 'restraining', terms, issuedOn), number));
  },
  save: saveOrder,
  events: ({ part: order, incident }) => [restrainingEvent(order, incident)],
  reply: replyOf,
});

const extendRestrainingOrder = caseStep(Orders.extendRestrainingOrder, {
  parse: ({ fields }) => ({
    extendsOrderId: fields.uuid('order_id'),
    number: fields.text('court_decision', checkDecisionNumber),
    issuedOn: fields.text('issued_date', checkDay),
    validTo: fields.time('valid_to'),
  }),
  isJudged: true,
  decide({ violence, law, command: extension, now, newId }) {
    const rule = orderRuleOn(law, 'restraining', extension.issuedOn);
    return recorded(violence, extendRestraining({ ...extension, orderId: newId() }, violence.orders, rule, now));
  },
  save: saveOrder,
  events: ({ part: order, incident }) => [extendedEvent(order, incident)],
  reply: replyOf,
});

const endOrder = caseStep(Orders.endOrder, {
  parse: ({ fields }) => ({
    kind: 'ended' as const,
    orderId: fields.uuid('order_id'),
    happenedAt: fields.time('ended_time'),
    reason: fields.word('reason', toEndReason, 'reasons'),
  }),
  decide: taken,
  save: saveStepOf,
  events: ({ part: { order, step }, incident }) => [stepEvent(order, step, incident)],
  reply: ({ version }) => ({ version }),
});

const recordOrderAppeal = caseStep(Orders.recordOrderAppeal, {
  parse: ({ fields }) => ({
    kind: 'appealed' as const,
    orderId: fields.uuid('order_id'),
    happenedAt: fields.time('appealed_time'),
    body: fields.word('body', toAppealBody, 'bodies'),
  }),
  decide: taken,
  save: saveStepOf,
  events: ({ part: { order, step }, incident }) => [stepEvent(order, step, incident)],
  reply: ({ version }) => ({ version }),
});

const recordOrderBreach = caseStep(Orders.recordOrderBreach, {
  parse: ({ request: { measures }, fields }) => ({
    kind: 'breached' as const,
    orderId: fields.uuid('order_id'),
    happenedAt: fields.time('breached_time'),
    measures: readMeasures(measures, 'measures', fields),
  }),
  decide: taken,
  save: saveStepOf,
  events: ({ part: { order, step }, incident }) => [stepEvent(order, step, incident)],
  reply: ({ version }) => ({ version }),
});

type Unsaved<Step> = Step extends OrderStep ? Omit<Step, 'stepId' | 'recordedAt'> : never;

function taken({ violence, command: asked, now, newId }: CaseStep<ViolenceCase, Unsaved<OrderStep>>) {
  const full = checkRoom('order_steps', countSteps(violence.orders));
  if (full !== undefined) return full;
  const part = takeStep(violence.orders, { ...asked, stepId: newId(), recordedAt: now });
  if (isRefused(part)) return part;
  return { kind: `protection-order-${asked.kind}`, details: { order_id: asked.orderId }, part };
}

function saveStepOf({ tx, part: { step }, incident: { incidentId } }: SavingPart<OrderChange>): Promise<void> {
  return insertStep(tx, incidentId, step);
}

function toRecord(
  { violence, law, isOrderedElsewhere, now, newId }: CaseStep<ViolenceCase>,
  kind: OrderKind,
  terms: OrderTerms,
  issuedOn: Day,
): OrderToRecord {
  return {
    orderId: newId(),
    terms,
    issuedOn,
    rule: orderRuleOn(law, kind, issuedOn),
    birthDate: offenderBirthDate(violence),
    orders: violence.orders,
    isOrderedElsewhere,
    now,
  };
}

function recorded({ orders }: ViolenceCase, order: Decision<ProtectionOrder>) {
  if (isRefused(order)) return order;
  const full = checkRoom('protection_orders', orders.length);
  if (full !== undefined) return full;
  const isExtension = (order.court?.extendsOrderId ?? '') !== '';
  const kind = isExtension ? 'protection-order-extended' : 'protection-order-recorded';
  return { kind, details: { order_id: order.orderId }, part: order };
}

function saveOrder({ tx, part: order, incident, deps }: SavingPart<ProtectionOrder>): Promise<void> {
  return insertOrder(tx, deps.keyring, incident.incidentId, order);
}

function replyOf({
  version,
  part: { orderId, warnings },
}: {
  readonly version: number;
  readonly part: ProtectionOrder;
}) {
  return { version, orderId, warnings: warnings.map(warningNumber) };
}

export const PROTECTION_ORDER_COMMANDS: readonly Rpc<CaseSteps>[] = [
  issueProtectionOrder,
  extendByCourt,
  recordRestrainingOrder,
  extendRestrainingOrder,
  endOrder,
  recordOrderAppeal,
  recordOrderBreach,
];
