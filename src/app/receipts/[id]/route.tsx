import { receiptOf } from '#features/lookup/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { ENTRIES_PER_PAGE, ReceiptPage } from '#ui/pages/receipt-page.tsx';
import { contextOf, page } from '../../_site/pages.tsx';
import { publicRoute } from '../../_site/public-route.ts';

/** The page behind the QR code of a receipt. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ id: string }>(
  { route: '/receipts/{id}', as: 'page', limited: true },
  async ({ site, url, now, params }) => {
    const receipt = await receiptOf(site.pool, params.id);
    if (receipt === undefined)
      throw new ProblemError('not-found', '本系统没有出具过这个网址所指的回执，请与回执上印出的网址逐字核对。');
    const written = Number(url.searchParams.get('page') ?? '1');
    const pages = Math.max(1, Math.ceil(receipt.statement.entries.length / ENTRIES_PER_PAGE));
    if (!Number.isInteger(written) || written < 1 || written > pages)
      throw new ProblemError('not-found', `这份回执共 ${pages} 页，没有所要的这一页。`);
    return page(<ReceiptPage context={await contextOf(url, now)} receipt={receipt} page={written} />);
  },
);
