import { createElement as h } from 'react';
import { expect, test } from 'vitest';
import { CheckboxField, RadioGroup } from '#ui/portal/choices.tsx';
import { ErrorSummary, errorOf } from '#ui/portal/error-summary.tsx';
import { DayField, NumberField, SelectField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { sizeInWords, typesInWords } from '#ui/portal/file-size.ts';
import { SignaturePad } from '#ui/portal/signature-pad.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { danglingReferences, htmlOf, textOf } from './html-of.ts';

const field = { name: 'f', label: '名称', hint: '如营业执照', error: '请填写名称。', required: true };
const options = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙', hint: '乙的说明' },
  { value: 'c', label: '丙', refused: '条件未到' },
];

test('every field ties its label, hint and error to the control, and says that it is required', () => {
  for (const piece of [
    h(TextField, { ...field, value: '值' }),
    h(TextAreaField, { ...field, value: '值' }),
    h(NumberField, { ...field, value: '9x', unit: '人' }),
    h(DayField, { ...field, value: '2026-11-09' }),
    h(SelectField, { ...field, value: 'a', options }),
    h(CheckboxField, { ...field, checked: true }),
    h(UploadField, { ...field, accept: ['.pdf'], maxBytes: 1024 }),
  ]) {
    const html = htmlOf(piece);
    expect(danglingReferences(html)).toEqual([]);
    expect(html).toMatch(/<label for="f"/);
    expect(html).toContain('aria-describedby="f-error f-hint"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('aria-required="true"');
    expect(textOf(piece)).toContain('必填');
    expect(html).not.toContain('style=');
  }
});

test('what was typed is given back and escaped, a password is not', () => {
  const typed = '"><script>alert(1)</script>';
  const kept = htmlOf(h(TextField, { name: 'a', label: 'A', value: typed }));
  expect(kept).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  const area = htmlOf(h(TextAreaField, { name: 'a', label: 'A', value: '</textarea><b>' }));
  expect(area).toContain('&lt;/textarea&gt;&lt;b&gt;</textarea>');
  expect(htmlOf(h(NumberField, { name: 'a', label: 'A', value: '九' }))).toContain('value="九"');
  expect(htmlOf(h(TextField, { name: 'a', label: 'A', value: 'geheim', type: 'password' }))).not.toContain('geheim');
});

test('a field without hint and error points to nothing', () => {
  const html = htmlOf(h(TextField, { name: 'a', label: 'A' }));
  expect(html).not.toContain('aria-');
  expect(html).toContain('class="field"');
});

test('options: the chosen one is kept, a refused one is shown with its reason and cannot be chosen', () => {
  const select = htmlOf(h(SelectField, { name: 's', label: 'S', value: 'b', options, none: '请选择' }));
  expect(select).toMatch(/<option value="b" selected="">乙/);
  expect(select).toMatch(/<option value="c" disabled="">丙（条件未到）/);
  const radios = htmlOf(h(RadioGroup, { ...field, value: 'b', options }));
  expect(radios).toMatch(/<fieldset[^>]*aria-describedby="f-error f-hint"/);
  expect(radios).toMatch(/value="b"[^>]*checked=""|checked=""[^>]*value="b"/);
  expect(radios).toContain('现在不能选：条件未到');
  expect(danglingReferences(radios)).toEqual([]);
});

test('the error summary leads to the fields, the first radio button included; it is nothing where nothing is wrong', () => {
  const errors = [{ field: 'f', text: '请填写名称。' }, { text: '案件已由他人办理。' }];
  const page = htmlOf(h('div', null, h(ErrorSummary, { errors }), h(RadioGroup, { ...field, options })));
  expect(page).toContain('<a href="#f">请填写名称。</a>');
  expect(page).toContain('有 2 处需要修改');
  expect(danglingReferences(page)).toEqual([]);
  expect(htmlOf(h(ErrorSummary, { errors: [] }))).toBe('');
  expect(errorOf(errors, 'f')).toBe('请填写名称。');
  expect(errorOf(errors, 'g')).toBeUndefined();
});

test('an upload says types and size in words; a refused one asks for the file again', () => {
  const upload = { name: 'u', label: '材料', accept: ['.pdf', '.jpg', '.dwg'], maxBytes: 20 * 1024 * 1024 };
  expect(textOf(h(UploadField, upload))).toContain('可上传 PDF、JPEG、DWG，不超过 20 MB。');
  expect(textOf(h(UploadField, { ...upload, multiple: true }))).toContain('每个文件不超过 20 MB');
  expect(textOf(h(UploadField, { ...upload, error: '文件是空的。' }))).toContain('文件是空的。请重新选择文件。');
  expect(htmlOf(h(UploadField, upload))).toContain('accept=".pdf,.jpg,.dwg"');
  expect([sizeInWords(1), sizeInWords(870_400), sizeInWords(3_355_443)]).toEqual(['1 KB', '850 KB', '3.2 MB']);
  expect(typesInWords(['.xlsx', '.csv'])).toBe('Excel（xlsx）、CSV');
});

test('a signature can be uploaded; the pad waits for the script', () => {
  const html = htmlOf(h(SignaturePad, { name: 's', fileName: 'sf', label: '签名', error: '请签名。' }));
  expect(html).toMatch(/<div data-pad="true" hidden="">/);
  expect(html).toMatch(/<input type="hidden" name="s"\/>/);
  expect(html).toMatch(/<input id="sf"[^>]*type="file"[^>]*name="sf"/);
  expect(danglingReferences(html)).toEqual([]);
  expect(html).toContain('请签名。');
});
