import { BEFORE, type Dated, type Words } from './dated.ts';
import { CHECKED, MINISTRY, POLICE } from './sources.ts';

/** How to ask for help without being heard. */
export interface SilentWay extends Dated {
  /** The number of the helpline that it reaches. */
  readonly number: string;
  readonly name: Words;
  readonly how: Words;
}

/** A page sends nobody to a program by an address: what it is called is enough, and no preview of a link is made. */
export const SILENT_WAYS: readonly SilentWay[] = [
  {
    number: '112',
    name: { uk: 'SMS на 112', en: 'Text message to 112' },
    how: {
      uk: 'У відповідь надійде посилання на відеозв’язок з оператором, який володіє жестовою мовою. Це зроблено для людей, які не чують або не говорять. Чи діють лише за самим текстом, ми не знаємо, тож напишіть відразу, де ви й що сталося.',
      en: 'The answer is a link to a video call with an operator who knows sign language. It is made for people who cannot hear or speak. We do not know whether the text alone is acted on, so write at once where you are and what has happened.',
    },
    validFrom: '2024-04-13',
    checkedOn: CHECKED,
    source: MINISTRY,
    isConfirmed: true,
  },
  {
    number: '112',
    name: { uk: 'Застосунок 112', en: 'The 112 app' },
    how: {
      uk: 'Сам передає, де ви, і має відеозв’язок жестовою мовою. Його видно серед програм телефону.',
      en: 'It tells where you are by itself, and has video calls in sign language. Anyone sees it among the apps of the phone.',
    },
    validFrom: '2026-03-12',
    checkedOn: CHECKED,
    source: {
      publisher: '«Главком» за повідомленням МВС України',
      title: 'МВС оновило застосунок 112, 12.03.2026',
      url: 'https://glavcom.ua/country/society/mvs-onovilo-zastosunok-112-podrobitsi-1107722.html',
    },
    isConfirmed: false,
  },
  {
    number: '102',
    name: { uk: 'Прихована кнопка виклику поліції', en: 'A hidden button that calls the police' },
    how: {
      uk: 'Програма для телефону, яка викликає поліцію без дзвінка. Її назву навмисно не оприлюднюють: запитайте за номером 116\u00A0123 або в повідомленні сторінці «Розірви коло».',
      en: 'An app that calls the police without a phone call. Its name is kept back on purpose: ask at 116\u00A0123, or in a message to the page "Rozirvy kolo".',
    },
    validFrom: '2022-08-03',
    checkedOn: CHECKED,
    source: {
      publisher: '«Бабель» за словами першої леді',
      title: 'Мобільний застосунок для жінок, що потерпають від домашнього насильства, 2022',
      url: 'https://babel.ua/news/82430-olena-zelenska-prezentuvala-mobilniy-zastosunok-dlya-zhinok-shcho-poterpayut-vid-domashnogo-nasilstva-vin-nepomitniy-dlya-krivdnika',
    },
    isConfirmed: false,
  },
  {
    number: '102',
    name: { uk: 'Бот @police_helpbot у Telegram', en: 'The bot @police_helpbot in Telegram' },
    how: {
      uk: 'Розповість, куди звернутися, і має кнопку виклику служб. Чи приїдуть за нею, ми не знаємо.',
      en: 'It tells where to turn, and has a button to call services. We do not know whether anybody comes.',
    },
    validFrom: '2020-04-09',
    checkedOn: CHECKED,
    source: POLICE,
    isConfirmed: false,
  },
  {
    number: '0 800 213 103',
    name: { uk: 'Бот @LegalAidUkraineBot у Telegram', en: 'The bot @LegalAidUkraineBot in Telegram' },
    how: {
      uk: 'Юрист безоплатної правничої допомоги відповідає письмово. Після розмови зітріть листування.',
      en: 'A lawyer of the free legal aid answers in writing. Erase the chat afterwards.',
    },
    validFrom: BEFORE,
    checkedOn: CHECKED,
    source: {
      publisher: '«Судово-юридична газета» за роз’ясненням Міністерства юстиції України',
      title: 'Як отримати безоплатну правничу допомогу дистанційно мешканцям ТОТ, 23.05.2025',
      url: 'https://sud.ua/uk/news/ukraine/331789-kak-poluchit-besplatnuyu-yuridicheskuyu-pomosch-distantsionno-zhitelyam-vot-obyasnil-minyust',
    },
    isConfirmed: false,
  },
];
