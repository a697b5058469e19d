import { figuresOf } from '../../_portal/figures.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute('/province/figures', (visit) => figuresOf(visit, '/province/figures'));
