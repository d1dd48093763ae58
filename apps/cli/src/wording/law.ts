import { OrderKind, OrderMeasure, RuleStatus, SanctionKind } from '@safe-community/contracts/incidents/v1/law.ts';
import { words } from './words.ts';

/** In the words of the Code on Administrative Offences and of the law on domestic violence. */
export const SANCTIONS = words([
  [SanctionKind.COMMUNITY_WORKS, 'community works', 'громадські роботи'],
  [SanctionKind.SOCIALLY_USEFUL_WORKS, 'socially useful works', 'суспільно корисні роботи'],
  [SanctionKind.FINE, 'fine', 'штраф'],
  [SanctionKind.ARREST, 'arrest', 'адміністративний арешт'],
  [SanctionKind.CORRECTIONAL_WORKS, 'correctional works', 'виправні роботи'],
]);

export const ORDERS = words([
  [OrderKind.URGENT, 'urgent', 'терміновий заборонний припис'],
  [OrderKind.RESTRAINING, 'restraining', 'обмежувальний припис'],
]);

export const ORDER_MEASURES = words([
  [OrderMeasure.LEAVE_HOME, 'leave home', 'залишити місце проживання'],
  [OrderMeasure.NO_ENTRY, 'no entry', 'не входити до місця проживання'],
  [OrderMeasure.NO_CONTACT, 'no contact', 'не контактувати'],
  [OrderMeasure.NOT_STAY_IN_SHARED_HOME, 'not stay in shared home', 'не перебувати в спільному житлі'],
  [OrderMeasure.NOT_HINDER_USE_OF_PROPERTY, 'not hinder use of property', 'не заважати користуватися майном'],
  [OrderMeasure.LIMITED_CONTACT_WITH_CHILD, 'limited contact with child', 'обмежене спілкування з дитиною'],
  [OrderMeasure.KEEP_DISTANCE, 'keep distance', 'не наближатися'],
  [OrderMeasure.NOT_SEARCH_FOR_VICTIM, 'not search for victim', 'не розшукувати постраждалої особи'],
  [OrderMeasure.NO_COMMUNICATION, 'no communication', 'не листуватися й не телефонувати'],
]);

export const RULE_STATUSES = words([
  [RuleStatus.CONFIRMED, 'confirmed', 'підтверджено'],
  [RuleStatus.SECONDARY, 'secondary', 'за вторинним джерелом'],
  [RuleStatus.UNCONFIRMED, 'unconfirmed', 'не підтверджено'],
]);
