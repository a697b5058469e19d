import { RadioGroup } from '#ui/portal/choices.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { type Option, SelectField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';

/** Choice of a feed that is not known yet; no feed can be called so. */
export const NEW_FEED = '+';

const EXTENTS: readonly Option[] = [
  {
    value: 'full',
    label: '全量',
    hint: '文件是该来源的全部数据：该来源原有而文件中没有的，视为已注销。不得拆成几个文件分别导入。',
  },
  {
    value: 'incremental',
    label: '增量',
    hint: '文件只有新增和变动的数据：文件中没有的不作任何处理，注销以文件中写明的状态为准。',
  },
];

export interface NewImportPageProps {
  readonly csrf: string;
  readonly entities: readonly Option[];
  /** known sources */
  readonly feeds: readonly Option[];
  readonly accept: readonly string[];
  readonly maxBytes: number;
  readonly tooLarge: string;
  readonly typed: {
    readonly entity: string;
    readonly feed: string;
    readonly newFeed: string;
    readonly extent: string;
    readonly sheet: string;
  };
  readonly errors: readonly FormError[];
}

/** 导入文件: what is brought, whence, what absence means; it is tried before anything is written. */
export function NewImportPage(props: NewImportPageProps) {
  const { csrf, entities, feeds, accept, maxBytes, tooLarge, typed, errors } = props;
  return (
    <>
      <PageHead
        title="导入文件"
        crumbs={[{ label: '数据导入', address: '/province/imports' }]}
        lead="先试导入：照做一遍后全部撤回，列出将新增、变更、注销多少条，哪些行有误；核对后再决定导入还是放弃。"
      />
      <ErrorSummary errors={errors} />
      <p>
        列名按全国平台、省级接口和常见表格自动识别，也可以下载模板填写：
        {entities.map(({ value, label }, at) => (
          <span key={value}>
            {at === 0 ? '' : '、'}
            <a href={`/province/imports/template?entity=${value}`}>{label}模板（CSV）</a>
          </span>
        ))}
        。
      </p>
      <form method="post" action="/province/imports/new" encType="multipart/form-data">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="try" />
        <RadioGroup
          name="entity"
          label="数据种类"
          hint="次序：先企业，再资质和注册人员。"
          options={entities}
          value={typed.entity}
          required
          error={errorOf(errors, 'entity')}
        />
        <SelectField
          name="feed"
          label="数据来源"
          hint="同一来源的文件才互相比较缺失，名称须前后一致。"
          none="请选择"
          options={[...feeds, { value: NEW_FEED, label: '新的来源（在下面写明名称）' }]}
          value={typed.feed}
          required
          error={errorOf(errors, 'feed')}
        />
        <TextField
          name="newFeed"
          label="新来源的名称"
          hint="只在选择“新的来源”时填写；可用汉字、字母、数字、点、横线和下划线，如“注册中心”。"
          value={typed.newFeed}
          maxLength={60}
          error={errorOf(errors, 'newFeed')}
        />
        <RadioGroup
          name="extent"
          label="范围"
          options={EXTENTS}
          value={typed.extent}
          required
          error={errorOf(errors, 'extent')}
        />
        <UploadField
          name="file"
          label="文件"
          hint="按内容识别，不看扩展名。"
          accept={accept}
          maxBytes={maxBytes}
          tooLarge={`${tooLarge}。`}
          required
          error={errorOf(errors, 'file')}
        />
        <TextField
          name="sheet"
          label="工作表"
          hint="只用于 xlsx：名称或者序号；不填的，读可见的数据表，表头不同的几张再请选择。"
          value={typed.sheet}
          maxLength={60}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            试导入
          </button>
          <a href="/province/imports">取消</a>
        </p>
      </form>
    </>
  );
}
