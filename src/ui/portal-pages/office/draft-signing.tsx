import type { ReactNode } from 'react';
import type { Link } from '#law/regimes/chains.ts';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField } from '#ui/portal/fields.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';

const SCAN_TYPES = ['.pdf', '.png', '.jpg', '.jpeg'] as const;
const SCAN_BYTES = 20 * 1024 * 1024;

export function Act({
  csrf,
  draftId,
  act,
  files = false,
  children,
}: {
  csrf: string;
  draftId: string;
  act: string;
  files?: boolean;
  children: ReactNode;
}) {
  return (
    <form
      method="post"
      action={`/office/drafts/${draftId}`}
      className="narrow"
      {...(files ? { encType: 'multipart/form-data' } : {})}
    >
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value={act} />
      {children}
    </form>
  );
}

interface Signing {
  readonly csrf: string;
  readonly draftId: string;
  readonly may: { readonly sign: Link | null; readonly next: string | null };
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FormError[];
  readonly today: string;
}

function Return({ of: { csrf, draftId, typed, errors }, act }: { of: Signing; act: string }) {
  return (
    <Act csrf={csrf} draftId={draftId} act={act}>
      <TextAreaField
        name="opinion"
        label="退回理由"
        rows={2}
        value={typed.opinion}
        error={errorOf(errors, 'opinion')}
      />
      <p>
        <button type="submit">退回经办人</button>
      </p>
    </Act>
  );
}

/** What this person signs before the seal, or returns. */
export function SigningForms(props: Signing) {
  const { csrf, draftId, may, typed, errors, today } = props;
  const onward = `同意，送${may.next ?? '用印'}`;
  switch (may.sign) {
    case 'review':
      return (
        <>
          <Act csrf={csrf} draftId={draftId} act="approve">
            <p>
              <button type="submit" className="primary">
                {onward}
              </button>
            </p>
          </Act>
          <Return of={props} act="return" />
        </>
      );
    case 'legal-review':
      return (
        <>
          <Act csrf={csrf} draftId={draftId} act="legal-approve">
            <TextAreaField
              name="legalOpinion"
              label="法制审核意见"
              hint="对主体、权限、事实和证据、适用依据、程序、文书逐项写明意见；随案卷副卷存档。"
              rows={6}
              required
              maxLength={4000}
              value={typed.legalOpinion}
              error={errorOf(errors, 'legalOpinion')}
            />
            <p>
              <button type="submit" className="primary">
                {onward}
              </button>
            </p>
          </Act>
          <Return of={props} act="legal-return" />
        </>
      );
    case 'head':
      return (
        <>
          <Act csrf={csrf} draftId={draftId} act="sign" files>
            <DayField
              name="on"
              label="集体讨论日期"
              required
              max={today}
              value={typed.on ?? ''}
              error={errorOf(errors, 'on')}
            />
            <TextAreaField
              name="present"
              label="参加人员"
              hint="写明姓名和职务。"
              rows={2}
              required
              maxLength={1000}
              value={typed.present}
              error={errorOf(errors, 'present')}
            />
            <TextAreaField
              name="conclusion"
              label="讨论结论"
              rows={3}
              required
              maxLength={4000}
              value={typed.conclusion}
              error={errorOf(errors, 'conclusion')}
            />
            <UploadField
              name="minutes"
              label="集体讨论笔录（扫描件）"
              accept={SCAN_TYPES}
              maxBytes={SCAN_BYTES}
              required
              error={errorOf(errors, 'minutes')}
            />
            <p>
              <button type="submit" className="primary">
                签发，送用印
              </button>
            </p>
          </Act>
          <Return of={props} act="sign-return" />
        </>
      );
    case 'seal':
    case null:
      return null;
  }
}
