import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { attributesOfSource } from './source-attributes.ts';

const { FIRE, GAS, MEDICAL, OTHER, PUBLIC_ORDER, ROAD_CRASH, SCHOOL_SAFETY, WATER } = IncidentCategory;

test.each([
  [MEDICAL, 'EMS: CARDIAC EMERGENCY', 'medical_kind', 'cardiac'],
  [MEDICAL, 'EMS: FALL VICTIM', 'medical_kind', 'trauma'],
  [MEDICAL, 'EMS: NAUSEA/VOMITING', 'medical_kind', 'other'],
  [FIRE, 'Fire: VEHICLE FIRE', 'fire_object', 'vehicle'],
  [FIRE, 'Fire: FIRE ALARM', 'fire_object', 'unknown'],
  [GAS, 'Fire: GAS-ODOR/LEAK', 'gas_kind', 'smell'],
  [PUBLIC_ORDER, 'EMS: SHOOTING', 'order_kind', 'weapon'],
  [ROAD_CRASH, 'Traffic: VEHICLE ACCIDENT -', 'crash_kind', 'unknown'],
  [WATER, 'EMS: RESCUE - WATER', 'water_kind', 'unknown'],
])('%s of “%s” has %s %s', (category, text, name, value) => {
  expect(attributesOfSource(category, text)).toEqual([{ name, value }]);
});

test('invents no attributes that the source cannot know or that are not needed', () => {
  expect(attributesOfSource(SCHOOL_SAFETY, 'school-safety')).toEqual([]);
  expect(attributesOfSource(OTHER, 'Fire: SPECIAL SERVICE')).toEqual([]);
});
