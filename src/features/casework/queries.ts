export { type Clause, citationOf, clauseOf } from '#law/regimes/clause-texts.ts';
export { type AnswerGiven, answersGiven } from './answers.ts';
export { type CaseFile, caseFile, caseIdsOf, type FiledEvent } from './case-file.ts';
export { type CaseForLetter, caseForLetter } from './case-for-letter.ts';
export { type CaseHead, caseHead } from './case-head.ts';
export { type ChosenCase, caseList, casesChosen, type ListedCase } from './case-list.ts';
export { type CaseOption, type CaseOptions, caseOptions, roleForStep, rolesInCase } from './case-options.ts';
export { type CaseStory, caseStories } from './case-story.ts';
export {
  type CaseAtInstant,
  casesOfEnterprise,
  type OpenCase,
  openCasesOfEnterprises,
  publicMarks,
} from './cases-of-enterprise.ts';
export { casesOwedByCities, citiesOn, cityIsOn, SWITCHED_PROVINCES } from './city-switches.ts';
export { type DowntimeShown, downtimes } from './downtime.ts';
export { type DueEntry, dueList, type RestrictionInForce, restrictionsInForce } from './due-list.ts';
export { type Governing, governing, regimeOfCase } from './installation.ts';
export { type RegimeInForce, regimesInForce } from './laws.ts';
export { type AnswerEffect, changesCases, previewAnswer } from './lay-answers.ts';
export { type OrderTerm, orderTerms } from './order-terms.ts';
export { openQuestions, QUESTION_ANSWERS, type Question } from './questions.ts';
export { takenByDraft } from './sealed-draft.ts';
export { explainStage } from './stage-name.ts';
export {
  FIELDS,
  type Field,
  publishesFirstWarning,
  type StageShown,
  type Subject,
  type Viewer,
  type Visibility,
  visibility,
} from './visibility.ts';
export { casesMatching, type WorkFilter, type WorkItem, type WorkPage, workList } from './work-list.ts';
