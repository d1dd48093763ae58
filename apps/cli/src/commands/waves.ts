import type { Command } from 'commander';
import {
  ForecastRolloutResponse,
  ListWavesRequest,
  ListWavesResponse,
  RolloutStatus,
} from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderDetails } from '../lists/columns.ts';
import { group } from '../lists/group.ts';
import { listCommand, optionOf } from '../lists/list.ts';
import { share, whole } from '../scorecard/numbers.ts';
import { say, type Text } from '../terminal/language.ts';
import { printJson, printText } from '../terminal/print.ts';
import { lateness } from '../time/show-time.ts';
import { countOption, jsonOption } from './option-values.ts';
import { OBLAST, oblastCodeOf } from '../lists/filters.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada waves …` */
export function wavesCommand(): Command {
  return group('waves', wavesListCommand(), forecastCommand());
}

function wavesListCommand(): Command {
  return listCommand({
    name: 'list',
    about: {
      uk: 'хвилі: заплановано, замовлено, поставлено, видано, строки',
      en: 'list waves: planned, ordered, delivered, issued, slippage',
    },
    request: ListWavesRequest,
    response: ListWavesResponse,
    read: ({ waves }, request) => waves.listWaves(request),
    items: ({ waves }) => waves,
    columns: [
      { uk: 'Хвиля', en: 'Wave', of: ({ name }) => name },
      { uk: 'За планом', en: 'Planned', of: ({ planned }) => planned },
      { uk: 'Замовлено', en: 'Ordered', of: ({ ordered }) => ordered, drop: 3 },
      { uk: 'Поставлено', en: 'Delivered', of: ({ delivered }) => delivered },
      { uk: 'На обліку', en: 'Registered', of: ({ registered }) => registered, drop: 2 },
      { uk: 'Видано', en: 'Issued', of: ({ issued }) => issued },
      {
        uk: 'Поставити до',
        en: 'Delivery due',
        of: (wave) => dueOf(wave.deliveryDueOn, wave.deliverySlippageDays),
        drop: 1,
      },
      { uk: 'Видати до', en: 'Issue due', of: (wave) => dueOf(wave.issueDueOn, wave.issueSlippageDays) },
      { uk: 'Підрозділів', en: 'Units', of: ({ units }) => units.length, drop: 4 },
    ],
  });
}

function dueOf(day: string, slippageDays: number): string {
  return slippageDays === 0 ? day : `${day}, ${lateness(slippageDays)}`;
}

interface ForecastOptions {
  readonly oblast?: string;
  readonly windowDays: number;
  readonly json: boolean;
}

function forecastCommand(): Command {
  return new SpokenCommand('forecast')
    .about({
      uk: 'прогноз, коли кожен офіцер за списком матиме камеру, з інтервалом 95 %',
      en: 'forecast when every officer on strength has a camera, with a 95 % interval',
    })
    .addOption(optionOf(OBLAST))
    .takes('--window-days <n>', countOption, 90, {
      uk: 'повних днів до сьогодні, чий темп беруть, від 28 до 1096',
      en: 'full days before today whose pace is taken, 28 to 1,096',
    })
    .addOption(jsonOption('ForecastRolloutResponse'))
    .action((options: ForecastOptions, command: Command) =>
      withConnection(command, (connection) => showForecast(connection, options)),
    );
}

async function showForecast({ waves }: Connection, { oblast, windowDays, json }: ForecastOptions): Promise<void> {
  const oblastCode = await oblastCodeOf(oblast);
  const answer = await waves.forecastRollout({ oblastCode, windowDays });
  if (json) return printJson(ForecastRolloutResponse.toJSON(answer));
  printText(renderDetails(detailsOf(answer)));
}

function detailsOf(forecast: ForecastRolloutResponse): (readonly [Text, string])[] {
  const { status, coverage, missing, windowStart, windowEnd, issues, returns, pace } = forecast;
  const { strength = 0, equipped = 0 } = coverage ?? {};
  const [has, all, lacking] = [equipped, strength, missing].map((count) => whole(count));
  const [issued, back] = [whole(issues), whole(returns)];
  const [more, fewer] = [whole(forecast.openedOtherwise), whole(forecast.closedOtherwise)];
  return [
    [
      { uk: 'Забезпечено', en: 'Coverage' },
      say({
        uk: `${share(equipped, strength)}: ${has} з ${all}, бракує ${lacking}`,
        en: `${share(equipped, strength)}: ${has} of ${all}, ${lacking} missing`,
      }),
    ],
    [
      { uk: 'Період', en: 'Window' },
      say({
        uk: `від ${windowStart} до ${windowEnd}: видано ${issued}, повернуто ${back}`,
        en: `${windowStart} to ${windowEnd}: ${issued} issued, ${back} came back`,
      }),
    ],
    [
      { uk: 'Штат', en: 'Strength' },
      say({
        uk: `без камери на ${more} більше, на ${fewer} менше через зміни у штаті`,
        en: `${more} more, ${fewer} fewer without a camera by changes of the strength`,
      }),
    ],
    ...(pace === undefined
      ? []
      : [
          [
            { uk: 'За день', en: 'Pace a day' },
            `${pace.perDay.toFixed(2)} (${pace.low.toFixed(2)}–${pace.high.toFixed(2)})`,
          ] as const,
        ]),
    [{ uk: '100 %', en: '100 %' }, resultOf(status, forecast)],
  ];
}

function resultOf(status: RolloutStatus, { earliestOn, expectedOn, latestOn }: ForecastRolloutResponse): string {
  const notSeen = say({ uk: 'не в цьому столітті', en: 'not in this century' });
  const [earliest, latest] = [earliestOn || notSeen, latestOn || notSeen];
  if (status === RolloutStatus.MET) return say({ uk: 'досягнуто', en: 'reached' });
  if (status === RolloutStatus.TOO_LITTLE_HISTORY) {
    return say({
      uk: 'невідомо: першу камеру взято на облік у цьому періоді',
      en: 'unknown: the first camera was registered in the window',
    });
  }
  if (status === RolloutStatus.NOT_REACHED) {
    return say({
      uk: `${notSeen} за цього темпу; щонайраніше ${earliest}`,
      en: `${notSeen} at this pace; at the earliest ${earliest}`,
    });
  }
  return say({
    uk: `${expectedOn} (95 %: від ${earliest} до ${latest})`,
    en: `${expectedOn} (95 %: ${earliest} to ${latest})`,
  });
}
