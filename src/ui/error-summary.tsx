/** What has to be mended before a form can be taken, each with the way to its field. */
export function ErrorSummary({
  title,
  problems,
}: {
  readonly title: string;
  readonly problems: readonly { readonly field: string; readonly text: string }[];
}) {
  if (problems.length === 0) return null;
  return (
    <div className="error-summary" role="alert" aria-labelledby="error-title">
      <h2 id="error-title">{title}</h2>
      <ul>
        {problems.map(({ field, text }) => (
          <li key={text}>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
