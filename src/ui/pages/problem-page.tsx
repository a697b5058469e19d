import { isProblemName, PROBLEMS, type ProblemDocument } from '#platform/http/problem.ts';
import { type PageContext, PageFrame } from '../page-frame.tsx';

function remedyOf(document: ProblemDocument): string {
  const name = document.type.replace('/problems/', '');
  return isProblemName(name) ? PROBLEMS[name].remedy : '';
}

/** Where a reader of pages needs other words than a caller of the interface. */
const PAGE_REMEDIES: Readonly<Record<string, string>> = {
  '/problems/not-found': '请核对地址，或者重新查询。',
  '/problems/too-many-requests': '这是为了让所有人都能查到，请稍等片刻再试。',
};

/** What is wrong, and what the reader can do: 400, 404, 405, 429, 500 and 503 alike. */
export function ProblemPage({
  document,
  context,
}: {
  readonly document: ProblemDocument;
  readonly context: PageContext;
}) {
  const remedy = PAGE_REMEDIES[document.type] ?? remedyOf(document);
  return (
    <PageFrame context={context} title={document.title} unlisted>
      <h1>{document.title}</h1>
      <p className="lead">{document.detail}</p>
      <p>{remedy}</p>
      <p>
        <a href="/enterprises">查询企业</a>　<a href="/">返回首页</a>
      </p>
      {document.status >= 500 ? (
        <p className="fine">
          差错编号 <code>{document.instance}</code>
        </p>
      ) : null}
    </PageFrame>
  );
}
