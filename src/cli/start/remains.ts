import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { commandLineOf } from '#platform/processes.ts';

const processSchema = z.object({ pid: z.int().positive(), commandLine: z.string() });
const recordSchema = z.object({ start: processSchema, services: z.array(processSchema) });
type Recorded = z.infer<typeof processSchema>;

/** What a look for an earlier start on the same data found. */
export type Remains =
  | { readonly kind: 'none' }
  /** it lives: two starts on one data folder would be in each other's way */
  | { readonly kind: 'running'; readonly pid: number }
  /** it died; what it had left has been ended */
  | { readonly kind: 'ended'; readonly count: number };

const PATIENCE_MS = 8_000;

function recordFile(dataFolder: string): string {
  return path.join(dataFolder, 'running.json');
}

function lives({ pid, commandLine }: Recorded): boolean {
  return commandLineOf(pid) === commandLine;
}

function recorded(pid: number): Recorded {
  return { pid, commandLine: commandLineOf(pid) ?? '' };
}

/** Writes down who runs on this data folder, for a later start. @returns how to take it back */
export function noteRunning(dataFolder: string, services: readonly number[]): () => void {
  const file = recordFile(dataFolder);
  writeFileSync(file, JSON.stringify({ start: recorded(process.pid), services: services.map(recorded) }));
  return () => rmSync(file, { force: true });
}

/**
 * Looks for what an earlier start has left behind: a process that was killed ends nothing in order. Its services end with it
 * (src/platform/parent-process.ts); those that have not yet are ended here. A number that belongs to another program by now is
 * left alone.
 */
export async function endRemains(dataFolder: string): Promise<Remains> {
  const file = recordFile(dataFolder);
  if (!existsSync(file)) return { kind: 'none' };
  const read = recordSchema.safeParse(readJson(file));
  if (!read.success) {
    rmSync(file, { force: true });
    return { kind: 'none' };
  }
  const { start, services } = read.data;
  if (lives(start)) return { kind: 'running', pid: start.pid };
  for (let waited = 0; waited < PATIENCE_MS && services.some(lives); waited += 100) {
    for (const service of services.filter(lives)) kill(service.pid, waited < PATIENCE_MS / 2 ? 'SIGTERM' : 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  rmSync(file, { force: true });
  return { kind: 'ended', count: services.length };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}
