import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import type {
  ClassifierCode,
  ExternalClassification,
  MedicalClass,
  PoliceClass,
} from '@safe-community/contracts/incidents/v1/external_class.ts';
import {
  ReportChannel,
  type Attribute,
  type IncidentCategory,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type {
  ReportIncidentRequest,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Officer } from '@safe-community/contracts/officers/v1/officer.ts';
import { MEDICAL_CLASS, POLICE_CLASS } from '@safe-community/incident-mapping/words';
import { starostaDistricts, type Hromada } from '@safe-community/territory';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { describeHromada, findDistrictByText, findHromadaByText } from '../places/find-place.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { CATEGORIES, CHANNELS } from '../wording/incidents.ts';
import { countOption, degreesOption, instantOption, known, uuidOption, oneOfThese } from './option-values.ts';
import { say } from '../terminal/language.ts';
import { renderDetails } from '../lists/columns.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly category: IncidentCategory;
  readonly hromada: string;
  readonly district?: string;
  readonly attribute: readonly Attribute[];
  readonly policeClass?: PoliceClass;
  readonly medicalClass?: MedicalClass;
  readonly classifierCode: readonly ClassifierCode[];
  readonly settlement: string;
  readonly channel?: ReportChannel;
  readonly description: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly occurred?: Date;
  readonly reporterName?: string;
  readonly reporterPhone?: string;
  readonly killed: number;
  readonly injured: number;
  readonly childrenKilled: number;
  readonly childrenInjured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  readonly requestId?: string;
  readonly test: boolean;
  readonly json: boolean;
}

const HELP = {
  uk: `
Нормативи прибуття залежать від класів ліній 102 і 103.
Якщо відповідь утрачено, повторіть із тим самим --request-id: повідомлення приймуть лише один раз.

Ознаки кожної категорії: docs/catalogue.md.

Приклад: hromada report-incident --category fire --attribute fire_object=dwelling --hromada Вінницька --channel phone-101`,
  en: `
Response targets depend on the classes of the lines 102 and 103.
If the response is lost, retry with the same --request-id: the report is accepted only once.

Attributes of each category: docs/catalogue.md.

Example: hromada report-incident --category fire --attribute fire_object=dwelling --hromada Вінницька --channel phone-101`,
};

/** With these codes, the report may or may not have been accepted. */
const UNCERTAIN: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED']);

