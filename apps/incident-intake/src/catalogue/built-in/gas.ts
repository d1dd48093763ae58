import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, UNKNOWN, value } from './wordings.ts';

export const GAS: CategoryPolicy = {
  category: 'gas',
  name: { uk: 'Газ', en: 'Gas' },
  defaultUrgency: 'immediate',
  emergencyNumber: '104',
  responders: ['gas', 'rescue'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('gas_kind', 'Що сталося', 'What happened'),
      required: true,
      type: 'choice',
      values: [
        value('smell', 'Запах газу', 'Smell of gas'),
        value('leak', 'Витік газу', 'Leak'),
        value('explosion', 'Вибух', 'Explosion'),
        value('carbon_monoxide', 'Чадний газ', 'Carbon monoxide'),
        OTHER,
        UNKNOWN,
      ],
    },
    {
      ...called('building', 'Вид будівлі', 'Kind of building'),
      required: false,
      type: 'choice',
      values: [
        value('dwelling', 'Житловий будинок', 'Dwelling'),
        value('apartment_building', 'Багатоквартирний будинок', 'Apartment building'),
        value('industry', 'Виробництво', 'Industry'),
        value('public_building', 'Громадська будівля', 'Public building'),
        OTHER,
      ],
    },
  ],
  retentionDays: RETENTION.usual,
  published: false,
};
