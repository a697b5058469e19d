import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import type { Typed } from './case-step.tsx';
import type { Officer } from './draft-demands.ts';

interface OfficerFieldsProps {
  readonly typed: Typed;
  readonly errors: readonly FormError[];
  readonly required: boolean;
  readonly known: readonly Officer[];
}

/** Two officers who sign, with those who signed this office's drafts before offered while typing. */
export function OfficerFields({ typed, errors, required, known }: OfficerFieldsProps) {
  return (
    <>
      <datalist id="known-officers">
        {known.map(({ name, certificate }) => (
          <option key={`${name} ${certificate}`} value={name} label={certificate} />
        ))}
      </datalist>
      <datalist id="known-certificates">
        {known.map(({ name, certificate }) => (
          <option key={`${name} ${certificate}`} value={certificate} label={name} />
        ))}
      </datalist>
      {[0, 1].map((at) => (
        <div key={at} className="side-by-side">
          <TextField
            name={`officer${at + 1}`}
            label={`执法人员${at === 0 ? '一' : '二'}`}
            value={typed(`officer${at + 1}`)}
            list="known-officers"
            required={required}
            error={errorOf(errors, `officers.${at}.name`)}
          />
          <TextField
            name={`certificate${at + 1}`}
            label="执法证号"
            value={typed(`certificate${at + 1}`)}
            list="known-certificates"
            required={required}
            error={errorOf(errors, `officers.${at}.certificate`)}
          />
        </div>
      ))}
    </>
  );
}
