import { type Command } from 'commander';
import { HromadaOrder } from '@safe-community/contracts/officers/v1/coverage.ts';
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
import { registryPlaces, type PlaceNames } from '../places/registry-places.ts';
import { whole } from '../scorecard/numbers.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { say } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { HROMADA_ORDERS, LOAD_HELP, OFFICER_STATES, ORDER_ABOUT } from '../wording/officers.ts';
import { countOption } from './option-values.ts';
import { optionOf } from '../lists/list.ts';
import { OBLAST, oblastCodeOf } from '../lists/filters.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly oblast?: string;
  readonly window: number;
  readonly vacancies: number;
  readonly by?: HromadaOrder;
  readonly json: boolean;
}

interface Answers {
  readonly pipeline: GetPipelineResponse;
  /** One of each target, by its day. */
  readonly forecasts: readonly ForecastTargetResponse[];
  readonly vacancies: ListVacanciesResponse;
}

const HELP = {
  uk: `
Прогноз цілі бере темп призначень і звільнень за вікно з його 95-відсотковим інтервалом; як саме, каже контракт
RecruitmentService. Цілі та їхні прогнози – для країни.
${LOAD_HELP.uk}

Приклади: hromada pipeline --oblast Вінницька --window 365
          hromada pipeline --by load --vacancies 20`,
  en: `
The forecast of a target takes the pace of activations and dismissals of the window, with its 95 % interval; the contract
of RecruitmentService says how. Targets and their forecasts are those of the country.
${LOAD_HELP.en}

Examples: hromada pipeline --oblast Вінницька --window 365
          hromada pipeline --by load --vacancies 20`,
};

/** `hromada pipeline` */
export function pipelineCommand(): Command {
  return new SpokenCommand('pipeline')
    .addOption(optionOf(OBLAST))
    .takes('--window <days>', countOption, 180, {
      uk: 'днів, чий темп бере прогноз, від 28 до 1096',
      en: 'days whose pace a forecast takes, 28 to 1,096',
    })
    .takes('--vacancies <n>', countOption, 10, {
      uk: 'кількість найбільших нестач, від 1 до 500',
      en: 'number of the largest vacancies, 1 to 500',
    })
    .chooses('--by <word>', HROMADA_ORDERS, ORDER_ABOUT)
    .takes('--json', {
      uk: 'друкувати етапи, прогнози й нестачі одним об’єктом JSON з їхніх повідомлень',
      en: 'print pipeline, forecasts and vacancies as one JSON object of their messages',
    })
    .explains(HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, async (connection) => {
        const answers = await readAnswers(connection, options);
        if (options.json) return printJson(toJson(answers));
        const codes = answers.vacancies.vacancies.map(({ hromadaCode }) => hromadaCode);
        printAnswers(answers, await registryPlaces(connection).namesOf(codes));
      }),
    );
}

async function readAnswers(
  { recruitment }: Connection,
  { oblast, window, vacancies, by = HromadaOrder.MISSING_OFFICERS }: Options,
): Promise<Answers> {
  const oblastCode = await oblastCodeOf(oblast);
  const { targets } = await recruitment.listTargets({ includeReplaced: false });
  const dueDays = targets.flatMap(({ target }) => target?.dueOn ?? []);
  return {
    pipeline: await recruitment.getPipeline({ oblastCode }),
    forecasts: await Promise.all(dueDays.map((dueOn) => recruitment.forecastTarget({ dueOn, windowDays: window }))),
    vacancies: await recruitment.listVacancies({
      oblastCode,
      pageSize: vacancies,
      pageToken: '',
      orderBy: by,
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
  if (forecasts.length > 0) printText(renderRows(FORECASTS, forecasts));
  printText(renderRows(VACANCIES, vacancies.vacancies, places));
  const { total, population, occupiedHromadas, frontlineHromadas } = vacancies;
  const [lacking, people, occupied, front] = [total, population, occupiedHromadas, frontlineHromadas].map((count) =>
    whole(count),
  );
  print({
    uk: `Офіцерів бракує громадам: ${lacking}, у них ${people} осіб. Не враховано тимчасово окупованих: ${occupied}, прифронтових: ${front}.`,
    en: `${lacking} hromadas with ${people} people lack officers; ${occupied} are temporarily occupied and ${front} near the front, and left out.`,
  });
}

function stageTable({ stages, oblasts }: GetPipelineResponse): string {
  const columns: Column<{ readonly name: string; readonly stages: readonly StageCount[] }>[] = [
    { uk: 'Область', en: 'Oblast', of: ({ name }) => name },
    ...stages.map(({ state }, at) => ({
      ...OFFICER_STATES.textOf(state),
      of: ({ stages: counts }: { readonly stages: readonly StageCount[] }) => counts[at]?.officers,
      drop: at + 1,
    })),
  ];
  const rows = oblasts.map(({ oblastCode, stages: counts }) => ({ name: nameOfOblast(oblastCode), stages: counts }));
  return renderRows(columns, [...rows, { name: say({ uk: 'Усього', en: 'All' }), stages }]);
}

function nameOfOblast(code: string): string {
  return code === '' ? say({ uk: 'без дільниці', en: 'without a beat' }) : (findOblast(code)?.name ?? code);
}

const FORECASTS: readonly Column<ForecastTargetResponse>[] = [
  { uk: 'Ціль', en: 'Target', of: ({ target }) => target?.officers },
  { uk: 'До', en: 'By', of: ({ target }) => target?.dueOn },
  { uk: 'На службі', en: 'In service', of: ({ inService }) => inService },
  {
    uk: 'Офіцерів за день (95 %)',
    en: 'Officers a day (95 %)',
    of: ({ pace }) => pace && `${pace.perDay.toFixed(2)} (${pace.low.toFixed(2)}–${pace.high.toFixed(2)})`,
  },
  { uk: 'Буде досягнуто', en: 'Met on', of: metOn },
  {
    uk: 'Між',
    en: 'Between',
    of: ({ earliestOn, latestOn }) => earliestOn && `${earliestOn} – ${latestOn || say({ uk: 'ніколи', en: 'never' })}`,
  },
];

function metOn({ status, expectedOn, inTime }: ForecastTargetResponse): string {
  if (status === ForecastStatus.MET) return say({ uk: 'досягнуто', en: 'met' });
  if (status === ForecastStatus.EXPECTED)
    return `${expectedOn}${inTime ? '' : say({ uk: ', із запізненням', en: ', late' })}`;
  return status === ForecastStatus.NOT_REACHED
    ? say({ uk: 'не за цього темпу', en: 'not reached at this pace' })
    : say({ uk: 'замало даних', en: 'too little history' });
}

const VACANCIES: readonly Column<Vacancy>[] = [
  { uk: '№', en: 'Rank', of: ({ rank }) => rank },
  {
    uk: 'Громада, якій бракує офіцерів',
    en: 'Hromada that lacks officers',
    of: ({ hromadaCode }, names) => names.nameOf(hromadaCode),
  },
  { uk: 'Область', en: 'Oblast', of: ({ oblastCode }) => findOblast(oblastCode)?.name ?? oblastCode },
  { uk: 'Населення', en: 'Population', of: ({ population }) => population },
  { uk: 'Вакантних дільниць', en: 'Vacant beats', of: ({ vacantBeats }) => vacantBeats },
  { uk: 'Бракує дільниць', en: 'Missing beats', of: ({ missingBeats }) => missingBeats },
  { uk: 'Офіцерів', en: 'Officers', of: ({ otherOfficers }) => otherOfficers },
  { uk: 'Подій', en: 'Incidents', of: ({ load }) => load?.incidents ?? 0n },
];
