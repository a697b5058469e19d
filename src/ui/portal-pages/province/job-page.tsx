import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { type COUNT_WORDS, countFacts, JobBadge } from './run-words.tsx';

export interface JobPageProps {
  readonly name: string;
  readonly back: { readonly label: string; readonly address: string };
  /** where the work goes on, where that is not the way back */
  readonly next?: { readonly label: string; readonly address: string } | undefined;
  readonly status: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly counts: Readonly<Record<string, unknown>> | null;
  /** what the figures are called: of a run, or of a file */
  readonly countWords: typeof COUNT_WORDS;
  /** what came of it, in a sentence */
  readonly outcome: string | null;
  readonly failure: string | null;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

/** What the worker was asked for: how far it is, and what came of it. */
export function JobPage(props: JobPageProps) {
  const { name, back, next, status, done, total, unit, facts, counts, outcome, failure } = props;
  const under = status === 'waiting' || status === 'running';
  return (
    <>
      <PageHead title={name} crumbs={[back]} badge={<JobBadge status={status} />} />
      {under ? (
        <Progress label={name} done={done} total={total} unit={unit} text="由后台任务办理，可以离开本页。" />
      ) : null}
      {outcome === null ? null : <p className="lead">{outcome}</p>}
      {failure === null ? null : (
        <p className="portal-notice refused">
          <b>没有完成</b>　{failure}
        </p>
      )}
      <Facts
        of={[
          ['提出', props.askedByName],
          ['提出时间', <Minute key="asked" instant={props.askedAt} />],
          ['完成时间', props.finishedAt === null ? null : <Minute key="done" instant={props.finishedAt} />],
          ...facts,
          ...countFacts(counts, props.countWords),
        ]}
      />
      <p className="act-buttons">
        <a href={back.address}>返回{back.label}</a>
        {next === undefined ? null : <a href={next.address}>{next.label}</a>}
      </p>
    </>
  );
}
