const PATIENCE_MS = 8_000;

/**
 * Ends this process when whoever started it is gone, however hard that one died: the channel between them closes with it.
 * `end` may finish what is under way; after a few seconds the process ends all the same. Does nothing in a process that was
 * started without a channel (a container, a terminal).
 */
export function endWithParent(end: () => void): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    end();
  });
  // The channel alone keeps nobody alive.
  process.channel?.unref();
}
