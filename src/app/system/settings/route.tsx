import { changeSetting } from '#features/installation/commands.ts';
import { isSettingName, settingGroup, settingsStanding } from '#features/installation/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { SettingsPage } from '#ui/portal-pages/system/settings-page.tsx';
import { typedIn } from '../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';

const idOf = (setting: string, field: string) => `${setting}.${field}`;

async function shown(
  { pool, csrf }: PortalVisit<unknown>,
  errors: readonly FormError[],
  form?: FormData,
): Promise<PortalAnswer> {
  const typed = typedIn(form);
  const edited = typed('setting');
  const settings = await settingsStanding(pool);
  return {
    title: '参数',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <SettingsPage
        csrf={csrf}
        errors={errors}
        settings={settings.map(({ name, value, recordedAt, recordedBy }) => {
          const { title, what, fields } = settingGroup(name);
          return {
            name,
            title,
            what,
            recordedAt,
            recordedBy,
            reason: edited === name ? typed(`reason-${name}`) : '',
            fields: fields.map((field) => {
              const standing = value[field.name] ?? 0;
              return {
                id: idOf(name, field.name),
                label: field.label,
                hint: field.hint,
                unit: field.unit,
                value:
                  edited === name
                    ? typed(idOf(name, field.name))
                    : String(field.unit === '%' ? Math.round(standing * 1000) / 10 : standing),
              };
            }),
          };
        })}
      />
    ),
  };
}

export const { GET, POST } = portalRoute('/system/settings', (visit) => shown(visit, []), {
  save: async (visit, form) => {
    const typed = typedIn(form);
    const name = typed('setting');
    if (!isSettingName(name)) return shown(visit, [{ text: '没有这项参数，请从本页的表单提交。' }], form);
    const reason = typed(`reason-${name}`);
    if (reason.length < 2) return shown(visit, [{ field: `reason-${name}`, text: '请写明修改理由。' }], form);
    const { fields, title } = settingGroup(name);
    const value = Object.fromEntries(
      fields.map((field): [string, number] => {
        const text = typed(idOf(name, field.name));
        const number = text === '' ? Number.NaN : Number(text);
        return [field.name, field.unit === '%' ? number / 100 : number];
      }),
    );
    const faults = await changeSetting(visit.pool, name, value, { name: visit.person.name, at: visit.now, reason });
    const errors = Object.entries(faults).map(([field, text]) => ({ field: idOf(name, field), text }));
    if (errors.length > 0) return shown(visit, errors, form);
    return { to: '/system/settings', notice: { kind: 'done', text: `“${title}”已修改。` } };
  },
});
