import { DomesticViolenceServiceService as Violence } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import type { EntityManager } from '@safe-community/database';
import { checkDay, checkOptionalDay, isRefused, type Day, type Decision } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom, type IncidentCase, type IncidentSteps } from '../incident/module.ts';
import { orderRuleOn, readMeasures, type OrderKind } from '../law/module.ts';
import { insertOrder, insertStep } from './case-orders.store.ts';
import { caseStep, type CaseStep } from './case-step.commands.ts';
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

export function protectionOrderCommands(shared: IncidentSteps): Rpc[] {
  return [
    issueProtectionOrder(shared),
    extendByCourt(shared),
    recordRestrainingOrder(shared),
    extendRestrainingOrder(shared),
    endOrder(shared),
    recordOrderAppeal(shared),
    recordOrderBreach(shared),
  ];
}

/** Records an urgent prohibition order of the police, also late and for an offender whose age is unknown. */
function issueProtectionOrder(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.issueProtectionOrder, {
    parse: (request, fields) => ({
      terms: readTerms(request, fields),
      issuedDate: fields.text('issued_date', checkOptionalDay),
    }),
    isJudged: true,
    asksElsewhere: true,
    decide: (step, { terms, issuedDate }) => {
      const issuedOn = issueDay(issuedDate, terms.validFrom, step.now);
      return recorded(step.violence, issueOrder(toRecord(step, 'urgent', terms, issuedOn)));
    },
    save: saveTo(shared),
    events: (order, incident) => [orderRecordedEvent(order, incident)],
    reply: replyOf,
  });
}

/** Records how a court extended the protection, in the measures of an urgent order. */
function extendByCourt(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.extendByCourt, {
    parse(request, fields) {
      const extendsOrderId = fields.uuid('order_id');
      const terms = readTerms(request, fields);
      return { terms, court: { number: fields.text('court_decision', checkDecisionNumber), extendsOrderId } };
    },
    isJudged: true,
    decide(step, { terms, court }) {
      const order = toRecord(step, 'restraining', terms, issueDay('', terms.validFrom, step.now));
      return recorded(step.violence, continueOrder(order, court));
    },
    save: saveTo(shared),
    events: (order, incident) => [orderRecordedEvent(order, incident)],
    reply: ({ version, part: { orderId } }) => ({ version, orderId }),
  });
}

/** Records a restraining order of a court, which needs no earlier order. */
function recordRestrainingOrder(shared: IncidentSteps): Rpc {
  return caseStep(shared, Orders.recordRestrainingOrder, {
    parse: ({ measures }, fields) => ({
      number: fields.text('court_decision', checkDecisionNumber),
      issuedOn: fields.text('issued_date', checkDay),
      terms: {
        measures: readMeasures(measures, 'measures', fields),
        validFrom: fields.time('valid_from'),
        validTo: fields.time('valid_to'),
      },
    }),
    isJudged: true,
    decide: (step, { number, issuedOn, terms }) =>
      recorded(step.violence, restrainingOrder(toRecord(step, 'restraining', terms, issuedOn), number)),
    save: saveTo(shared),
    events: (order, incident) => [restrainingEvent(order, incident)],
    reply: replyOf,
  });
}

function extendRestrainingOrder(shared: IncidentSteps): Rpc {
  return caseStep(shared, Orders.extendRestrainingOrder, {
    parse: (_request, fields) => ({
      extendsOrderId: fields.uuid('order_id'),
      number: fields.text('court_decision', checkDecisionNumber),
      issuedOn: fields.text('issued_date', checkDay),
      validTo: fields.time('valid_to'),
    }),
    isJudged: true,
    decide({ violence, law, now, newId }, extension) {
      const rule = orderRuleOn(law, 'restraining', extension.issuedOn);
      return recorded(violence, extendRestraining({ ...extension, orderId: newId() }, violence.orders, rule, now));
    },
    save: saveTo(shared),
    events: (order, incident) => [extendedEvent(order, incident)],
    reply: replyOf,
  });
}

function endOrder(shared: IncidentSteps): Rpc {
  return caseStep(shared, Orders.endOrder, {
    parse: (_request, fields) => ({
      kind: 'ended' as const,
      orderId: fields.uuid('order_id'),
      happenedAt: fields.time('ended_time'),
      reason: fields.word('reason', toEndReason, 'reasons'),
    }),
    decide: taken,
    save: saveStepOf,
    events: ({ order, step }, incident) => [stepEvent(order, step, incident)],
    reply: ({ version }) => ({ version }),
  });
}

function recordOrderAppeal(shared: IncidentSteps): Rpc {
  return caseStep(shared, Orders.recordOrderAppeal, {
    parse: (_request, fields) => ({
      kind: 'appealed' as const,
      orderId: fields.uuid('order_id'),
      happenedAt: fields.time('appealed_time'),
      body: fields.word('body', toAppealBody, 'bodies'),
    }),
    decide: taken,
    save: saveStepOf,
    events: ({ order, step }, incident) => [stepEvent(order, step, incident)],
    reply: ({ version }) => ({ version }),
  });
}

function recordOrderBreach(shared: IncidentSteps): Rpc {
  return caseStep(shared, Orders.recordOrderBreach, {
    parse: ({ measures }, fields) => ({
      kind: 'breached' as const,
      orderId: fields.uuid('order_id'),
      happenedAt: fields.time('breached_time'),
      measures: readMeasures(measures, 'measures', fields),
    }),
    decide: taken,
    save: saveStepOf,
    events: ({ order, step }, incident) => [stepEvent(order, step, incident)],
    reply: ({ version }) => ({ version }),
  });
}

type Unsaved<Step> = Step extends OrderStep ? Omit<Step, 'stepId' | 'recordedAt'> : never;

function taken({ violence, now, newId }: CaseStep<ViolenceCase>, asked: Unsaved<OrderStep>) {
  const full = checkRoom('order_steps', countSteps(violence.orders));
  if (full !== undefined) return full;
  const part = takeStep(violence.orders, { ...asked, stepId: newId(), recordedAt: now });
  if (isRefused(part)) return part;
  return { kind: `protection-order-${asked.kind}`, details: { order_id: asked.orderId }, part };
}

function saveStepOf(tx: EntityManager, { step }: OrderChange, { incidentId }: IncidentCase): Promise<void> {
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

function saveTo({ keyring }: IncidentSteps) {
  return (tx: EntityManager, order: ProtectionOrder, { incidentId }: IncidentCase): Promise<void> =>
    insertOrder(tx, keyring, incidentId, order);
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
