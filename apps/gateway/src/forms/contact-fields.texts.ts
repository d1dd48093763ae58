import type { Language } from '../site/module.ts';

/** Of the fields in which people say who they are. */
const UK = {
  name: 'Ім’я',
  phone: 'Телефон',
  phoneHint: 'Наприклад: 050 123 45 67',
  wrongName: 'Ім’я має містити від 2 до 200 символів, без спеціальних символів.',
  wrongPhone: 'Введіть телефон: 10 цифр, що починаються з 0, або «+» і код країни.',
};

const EN: typeof UK = {
  name: 'Name',
  phone: 'Phone',
  phoneHint: 'For example: 050 123 45 67',
  wrongName: 'A name has 2 to 200 characters, without special characters.',
  wrongPhone: 'Enter the phone: 10 digits that begin with 0, or "+" and the code of the country.',
};

export const CONTACT_FIELD_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
