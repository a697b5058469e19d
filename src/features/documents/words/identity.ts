import type { z } from 'zod';
import type { enterpriseSchema } from '../facts.ts';

/** 统一社会信用代码：…，法定代表人：…，地址：… : whom an act concerns, as far as the register knows. */
export function identityWords({ uscc, legalRepresentative, address }: z.output<typeof enterpriseSchema>): string {
  return [
    `统一社会信用代码：${uscc}`,
    ...(legalRepresentative === undefined ? [] : [`法定代表人：${legalRepresentative}`]),
    ...(address === undefined ? [] : [`地址：${address}`]),
  ].join('，');
}
