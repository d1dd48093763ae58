import { FaultServiceService as Faults } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { checkText, isRefused } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { checkFirmware, findLocked, refuseElsewhere } from '../cameras/module.ts';
import { recalledEvent, reportedEvent } from './fault.events.ts';
import { kindName } from './fault.mapping.ts';
import { addFault, cameraThen } from './fault.store.ts';
import { reportFault } from './fault.ts';
import { addRecall, countWith } from './recall.store.ts';
import { checkRecall, recallFirmware } from './recall.ts';

const DESCRIPTION = { most: 500 };

const report = command(Faults.reportFault, {
  parse: ({ fields }) => ({
    cameraId: fields.uuid('camera_id'),
    kind: fields.word('kind', kindName, 'kinds'),
    description: fields.text('description', (text, field) => checkText(text, field, DESCRIPTION)),
    noticedAt: fields.optionalTime('noticed_time'),
  }),
  async load({ tx, command: { cameraId, noticedAt } }) {
    const camera = await findLocked(tx, cameraId);
    if (isRefused(camera)) return camera;
    return { camera, before: noticedAt && (await cameraThen(tx, cameraId, noticedAt)) };
  },
  authorizeLoaded: ({ call, loaded: { camera } }) => refuseElsewhere(call, camera),
  decide({ loaded: { camera, before }, command: { kind, description, noticedAt }, now, newId }) {
    const current = { firmwareVersion: camera.firmwareVersion, isIssued: camera.state === 'issued' };
    const said = { faultId: newId(), kind, description, noticedAt };
    return reportFault(camera, noticedAt === undefined ? current : before, said, now);
  },
  save: ({ tx, change }) => addFault(tx, change),
  events: ({ saved: fault }) => [reportedEvent(fault)],
  subjects: ({ saved: { faultId, cameraId } }) => [faultId, cameraId],
  reply: ({ saved: { faultId } }) => ({ faultId }),
});

const recall = command(Faults.recallFirmware, {
  parse({ request: { model, dueOn, source }, fields }) {
    fields.check(checkRecall({ model, dueOn, source }));
    return { model, firmwareVersion: fields.text('firmware_version', checkFirmware), dueOn, source };
  },
  load: ({ tx, command: { model, firmwareVersion } }) => countWith(tx, model, firmwareVersion),
  decide: ({ loaded: affected, command: said, now, newId }) =>
    recallFirmware({ ...said, recallId: newId(), recalledAt: now, affected }, affected),
  save: ({ tx, change }) => addRecall(tx, change),
  events: ({ saved: made }) => [recalledEvent(made)],
  subjects: ({ saved: { recallId } }) => [recallId],
  reply: ({ saved: { recallId, affected } }) => ({ recallId, affected }),
});

export const FAULT_COMMANDS: readonly Rpc[] = [report, recall];
