import { ACCESS_BARRIER } from './built-in/access-barrier.ts';
import { DOMESTIC_VIOLENCE } from './built-in/domestic-violence.ts';
import { FIRE } from './built-in/fire.ts';
import { GAS } from './built-in/gas.ts';
import { INFRASTRUCTURE } from './built-in/infrastructure.ts';
import { MEDICAL } from './built-in/medical.ts';
import { OTHER_CATEGORY } from './built-in/other.ts';
import { PUBLIC_ORDER } from './built-in/public-order.ts';
import { ROAD_CRASH } from './built-in/road-crash.ts';
import { SCHOOL_SAFETY } from './built-in/school-safety.ts';
import { WATER } from './built-in/water.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** The catalogue that applies unless the configuration changes it. */
export const BUILT_IN: readonly CategoryPolicy[] = [
  ROAD_CRASH,
  FIRE,
  WATER,
  MEDICAL,
  DOMESTIC_VIOLENCE,
  SCHOOL_SAFETY,
  PUBLIC_ORDER,
  GAS,
  INFRASTRUCTURE,
  ACCESS_BARRIER,
  OTHER_CATEGORY,
];
