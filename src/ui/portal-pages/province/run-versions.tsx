import type { RunSummary } from '#features/verification/queries.ts';
import { Facts } from '#ui/facts.tsx';
import { versionWord } from './run-words.tsx';

/** With what the run can be done over again, to the letter. */
export function RunVersions({ run }: { readonly run: RunSummary }) {
  return (
    <details>
      <summary>标准、政策的版本和结论的散列值（供复核比对）</summary>
      <Facts
        of={[
          [
            '标准版本',
            <code key="s" className="hash">
              {versionWord(run.standardsVersion)}
            </code>,
          ],
          [
            '政策版本',
            <code key="p" className="hash">
              {versionWord(run.policyVersion)}
            </code>,
          ],
          [
            '结论散列值',
            run.verdictHash === null ? null : (
              <code key="h" className="hash">
                {run.verdictHash}
              </code>
            ),
          ],
        ]}
      />
    </details>
  );
}
