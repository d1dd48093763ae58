import {
  OfficerRetentionServiceService as Retention,
  RetentionTerm as TermMessage,
} from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import type { EntityManager } from '@safe-community/database';
import { checkGround, Fields, isRefused, notFound, within, type Decision } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { toRuleStatus } from '../beats/module.ts';
import { lockOfficer } from '../officers/module.ts';
import { place, release, type Retained } from './hold.ts';
import { checkTerm } from './retention-term.ts';
import { findRetained, insertHold, saveRelease, TERMS } from './retention.store.ts';

const setRetentionTerm = command(Retention.setRetentionTerm, {
  parse({ request: { term: message = TermMessage.fromPartial({}), etag }, fields }) {
    const own = new Fields(message);
    const term = { ...message, status: own.word('status', toRuleStatus, 'statuses') };
    fields.check(within('term', [...own.violations, ...checkTerm(term)]));
    return { rule: term, etag };
  },
  ...recordRule(TERMS),
  subjects: ({ saved: { validFrom } }) => [`officer-retention-term-${validFrom}`],
  reply: () => ({}),
});

const holdErasure = command(Retention.holdErasure, {
  parse: ({ fields }) => ({
    officerId: fields.uuid('officer_id'),
    ground: fields.text('ground', checkGround),
  }),
  load: ({ tx, command: { officerId } }) => lockRetained(tx, officerId),
  decide({ loaded: retained, command: { officerId, ground }, now, newId, call }) {
    const caller = call.caller.name;
    const asked = { holdId: newId(), ground, placedAt: now, caller, releasedAt: undefined, releaseGround: '' };
    const hold = place(retained, asked);
    return isRefused(hold) ? hold : { officerId, hold };
  },
  async save({ tx, change: placed }) {
    await insertHold(tx, placed.officerId, placed.hold);
    return placed;
  },
  subjects: ({ saved: { officerId, hold } }) => [officerId, hold.holdId],
  reply: ({ saved: { hold } }) => ({ holdId: hold.holdId }),
});

const releaseErasureHold = command(Retention.releaseErasureHold, {
  parse: ({ fields }) => ({
    officerId: fields.uuid('officer_id'),
    holdId: fields.uuid('hold_id'),
    ground: fields.text('ground', checkGround),
  }),
  load: ({ tx, command: { officerId } }) => lockRetained(tx, officerId),
  decide({ loaded: retained, command: { officerId, holdId, ground }, now }) {
    const hold = release(retained, holdId, ground, now);
    return isRefused(hold) ? hold : { officerId, hold };
  },
  async save({ tx, change: released }) {
    await saveRelease(tx, released.hold);
    return released;
  },
  subjects: ({ saved: { officerId, hold } }) => [officerId, hold.holdId],
  reply: () => ({}),
});

/** The lock makes the erasure and the hold wait for each other. */
async function lockRetained(tx: EntityManager, officerId: string): Promise<Decision<Retained>> {
  const officer = await lockOfficer(tx, officerId);
  return (officer && (await findRetained(tx, officerId))) ?? notFound('officer');
}

export const RETENTION_COMMANDS: readonly Rpc[] = [setRetentionTerm, holdErasure, releaseErasureHold];
