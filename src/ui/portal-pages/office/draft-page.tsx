import type { ReactNode } from 'react';
import type { Link } from '#law/regimes/chains.ts';
import { Facts } from '#ui/facts.tsx';
import { ErrorSummary, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Answered, type AnsweredShown } from './answered.tsx';
import { DraftCases, ListedRows } from './draft-objects.tsx';
import { Act, SigningForms } from './draft-signing.tsx';
import { draftStatus } from './draft-status.ts';

export interface DraftPageProps {
  readonly csrf: string;
  readonly draftId: string;
  readonly title: string;
  readonly status: string;
  readonly facts: readonly (readonly [string, ReactNode])[];
  readonly clause: string;
  readonly cases: readonly {
    readonly caseId: string;
    readonly enterprise: string;
    readonly qualification: string;
    readonly status: string;
    readonly reason: string | null;
    readonly documents: readonly string[];
    readonly takenOutBy: string | null;
    readonly opened: boolean;
  }[];
  /** what this person may do with each piece of a batch */
  readonly pieces: {
    /** each has a sample of its own */
    readonly samples: boolean;
    readonly takeOut: boolean;
    /** which duty a piece that was taken out is drafted for anew; null: not by this person */
    readonly again: string | null;
  };
  /** what this person may do with it now, or why not */
  readonly may: {
    /** the link that this person signs now */
    readonly sign: Link | null;
    /** what follows it, in words */
    readonly next: string | null;
    readonly discard: boolean;
    readonly why: string | null;
  };
  /** what was typed and is asked again */
  readonly typed: Readonly<Record<string, string>>;
  readonly today: string;
  /** whether it issues a document that can be shown before */
  readonly sample: boolean;
  /** what stands in the way already, found by a rehearsal on the first case */
  readonly obstacle: string | null;
  readonly errors: readonly FormError[];
  /** what it rests on */
  readonly files: readonly { readonly name: string; readonly address: string }[];
  /** what the enterprises said, for whoever reviews the answer */
  readonly answered: readonly (AnsweredShown & { readonly of: string })[];
  /** it was returned, and this person may take it up again */
  readonly again: boolean;
  /** of a list of enterprises: what stands on it if it is issued now; null for any other draft */
  readonly listed: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] } | null;
}

function Acts(props: DraftPageProps) {
  const { csrf, draftId, may, cases: all, title, listed, again } = props;
  const cases = all.filter(({ status }) => status !== 'taken-out');
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">办理</h2>
      {may.why === null ? null : <p className="muted">{may.why}</p>}
      {again ? (
        <p>
          <a className="button primary" href={`/office/drafts/new?again=${draftId}`}>
            修改后重新送审
          </a>
        </p>
      ) : null}
      <SigningForms {...props} />
      {may.sign === 'seal' ? (
        <Act csrf={csrf} draftId={draftId} act="seal">
          <p>
            {listed === null && cases.length === 0
              ? `用印后办理《${title}》，制发文书并送达。`
              : listed === null
                ? `用印后对 ${cases.length} 件案件办理“${title}”，制发的文书随即送达。`
                : '用印后制发清单，供上报市级主管部门。'}
            <b>用印后不可撤回。</b>
          </p>
          <p>
            <button type="submit" className="primary">
              用印，制发文书
            </button>
          </p>
        </Act>
      ) : null}
      {may.discard ? (
        <Act csrf={csrf} draftId={draftId} act="discard">
          <p>
            <button type="submit">撤稿</button>
          </p>
        </Act>
      ) : null}
    </section>
  );
}

/** One draft: what it would bring, the sample of the document, who has to act, and after the seal how far it is. */
export function DraftPage(props: DraftPageProps) {
  const { draftId, title, status, facts, cases, obstacle, sample, errors, listed, files, answered } = props;
  const { word, tone } = draftStatus(status);
  const standing = cases.filter((each) => each.status !== 'taken-out');
  const opened = standing.filter((each) => each.opened).length;
  const count = (wanted: string) => cases.filter((each) => each.status === wanted).length;
  const running = status === 'sealed' || status === 'finished';
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ label: '文稿', address: '/office/drafts' }]}
        badge={<StateBadge word={word} tone={tone} />}
        lead={listed === null ? `共 ${standing.length} 件` : `共 ${listed.rows.length} 行`}
      />
      <ErrorSummary errors={errors} />
      {running && cases.length > 0 ? (
        <Progress
          label={status === 'sealed' ? '正在制发' : '制发完毕'}
          done={count('done') + count('refused')}
          total={standing.length}
          unit="件"
          failed={count('refused')}
          text={
            status === 'sealed'
              ? '可以离开本页，系统会继续办理。'
              : count('refused') > 0
                ? '未成功的列在最前，仍在“待办”中；按所列原因改正后，可以重新拟稿。'
                : '文书和送达情况见各案件；需要邮寄的，列在“邮寄”中。'
          }
        />
      ) : null}
      {running ? null : <Acts {...props} />}
      {obstacle === null ? null : (
        <p className="notice" role="alert">
          按今天的情况{listed === null ? '试办第一件' : '试办'}，不能办理：{obstacle}
        </p>
      )}
      <section aria-labelledby="facts">
        <h2 id="facts">文稿</h2>
        <Facts of={facts} />
        {files.length === 0 ? null : (
          <p>
            材料：
            {files.map(({ name, address }) => (
              <a key={address} className="line" href={address}>
                {name}
              </a>
            ))}
          </p>
        )}
        {running || !sample ? null : (
          <p>
            <a href={`/office/drafts/${draftId}/preview`}>
              {listed === null ? '打开样稿（PDF，第一件）' : '打开样稿（PDF）'}
            </a>
          </p>
        )}
      </section>
      {answered.map((each) => (
        <Answered key={each.of} {...each} />
      ))}
      <section aria-labelledby="cases">
        <h2 id="cases">{listed === null ? '对象' : '清单内容'}</h2>
        {listed === null ? null : running ? (
          <p>
            制发的清单在<a href="/office/lists">清单</a>中，可以打开、与系统数据核对。
          </p>
        ) : (
          <ListedRows {...listed} />
        )}
        {listed === null ? (
          <>
            {running || standing.length < 2 || !props.sample ? null : (
              <p className="muted">
                审核人已打开样稿 {opened}/{standing.length} 件。
              </p>
            )}
            <DraftCases
              {...props}
              cases={cases.toSorted((a, b) => Number(b.status === 'refused') - Number(a.status === 'refused'))}
            />
          </>
        ) : null}
      </section>
    </>
  );
}
