import { HromadaOrder } from '@safe-community/contracts/officers/v1/coverage.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  AccessibilityGrade,
  Condition,
  PremisesFunding,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { words } from './words.ts';

export const OFFICER_STATES = words([
  [OfficerState.CANDIDATE, 'candidate', 'кандидат'],
  [OfficerState.SELECTION, 'selection', 'відбір', 'in selection'],
  [OfficerState.TRAINING, 'training', 'навчання', 'in training'],
  [OfficerState.ACTIVE, 'active', 'на службі'],
  [OfficerState.ON_LEAVE, 'on-leave', 'у відпустці', 'on leave'],
  [OfficerState.SUSPENDED, 'suspended', 'відсторонено'],
  [OfficerState.DISMISSED, 'dismissed', 'звільнено'],
]);

export const OFFICER_KINDS = words([
  [OfficerKind.COMMUNITY, 'community', 'поліцейський офіцер громади', 'community officer'],
  [OfficerKind.PATROL, 'patrol', 'патрульний', 'patrol officer'],
  [OfficerKind.DISTRICT, 'district', 'дільничний офіцер поліції', 'district officer'],
]);

export const GRADES = words([
  [AccessibilityGrade.BARRIER_FREE, 'barrier-free', 'безбар’єрний'],
  [AccessibilityGrade.PARTLY, 'partly', 'частково безбар’єрний'],
  [AccessibilityGrade.BARRIERS, 'barriers', 'бар’єрний'],
]);

export const CONDITIONS = words([
  [Condition.GOOD, 'good', 'справний'],
  [Condition.WORN, 'worn', 'зношений'],
  [Condition.UNUSABLE, 'unusable', 'непридатний'],
]);

export const FUNDINGS = words([
  [PremisesFunding.HROMADA, 'hromada', 'громада'],
  [PremisesFunding.POLICE, 'police', 'поліція'],
  [PremisesFunding.OTHER, 'other', 'інші'],
]);

export const HROMADA_ORDERS = words([
  [HromadaOrder.POPULATION, 'population', 'населення'],
  [HromadaOrder.INCIDENT_LOAD, 'load', 'навантаження'],
  [HromadaOrder.MISSING_OFFICERS, 'missing', 'нестача офіцерів'],
]);

export const ORDER_ABOUT = {
  uk: 'спершу найбільші за населенням, навантаженням (подіями) або нестачею офіцерів',
  en: 'the largest first, by population, load (incidents) or missing (officers)',
};

export const LOAD_HELP = {
  uk: `Навантаження – кількість подій цього місяця та дванадцяти попередніх, без хибних викликів і дублікатів;
чутливі категорії не враховано.`,
  en: `The load is the number of incidents of this month and the twelve before it, without false calls and duplicates;
sensitive categories are not counted.`,
};
