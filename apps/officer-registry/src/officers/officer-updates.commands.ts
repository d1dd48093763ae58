import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { checkEtag, etagOf, isRefused, notFound } from '@safe-community/domain-kit';
import { given, refuseOutside } from '@safe-community/service-kit';
import { checkPatrolUnitCode } from '../patrol-units/module.ts';
import { updatedEvent } from './officer.events.ts';
import { lockOfficer } from './officer.store.ts';
import { checkMask, isPath, update } from './officer-update.ts';
import { loadData, saveUpdate } from './officer-update.store.ts';
import type { OfficerCommandNeeds } from './officers.commands.ts';
import { fromUpdateMessage } from './personnel-record.mapping.ts';
import { readRanks } from './personnel-record.store.ts';
import { readServicePlace } from './service-place.adapter.ts';
import { placeOf } from './service-place.ts';

const { command } = given<OfficerCommandNeeds>();

/** Changes the fields that the mask names, of the version that the caller has read. */
export const updateOfficer = command(OfficerServiceService.updateOfficer, {
  async parse({ request: { updateMask, officer }, fields, clock, deps }) {
    const officerId = fields.uuid('officer_id');
    const etag = fields.text('etag', checkEtag);
    fields.check(checkMask(updateMask));
    const paths = (updateMask ?? []).filter(isPath);
    const { given, violations } = fromUpdateMessage(officer);
    fields.check(violations);
    const newPlace = paths.includes('service_place_code') ? given.placeCode : '';
    await readServicePlace({ fields, clock, deps }, newPlace, 'officer.service_place_code');
    const newUnit = paths.includes('patrol_unit_code') ? given.patrolUnitCode : '';
    if (newUnit !== '') fields.check(checkPatrolUnitCode(newUnit, 'officer.patrol_unit_code'));
    const policeUnit = paths.includes('police_unit_code') ? given.policeUnitCode : '';
    if (policeUnit !== '') fields.check(checkPatrolUnitCode(policeUnit, 'officer.police_unit_code'));
    return { officerId, newPlace, newUnit, requested: { paths, given, etag } };
  },
  gather: async ({ command: { newUnit }, deps: { findPatrolUnit } }) => ({
    unit: newUnit === '' ? undefined : await findPatrolUnit(newUnit),
  }),
  authorize: ({ call: { rights }, command: { newPlace } }) =>
    newPlace === '' ? undefined : refuseOutside(rights, placeOf(newPlace), 'this place'),
  async load({ tx, command: { officerId }, gathered: { unit }, deps: { keyring } }) {
    const officer = await lockOfficer(tx, officerId);
    if (officer === undefined) return notFound('officer');
    return { officer, data: await loadData(tx, keyring, officer), ranks: await readRanks(tx), unit };
  },
  authorizeLoaded: ({ call: { rights }, loaded: { officer, unit } }) =>
    refuseOutside(rights, placeOf(officer.placeCode), 'the officer') ??
    (unit && refuseOutside(rights, placeOf(unit.oblastCode), 'the patrol unit')),
  decide({ loaded: { officer, data, ranks, unit }, command: { requested }, now }) {
    const { kind, state, version } = officer;
    const updated = update({ kind, state, version, data }, requested, { ranks, unit }, now);
    return isRefused(updated) ? updated : { officer, update: updated };
  },
  save: async ({ tx, change: updated, now, deps: { keyring } }) =>
    (await saveUpdate(tx, keyring, updated.officer.officerId, updated.update, now)) ?? updated,
  events({ saved: { officer, update: updated }, now }) {
    const { changed, data } = updated;
    return changed.length === 0 ? [] : [updatedEvent(officer, changed, data, now)];
  },
  subjects: ({ saved: { officer } }) => [officer.officerId],
  reply: ({ saved: { update: updated } }) => ({ etag: etagOf(updated) }),
  // The caller's next FindResponsibleOfficer shows the new name and phone.
  async afterCommit({ response, deps: { directory } }) {
    await directory.refresh();
    return response;
  },
});
