import type { Command } from 'commander';
import defaults from '@safe-community/local-stack/default-ports' with { type: 'json' };
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** The variables of ports and their defaults, for help. */
const PORTS_HELP = {
  uk: `
Порти, за змінними середовища: OFFICER_REGISTRY_PORT (${defaults.OFFICER_REGISTRY_PORT}), INCIDENT_INTAKE_PORT (${defaults.INCIDENT_INTAKE_PORT}), CAMERA_ROLLOUT_PORT (${defaults.CAMERA_ROLLOUT_PORT}),
STATISTICS_PORT (${defaults.STATISTICS_PORT}), GATEWAY_PORT для сторінок (${defaults.GATEWAY_PORT}); SAFE_COMMUNITY_POSTGRES_PORT і SAFE_COMMUNITY_NATS_PORT (будь-які
вільні). Усе слухає лише на 127.0.0.1. Стан – у SAFE_COMMUNITY_HOME (.local у репозиторії).`,
  en: `
Ports, by environment variables: OFFICER_REGISTRY_PORT (${defaults.OFFICER_REGISTRY_PORT}), INCIDENT_INTAKE_PORT (${defaults.INCIDENT_INTAKE_PORT}), CAMERA_ROLLOUT_PORT (${defaults.CAMERA_ROLLOUT_PORT}),
STATISTICS_PORT (${defaults.STATISTICS_PORT}), GATEWAY_PORT for the pages (${defaults.GATEWAY_PORT}); SAFE_COMMUNITY_POSTGRES_PORT and SAFE_COMMUNITY_NATS_PORT (any
free ones). Everything listens on 127.0.0.1 only. The state is in SAFE_COMMUNITY_HOME (.local in the repository).`,
};

/** `hromada up`: what `npm start` runs. */
export function upCommand(): Command {
  return new SpokenCommand('up')
    .takes('--once', { uk: 'зупинити все після зведення', en: 'stop everything after the scorecard' })
    .explains(PORTS_HELP)
    .action(async ({ once }: { once: boolean }) => {
      const { up } = await import('./up.ts');
      await up({ once, tell: (line) => process.stderr.write(`${line}\n`) });
    });
}
