import type { ReactNode } from 'react';
import type { DocumentSummary } from '#features/documents/queries.ts';
import { stageAdvice } from '#law/regimes/stage-advice.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import type { ClauseGround } from '#ui/portal/clause-reference.tsx';
import { Deadline } from '#ui/portal/deadline.tsx';
import { DocumentCard } from '#ui/portal/document-card.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { type Evidence, EvidenceList } from '#ui/portal/evidence-list.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Timeline, type TimelineEntry } from '#ui/portal/timeline.tsx';
import { restrictionWords } from '#ui/words.ts';

export interface OwnCasePageProps {
  readonly caseId: string;
  readonly today: string;
  readonly qualificationId: number;
  readonly qualification: string;
  readonly regime: string;
  readonly stage: string;
  readonly stageName: string;
  readonly closed: boolean;
  readonly deadline: string | null;
  readonly provisional: boolean;
  readonly restrictions: readonly string[];
  /** where its objection stands; null: none was made */
  readonly objection: string | null;
  readonly facts: readonly (readonly [string, ReactNode])[];
  readonly steps: readonly {
    readonly step: string;
    readonly name: string;
    readonly refusal: { readonly reason: string; readonly clause: ClauseGround; readonly when: string } | null;
  }[];
  readonly story: readonly TimelineEntry[];
  readonly documents: readonly (DocumentSummary & { readonly readAt: Date | null })[];
  readonly evidence: readonly Evidence[];
}

/** Why there is no day yet; a stage that is not here has none at all. */
const WAITS_FOR_SERVICE: Readonly<Record<string, string>> = {
  warned: '通知书送达后确定',
  ordered: '通知书送达后确定',
  listed: '通知书送达后确定',
  posted: '通知书送达后确定',
  noticed: '通知书送达后确定',
  'intent-notified': '告知书送达后确定',
};

/** What answers the stage best stands first: in a procedure the enterprise is heard. */
const FIRST: Readonly<Record<string, string>> = { procedure: 'statement', 'intent-notified': 'statement' };

function Now(props: OwnCasePageProps) {
  const advice = stageAdvice(props.regime, props.stage);
  return (
    <section aria-labelledby="now">
      <h2 id="now">现在要做什么</h2>
      <Facts
        of={[
          [
            '期限',
            props.deadline === null ? (
              (WAITS_FOR_SERVICE[props.stage] ?? null)
            ) : (
              <Deadline
                key="day"
                day={props.deadline}
                today={props.today}
                soonDays={15}
                {...(props.provisional ? { provisional: '放假安排公布或者送达后可能变动' } : {})}
              />
            ),
          ],
          [
            '要做的事',
            <span key="next">
              {advice.next}　<a href={`/enterprise/qualifications/${props.qualificationId}`}>缺什么、怎样恢复达标</a>
            </span>,
          ],
          ['异议', props.objection],
          ['不办理的后果', advice.otherwise],
          [
            '现有限制',
            props.restrictions.length === 0 ? null : restrictionWords(props.restrictions, props.regime).join('；'),
          ],
        ]}
      />
    </section>
  );
}

function Steps({ caseId, stage, steps }: Pick<OwnCasePageProps, 'caseId' | 'stage' | 'steps'>) {
  const first = FIRST[stage];
  const open = steps
    .filter(({ refusal }) => refusal === null)
    .toSorted((a, b) => Number(b.step === first) - Number(a.step === first));
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">可办事项</h2>
      <p className="act-buttons">
        {open.map(({ step, name }, at) => (
          <a
            key={step}
            className={at === 0 ? 'button primary' : 'button'}
            href={`/enterprise/cases/${caseId}/steps/${step}`}
          >
            {name}
          </a>
        ))}
      </p>
      {steps.map(({ step, name, refusal }) =>
        refusal === null ? null : (
          <RefusedAct key={step} act={name} reasons={[refusal.reason]} clause={refusal.clause} cure={refusal.when} />
        ),
      )}
    </section>
  );
}

/** A case for the enterprise that it concerns: what to do now, what may be done, documents, files, the story. */
export function OwnCasePage(props: OwnCasePageProps) {
  const { qualification, stageName, closed, facts, documents, evidence, story } = props;
  return (
    <>
      <PageHead
        title={qualification}
        crumbs={[{ label: '概览', address: '/enterprise' }]}
        badge={<StateBadge tone={closed ? 'closed' : 'attention'} word={stageName} />}
        lead={closed ? '本案已经办结。' : undefined}
      />
      {closed ? null : <Now {...props} />}
      {closed ? null : <Steps {...props} />}
      <section aria-labelledby="documents">
        <h2 id="documents">文书</h2>
        {documents.length === 0 ? (
          <EmptyState what="本案还没有发给贵单位的文书" why="主管部门发出后会推送到收件箱，并在这里列出。" />
        ) : (
          documents.map((document) => (
            <DocumentCard
              key={document.id}
              kind={document.title}
              number={document.number}
              day={document.issuedOn}
              sha256={document.sha256}
              pdfAddress={`/enterprise/documents/${document.id}`}
              standing={
                document.status === 'withdrawn'
                  ? { tone: 'closed', word: '已撤销' }
                  : document.readAt === null
                    ? { tone: 'attention', word: '未读' }
                    : undefined
              }
              facts={[
                ['发文机关', document.office],
                ['签阅', document.readAt === null ? null : <Minute key="read" instant={document.readAt} />],
              ]}
            />
          ))
        )}
      </section>
      <section aria-labelledby="evidence">
        <h2 id="evidence">证明材料</h2>
        <EvidenceList items={evidence} />
      </section>
      <section aria-labelledby="story">
        <h2 id="story">办理经过（最近的在前）</h2>
        <Facts of={facts} />
        <Timeline entries={story} />
      </section>
    </>
  );
}
