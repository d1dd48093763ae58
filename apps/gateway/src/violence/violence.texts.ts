import type { Language, PluralForms } from '../site/module.ts';
import type { LegalFact } from './legal-facts.ts';

/** Roles of the delivered policy that may read such a report. */
type Reader = 'dispatcher' | 'community-officer' | 'social-service' | 'police-unit-head';

const UK = {
  // In the tab and in the history: it says nothing to somebody who looks over the shoulder.
  title: 'Корисні контакти',
  lead: 'Це не ваша провина. Ви самі вирішуєте, кому й що розповісти.',
  urgent: 'Якщо небезпечно просто зараз',
  mute: 'Не можете говорити?',
  talk: 'З ким порадитися',
  talkText: 'Телефонувати можна й тоді, коли ви ще нічого не вирішили.',
  fromMobile: 'з мобільного',
  fromAny: 'з будь-якого телефону',
  always: 'Цілодобово, щодня.',
  hours: (timetable: string) => `Години: ${timetable}.`,
  open: 'За розкладом зараз відповідають.',
  opens: (weekday: string, time: string) => `Зараз не відповідають. Наступні години: ${weekday}, з\u00A0${time}.`,
  free: 'Безоплатно.',
  silentBy: 'Без голосу:',
  unconfirmed: 'Не підтверджено: якщо ніхто не відповідає, телефонуйте 102.',
  unconfirmedWay: 'Не підтверджено.',
  silent: 'Якщо говорити не можна',
  silentText:
    'Спершу вимкніть звук телефона: відповідь може задзвонити. Якщо непідтверджене не спрацює, телефонуйте 102, щойно зможете.',
  report: 'Надіслати повідомлення на цьому сайті',
  reportText:
    'Без дзвінка й без імені. Коли його прочитають, обіцяти не можемо: якщо вам загрожують, викликайте 102 або\u00A0112.',
  demonstration: 'Номери на цій сторінці справжні.',
  demonstrationReport:
    'Це демонстрація: таке повідомлення не надійде нікому. Якщо вам загрожують, викликайте 102 або\u00A0112.',
  traces: 'Що лишається після цієї сторінки',
  tracesList: [
    'В історії браузера: назва «Корисні контакти» й адреса зі словом safety. Кукі й чернеток немає, самої сторінки браузер не зберігає.',
    'Оформлення сайту й сторінка «Якщо немає мережі»: вони лишаються після будь-якої сторінки цього сайту.',
    'Дзвінки, SMS і листування лишаються в телефоні. Якщо їх можуть побачити, зітріть і їх.',
  ],
  erase: 'Як стерти це на телефоні',
  eraseList: [
    'Chrome: три крапки → «Історія» → знайдіть «Корисні контакти» → хрестик поруч.',
    'Safari: книжка → годинник → проведіть по рядку «Корисні контакти» ліворуч → «Видалити».',
    'Інший браузер: відкрийте його розділ «Історія».',
  ],
  eraseText:
    'Стирайте лише цей рядок: порожня історія впадає в\u00A0око. Потім закрийте вкладку. Наступного разу відкрийте приватну.',
  watched:
    'Якщо за телефоном стежить програма або ваш обліковий запис відкрито й на чужому пристрої, стирання не допоможе. Тоді візьміть телефон людини, якій довіряєте.',
  escape: 'З клавіатури цю сторінку можна залишити й так: двічі поспіль натисніть Escape.',
  next: 'Що буде далі',
  call: 'Після дзвінка на 102',
  callList: [
    'Вас запитають, що сталося, де ви, чи є поруч діти й чи потрібен лікар. Якщо можете, адресу скажіть першою.',
    'Поліцейські мають припинити насильство, пояснити вам ваші права й прийняти заяву. За потреби викликають швидку.',
  ],
  readers: 'Якщо ви надішлете повідомлення тут',
  readersText: 'Прочитати його можуть лише:',
  readersList: {
    dispatcher: 'диспетчер вашої території;',
    'community-officer': 'поліцейський офіцер вашої громади;',
    'social-service': 'соціальна служба вашої громади;',
    'police-unit-head': 'керівник підрозділу поліції – для нагляду, розгляду скарги або на запит суду.',
  } satisfies Readonly<Record<Reader, string>>,
  readersNot: 'Голова громади його не бачить, і на сайті його не оприлюднюють.',
  recorded: 'Хто, коли й навіщо його прочитав, записується, і цей запис може перевірити аудитор.',
  code: 'Наприкінці ви побачите код. Хто його знайде, дізнається про стан справи, тож не лишайте його на видноті.',
  days: { one: 'день', few: 'дні', many: 'днів' } as PluralForms,
  kept: (term: string) =>
    `Опис і ваш контакт, якщо ви його дали, зберігають ще ${term} після завершення справи. Тоді знищують ключ, і прочитати їх не може вже ніхто.`,
  privacy: 'Що лишається потім і які у вас права',
  notKnown: 'Як довго зберігають повідомлення, зараз сказати не можемо.',
  orders: 'Захист від кривдника',
  shelter: 'Притулок',
  lawyer: 'Адвокат',
  facts: {
    afterCall: 'Так дії поліції описує міністерство.',
    riskAssessment: 'Поліцейський оцінює ризик за формою, єдиною для всієї країни.',
    urgentOrder: (days: number) =>
      `Терміновий заборонний припис виносить поліція, щонайбільше на ${days}\u00A0діб. Кривдникові можуть наказати залишити дім, навіть власний, заборонити входити до нього та зв’язуватися з вами. Особі, якій немає 18, наказати залишити дім не можна.`,
    restrainingOrder: (least: number, most: number, more: number) =>
      `Обмежувальний припис видає суд за вашою заявою: на ${least}–${most}\u00A0місяців, потім ще щонайбільше на ${more}. Суд може заборонити наближатися до вас, розшукувати вас і писати вам.`,
    shelter: (usual: number, most: number) =>
      `У притулку можна жити з дітьми до ${usual}\u00A0місяців, у складних обставинах – до ${most}. Його адресу не розголошують. Потрібне направлення: його дають поліція, центр соціальних служб, громада або мобільна бригада. Чи є вільне місце, скажуть за номером 15\u00A047.`,
    legalAid:
      'Хто постраждав від домашнього насильства, має право на адвоката коштом держави: він складе заяву до суду й представлятиме вас.',
  } satisfies Readonly<Record<LegalFact, unknown>>,
  notCompared: 'не звірено з текстом акта',
  occupied: 'На тимчасово окупованій території',
  occupiedText: 'Ці номери там не з’єднують з українськими службами, і приїхати ніхто не може.',
  occupiedLawyer:
    'Юрист безоплатної правничої допомоги відповідає в Telegram (@LegalAidUkraineBot) і тим, хто там. Саме листування може бути небезпечним: зітріть його.',
  sources: 'Звідки це відомо',
  sourcesText: 'Сторінка за посиланням лишить в історії власний слід.',
  compared: (day: string) => `Звірено ${day}`,
};

