import { PROBLEMS, type ProblemName } from '#platform/http/problem.ts';
import { Facts } from '../facts.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';

/** The meaning of one kind of problem, at the address that its documents name. */
export function ProblemKindPage({ context, name }: { readonly context: PageContext; readonly name: ProblemName }) {
  const { title, status, remedy } = PROBLEMS[name];
  return (
    <PageFrame context={context} title={title} unlisted>
      <h1>{title}</h1>
      <Facts
        of={[
          ['类型', <code key="type">/problems/{name}</code>],
          ['HTTP 状态码', String(status)],
          ['处理办法', remedy],
        ]}
      />
    </PageFrame>
  );
}
