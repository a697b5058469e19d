import type { ReactNode } from 'react';
import { minuteOf } from '#ui/dates.tsx';
import type { PageContext } from '#ui/page-frame.tsx';
import { CsrfField } from './csrf-field.tsx';
import { HelpKeys } from './help-keys.tsx';
import { Notice, type NoticeProps } from './notice.tsx';
import { Rail, type RailItem } from './rail.tsx';

const STYLESHEET = process.env.QUALWATCH_PORTAL_STYLESHEET ?? '/portal.css';
const SCRIPT = process.env.QUALWATCH_PORTAL_SCRIPT ?? '/portal.js';

/** The person who is signed in, as the head of every page says it. */
export interface SignedIn {
  readonly name: string;
  /** in the office's words: 经办人, 复核人, 法定代表人 … */
  readonly role: string;
  /** the office or the enterprise that the person acts for */
  readonly actsFor: string;
}

export interface PortalFrameProps {
  /** now, the page's whole address, demo data or not: as the public pages have it */
  readonly context: PageContext;
  /** of the page, for the window; the page writes its own h1 (`PageHead`) */
  readonly title: string;
  /** 区县工作台, 企业工作台 … and the address of its first page */
  readonly portal: { readonly name: string; readonly home: string };
  /** nobody is signed in on the pages of signing in */
  readonly signedIn?: SignedIn | undefined;
  /** token of the session, for the sign-out button */
  readonly csrf?: string | undefined;
  /** the rail; left out, the page takes the whole width */
  readonly navigation?: readonly RailItem[] | undefined;
  /** in the name of whom a supporter looks: `南宁市住房和城乡建设局 · 测试甲` */
  readonly supportView?: string | undefined;
  /** the shifted time of a demonstration, in words: `2026 年 11 月 9 日 09:00` */
  readonly demoClock?: string | undefined;
  /** what the act that led here did, or why it was refused */
  readonly notice?: NoticeProps | undefined;
  /** seconds after which the page asks again by itself, for pages of progress; with script it can be paused (WCAG 2.2.1) */
  readonly refreshSeconds?: number | undefined;
  readonly accountAddress?: string | undefined;
  readonly signOutAddress?: string | undefined;
  readonly children: ReactNode;
}

type HeadProps = Pick<
  PortalFrameProps,
  'portal' | 'signedIn' | 'csrf' | 'accountAddress' | 'signOutAddress' | 'navigation'
>;

function Head({ portal, signedIn, csrf = '', accountAddress, signOutAddress, navigation }: HeadProps) {
  return (
    <div className="portal-bar">
      <a className="brand" href={portal.home}>
        <b>资质哨</b>
        <span>{portal.name}</span>
      </a>
      {signedIn === undefined ? null : (
        <div className="signed-in">
          <p>
            <span className="acts-for">{signedIn.actsFor}</span> <span>{signedIn.name}</span>{' '}
            <span className="muted">{signedIn.role}</span>
          </p>
          <a href={accountAddress}>账户与安全</a>
          <form method="post" action={signOutAddress}>
            <CsrfField token={csrf} />
            <button type="submit" className="quiet">
              退出登录
            </button>
          </form>
        </div>
      )}
      {navigation === undefined ? null : (
        <details className="rail-menu">
          <summary>菜单</summary>
          <Rail items={navigation} label="主菜单（展开）" />
        </details>
      )}
    </div>
  );
}

/** Whoever looks through another role can end it on every page: the role's own pages do not lead back. */
function SupportView({ seen, csrf }: { readonly seen: string; readonly csrf: string | undefined }) {
  return (
    <div className="banner support">
      <p role="status">只读查看：{seen}。所见与其本人相同，不能办理任何事项；本次查看已记入审计日志。</p>
      {csrf === undefined ? null : (
        <form method="post" action="/account">
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="end-support" />
          <button type="submit">结束只读查看</button>
        </form>
      )}
    </div>
  );
}

function Banners({
  context,
  supportView,
  demoClock,
  csrf,
}: Pick<PortalFrameProps, 'context' | 'supportView' | 'demoClock' | 'csrf'>) {
  return (
    <>
      {supportView === undefined ? null : <SupportView seen={supportView} csrf={csrf} />}
      {demoClock === undefined ? null : <p className="banner">演示时钟：{demoClock}</p>}
      {context.demo ? <p className="banner">演示系统：企业、人员和证书均为虚构，不得作为任何依据。</p> : null}
    </>
  );
}

/**
 * The frame of every page behind the sign-in: landmarks, who is signed in for whom, the rail, banners, and the line that
 * the printed sheet must carry. Complete without script; the script only makes it quicker.
 */
export function PortalFrame(props: PortalFrameProps) {
  const { context, title, portal, navigation, notice, refreshSeconds, children } = props;
  const head: HeadProps = { accountAddress: '/account', signOutAddress: '/sign-out', ...props };
  return (
    <html lang="zh-CN">
      {/* biome-ignore lint/style/noHeadElement: a route handler's page has no next/head */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${portal.name} · 资质哨`}</title>
        <meta name="robots" content="noindex" />
        {refreshSeconds === undefined ? null : (
          <noscript>
            <meta httpEquiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <link rel="stylesheet" href={STYLESHEET} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <script src={SCRIPT} defer />
      </head>
      <body className="portal">
        <a className="skip" href="#main">
          跳到正文
        </a>
        <header className="portal-head">
          <Head {...head} />
          <Banners {...props} />
        </header>
        <div className={navigation === undefined ? 'portal-body' : 'portal-body railed'}>
          {navigation === undefined ? null : (
            <div className="rail-column">
              <Rail items={navigation} label="主菜单" />
            </div>
          )}
          <main id="main" tabIndex={-1}>
            {notice === undefined ? null : <Notice {...notice} />}
            {children}
            {refreshSeconds === undefined ? null : (
              <p className="no-print">
                <button type="button" data-refresh={refreshSeconds} hidden>
                  暂停自动更新
                </button>
              </p>
            )}
          </main>
        </div>
        <footer className="portal-foot">
          <p className="no-print">
            <a href="/">公开查询</a> <a href="/about">核查办法与数据来源</a>{' '}
            <button type="button" className="quiet" data-open-keys hidden>
              键盘操作（?）
            </button>
          </p>
          <p className="print-only">
            网址：{context.address}　打印时间：{minuteOf(context.now)}（北京时间）
            {props.signedIn === undefined ? null : `　打印人：${props.signedIn.actsFor} ${props.signedIn.name}`}
          </p>
        </footer>
        <HelpKeys />
      </body>
    </html>
  );
}
