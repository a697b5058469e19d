/** Fields that are typed into an area of several lines; every other is one line, as a browser's own field is. */
export const SEVERAL_LINES: ReadonlySet<string> = new Set([
  'assessment',
  'conclusion',
  'content',
  'description',
  'endingReason',
  'findings',
  'holidays',
  'legalOpinion',
  'list',
  'note',
  'objection',
  'opinion',
  'present',
  'problems',
  'reason',
  'statement',
  'terms',
  'text',
  'words',
  'workdays',
]);

/** What was sent for a field: a break of lines that its field cannot hold is a space, so that no name or letter is broken by it. */
export function asTyped(name: string, value: string): string {
  return SEVERAL_LINES.has(name) ? value : value.replace(/\s*[\r\n]+\s*/g, ' ');
}
