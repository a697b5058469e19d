import { rowCodes, rowOn, type Row as StandardRow } from '#law/standards/index.ts';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { rowName } from '../words.ts';

/** Rows of one series, category by category. */
function bySeries(): Map<string, Map<string, StandardRow[]>> {
  const series = new Map<string, Map<string, StandardRow[]>>();
  for (const row of rowCodes.flatMap((code) => rowOn(code) ?? [])) {
    const categories = series.get(row.series) ?? new Map<string, StandardRow[]>();
    const name = row.item === undefined ? row.category : `${row.category}（${row.item}）`;
    categories.set(name, [...(categories.get(name) ?? []), row]);
    series.set(row.series, categories);
  }
  return series;
}

/** All rows of the standards, to look one up. */
export function StandardsPage({ context }: { readonly context: PageContext }) {
  return (
    <PageFrame context={context} title="资质标准">
      <h1>资质标准中的注册人员要求</h1>
      <p className="lead">平台只比对条款中关于注册执业人员的要求。点等级查看条文、人数和出处。</p>
      {[...bySeries()].map(([series, categories]) => (
        <section key={series} aria-label={series}>
          <h2>{series}</h2>
          <dl className="rows">
            {[...categories].map(([category, rows]) => (
              <div key={category}>
                <dt>{category}</dt>
                <dd>
                  {rows.map((row) => (
                    <a key={row.code} href={`/standards/${row.code}`} aria-label={rowName(row)}>
                      {row.level === '不分等级' ? (row.type ?? '不分等级') : row.level}
                    </a>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </PageFrame>
  );
}
