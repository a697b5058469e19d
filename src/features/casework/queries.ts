export { type CaseForLetter, caseForLetter } from './case-for-letter.ts';
export { type CaseStory, caseStories } from './case-story.ts';
export { type CaseAtInstant, casesOfEnterprise } from './cases-of-enterprise.ts';
