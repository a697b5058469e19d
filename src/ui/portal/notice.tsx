export interface NoticeProps {
  /** done: the act stands; refused: nothing was changed; attention: something has to be known first */
  readonly kind: 'done' | 'refused' | 'attention';
  /** one sentence: what was done to what, or why not */
  readonly text: string;
  /** what follows from it, or how to mend it */
  readonly more?: string | undefined;
  /** where to go on */
  readonly link?: { readonly label: string; readonly address: string } | undefined;
}

const WORDS: Readonly<Record<NoticeProps['kind'], string>> = {
  done: '已办理',
  refused: '未办理',
  attention: '请注意',
};

/** What an act did, or why it did nothing: said at the top of the page that follows it. */
export function Notice({ kind, text, more, link }: NoticeProps) {
  const asks = kind === 'refused' ? { role: 'alert', tabIndex: -1, 'data-focus-first': true } : { role: 'status' };
  return (
    <div className={`portal-notice ${kind}`} {...asks}>
      <p>
        <b>{WORDS[kind]}</b>　{text}
      </p>
      {more === undefined ? null : <p>{more}</p>}
      {link === undefined ? null : (
        <p>
          <a href={link.address}>{link.label}</a>
        </p>
      )}
    </div>
  );
}
