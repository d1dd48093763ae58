import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { categoryOfSource } from './source-categories.ts';

test.each([
  ['EMS: CARDIAC EMERGENCY', IncidentCategory.MEDICAL],
  ['EMS: VEHICLE ACCIDENT', IncidentCategory.ROAD_CRASH],
  ['EMS: ASSAULT VICTIM', IncidentCategory.PUBLIC_ORDER],
  ['EMS: BUILDING FIRE', IncidentCategory.FIRE],
  ['EMS: FIRE SPECIAL SERVICE', IncidentCategory.OTHER],
  ['Fire: FIRE ALARM', IncidentCategory.FIRE],
  ['Fire: VEHICLE ACCIDENT', IncidentCategory.ROAD_CRASH],
  ['Fire: GAS-ODOR/LEAK', IncidentCategory.GAS],
  ['Fire: CARBON MONOXIDE DETECTOR', IncidentCategory.GAS],
  ['Fire: RESCUE - WATER', IncidentCategory.WATER],
  ['Fire: RESCUE - ELEVATOR', IncidentCategory.OTHER],
  ['Fire: BURN VICTIM', IncidentCategory.MEDICAL],
  ['Traffic: VEHICLE ACCIDENT -', IncidentCategory.ROAD_CRASH],
  ['Traffic: DISABLED VEHICLE -', IncidentCategory.OTHER],
  ['Traffic: ROAD OBSTRUCTION', IncidentCategory.INFRASTRUCTURE],
  ['Traffic: VEHICLE FIRE', IncidentCategory.FIRE],
  ['  fire: building fire ', IncidentCategory.FIRE],
])('%s', (text, category) => {
  expect(categoryOfSource(text)).toBe(category);
});

test('accepts our own category words', () => {
  expect(categoryOfSource('domestic-violence')).toBe(IncidentCategory.DOMESTIC_VIOLENCE);
  expect(categoryOfSource('Road_Crash')).toBe(IncidentCategory.ROAD_CRASH);
});

test.each(['', 'CARDIAC EMERGENCY', 'Police: THEFT', 'EMS:', 'VEHICLE ACCIDENT'])(
  '“%s” is not a known category',
  (text) => {
    expect(categoryOfSource(text)).toBeUndefined();
  },
);
