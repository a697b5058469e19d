import { holdHearing } from '#features/service/commands.ts';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { type CaseStep, common, tools } from './case-step.tsx';
import { EVIDENCE_BYTES, EVIDENCE_TYPES } from './evidence-in.ts';
import { PAPER_STEPS } from './paper-steps.tsx';
import { SERVICE_STEPS } from './service-steps.tsx';

/** The steps that one person may take (src/law/regimes/chains.ts), by their place in the address. */
export const CASE_STEPS: Readonly<Record<string, CaseStep>> = {
  'hold-hearing': {
    title: '举行听证',
    what: '登记听证已举行，并附听证笔录（由参加人确认无误后签字或者盖章）；决定应当根据听证笔录作出。',
    clause: { statute: '行政许可法-48' },
    button: '登记听证',
    evidence: { kind: 'hearing', label: '听证笔录', required: true },
    fields: (typed, errors) => (
      <TextField
        name="presider"
        label="听证主持人"
        hint="办理过本案的人员不能主持。"
        value={typed('presider')}
        required
        error={errorOf(errors, 'presider')}
      />
    ),
    take: (taking) => holdHearing(tools(taking), { ...common(taking), presider: taking.typed('presider') }),
    done: '听证已登记。',
  },
  ...PAPER_STEPS,
  ...SERVICE_STEPS,
};

/** The upload field of a step that takes evidence. */
export function EvidenceField({ step, errors }: { readonly step: CaseStep; readonly errors: readonly FormError[] }) {
  if (step.evidence === undefined) return null;
  const { label, required } = step.evidence;
  return (
    <UploadField
      name="evidence"
      label={label}
      accept={EVIDENCE_TYPES}
      maxBytes={EVIDENCE_BYTES}
      required={required}
      error={errorOf(errors, 'evidence')}
    />
  );
}
