import { Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { NumberField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface SettingShown {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly hint: string;
    readonly unit: string;
    readonly value: string;
  }[];
  readonly recordedAt: Date | null;
  readonly recordedBy: string | null;
  readonly reason: string;
}

/** 参数: the numbers that the installation is run by, each with who set it. */
export function SettingsPage({
  csrf,
  settings,
  errors,
}: {
  readonly csrf: string;
  readonly settings: readonly SettingShown[];
  readonly errors: readonly FormError[];
}) {
  return (
    <>
      <PageHead title="参数" lead="修改自下一次核查或导入起适用，修改人、理由和修改前后的数值记入审计。" />
      <ErrorSummary errors={errors} />
      {settings.map((setting) => (
        <form key={setting.name} method="post" action="/system/settings">
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="save" />
          <input type="hidden" name="setting" value={setting.name} />
          <h2>{setting.title}</h2>
          <p>{setting.what}</p>
          {setting.fields.map((field) => (
            <NumberField
              key={field.id}
              name={field.id}
              label={field.label}
              hint={field.hint}
              unit={field.unit}
              value={field.value}
              required
              error={errorOf(errors, field.id)}
            />
          ))}
          <TextField
            name={`reason-${setting.name}`}
            label="修改理由"
            value={setting.reason}
            width="full"
            maxLength={300}
            required
            error={errorOf(errors, `reason-${setting.name}`)}
          />
          <p className="muted">
            {setting.recordedAt === null ? (
              '现为默认数值，没有修改过。'
            ) : (
              <>
                {setting.recordedBy} 于 <Minute instant={setting.recordedAt} /> 设定。
              </>
            )}
          </p>
          <p className="act-buttons">
            <button type="submit">保存“{setting.title}”</button>
          </p>
        </form>
      ))}
    </>
  );
}
