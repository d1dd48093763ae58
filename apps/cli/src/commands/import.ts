import type { Command } from 'commander';
import { importCamerasCommand, importCustodyCommand, importRecordingsCommand } from './import-devices.ts';
import { importIncidentsCommand } from './import-incidents.ts';
import { importOfficersCommand } from './import-officers.ts';
import { importOfficialCommand } from './import-official.ts';
import { importSchoolsCommand } from './import-schools.ts';
import { importTerritoryCommand } from './import-territory.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada import …` */
export function importCommand(): Command {
  return new SpokenCommand('import')
    .addCommand(importTerritoryCommand())
    .addCommand(importIncidentsCommand())
    .addCommand(importOfficersCommand())
    .addCommand(importCamerasCommand())
    .addCommand(importCustodyCommand())
    .addCommand(importRecordingsCommand())
    .addCommand(importSchoolsCommand())
    .addCommand(importOfficialCommand());
}
