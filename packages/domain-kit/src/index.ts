export { attributeRule, fitsAttribute, type AttributeForm } from './attribute-value.ts';
export { checkCasualties, NO_CASUALTIES, type Casualties } from './casualties.ts';
export type { Clock, ClockAndIds } from './clock-and-ids.ts';
export {
  checkSource,
  inForce,
  nextVersion,
  requirePreview,
  RULE_STATUSES,
  type Recorded,
  type RuleRecord,
  type RuleStatus,
} from './dated-rule.ts';
export {
  addDays,
  checkDay,
  checkKnownOn,
  checkOptionalDay,
  checkPastDays,
  dayOf,
  firstMomentOf,
  isDay,
  kyivDay,
  kyivTimeOfDay,
  weekdayOf,
  lastMomentOf,
  monthsAfter,
  partsOf,
  type Day,
} from './day.ts';
export { accepted, isRefused, type Decision } from './decision.ts';
export { kilometres } from './distance.ts';
export { enumNames } from './enum-names.ts';
export { checkEtag, etagOf, refuseStale } from './etag.ts';
export { Fields, parseFields, type Parsed } from './fields.ts';
export { DEMONSTRATION_NOTE, INSTALLATIONS, type Installation } from './installation.ts';
export { checkCourse, MAX_RESPONDERS, type ImportedCourse } from './imported-course.ts';
export { checkExternalId, checkIncidentRow, checkSourceSystem, type IncidentRow } from './imported-row.ts';
export {
  checkWindow,
  FORECAST_STATUSES,
  forecastGap,
  windowOf,
  type Forecast,
  type Pace,
  type Window,
} from './pace.ts';
export { guardFormula, unguardFormula } from './formula.ts';
export { instantsIn, localTimes, OFFSET, offsetMilliseconds } from './local-time.ts';
export {
  decidedDistrict,
  hromadasOf,
  resolvePlace,
  servedPlace,
  type ResolvedPlace,
  type UnitsOfDay,
} from './merged-place.ts';
export { toE164 } from './phone-number.ts';
export type { FieldOf } from './proto-name.ts';
export { checkReported } from './reported-incident.ts';
export {
  attach,
  invalid,
  notFound,
  preconditionFailed,
  Refusal,
  refuseInvalid,
  unavailable,
  type Attached,
  type RefusalDetails,
  type RefusalKind,
} from './refusal.ts';
export {
  deputyOfficer,
  dutiesByUnit,
  isInForce,
  responsibleOfficer,
  type BeatAssignment,
  type BeatRole,
  type DutiesByUnit,
  type Place,
  type Responsibility,
  type ResponsibilityReason,
  type StaffedBeat,
} from './responsible-officer.ts';
export { decidedDistricts, mayLieIn, type DecidedDistricts, type DistrictDecision } from './starosta-districts.ts';
export {
  checkGround,
  checkName,
  checkPhone,
  checkReadReason,
  checkText,
  escapeHidden,
  NAME,
  type TextRule,
} from './text.ts';
export { CLOCK_SKEW_MS, isPast, isPlannable, isPlausible, latest } from './time.ts';
export { checkUuid, checkUuids, isUuid } from './uuid.ts';
export { checkEach, unless, within, type Violation } from './violation.ts';
export { zoneOffset } from './zone-offset.ts';
export { isWorkingDay, workingDaysAfter, type Calendar, type Holiday, type HolidayRule } from './working-days.ts';
