/** One command of the command line. `run` answers the exit status: 0 done, 1 refused with a reason. */
export interface Command {
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}
