import { LedgerOperatorServiceService } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { beginEpoch } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { given } from '../../module/given.ts';
import type { Rpc } from '../../module/rpc.ts';
import { checkReason, operatorOf } from '../operator-fields.ts';
import { LEDGER_QUERIES, type ServedLedger } from './ledger.queries.ts';

type Deps = ServedLedger & { readonly logger: Logger };

const { command } = given<Deps>();

/** After a restore. The replica that holds the lease of the relay finds the epoch in the database. */
const beginNextEpoch = command(LedgerOperatorServiceService.beginEpoch, {
  parse: ({ fields }) => ({ reason: fields.text('reason', checkReason) }),
  decide: ({ command: { reason } }) => ({ reason }),
  async save({ tx, change: { reason }, call, deps: { logger, producer } }) {
    const begun = await beginEpoch(tx, operatorOf(call), reason);
    const { epoch, head: position } = begun;
    logger.warn('a new epoch of the ledger begins', { producer, epoch, position, caller: call.caller.name });
    return begun;
  },
  subjects: ({ saved: { epoch } }) => [epoch],
  reply: ({ saved: { epoch, formerEpoch, head } }) => ({ epoch, formerEpoch, headPosition: head }),
});

/** The ledger of a service, for readers and for operators. */
export const LEDGER_RPCS: readonly Rpc<Deps>[] = [...LEDGER_QUERIES, beginNextEpoch];
