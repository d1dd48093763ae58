import { Command } from 'commander';
import { findByPhoneCommand } from './find-by-phone.ts';
import { getIncidentCommand } from './get-incident.ts';
import { listIncidentsCommand } from './list-incidents.ts';
import { suggestDuplicatesCommand } from './suggest-duplicates.ts';

/** `hromada incidents …` */
export function incidentsCommand(): Command {
  return new Command('incidents')
    .description('list, show, and find incidents')
    .addCommand(listIncidentsCommand())
    .addCommand(getIncidentCommand())
    .addCommand(findByPhoneCommand())
    .addCommand(suggestDuplicatesCommand());
}
