import { BarChart } from '#ui/portal/bar-chart.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface CampaignPageProps {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly total: number;
  readonly closed: number;
  readonly flow: readonly {
    readonly stage: string;
    readonly name: string;
    readonly citation: string;
    readonly standing: number;
    readonly passed: number;
    readonly address: string;
  }[];
}

/** One campaign: its flow chart with the numbers in each stage. The flow is the regime's own, so it cannot differ from what is done. */
export function CampaignPage({ name, startsOn, endsOn, total, closed, flow }: CampaignPageProps) {
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '专项行动', address: '/office/campaigns' }]}
        lead={`自 ${startsOn} 起${endsOn === null ? '' : `至 ${endsOn}`}，立案 ${total} 件，已办结 ${closed} 件。`}
      />
      <section aria-labelledby="flow">
        <h2 id="flow">流程</h2>
        <ol className="flow">
          {flow.map((each) => (
            <li key={each.stage}>
              <a href={each.address}>{each.name}</a>
              <b>{each.standing} 件</b>
              <span className="muted">到过 {each.passed} 件</span>
              <span className="muted fine">{each.citation}</span>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="progress">
        <h2 id="progress">进展</h2>
        <BarChart
          id="campaign"
          question="案件走到了哪一步"
          of="阶段"
          unit="件"
          series={['目前', '已走过']}
          rows={flow.map((each) => ({
            label: each.name,
            values: [each.standing, Math.max(0, each.passed - each.standing)],
            address: each.address,
          }))}
        />
      </section>
    </>
  );
}
