import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * axe on a page. Our pages have no frames, so it need not open a tab of its own to put their results together
 * (its "legacy mode"): the same rules and findings, in half the time.
 */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true);
}
