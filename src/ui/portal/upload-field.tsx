import { FieldFrame, type FieldProps, tie } from './field-frame.tsx';
import { sizeInWords, typesInWords } from './file-size.ts';

export interface UploadFieldProps extends FieldProps {
  /** endings with their dot; the server decides by content, not by name */
  readonly accept: readonly string[];
  /** of one file */
  readonly maxBytes: number;
  readonly multiple?: boolean | undefined;
  /** what to do with one that is too large; else to make it smaller or to split it */
  readonly tooLarge?: string | undefined;
}

/**
 * A file to hand in; what may be handed in is said before it is chosen. The form must be `multipart/form-data`. A browser
 * does not give a file back to a refused form, so the error asks for it again.
 */
export function UploadField(props: UploadFieldProps) {
  const { accept, maxBytes, multiple = false, tooLarge, hint, error } = props;
  const limits = `可上传 ${typesInWords(accept)}，${multiple ? '每个文件' : ''}不超过 ${sizeInWords(maxBytes)}。`;
  const field: FieldProps = {
    ...props,
    hint: hint === undefined ? limits : `${hint}${limits}`,
    error: error === undefined ? undefined : `${error}请重新选择文件。`,
  };
  return (
    <FieldFrame field={field}>
      <input
        {...tie(field)}
        className="control size-full"
        type="file"
        accept={accept.join(',')}
        multiple={multiple}
        data-max-bytes={maxBytes}
        data-too-large={tooLarge}
      />
      <p className="field-error" role="alert" data-file-problem hidden />
    </FieldFrame>
  );
}
