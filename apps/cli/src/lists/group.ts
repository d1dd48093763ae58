import type { Command } from 'commander';
import { SpokenCommand } from '../terminal/spoken-command.ts';

const USUAL = new WeakMap<Command, Command>();

/** A command with further ones below it: the first of them runs if none is named. */
export function group(name: string, usual: Command, ...others: readonly Command[]): SpokenCommand {
  const command = new SpokenCommand(name).addCommand(usual, { isDefault: true });
  for (const other of others) command.addCommand(other);
  USUAL.set(command, usual);
  return command;
}

/** The command that runs if none is named below it. */
export function usualOf(command: Command): Command | undefined {
  return USUAL.get(command);
}
