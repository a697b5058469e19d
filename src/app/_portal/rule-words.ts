import { assessmentRules } from '#law/standards/index.ts';

type Match = (typeof assessmentRules)['rules'][number]['match'];

/** What a rule of assessment speaks of: `施工总承包、专业承包　一级、二级（不含劳务）`. */
export function ruleSubject({ series, types, levels, lowest, categories, exceptCategories }: Match): string {
  return [
    series.join('、'),
    types?.join('、'),
    levels?.join('、'),
    lowest === undefined ? undefined : lowest ? '最低等级' : '最低等级以外',
    categories?.join('、'),
    exceptCategories === undefined ? undefined : `不含${exceptCategories.join('、')}`,
  ]
    .filter((part) => part !== undefined)
    .join('　');
}

const CONFIDENCE: Readonly<Record<string, string>> = {
  quoted: '原文明确',
  interpretive: '据文件推断',
  paraphrased: '据转述',
  recalled: '据记忆，待核',
  uncertain: '不确定',
};

/** How surely it is known which level is compared. */
export function ruleConfidence(confidence: string): string {
  return CONFIDENCE[confidence] ?? confidence;
}

export { assessmentRules };
