import type { ReactNode } from 'react';
import { minuteOf } from './dates.tsx';
import type { PageContext } from './page-frame.tsx';
import { Pager } from './pager.tsx';
import { placeName } from './place.ts';

export interface ListByPlaceProps {
  readonly context: PageContext;
  /** `/red-list` */
  readonly address: string;
  /** prefix of the division code that is asked for; empty: everywhere */
  readonly division: string;
  readonly cities: readonly { readonly city: string; readonly count: number }[];
  readonly page: {
    readonly rows: readonly unknown[];
    readonly next: string | undefined;
    readonly brokenCursor: boolean;
  };
  readonly onFirst: boolean;
  /** what is not there: 公开标注的资质 */
  readonly none: string;
  readonly fine: ReactNode;
  readonly children: ReactNode;
}

function addressOf(address: string, division: string, cursor?: string): string {
  const query = new URLSearchParams();
  if (division !== '') query.set('division', division);
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.size === 0 ? address : `${address}?${query}`;
}

function Filter({ address, division, cities }: Pick<ListByPlaceProps, 'address' | 'division' | 'cities'>) {
  const all = totalOf(cities);
  const known = cities.some(({ city }) => city === division);
  return (
    <form className="filter" action={address}>
      <label htmlFor="division">注册地</label>
      <select id="division" name="division" defaultValue={division}>
        <option value="">全部（{all} 项）</option>
        {cities.map(({ city, count }) => (
          <option key={city} value={city}>
            {placeName(`${city}00`)}（{count} 项）
          </option>
        ))}
        {division === '' || known ? null : <option value={division}>{placeName(division.padEnd(6, '0'))}</option>}
      </select>
      <button type="submit">筛选</button>
      {division === '' ? null : <a href={address}>清除筛选</a>}
    </form>
  );
}

export function totalOf(cities: ListByPlaceProps['cities']): number {
  return cities.reduce((sum, { count }) => sum + count, 0);
}

/** A public list that is filtered by place and paged: its filter, its table (`children`), and what is said where it is empty. */
export function ListByPlace(props: ListByPlaceProps) {
  const { context, address, division, page, onFirst, none, fine, children } = props;
  return (
    <>
      <Filter {...props} />
      {page.brokenCursor ? (
        <p className="notice">
          这个翻页地址不完整或已损坏。<a href={addressOf(address, division)}>从第一页重新查看</a>
        </p>
      ) : page.rows.length === 0 ? (
        <p className="notice">{division === '' ? `目前没有${none}。` : `所选注册地目前没有${none}。`}</p>
      ) : (
        <>
          {children}
          <Pager
            first={onFirst ? undefined : addressOf(address, division)}
            next={page.next === undefined ? undefined : addressOf(address, division, page.next)}
          />
        </>
      )}
      <p className="fine">
        截至 {minuteOf(context.now)}（北京时间）。{fine}
      </p>
    </>
  );
}
