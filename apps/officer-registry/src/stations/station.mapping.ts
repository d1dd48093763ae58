import {
  AccessibilityGrade as Grades,
  Condition as Conditions,
  type Equipment as EquipmentMessage,
  PremisesFunding as Fundings,
  StationDetails as DetailsMessage,
  type Station as StationMessage,
  type Vehicle as VehicleMessage,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { checkUuid, enumNames, Fields, unless, type Violation, etagOf } from '@safe-community/domain-kit';
import {
  ACCESSIBILITY_GRADES,
  checkDetails,
  CONDITIONS,
  PREMISES_FUNDINGS,
  type Accessibility,
  type Station,
  type StationDetails,
} from './station.ts';

const { nameOf: toFunding, numberOf: fundingNumber } = enumNames(Fundings, PREMISES_FUNDINGS);
const { nameOf: toCondition, numberOf: conditionNumber } = enumNames(Conditions, CONDITIONS);
const { nameOf: toGrade, numberOf: gradeNumber } = enumNames(Grades, ACCESSIBILITY_GRADES);

/** The details of a request, and their violations. */
export function readDetails(message = DetailsMessage.fromPartial({})): {
  readonly details: StationDetails;
  readonly violations: readonly Violation[];
} {
  const fields = new Fields(message);
  const { settlementCode, address, fundedSince, accessibility, officerIds } = message;
  const details = {
    settlementCode,
    address,
    funding: fields.word('funding', toFunding, 'kinds of funding'),
    fundedSince,
    condition: fields.word('condition', toCondition, 'conditions'),
    ...(accessibility === undefined ? {} : { accessibility: readAccessibility(accessibility, fields) }),
    equipment: fields.list('equipment', ({ item, quantity }: EquipmentMessage, each) => ({
      item,
      quantity,
      condition: each.word('condition', toCondition, 'conditions'),
    })),
    vehicles: fields.list('vehicles', ({ model, plate }: VehicleMessage, each) => ({
      model,
      plate,
      condition: each.word('condition', toCondition, 'conditions'),
    })),
    officerIds: officerIds.map((officerId) => officerId.toLowerCase()),
    phone: message.phone,
  };
  fields.check(officerIds.flatMap((officerId, index) => checkUuid(officerId, `officer_ids[${index}]`)));
  return { details, violations: [...fields.violations, ...checkDetails(details)] };
}

function readAccessibility(
  { grade, assessedOn, source }: NonNullable<DetailsMessage['accessibility']>,
  fields: Fields<DetailsMessage>,
): Accessibility {
  const known = toGrade(grade);
  fields.check(unless(known !== undefined, 'accessibility.grade', 'must be one of the known grades'));
  return { grade: known ?? 'barriers', assessedOn, source };
}

export function toStationMessage(station: Station): StationMessage {
  const { details } = station;
  return {
    stationId: station.stationId,
    hromadaCode: station.hromadaCode,
    oblastCode: station.oblastCode,
    details: {
      ...details,
      funding: fundingNumber(details.funding),
      condition: conditionNumber(details.condition),
      accessibility: details.accessibility && {
        ...details.accessibility,
        grade: gradeNumber(details.accessibility.grade),
      },
      equipment: details.equipment.map((each) => ({ ...each, condition: conditionNumber(each.condition) })),
      vehicles: details.vehicles.map((each) => ({ ...each, condition: conditionNumber(each.condition) })),
      officerIds: [...details.officerIds],
    },
    openedTime: station.openedAt,
    closedTime: station.closedAt,
    changedTime: station.changedAt,
    etag: etagOf(station),
  };
}

/** What the events say about a station. */
export function toPublished({ stationId, oblastCode, hromadaCode, details }: Station) {
  const { settlementCode, funding, condition, accessibility, officerIds } = details;
  return {
    stationId,
    oblastCode,
    hromadaCode,
    settlementCode,
    funding: fundingNumber(funding),
    condition: conditionNumber(condition),
    accessibility: accessibility === undefined ? Grades.UNSPECIFIED : gradeNumber(accessibility.grade),
    officers: officerIds.length,
  };
}