/** `hromada report-incident` */
export function reportIncidentCommand(): Command {
  return new SpokenCommand('report-incident')
    .addOption(
      new Option('--category <word>', say({ uk: 'категорія', en: 'category' }))
        .choices(CATEGORIES.all)
        .argParser(CATEGORIES.parse)
        .makeOptionMandatory(),
    )
    .requires('--hromada <code or name>', { uk: 'де це сталося', en: 'where it happened' })
    .takes('--district <code or name>', { uk: 'старостинський округ громади', en: 'starosta district of the hromada' })
    .takes('--settlement <code>', '', {
      uk: 'код КАТОТТГ населеного пункту громади',
      en: 'KATOTTG code of a settlement of the hromada',
    })
    .takes('--attribute <name=value>', attributesOption, [], {
      uk: 'ознака категорії; можна повторювати',
      en: 'an attribute of the category; repeatable',
    })
    .chooses(
      '--police-class <word>',
      { all: POLICE_CLASS.words, parse: policeClassOption },
      { uk: 'клас лінії 102', en: 'class of the line 102' },
    )
    .chooses(
      '--medical-class <word>',
      { all: MEDICAL_CLASS.words, parse: medicalClassOption },
      { uk: 'клас лінії 103', en: 'class of the line 103' },
    )
    .takes('--classifier-code <classifier=code>', classifierCodesOption, [], {
      uk: 'код класифікатора; можна повторювати',
      en: 'code of a classifier; repeatable',
    })
    .chooses('--channel <word>', CHANNELS, {
      uk: 'як отримано повідомлення (типово: web)',
      en: 'how the report was received (default: web)',
    })
    .takes('--description <text>', '', {
      uk: 'що сталося; зберігають зашифрованим',
      en: 'what happened; stored encrypted',
    })
    .takes('--latitude <degrees>', degreesOption, { uk: 'точне місце, широта', en: 'exact location, degrees north' })
    .takes('--longitude <degrees>', degreesOption, { uk: 'точне місце, довгота', en: 'exact location, degrees east' })
    .takes('--occurred <time>', instantOption, {
      uk: 'коли це сталося: 2026-01-31T18:05:00+02:00',
      en: 'when it happened: 2026-01-31T18:05:00+02:00',
    })
    .takes('--reporter-name <name>', {
      uk: 'ім’я заявника; зберігають зашифрованим',
      en: 'name of the reporter; stored encrypted',
    })
    .takes('--reporter-phone <number>', {
      uk: 'E.164: +380…; зберігають зашифрованим',
      en: 'E.164: +380…; stored encrypted',
    })
    .takes('--killed <n>', countOption, 0, { uk: 'загиблих', en: 'people killed' })
    .takes('--injured <n>', countOption, 0, { uk: 'травмованих', en: 'people injured' })
    .takes('--children-killed <n>', countOption, 0, { uk: 'враховано в --killed', en: 'included in --killed' })
    .takes('--children-injured <n>', countOption, 0, { uk: 'враховано в --injured', en: 'included in --injured' })
    .takes('--defenders-killed <n>', countOption, 0, { uk: 'враховано в --killed', en: 'included in --killed' })
    .takes('--defenders-injured <n>', countOption, 0, { uk: 'враховано в --injured', en: 'included in --injured' })
    .takes('--request-id <uuid>', uuidOption, {
      uk: 'ключ повторення (типово: новий)',
      en: 'idempotency key (default: a new one)',
    })
    .takes('--test', {
      uk: 'випробування: не рахують; лише від систем, яким дозволено їх надсилати',
      en: 'a test: never counted; only of systems that are registered to send tests',
    })
    .takes('--json', { uk: 'друкувати відповідь як JSON', en: 'print the response as JSON' })
    .explains(HELP)
    .action((options: Options, command: Command) => {
      const hromada = findHromadaByText(options.hromada);
      const district =
        options.district === undefined
          ? undefined
          : findDistrictByText(hromada, starostaDistricts(hromada.code), options.district);
      const report = toReport(options, hromada.code, district?.code ?? '');
      return withConnection(command, (connection) => reportIncident(connection, report, hromada, options));
    });
}

function policeClassOption(text: string): PoliceClass {
  return known(POLICE_CLASS.numberOf(text), oneOfThese(POLICE_CLASS.words));
}

function medicalClassOption(text: string): MedicalClass {
  return known(MEDICAL_CLASS.numberOf(text), oneOfThese(MEDICAL_CLASS.words));
}

/** Incident-intake checks both parts. */
function classifierCodesOption(text: string, before: readonly ClassifierCode[]): ClassifierCode[] {
  const { classifier, code } = /^(?<classifier>[^=]+)=(?<code>.+)$/.exec(text)?.groups ?? {};
  const given = classifier && code ? { classifier, code } : undefined;
  return [
    ...before,
    known(given, {
      uk: 'класифікатор=код, як-от resolution-1031=3.1',
      en: 'classifier=code, such as resolution-1031=3.1',
    }),
  ];
}

/** Incident-intake checks whether the category has this attribute. */
function attributesOption(text: string, before: readonly Attribute[]): Attribute[] {
  const { name, value } = /^(?<name>[a-z_]+)=(?<value>.+)$/.exec(text)?.groups ?? {};
  return [
    ...before,
    known(name && value ? { name, value } : undefined, {
      uk: 'ознака=значення, як-от fire_object=dwelling',
      en: 'name=value, such as fire_object=dwelling',
    }),
  ];
}

async function reportIncident(
  connection: Connection,
  report: IncidentReport,
  hromada: Hromada,
  options: Options,
): Promise<void> {
  const requestId = options.requestId ?? randomUUID();
  const answer = await send(connection, { requestId, report });
  const officer = await responsible(connection, answer);
  if (options.json)
    printJson({ requestId, ...answer, hromadaCode: hromada.code, officer: officer && Officer.toJSON(officer) });
  else printAnswer(answer, officer, describeHromada(hromada));
}

async function send({ incidents }: Connection, request: ReportIncidentRequest): Promise<ReportIncidentResponse> {
  try {
    return await incidents.reportIncident(request);
  } catch (error) {
    if (!isCallError(error) || !UNCERTAIN.has(error.status)) throw error;
    throw new Problem({
      uk: `${error.message}\nПовідомлення могли прийняти. Повторіть із --request-id ${request.requestId}`,
      en: `${error.message}\nThe report may have been accepted. Retry with --request-id ${request.requestId}`,
    });
  }
}

function toReport(options: Options, hromadaCode: string, starostaDistrictCode: string): IncidentReport {
  const { category, channel = ReportChannel.WEB, description, occurred, reporterName, reporterPhone, test } = options;
  const { killed, injured, childrenKilled, childrenInjured, defendersKilled, defendersInjured } = options;
  const isAnonymous = reporterName === undefined && reporterPhone === undefined;
  return {
    category,
    channel,
    hromadaCode,
    starostaDistrictCode,
    settlementCode: options.settlement,
    attributes: [...options.attribute],
    onBehalfOf: undefined,
    attachments: [],
    externalClassification: classificationOf(options),
    location: locationOf(options),
    occurredTime: occurred,
    description,
    reporter: isAnonymous ? undefined : { fullName: reporterName ?? '', phone: reporterPhone ?? '' },
    casualties: { killed, injured, childrenKilled, childrenInjured, defendersKilled, defendersInjured },
    test,
  };
}

function classificationOf({
  policeClass = 0,
  medicalClass = 0,
  classifierCode,
}: Options): ExternalClassification | undefined {
  if (policeClass === 0 && medicalClass === 0 && classifierCode.length === 0) return undefined;
  return { policeClass, medicalClass, codes: [...classifierCode] };
}

function locationOf({ latitude, longitude }: Options): IncidentReport['location'] {
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude };
  throw new Problem(
    { uk: 'Вкажіть і --latitude, і --longitude або жодного.', en: 'Give both --latitude and --longitude, or neither.' },
    2,
  );
}

async function responsible(
  { officers }: Connection,
  { responsibleOfficerId: officerId }: ReportIncidentResponse,
): Promise<Officer | undefined> {
  return officerId === '' ? undefined : (await officers.getOfficer({ officerId })).officer;
}

function printAnswer(answer: ReportIncidentResponse, officer: Officer | undefined, place: string): void {
  const { incidentId, receivedTime, trackingToken, emergencyNumber } = answer;
  const nobody = say({ uk: 'ще ніхто: тут немає офіцера', en: 'nobody yet: this place has no officer' });
  printText(
    renderDetails([
      [{ uk: 'Подія', en: 'Incident' }, incidentId],
      [{ uk: 'Отримано (Київ)', en: 'Received (Kyiv)' }, receivedTime],
      [{ uk: 'Місце', en: 'Place' }, place],
      [
        { uk: 'Відповідає', en: 'Responsible' },
        officer === undefined ? nobody : `${officer.fullName}, ${officer.phone}`,
      ],
      [
        { uk: 'Код', en: 'Tracking' },
        say({
          uk: `${trackingToken} (таємний, для заявника: hromada report-status)`,
          en: `${trackingToken} (secret, for the reporter: hromada report-status)`,
        }),
      ],
    ]),
  );
  if (emergencyNumber === '') return;
  print({
    uk: `Також зателефонуйте ${emergencyNumber}, якщо ще не телефонували.`,
    en: `Also call ${emergencyNumber} if you have not yet.`,
  });
}
