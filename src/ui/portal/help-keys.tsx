const KEYS: readonly (readonly [string, string])[] = [
  ['/', '到搜索框'],
  ['j、k', '下一行、上一行'],
  ['x', '勾选或取消当前行；按住 Shift 单击勾选一段'],
  ['Enter', '打开当前行'],
  ['?', '显示本表'],
  ['Esc', '关闭本表'],
];

/** The list of keys, opened by `?`. Everything that a key does can also be reached by Tab. */
export function HelpKeys() {
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">键盘操作</h2>
      <dl className="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">在输入框中打字时，这些键不起作用。</p>
      <p className="choice">
        <input type="checkbox" id="keys-off" data-keys-off />
        <label htmlFor="keys-off">在本机停用单键操作</label>
      </p>
      <form method="dialog">
        <button type="submit">关闭</button>
      </form>
    </dialog>
  );
}
