import type { Random } from './random.ts';

/** An invented person. */
export interface InventedPerson {
  /** Surname, first name, patronymic. */
  readonly fullName: string;
  /** E.164, unassigned: the private phone. */
  readonly phone: string;
}

/** Surnames with the same form for women and men. */
const SURNAMES = words(`
  Андрієнко Бабенко Бондар Бондаренко Василенко Власенко Гавриленко Гаврилюк Гончар Гончаренко Гриценко
  Даниленко Дмитренко Дорошенко Євтушенко Захарченко Зінченко Іваненко Іванчук Карпенко Кириленко Клименко
  Коваленко Коваль Ковальчук Козак Костенко Кравець Кравченко Кравчук Кузьменко Кушнір Лисенко Литвиненко
  Лук’яненко Марченко Мельник Мельничук Мороз Назаренко Олійник Онищенко Остапчук Павленко Панченко Петренко
  Пилипенко Поліщук Приходько Радченко Романюк Руденко Савченко Семенюк Сидоренко Скрипник Степаненко Ткач
  Ткаченко Ткачук Федоренко Харченко Хоменко Цимбалюк Шевченко Шевчук Юрченко Якименко Яременко
`);

const MEN = words(`
  Андрій Богдан Василь Віктор Віталій Володимир Дмитро Євген Іван Ігор Максим Микола Михайло Назар Олег
  Олександр Петро Роман Сергій Тарас Юрій Ярослав
`);

const WOMEN = words(`
  Анна Вікторія Галина Дарина Ірина Катерина Леся Людмила Марина Марія Надія Наталія Оксана Олена Ольга
  Світлана Софія Тетяна Юлія Яна
`);

/** Patronymics: of a son, of a daughter. */
const PATRONYMICS: readonly (readonly [string, string])[] = [
  ['Андрійович', 'Андріївна'],
  ['Богданович', 'Богданівна'],
  ['Васильович', 'Василівна'],
  ['Вікторович', 'Вікторівна'],
  ['Володимирович', 'Володимирівна'],
  ['Дмитрович', 'Дмитрівна'],
  ['Іванович', 'Іванівна'],
  ['Ігорович', 'Ігорівна'],
  ['Миколайович', 'Миколаївна'],
  ['Михайлович', 'Михайлівна'],
  ['Олександрович', 'Олександрівна'],
  ['Олегович', 'Олегівна'],
  ['Петрович', 'Петрівна'],
  ['Романович', 'Романівна'],
  ['Сергійович', 'Сергіївна'],
  ['Степанович', 'Степанівна'],
  ['Юрійович', 'Юріївна'],
  ['Ярославович', 'Ярославівна'],
];

/** One in four is a woman. @param number from 0 to 9,999,999, unique per person. */
export function inventPerson(random: Random, number: number): InventedPerson {
  const isWoman = random.chance(0.25);
  const [son, daughter] = random.pick(PATRONYMICS);
  const name = `${random.pick(SURNAMES)} ${random.pick(isWoman ? WOMEN : MEN)} ${isWoman ? daughter : son}`;
  return { fullName: name, phone: inventedPhone(number) };
}

/** Ukraine has no area code 00. @param number from 0 to 9,999,999. */
export function inventedPhone(number: number): string {
  return `+38000${String(number).padStart(7, '0')}`;
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
