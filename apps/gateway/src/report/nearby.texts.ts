import type { Language, PluralForms } from '../site/module.ts';
import type { VoiceProblem } from './report.ts';

const UK = {
  title: 'Можливо, про це вже повідомили',
  intro: 'Ці повідомлення ще відкриті. Якщо бачите своє, натисніть «Це воно»:',
  here: 'приблизно там само',
  metres: (metres: string) => `приблизно за ${metres} м`,
  same: {
    settlement: 'у тому самому населеному пункті',
    city: 'у тому самому місті',
    hromada: 'у тій самій громаді',
  },
  received: (time: string) => `надійшло ${time}`,
  more: (number: string) => `ще ${number}`,
  voices: {
    one: 'людина про це повідомила',
    few: 'людини про це повідомили',
    many: 'людей про це повідомили',
  } as PluralForms,
  isSame: 'Це воно',
  none: 'Жодне з них: продовжити',
  problems: {
    ended:
      'Це повідомлення вже не відкрите, тож додати до нього голос не можна. Якщо проблема лишилася, повідомте про неї.',
    alreadySent: 'Із цієї форми вже надіслано інше. Якщо це нове, натисніть ще раз.',
    unknown:
      'Ми не знаємо, чи вдалося додати ваш голос. Спробуйте ще раз (двічі його не додамо) або продовжте своє повідомлення.',
  } as Readonly<Record<VoiceProblem, string>>,
  joined: {
    title: 'Ми знаємо про це: ваш голос додано',
    text: 'Про це вже повідомили. Ми записали, що це стосується і вас. Більше нічого надсилати не потрібно.',
    code: 'Ваш код, щоб стежити',
    codeText:
      'Запишіть, скопіюйте або надрукуйте його: ця сторінка показує його недовго. За ним можна дізнатися про стан цього повідомлення. Змінювати його може лише той, хто його надіслав.',
    track: 'Перевірити стан цього повідомлення',
  },
};

const EN: typeof UK = {
  title: 'Somebody may have reported this already',
  intro: 'These reports are still open. If one is yours, press "This is it":',
  here: 'about the same place',
  metres: (metres) => `about ${metres} m away`,
  same: { settlement: 'in the same settlement', city: 'in the same city', hromada: 'in the same hromada' },
  received: (time) => `received ${time}`,
  more: (number) => number,
  voices: { one: 'more person said so', few: 'more people said so', many: 'more people said so' },
  isSame: 'This is it',
  none: 'None of these: continue',
  problems: {
    ended:
      'This report is not open any more, so no voice can be added to it. If the problem is still there, report it.',
    alreadySent: 'Something else was sent with this form already. If this is new, press again.',
    unknown:
      'We do not know whether your voice was added. Try again (it will not be added twice), or continue with your report.',
  },
  joined: {
    title: 'We know of it: you are added as a voice',
    text: 'This was reported already. We have noted that it concerns you too. There is nothing more to send.',
    code: 'Your code to follow it',
    codeText:
      'Write it down, copy it, or print it: this page does not show it for long. With it you can see the state of this report. Only the person who sent it can change it.',
    track: 'See the state of this report',
  },
};

export const NEARBY_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
