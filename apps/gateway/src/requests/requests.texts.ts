import { CONTACT_FIELD_TEXTS } from '../forms/contact-fields.texts.ts';
import { PLACE_FIELD_TEXTS } from '../places/place-field.texts.ts';
import type { Language } from '../site/module.ts';
import type { TimeRule } from './event-time.ts';
import type { TextRule } from './request.ts';

const UK = {
  before: 'Перш ніж надіслати',
  readers:
    'Текст і контакт прочитають лише відділ розгляду звернень громадян і керівник підрозділу поліції – кожен на своїй території. Кожне таке читання фіксують.',
  kept: 'Текст і контакт зберігають зашифрованими. Строку, після якого їх стирають, ще не встановлено. Незавершену форму зберігають, також зашифрованою, не довше ніж добу.',
  where: 'Де це сталося?',
  placeNote: 'За місцем визначимо громаду; вулицю й будинок напишіть нижче.',
  place: {
    ...PLACE_FIELD_TEXTS.uk,
    crimea:
      'Це місце в Автономній Республіці Крим, тимчасово окупованій з 20 лютого 2014 року. Меж громад там ми не знаємо, і українська поліція там не працює.',
  },
  when: 'Коли це сталося?',
  time: {
    day: 'День',
    from: 'Від котрої години',
    fromHint: 'За київським часом. Якщо точно не пам’ятаєте, вкажіть проміжок із запасом.',
    until: 'До котрої години',
    untilHint: 'Щонайбільше 24 години від початку.',
    lastDay: 'День закінчення (необов’язково)',
    lastDayHint: 'Лише якщо закінчилося вже іншого дня.',
  },
  who: 'Хто звертається?',
  fullName: 'Прізвище, ім’я та по батькові',
  address: 'Адреса для відповіді: поштова або електронна',
  send: 'Надіслати',
  rules: {
    day: 'Вкажіть день, коли це сталося.',
    lastDay: 'Вкажіть день закінчення або лишіть поле порожнім.',
    time: 'Вкажіть час, хоча б приблизно, наприклад 14:30.',
    future: 'Цей час ще не настав. Перевірте день і час.',
    old: 'Вкажіть день не раніше 1 січня 1991 року.',
    order: 'Кінець раніше за початок. Якщо це було вже іншого дня, вкажіть день закінчення.',
    tooLong: 'Проміжок довший за 24 години. Скоротіть його або надішліть кілька звернень.',
    tooShort: 'Опишіть докладніше: щонайменше 10 символів.',
    textWrong: 'Скоротіть текст до 4000 символів і приберіть спеціальні символи.',
    wrongName: CONTACT_FIELD_TEXTS.uk.wrongName,
    reach: 'Вкажіть телефон або адресу: інакше нам нікуди відповісти.',
    wrongPhone: CONTACT_FIELD_TEXTS.uk.wrongPhone,
    wrongAddress: 'Адреса має містити від 3 до 300 символів, без спеціальних символів.',
  } as Readonly<Record<TimeRule | TextRule, string>>,
  refusals: {
    field: 'Служба не прийняла цієї відповіді. Вкажіть її інакше.',
    tooOld: 'Сторінка була відкрита надто довго. Усе, що ви ввели, лишилося: перевірте й натисніть «Надіслати» ще раз.',
    gone: 'Цієї форми вже немає: вона застаріла. Заповніть її ще раз.',
    alreadySent: 'Із цієї форми вже надіслано інший текст. Якщо це нове звернення, натисніть «Надіслати» ще раз.',
    noDeadline:
      'Служба не знає, до якого дня має відповісти, тому зараз не може прийняти звернення. Нічого не надіслано. Спробуйте пізніше або подайте його письмово до поліції.',
    refused: 'Служба не прийняла звернення. Перевірте відповіді.',
    unknown: 'Ми не знаємо, чи надійшло звернення. Натисніть «Надіслати» ще раз: двох звернень не буде.',
  },
  sent: {
    codeText:
      'Запишіть, скопіюйте або надрукуйте його: ця сторінка показує його недовго. За ним можна дізнатися про стан і рішення. Нікому його не показуйте.',
    due: (time: string) => `Відповісти мають до ${time}.`,
    next: 'Що буде далі',
    steps: [
      'Відділ розгляду звернень призначить того, хто відповість.',
      'Якщо строк продовжать, вас мають повідомити.',
      'Відповідь надішлють на вказаний телефон чи адресу. На сайті її не буде: тут за кодом видно лише стан і рішення.',
    ],
    track: 'Перевірити стан за кодом',
  },
};

