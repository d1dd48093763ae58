import { Command } from 'commander';
import {
  ForecastStatus,
  ForecastTargetResponse,
  GetPipelineResponse,
  ListVacanciesResponse,
  type StageCount,
  type Vacancy,
} from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import { findOblast } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { registryPlaces, type PlaceNames } from '../places/registry-places.ts';
import { whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { nameOfOfficerState } from '../wording/officers.ts';
import { incidentsOf, LOAD_HELP, orderNumber, orderOption, type Order } from './hromada-order.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly oblast?: string;
  readonly window: number;
  readonly vacancies: number;
  readonly by: Order;
  readonly json: boolean;
}

interface Answers {
  readonly pipeline: GetPipelineResponse;
  /** One of each target, by its day. */
  readonly forecasts: readonly ForecastTargetResponse[];
  readonly vacancies: ListVacanciesResponse;
}

const HELP = `
The forecast of a target takes the pace of activations and dismissals of the window, with its 95 % interval; the contract
of RecruitmentService says how. Targets and their forecasts are those of the country.
${LOAD_HELP}

Examples: hromada pipeline --oblast Вінницька --window 365
          hromada pipeline --by load --vacancies 20`;

/** `hromada pipeline` */
export function pipelineCommand(): Command {
  return new Command('pipeline')
    .description('show community officers by stage and oblast, forecasts of targets, and the largest vacancies')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--window <days>', 'days whose pace a forecast takes, 28 to 1,096', countOption, 180)
    .option('--vacancies <n>', 'number of the largest vacancies, 1 to 500', countOption, 10)
    .addOption(orderOption('missing'))
    .option('--json', 'print pipeline, forecasts and vacancies as one JSON object of their messages', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, async (connection) => {
        const answers = await readAnswers(connection, options);
        if (options.json) return printJson(toJson(answers));
        const codes = answers.vacancies.vacancies.map(({ hromadaCode }) => hromadaCode);
        printAnswers(answers, await registryPlaces(connection).namesOf(codes));
      }),
    );
}

async function readAnswers({ recruitment }: Connection, { oblast, window, vacancies, by }: Options): Promise<Answers> {
  const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
  const { targets } = await recruitment.listTargets({ includeReplaced: false });
  const dueDays = targets.flatMap(({ target }) => target?.dueOn ?? []);
  return {
    pipeline: await recruitment.getPipeline({ oblastCode }),
    forecasts: await Promise.all(dueDays.map((dueOn) => recruitment.forecastTarget({ dueOn, windowDays: window }))),
    vacancies: await recruitment.listVacancies({
      oblastCode,
      pageSize: vacancies,
      pageToken: '',
      orderBy: orderNumber(by),
    }),
  };
}

function toJson({ pipeline, forecasts, vacancies }: Answers) {
  return {
    pipeline: GetPipelineResponse.toJSON(pipeline),
    forecasts: forecasts.map((forecast) => ForecastTargetResponse.toJSON(forecast)),
    vacancies: ListVacanciesResponse.toJSON(vacancies),
  };
}

function printAnswers({ pipeline, forecasts, vacancies }: Answers, places: PlaceNames): void {
  printText(stageTable(pipeline));
  if (pipeline.demonstration > 0) print(`* of them invented for the demonstration: ${whole(pipeline.demonstration)}`);
  if (forecasts.length > 0) printText(renderTable(FORECAST_COLUMNS, forecasts.map(forecastRow)));
  printText(
    renderTable(
      VACANCY_COLUMNS,
      vacancies.vacancies.map((vacancy) => vacancyRow(vacancy, places)),
    ),
  );
  const { total, population, occupiedHromadas, frontlineHromadas } = vacancies;
  print(
    `${whole(total)} hromadas with ${whole(population)} people lack officers; ${whole(occupiedHromadas)} are occupied and ${whole(frontlineHromadas)} near the front, and left out.`,
  );
}

function stageTable({ stages, oblasts }: GetPipelineResponse): string {
  const columns = stages.map(({ state }) => ({ heading: nameOfOfficerState(state).en, align: 'right' as const }));
  const row = (name: string, counts: readonly StageCount[]) => [name, ...counts.map(({ officers }) => whole(officers))];
  const rows = oblasts.map(({ oblastCode, stages: counts }) =>
    row(oblastCode === '' ? 'without a beat' : (findOblast(oblastCode)?.name ?? oblastCode), counts),
  );
  return renderTable([{ heading: 'Oblast' }, ...columns], [...rows, row('All', stages)]);
}

const FORECAST_COLUMNS = [
  { heading: 'Target', align: 'right' },
  { heading: 'By' },
  { heading: 'In service', align: 'right' },
  { heading: 'Officers a day (95 %)' },
  { heading: 'Met on' },
  { heading: 'Between' },
] as const;

function forecastRow(forecast: ForecastTargetResponse): string[] {
  const { target, inService, pace, earliestOn, latestOn } = forecast;
  const [perDay, low, high] = [pace?.perDay, pace?.low, pace?.high].map((value) => value?.toFixed(2));
  return [
    `${whole(target?.officers ?? 0)}${target?.demonstration ? ' *' : ''}`,
    target?.dueOn ?? '',
    whole(inService),
    pace === undefined ? '—' : `${perDay} (${low} to ${high})`,
    metOn(forecast),
    earliestOn === '' ? '—' : `${earliestOn} and ${latestOn === '' ? 'never' : latestOn}`,
  ];
}

function metOn({ status, expectedOn, inTime }: ForecastTargetResponse): string {
  if (status === ForecastStatus.MET) return 'met';
  if (status === ForecastStatus.EXPECTED) return `${expectedOn}${inTime ? '' : ', late'}`;
  return status === ForecastStatus.NOT_REACHED ? 'not reached at this pace' : 'too little history';
}

const VACANCY_COLUMNS = [
  { heading: 'Rank', align: 'right' },
  { heading: 'Hromada that lacks officers' },
  { heading: 'Oblast' },
  { heading: 'Population', align: 'right' },
  { heading: 'Vacant beats', align: 'right' },
  { heading: 'Missing beats', align: 'right' },
  { heading: 'Officers', align: 'right' },
  { heading: 'Incidents', align: 'right' },
] as const;

function vacancyRow(vacancy: Vacancy, places: PlaceNames): string[] {
  const { rank, hromadaCode, oblastCode, population, vacantBeats, missingBeats, otherOfficers } = vacancy;
  return [
    whole(rank),
    places.nameOf(hromadaCode),
    findOblast(oblastCode)?.name ?? oblastCode,
    whole(population),
    whole(vacantBeats),
    whole(missingBeats),
    whole(otherOfficers),
    incidentsOf(vacancy),
  ];
}
