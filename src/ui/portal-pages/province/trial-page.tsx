import type { ReadingReport, Refusal } from '#features/intake/schema.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { ReadingFound } from './reading-found.tsx';
import { countFacts, INTAKE_WORDS } from './run-words.tsx';
import { SheetChoice } from './sheet-choice.tsx';
import { type Counts, numberOf, Refusals, Said, Warnings } from './trial-found.tsx';
import { TrialBadge, type TrialState } from './trial-words.tsx';

export interface TrialPageProps {
  readonly csrf: string;
  readonly id: string;
  readonly state: TrialState;
  readonly asked: {
    readonly entity: string;
    readonly entityWord: string;
    readonly feedWord: string;
    readonly extent: 'full' | 'incremental';
    readonly fileName: string;
    readonly digest: string;
  };
  readonly askedByName: string;
  readonly askedAt: Date;
  /** rows read so far; `compares`: all are read */
  readonly rows: number;
  readonly compares: boolean;
  /** what the trial found */
  readonly found: Counts | null;
  /** what the import wrote */
  readonly written: Counts | null;
  readonly reading: ReadingReport | undefined;
  /** sheets among which somebody has to choose */
  readonly sheetChoices: readonly { readonly name: string; readonly rows: number }[];
  /** what was decided for all rows at once */
  readonly unified: readonly { readonly field: string; readonly from: string; readonly to: string }[];
  readonly refusals: readonly Refusal[];
  readonly heldReasons: readonly string[];
  readonly decidedBy: string | null;
  readonly failure: string | null;
  readonly mayDecide: boolean;
}

function UnderWay({
  what,
  rows,
  compares,
}: {
  readonly what: string;
  readonly rows: number;
  readonly compares: boolean;
}) {
  const far =
    rows === 0 ? '等待办理' : `已读入 ${rows.toLocaleString('zh-CN')} 行${compares ? '，正在与登记比较' : ''}`;
  return (
    <div className="progress">
      <progress aria-label={what} />
      <p>
        <b>{what}</b>　{far}
      </p>
      <p className="muted">由后台任务办理，可以离开本页，从“数据导入”再进入。</p>
    </div>
  );
}

function Decision(props: TrialPageProps) {
  const { csrf, id, asked, state, heldReasons, mayDecide } = props;
  if (state !== 'to-decide' && state !== 'outdated') return null;
  if (!mayDecide) return <p className="muted">由省级经办人决定导入还是放弃。</p>;
  const again = state === 'outdated';
  return (
    <section className="confirm-act" aria-labelledby="decision">
      <h2 id="decision">{again ? '重新试导入，或者放弃' : '导入，或者放弃'}</h2>
      <p>
        {again
          ? '文件还在，不必再次上传。'
          : '导入的就是这一文件，内容不同的不会导入。文件加密保存 24 小时，逾期没有决定的，须重新上传。'}
      </p>
      <form method="post" action={`/province/imports/trials/${id}`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="digest" value={asked.digest} />
        <p className="act-buttons">
          <button type="submit" name="act" value={again ? 'again' : 'apply'} className="primary">
            {again ? '重新试导入' : heldReasons.length === 0 ? '导入' : '导入，交审核人放行'}
          </button>
          <button type="submit" name="act" value="drop">
            放弃
          </button>
        </p>
      </form>
    </section>
  );
}

function Outcome({ state, asked, written, decidedBy, failure }: TrialPageProps) {
  const importId = numberOf(written, 'importId');
  const refused = numberOf(written, 'quarantined');
  switch (state) {
    case 'failed':
      return (
        <p className="portal-notice refused">
          <b>没有完成</b>　{failure}没有写入任何数据。
          <a href={`/province/imports/template?entity=${asked.entity}`}>下载{asked.entityWord}模板</a>，或者更正文件后
          <a href="/province/imports/new">重新试导入</a>。
        </p>
      );
    case 'applied':
      return (
        <>
          <p className="lead">由{decidedBy}导入，数据已经登记，有变化的企业随即复核。</p>
          <Facts of={countFacts(written, INTAKE_WORDS)} />
          <p className="act-buttons">
            <a href={`/province/imports/${importId}`}>查看这次导入</a>
            {refused === 0 ? null : <a href={`/province/quarantine?import=${importId}`}>更正被拒绝的 {refused} 行</a>}
          </p>
        </>
      );
    case 'held':
      return (
        <Said word="已暂停">
          超过合理界限，没有写入任何数据，由省级审核人核对后放行；放行时须再次上传原文件，请妥善保存。
          <a href={`/province/imports/${importId}`}>查看这次导入</a>
        </Said>
      );
    case 'dropped':
      return <p className="lead">已放弃，没有写入任何数据，文件不再保存。</p>;
    case 'forgotten':
      return (
        <p className="lead">
          逾期没有决定，文件不再保存，没有写入任何数据。要导入的，请<a href="/province/imports/new">重新上传</a>。
        </p>
      );
    case 'outdated':
      return <Said word="须重新试导入">{failure ?? '试导入之后，登记又导入过同类数据，下面的数字可能已经不同。'}</Said>;
    case 'to-decide':
      return failure === null ? null : (
        <p className="portal-notice refused">
          <b>没有导入</b>　{failure}
        </p>
      );
    case 'trying':
    case 'to-choose':
    case 'applying':
      return null;
  }
}

/** A file that was tried: what it would do, and the decision about it. */
export function TrialPage(props: TrialPageProps) {
  const { state, asked, found, rows, compares, refusals } = props;
  const open = state === 'to-decide' || state === 'outdated';
  return (
    <>
      <PageHead
        title={asked.fileName}
        crumbs={[{ label: '数据导入', address: '/province/imports' }]}
        badge={<TrialBadge state={state} />}
      />
      {state === 'trying' || state === 'applying' ? (
        <UnderWay what={state === 'trying' ? '试导入' : '导入'} rows={rows} compares={compares} />
      ) : null}
      <Outcome {...props} />
      {state === 'to-choose' ? <SheetChoice {...props} choices={props.sheetChoices} /> : null}
      {open ? <Warnings {...props} /> : null}
      <Facts
        of={[
          ['数据', asked.entityWord],
          ['来源', asked.feedWord],
          ['范围', asked.extent === 'full' ? '全量' : '增量'],
          [
            '统一改写',
            props.unified
              .map(({ field, from, to }) => `${field}：${from === '' ? '空白' : `“${from}”`}→“${to}”`)
              .join('；'),
          ],
          ['提出', props.askedByName],
          ['提出时间', <Minute key="asked" instant={props.askedAt} />],
          [
            '文件校验值',
            <code key="digest" className="break">
              {asked.digest}
            </code>,
          ],
        ]}
      />
      {found === null ? null : (
        <>
          <h2>{open ? '导入将会怎样' : '试导入的结果'}</h2>
          <Facts of={countFacts(found, INTAKE_WORDS)} />
          <Refusals
            refusals={refusals}
            refused={numberOf(found, 'quarantined')}
            doubtful={numberOf(found, 'doubtful')}
            unify={state === 'to-decide' && props.mayDecide ? { csrf: props.csrf, id: props.id } : undefined}
          />
          {props.reading === undefined ? null : <ReadingFound reading={props.reading} />}
        </>
      )}
      <Decision {...props} />
    </>
  );
}
