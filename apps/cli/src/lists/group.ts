import { Command } from 'commander';

const USUAL = new WeakMap<Command, Command>();

/** A command with further ones below it: the first of them runs if none is named. */
export function group(name: string, usual: Command, ...others: readonly Command[]): Command {
  const command = new Command(name).addCommand(usual, { isDefault: true });
  for (const other of others) command.addCommand(other);
  USUAL.set(command, usual);
  return command;
}

/** The command that runs if none is named below it. */
export function usualOf(command: Command): Command | undefined {
  return USUAL.get(command);
}
