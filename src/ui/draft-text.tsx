import type { composeDocument } from '#features/documents/commands.ts';
import { Cell, HeadCell, Row, Rows, Table } from './table.tsx';

type Draft = ReturnType<typeof composeDocument>['draft'];
type Block = Draft['blocks'][number];

function plain(text: string): string {
  return text.replaceAll('\n', '；');
}

function List({ block, caption }: { readonly block: Extract<Block, { kind: 'list' }>; readonly caption: string }) {
  const heads = block.columns.map((column) => column.title);
  return (
    <Table caption={caption} heads={heads}>
      <Rows>
        {block.rows.map((row) => (
          <Row key={row.join('\u001f')}>
            {row.map((cell, at) => {
              const head = heads[at] ?? '';
              return at === 0 ? (
                <HeadCell key={head} head={head}>
                  {plain(cell)}
                </HeadCell>
              ) : (
                <Cell key={head} head={head}>
                  {plain(cell)}
                </Cell>
              );
            })}
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function BlockText({ block, caption }: { readonly block: Block; readonly caption: string }) {
  if ('text' in block) {
    const heads = block.kind === 'heading' || block.kind === 'subheading';
    return <p>{heads ? <b>{block.text}</b> : block.text}</p>;
  }
  switch (block.kind) {
    case 'list':
      return <List block={block} caption={caption} />;
    case 'runs':
      return (
        <p>{block.runs.map((run) => ('text' in run ? run.text : 'filled' in run ? run.filled : '＿＿＿')).join('')}</p>
      );
    case 'form':
      return (
        <dl className="facts">
          {block.rows.map((row) => (
            <div key={row.join()}>
              <dt>{row[0]}</dt>
              <dd>{row.slice(1).map(plain).join('　')}</dd>
            </div>
          ))}
        </dl>
      );
    case 'officers':
      return <p>执法人员：{block.officers.map((officer) => `${officer.name}（${officer.certificate}）`).join('、')}</p>;
    case 'sign-line':
      return (
        <p>
          {block.left}　{block.right}
        </p>
      );
  }
  // What has no words: gaps, and pictures of signatures, which only forms carry and forms are not published.
  return null;
}

/** The words of an official document as the page shows them: the same words that the file prints. */
export function DraftText({ draft }: { readonly draft: Draft }) {
  return (
    <div className="official">
      {draft.addressee === null ? null : <p>{draft.addressee}：</p>}
      {draft.blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of an issued document never change
        <BlockText key={at} block={block} caption="所列企业" />
      ))}
    </div>
  );
}
