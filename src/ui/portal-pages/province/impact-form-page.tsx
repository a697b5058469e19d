import { Minute } from '#ui/dates.tsx';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { NumberField, type Option, SelectField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { JobBadge } from './run-words.tsx';

export interface ImpactFormPageProps {
  readonly csrf: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly divisions: readonly Option[];
  readonly rules: readonly {
    readonly id: string;
    readonly what: string;
    readonly present: string;
    readonly document: string;
  }[];
  readonly comparisons: readonly Option[];
  readonly mayAsk: boolean;
  readonly before: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly changed: number | null;
    readonly askedByName: string;
    readonly askedAt: Date;
  }[];
}

function Before({ before }: Pick<ImpactFormPageProps, 'before'>) {
  if (before.length === 0) return null;
  return (
    <Table caption="历次测算" heads={['草案', '状态', '结论改变', '提出']} numeric={['结论改变']}>
      <Rows>
        {before.map((each) => (
          <Row key={each.id}>
            <HeadCell head="草案">
              <a href={`/province/standards/impact/${each.id}`}>{each.name}</a>
            </HeadCell>
            <Cell head="状态">
              <JobBadge status={each.status} />
            </Cell>
            <Cell head="结论改变" numeric>
              {each.changed ?? '—'}
            </Cell>
            <Cell head="提出">
              {each.askedByName}　<Minute instant={each.askedAt} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 影响测算: a draft of the rules, and what it would change. */
export function ImpactFormPage(props: ImpactFormPageProps) {
  const { csrf, typed, errors, divisions, rules, comparisons, mayAsk, before } = props;
  return (
    <>
      <PageHead
        title="影响测算"
        crumbs={[{ label: '标准与政策', address: '/province/standards' }]}
        lead="按草案对全部资质重新比对一遍，列出哪些结论会改变。只作测算，现有结论、标注和案件都不变。"
      />
      <Before before={before} />
      {mayAsk ? (
        <form method="post" action="/province/standards/impact">
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="preview" />
          <ErrorSummary errors={errors} />
          <TextField
            name="name"
            label="草案名称"
            hint="如：年龄放宽至 65 周岁。"
            value={typed('name')}
            width="full"
            maxLength={60}
            required
            error={errorOf(errors, 'name')}
          />
          <SelectField
            name="division"
            label="适用地区"
            value={typed('division')}
            options={divisions}
            error={errorOf(errors, 'division')}
          />
          <NumberField
            name="maximumAge"
            label="年龄不超过"
            hint="周岁；不比对年龄的不填。"
            unit="周岁"
            value={typed('maximumAge')}
            error={errorOf(errors, 'maximumAge')}
          />
          <RadioGroup
            name="insurance"
            label="社会保险"
            value={typed('insurance')}
            options={[
              { value: 'ignore', label: '不比对' },
              { value: 'required', label: '缴纳异常的不计入' },
            ]}
            required
            error={errorOf(errors, 'insurance')}
          />
          <h2>与哪一级比对</h2>
          <p className="muted">只改需要改的；其余按现行规则。</p>
          {rules.map((rule) => (
            <SelectField
              key={rule.id}
              name={`rule.${rule.id}`}
              label={`${rule.what}（${rule.document}）`}
              hint={`现行：${rule.present}。`}
              none="不改"
              value={typed(`rule.${rule.id}`)}
              options={comparisons}
            />
          ))}
          <p className="act-buttons">
            <button type="submit" className="primary">
              开始测算
            </button>
          </p>
        </form>
      ) : (
        <p className="muted">由省级经办人提出测算。</p>
      )}
    </>
  );
}
