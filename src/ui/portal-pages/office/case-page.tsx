import type { ReactNode } from 'react';
import { minuteOf } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { Deadline } from '#ui/portal/deadline.tsx';
import { DocumentCard } from '#ui/portal/document-card.tsx';
import { type Evidence, EvidenceList } from '#ui/portal/evidence-list.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Timeline, type TimelineEntry } from '#ui/portal/timeline.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { draftStatus } from './draft-status.ts';

/** A step, in words: to be taken, or why not now. */
export interface StepShown {
  readonly name: string;
  /** where it is taken; null: not now */
  readonly address: string | null;
  readonly due: boolean;
  readonly reason: string | null;
  readonly citation: string | null;
}

export interface AttemptRow {
  readonly id: string;
  readonly document: string;
  readonly channel: string;
  readonly address: string;
  readonly source: string;
  readonly status: string;
  readonly legalDay: string | null;
  readonly waybill: string | null;
  /** confirmation and contact as they stood when it was sent */
  readonly known: readonly string[];
  readonly history: readonly string[];
}

export interface CasePageProps {
  readonly caseId: string;
  readonly today: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly facts: readonly (readonly [string, ReactNode])[];
  readonly stage: string;
  readonly closed: boolean;
  readonly marked: boolean;
  readonly deadline: string | null;
  readonly provisional: boolean;
  readonly duties: readonly { readonly name: string; readonly by: string | null }[];
  readonly steps: readonly StepShown[];
  /** what was drafted here, and whom it waits for */
  readonly drafts: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly draftedByName: string;
    readonly draftedAt: Date;
    readonly reason: string | null;
  }[];
  readonly story: readonly TimelineEntry[];
  readonly fault: string | null;
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string | null;
    readonly issuedOn: string;
    readonly sha256: string;
    readonly withdrawn: boolean;
  }[];
  readonly attempts: readonly AttemptRow[];
  readonly evidence: readonly Evidence[];
  readonly calls: readonly { readonly key: string; readonly text: string }[];
  /** the explanation of today, and of the day the case was opened */
  readonly now: ReactNode;
  readonly then: ReactNode;
  readonly openedOn: string;
  readonly dossierAddress: string | null;
}

function NextActs({ steps, duties, today }: Pick<CasePageProps, 'steps' | 'duties' | 'today'>) {
  const open = steps.filter(({ address }) => address !== null);
  const refused = steps.filter(({ address, reason }) => address === null && reason !== null);
  return (
    <section aria-labelledby="next">
      <h2 id="next">现在要办的事</h2>
      {duties.length === 0 ? <p>本机关目前没有待办事项。</p> : null}
      <ul className="plain">
        {duties.map(({ name, by }) => (
          <li key={name}>
            <b>{name}</b> <Deadline day={by} today={today} />
          </li>
        ))}
      </ul>
      {open.length === 0 ? null : (
        <p className="act-buttons">
          {open.map((step) => (
            <a key={step.name} className={step.due ? 'button primary' : undefined} href={step.address ?? ''}>
              {step.name}
            </a>
          ))}
        </p>
      )}
      {refused.length === 0 ? null : (
        <details>
          <summary>现在不能办理的事项及原因（{refused.length} 项）</summary>
          {refused.map(({ name, reason, citation }) => (
            <RefusedAct
              key={name}
              act={name}
              reasons={[reason ?? '', ...(citation === null ? [] : [`依据：${citation}`])]}
            />
          ))}
        </details>
      )}
    </section>
  );
}

