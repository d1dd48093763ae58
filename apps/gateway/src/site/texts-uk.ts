import type { PluralForms } from './format.ts';

const forms = (one: string, few: string, many: string): PluralForms => ({ one, few, many });

/** Of population figures, by the name that the directory has. */
const PUBLISHERS: ReadonlyMap<string, string> = new Map([
  ['State Statistics Service', 'Державна служба статистики України'],
  ['All-Ukrainian census', 'Всеукраїнський перепис населення'],
]);

export const UK = {
  site: 'Безпечна громада',
  skip: 'Перейти до змісту',
  navigation: 'Розділи сайту',
  otherLanguage: 'English',
  accessibility: 'Доступність цього сайту',
  footer:
    'Програма Міністерства внутрішніх справ України та територіальних громад. Якщо потрібна негайна допомога, телефонуйте 112.',
  urgent: 'Потрібна негайна допомога',
  menu: [
    { to: '/', text: 'Головна' },
    { to: '/report', text: 'Повідомити' },
    { to: '/track', text: 'Моє звернення' },
    { to: '/officer', text: 'Мій офіцер' },
    { to: '/scorecard', text: 'Показники' },
    { to: '/map', text: 'Карта' },
    { to: '/compare', text: 'Порівняння' },
    { to: '/data', text: 'Дані' },
  ],
  numbers: [
    { number: '112', service: 'єдиний номер' },
    { number: '101', service: 'пожежа' },
    { number: '102', service: 'поліція' },
    { number: '103', service: 'швидка' },
    { number: '104', service: 'газ' },
  ],
  problems: {
    missing: {
      title: 'Сторінку не знайдено',
      text: 'Такої сторінки немає. Перевірте адресу або почніть із головної сторінки.',
    },
    invalid: { title: 'Адреса сторінки неправильна', text: 'Перевірте адресу або почніть із головної сторінки.' },
    readOnly: {
      title: 'Сюди не можна надсилати дані',
      text: 'Ці сторінки можна лише читати. Почніть із головної сторінки.',
    },
    foreign: {
      title: 'Форму надіслано не звідси',
      text: 'Ми приймаємо лише форми, відкриті на цьому сайті. Відкрийте сторінку ще раз і заповніть форму на ній.',
    },
    tooLarge: {
      title: 'Забагато тексту',
      text: 'Форма завелика, і ми нічого не прийняли. Скоротіть текст і надішліть її ще раз.',
    },
    notAForm: { title: 'Це не форма', text: 'Сюди можна надіслати лише форму цієї сторінки.' },
    limited: {
      title: 'Забагато запитів',
      text: 'З вашої мережі надходить забагато запитів. Спробуйте ще раз за хвилину.',
    },
    unavailable: {
      title: 'Тимчасово недоступно',
      text: 'Зараз ми не можемо показати цю сторінку. Спробуйте ще раз за кілька хвилин.',
    },
    refused: { title: 'Цього зробити не можна', text: 'Ми нічого не змінили. Почніть із головної сторінки.' },
    failed: { title: 'Сталася помилка', text: 'Ми не змогли показати цю сторінку. Спробуйте ще раз за кілька хвилин.' },
  },
  demonstration: 'Демонстраційні дані: вигадані, не справжні.',
  front: {
    title: 'Безпечна громада',
    search: 'Знайдіть свою громаду і свого офіцера',
    promises: 'Що обіцяє програма',
    list: [
      'У кожної громади є свій поліцейський офіцер.',
      'Кожен патрульний має нагрудну камеру.',
      'На дорогах, на пожежах і на воді гине менше людей.',
      'Рятувальники й медики прибувають вчасно.',
      'Вулиці освітлені, а ями на дорогах закриті.',
      'Домашнє насильство – справа всієї громади.',
      'Школа – центр безпеки.',
      'Послуги та будівлі доступні для всіх.',
    ],
    figures: 'Чи виконуються обіцянки: показники',
    map: 'У яких областях уже є офіцери громад',
    noMap: 'Карта тимчасово недоступна.',
  },
  search: {
    label: 'Населений пункт або громада',
    hint: 'Наприклад: Вінниця, Стрижавка, Миколаївка, Сумська',
    button: 'Знайти',
  },
  officer: {
    title: 'Мій офіцер громади',
    intro: 'Вкажіть місце, і ми покажемо, хто з поліцейських відповідає за нього.',
    nothing: 'Такого місця не знайдено. Перевірте назву. Можна ввести й код КАТОТТГ.',
    several: 'Знайдено кілька місць. Оберіть своє:',
    notYours: 'Не ваше місце? Шукайте ще раз',
    tooMany: 'Місць забагато, щоб показати всі. Додайте через кому громаду, район або область: Миколаївка, Сумська.',
    heading: 'Поліцейський офіцер громади',
    name: 'Ім’я',
    none: 'Профіль офіцера цієї громади не опубліковано.',
    station: 'Телефон поліцейської станції',
    call102: 'Якщо потрібна поліція, телефонуйте 102.',
    phone: 'Службовий телефон',
    hours: 'Години прийому',
    languages: 'Мови',
    more: 'Усе про громаду',
    weekdays: ['понеділок', 'вівторок', 'середа', 'четвер', 'п’ятниця', 'субота', 'неділя'],
  },
  problemPrefix: 'Помилка',
  /** Of an oblast, not of AR Crimea and the cities with special status. */
  oblast: (name: string) => `${name} область`,
  sorting: 'Упорядкувати',
  noData: 'немає даних',
  hromada: {
    title: (name: string) => `${name} громада`,
    where: (oblast: string, raion: string) => `${oblast} область, ${raion} район`,
    population: (number: string, day: string, publisher: string) =>
      `Населення: ${number} (${PUBLISHERS.get(publisher) ?? publisher}, ${day}).`,
    coverage: 'Охоплення',
    beats: (staffed: string, all: string) => `Дільниць із офіцером: ${staffed} з ${all}.`,
    noBeats: 'Дільниць ще немає.',
    required: (number: string) => `За нормою потрібно щонайменше дільниць: ${number}.`,
    notEligible: 'Програма тут зараз не діє: громада окупована, прифронтова або об’єднана з іншою.',
    figures: 'Зареєстровані події',
    period: (from: string, to: string) => `З ${from} до ${to}`,
    category: 'Категорія',
    count: 'Подій',
    fewer: (least: string) => `менше ніж ${least}`,
    whyFewer: (least: string) =>
      `Числа, менші за ${least}, не показано, щоб нікого не можна було впізнати. Події домашнього насильства та в школах не показано зовсім.`,
    noFigures: 'Подій не зареєстровано.',
  },
  scorecard: {
    title: 'Показники програми',
    asOf: (time: string) => `Станом на ${time} за київським часом.`,
    officers: 'Офіцери громад',
    officersNow: (number: number, shown: string) =>
      `${shown} ${plural(number, forms('офіцер громади служить', 'офіцери громад служать', 'офіцерів громад служать'))} зараз.`,
    hromadas: (covered: string, all: string) => `Громад із офіцером: ${covered} з ${all}.`,
    hromadasUncounted: (covered: string) => `Громад із офіцером: ${covered}.`,
    goals: 'Цілі',
    goal: 'Ціль',
    until: 'До',
    reached: 'Досягнуто',
    cameras: 'Нагрудні камери патрульних',
    camerasNow: (equipped: string, strength: string) => `Справну камеру мають ${equipped} з ${strength} патрульних.`,
    cameraGoal: (percent: string) => `Ціль: ${percent} %.`,
    trust: 'Довіра до офіцерів',
    trustNow: (percent: string) => `Довіряють ${percent} % людей там, де є офіцер.`,
    trustGoal: (percent: string) => `Ціль: ${percent} %.`,
    deaths: 'Загиблі',
    cause: 'Причина',
    official: 'Офіційно',
    counted: 'Обліковано тут',
    difference: (total: string, parts: string) =>
      `Опублікована сума (${total}) не дорівнює сумі її частин (${parts}). Обидві показано так, як їх опубліковано.`,
    incidents: 'Зареєстровані події',
    category: 'Категорія',
    count: 'Подій',
    response: 'Медіана часу прибуття',
    sources: 'Джерела',
    published: (publisher: string, document: string, day: string) => `${publisher}. ${document}. Опубліковано: ${day}`,
    unknown: 'немає даних',
    more: 'понад',
    about: 'близько',
    invented: (number: string) => `З них демонстраційних: ${number}.`,
    indicators: {
      road: 'На дорогах',
      fire: 'На пожежах',
      water: 'На воді',
      notItemised: 'Не деталізовано джерелом',
      total: 'Усього громадян',
      defenders: 'Захисники (окремо, не входять до суми)',
    },
  },
  categories: {
    road_crash: 'Дорожньо-транспортні пригоди',
    fire: 'Пожежі',
    water: 'Події на воді',
    medical: 'Медична допомога',
    domestic_violence: 'Домашнє насильство',
    school_safety: 'Безпека в школі',
    public_order: 'Громадський порядок',
    gas: 'Газ',
    infrastructure: 'Інфраструктура',
    access_barrier: 'Перешкоди для доступності',
    other: 'Інше',
  },
  statement: {
    title: 'Доступність цього сайту',
    paragraphs: [
      'Ми прагнемо, щоб цим сайтом міг користуватися кожен, відповідно до WCAG 2.2 рівня AA.',
      'Усі сторінки працюють без JavaScript, лише з клавіатури та на екрані завширшки 320 пікселів. Кольори замінюються кольорами вашої системи, якщо ви так налаштували.',
    ],
    tested: 'Що перевіряють автоматичні тести',
    testedList: [
      'кожна сторінка має мову, один заголовок першого рівня, порядок заголовків і посилання до змісту;',
      'кожне поле має підпис, кожна таблиця має назву;',
      'контраст тексту щонайменше 4,5 до 1;',
      'на сторінках немає вбудованих сценаріїв і стилів; форми працюють і без JavaScript.',
    ],
    notTested: 'Чого ми ще не перевіряли',
    notTestedList: [
      'програми екранного доступу;',
      'справжні браузери та інструмент axe;',
      'сайт разом із людьми з інвалідністю.',
    ],
    contact:
      'Якщо щось заважає, скажіть про це своєму офіцеру громади. У разі порушення слуху чи мовлення скористайтеся номером 112.',
  },
};

/** Every text of the pages, in one language. English has the shape of Ukrainian, so none can be missing. */
export type Texts = typeof UK;

const rules = new Intl.PluralRules('uk-UA');

function plural(number: number, { one, few, many }: PluralForms): string {
  const rule = rules.select(number);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}
