import { openPress, type Press } from '#features/documents/commands.ts';

/**
 * The press of a web process, opened when the first document is set: reading pages needs neither fonts nor key. Pages of
 * every portal use this one (`site().press`), because a compiler with its fonts is some hundred megabytes.
 */
export function lazyPress(baseUrl: string): Press {
  let opened: Press | undefined;
  return {
    print(order) {
      opened ??= openPress({ baseUrl });
      return opened.print(order);
    },
  };
}
