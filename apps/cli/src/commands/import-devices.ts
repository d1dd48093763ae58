import type { Command } from 'commander';
import { CAMERA_FIELDS, cameraParser } from '../camera-file/parse-camera.ts';
import { CUSTODY_FIELDS, custodyParser } from '../camera-file/parse-custody.ts';
import { RECORDING_FIELDS, recordingParser } from '../recording-file/parse-recording.ts';
import { withMappedImport } from './import-rows.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const CAMERAS_HELP = {
  uk: `
Файл відповідності – YAML або JSON: "columns" називає стовпець кожного поля, "constants" дає полю той самий текст у кожному
рядку, "values" перекладає клітинки, як-от назви підрозділів на їхні коди. Поля: ${CAMERA_FIELDS.required.join(', ')};
необов’язкові: ${CAMERA_FIELDS.optional.join(', ')}. "days" – yyyy-mm-dd, якщо не вказано; "format" (delimiter, encoding, skip_lines, header), "time_zone",
"time_format" і "skip" – як у файлах відповідності подій (docs/import.md).

  { "format": { "delimiter": ";" }, "days": "dd.mm.yyyy", "constants": { "model": "Body 3" },
    "columns": { "serial_number": "Serial", "patrol_unit_code": "Unit", "warranty_until": "Warranty" },
    "values": { "patrol_unit_code": { "Vinnytsia, 1st company": "patrol-05" } } }

Камери перебувають на складах своїх підрозділів відтепер або від "registered_time", часу в минулому. Якщо є "officer_id",
камера в офіцера з "issued_time"; реєстр має знати його як діючого в підрозділі. "delivery_id" (стовпець або стала для
всього файлу) зараховує їх до поставки хвилі, у межах прийнятого розподілу. Відхилені рядки, як-от із номерами, що вже на
обліку, друкуються з номером рядка й причинами; решту імпортовано, і код завершення все одно 0. Камеру впізнають за
джерелом та external_id або за вмістом рядка: повторний імпорт нічого не додає двічі.

Приклад: hromada import cameras cameras.csv --mapping mapping.json --source vendor-1`,
  en: `
The mapping is a YAML or JSON file: "columns" names the column of each field, "constants" gives a field the same text in every row,
"values" translates cells, such as names of units to their codes. Fields: ${CAMERA_FIELDS.required.join(', ')};
optional: ${CAMERA_FIELDS.optional.join(', ')}. "days" is yyyy-mm-dd unless given; "format" (delimiter, encoding, skip_lines, header), "time_zone",
"time_format" and "skip" are as in mappings of incidents (docs/import.md).

  { "format": { "delimiter": ";" }, "days": "dd.mm.yyyy", "constants": { "model": "Body 3" },
    "columns": { "serial_number": "Serial", "patrol_unit_code": "Unit", "warranty_until": "Warranty" },
    "values": { "patrol_unit_code": { "Vinnytsia, 1st company": "patrol-05" } } }

The cameras are in the stock of their units from now on, or from "registered_time" on, a time in the past. With an "officer_id", the
officer has the camera since "issued_time"; the registry must know the officer as an active one of the unit. "delivery_id" (a column, or a constant for the whole file) counts them to a delivery
of a wave, within its accepted split. Rejected rows, such as serial numbers that are registered already, are printed
with line and reasons; the others are imported, and the exit code is still 0. A camera is identified by source and
external_id, or by the content of its row: importing a file again adds nothing twice.

Example: hromada import cameras cameras.csv --mapping mapping.json --source vendor-1`,
};

/** `hromada import cameras` */
export function importCamerasCommand(): Command {
  return withMappedImport(
    new SpokenCommand('cameras').about({
      uk: 'імпортує нагрудні камери, що на складах підрозділів або в офіцерів',
      en: 'import body cameras that are in the stock of units or with officers',
    }),
    { what: { uk: 'камери', en: 'cameras' }, fields: CAMERA_FIELDS, parser: cameraParser },
    ({ cameras }) =>
      (...part) =>
        cameras.importCameras(...part),
  ).explains(CAMERAS_HELP);
}

