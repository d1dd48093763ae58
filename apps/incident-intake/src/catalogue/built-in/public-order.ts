import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, UNKNOWN, value } from './wordings.ts';

export const PUBLIC_ORDER: CategoryPolicy = {
  category: 'public_order',
  name: { uk: 'Громадський порядок', en: 'Public order' },
  defaultUrgency: 'high',
  emergencyNumber: '102',
  responders: ['police'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('order_kind', 'Вид правопорушення', 'Kind of offence'),
      required: true,
      type: 'choice',
      values: [
        value('theft', 'Крадіжка', 'Theft'),
        value('robbery', 'Грабіж або розбій', 'Robbery'),
        value('assault', 'Напад', 'Assault'),
        value('vandalism', 'Вандалізм', 'Vandalism'),
        value('disturbance', 'Порушення спокою', 'Disturbance'),
        value('drugs', 'Наркотики', 'Drugs'),
        value('weapon', 'Зброя', 'Weapon'),
        value('explosive', 'Вибухонебезпечний предмет', 'Explosive object'),
        value('fraud', 'Шахрайство', 'Fraud'),
        OTHER,
        UNKNOWN,
      ],
    },
  ],
  retentionDays: RETENTION.usual,
  published: false,
};
