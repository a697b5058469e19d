import { UploadField } from './upload-field.tsx';

export interface SignaturePadProps {
  /** the drawn signature is posted here as a `data:image/png;base64,…` address; empty when nothing was drawn */
  readonly name: string;
  /** the uploaded picture of a signature or seal, the way without script */
  readonly fileName: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly maxBytes?: number | undefined;
  /** what the uploaded file is, where it is more than a picture of the signature */
  readonly file?: { readonly label: string; readonly hint: string; readonly accept: readonly string[] } | undefined;
  /** what was drawn before the form was refused, as it was posted */
  readonly drawn?: string | undefined;
}

const PICTURE = { label: '上传签名或印章图片', hint: '手写签名后不必上传。', accept: ['.png', '.jpg'] } as const;
const MEGABYTE = 1024 * 1024;

/** A signature by hand: drawn on the pad, or uploaded as a picture. The form must be `multipart/form-data`. */
export function SignaturePad(props: SignaturePadProps) {
  const { name, fileName, label, error, maxBytes = 2 * MEGABYTE, file = PICTURE, drawn } = props;
  return (
    <fieldset className={error === undefined ? 'field signature' : 'field signature wrong'} data-signature>
      <legend>
        {label} <span className="required">必填</span>
      </legend>
      {error === undefined ? null : (
        <p className="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <div data-pad hidden>
        <p className="hint" id={`${name}-hint`}>
          用鼠标、手指或手写笔在框内签名；不便手写的，在下方上传。
        </p>
        <canvas width={960} height={320} role="img" aria-label="手写签名框" aria-describedby={`${name}-hint`} />
        <p>
          <button type="button" data-clear>
            清除重签
          </button>{' '}
          <span role="status" data-drawn />
        </p>
        <input type="hidden" name={name} defaultValue={drawn} />
      </div>
      <UploadField name={fileName} label={file.label} accept={file.accept} maxBytes={maxBytes} hint={file.hint} />
    </fieldset>
  );
}
