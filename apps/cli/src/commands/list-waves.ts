import { Command } from 'commander';
import type { Wave } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { ListWavesResponse } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { whole } from '../scorecard/numbers.ts';
import { forecastCommand } from './forecast-waves.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

/** `hromada waves` */
export function wavesCommand(): Command {
  return withPageOptions(
    new Command('waves').description('list waves of the camera rollout: planned, ordered, delivered, issued, slippage'),
    'ListWavesResponse',
  )
    .action((options: PageOptions, command: Command) =>
      withConnection(command, (connection) => listWaves(connection, options)),
    )
    .addCommand(forecastCommand());
}

async function listWaves({ waves }: Connection, options: PageOptions): Promise<void> {
  const { pageSize, pageToken } = options;
  const answer = await waves.listWaves({ waveId: '', pageSize, pageToken });
  printPage(answer, ListWavesResponse, options, COLUMNS, answer.waves.map(rowOf));
}

const COLUMNS = [
  { heading: 'Wave' },
  { heading: 'Planned', align: 'right' },
  { heading: 'Ordered', align: 'right' },
  { heading: 'Delivered', align: 'right' },
  { heading: 'Registered', align: 'right' },
  { heading: 'Issued', align: 'right' },
  { heading: 'Delivery due' },
  { heading: 'Issue due' },
  { heading: 'Units', align: 'right' },
] as const;

function rowOf(wave: Wave): string[] {
  const { name, planned, ordered, delivered, registered, issued, units, demonstration } = wave;
  return [
    `${name}${demonstration ? ' *' : ''}`,
    ...[planned, ordered, delivered, registered, issued].map((count) => whole(count)),
    dueOf(wave.deliveryDueOn, wave.deliverySlippageDays),
    dueOf(wave.issueDueOn, wave.issueSlippageDays),
    whole(units.length),
  ];
}

function dueOf(day: string, slippageDays: number): string {
  if (slippageDays === 0) return day;
  return slippageDays > 0 ? `${day}, ${slippageDays} days late` : `${day}, ${-slippageDays} days early`;
}
