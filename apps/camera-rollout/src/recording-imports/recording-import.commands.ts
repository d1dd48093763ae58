import { RefusedRowField } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  ImportRecordingsResponse,
  RecordingImportRow,
  RecordingImportServiceService as Imports,
} from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import type { Database } from '@safe-community/database';
import { checkUuid, Fields, within, type Parsed, type Violation } from '@safe-community/domain-kit';
import { given, listImported, type Rpc } from '@safe-community/service-kit';
import { findHoldings, listCameras } from '../cameras/module.ts';
import { readMetadata, registerRow, startOf, type Metadata, type RegistrationNeeds } from '../recordings/module.ts';

const { importCommand } = given<RegistrationNeeds>();

/** Imports the recordings of a vendor's export row by row. */
const importRecordings = importCommand(Imports.importRecordings, {
  row: RecordingImportRow,
  rowName: 'safecommunity.cameras.v1.RecordingImportRow',
  response: ImportRecordingsResponse,
  refusedField: RefusedRowField,
  reader({ database }) {
    const cameraOf = knownCameras(database);
    return Promise.resolve((row: RecordingImportRow) => readRow(database, cameraOf, row));
  },
  write: registerRow,
  rules: { OUTSIDE_TERRITORY: { field: 'recording', rule: 'must be within the territory of the caller' } },
});

type CameraOf = (serialNumber: string, model: string) => Promise<string | undefined>;

/** Asks once for each device: an export has many recordings of a camera. */
function knownCameras(database: Database): CameraOf {
  const found = new Map<string, Promise<string | undefined>>();
  const find: CameraOf = async (serialNumber, model) => {
    const [camera] = await listCameras(database.em.fork(), { serialNumber, model, visible: ['%'] }, undefined, 1);
    return camera?.cameraId;
  };
  return (serialNumber, model) => {
    const key = `${serialNumber} ${model}`;
    const known = found.get(key) ?? find(serialNumber, model);
    found.set(key, known);
    return known;
  };
}

async function readRow(
  database: Database,
  cameraOf: CameraOf,
  { recording: given = RecordingMetadata.fromPartial({}), serialNumber, model }: RecordingImportRow,
): Promise<Parsed<readonly [Metadata]>> {
  const cameraId = given.cameraId === '' ? await findCamera(cameraOf, serialNumber, model) : given.cameraId;
  if (cameraId === undefined) return { violations: [{ field: 'serial_number', rule: UNKNOWN_DEVICE }] };
  const broken = checkUuid(cameraId, 'recording.camera_id');
  if (broken.length > 0) return { violations: broken };
  const officer = await officerOf(database, { ...given, cameraId });
  if (officer === undefined) return { violations: [{ field: 'recording.officer_id', rule: NOBODY_HELD_IT }] };
  const recording = { ...given, cameraId, officerId: officer };
  const fields = new Fields(recording);
  const metadata = readMetadata(recording, fields);
  const violations: readonly Violation[] = within('recording', fields.violations);
  return violations.length === 0 ? { value: [metadata] } : { violations };
}

const UNKNOWN_DEVICE = 'must be of a registered camera of the model';
const NOBODY_HELD_IT = 'must be given, because no officer held the camera when the recording began';

async function findCamera(cameraOf: CameraOf, serialNumber: string, model: string): Promise<string | undefined> {
  // Empty fields of the filter match every camera.
  return serialNumber === '' || model === '' ? undefined : cameraOf(serialNumber, model);
}

/** The officer whom the row names, or who held the camera. Undefined for nobody. */
async function officerOf(
  database: Database,
  { officerId, cameraId, startTime, clockOffsetMs }: RecordingMetadata,
): Promise<string | undefined> {
  // A missing time is reported with the other fields.
  if (officerId !== '' || startTime === undefined) return officerId;
  const at = startOf({ cameraTime: startTime, clockOffsetMs });
  const [held] = await findHoldings(database.em.fork(), [{ cameraId, at }]);
  return held?.holding?.officerId;
}

const listImportedRecordings = listImported(Imports.listImportedRecordings, (imported) => ({
  recordings: imported.map(({ externalId, id }) => ({ externalId, recordingId: id })),
}));

export const IMPORT_RPCS: readonly Rpc<RegistrationNeeds>[] = [importRecordings, listImportedRecordings];
