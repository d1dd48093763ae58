import type { Command } from 'commander';
import {
  GetCameraResponse,
  ListCamerasRequest,
  ListCamerasResponse,
  ListCustodyRequest,
  ListCustodyResponse,
  ListOverdueReturnsRequest,
  ListOverdueReturnsResponse,
} from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderDetails } from '../lists/columns.ts';
import { flag, instant, OBLAST, oneOf, text, UNIT, uuid } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { CAMERA_STATES, CAMERA_STEPS, RECALL_CAUSES } from '../wording/cameras.ts';
import { failureRatesCommand, recallsCommand } from './camera-faults.ts';
import { complianceCommand, coverageCommand, missingCommand } from './camera-use.ts';
import { jsonOption, AN_ID } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada cameras …` */
export function camerasCommand(): Command {
  return group(
    'cameras',
    camerasListCommand(),
    showCommand(),
    custodyCommand(),
    overdueCommand(),
    coverageCommand(),
    recallsCommand(),
    failureRatesCommand(),
    complianceCommand(),
    missingCommand(),
  );
}

function camerasListCommand(): Command {
  return listCommand({
    name: 'list',
    about: { uk: 'перелік камер', en: 'list cameras' },
    examples: ['cameras list --oblast Вінницька --state in-repair'],
    request: ListCamerasRequest,
    response: ListCamerasResponse,
    read: ({ cameras }, request) => cameras.listCameras(request),
    items: ({ cameras }) => cameras,
    filters: {
      oblastCode: OBLAST,
      patrolUnitCode: UNIT,
      state: oneOf('state', CAMERA_STATES, { uk: 'лише в цьому стані', en: 'only in this state' }),
      model: text('model', 'name', 'Vidar 4', { uk: 'лише цієї моделі', en: 'only of this model' }),
      firmwareVersion: text('firmware', 'version', '2.3.1', {
        uk: 'лише з цією прошивкою',
        en: 'only with this firmware',
      }),
      serialNumber: text('serial', 'number', 'CAM-1', {
        uk: 'лише з цим серійним номером',
        en: 'only with this serial number',
      }),
      officerId: uuid('officer', { uk: 'лише в цього офіцера', en: 'only with this officer' }),
    },
    columns: [
      { uk: 'Серійний номер', en: 'Serial number', of: ({ device }) => device?.serialNumber },
      { uk: 'Модель', en: 'Model', of: ({ device }) => device?.model, drop: 2 },
      { uk: 'Прошивка', en: 'Firmware', of: ({ device }) => device?.firmwareVersion, drop: 3 },
      { uk: 'Стан', en: 'State', of: ({ state }) => CAMERA_STATES.nameOf(state) },
      { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode },
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId, drop: 1 },
      { uk: 'Камера', en: 'Camera', of: ({ cameraId }) => cameraId },
    ],
  });
}

function showCommand(): Command {
  return new SpokenCommand('show')
    .about({ uk: 'дані камери та дозволені тепер дії', en: 'show one camera and the steps that are legal now' })
    .names('<camera-id>', AN_ID)
    .addOption(jsonOption('GetCameraResponse'))
    .action((cameraId: string, { json }: { readonly json: boolean }, command: Command) =>
      withConnection(command, async ({ cameras }) => {
        const answer = await cameras.getCamera({ cameraId });
        if (json) return printJson(GetCameraResponse.toJSON(answer));
        const { camera } = answer;
        if (camera === undefined) throw new Error('the response of camera-rollout has no camera');
        const { device, state, issuedTime, registeredTime, legalSteps } = camera;
        printText(
          renderDetails([
            [{ uk: 'Камера', en: 'Camera' }, camera.cameraId],
            [{ uk: 'Пристрій', en: 'Device' }, `${device?.model ?? ''} ${device?.serialNumber ?? ''}`],
            [{ uk: 'Прошивка', en: 'Firmware' }, device?.firmwareVersion],
            [{ uk: 'Гарантія до', en: 'Warranty' }, device?.warrantyUntil],
            [{ uk: 'Стан', en: 'State' }, CAMERA_STATES.nameOf(state)],
            [{ uk: 'Підрозділ', en: 'Unit' }, camera.patrolUnitCode],
            [{ uk: 'Офіцер', en: 'Officer' }, camera.officerId],
            [{ uk: 'Видано', en: 'Issued' }, issuedTime],
            [{ uk: 'На обліку з', en: 'Registered' }, registeredTime],
            [{ uk: 'Дозволені дії', en: 'Legal steps' }, legalSteps.map(CAMERA_STEPS.nameOf)],
          ]),
        );
      }),
    );
}

function custodyCommand(): Command {
  return listCommand({
    name: 'custody',
    about: {
      uk: 'у кого була камера або які камери мав офіцер',
      en: 'list who had a camera, or which cameras an officer had',
    },
    request: ListCustodyRequest,
    response: ListCustodyResponse,
    read: ({ cameras }, request) => cameras.listCustody(request),
    items: ({ entries }) => entries,
    filters: {
      cameraId: uuid('camera', { uk: 'цієї камери', en: 'of this camera' }),
      officerId: uuid('officer', { uk: 'цього офіцера', en: 'of this officer' }),
      asOfTime: instant('as-of', { uk: 'лише те, що було чинним у цю мить', en: 'only what held at this instant' }),
    },
    columns: [
      { uk: 'Від', en: 'From', of: ({ startTime }) => startTime },
      { uk: 'До', en: 'Until', of: ({ endTime }) => endTime ?? say({ uk: 'тепер', en: 'now' }) },
      {
        uk: 'Дія',
        en: 'Step',
        of: ({ step, recordedTime }) => {
          const recorded = say({ uk: 'записано', en: 'recorded' });
          const later = recordedTime === undefined ? '' : ` (${recorded} ${kyivTime(recordedTime)})`;
          return `${CAMERA_STEPS.nameOf(step)}${later}`;
        },
      },
      { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode, drop: 1 },
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId },
      { uk: 'Чому', en: 'Why', of: ({ reason }) => reason, drop: 2 },
      {
        uk: 'Ким',
        en: 'By',
        of: ({ actingUser, caller }) => [actingUser, caller].filter((part) => part !== ''),
        drop: 3,
      },
      { uk: 'Камера', en: 'Camera', of: ({ cameraId }) => cameraId, drop: 4 },
    ],
  });
}

function overdueCommand(): Command {
  return listCommand({
    name: 'overdue',
    about: { uk: 'камери звільнених або переведених офіцерів', en: 'list cameras of dismissed or moved officers' },
    request: ListOverdueReturnsRequest,
    response: ListOverdueReturnsResponse,
    read: ({ cameras }, request) => cameras.listOverdueReturns(request),
    items: ({ returns }) => returns,
    filters: {
      oblastCode: OBLAST,
      patrolUnitCode: UNIT,
      includeOpen: flag('open', {
        uk: 'також ті, строк яких не настав або не встановлений',
        en: 'also those that are not due yet, or have no term',
      }),
    },
    columns: [
      { uk: 'Строк', en: 'Due on', of: ({ dueOn }) => dueOn || say({ uk: 'не встановлено', en: 'no term set' }) },
      { uk: 'Прострочено днів', en: 'Days overdue', of: ({ daysOverdue }) => daysOverdue },
      { uk: 'Офіцера', en: 'Officer was', of: ({ cause }) => RECALL_CAUSES.nameOf(cause), drop: 1 },
      { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode },
      { uk: 'Офіцер', en: 'Officer', of: ({ officerId }) => officerId, drop: 2 },
      { uk: 'Камера', en: 'Camera', of: ({ cameraId }) => cameraId },
    ],
  });
}
