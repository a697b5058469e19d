import type { ReactNode } from 'react';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';

export interface AnswerFormProps {
  readonly csrf: string;
  readonly action: string;
  readonly back: string;
  /** field and value that name the question */
  readonly key: readonly [name: string, value: string];
  readonly about: ReactNode;
  readonly answers: readonly { readonly value: string; readonly label: string }[];
  readonly typed: { readonly answer: string; readonly note: string };
  readonly errors: readonly FormError[];
  readonly follows: string;
}

/** An official answers a question of the system: what was found, and why. */
export function AnswerForm({ of }: { readonly of: AnswerFormProps }) {
  const { csrf, action, back, key, about, answers, typed, errors, follows } = of;
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">登记核实结果</h2>
      <ErrorSummary errors={errors} />
      {about}
      <form method="post" action={action} className="narrow">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="answer" />
        <input type="hidden" name={key[0]} value={key[1]} />
        <RadioGroup
          name="answer"
          id="answer-choice"
          label="核实结论"
          value={typed.answer}
          options={answers}
          required
          error={errorOf(errors, 'answer-choice')}
        />
        <TextAreaField
          name="note"
          label="核实的经过和理由"
          value={typed.note}
          maxLength={2000}
          required
          error={errorOf(errors, 'note')}
        />
        <p className="muted">{follows}</p>
        <p className="act-buttons">
          <button type="submit" className="primary">
            登记核实结果
          </button>
          <a href={back}>返回列表</a>
        </p>
      </form>
    </section>
  );
}
