import { AggregatorRegistry } from 'prom-client';
import { z } from 'zod';
import { metrics } from '#platform/metrics.ts';
import { askPrimary, webProcess } from '#platform/primary-process.ts';

const PATIENCE_MS = 2_000;

const valueSchema = z.looseObject({ labels: z.record(z.string(), z.union([z.string(), z.number()])) });
const figureSchema = z.looseObject({ name: z.string(), type: z.string(), values: z.array(valueSchema) });
const figuresSchema = z.array(figureSchema);
type Figure = z.infer<typeof figureSchema>;

/** Memory, processor and the delay of the event loop are each process's own. */
function isOfProcess({ name }: Figure): boolean {
  return name.startsWith('qualwatch_nodejs_') || name.startsWith('qualwatch_process_');
}

function labelled(figure: Figure, process_: string): Figure {
  if (!isOfProcess(figure)) return figure;
  return {
    ...figure,
    aggregator: 'sum',
    values: figure.values.map((value) => ({ ...value, labels: { ...value.labels, process: process_ } })),
  };
}

/** Counts of all web processes added up, each process's own figures under its label; gauges of the database as this process has just read them. */
export async function figuresOfAll(): Promise<string> {
  const { registry } = metrics();
  const slot = webProcess();
  const others = z
    .array(z.object({ slot: z.string(), figures: figuresSchema }))
    .safeParse(await askPrimary({ ask: 'figures' }, PATIENCE_MS));
  if (slot === undefined || !others.success) return registry.metrics();
  const own = figuresSchema.parse(await registry.getMetricsAsJSON());
  const all = [
    own.map((figure) => labelled(figure, slot)),
    ...others.data.map((other) =>
      other.figures
        .filter((figure) => figure.type !== 'gauge' || isOfProcess(figure))
        .map((figure) => labelled(figure, other.slot)),
    ),
  ];
  return AggregatorRegistry.aggregate(all).metrics();
}
