/** What the figures of each section are, for the page and for programs. */
export const DEFINITIONS = {
  rows: {
    uk: 'Обліковано за повідомленнями цих днів; поряд – ті самі дні роком раніше. Час – медіана. Зміну названо лише тоді, коли її не пояснює випадковість, і лише за повними даними. Неповне число – «щонайменше»; невідоме не є нулем. Домашнє насильство і школи – за вже оприлюднені місяці, прострочені відвідування – за вже оприлюднені квартали.',
    en: 'Counted from reports of these days, beside the same days of the year before. Times are medians. A change is named only if chance does not explain it, and only of complete figures. An incomplete figure is “at least”; what is unknown is not zero. Domestic violence and schools cover the months that have been released, and overdue visits cover the quarters that have been released.',
  },
  officers: {
    uk: 'Враховано офіцерів громад, які перебувають на службі, у відпустці або відсторонені. Закріпленим за дільницею вважається її основний офіцер, якщо його не відсторонено. Враховано громади, де є хоча б один закріплений.',
    en: 'In service are community officers who are active, on leave, or suspended. An officer is assigned to a beat if they are its primary officer and not suspended. Hromadas are counted where at least one is assigned.',
  },
  cameras: {
    uk: 'Патрульні на службі та ті з них, хто має справну нагрудну камеру.',
    en: 'Active patrol officers, and those of them with a working body camera.',
  },
  trust: {
    uk: 'Частка людей, які довіряють офіцеру там, де він є, відсотків: як опубліковано та за опитуваннями цього року.',
    en: 'The share of people who trust the officer where there is one, per cent: as published, and by surveys of this year.',
  },
  deaths: {
    uk: 'Опубліковані числа загиблих за весь 2020 рік і підраховані за подіями названого періоду. Кожне опубліковане число – з одного ряду одного видавця, до якого веде посилання; опублікованих сум ми не змінюємо.',
    en: 'Published deaths of the whole year 2020, and those counted from incidents of the period named. Each published number is of one series of one publisher, to which it links. Published totals are never computed again.',
  },
  incidents: {
    uk: 'Зареєстровані події періоду за категоріями, без хибних викликів і повторів, та медіана часу прибуття. Домашнє насильство і школи – серед обіцянок, як оприлюднено.',
    en: 'Registered incidents of the period by category, without false calls and duplicates, and the median response time. Domestic violence and schools are among the promises, as released.',
  },
};
