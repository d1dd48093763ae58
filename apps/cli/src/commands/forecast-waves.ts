import { Command } from 'commander';
import { ForecastRolloutResponse, RolloutStatus } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { share, whole } from '../scorecard/numbers.ts';
import { print, printJson } from '../terminal/print.ts';
import { countOption } from './option-values.ts';

interface ForecastOptions {
  readonly oblast?: string;
  readonly windowDays: number;
  readonly json: boolean;
}

/** `hromada waves forecast` */
export function forecastCommand(): Command {
  return new Command('forecast')
    .description('forecast when every officer on strength has a camera, with a 95 % interval')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--window-days <n>', 'full days before today whose pace is taken, 28 to 1,096', countOption, 90)
    .option('--json', 'print the message ForecastRolloutResponse as JSON', false)
    .action((_: ForecastOptions, command: Command) => {
      // The parent command `waves` also declares --json, and consumes it.
      const options = command.optsWithGlobals<ForecastOptions>();
      return withConnection(command, (connection) => showForecast(connection, options));
    });
}

async function showForecast({ waves }: Connection, { oblast, windowDays, json }: ForecastOptions): Promise<void> {
  const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
  const answer = await waves.forecastRollout({ oblastCode, windowDays });
  if (json) return printJson(ForecastRolloutResponse.toJSON(answer));
  for (const [label, value] of linesOf(answer)) print(`${`${label}:`.padEnd(14)}${value}`);
}

function linesOf(forecast: ForecastRolloutResponse): [string, string][] {
  const { status, coverage, missing, windowStart, windowEnd, issues, returns, pace } = forecast;
  const { openedOtherwise: opened, closedOtherwise: closed } = forecast;
  const { strength = 0, equipped = 0 } = coverage ?? {};
  return [
    ['Coverage', `${share(equipped, strength)}: ${whole(equipped)} of ${whole(strength)}, ${whole(missing)} missing`],
    ['Window', `${windowStart} to ${windowEnd}: ${whole(issues)} issued, ${whole(returns)} came back`],
    ['Strength', `${whole(opened)} more, ${whole(closed)} fewer without a camera by changes of the strength`],
    ...(pace === undefined
      ? []
      : [
          ['Pace a day', `${pace.perDay.toFixed(2)} (${pace.low.toFixed(2)}–${pace.high.toFixed(2)})`] as [
            string,
            string,
          ],
        ]),
    ['100 %', resultOf(status, forecast)],
  ];
}

function resultOf(status: RolloutStatus, { earliestOn, expectedOn, latestOn }: ForecastRolloutResponse): string {
  const notSeen = 'not in this century';
  if (status === RolloutStatus.MET) return 'reached';
  if (status === RolloutStatus.TOO_LITTLE_HISTORY) return 'unknown: the first camera was registered in the window';
  if (status === RolloutStatus.NOT_REACHED) return `${notSeen} at this pace; at the earliest ${earliestOn || notSeen}`;
  return `${expectedOn} (95 %: ${earliestOn || notSeen} to ${latestOn || notSeen})`;
}
