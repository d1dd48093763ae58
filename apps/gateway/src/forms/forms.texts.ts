import type { Language } from '../site/module.ts';

const UK = {
  summary: 'Виправте помилки',
  problem: 'Помилка:',
  here: 'Вказати, де я зараз',
  hereHint: 'Браузер запитає вашу згоду. Точка з’явиться в полі, і ви зможете її змінити.',
  hereWaits: 'Визначаємо місце…',
  hereDone: 'Точку вписано в поле.',
  hereFailed: 'Не вдалося визначити місце. Введіть назву або координати.',
  leave: 'Швидко залишити цю сторінку',
  leaveHint: 'Відкриється Вікіпедія. Сторінка залишиться в історії браузера: зітріть її там, якщо це небезпечно.',
  sending: 'Надсилаємо…',
  noNetwork:
    'Немає зв’язку: нічого не надіслано. Усе, що ви ввели, лишилося на цій сторінці. Не закривайте її й натисніть ще раз, коли з’явиться мережа: двічі нічого не надійде.',
  trap: 'Не заповнюйте це поле',
};

const EN: typeof UK = {
  summary: 'Correct the errors',
  problem: 'Error:',
  here: 'Use my current location',
  hereHint: 'The browser asks for your consent. The point appears in the field, and you can change it.',
  hereWaits: 'Looking for your place…',
  hereDone: 'The point is in the field.',
  hereFailed: 'Your place could not be found. Enter a name or coordinates.',
  leave: 'Leave this page quickly',
  leaveHint: 'Wikipedia opens. This page stays in the history of the browser: erase it there if that is dangerous.',
  sending: 'Sending…',
  noNetwork:
    'There is no network: nothing was sent. All that you entered is still on this page. Keep it open, and press again when the network is back: it will not arrive twice.',
  trap: 'Leave this field empty',
};

export const FORM_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
