import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, UNKNOWN, value } from './wordings.ts';

export const FIRE: CategoryPolicy = {
  category: 'fire',
  name: { uk: 'Пожежа', en: 'Fire' },
  defaultUrgency: 'immediate',
  emergencyNumber: '101',
  responders: ['rescue', 'police'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('fire_object', 'Що горить', 'What is burning'),
      required: true,
      type: 'choice',
      values: [
        value('dwelling', 'Житловий будинок', 'Dwelling'),
        value('apartment_building', 'Багатоквартирний будинок', 'Apartment building'),
        value('industry', 'Виробництво', 'Industry'),
        value('vehicle', 'Транспортний засіб', 'Vehicle'),
        value('forest_or_field', 'Ліс або поле', 'Forest or field'),
        value('public_building', 'Громадська будівля', 'Public building'),
        OTHER,
        UNKNOWN,
      ],
    },
    {
      ...called('people_inside', 'Чи є люди всередині', 'People inside'),
      required: false,
      type: 'choice',
      values: [value('yes', 'Так', 'Yes'), value('no', 'Ні', 'No'), UNKNOWN],
    },
    { ...called('storey', 'Поверх', 'Storey'), required: false, type: 'number', least: 0, most: 200 },
  ],
  retentionDays: RETENTION.usual,
  published: false,
};
