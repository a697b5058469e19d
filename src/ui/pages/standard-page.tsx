import type { Assessment, Row as StandardRow } from '#law/standards/index.ts';
import { inWords } from '../dates.tsx';
import { Facts } from '../facts.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { COMPARES_WITH_WORDS, CONFIDENCE_WORDS, rowName } from '../words.ts';

export interface StandardPageProps {
  readonly context: PageContext;
  readonly row: StandardRow;
  /** which row is compared today in the installation's province */
  readonly assessment: Assessment | undefined;
  readonly effective: StandardRow | undefined;
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}

/** One row of the standards: text, counts, where it stands, and how surely we know. */
export function StandardPage({ context, row, assessment, effective }: StandardPageProps) {
  return (
    <PageFrame context={context} title={rowName(row)}>
      <nav className="crumbs" aria-label="所在位置">
        <a href="/standards">资质标准</a>
      </nav>
      <h1>{rowName(row)}</h1>
      <section aria-labelledby="text">
        <h2 id="text">对注册执业人员的要求</h2>
        {row.requirements.length === 0 ? (
          <p>该条没有要求注册执业人员，平台不比对。</p>
        ) : (
          <ol className="requirements">
            {row.requirements.map((requirement) => (
              <li key={requirement.text}>
                <blockquote>{requirement.text}</blockquote>
                {requirement.determinableFromRegistrationData === false ? (
                  <p className="muted">职称人员与注册人员合并计算，仅凭注册数据不能判定。</p>
                ) : null}
              </li>
            ))}
          </ol>
        )}
        {row.combine?.distinctPersonsAcrossRequirements === true ? (
          <p>各项之间同一人只计一次。{row.combine.appliesTo ?? ''}</p>
        ) : null}
      </section>
      <section aria-labelledby="source">
        <h2 id="source">出处与现行比对办法</h2>
        <Facts
          of={[
            ['出处', row.source],
            ['核对情况', `${CONFIDENCE_WORDS[row.source_confidence]}。`],
            [
              '现行比对',
              assessment === undefined ? null : (
                <span key="assessment">
                  {row.requirements.length === 0 ? '不比对' : COMPARES_WITH_WORDS[assessment.comparesWith]}
                  {assessment.since === null ? '' : `（自 ${inWords(assessment.since)}起）`}
                  {effective === undefined || effective.code === row.code ? null : (
                    <>
                      ：<a href={`/standards/${effective.code}`}>{rowName(effective)}</a>
                    </>
                  )}
                  <span className="line muted">依据：{assessment.basis.join('；')}</span>
                </span>
              ),
            ],
            ['其他人员要求', row.otherPersonnel === undefined ? null : `${row.otherPersonnel.join('；')}（不比对）`],
            ['其他条件', row.otherConditions === undefined ? null : `${row.otherConditions.join('；')}（不比对）`],
            ['停止许可', row.abolished === undefined ? null : `${row.abolished.by}：${row.abolished.what}`],
            ['说明', row.note],
            [
              '核对所用材料',
              row.evidence === undefined ? null : (
                <ul key="evidence" className="plain">
                  {row.evidence.map((each) => (
                    <li key={each}>
                      {isAddress(each) ? (
                        <a href={each} rel="noreferrer nofollow">
                          {each}
                        </a>
                      ) : (
                        each
                      )}
                    </li>
                  ))}
                </ul>
              ),
            ],
            ['数据编号', <code key="code">{row.code}</code>],
          ]}
        />
        <p className="fine">数据编号为本平台所用，不是官方编号。条款以印发文本为准；发现出入的，请告知平台运行单位。</p>
      </section>
    </PageFrame>
  );
}
