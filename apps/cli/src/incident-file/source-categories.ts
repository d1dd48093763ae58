import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { categoryOf } from '../wording/categories.ts';

/** Maps the service and the text of a source to a category. */
interface Rule {
  /** Absent: any service. */
  readonly service?: 'EMS' | 'FIRE' | 'TRAFFIC';
  readonly says: RegExp;
  readonly category: IncidentCategory;
}

const { ROAD_CRASH, FIRE, WATER, MEDICAL, PUBLIC_ORDER, GAS, INFRASTRUCTURE, OTHER } = IncidentCategory;

/**
 * For categories such as "EMS: CARDIAC EMERGENCY", the style of American dispatch centres. The event counts, not the
 * dispatched service: an ambulance sent to a vehicle accident is a road crash. The first match wins.
 */
const RULES: readonly Rule[] = [
  { says: /VEHICLE ACCIDENT/, category: ROAD_CRASH },
  { says: /GAS-ODOR|GAS LEAK|CARBON MONOXIDE/, category: GAS },
  { says: /RESCUE - WATER|DROWNING|FLOOD/, category: WATER },
  { says: /ASSAULT|STABBING|SHOOTING|WARRANT|SUSPICIOUS|ROBBERY/, category: PUBLIC_ORDER },
  { says: /BURN VICTIM|MEDICAL ALERT/, category: MEDICAL },
  { service: 'TRAFFIC', says: /ROAD OBSTRUCTION|HAZARDOUS ROAD|DEBRIS/, category: INFRASTRUCTURE },
  { service: 'FIRE', says: /DEBRIS/, category: INFRASTRUCTURE },
  // The fire service attends many calls without a fire.
  { says: /SPECIAL SERVICE|POLICE NEEDED|PUMP DETAIL|HELICOPTER|LEAKING FUEL|HAZARDOUS MATERIALS/, category: OTHER },
  { service: 'FIRE', says: /RESCUE|TRANSFERRED CALL/, category: OTHER },
  { says: /\bFIRE\b/, category: FIRE },
  { service: 'EMS', says: /./, category: MEDICAL },
  { service: 'FIRE', says: /./, category: FIRE },
  // A disabled vehicle is not a crash.
  { service: 'TRAFFIC', says: /./, category: OTHER },
];

/** The category of a text of the source, or of one of our words ("road-crash"); undefined if no rule matches. */
export function categoryOfSource(text: string): IncidentCategory | undefined {
  const { service, call = '' } = /^(?<service>[A-Z]+): *(?<call>.+)$/.exec(text.trim().toUpperCase())?.groups ?? {};
  const rule = RULES.find((rule) => (rule.service === undefined || rule.service === service) && rule.says.test(call));
  return rule === undefined || service === undefined ? categoryOf(text) : rule.category;
}
