/** What an act beside the decision tables is about; a regime names its clause for it, or the statute is cited. */
export type Topic =
  | 'scope'
  | 'comparison'
  | 'mark'
  | 'order'
  | 'withdrawal'
  | 'post'
  | 'email'
  | 'confirmation'
  | 'contacts'
  | 'public-notice'
  | 'rectification'
  | 'objection'
  | 'proposal'
  | 'insurance'
  | 'campaign-aim';

/** What a regime has beyond the course of a case; the page is there where the regime has the clause. */
export type Programme =
  | 'findings'
  | 'credit-records'
  | 'quarterly-reports'
  | 'city-switch'
  | 'lists'
  | 'central-posting'
  | 'phone-check'
  | 'recheck-district'
  | 'recheck-city'
  | 'priority-supervision';
