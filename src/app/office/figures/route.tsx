import { figuresOf } from '../../_portal/figures.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute('/office/figures', (visit) => figuresOf(visit, '/office/figures'));
