import type { ReactNode } from 'react';
import type { NoticeProps } from '#ui/portal/notice.tsx';
import { PortalFrame } from '#ui/portal/portal-frame.tsx';

export const TODAY = '2026-10-28';

/** The frame of a district's handler, as every page of the gallery has it. */
export function GalleryFrame(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly notice?: NoticeProps;
  readonly refreshSeconds?: number;
}) {
  return (
    <PortalFrame
      context={{ now: new Date('2026-10-28T02:10:00Z'), address: 'http://127.0.0.1/office/cases', demo: true }}
      portal={{ name: '区县工作台', home: '/list.html' }}
      signedIn={{ name: '测试甲', role: '经办人', actsFor: '南宁市青秀区住房和城乡建设局' }}
      csrf="token"
      supportView="南宁市青秀区住房和城乡建设局 · 测试甲"
      demoClock="2026 年 10 月 28 日 10:10"
      navigation={[
        { label: '待办', address: '/list.html', current: true, count: 412, counts: '件待办', group: '案件' },
        { label: '全部案件', address: '/empty.html' },
        { label: '送达', address: '/case.html', count: 3 },
        { label: '复查', address: '/form.html', count: 0 },
        { label: '公告', address: '/confirm.html' },
        { label: '重点监管名单', address: '/figures.html', group: '监管' },
        { label: '季度报告', address: '/progress.html' },
      ]}
      {...props}
    >
      {props.children}
    </PortalFrame>
  );
}
