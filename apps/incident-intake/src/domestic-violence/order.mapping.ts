import {
  ProtectionMeasure,
  type ProtectionOrder as OrderMessage,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import {
  AppealBody as Bodies,
  OrderEndReason as EndReasons,
  OrderMatch as Matches,
  OrderWarning as Warnings,
  type OrderStatus,
  type SceneOrder as SceneMessage,
} from '@safe-community/contracts/incidents/v1/protection_order.ts';
import { enumNames } from '@safe-community/domain-kit';
import { orderKindNumber, orderMeasureNumber } from '../law/module.ts';
import type { SceneOrder } from './orders-in-force.store.ts';
import { APPEAL_BODIES, MEASURES, ORDER_END_REASONS, ORDER_WARNINGS, type ProtectionOrder } from './recorded-order.ts';

export const { numberOf: measureNumber } = enumNames(ProtectionMeasure, MEASURES);
export const { nameOf: toEndReason, numberOf: endReasonNumber } = enumNames(EndReasons, ORDER_END_REASONS);
export const { nameOf: toAppealBody, numberOf: appealBodyNumber } = enumNames(Bodies, APPEAL_BODIES);
export const { numberOf: warningNumber } = enumNames(Warnings, ORDER_WARNINGS);
const { numberOf: matchNumber } = enumNames(Matches, ['same_case', 'same_offender', 'same_address'] as const);

/** Those measures that the contract of urgent orders has. */
export function urgentMeasures({ measures }: Pick<ProtectionOrder, 'measures'>) {
  return MEASURES.filter((measure) => measures.includes(measure)).map(measureNumber);
}

export function toOrderMessage(order: ProtectionOrder): OrderMessage {
  const { orderId, validFrom, validTo, recordedAt, court } = order;
  return {
    orderId,
    measures: urgentMeasures(order),
    validFrom,
    validTo,
    courtDecision: court?.number ?? '',
    extendsOrderId: court?.extendsOrderId ?? '',
    recordedTime: recordedAt,
    status: toStatus(order),
  };
}

function toStatus({ kind, measures, issuedOn, warnings, endedAt, steps }: ProtectionOrder): OrderStatus {
  const end = steps.find((step) => step.kind === 'ended');
  return {
    kind: orderKindNumber(kind),
    measures: measures.map(orderMeasureNumber),
    issuedDate: issuedOn,
    warnings: warnings.map(warningNumber),
    endedTime: endedAt,
    endReason: end === undefined ? EndReasons.UNSPECIFIED : endReasonNumber(end.reason),
    appeals: steps.flatMap((step) =>
      step.kind === 'appealed' ? [{ appealedTime: step.happenedAt, body: appealBodyNumber(step.body) }] : [],
    ),
    breaches: steps.flatMap((step) =>
      step.kind === 'breached'
        ? [{ breachedTime: step.happenedAt, measures: step.measures.map(orderMeasureNumber) }]
        : [],
    ),
  };
}

export function toSceneMessage(order: SceneOrder): SceneMessage {
  const { incidentId, orderId, kind, measures, validFrom, validTo, isAppealed, breaches, match } = order;
  return {
    incidentId,
    orderId,
    kind: orderKindNumber(kind),
    measures: measures.map(orderMeasureNumber),
    validFrom,
    validTo,
    appealed: isAppealed,
    breaches,
    match: matchNumber(match),
  };
}
