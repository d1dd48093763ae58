import { DomesticViolenceServiceService as Violence } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, type Decision } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom, type IncidentCase, type IncidentSteps } from '../incident/module.ts';
import { insertOrder } from './case-parts.store.ts';
import { caseStep } from './case-step.commands.ts';
import { checkDecisionNumber, extendOrder, issueOrder, type ProtectionOrder } from './protection-order.ts';
import { offenderBirthDate, type ViolenceCase } from './violence-case.ts';
import { orderRecordedEvent } from './violence.events.ts';
import { readTerms } from './violence.mapping.ts';

export function protectionOrderCommands(shared: IncidentSteps): Rpc[] {
  return [issueProtectionOrder(shared), extendByCourt(shared)];
}

/** Records an urgent prohibition order of the police. */
function issueProtectionOrder(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.issueProtectionOrder, {
    parse: readTerms,
    decide: ({ violence, now, newId }, terms) =>
      recorded(violence, issueOrder(newId(), terms, offenderBirthDate(violence), now)),
    save: saveTo(shared),
    events: (order, incident) => [orderRecordedEvent(order, incident)],
    reply: ({ version, part: { orderId } }) => ({ version, orderId }),
  });
}

/** Records how a court extended the protection. */
function extendByCourt(shared: IncidentSteps): Rpc {
  return caseStep(shared, Violence.extendByCourt, {
    parse(request, fields) {
      const extendsOrderId = fields.uuid('order_id');
      const terms = readTerms(request, fields);
      return { terms, court: { number: fields.text('court_decision', checkDecisionNumber), extendsOrderId } };
    },
    decide({ violence, now, newId }, extension) {
      const birthDate = offenderBirthDate(violence);
      return recorded(violence, extendOrder(newId(), extension, violence.orders, birthDate, now));
    },
    save: saveTo(shared),
    events: (order, incident) => [orderRecordedEvent(order, incident)],
    reply: ({ version, part: { orderId } }) => ({ version, orderId }),
  });
}

function recorded({ orders }: ViolenceCase, order: Decision<ProtectionOrder>) {
  if (isRefused(order)) return order;
  const full = checkRoom('protection_orders', orders.length);
  if (full !== undefined) return full;
  const kind = order.court === undefined ? 'protection-order-recorded' : 'protection-order-extended';
  return { kind, details: { order_id: order.orderId }, part: order };
}

function saveTo({ keyring }: IncidentSteps) {
  return (tx: EntityManager, order: ProtectionOrder, { incidentId }: IncidentCase): Promise<void> =>
    insertOrder(tx, keyring, incidentId, order);
}
