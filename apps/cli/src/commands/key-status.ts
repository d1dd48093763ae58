import { Command } from 'commander';
import { GetKeyStatusResponse } from '@safe-community/contracts/keys/v1/key_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { keyStatuses, type KeyStatus } from '../keys/key-statuses.ts';
import { whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import { printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { kyivTime } from '../time/show-time.ts';

/** `hromada keys status` */
export function keyStatusCommand(): Command {
  return new Command('status')
    .description('show which keys the services hold and how many data keys each one wraps')
    .option('--json', 'print a message GetKeyStatusResponse per service as JSON', false)
    .action(({ json }: { json: boolean }, command: Command) =>
      withConnection(command, (connection) => showStatus(connection, json)),
    );
}

async function showStatus({ encrypting }: Connection, json: boolean): Promise<void> {
  const statuses = await keyStatuses(encrypting);
  if (json) {
    printJson(Object.fromEntries(statuses.map((status) => [status.service, GetKeyStatusResponse.toJSON(status)])));
  } else {
    for (const status of statuses) printText(lines(status).join('\n'));
  }
  const wrong = statuses.flatMap(problemsOf);
  if (wrong.length > 0) throw new Problem(['Problems found:', ...wrong].join('\n  '));
}

function lines({ service, keys, holders, activeKeyId }: KeyStatus): string[] {
  const uses = keys.map(({ keyId, held, dataKeys }) => [
    keyId,
    keyId === activeKeyId ? 'active' : held ? 'held' : 'missing',
    whole(dataKeys),
  ]);
  const replicas = holders.map((holder) => [
    holder.replica,
    holder.activeKeyId,
    kyivTime(holder.activeSince),
    holder.keyIds.toSorted().join(', '),
  ]);
  return [service, renderTable(KEY_COLUMNS, uses), renderTable(REPLICA_COLUMNS, replicas)];
}

const KEY_COLUMNS = [{ heading: 'Key' }, { heading: 'State' }, { heading: 'Data keys', align: 'right' }] as const;
const REPLICA_COLUMNS = [
  { heading: 'Replica' },
  { heading: 'Wraps with' },
  { heading: 'Since (Kyiv)' },
  { heading: 'Holds' },
] as const;

function problemsOf({ service, keys, holders }: KeyStatus): string[] {
  const lost = keys.filter(({ held, dataKeys }) => !held && dataKeys > 0n);
  const troubled = holders.filter(({ trouble }) => trouble !== '');
  return [
    ...lost.map(
      ({ keyId, dataKeys }) => `${service}: ${dataKeys} data keys are wrapped by ${keyId}, which no replica holds`,
    ),
    ...troubled.map(({ replica, trouble }) => `${service} at ${replica}: ${trouble}`),
  ];
}
