import { z } from 'zod';
import { changeSchema } from '#features/open-data/schema.ts';

/** The shapes of the open data under /api/v1. */

export const changesSchema = z
  .strictObject({
    changes: z.array(changeSchema),
    position: z.int().min(0).meta({ description: '读到的位置；下一次用 since 带上它' }),
    more: z.boolean().meta({ description: '此后还有变更，可以立即继续读取' }),
    next: z.string().meta({ description: '继续读取的地址，没有新变更时稍后再读' }),
  })
  .meta({ id: 'Changes' });

export const restrictionsSchema = z
  .strictObject({
    uscc: z.string().length(18),
    name: z.string(),
    instant: z.iso.datetime(),
    restrictions: z.array(
      z.strictObject({
        code: z.enum(['no-upgrade', 'no-addition', 'no-new-work', 'no-award', 'priority-supervision']),
        text: z.string(),
        qualification: z.strictObject({
          id: z.int(),
          name: z.string(),
          nationalCode: z.string().nullable(),
          certificateNumber: z.string().nullable(),
        }),
        since: z.iso.date().meta({ description: '公开标注之日' }),
        clause: z.strictObject({ id: z.string(), citation: z.string() }),
      }),
    ),
  })
  .meta({ id: 'Restrictions', description: '正在生效的限制；空数组表示没有公开的限制' });

export type Restrictions = z.infer<typeof restrictionsSchema>;
