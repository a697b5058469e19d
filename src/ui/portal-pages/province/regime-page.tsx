import { Facts } from '#ui/facts.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface TrackShown {
  readonly name: string;
  readonly stages: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly steps: readonly string[];
    readonly duties: readonly string[];
    readonly restrictions: readonly string[];
    readonly clause: string;
  }[];
  readonly clocks: readonly {
    readonly name: string;
    readonly from: string;
    readonly term: string;
    readonly brings: string;
    readonly clause: string;
    readonly downtime: boolean;
  }[];
  readonly services: readonly { readonly document: string; readonly how: readonly string[] }[];
}

export interface RegimePageProps {
  /** where its open questions are */
  readonly questionsAddress: string;
  readonly name: string;
  readonly document: string;
  readonly effectiveFrom: string;
  /** data on trial: what must be checked */
  readonly trial: string | null;
  readonly roles: readonly { readonly step: string; readonly who: string }[];
  readonly tracks: readonly TrackShown[];
  readonly readings: readonly {
    readonly name: string;
    readonly clause: string;
    readonly text: string;
    readonly reason: string;
    readonly unsure: boolean;
  }[];
}

function Lines({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return <span className="muted">—</span>;
  return of.map((line) => (
    <span key={line} className="line">
      {line}
    </span>
  ));
}

function Track({ track }: { readonly track: TrackShown }) {
  return (
    <>
      <h2>{track.name}</h2>
      <Table caption={`${track.name}：阶段`} heads={['阶段', '状态', '可办步骤', '待办', '限制', '依据']}>
        <Rows>
          {track.stages.map((stage) => (
            <Row key={stage.id}>
              <HeadCell head="阶段">{stage.name}</HeadCell>
              <Cell head="状态">{stage.state}</Cell>
              <Cell head="可办步骤">
                <Lines of={stage.steps} />
              </Cell>
              <Cell head="待办">
                <Lines of={stage.duties} />
              </Cell>
              <Cell head="限制">
                <Lines of={stage.restrictions} />
              </Cell>
              <Cell head="依据">{stage.clause}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {track.clocks.length === 0 ? null : (
        <Table caption={`${track.name}：期限`} heads={['期限', '起算', '长度', '届满', '停机顺延', '依据']}>
          <Rows>
            {track.clocks.map((clock) => (
              <Row key={`${clock.name} ${clock.from}`}>
                <HeadCell head="期限">{clock.name}</HeadCell>
                <Cell head="起算">{clock.from}</Cell>
                <Cell head="长度">{clock.term}</Cell>
                <Cell head="届满">{clock.brings}</Cell>
                <Cell head="停机顺延">{clock.downtime ? '是' : '否'}</Cell>
                <Cell head="依据">{clock.clause}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {track.services.length === 0 ? null : (
        <Facts
          of={track.services.map(({ document, how }) => [`《${document}》送达`, <Lines key={document} of={how} />])}
        />
      )}
    </>
  );
}

/** One regime as a page to read: stages, terms, service, and where the text is silent how it is read. */
export function RegimePage({
  questionsAddress,
  name,
  document,
  effectiveFrom,
  trial,
  roles,
  tracks,
  readings,
}: RegimePageProps) {
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '适用制度', address: '/province/regimes' }]}
        lead={`${document}，自 ${effectiveFrom} 起适用。`}
      />
      {trial === null ? null : (
        <section aria-labelledby="trial">
          <h2 id="trial">须核对</h2>
          <p>{trial}</p>
          <p>下列各项未见原文，系统不据以自行标注、公布或者限制，由主管部门核实后办理：</p>
          <ul>
            {readings
              .filter(({ unsure }) => unsure)
              .map(({ name: key, text }) => (
                <li key={key}>{text}</li>
              ))}
          </ul>
        </section>
      )}
      {tracks.map((track) => (
        <Track key={track.name} track={track} />
      ))}
      <h2>各步骤由谁办理</h2>
      <Facts of={roles.map(({ step, who }) => [step, who])} />
      <h2>解释口径</h2>
      <p>
        <a href={questionsAddress}>待明确的问题</a>：哪些须由主管部门明确、在哪里答复、答复会改变什么。
      </p>
      <p>文件没有写明的，按下列口径办理；每条都写明理由，适用时记在案件事件中。</p>
      <Table caption="解释口径" heads={['条款', '口径', '理由']}>
        <Rows>
          {readings.map((reading) => (
            <Row key={reading.name}>
              <HeadCell head="条款">{reading.clause}</HeadCell>
              <Cell head="口径">{reading.text}</Cell>
              <Cell head="理由">{reading.reason}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
}
