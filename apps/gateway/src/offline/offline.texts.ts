import type { Language } from '../site/module.ts';

const UK = {
  title: 'Якщо немає мережі',
  seen: 'Якщо ви бачите цю сторінку замість іншої, браузер не зміг зв’язатися із сайтом.',
  retry: 'Спробувати ще раз',
  call: 'Зателефонувати можна й без інтернету',
  works: 'Що працює без мережі',
  worksList: [
    'дзвінки за номерами вгорі;',
    'ця сторінка;',
    'чернетка повідомлення, якщо ви її зберегли: вона лишається в цьому браузері, і ви продовжите її, коли з’явиться мережа;',
    'код повідомлення, який ви записали чи надрукували: за ним можна буде згодом дізнатися про стан.',
  ],
  fails: 'Чого не можна зробити без мережі',
  failsList: [
    'надіслати повідомлення або доповнити його;',
    'дізнатися про стан повідомлення;',
    'знайти свого офіцера, подивитися карту й показники.',
  ],
  keeps: 'Що зберігає ваш браузер',
  keepsList: [
    'Цю сторінку, її вигляд, сценарії та значок, щоб показати їх без мережі. Інших сторінок, форм і відповідей ми для цього не зберігаємо.',
    'Чернетку повідомлення – лише якщо ви самі натиснули «Зберегти чернетку в цьому браузері». У ній є те, що сталося, місце й подробиці, але немає вашого імені та телефону. Її може відкрити кожен, хто користується цим браузером.',
    'Чернетка зникає, коли ви надішлете повідомлення чи видалите її. Через добу продовжити її вже не можна, і браузер зітре її, щойно ви знову відкриєте наш сайт.',
    'Чернеток повідомлень про домашнє насильство та події в школах ми не зберігаємо.',
    'Щоб стерти все це одразу, очистьте дані сайту в налаштуваннях браузера.',
  ],
};

const EN: typeof UK = {
  title: 'If there is no network',
  seen: 'If you see this page in place of another one, the browser could not reach the site.',
  retry: 'Try again',
  call: 'You can phone without the internet',
  works: 'What works without a network',
  worksList: [
    'calls to the numbers above;',
    'this page;',
    'the draft of a report, if you kept one: it stays in this browser, and you continue it when the network is back;',
    'the code of a report that you wrote down or printed: you can look up its state later.',
  ],
  fails: 'What you cannot do without a network',
  failsList: [
    'send a report, or add to one;',
    'look up the state of a report;',
    'find your officer, or see the map and the figures.',
  ],
  keeps: 'What your browser keeps',
  keepsList: [
    'This page, its styles, scripts, and icon, to show them without a network. No other page, form, or answer is kept for that.',
    'The draft of a report, only if you pressed "Keep a draft in this browser" yourself. It holds what happened, the place, and the details, but neither your name nor your phone. Anyone who uses this browser can open it.',
    'The draft is deleted when you send the report or delete it yourself. After a day it cannot be continued, and the browser erases it as soon as you open our site again.',
    'No draft is kept of a report about domestic violence or an incident at a school.',
    'To erase all of this at once, clear the data of this site in the settings of the browser.',
  ],
};

export const OFFLINE_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
