/**
 * 部令22号 30: after a withdrawal the certificate is surrendered. ◇ Within 15 days of the decision's receipt, as the ministry's own decisions
 * have it (建督撤字〔2020〕8号); the day of receipt is not counted (民法典 201).
 */
export const CERTIFICATE_SURRENDER_DAYS = 15;
