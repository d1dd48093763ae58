import { cameras, type Measure } from './measure.ts';

/** Body cameras, their use, and what citizens ask for. */
export const CAMERA_MEASURES: readonly Measure[] = [
  cameras('camera_coverage', 'share', 'coverage', {
    nameUk: 'Забезпеченість камерами',
    nameEn: 'Coverage with body cameras',
    unit: 'per cent',
    definitionUk:
      'Частка патрульних на службі, які мають справну камеру, на кінець останнього дня. До першого повідомлення підрозділу його не враховано.',
    definition:
      'Active patrol officers with a working camera, as a share of all active ones, at the end of the last day. Days before the first event of a unit do not count the unit.',
    basis: 'coverage-changed',
  }),
  cameras('camera_activation', 'share', 'activation', {
    nameUk: 'Увімкнення камер',
    nameEn: 'Activation of cameras',
    unit: 'per cent',
    definitionUk: 'Частка подій із відеозаписом серед тих, на які прибула поліція і які потребують запису.',
    definition:
      'Attended incidents with a recording, of those that need one. Exclusions are named by GetCompliance of camera rollout.',
    basis: 'compliance-counted',
  }),
  cameras('recordings_categorised', 'share', 'categorised', {
    nameUk: 'Записи з категорією',
    nameEn: 'Categorised recordings',
    unit: 'per cent',
    definitionUk: 'Частка записів із категорією серед розпочатих за період.',
    definition: 'Recordings with a category, of those that began in the period.',
    basis: 'compliance-counted',
  }),
  cameras('recordings_linked', 'share', 'linked', {
    nameUk: 'Записи, пов’язані з подією',
    nameEn: 'Linked recordings',
    unit: 'per cent',
    definitionUk: 'Частка записів із підтвердженим зв’язком із подією серед розпочатих за період.',
    definition: 'Recordings with a confirmed link to an incident, of those that began in the period.',
    basis: 'compliance-counted',
  }),
  cameras('complaints', 'count', 'complaints', {
    nameUk: 'Скарги',
    nameEn: 'Complaints',
    unit: 'requests',
    definitionUk: 'Скарги на поліцію, що стосуються відеозаписів, за днем надходження.',
    definition: 'Complaints about the police that concern footage, by day of receipt.',
    basis: 'footage-request-received',
  }),
  cameras('complaints_in_time', 'share', 'complaints_in_time', {
    nameUk: 'Скарги, розглянуті вчасно',
    nameEn: 'Complaints answered in time',
    unit: 'per cent',
    definitionUk:
      'Скарги на поліцію щодо відеозаписів, розглянуті у строк, серед розглянутих і прострочених, за днем надходження.',
    definition:
      'Complaints about the police that concern footage, decided by their deadline, of those that are decided or overdue, by day of receipt.',
    basis: 'footage-request-received, footage-request-decided, footage-request-overdue',
  }),
  cameras('footage_requests', 'count', 'footage_requests', {
    nameUk: 'Запити на відео',
    nameEn: 'Requests for footage',
    unit: 'requests',
    definitionUk: 'Запити на відеозаписи, крім скарг, за днем надходження.',
    definition: 'Requests for footage other than complaints, by day of receipt.',
    basis: 'footage-request-received',
  }),
];
