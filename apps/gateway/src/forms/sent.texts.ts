import type { Language } from '../site/module.ts';

/** What forms that reach a service say when they are sent, and when they have been. */
const UK = {
  trap: 'Одне поле мало лишитися порожнім, його могла заповнити програма. Ми очистили його: натисніть «Надіслати» ще раз.',
  tooFast: 'Це було дуже швидко. Якщо ви людина, просто натисніть «Надіслати» ще раз.',
  copy: 'Скопіювати код',
  copied: 'Код скопійовано.',
  copyFailed: 'Не вдалося скопіювати. Виділіть код і скопіюйте його самі.',
  print: 'Надрукувати сторінку',
};

const EN: typeof UK = {
  trap: 'One field had to stay empty; a program may have filled it in. We have emptied it: press "Send" again.',
  tooFast: 'That was very fast. If you are a person, just press "Send" again.',
  copy: 'Copy the code',
  copied: 'The code was copied.',
  copyFailed: 'Copying failed. Select the code and copy it yourself.',
  print: 'Print this page',
};

export const SENT_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