const CUSTODY_HELP = {
  uk: `
Файл відповідності – YAML або JSON, як у "hromada import cameras". Поля: ${CUSTODY_FIELDS.required.join(', ')};
необов’язкові: ${CUSTODY_FIELDS.optional.join(', ')}.
Кожен рядок – час, коли офіцер мав камеру й повернув її. Камера – та, що має цей серійний номер і модель; тоді вона мала
бути на складі, тож спершу імпортуйте камери з "registered_time", а записи – потім. Час – у "time_zone" (Europe/Kyiv), якщо
без зміщення. Хто має камеру тепер, каже її рядок у файлі камер.

Відхилені рядки друкуються з номером рядка й причинами; решту імпортовано, і код завершення все одно 0. Рядок впізнають за
джерелом та external_id або за його вмістом: повторний імпорт нічого не додає двічі.

Приклад: hromada import custody holders.csv --mapping mapping.yaml --source armoury-1`,
  en: `
The mapping is a YAML or JSON file as of "hromada import cameras". Fields: ${CUSTODY_FIELDS.required.join(', ')};
optional: ${CUSTODY_FIELDS.optional.join(', ')}.
Each row is a time in which an officer had a camera and gave it back. The camera is the one with the serial number and model;
it must have been in stock then, so import the cameras with their "registered_time" first, and the recordings afterwards.
Times are in "time_zone" (Europe/Kyiv) unless they have an offset. Who has a camera now belongs to its row in the file of cameras.

Rejected rows are printed with line and reasons; the others are imported, and the exit code is still 0. A row is identified by
source and external_id, or by its content: importing a file again adds nothing twice.

Example: hromada import custody holders.csv --mapping mapping.yaml --source armoury-1`,
};

/** `hromada import custody` */
export function importCustodyCommand(): Command {
  return withMappedImport(
    new SpokenCommand('custody').about({
      uk: 'імпортує, які офіцери мали нагрудні камери раніше',
      en: 'import which officers had body cameras before',
    }),
    { what: { uk: 'записи', en: 'entries' }, fields: CUSTODY_FIELDS, parser: (mapping) => custodyParser(mapping) },
    ({ cameras }) =>
      (...part) =>
        cameras.importCustody(...part),
  ).explains(CUSTODY_HELP);
}

const RECORDINGS_HELP = {
  uk: `
Файл відповідності – YAML або JSON, як у "hromada import cameras". Поля: ${RECORDING_FIELDS.required.join(', ')};
необов’язкові: ${RECORDING_FIELDS.optional.join(', ')}.
Камера – та, що має цей серійний номер і модель; без officer_id офіцер – той, хто мав її на початку запису. duration – у
секундах або h:mm:ss, clock_offset – на скільки секунд поспішав годинник камери; час – у "time_zone" (Europe/Kyiv), якщо
без зміщення.

Запис впізнають за джерелом та external_id або за дайджестом: повторний імпорт нічого не додає двічі. Відхилені рядки
друкуються з номером рядка й причинами; решту імпортовано, і код завершення все одно 0.

Приклад: hromada import recordings export.csv --mapping mapping.json --source vendor-1`,
  en: `
The mapping is a YAML or JSON file as of "hromada import cameras". Fields: ${RECORDING_FIELDS.required.join(', ')};
optional: ${RECORDING_FIELDS.optional.join(', ')}.
The camera is the one with the serial number and model; without an officer_id, the officer is the one who held it when the
recording began. duration is in seconds or h:mm:ss, clock_offset in seconds by which the clock of the camera was ahead;
times are in "time_zone" (Europe/Kyiv) unless they have an offset.

A recording is identified by source and external_id, or by its digest: importing a file again adds nothing twice. Rejected
rows are printed with line and reasons; the others are imported, and the exit code is still 0.

Example: hromada import recordings export.csv --mapping mapping.json --source vendor-1`,
};

/** `hromada import recordings` */
export function importRecordingsCommand(): Command {
  return withMappedImport(
    new SpokenCommand('recordings').about({
      uk: 'імпортує відомості про відеозаписи з вивантаження постачальника',
      en: "import the metadata of recordings from a vendor's export",
    }),
    { what: { uk: 'відеозаписи', en: 'recordings' }, fields: RECORDING_FIELDS, parser: recordingParser },
    ({ recordingImports }) =>
      (...part) =>
        recordingImports.importRecordings(...part),
  ).explains(RECORDINGS_HELP);
}
