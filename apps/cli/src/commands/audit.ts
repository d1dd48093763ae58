import { Command } from 'commander';
import { exportAuditCommand } from './export-audit.ts';
import { keepCheckpointCommand } from './keep-checkpoint.ts';
import { searchAuditCommand } from './search-audit.ts';
import { verifyAuditCommand } from './verify-audit.ts';

/** `hromada audit …` */
export function auditCommand(): Command {
  return new Command('audit')
    .description('who did what: search, export, and verify the audit log')
    .addCommand(searchAuditCommand())
    .addCommand(verifyAuditCommand())
    .addCommand(exportAuditCommand())
    .addCommand(keepCheckpointCommand());
}
