import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, UNKNOWN, value } from './wordings.ts';

export const WATER: CategoryPolicy = {
  category: 'water',
  name: { uk: 'Подія на воді', en: 'Water' },
  defaultUrgency: 'immediate',
  emergencyNumber: '101',
  responders: ['rescue', 'ambulance'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('water_kind', 'Вид події на воді', 'Kind of water incident'),
      required: true,
      type: 'choice',
      values: [
        value('drowning', 'Людина тоне', 'Drowning'),
        value('flood', 'Підтоплення', 'Flood'),
        value('ice', 'Подія на льоду', 'Ice'),
        value('boat', 'Аварія судна', 'Boat'),
        OTHER,
        UNKNOWN,
      ],
    },
    {
      ...called('people_in_water', 'Кількість людей у воді', 'Number of people in the water'),
      required: false,
      type: 'number',
      least: 0,
      most: 1_000,
    },
  ],
  retentionDays: RETENTION.usual,
  published: false,
};
