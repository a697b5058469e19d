import type { AccountRole } from '#features/accounts/queries.ts';
import { isLink, LINKS, type Link } from '#law/regimes/chains.ts';

/** Who signs which link of a draft. */
export const LINK_ROLES: Readonly<Record<Link, AccountRole>> = {
  review: 'reviewer',
  'legal-review': 'legal-reviewer',
  head: 'head',
  seal: 'seal-keeper',
};

/** The link that a role signs; undefined for whoever drafts, and for roles of no office. */
export function linkOfRole(role: AccountRole): Link | undefined {
  return Object.keys(LINKS)
    .filter(isLink)
    .find((link) => LINK_ROLES[link] === role);
}
