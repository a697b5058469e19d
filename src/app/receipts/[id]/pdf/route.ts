import { publicRoute } from '../../../_site/public-route.ts';
import { receiptDownload } from '../../../_site/receipt-file.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ id: string }>(
  { route: '/receipts/{id}/pdf', as: 'page', limited: true },
  ({ site, params }) => receiptDownload(site, params.id, 'pdf'),
);
