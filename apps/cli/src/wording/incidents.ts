import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
  Urgency,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { words } from './words.ts';

export const CATEGORIES = words([
  [IncidentCategory.ROAD_CRASH, 'road-crash', 'ДТП', 'Road crash'],
  [IncidentCategory.FIRE, 'fire', 'Пожежа', 'Fire'],
  [IncidentCategory.WATER, 'water', 'Подія на воді', 'On water'],
  [IncidentCategory.MEDICAL, 'medical', 'Медична допомога', 'Medical'],
  [IncidentCategory.DOMESTIC_VIOLENCE, 'domestic-violence', 'Домашнє насильство', 'Domestic violence'],
  [IncidentCategory.SCHOOL_SAFETY, 'school-safety', 'Безпека в школі', 'School safety'],
  [IncidentCategory.PUBLIC_ORDER, 'public-order', 'Громадський порядок', 'Public order'],
  [IncidentCategory.GAS, 'gas', 'Газ', 'Gas'],
  [IncidentCategory.INFRASTRUCTURE, 'infrastructure', 'Інфраструктура', 'Infrastructure'],
  [IncidentCategory.ACCESS_BARRIER, 'access-barrier', 'Бар’єр', 'Access barrier'],
  [IncidentCategory.OTHER, 'other', 'Інше', 'Other'],
]);

export const INCIDENT_STATES = words([
  [IncidentState.RECEIVED, 'received', 'прийнято'],
  [IncidentState.TRIAGED, 'triaged', 'розглянуто'],
  [IncidentState.DISPATCHED, 'dispatched', 'сили направлено'],
  [IncidentState.EN_ROUTE, 'en-route', 'прямують на місце', 'en route'],
  [IncidentState.ON_SCENE, 'on-scene', 'на місці', 'on scene'],
  [IncidentState.RESOLVED, 'resolved', 'вирішено'],
  [IncidentState.CLOSED, 'closed', 'закрито'],
  [IncidentState.REJECTED, 'rejected', 'відхилено'],
  [IncidentState.DUPLICATE, 'duplicate', 'дублікат'],
  [IncidentState.REOPENED, 'reopened', 'відкрито повторно'],
]);

export const CHANNELS = words([
  [ReportChannel.PHONE_101, 'phone-101', 'телефон 101'],
  [ReportChannel.PHONE_102, 'phone-102', 'телефон 102'],
  [ReportChannel.PHONE_103, 'phone-103', 'телефон 103'],
  [ReportChannel.PHONE_104, 'phone-104', 'телефон 104'],
  [ReportChannel.PHONE_112, 'phone-112', 'телефон 112'],
  [ReportChannel.WEB, 'web', 'вебсторінка'],
  [ReportChannel.OFFICER, 'officer', 'офіцер'],
  [ReportChannel.COMMUNITY_HEAD, 'community-head', 'голова громади'],
  [ReportChannel.SYSTEM, 'system', 'інша система'],
]);

export const RESPONDERS = words([
  [ResponderKind.UNSPECIFIED, 'the first', 'перша, що прибула'],
  [ResponderKind.POLICE, 'police', 'поліція'],
  [ResponderKind.RESCUE, 'rescue', 'рятувальники'],
  [ResponderKind.AMBULANCE, 'ambulance', 'екстрена медична допомога'],
  [ResponderKind.AIR_MEDICAL, 'air medical', 'медична авіація'],
  [ResponderKind.GAS, 'gas', 'газова служба'],
  [ResponderKind.MUNICIPALITY, 'municipality', 'комунальна служба'],
  [ResponderKind.EDUCATION_SAFETY, 'education safety', 'служба освітньої безпеки'],
]);

export const URGENCIES = words([
  [Urgency.IMMEDIATE, 'immediate', 'негайно'],
  [Urgency.HIGH, 'high', 'висока'],
  [Urgency.NORMAL, 'normal', 'звичайна'],
  [Urgency.LOW, 'low', 'низька'],
]);
