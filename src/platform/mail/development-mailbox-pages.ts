export interface ReceivedMail {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly messageId: string;
  readonly text: string;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `body{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1b1f24;margin:0 auto;max-width:1000px;padding:24px 16px}
h1{font-size:22px;margin:0 0 16px}table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:8px;border-bottom:1px solid #d9dde3;overflow-wrap:anywhere}
a{color:#0b4ea2}pre{white-space:pre-wrap;font:inherit;border-top:1px solid #d9dde3;padding-top:16px}dt{color:#57606a;float:left;clear:left;width:5em}dd{margin:0 0 4px 5em;overflow-wrap:anywhere}`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

function shownDate(date: string): string {
  const parsed = new Date(date);
  return Number.isNaN(parsed.getTime())
    ? date
    : new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(
        parsed,
      );
}

export function mailListPage(mails: readonly ReceivedMail[], total: number): string {
  if (total === 0) {
    return page(
      '开发邮箱',
      '<h1>开发邮箱</h1><p>还没有邮件。系统发出预警或取消标注后，邮件会出现在这里；它们不会寄到任何真实邮箱。</p>',
    );
  }
  const rows = mails
    .map(
      (mail) =>
        `<tr><td><a href="/${mail.id}">${escaped(mail.subject)}</a></td><td>${escaped(mail.to)}</td><td>${escaped(shownDate(mail.date))}</td></tr>`,
    )
    .join('');
  const shown = total > mails.length ? `，以下为最近 ${mails.length} 封` : '';
  return page(
    '开发邮箱',
    `<h1>开发邮箱</h1><p>共 ${total} 封${shown}。这些邮件只保存在本机，不会寄到任何真实邮箱。</p><table><thead><tr><th scope="col">主题</th><th scope="col">收件人</th><th scope="col">时间</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

export function mailPage(mail: ReceivedMail): string {
  const text = escaped(mail.text).replace(/https?:\/\/[^\s<&]+/g, (link) => `<a href="${link}">${link}</a>`);
  return page(
    mail.subject,
    `<p><a href="/">← 全部邮件</a></p><h1>${escaped(mail.subject)}</h1><dl><dt>发件人</dt><dd>${escaped(mail.from)}</dd><dt>收件人</dt><dd>${escaped(mail.to)}</dd><dt>时间</dt><dd>${escaped(shownDate(mail.date))}</dd><dt>编号</dt><dd>${escaped(mail.messageId)}</dd></dl><pre>${text}</pre>`,
  );
}
