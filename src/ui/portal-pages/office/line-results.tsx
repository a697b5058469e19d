import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface LineResult {
  readonly key: string;
  readonly what: string;
  readonly result: string;
  readonly failed: boolean;
}

function imported(lines: number, failed: number): string {
  const said = `共 ${lines} 行，登记 ${lines - failed} 行`;
  if (failed === 0) return `${said}。`;
  return `${said}，未登记 ${failed} 行；未登记的行没有改动任何记录，改正后可以再次导入整个文件。`;
}

/** What became of each line of a file: nothing is passed over in silence. */
export function LineResults({
  results,
  caption,
  title = '导入结果',
  said,
}: {
  readonly results: readonly LineResult[];
  readonly caption: string;
  readonly title?: string;
  /** what all of it amounts to, where it is not a file that was imported */
  readonly said?: string;
}) {
  if (results.length === 0) return null;
  const failed = results.filter((each) => each.failed).length;
  return (
    <section aria-labelledby="results">
      <h2 id="results">{title}</h2>
      <p role="status">{said ?? imported(results.length, failed)}</p>
      <Table caption={caption} heads={['对象', '结果']}>
        <Rows>
          {results.map((each) => (
            <Row key={each.key}>
              <HeadCell head="对象">{each.what}</HeadCell>
              <Cell head="结果">{each.failed ? <span className="field-error">{each.result}</span> : each.result}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </section>
  );
}
