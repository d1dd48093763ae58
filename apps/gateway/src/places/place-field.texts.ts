import type { Language } from '../site/module.ts';

/** Of the field in which a form asks for a place. */
const UK = {
  label: 'Населений пункт, громада або координати',
  hint: 'Наприклад: Якушинці; Миколаївка, Сумська; 49.2331, 28.4682',
  needed: 'Вкажіть місце: назву або координати.',
  nothing: 'Такого місця не знайдено. Перевірте назву або координати.',
  outside: 'Ця точка не в Україні або в громаді, якої ми не знаємо.',
  tooMany: 'Знайдено забагато місць. Додайте через кому громаду, район або область: Миколаївка, Сумська.',
  refused: 'Служба не прийняла це місце. Вкажіть його інакше.',
  several: 'Яке місце ви маєте на увазі?',
  noExact: 'Точної назви немає. Можливо, ви шукали:',
  choose: 'Оберіть місце.',
  nearBorder: 'Точка лежить біля межі громад. Оберіть свою громаду.',
};

const EN: typeof UK = {
  label: 'Settlement, hromada, or coordinates',
  hint: 'For example: Yakushyntsi; Mykolaivka, Sumska; 49.2331, 28.4682',
  needed: 'Give the place: a name or coordinates.',
  nothing: 'No such place was found. Check the name or the coordinates.',
  outside: 'This point is not in Ukraine, or in a hromada that we do not know.',
  tooMany: 'There are too many places. Add the hromada, raion, or oblast after a comma: Mykolaivka, Sumska.',
  refused: 'The service did not accept this place. Give it in another way.',
  several: 'Which place do you mean?',
  noExact: 'No exact name. Did you mean:',
  choose: 'Choose the place.',
  nearBorder: 'The point is near a border of hromadas. Choose your hromada.',
};

export const PLACE_FIELD_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
