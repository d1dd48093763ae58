import type { Alert } from '../rule.ts';

const DAY = 86_400;
const CERTIFICATE =
  'safe_community_certificate_left_seconds{namespace="n",job="statistics",safe_community_certificate_kind="own"}';
const BY_CERTIFICATE = 'by (namespace, job, safe_community_certificate_kind, safe_community_caller, server_address)';
const OF = '{namespace="n",job="incident-intake"}';
const subject =
  '{{ $labels.safe_community_certificate_kind }} {{ $labels.safe_community_caller }}{{ $labels.server_address }}';

/** Security: audit, keys, certificates, callers. */
export const trustAlerts: readonly Alert[] = [
  {
    name: 'AuditFails',
    severity: 'page',
    expr: 'sum by (namespace, job) (increase(safe_community_audit_failures_total[10m])) > 0',
    for: '3m',
    runbook: 'audit',
    summary: '{{ $labels.job }} cannot write denied calls to its audit',
    summaryUk: '{{ $labels.job }} не може записати відмови в доступі до журналу аудиту',
    description:
      'Denied calls stay denied and are written later. If the process exits before that, some entries are lost.',
    tried: {
      atMinute: 10,
      fires: { [`safe_community_audit_failures_total${OF}`]: '0x3 1x10' },
      quiet: { [`safe_community_audit_failures_total${OF}`]: '4x20' },
    },
  },
  {
    name: 'StrangersKnock',
    severity: 'ticket',
    expr: 'sum by (namespace, job) (increase(safe_community_rpc_strangers_total[15m])) > 20',
    for: '1m',
    runbook: 'strangers',
    summary: 'An unregistered client with a certificate of our authority repeatedly calls {{ $labels.job }}',
    summaryUk:
      'Незареєстрована система з чинним сертифікатом нашого центру неодноразово звертається до {{ $labels.job }}',
    description:
      'Usually a system that is missing in the registry of callers. It learns nothing; the audit records it.',
    tried: {
      atMinute: 20,
      fires: { [`safe_community_rpc_strangers_total${OF}`]: '0+2x30' },
      quiet: { [`safe_community_rpc_strangers_total${OF}`]: '0+1x30' },
    },
  },
  {
    name: 'CertificateEndsSoon',
    severity: 'ticket',
    expr: `min ${BY_CERTIFICATE} (safe_community_certificate_left_seconds) < ${14 * DAY}`,
    for: '1h',
    runbook: 'rotate-certificates',
    summary: `A certificate expires in {{ $value | humanizeDuration }} ({{ $labels.job }}: ${subject})`,
    summaryUk: `Строк дії сертифіката спливає через {{ $value | humanizeDuration }} ({{ $labels.job }}: ${subject})`,
    description: 'Its issuer should have renewed it by now. If it belongs to a caller, notify its administrator.',
    tried: {
      atMinute: 70,
      fires: { [CERTIFICATE]: `${14 * DAY - 1}x80` },
      quiet: { [CERTIFICATE]: `${14 * DAY}x80` },
    },
  },
  {
    name: 'CertificateEnds',
    severity: 'page',
    expr: `min ${BY_CERTIFICATE} (safe_community_certificate_left_seconds{safe_community_certificate_kind!="caller"}) < ${3 * DAY}`,
    for: '5m',
    runbook: 'rotate-certificates',
    summary: `A certificate expires in {{ $value | humanizeDuration }}, and calls will fail ({{ $labels.job }}: ${subject})`,
    summaryUk: `Строк дії сертифіката спливає через {{ $value | humanizeDuration }}, після чого виклики не проходитимуть ({{ $labels.job }}: ${subject})`,
    description:
      'After it expires, calls to or from the service fail. The service loads a new certificate without a restart.',
    tried: {
      atMinute: 10,
      fires: { [CERTIFICATE]: `${3 * DAY - 1}x20` },
      quiet: {
        [CERTIFICATE]: `${3 * DAY}x20`,
        'safe_community_certificate_left_seconds{namespace="n",job="statistics",safe_community_certificate_kind="caller",safe_community_caller="x"}':
          '5x20',
      },
    },
  },
  {
    name: 'FilesNotTaken',
    severity: 'ticket',
    expr: 'max by (namespace, job) (safe_community_certificate_trouble) > 0 or max by (namespace, job) (safe_community_access_trouble) > 0',
    for: '5m',
    runbook: 'rotate-certificates',
    summary: 'Changed files of certificates, callers or policy cannot be used by {{ $labels.job }}',
    summaryUk: '{{ $labels.job }} не може застосувати змінені файли сертифікатів, реєстру систем або політики доступу',
    description: 'It continues with the previous files. Nobody gained or lost access; the log gives the reason.',
    tried: {
      atMinute: 10,
      fires: { [`safe_community_access_trouble${OF}`]: '1x20', [`safe_community_certificate_trouble${OF}`]: '0x20' },
      quiet: {
        [`safe_community_access_trouble${OF}`]: '0x20',
        [`safe_community_certificate_trouble${OF}`]: '1x4 0x16',
      },
    },
  },
  {
    name: 'KeysNotTaken',
    severity: 'ticket',
    expr: 'max by (namespace, job) (safe_community_keys_trouble) > 0',
    for: '5m',
    runbook: 'rotate-keys',
    summary: 'The changed keys of personal data cannot be used by {{ $labels.job }}',
    summaryUk: '{{ $labels.job }} не може застосувати змінені ключі персональних даних',
    description: 'It continues with the previous keys. A running rotation cannot finish.',
    tried: {
      atMinute: 10,
      fires: { [`safe_community_keys_trouble${OF}`]: '1x20' },
      quiet: { [`safe_community_keys_trouble${OF}`]: '1x4 0x16' },
    },
  },
  {
    name: 'KeysLost',
    severity: 'page',
    expr: 'max by (namespace, job) (safe_community_keys_lost) > 0',
    for: '2m',
    runbook: 'rotate-keys',
    summary: 'Personal data of {{ $labels.job }} is encrypted with a missing key: {{ $value }} data keys',
    summaryUk: 'Персональні дані {{ $labels.job }} зашифровано відсутнім ключем; уражено ключів даних: {{ $value }}',
    description: 'Nobody can read it until the key is restored. Do not destroy anything that may contain it.',
    tried: {
      atMinute: 10,
      fires: { [`safe_community_keys_lost${OF}`]: '0x2 1x20' },
      quiet: { [`safe_community_keys_lost${OF}`]: '0x20' },
    },
  },
];
