import { BarChart } from '#ui/portal/bar-chart.tsx';
import { CalendarList } from '#ui/portal/calendar-list.tsx';
import { Deadline } from '#ui/portal/deadline.tsx';
import { DocumentCard } from '#ui/portal/document-card.tsx';
import { EvidenceList } from '#ui/portal/evidence-list.tsx';
import { LineChart } from '#ui/portal/line-chart.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { Timeline } from '#ui/portal/timeline.tsx';
import { GROUND } from './form-pages.tsx';
import { GalleryFrame, TODAY } from './frame.tsx';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export function CasePage() {
  return (
    <GalleryFrame title="案件">
      <PageHead
        title="南宁演示第一建筑工程有限公司"
        crumbs={[
          { label: '待办', address: '/list.html' },
          { label: '青秀区', address: '/list.html?division=450103' },
        ]}
        badge={<StateBadge tone="fail" word="不达标" />}
        lead="建筑工程施工总承包三级 · 案件 450103-2026-0017"
        act={
          <a className="button primary" href="/confirm.html">
            下达通知书
          </a>
        }
      />
      <Tabs
        label="案件内容"
        items={[
          { label: '经过', address: '/case.html', current: true },
          { label: '文书', address: '/case.html?tab=documents', count: 2 },
          { label: '证明材料', address: '/case.html?tab=evidence', count: 1 },
        ]}
      />
      <p>
        整改期限：
        <Deadline day="2026-11-09" today={TODAY} />
        ；送达回证：
        <Deadline day="2026-10-20" today={TODAY} />
        ；复查：
        <Deadline day="2026-11-02" today={TODAY} provisional="公告期满后确定" />
      </p>
      <h2>经过（自近及远）</h2>
      <Timeline
        entries={[
          {
            key: '2',
            day: '2026-10-08',
            act: '下达责令限期整改通知书',
            who: '测试甲、测试乙 · 青秀区住房和城乡建设局',
            clause: GROUND,
            note: '整改期限 3 个月，自送达之日起算。',
            documents: [{ label: '青建改〔2026〕17号', address: '/case.pdf' }],
            hash: HASH,
          },
          { key: '1', day: '2026-10-01', act: '预警并作异常标注', who: '系统自动', hash: HASH },
        ]}
      />
      <h2>文书</h2>
      <DocumentCard
        kind="责令限期整改通知书"
        number="青建改〔2026〕17号"
        day="2026-10-08"
        sha256={HASH}
        pdfAddress="/case.pdf"
        previewAddress="/favicon.svg"
        standing={{ tone: 'met', word: '有效' }}
        facts={[['签发', '测试乙']]}
      />
      <DocumentCard kind="送达回证" number={null} day={null} pdfAddress="/draft.pdf" />
      <h2>证明材料</h2>
      <EvidenceList
        items={[
          {
            key: '1',
            name: '社保缴费证明 2026-09.pdf',
            address: '/evidence/1',
            kind: '社会保险缴费证明',
            bytes: 3_355_443,
            handedInAt: new Date('2026-10-20T03:00:00Z'),
            by: '测试丙',
            sha256: HASH,
            note: '证明新聘建造师已参保。',
          },
        ]}
      />
      <EvidenceList items={[]} />
    </GalleryFrame>
  );
}

export function FiguresPage() {
  const months = ['5', '6', '7', '8', '9', '10'].map((month) => `2026-${month.padStart(2, '0')}`);
  return (
    <GalleryFrame title="统计">
      <PageHead title="辖区统计" />
      <LineChart
        question="每月不达标的资质是多了还是少了"
        of="月份"
        unit="项"
        series={['不达标', '待核实']}
        points={months.map((label, at) => ({
          label,
          values: [120 - at * 13, at === 2 ? null : 40 + ((at * 17) % 23)],
        }))}
      />
      <BarChart
        id="overdue"
        question="各城区逾期未整改的案件有多少"
        of="城区"
        unit="件"
        series={['逾期 30 天内', '逾期 30 至 90 天', '逾期 90 天以上', '已移送']}
        rows={[
          { label: '青秀区', values: [12, 7, 3, 2], address: '/list.html?division=450103' },
          { label: '兴宁区', values: [5, 0, 0, 1] },
          { label: '江南区', values: [0, 0, 0, 0] },
        ]}
      />
      <h2>日历</h2>
      <CalendarList
        today={TODAY}
        days={[
          {
            day: TODAY,
            entries: [
              { key: 'a', text: '复查', about: '南宁演示第一建筑工程有限公司', address: '/case.html' },
              { key: 'b', text: '公告期满', about: '南宁演示第二建筑工程有限公司' },
            ],
          },
          { day: '2027-01-04', entries: [{ key: 'c', text: '注册证书到期', about: '测试丁' }] },
        ]}
      />
    </GalleryFrame>
  );
}

export function ProgressPage() {
  return (
    <GalleryFrame title="办理进度" refreshSeconds={5}>
      <PageHead title="批量下达通知书" />
      <Progress
        label="下达通知书"
        done={312}
        total={500}
        failed={2}
        unit="份"
        text="本页每 5 秒自动更新；可以离开，办理不会中断。"
      />
      <Progress label="统计" done={0} total={0} unit="家" />
    </GalleryFrame>
  );
}
