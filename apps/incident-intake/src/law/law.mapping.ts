import {
  OrderKind as OrderKinds,
  OrderMeasure as OrderMeasures,
  type OrderRule as OrderMessage,
  OrderTermUnit as Units,
  SanctionKind as Sanctions,
  type SanctionRule as SanctionMessage,
  type WorksRule as WorksMessage,
} from '@safe-community/contracts/incidents/v1/law.ts';
import { enumNames, type Fields } from '@safe-community/domain-kit';
import { readBasis, toBasis } from '../catalogue/module.ts';
import {
  ORDER_KINDS,
  ORDER_MEASURES,
  ORDER_TERM_UNITS,
  SANCTIONS,
  type OrderMeasure,
  type OrderRule,
  type SanctionRule,
  type WorksRule,
} from './law.ts';

const sanctionNames = enumNames(Sanctions, SANCTIONS);
export const sanctionNumber = sanctionNames.numberOf;
const { nameOf: toUnit, numberOf: unitNumber } = enumNames(Units, ORDER_TERM_UNITS);
const kinds = enumNames(OrderKinds, ORDER_KINDS);
const measureNames = enumNames(OrderMeasures, ORDER_MEASURES);
export const orderKindNumber = kinds.numberOf;
export const orderMeasureNumber = measureNames.numberOf;

export function readSanctionRule(message: SanctionMessage, fields: Fields<SanctionMessage>): SanctionRule {
  const { article, part, bounds, only } = message;
  return {
    ...readBasis(message.basis, fields),
    sanction: fields.word('sanction', sanctionNames.nameOf, 'sanctions'),
    article,
    part,
    least: bounds?.least,
    most: bounds?.most,
    only,
  };
}

export function readWorksRule(message: WorksMessage, fields: Fields<WorksMessage>): WorksRule {
  const { hoursPerDay, hoursPerDayOfMinors, referralDays } = message;
  // Other sanctions are refused by `checkWorksRule`.
  const works = fields.word('works', sanctionNames.nameOf, 'sanctions') as WorksRule['works'];
  return { ...readBasis(message.basis, fields), works, hoursPerDay, hoursPerDayOfMinors, referralDays };
}

export function readOrderRule(message: OrderMessage, fields: Fields<OrderMessage>): OrderRule {
  const { leastTerm, mostTerm, mostExtension } = message;
  return {
    ...readBasis(message.basis, fields),
    order: fields.word('order', kinds.nameOf, 'kinds of orders'),
    measures: readMeasures(message.measures, 'measures', fields),
    measuresOfAdults: readMeasures(message.measuresOfAdults, 'measures_of_adults', fields),
    unit: fields.word('unit', toUnit, 'units'),
    leastTerm,
    mostTerm,
    mostExtension,
  };
}

/** Unknown numbers are reported and left out. */
export function readMeasures(
  numbers: readonly number[],
  field: string,
  fields: Pick<Fields<object>, 'check'>,
): OrderMeasure[] {
  return numbers.flatMap((number, index) => {
    const measure = measureNames.nameOf(number);
    if (measure === undefined)
      fields.check([{ field: `${field}[${index}]`, rule: 'must be one of the known measures' }]);
    return measure ?? [];
  });
}

export function toSanctionMessage(rule: SanctionRule): SanctionMessage {
  const { sanction, article, part, least, most, only } = rule;
  const bounds = least === undefined || most === undefined ? undefined : { least, most };
  return { sanction: sanctionNumber(sanction), article, part, bounds, only, basis: toBasis(rule) };
}

export function toWorksMessage(rule: WorksRule): WorksMessage {
  const { works, hoursPerDay, hoursPerDayOfMinors, referralDays } = rule;
  return { works: sanctionNumber(works), hoursPerDay, hoursPerDayOfMinors, referralDays, basis: toBasis(rule) };
}

export function toOrderMessage(rule: OrderRule): OrderMessage {
  const { order, measures, measuresOfAdults, unit, leastTerm, mostTerm, mostExtension } = rule;
  return {
    order: orderKindNumber(order),
    measures: measures.map(orderMeasureNumber),
    measuresOfAdults: measuresOfAdults.map(orderMeasureNumber),
    unit: unitNumber(unit),
    leastTerm,
    mostTerm,
    mostExtension,
    basis: toBasis(rule),
  };
}
