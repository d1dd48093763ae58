import type { Command } from 'commander';
import type { Text } from './terminal/language.ts';

interface Entry {
  readonly name: string;
  readonly about: Text;
  /** Only the command that is called is loaded: most of the start of a command is what it imports. */
  readonly load: () => Promise<Command>;
}

/** The commands of `hromada`, in the order of its help. */
export const COMMANDS: readonly Entry[] = [
  entry(
    'up',
    'запускає все на цій машині, наповнює порожній стан і друкує зведення',
    'start everything on this machine, fill an empty state, print the scorecard',
    async () => (await import('./up/command.ts')).upCommand(),
  ),
  entry(
    'scorecard',
    'програма одним поглядом: цілі, загиблі, події, час прибуття, обіцянки',
    'the programme at a glance: targets, deaths, incidents, response times, promises',
    async () => (await import('./commands/scorecard.ts')).scorecardCommand(),
  ),
  entry(
    'chart',
    'малює показники: у файл SVG або в терміналі',
    'draw figures: as SVG in a file, or on the terminal',
    async () => (await import('./commands/chart.ts')).chartCommand(),
  ),
  entry(
    'official',
    'офіційні показники з джерелами, відомі сьогодні або на певний день',
    'list official figures with their source, as known today or on a day',
    async () => (await import('./commands/official.ts')).officialCommand(),
  ),
  entry(
    'sources',
    'джерела: хто, про що й відколи повідомляє; від цього залежить, чи повний показник',
    'sources: who reports what and since when, by which figures are complete or not',
    async () => (await import('./commands/sources.ts')).sourcesCommand(),
  ),
  entry(
    'compare',
    'зіставляє території: рівень на 100 000 осіб з інтервалами',
    'compare territories fairly: rates per 100,000 with intervals',
    async () => (await import('./commands/compare.ts')).compareCommand(),
  ),
  entry(
    'anomalies',
    'дні, коли подій значно більше, ніж пояснюють сезон, день тижня і тренд',
    'list days with far more incidents than season, weekday, and trend explain',
    async () => (await import('./commands/anomalies.ts')).anomaliesCommand(),
  ),
  entry(
    'on-time',
    'порівнює прибуття та ремонти з чинними нормативами',
    'compare arrivals and repairs with their dated targets',
    async () => (await import('./commands/on-time.ts')).onTimeCommand(),
  ),
  entry(
    'figures',
    'підраховані показники за територією, часом, категорією; або перелік показників',
    'show counted figures by territory, time, category; or list the measures',
    async () => (await import('./commands/figures.ts')).figuresCommand(),
  ),
  entry(
    'released',
    'оприлюднені показники домашнього насильства та безпеки в школах',
    'show the released figures of domestic violence and school safety',
    async () => (await import('./commands/released.ts')).releasedCommand(),
  ),
  entry(
    'report-incident',
    'повідомляє про подію; друкує її номер і відповідального офіцера',
    'report an incident; prints its id and the responsible officer',
    async () => (await import('./commands/report-incident.ts')).reportIncidentCommand(),
  ),
  entry(
    'report-status',
    'стан повідомлення, яким його бачить заявник',
    'show the status of a report as its reporter sees it',
    async () => (await import('./commands/report-status.ts')).reportStatusCommand(),
  ),
  entry(
    'officer',
    'хто відповідає за громаду або її частину, і чому',
    'show who is responsible for a hromada or a part of it, and why',
    async () => (await import('./commands/officer.ts')).officerCommand(),
  ),
  entry(
    'officers',
    'перелік офіцерів, зміна їхніх даних, стеження за змінами',
    'list, update and watch officers',
    async () => (await import('./commands/officers.ts')).officersCommand(),
  ),
  entry(
    'beats',
    'дільниці: за що відповідає один офіцер',
    'list beats: what one officer is responsible for',
    async () => (await import('./commands/staffing.ts')).beatsCommand(),
  ),
  entry(
    'coverage',
    'громади з дільницями, офіцерами, прогалинами та навантаженням',
    'list hromadas with their beats, officers, gaps and load',
    async () => (await import('./commands/staffing.ts')).coverageCommand(),
  ),
  entry(
    'stations',
    'поліцейські станції: приміщення, доступність, офіцери, телефон, майно',
    'list police stations: premises, accessibility, staff, phone, equipment',
    async () => (await import('./commands/staffing.ts')).stationsCommand(),
  ),
  entry(
    'pipeline',
    'офіцери громад за етапами й областями, прогнози цілей, найбільші нестачі',
    'show officers by stage and oblast, forecasts of targets, largest vacancies',
    async () => (await import('./commands/pipeline.ts')).pipelineCommand(),
  ),
  entry(
    'guarantee',
    'як виконано обіцянки мешканцям: є офіцер, є зв’язок, є вчасні відповіді',
    'show how far the promises to residents are kept',
    async () => (await import('./commands/guarantee.ts')).guaranteeCommand(),
  ),
  entry(
    'reports-due',
    'звіти, які офіцери мають подати громадам: належні, прострочені, подані',
    'list the reports that officers owe to their hromadas',
    async () => (await import('./commands/guarantee.ts')).reportsDueCommand(),
  ),
  entry(
    'requests',
    'запити на відеозаписи та скарги: строки, предмет, наслідки',
    'requests for footage and complaints: deadlines, subjects, outcomes',
    async () => (await import('./commands/requests.ts')).requestsCommand(),
  ),
  entry(
    'cameras',
    'нагрудні камери: перелік, у кого вони, що не повернуто, як їх використовують',
    'body cameras: who has them, what is overdue, how they are used',
    async () => (await import('./commands/cameras.ts')).camerasCommand(),
  ),
  entry(
    'recordings',
    'відеозаписи: перелік, утримання, передавання, перевірка ланцюга зберігання',
    'recordings: list, hold, hand over, verify the chain of custody',
    async () => (await import('./commands/recordings.ts')).recordingsCommand(),
  ),
  entry(
    'waves',
    'хвилі впровадження камер: заплановано, замовлено, поставлено, видано',
    'list waves of the camera rollout, and forecast it',
    async () => (await import('./commands/waves.ts')).wavesCommand(),
  ),
  entry(
    'territory',
    'перелік і дані громад, громада за координатами',
    'list and show hromadas, and find the one at a point',
    async () => (await import('./commands/territory.ts')).territoryCommand(),
  ),
  entry('incidents', 'події: перелік, дані, пошук', 'list, show, and find incidents', async () =>
    (await import('./commands/incidents.ts')).incidentsCommand(),
  ),
  entry(
    'law',
    'норми: межі стягнень, виконання робіт, приписи, строки, зберігання',
    'list rules of law with source: sanctions, works, orders, terms, retention',
    async () => (await import('./commands/law.ts')).lawCommand(),
  ),
  entry(
    'targets',
    'нормативи прибуття й ремонту: час, статус, джерело',
    'list the targets of response and repair: time, status, source',
    async () => (await import('./commands/targets.ts')).targetsCommand(),
  ),
  entry('open311', 'програми міст та інших операторів', 'programs of cities and other operators', async () =>
    (await import('./commands/open311.ts')).open311Command(),
  ),
  entry('import', 'імпортує файли інших систем', 'import files of other systems', async () =>
    (await import('./commands/import.ts')).importCommand(),
  ),
  entry(
    'dead-letters',
    'події, які служба не змогла застосувати: перелік, повтор, відхилення',
    'list, show, redrive, or discard events that a service could not apply',
    async () => (await import('./commands/dead-letters.ts')).deadLettersCommand(),
  ),
  entry(
    'audit',
    'хто що робив: пошук, вивантаження та перевірка журналу аудиту',
    'who did what: search, export, and verify the audit log',
    async () => (await import('./commands/audit.ts')).auditCommand(),
  ),
  entry(
    'reconcile',
    'перевіряє, що все підтверджене опубліковано, отримано і враховано',
    'check that everything acknowledged is published, consumed, and counted',
    async () => (await import('./commands/reconcile.ts')).reconcileCommand(),
  ),
  entry(
    'ledger',
    'після відновлення: нова епоха журналу, втрачені події',
    'after a restore: begin a new epoch of a ledger, list lost events',
    async () => (await import('./commands/ledger.ts')).ledgerCommand(),
  ),
  entry(
    'keys',
    'ключі шифрування персональних даних: перелік, заміна, вилучення',
    'show, rotate, and retire the keys that encrypt personal data',
    async () => (await import('./commands/keys.ts')).keysCommand(),
  ),
  entry(
    'certificates',
    'чинні сертифікати і скільки днів вони ще дійсні',
    'list the certificates in use and how many days they remain valid',
    async () => (await import('./commands/certificates.ts')).certificatesCommand(),
  ),
  entry(
    'rebuild',
    'відбудовує отримане службою з журналу джерела',
    'rebuild what a service has consumed, from the ledger of the producer',
    async () => (await import('./commands/rebuild.ts')).rebuildCommand(),
  ),
  entry(
    'token',
    'видає токен вигаданої особи для локального запуску',
    'issue a token of an invented person for a local run',
    async () => (await import('./commands/token.ts')).tokenCommand(),
  ),
  entry(
    'access',
    'яка роль який метод може викликати, де і з якою метою',
    'show which role may call which method, where, and for what purpose',
    async () => (await import('./commands/access.ts')).accessCommand(),
  ),
  entry(
    'backup',
    'копіює стан локального запуску до порожньої теки',
    'copy the state of a local run into an empty folder',
    async () => (await import('./commands/backup.ts')).backupCommand(),
  ),
  entry(
    'restore',
    'відновлює стан локального запуску з копії',
    'restore the state of a local run from a backup',
    async () => (await import('./commands/backup.ts')).restoreCommand(),
  ),
  entry(
    'completion',
    'друкує доповнення команд для оболонки bash, zsh або fish',
    'print the completion of commands for bash, zsh or fish',
    async () => (await import('./commands/completion.ts')).completionCommand(),
  ),
];

function entry(name: string, uk: string, en: string, load: Entry['load']): Entry {
  return { name, about: { uk, en }, load };
}
