import { LedgerOperatorServiceService } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { beginEpoch } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { command } from '../../module/command.ts';
import type { Rpc } from '../../module/rpc.ts';
import { checkReason, operatorOf } from '../operator-fields.ts';
import { ledgerQueries, type ServedLedger } from './ledger.queries.ts';

/** The ledger of a service, for readers and for operators. */
export function ledgerRpcs(ledger: ServedLedger, logger: Logger): Rpc[] {
  return [...ledgerQueries(ledger), beginNextEpoch(ledger, logger)];
}

/** After a restore. The replica that holds the lease of the relay finds the epoch in the database. */
function beginNextEpoch({ producer }: ServedLedger, logger: Logger): Rpc {
  return command(LedgerOperatorServiceService.beginEpoch, {
    parse: ({ fields }) => ({ reason: fields.text('reason', checkReason) }),
    load: async () => undefined,
    decide: ({ command: { reason } }) => ({ reason }),
    async save({ tx, change: { reason }, call }) {
      const begun = await beginEpoch(tx, operatorOf(call), reason);
      const { epoch, head: position } = begun;
      logger.warn('a new epoch of the ledger begins', { producer, epoch, position, caller: call.caller.name });
      return begun;
    },
    subjects: ({ saved: { epoch } }) => [epoch],
    reply: ({ saved: { epoch, formerEpoch, head } }) => ({ epoch, formerEpoch, headPosition: head }),
  });
}
