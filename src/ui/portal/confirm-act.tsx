import type { ReactNode } from 'react';
import { Facts } from '#ui/facts.tsx';
import { type ClauseGround, ClauseReference } from './clause-reference.tsx';
import { CsrfField } from './csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from './error-summary.tsx';
import { type ProofOffered, SECOND_FACTOR_FIELD, SecondProof } from './second-proof.tsx';

export interface ConfirmActProps {
  /** where the confirmed act is posted to; answers 303 */
  readonly action: string;
  readonly csrf: string;
  /** the button, a verb with its object: `下达通知书` */
  readonly button: string;
  readonly cancelAddress: string;
  /** one sentence: what will happen when it is confirmed */
  readonly what: string;
  /** to whom: the enterprises or persons, each once; all are listed, those past the tenth on demand */
  readonly toWhom: readonly string[];
  readonly clauses: readonly ClauseGround[];
  /** who signs or seals, and who is the second officer */
  readonly whoSigns: string;
  /** a party hands in where an office signs */
  readonly signing?: '签发' | '提交' | undefined;
  /** further facts: term, last day, number of the document … */
  readonly facts?: readonly (readonly [string, ReactNode])[] | undefined;
  /** what cannot be undone, in words; left out where the act can be taken back */
  readonly final?: string | undefined;
  /** what was chosen before and is posted again; a name may stand several times */
  readonly carried?: readonly (readonly [name: string, value: string])[] | undefined;
  /** ask for the second factor again, by what is offered */
  readonly secondFactor?: ProofOffered | undefined;
  readonly errors?: readonly FormError[] | undefined;
  /** upload fields inside need it */
  readonly multipart?: boolean | undefined;
  /** further fields: reason, opinion, preview of the document */
  readonly children?: ReactNode;
}

const AT_ONCE = 10;

function ToWhom({ names }: { readonly names: readonly string[] }) {
  const later = names.slice(AT_ONCE);
  return (
    <>
      {names.length > 1 ? <b>共 {names.length} 家（件）</b> : null}
      <ul className="plain">
        {names.slice(0, AT_ONCE).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {later.length === 0 ? null : (
        <details>
          <summary>其余 {later.length} 家（件）</summary>
          <ul className="plain">
            {later.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Grounds({ clauses }: { readonly clauses: readonly ClauseGround[] }) {
  return clauses.map((clause) => (
    <div key={clause.id}>
      <ClauseReference clause={clause} />
    </div>
  ));
}

/** Asks once more before what is final: what will happen, to whom, by which clause, who signs. One filled button. */
export function ConfirmAct(props: ConfirmActProps) {
  const { action, csrf, button, cancelAddress, what, toWhom, clauses, whoSigns, signing = '签发', final } = props;
  const { facts = [], carried = [], secondFactor, errors = [], multipart = false, children } = props;
  return (
    <form className="confirm-act" method="post" action={action} encType={multipart ? 'multipart/form-data' : undefined}>
      <CsrfField token={csrf} />
      {carried.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <ErrorSummary errors={errors} />
      <p className="lead">{what}</p>
      <Facts
        of={[
          ['对象', <ToWhom key="to" names={toWhom} />],
          ['依据', clauses.length === 0 ? null : <Grounds key="grounds" clauses={clauses} />],
          [signing, whoSigns],
          ...facts,
        ]}
      />
      {children}
      {final === undefined ? null : (
        <p className="final">
          <b>不可撤销：</b>
          {final}
        </p>
      )}
      {secondFactor === undefined ? (
        <p className="act-buttons">
          <button type="submit" className="primary">
            {button}
          </button>
          <a href={cancelAddress}>取消，不办理</a>
        </p>
      ) : (
        <SecondProof
          offered={secondFactor}
          acts={[{ label: button }]}
          label="动态验证码"
          hint="身份验证器上的 6 位数字。"
          error={errorOf(errors, SECOND_FACTOR_FIELD)}
        >
          <a href={cancelAddress}>取消，不办理</a>
        </SecondProof>
      )}
    </form>
  );
}
