import { z } from 'zod';

/**
 * The web processes of one machine share what must be counted once through the process that started them (`src/web/primary.ts`): they ask
 * it over the channel between parent and child. In a process that has no such parent (a test, a command) nobody answers.
 */
export type PrimaryQuestion =
  | {
      readonly ask: 'rate';
      readonly name: string;
      readonly quota: number;
      readonly windowSeconds: number;
      readonly client: string;
      readonly now: number;
    }
  /** the figures of all web processes but the asking one */
  | { readonly ask: 'figures' };

export const questionSchema = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('rate'),
    name: z.string(),
    quota: z.number(),
    windowSeconds: z.number(),
    client: z.string(),
    now: z.number(),
  }),
  z.object({ ask: z.literal('figures') }),
]);

export const askedSchema = z.object({ qualwatch: z.literal('asked'), id: z.int(), question: questionSchema });
const answeredSchema = z.object({ qualwatch: z.literal('answered'), id: z.int(), answer: z.unknown() });

const SLOT = Symbol.for('qualwatch.primary');
/** The variable by which the primary tells its children that it answers. */
export const PRIMARY_VARIABLE = 'QUALWATCH_WEB_PROCESS';

interface Asking {
  readonly waiting: Map<number, (answer: unknown) => void>;
  asked: number;
}

function isAsking(value: unknown): value is Asking {
  return typeof value === 'object' && value !== null && 'waiting' in value && 'asked' in value;
}

/** One set of open questions a process, however many bundles of the site carry this module. */
function asking(): Asking {
  const standing: unknown = Reflect.get(globalThis, SLOT);
  if (isAsking(standing)) return standing;
  const fresh: Asking = { waiting: new Map(), asked: 0 };
  Reflect.set(globalThis, SLOT, fresh);
  process.on('message', (message: unknown) => {
    const read = answeredSchema.safeParse(message);
    if (!read.success) return;
    fresh.waiting.get(read.data.id)?.(read.data.answer);
    fresh.waiting.delete(read.data.id);
  });
  return fresh;
}

/** Which of the web processes this is; undefined outside of them. */
export function webProcess(): string | undefined {
  return process.env[PRIMARY_VARIABLE];
}

/** What of a total falls to this process, where several web processes share it: the database has so many connections, not so many times as many. */
export function shareOf(total: number): number {
  if (webProcess() === undefined) return total;
  return Math.max(2, Math.ceil(total / Math.max(1, Number(process.env.QUALWATCH_WEB_PROCESSES ?? 1))));
}

/** Asks the primary. Undefined where there is none, or it does not answer in time: nobody's request waits for long on it. */
export async function askPrimary(question: PrimaryQuestion, patienceMs: number): Promise<unknown> {
  if (webProcess() === undefined || !process.connected) return undefined;
  const { waiting } = asking();
  const id = ++asking().asked;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(id);
      resolve(undefined);
    }, patienceMs);
    waiting.set(id, (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    process.send?.({ qualwatch: 'asked', id, question }, undefined, {}, (error) => {
      if (error === null) return;
      waiting.delete(id);
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