const EN: typeof UK = {
  before: 'Before you send',
  readers:
    'Only the desk for requests of citizens and the head of the police unit read text and contact, each in their own territory. Every time somebody reads them is recorded.',
  kept: 'Text and contact are stored encrypted. No term after which they are erased is set yet. A form that is not finished is kept, encrypted as well, for a day at most.',
  where: 'Where did it happen?',
  placeNote: 'The place tells us the hromada; give the street and house below.',
  place: {
    ...PLACE_FIELD_TEXTS.en,
    crimea:
      'This place is in the Autonomous Republic of Crimea, temporarily occupied since 20 February 2014. We do not know the borders of its hromadas, and the Ukrainian police does not work there.',
  },
  when: 'When did it happen?',
  time: {
    day: 'Day',
    from: 'From what time',
    fromHint: 'By Kyiv time. If you do not remember exactly, give a wider span.',
    until: 'Until what time',
    untilHint: 'At most 24 hours from the beginning.',
    lastDay: 'Day on which it ended (optional)',
    lastDayHint: 'Only if it ended on another day.',
  },
  who: 'Who is asking?',
  fullName: 'Full name',
  address: 'Address for the answer: postal or e-mail',
  send: 'Send',
  rules: {
    day: 'Give the day on which it happened.',
    lastDay: 'Give the day on which it ended, or leave the field empty.',
    time: 'Give the time, at least roughly, for example 14:30.',
    future: 'That time has not come yet. Check the day and the time.',
    old: 'Give a day from 1 January 1991 on.',
    order: 'The end is before the beginning. If it was on another day already, give that day.',
    tooLong: 'The span is longer than 24 hours. Shorten it, or send several.',
    tooShort: 'Say more: at least 10 characters.',
    textWrong: 'Shorten the text to 4,000 characters, and remove special characters.',
    wrongName: CONTACT_FIELD_TEXTS.en.wrongName,
    reach: 'Give a phone or an address: otherwise there is nowhere to send the answer.',
    wrongPhone: CONTACT_FIELD_TEXTS.en.wrongPhone,
    wrongAddress: 'An address has 3 to 300 characters, without special characters.',
  },
  refusals: {
    field: 'The service did not accept this answer. Give it in another way.',
    tooOld: 'The page was open for too long. All that you entered is still here: check it, and press "Send" again.',
    gone: 'This form is gone: it was too old. Fill it in once more.',
    alreadySent: 'Another text was sent with this form already. If this is a new one, press "Send" again.',
    noDeadline:
      'The service does not know by which day it has to answer, so it cannot take this now. Nothing was sent. Try later, or submit it to the police in writing.',
    refused: 'The service did not accept this. Check your answers.',
    unknown: 'We do not know whether it has arrived. Press "Send" again: it will not arrive twice.',
  },
  sent: {
    codeText:
      'Write it down, copy it, or print it: this page does not show it for long. With it you can see the state and the decision. Show it to nobody.',
    due: (time) => `An answer is due by ${time}.`,
    next: 'What happens next',
    steps: [
      'The desk for requests of citizens names who answers.',
      'If the term is extended, you should be notified.',
      'The answer goes to the phone or address that you gave. It is not on this site: here the code shows only the state and the decision.',
    ],
    track: 'See the state by the code',
  },
};

export const REQUEST_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