/** Whoever drafted sees where his draft is. */
function Drafts({ drafts }: Pick<CasePageProps, 'drafts'>) {
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">文稿</h2>
      <ul className="plain">
        {drafts.map(({ id, title, status, draftedByName, draftedAt, reason }) => {
          const { word, tone } = draftStatus(status);
          return (
            <li key={id}>
              <a href={`/office/drafts/${id}`}>{title}</a> <StateBadge word={word} tone={tone} />{' '}
              <span className="muted">
                {draftedByName} {minuteOf(draftedAt)} 拟稿
              </span>
              {reason === null ? null : <span className="line">{reason}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Attempts({ attempts }: Pick<CasePageProps, 'attempts'>) {
  if (attempts.length === 0) return <p className="muted">尚无送达记录。</p>;
  return (
    <Table caption="送达记录" heads={['文书与方式', '地址及来源', '结果', '经过']}>
      <Rows>
        {attempts.map((attempt) => (
          <Row key={attempt.id}>
            <HeadCell head="文书与方式">
              {attempt.document} · {attempt.channel}
              {attempt.waybill === null ? null : <span className="line">邮件号 {attempt.waybill}</span>}
            </HeadCell>
            <Cell head="地址及来源">
              {attempt.address} <span className="line muted">{attempt.source}</span>
              {attempt.known.map((line) => (
                <span key={line} className="line muted fine">
                  {line}
                </span>
              ))}
            </Cell>
            <Cell head="结果">
              {attempt.status}
              {attempt.legalDay === null ? null : <span className="line">{attempt.legalDay}</span>}
            </Cell>
            <Cell head="经过">
              {attempt.history.map((line) => (
                <span key={line} className="line">
                  {line}
                </span>
              ))}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function Documents({ documents }: Pick<CasePageProps, 'documents'>) {
  if (documents.length === 0) return <p className="muted">尚未制发文书。</p>;
  return documents.map((document) => (
    <DocumentCard
      key={document.id}
      kind={document.title}
      number={document.number}
      day={document.issuedOn}
      sha256={document.sha256}
      pdfAddress={`/office/documents/${document.id}`}
      standing={document.withdrawn ? { tone: 'closed', word: '已撤回' } : undefined}
    />
  ));
}

/** One case: what must be done now, the facts, the explanation then and now, documents and service, and the whole story. */
export function CasePage(props: CasePageProps) {
  const { enterprise, qualification, stage, closed, marked, facts, story, fault, evidence, calls } = props;
  return (
    <>
      <PageHead
        title={enterprise}
        crumbs={[{ label: '案件', address: '/office/cases' }]}
        badge={<StateBadge tone={closed ? 'closed' : marked ? 'fail' : 'attention'} word={stage} />}
        lead={`${qualification}　统一社会信用代码 ${props.uscc}`}
        act={
          props.dossierAddress === null ? undefined : (
            <>
              <a href={`${props.dossierAddress}?form=pdf`}>下载案卷（PDF）</a>　
              <a href={props.dossierAddress}>下载案卷（ZIP）</a>
            </>
          )
        }
      />
      {fault === null ? null : (
        <p className="notice" role="alert">
          本案记录的完整性核对不符：{fault}。请暂停办理并联系平台运行单位。
        </p>
      )}
      <NextActs {...props} />
      <Drafts {...props} />
      <section aria-labelledby="facts">
        <h2 id="facts">案情</h2>
        <Facts
          of={[
            ...facts,
            [
              '期限',
              props.deadline === null ? null : (
                <Deadline
                  key="deadline"
                  day={props.deadline}
                  today={props.today}
                  provisional={props.provisional ? '下一年度放假安排尚未公布' : undefined}
                />
              ),
            ],
          ]}
        />
      </section>
      <section aria-labelledby="now">
        <h2 id="now">核查比对：今天</h2>
        {props.now}
        <details>
          <summary>立案时的比对（{props.openedOn}）</summary>
          {props.then}
        </details>
      </section>
      <section aria-labelledby="documents">
        <h2 id="documents">文书</h2>
        <Documents {...props} />
      </section>
      <section aria-labelledby="service">
        <h2 id="service">送达</h2>
        <Attempts {...props} />
      </section>
      <section aria-labelledby="evidence">
        <h2 id="evidence">证据材料</h2>
        <EvidenceList items={evidence} />
      </section>
      {calls.length === 0 ? null : (
        <section aria-labelledby="calls">
          <h2 id="calls">电话记录</h2>
          <ul>
            {calls.map(({ key, text }) => (
              <li key={key}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="story">
        <h2 id="story">办理经过</h2>
        <Timeline entries={story} />
      </section>
    </>
  );
}
