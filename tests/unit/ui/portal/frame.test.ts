import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createElement as h } from 'react';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { PortalFrame, type PortalFrameProps } from '#ui/portal/portal-frame.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { galleryPages } from '../../../tools/portal-gallery/pages.tsx';
import { danglingReferences, htmlOf, textOf } from './html-of.ts';

const frame = (more: Partial<Omit<PortalFrameProps, 'children'>> = {}) => {
  const props = {
    context: { now: new Date('2026-11-09T02:10:00Z'), address: 'https://example.invalid/office?q=<a>', demo: false },
    title: '待办',
    portal: { name: '区县工作台', home: '/office' },
    signedIn: { name: '测试甲', role: '经办人', actsFor: '青秀区住建局' },
    csrf: 'geheim',
    navigation: [
      { label: '待办', address: '/office', current: true, count: 12, counts: '件待办' },
      { label: '送达', address: '/office/service', count: 0 },
    ],
    ...more,
  };
  return PortalFrame({ ...props, children: h('h1', null, '待办') });
};

test('the frame says who is signed in for whom, where one is, what waits; signing out is a post with the token', () => {
  const html = htmlOf(frame());
  const text = textOf(frame());
  expect(html).toContain('<title>待办 · 区县工作台 · 资质哨</title>');
  expect(text).toContain('青秀区住建局 测试甲 经办人');
  expect(html).toMatch(/<a href="\/office" aria-current="page"><span>待办<\/span><span class="count">12/);
  expect(text).not.toContain('送达0');
  expect(html).toMatch(/<form action="\/sign-out" method="post"><input type="hidden" name="csrf" value="geheim"\/>/);
  expect(html).toContain('href="/account"');
  expect(html).toContain('<a class="skip" href="#main">');
  expect(text).toContain('网址：https://example.invalid/office?q=&lt;a&gt;　打印时间：2026-11-09 10:10');
  expect(text).toContain('打印人：青秀区住建局 测试甲');
});

test('banners and refresh stand only where they are asked for', () => {
  const plain = htmlOf(frame());
  for (const absent of ['只读查看', '演示时钟', '演示系统', 'http-equiv', 'portal-notice', 'data-refresh']) {
    expect(plain).not.toContain(absent);
  }
  const full = htmlOf(
    frame({
      context: { now: new Date(0), address: '/', demo: true },
      supportView: '青秀区住建局 · 测试甲',
      demoClock: '2026 年 11 月 9 日 09:00',
      notice: { kind: 'refused', text: '案件已由他人办理。' },
      refreshSeconds: 5,
    }),
  );
  for (const present of ['只读查看：青秀区住建局 · 测试甲', '演示时钟：2026 年 11 月 9 日 09:00', '演示系统']) {
    expect(full).toContain(present);
  }
  expect(full).toMatch(/role="alert"[^>]*>.*未办理.*案件已由他人办理。/);
  // Script pauses the refresh (WCAG 2.2.1), so the element of the page is for those without.
  expect(full).toMatch(/<noscript><meta http-equiv="refresh" content="5"\/><\/noscript>/i);
});

test('signed out there is no account, no rail', () => {
  const html = htmlOf(frame({ signedIn: undefined, csrf: undefined, navigation: undefined }));
  expect(html).not.toContain('退出登录');
  expect(html).not.toContain('<nav');
});

test('no page carries script or style of its own, every reference hits, every posting form has the token', () => {
  const pages = galleryPages();
  expect(pages.size).toBeGreaterThan(5);
  for (const [name, html] of pages) {
    expect(html.match(/<script[^>]*>[^<]/g), name).toBeNull();
    expect(html.match(/ (?:style|on[a-z]+)="/g), name).toBeNull();
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    const doubled = ids.filter((id, at) => ids.indexOf(id) !== at);
    expect(doubled, name).toEqual([]);
    expect(danglingReferences(html), name).toEqual([]);
    for (const [form] of html.matchAll(/<form[^>]*method="post".*?<\/form>/gs)) {
      expect(form, name).toContain('name="csrf"');
    }
  }
});

test('an act is confirmed with what, to whom, by which clause and who signs; one filled button, a way back', () => {
  const act = h(ConfirmAct, {
    action: '/office/cases/1/order',
    csrf: 'geheim',
    button: '下达通知书',
    cancelAddress: '/office/cases/1',
    what: '将下达《责令限期整改通知书》。',
    toWhom: Array.from({ length: 12 }, (_, at) => `演示企业${at}`),
    clauses: [{ id: 'GX24-4.1b', citation: '桂建管〔2024〕8号第四条', text: '责令限期整改' }],
    whoSigns: '测试甲、测试乙',
    carried: [
      ['row', '1'],
      ['row', '2'],
    ],
    secondFactor: { code: true, passkey: undefined, demonstrationCode: undefined },
    errors: [{ field: 'factor', text: '动态验证码不正确。' }],
    final: '送达后不能收回。',
  });
  const html = htmlOf(act);
  const text = textOf(act);
  for (const said of ['共 12 家', '其余 2 家', '第四条', '责令限期整改', '测试甲、测试乙', '送达后不能收回']) {
    expect(text).toContain(said);
  }
  expect(html.match(/class="primary"/g)).toHaveLength(1);
  expect(html).toContain('<a href="/office/cases/1">取消，不办理</a>');
  expect(html.match(/name="row"/g)).toHaveLength(2);
  expect(html).toMatch(/id="factor"[^>]*aria-invalid="true"/);
  expect(html).toContain('autoComplete="one-time-code"');
  expect(danglingReferences(html)).toEqual([]);
});

test('an act that is not allowed stays in its place with reason, cure and clause', () => {
  const text = textOf(
    h(RefusedAct, {
      act: '撤回资质',
      reasons: ['整改期限尚未届满。'],
      cure: '期满后办理。',
      clause: { id: 'GX24-4.1e', citation: '桂建管〔2024〕8号第四条第（一）项' },
    }),
  );
  expect(text).toBe('撤回资质 现在不能办理整改期限尚未届满。期满后办理。依据：桂建管〔2024〕8号第四条第（一）项');
});

test('the scripts are small, and neither writes markup nor evaluates text', () => {
  for (const [name, most] of [
    ['portal.js', 12_000],
    ['portal-signing.js', 4000],
  ] as const) {
    const script = readFileSync(path.join(projectRoot, 'public', name), 'utf8');
    expect(Buffer.byteLength(script)).toBeLessThan(most);
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|\.style\b/);
  }
});
