import { Command } from 'commander';
import { importCamerasCommand } from './import-cameras.ts';
import { importCustodyCommand } from './import-custody.ts';
import { importIncidentsCommand } from './import-incidents.ts';
import { importOfficersCommand } from './import-officers.ts';
import { importOfficialCommand } from './import-official.ts';
import { importRecordingsCommand } from './import-recordings.ts';
import { importSchoolsCommand } from './import-schools.ts';
import { importTerritoryCommand } from './import-territory.ts';

/** `hromada import …` */
export function importCommand(): Command {
  return new Command('import')
    .description('import files of other systems')
    .addCommand(importTerritoryCommand())
    .addCommand(importIncidentsCommand())
    .addCommand(importOfficersCommand())
    .addCommand(importCamerasCommand())
    .addCommand(importCustodyCommand())
    .addCommand(importRecordingsCommand())
    .addCommand(importSchoolsCommand())
    .addCommand(importOfficialCommand());
}
