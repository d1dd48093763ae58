import type { Language } from '../site/module.ts';
import type { OfficerRole } from './officer.ts';

const UK = {
  roles: {
    primary: '',
    deputy: 'Зараз громаду обслуговує заступник: основного офіцера немає або він відсутній.',
    district: 'Поліцейського офіцера громади тут немає. Відповідає дільничний офіцер поліції.',
  } as Readonly<Record<OfficerRole, string>>,
  finerBeats:
    'У деяких населених пунктах чи районах цієї громади є свої офіцери. Щоб знати напевно, знайдіть свій населений пункт за назвою.',
  can: 'Що ви можете зробити',
  report: 'Повідомити про подію',
  footage: 'Попросити відеозапис, на якому є ви',
  complaint: 'Поскаржитися на поліцію',
  noExact: 'Точної назви немає. Можливо, ви шукали:',
  orMeant: 'А можливо, ви шукали:',
  photoOf: 'Фото',
  nextReception: 'Найближчий прийом',
  byPoint: 'Або вкажіть точку',
  point: 'Координати: широта, довгота',
  pointHint: 'Наприклад: 49.2331, 28.4682. Точку ми не зберігаємо.',
  pointButton: 'Знайти за точкою',
  notAPoint: 'Введіть два числа через кому, спершу широту: 49.2331, 28.4682.',
  outside: 'Цієї точки немає в жодній громаді, яку ми знаємо. Перевірте координати або шукайте за назвою.',
  crimea: 'Межі громад Автономної Республіки Крим нам невідомі, тому ми не кажемо, яка це громада.',
  nearBorder: 'Точка лежить біля межі. Можливо, це інша громада:',
};

const EN: typeof UK = {
  roles: {
    primary: '',
    deputy: 'A deputy serves the hromada now: there is no primary officer, or that officer is away.',
    district: 'There is no community officer here. The district police officer is responsible.',
  },
  finerBeats:
    'Some settlements or districts of this hromada have officers of their own. To be sure, search for your settlement by name.',
  can: 'What you can do',
  report: 'Report what happened',
  footage: 'Request footage of yourself',
  complaint: 'Complain about the police',
  noExact: 'No exact name. Did you mean:',
  orMeant: 'Or did you mean:',
  photoOf: 'Photo',
  nextReception: 'Next office hours',
  byPoint: 'Or give a point',
  point: 'Coordinates: latitude, longitude',
  pointHint: 'For example: 49.2331, 28.4682. We do not store the point.',
  pointButton: 'Search by point',
  notAPoint: 'Enter two numbers with a comma between them, the latitude first: 49.2331, 28.4682.',
  outside: 'This point is in no hromada that we know. Check the coordinates, or search by name.',
  crimea:
    'We do not know the borders of hromadas in the Autonomous Republic of Crimea, so we do not say which hromada it is.',
  nearBorder: 'The point is near a border. It may be in another hromada:',
};

export const OFFICER_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
