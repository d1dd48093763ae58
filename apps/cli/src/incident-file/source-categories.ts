import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { categoryOf } from '../wording/categories.ts';

/** What a source calls its service, and what it writes of the call, makes a category. */
interface Rule {
  /** Absent: whatever service. */
  readonly service?: 'EMS' | 'FIRE' | 'TRAFFIC';
  readonly says: RegExp;
  readonly category: IncidentCategory;
}

const { ROAD_CRASH, FIRE, WATER, MEDICAL, PUBLIC_ORDER, GAS, INFRASTRUCTURE, OTHER } = IncidentCategory;

/**
 * For categories such as "EMS: CARDIAC EMERGENCY", as American dispatch centres write them. What happened counts, not who
 * was sent: an ambulance sent to a vehicle accident is a road crash. The first rule that holds decides.
 */
const RULES: readonly Rule[] = [
  { says: /VEHICLE ACCIDENT/, category: ROAD_CRASH },
  { says: /GAS-ODOR|GAS LEAK|CARBON MONOXIDE/, category: GAS },
  { says: /RESCUE - WATER|DROWNING|FLOOD/, category: WATER },
  { says: /ASSAULT|STABBING|SHOOTING|WARRANT|SUSPICIOUS|ROBBERY/, category: PUBLIC_ORDER },
  { says: /BURN VICTIM|MEDICAL ALERT/, category: MEDICAL },
  { service: 'TRAFFIC', says: /ROAD OBSTRUCTION|HAZARDOUS ROAD|DEBRIS/, category: INFRASTRUCTURE },
  { service: 'FIRE', says: /DEBRIS/, category: INFRASTRUCTURE },
  // The fire service comes to much where nothing burns.
  { says: /SPECIAL SERVICE|POLICE NEEDED|PUMP DETAIL|HELICOPTER|LEAKING FUEL|HAZARDOUS MATERIALS/, category: OTHER },
  { service: 'FIRE', says: /RESCUE|TRANSFERRED CALL/, category: OTHER },
  { says: /\bFIRE\b/, category: FIRE },
  { service: 'EMS', says: /./, category: MEDICAL },
  { service: 'FIRE', says: /./, category: FIRE },
  // A disabled vehicle is no crash.
  { service: 'TRAFFIC', says: /./, category: OTHER },
];

/** The category of a source's own words, or of a word of ours ("road-crash"); undefined when no rule knows it. */
export function categoryOfSource(text: string): IncidentCategory | undefined {
  const { service, call = '' } = /^(?<service>[A-Z]+): *(?<call>.+)$/.exec(text.trim().toUpperCase())?.groups ?? {};
  const rule = RULES.find((rule) => (rule.service === undefined || rule.service === service) && rule.says.test(call));
  return rule === undefined || service === undefined ? categoryOf(text) : rule.category;
}
