import type { Link } from '#law/regimes/chains.ts';

/** Where a draft stands that waits for a link: the place of the status among a draft's states. */
const STATUS_BEFORE = {
  review: 'drafted',
  'legal-review': 'reviewed',
  head: 'legal-reviewed',
  seal: 'approved',
} as const satisfies Readonly<Record<Link, string>>;

export function statusBefore(link: Link): string {
  return STATUS_BEFORE[link];
}

/** The state of a draft once a link of its chain is signed: it waits for the next. */
export function statusAfter(link: Link, links: readonly Link[]): string {
  const next = links[links.indexOf(link) + 1];
  if (next === undefined) throw new Error(`nothing follows ${link}`);
  return STATUS_BEFORE[next];
}

/** The link that a draft waits for; undefined where it waits for nobody any more. */
export function linkWaitedFor(status: string): Link | undefined {
  switch (status) {
    case 'drafted':
      return 'review';
    case 'reviewed':
      return 'legal-review';
    case 'legal-reviewed':
      return 'head';
    case 'approved':
      return 'seal';
    default:
      return undefined;
  }
}
