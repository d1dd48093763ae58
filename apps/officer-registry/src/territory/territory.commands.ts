import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { TerritoryServiceService } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { invalid, isRefused, kyivDay, notFound } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { checkChange, checkNotTooLate } from './change-rules.ts';
import { firstLevel } from './codifier.ts';
import { record } from './history.ts';
import { hromadaOf, renamedOn, unitOf } from './places.ts';
import { addChange, addRenamings, lockChanges, readHistory } from './territory-change.store.ts';
import { changedEvent, listedEvent } from './territory.events.ts';
import { toChangeKind, toChangeMessage } from './territory.mapping.ts';
import { lockUnits, readUnits, saveUnits } from './territory-unit.store.ts';
import { checkUnits, compareUnits, type GivenUnit, type TerritoryUnit } from './territory-unit.ts';

/** Imports units of the codifier; a known, equal unit changes nothing. A new name holds from today on. */
const importTerritory = command(OfficerRegistryServiceService.importTerritory, {
  parse({ request: { units }, fields }) {
    fields.check(checkUnits(units, firstLevel));
    return units.map(toUnit);
  },
  async load({ tx, command: units }) {
    // Before the lock of the units, as everywhere: it records renamings.
    await lockChanges(tx);
    return lockUnits(
      tx,
      units.map(({ code }) => code),
    );
  },
  decide: ({ loaded: known, command: units }) => ({ known, ...compareUnits(units, known) }),
  async save({ tx, change: { known, ...comparison }, now }) {
    await saveUnits(tx, [...comparison.added, ...comparison.changed], now);
    const renamed = comparison.changed.map((unit) => ({ ...unit, formerName: known.get(unit.code)?.name ?? '' }));
    await addRenamings(tx, renamed, kyivDay(now), now);
    return comparison;
  },
  events: ({ saved: { added, changed } }) => [...added, ...changed].map(listedEvent),
  subjects: ({ saved: { added, changed } }) => [...added, ...changed].map(({ code }) => code),
  reply: ({ saved: { added, changed, unchanged } }) => ({
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
  }),
});

/** A unit is renamed, merged, occupied, liberated, or near the front, from a date on. */
const recordTerritoryChange = command(TerritoryServiceService.recordTerritoryChange, {
  parse({ request, fields }) {
    const change = {
      code: request.code,
      kind: fields.word('kind', toChangeKind, 'kinds of change'),
      effectiveOn: request.effectiveDate,
      isExact: !request.knownByDate,
      name: request.nameUk,
      successorCode: request.successorCode,
      source: request.source,
    };
    fields.check(checkChange(change));
    return change;
  },
  async load({ tx, command: { code, successorCode } }) {
    await lockChanges(tx);
    const imported = new Map((await readUnits(tx, [code, successorCode])).map((unit) => [unit.code, unit]));
    const unit = unitOf(code, imported.get(code));
    if (unit === undefined) return notFound('territorial unit');
    if (successorCode !== '' && unitOf(successorCode, imported.get(successorCode)) === undefined) {
      return notFound('successor');
    }
    return { unit, hromada: hromadaOf(code, imported.get(code)), history: await readHistory(tx) };
  },
  decide({ loaded: { unit, hromada, history }, command: given, now }) {
    const violations = checkNotTooLate(given.effectiveOn, now);
    if (violations.length > 0) return invalid(violations);
    const change = record(given, unit.name, history, now);
    if (isRefused(change)) return change;
    return { change, unit, renamed: hromada && renamedOn(kyivDay(now), hromada, history.with(change)) };
  },
  async save({ tx, change: saved, now }) {
    await addChange(tx, saved.change);
    await saveUnits(tx, saved.renamed === undefined ? [] : [saved.renamed], now);
    return saved;
  },
  events: ({ saved: { change, unit, renamed } }) => [
    changedEvent(change, unit),
    ...(renamed === undefined ? [] : [listedEvent(renamed)]),
  ],
  subjects: ({ saved: { change } }) => [change.code, ...(change.successorCode === '' ? [] : [change.successorCode])],
  reply: ({ saved: { change } }) => ({ change: toChangeMessage(change) }),
});

function toUnit({ code, name, category, oblastCode, raionCode }: GivenUnit): TerritoryUnit {
  return { code, name, category: category === 'K' ? 'K' : 'H', oblastCode, raionCode };
}

export const TERRITORY_COMMANDS: readonly Rpc[] = [importTerritory, recordTerritoryChange];
