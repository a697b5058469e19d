import { ErrorSummary } from '../error-summary.tsx';
import type { FileAnswer } from '../file-answers.ts';
import { OutcomeBadge } from '../outcome-badge.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';

export interface CheckedFile {
  readonly name: string;
  readonly sha256: string;
  readonly answers: readonly FileAnswer[];
  /** page of the document or receipt, where there is one */
  readonly page: string | undefined;
}

export interface DocumentCheckPageProps {
  readonly context: PageContext;
  readonly checked?: CheckedFile;
  readonly refusal?: string;
}

const WORDS: Readonly<Record<FileAnswer['question'], Readonly<Record<FileAnswer['outcome'], string>>>> = {
  完整性: { holds: '完整，未被改动', fails: '不能确认', unknown: '不能确认' },
  是否仍有效: { holds: '仍然有效', fails: '已经失效', unknown: '无法回答' },
  签发机关: { holds: '可以确认', fails: '不能确认', unknown: '无法回答' },
};

function Answers({ checked }: { readonly checked: CheckedFile }) {
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">核验结果</h2>
      <p>
        文件：{checked.name}
        <span className="line fine">
          SHA-256：<code>{checked.sha256}</code>
        </span>
      </p>
      {checked.answers.map(({ question, outcome, lines }) => (
        <section className="clause" key={question} aria-labelledby={question}>
          <h3 id={question}>{question}</h3>
          <p>
            <OutcomeBadge outcome={outcome} word={WORDS[question][outcome]} />
          </p>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
      {checked.page === undefined ? null : (
        <p>
          <a href={checked.page}>查看这份文件的公开页面</a>
        </p>
      )}
    </section>
  );
}

/** 核验文书: a file is chosen, and three questions about it are answered each for itself. */
export function DocumentCheckPage({ context, checked, refusal }: DocumentCheckPageProps) {
  return (
    <PageFrame context={context} title="核验文书">
      <h1>核验文书</h1>
      <ErrorSummary title="文件没有核验" problems={refusal === undefined ? [] : [{ field: 'file', text: refusal }]} />
      {checked === undefined ? (
        <p className="lead">
          上传本系统签发的文书（PDF）或查询回执（PDF、JSON），分别回答三个问题：文件是否完整、是否仍然有效、由谁签发。
        </p>
      ) : (
        <Answers checked={checked} />
      )}
      {checked === undefined ? null : <h2>核验另一个文件</h2>}
      <form className="stacked" action="/documents" method="post" encType="multipart/form-data">
        <label htmlFor="file">选择文件</label>
        <p className="hint" id="file-hint">
          PDF 或回执的 JSON 文件，不超过 20 MB。文件只用于本次核验，不会保存。
        </p>
        <input
          id="file"
          name="file"
          type="file"
          accept=".pdf,.json,application/pdf,application/json"
          required
          aria-describedby={refusal === undefined ? 'file-hint' : 'file-error file-hint'}
          aria-invalid={refusal === undefined ? undefined : true}
        />
        {refusal === undefined ? null : (
          <p id="file-error" className="field-error">
            {refusal}
          </p>
        )}
        <button type="submit" className="primary">
          核验
        </button>
      </form>
      <p className="fine">手中只有纸质文书的，请扫描文书上的二维码，或者按文书上印出的网址打开它的公开页面。</p>
    </PageFrame>
  );
}
