import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';

/** Derives the attribute of a category from the text of a source; the first match wins. */
interface AttributeRules {
  readonly name: string;
  readonly values: readonly (readonly [says: RegExp, value: string])[];
  /** If nothing matches. */
  readonly otherwise: string;
}

const RULES: ReadonlyMap<IncidentCategory, AttributeRules> = new Map([
  [
    IncidentCategory.ROAD_CRASH,
    {
      name: 'crash_kind',
      values: [
        [/PEDESTRIAN/, 'pedestrian'],
        [/ROLLOVER/, 'rollover'],
      ],
      otherwise: 'unknown',
    },
  ],
  [
    IncidentCategory.FIRE,
    {
      name: 'fire_object',
      values: [
        [/VEHICLE/, 'vehicle'],
        [/WOODS|FIELD|BRUSH/, 'forest_or_field'],
        [/BUILDING/, 'other'],
      ],
      otherwise: 'unknown',
    },
  ],
  [
    IncidentCategory.WATER,
    {
      name: 'water_kind',
      values: [
        [/DROWNING/, 'drowning'],
        [/FLOOD/, 'flood'],
      ],
      otherwise: 'unknown',
    },
  ],
  [
    IncidentCategory.MEDICAL,
    {
      name: 'medical_kind',
      values: [
        [/CARDIAC|HEART|CVA/, 'cardiac'],
        [/FALL|FRACTURE|LACERATION|HEMORRHAG|HEAD INJURY|BURN/, 'trauma'],
        [/RESPIRATORY|CHOKING/, 'breathing'],
        [/UNCONSCIOUS|UNRESPONSIVE|SYNCOP/, 'unconscious'],
        [/MATERNITY/, 'childbirth'],
        [/OVERDOSE|POISON/, 'poisoning'],
      ],
      otherwise: 'other',
    },
  ],
  [
    IncidentCategory.PUBLIC_ORDER,
    {
      name: 'order_kind',
      values: [
        [/ASSAULT|STABBING/, 'assault'],
        [/SHOOTING/, 'weapon'],
        [/ROBBERY/, 'robbery'],
      ],
      otherwise: 'other',
    },
  ],
  [
    IncidentCategory.GAS,
    {
      name: 'gas_kind',
      values: [
        [/ODOR/, 'smell'],
        [/LEAK/, 'leak'],
        [/CARBON/, 'carbon_monoxide'],
      ],
      otherwise: 'unknown',
    },
  ],
  [IncidentCategory.INFRASTRUCTURE, { name: 'infrastructure_kind', values: [], otherwise: 'other' }],
  [IncidentCategory.ACCESS_BARRIER, { name: 'barrier_kind', values: [], otherwise: 'other' }],
  [IncidentCategory.DOMESTIC_VIOLENCE, { name: 'violence_forms', values: [], otherwise: 'unknown' }],
]);

/** The attributes derived from the text of the source. None for school safety: no foreign export has the code. */
export function attributesOfSource(category: IncidentCategory, text: string): { name: string; value: string }[] {
  const rules = RULES.get(category);
  if (rules === undefined) return [];
  const [, value] = rules.values.find(([says]) => says.test(text.toUpperCase())) ?? [];
  return [{ name: rules.name, value: value ?? rules.otherwise }];
}
