import type { PublicExplanation, QualificationFacts } from '#features/registry/queries.ts';
import type { StandingVerdict } from '#features/verification/queries.ts';
import { parseDay, rowOn, type Row as StandardRow } from '#law/standards/index.ts';
import { Day, inWords, Minute } from './dates.tsx';
import { Facts } from './facts.tsx';
import { COMPARES_WITH_WORDS, CONFIDENCE_WORDS, rowName } from './words.ts';

export interface ComparisonBasisProps {
  readonly facts: QualificationFacts;
  readonly explanation: PublicExplanation;
  readonly standing: StandingVerdict;
}

function RowLink({ row }: { readonly row: StandardRow }) {
  return <a href={`/standards/${row.code}`}>{rowName(row)}</a>;
}

function RowText({ row }: { readonly row: StandardRow }) {
  const texts = row.requirements.map((requirement) => requirement.text);
  return (
    <>
      <RowLink row={row} />
      {texts.length === 0 ? '：没有要求注册执业人员的条款。' : `：${texts.join('')}`}
      <span className="line muted">{row.source}</span>
    </>
  );
}

/** Which row was compared and why, who counts and why, and the data of the check: what an appeal would ask for. */
export function ComparisonBasis({ facts, explanation, standing }: ComparisonBasisProps) {
  const { assessment, policy } = explanation;
  const day = parseDay(standing.checkedAsOf) ?? 0;
  const own = facts.standardRow === null ? undefined : rowOn(facts.standardRow, day);
  const effectiveCode = assessment?.effectiveCode ?? null;
  const effective = effectiveCode === null ? undefined : rowOn(effectiveCode, day);
  const same = own !== undefined && own.code === effective?.code;
  return (
    <section aria-labelledby="basis">
      <h2 id="basis">比对依据</h2>
      <Facts
        of={[
          [
            '比对的等级',
            assessment === undefined ? null : (
              <span key="level">
                {COMPARES_WITH_WORDS[assessment.comparesWith]}
                {assessment.since === null ? '' : `（自 ${inWords(assessment.since)}起）`}
                <span className="line muted">依据：{assessment.basis.join('；')}</span>
                {assessment.confidence === 'quoted' ? null : (
                  <span className="line muted">适用哪一等级由多份文件推得，没有单独的条款写明。</span>
                )}
              </span>
            ),
          ],
          [same ? '比对的条款' : '本级条款', own === undefined ? null : <RowText key="own" row={own} />],
          ['实际比对的条款', same || effective === undefined ? null : <RowText key="effective" row={effective} />],
          ['条款来源', effective === undefined ? null : `${CONFIDENCE_WORDS[effective.source_confidence]}。`],
          [
            '计入口径',
            <span key="policy">
              在本企业注册且证书在有效期内
              {policy.maximumAge === null ? '；不看年龄' : `；${policy.maximumAge} 周岁及以下`}
              {policy.insurance === 'required' ? '；社会保险缴纳异常的不计入' : '；不比对社会保险'}
              ；同时在两家以上单位注册的不计入。同一人在一项资质中只计一个岗位。
              <span className="line muted">依据：{policy.basis.join('；')}</span>
            </span>,
          ],
          [
            '未比对的内容',
            (effective ?? own)?.otherPersonnel?.length
              ? `${(effective ?? own)?.otherPersonnel?.join('；')}。以上不是注册数据，平台不比对。`
              : null,
          ],
          ['核查日', <Day key="day" day={standing.checkedAsOf} />],
          ['数据时点', <Minute key="instant" instant={standing.checkedInstant} />],
          [
            '核查编号与版本',
            <span key="run">
              第 {standing.checkedRun} 号核查；标准版本 <code>{standing.standardsVersion}</code>
            </span>,
          ],
        ]}
      />
    </section>
  );
}