const EN: typeof UK = {
  title: 'Useful contacts',
  lead: 'This is not your fault. You decide whom you tell, and what.',
  urgent: 'If you are in danger right now',
  mute: 'Cannot speak?',
  talk: 'Whom you can talk to',
  talkText: 'You can call before you have decided anything.',
  fromMobile: 'from a mobile',
  fromAny: 'from any phone',
  always: 'Day and night, every day.',
  hours: (timetable) => `Hours: ${timetable}.`,
  open: 'Open now, by its timetable.',
  opens: (weekday, time) => `Closed now. Opens next: ${weekday} at ${time}.`,
  free: 'Free of charge.',
  silentBy: 'Without speaking:',
  unconfirmed: 'Not confirmed: call 102 if nobody answers.',
  unconfirmedWay: 'Not confirmed.',
  silent: 'If you cannot speak',
  silentText:
    'First turn off the sound of your phone: the answer may ring. If what is not confirmed does not work, call 102 as soon as you can.',
  report: 'Send a report on this site',
  reportText:
    'Without a call and without a name. We do not promise when it is read: if you are threatened, call 102 or\u00A0112.',
  demonstration: 'The numbers on this page are real.',
  demonstrationReport:
    'This is a demonstration: such a report reaches nobody. If you are threatened, call 102 or\u00A0112.',
  traces: 'What stays after this page',
  tracesList: [
    'In the history of the browser: the name "Useful contacts" and an address with the word safety. There are no cookies and no drafts, and the browser does not keep the page itself.',
    'The styles of the site and the page "If there is no network": they stay after any page of this site.',
    'Calls, text messages, and chats stay in the phone. If somebody may see them, erase them as well.',
  ],
  erase: 'How to erase this on a phone',
  eraseList: [
    'Chrome: three dots → History → find "Useful contacts" → the cross beside it.',
    'Safari: the book → the clock → swipe the line "Useful contacts" to the left → Delete.',
    'Another browser: open its section History.',
  ],
  eraseText:
    'Erase this line only: an empty history catches the eye. Then close the tab. Next time, open a private one.',
  watched:
    'If a program watches the phone, or your account is open on a device of somebody else, erasing does not help. Then use the phone of someone you trust.',
  escape: 'With a keyboard, you can also press Escape twice in a row to leave this page.',
  next: 'What happens next',
  call: 'After a call to 102',
  callList: [
    'You are asked what happened, where you are, whether children are near, and whether a doctor is needed. If you can, say the address first.',
    'The police have to stop the violence, explain your rights, and take your statement. If needed, they call an ambulance.',
  ],
  readers: 'If you send a report here',
  readersText: 'It can be read only by:',
  readersList: {
    dispatcher: 'the dispatcher of your territory;',
    'community-officer': 'the community police officer of your hromada;',
    'social-service': 'the social service of your hromada;',
    'police-unit-head': 'the head of the police unit, to supervise, to handle a complaint, or if a court asks.',
  },
  readersNot: 'The head of the hromada does not see it, and it is not published on this site.',
  recorded: 'Who read it, when, and why is recorded, and an auditor can check the record.',
  code: 'At the end you see a code. Anyone who finds it can look up the state of the case, so keep it out of sight.',
  days: { one: 'day', few: 'days', many: 'days' },
  kept: (term) =>
    `The description, and your contact if you gave it, are kept for ${term} after the case is finished. Then the key is destroyed, and nobody can read them any more.`,
  privacy: 'What stays then, and your rights',
  notKnown: 'We cannot say now how long a report is kept.',
  orders: 'Protection from the offender',
  shelter: 'Shelter',
  lawyer: 'A lawyer',
  facts: {
    afterCall: 'This is how the ministry describes what the police do.',
    riskAssessment: 'The police officer assesses the risk by a form that is the same in the whole country.',
    urgentOrder: (days) =>
      `The police can issue an urgent prohibition order, for ${days}\u00A0days at most. The offender can be ordered to leave the home, even their own, not to enter it, and not to contact you. Nobody under 18 can be ordered to leave the home.`,
    restrainingOrder: (least, most, more) =>
      `A court can issue a restraining order if you apply: for ${least}–${most}\u00A0months, then for ${more} more at most. It can forbid the offender to come near you, to search for you, and to write to you.`,
    shelter: (usual, most) =>
      `You can live in a shelter with your children for up to ${usual}\u00A0months, in difficult circumstances up to ${most}. Its address is kept secret. You need a referral from the police, the centre of social services, the hromada, or a mobile team. Ask at 15\u00A047 whether there is room.`,
    legalAid:
      'Victims of domestic violence have the right to a lawyer whom the state pays, who writes the application to a court and represents you.',
  },
  notCompared: 'not compared with the text of the act',
  occupied: 'On temporarily occupied territory',
  occupiedText: 'These numbers do not reach Ukrainian services there, and nobody can come.',
  occupiedLawyer:
    'A lawyer of the free legal aid also answers those who are there, in Telegram (@LegalAidUkraineBot). The chat itself can be dangerous: erase it.',
  sources: 'How we know this',
  sourcesText: 'A page behind a link leaves a trace of its own in the history.',
  compared: (day) => `Compared on ${day}`,
};

export const VIOLENCE_TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };
