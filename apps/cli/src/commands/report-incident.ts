import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
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
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { kyivTime } from '../time/show-time.ts';
import { CATEGORIES, CHANNELS } from '../wording/incidents.ts';
import { countOption, degreesOption, instantOption, known, uuidOption } from './option-values.ts';

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

const HELP = `
Response targets depend on the classes of the lines 102 and 103.
If the response is lost, retry with the same --request-id: the report is accepted only once.

Attributes of each category: docs/catalogue.md.

Example: hromada report-incident --category fire --attribute fire_object=dwelling --hromada Вінницька --channel phone-101`;

/** With these codes, the report may or may not have been accepted. */
const UNCERTAIN: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED']);

/** `hromada report-incident` */
export function reportIncidentCommand(): Command {
  return new Command('report-incident')
    .addOption(choice('--category <word>', 'category', CATEGORIES.all, CATEGORIES.parse).makeOptionMandatory())
    .requiredOption('--hromada <code or name>', 'where it happened')
    .option('--district <code or name>', 'starosta district of the hromada')
    .option('--settlement <code>', 'KATOTTG code of a settlement of the hromada', '')
    .option('--attribute <name=value>', 'an attribute of the category; repeatable', attributesOption, [])
    .addOption(choice('--police-class <word>', 'class of the line 102', POLICE_CLASS.words, policeClassOption))
    .addOption(choice('--medical-class <word>', 'class of the line 103', MEDICAL_CLASS.words, medicalClassOption))
    .option('--classifier-code <classifier=code>', 'code of a classifier; repeatable', classifierCodesOption, [])
    .addOption(choice('--channel <word>', 'how the report was received (default: web)', CHANNELS.all, CHANNELS.parse))
    .option('--description <text>', 'what happened; stored encrypted', '')
    .option('--latitude <degrees>', 'exact location, degrees north', degreesOption)
    .option('--longitude <degrees>', 'exact location, degrees east', degreesOption)
    .option('--occurred <time>', 'when it happened: 2026-01-31T18:05:00+02:00', instantOption)
    .option('--reporter-name <name>', 'name of the reporter; stored encrypted')
    .option('--reporter-phone <number>', 'E.164: +380…; stored encrypted')
    .option('--killed <n>', 'people killed', countOption, 0)
    .option('--injured <n>', 'people injured', countOption, 0)
    .option('--children-killed <n>', 'included in --killed', countOption, 0)
    .option('--children-injured <n>', 'included in --injured', countOption, 0)
    .option('--defenders-killed <n>', 'included in --killed', countOption, 0)
    .option('--defenders-injured <n>', 'included in --injured', countOption, 0)
    .option('--request-id <uuid>', 'idempotency key (default: a new one)', uuidOption)
    .option('--test', 'a test: never counted; only of systems that are registered to send tests', false)
    .option('--json', 'print the response as JSON', false)
    .addHelpText('after', HELP)
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

function choice(flags: string, about: string, words: readonly string[], parse: (text: string) => number): Option {
  return new Option(flags, about).choices(words).argParser(parse);
}

function policeClassOption(text: string): PoliceClass {
  return known(POLICE_CLASS.numberOf(text), `one of ${POLICE_CLASS.words.join(', ')}`);
}

function medicalClassOption(text: string): MedicalClass {
  return known(MEDICAL_CLASS.numberOf(text), `one of ${MEDICAL_CLASS.words.join(', ')}`);
}

/** Incident-intake checks both parts. */
function classifierCodesOption(text: string, before: readonly ClassifierCode[]): ClassifierCode[] {
  const { classifier, code } = /^(?<classifier>[^=]+)=(?<code>.+)$/.exec(text)?.groups ?? {};
  const given = classifier && code ? { classifier, code } : undefined;
  return [...before, known(given, 'classifier=code, such as resolution-1031=3.1')];
}

/** Incident-intake checks whether the category has this attribute. */
function attributesOption(text: string, before: readonly Attribute[]): Attribute[] {
  const { name, value } = /^(?<name>[a-z_]+)=(?<value>.+)$/.exec(text)?.groups ?? {};
  return [...before, known(name && value ? { name, value } : undefined, 'name=value, such as fire_object=dwelling')];
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
    throw new Problem(
      `${error.message}\nThe report may have been accepted. Retry with --request-id ${request.requestId}`,
    );
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
  throw new Problem('Give both --latitude and --longitude, or neither.', 2);
}

async function responsible(
  { officers }: Connection,
  { responsibleOfficerId: officerId }: ReportIncidentResponse,
): Promise<Officer | undefined> {
  return officerId === '' ? undefined : (await officers.getOfficer({ officerId })).officer;
}

function printAnswer(answer: ReportIncidentResponse, officer: Officer | undefined, place: string): void {
  print(`Incident ${answer.incidentId}, received ${kyivTime(answer.receivedTime)} (Kyiv)`);
  print(`Place:       ${place}`);
  print(
    `Responsible: ${officer === undefined ? 'nobody yet: this place has no officer' : `${officer.fullName}, ${officer.phone}`}`,
  );
  print(`Tracking:    ${answer.trackingToken} (secret, for the reporter: hromada report-status)`);
  if (answer.emergencyNumber !== '') print(`Also call ${answer.emergencyNumber} if you have not yet.`);
}
