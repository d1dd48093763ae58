import type { Language } from '../site/module.ts';

const UK = {
  title: 'Контакти',
  urgent: 'Якщо потрібна негайна допомога',
  owner: 'Хто веде цю інсталяцію',
  name: 'Назва',
  address: 'Адреса',
  phone: 'Телефон',
  email: 'Електронна пошта',
  demonstration: 'Це демонстраційна інсталяція: люди й події на ній вигадані.',
  unnamed: 'Той, хто запустив цю інсталяцію, не назвав себе. Ми не вигадуємо ні назви, ні адреси, ні телефону.',
  report: 'Повідомити про подію',
  footage: 'Попросити відеозапис, на якому є ви',
  complaint: 'Поскаржитися на поліцію',
  officer: 'Знайти свого офіцера громади',
  accessibility: 'Сказати, що на сайті заважає: доступність',
  other: 'З іншим',
  vulnerability: 'Вразливість сайту',
  vulnerabilityText: 'Якщо ви знайшли спосіб прочитати, змінити чи підробити дані, скажіть спершу про це сюди:',
};

const EN: typeof UK = {
  title: 'Contact',
  urgent: 'If you need help at once',
  owner: 'Who runs this installation',
  name: 'Name',
  address: 'Address',
  phone: 'Phone',
  email: 'E-mail',
  demonstration: 'This is a demonstration: its people and incidents are invented.',
  unnamed: 'The owner of this installation has given no name. We invent no name, address, or phone.',
  report: 'Report what happened',
  footage: 'Request footage of yourself',
  complaint: 'Complain about the police',
  officer: 'Find your community officer',
  accessibility: 'Say what is in your way on this site: accessibility',
  other: 'Anything else',
  vulnerability: 'A vulnerability of this site',
  vulnerabilityText: 'If you found a way to read, change, or forge data, say so here first:',
};

export const CONTACT_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
