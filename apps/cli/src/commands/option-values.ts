import { InvalidArgumentError } from 'commander';
import type {
  ClassifierCode,
  MedicalClass,
  PoliceClass,
} from '@safe-community/contracts/incidents/v1/external_class.ts';
import type {
  Attribute,
  IncidentCategory,
  IncidentState,
  ReportChannel,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import type { Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import { MEDICAL_CLASS, POLICE_CLASS } from '@safe-community/incident-mapping';
import { CATEGORY_WORDS, categoryOf } from '../wording/categories.ts';
import { CHANNEL_WORDS, channelOf } from '../wording/channels.ts';
import { REQUEST_KIND_NAMES, requestKindOf } from '../wording/footage-requests.ts';
import { OFFICER_KIND_WORDS, OFFICER_STATE_WORDS, officerKindOf, officerStateOf } from '../wording/officers.ts';
import { STATE_WORDS, stateOf } from '../wording/states.ts';
import { TERRITORY_STATUS_WORDS, territoryStatusOf } from '../wording/territory.ts';
import type { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';

/** Parsers of option values for commander: each returns the value or throws an InvalidArgumentError. */

export function categoryOption(text: string): IncidentCategory {
  return known(categoryOf(text), `one of ${CATEGORY_WORDS.join(', ')}`);
}

export function channelOption(text: string): ReportChannel {
  return known(channelOf(text), `one of ${CHANNEL_WORDS.join(', ')}`);
}

export function policeClassOption(text: string): PoliceClass {
  return known(POLICE_CLASS.numberOf(text), `one of ${POLICE_CLASS.words.join(', ')}`);
}

export function medicalClassOption(text: string): MedicalClass {
  return known(MEDICAL_CLASS.numberOf(text), `one of ${MEDICAL_CLASS.words.join(', ')}`);
}

/** For a repeatable option. Incident-intake checks both parts. */
export function classifierCodesOption(text: string, before: readonly ClassifierCode[]): ClassifierCode[] {
  const { classifier, code } = /^(?<classifier>[^=]+)=(?<code>.+)$/.exec(text)?.groups ?? {};
  const given = classifier && code ? { classifier, code } : undefined;
  return [...before, known(given, 'classifier=code, such as resolution-1031=3.1')];
}

/** For a repeatable option. */
export function statesOption(text: string, before: readonly IncidentState[]): IncidentState[] {
  return [...before, known(stateOf(text), `one of ${STATE_WORDS.join(', ')}`)];
}

export function officerKindOption(text: string): OfficerKind {
  return known(officerKindOf(text), `one of ${OFFICER_KIND_WORDS.join(', ')}`);
}

export function requestKindOption(text: string): FootageRequestKind {
  return known(requestKindOf(text), `one of ${REQUEST_KIND_NAMES.join(', ')}`);
}

/** For a repeatable option. */
export function officerStatesOption(text: string, before: readonly OfficerState[]): OfficerState[] {
  return [...before, known(officerStateOf(text), `one of ${OFFICER_STATE_WORDS.join(', ')}`)];
}

export function territoryStatusOption(text: string): TerritoryStatus {
  return known(territoryStatusOf(text), `one of ${TERRITORY_STATUS_WORDS.join(', ')}`);
}

/** For a repeatable option. Incident-intake checks whether the category has this attribute. */
export function attributesOption(text: string, before: readonly Attribute[]): Attribute[] {
  const { name, value } = /^(?<name>[a-z_]+)=(?<value>.+)$/.exec(text)?.groups ?? {};
  return [...before, known(name && value ? { name, value } : undefined, 'name=value, such as fire_object=dwelling')];
}

export function countOption(text: string): number {
  return known(/^\d{1,9}$/.test(text) ? Number(text) : undefined, 'a whole number, 0 or more');
}

export function degreesOption(text: string): number {
  return known(/^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : undefined, 'decimal degrees: 49.2331');
}

export function pointOption(text: string): { readonly latitude: number; readonly longitude: number } {
  const [latitude = '', longitude = '', ...more] = text.split(',');
  known(more.length === 0 ? true : undefined, 'latitude,longitude: 49.2331,28.4682');
  return { latitude: degreesOption(latitude), longitude: degreesOption(longitude) };
}

/** Requires an offset: a local time would be ambiguous. */
export function instantOption(text: string): Date {
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = new Date(isInstant ? text : Number.NaN);
  return known(Number.isNaN(time.getTime()) ? undefined : time, 'a time with its offset: 2026-01-31T18:05:00+02:00');
}

export function dayOption(text: string): Day {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const day = { year: Number(year), month: Number(month), day: Number(dayOfMonth) };
  return known(year === undefined ? undefined : day, 'a day: 2021-02-01');
}

export function uuidOption(text: string): string {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return known(isUuid ? text : undefined, 'a UUID');
}

function known<T>(value: T | undefined, rule: string): T {
  if (value === undefined) throw new InvalidArgumentError(`It must be ${rule}.`);
  return value;
}
