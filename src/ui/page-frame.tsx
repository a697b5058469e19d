import type { ReactNode } from 'react';
import { minuteOf } from './dates.tsx';

/** What every page needs to know of its request. */
export interface PageContext {
  readonly now: Date;
  /** whole address of the page, for the printed sheet */
  readonly address: string;
  /** the data are made up; said on every page */
  readonly demo: boolean;
}

const STYLESHEET = process.env.QUALWATCH_STYLESHEET ?? '/site.css';

export interface PageFrameProps {
  readonly context: PageContext;
  readonly title: string;
  readonly children: ReactNode;
  /** no search in the head, because the page has its own */
  readonly ownSearch?: boolean;
  /** keeps search engines from what is a view of another page */
  readonly unlisted?: boolean;
}

/** The frame of every public page: landmarks, a way past the head, search, and what the printed sheet must say. */
export function PageFrame({ context, title, children, ownSearch = false, unlisted = false }: PageFrameProps) {
  return (
    <html lang="zh-CN">
      {/* biome-ignore lint/style/noHeadElement: a route handler's page has no next/head */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === '资质哨' ? '资质哨 · 建设工程企业资质动态核查' : `${title} · 资质哨`}</title>
        {unlisted ? <meta name="robots" content="noindex" /> : null}
        <link rel="stylesheet" href={STYLESHEET} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a className="skip" href="#main">
          跳到正文
        </a>
        <header className="head">
          <div className="wrap head-row">
            <a className="brand" href="/">
              <b>资质哨</b>
              <span>建设工程企业资质动态核查</span>
            </a>
            {ownSearch ? null : (
              <search className="head-search">
                <form action="/enterprises">
                  <label className="hidden" htmlFor="head-q">
                    企业名称、统一社会信用代码或证书编号
                  </label>
                  <input id="head-q" name="q" type="search" placeholder="企业名称、信用代码或证书编号" required />
                  <button type="submit">查询</button>
                </form>
              </search>
            )}
            <nav aria-label="主导航">
              <a href="/enterprises">查询</a>
              <a href="/lookup">批量查询</a>
              <a href="/red-list">标注名单</a>
              <a href="/orders">责令整改</a>
              <a href="/notices">公告</a>
              <a href="/documents">核验文书</a>
              <a href="/work">登录</a>
            </nav>
          </div>
          {context.demo ? (
            <p className="demo">
              <span className="wrap">演示系统：企业、人员和证书均为虚构，不得作为任何依据。</span>
            </p>
          ) : null}
        </header>
        <main id="main" className="wrap" tabIndex={-1}>
          {children}
        </main>
        <footer className="foot">
          <div className="wrap">
            <p>结论由系统按公布的标准自动比对得出，供查询和监督使用；资质的授予、撤回以资质许可机关的决定为准。</p>
            <p>
              <a href="/standards">资质标准</a> <a href="/about">核查办法与数据来源</a>{' '}
              <a href="/api/v1/openapi.json">开放接口</a>
            </p>
            <p className="print-only">
              网址：{context.address}　查询时间：{minuteOf(context.now)}（北京时间）
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}
